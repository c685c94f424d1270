"""A batch of persons as it was read: columns of Arrow, or rows of JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol

import pyarrow as pa

from sluimer.messages import Problem
from sluimer.population.reading.answers import Values

WHY = "why"
"""The column of a row that was set apart, which says what is wrong with it."""
LINE = "line"
"""What a line that is no JSON stands under, where it is set apart."""


class PersonBatch(Protocol):
    """Some persons in their order; `first` is the number of the row of the first of them, from 1."""

    @property
    def first(self) -> int:
        """The number of the first row."""

    @property
    def count(self) -> int:
        """How many persons there are."""

    @property
    def broken(self) -> Mapping[int, Problem]:
        """What is wrong with rows of which nothing can be read, by their place in the batch."""

    def values(self, column: str) -> Values:
        """What stands in a column."""

    def kept(self, columns: Iterable[str]) -> list[Any]:
        """Columns as arrays, to be carried along."""

    def apart(self, places: Sequence[int], whys: Sequence[str]) -> Any:
        """Some rows as they were read, each with what is wrong with it: a batch of Arrow, or objects of JSON."""


@dataclass(frozen=True, slots=True)
class ArrowBatch:
    """Persons in columns, and the schema that these had before Arrow read some as codes."""

    first: int
    record: Any
    schema: Any
    broken: Mapping[int, Problem] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many persons there are."""
        return int(self.record.num_rows)

    def values(self, column: str) -> Values:
        """What stands in a column."""
        return self.record.column(column)

    def kept(self, columns: Iterable[str]) -> list[Any]:
        """Columns as arrays, to be carried along."""
        return [self.record.column(name) for name in columns]

    def apart(self, places: Sequence[int], whys: Sequence[str]) -> Any:
        """Some rows, each with what is wrong with it."""
        rows = self.record.take(pa.array(places, pa.int64())).cast(self.schema)
        return rows.append_column(why_beside(rows.schema.names), pa.array(whys, pa.string()))


@dataclass(frozen=True, slots=True)
class JsonBatch:
    """Persons as lines of JSON; None for a line that is no object."""

    first: int
    lines: Sequence[str]
    rows: Sequence[Mapping[str, object] | None]
    broken: Mapping[int, Problem]

    @property
    def count(self) -> int:
        """How many persons there are."""
        return len(self.rows)

    def values(self, column: str) -> Values:
        """What stands under a name in each line."""
        return [row.get(column) if row else None for row in self.rows]

    def kept(self, columns: Iterable[str]) -> list[Any]:
        """What stands under names, as text."""
        return [pa.array(map(_text, self.values(name)), pa.string()) for name in columns]

    def apart(self, places: Sequence[int], whys: Sequence[str]) -> Any:
        """Some lines, each with what is wrong with it."""
        rows = [(self._whole(place), why) for place, why in zip(places, whys, strict=True)]
        return [{**row, why_beside(row): why} for row, why in rows]

    def _whole(self, place: int) -> Mapping[str, object]:
        """One line; a number with a point as the text that it is, since `1.500` must not become 1.5."""
        known = self.rows[place] is not None
        found: dict[str, object] = json.loads(self.lines[place], parse_float=str) if known else {}
        return found or {LINE: self.lines[place]}


def with_why(schema: Any) -> Any:
    """The schema of rows that were set apart; None for rows of JSON, which have none."""
    return schema.append(pa.field(why_beside(schema.names), pa.string())) if schema is not None else None


def why_beside(names: Iterable[str]) -> str:
    """What the column is called that says what is wrong, beside columns with these names, whatever their capitals.

    >>> why_beside(["age", "Why"])
    'why_'
    """
    taken = {name.casefold() for name in names}
    return next(name for length in count() if (name := WHY + "_" * length) not in taken)


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
