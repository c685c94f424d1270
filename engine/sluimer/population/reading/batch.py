"""A batch of persons as it was read: columns of Arrow, or rows of JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
        return rows.append_column(WHY, pa.array(whys, pa.string()))


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
        return [{**self._whole(place), WHY: why} for place, why in zip(places, whys, strict=True)]

    def _whole(self, place: int) -> Mapping[str, object]:
        found: dict[str, object] = json.loads(self.lines[place]) if self.rows[place] is not None else {}
        return found or {LINE: self.lines[place]}


def with_why(schema: Any) -> Any:
    """The schema of rows that were set apart; None for rows of JSON, which have none."""
    return schema.append(pa.field(WHY, pa.string())) if schema is not None else None


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
