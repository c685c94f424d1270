"""Persons whose columns are named and filled as a mapping says: for what advises them, a source like any other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyarrow as pa

from sluimer.case import CaseReader, Places
from sluimer.case.text import KEY
from sluimer.messages import PopulationError, Position, Problem, Problems
from sluimer.population.mapping.column import ColumnTranslator
from sluimer.population.mapping.distinct import can_be_read
from sluimer.population.mapping.model import NOT_ASKED, ColumnMapping, ListWords, PopulationMapping
from sluimer.population.reading.answers import Values
from sluimer.population.reading.batch import PersonBatch
from sluimer.population.reading.columns import AnswerColumn, Layout, fits
from sluimer.population.reading.source import PersonSource


class MappedColumn(Protocol):
    """A column of a source under the name of what it answers; `name` is its own."""

    @property
    def name(self) -> str:
        """What it is called where it comes from."""

    def answers(self, batch: PersonBatch) -> Values:
        """What it says of the persons of a batch."""


@dataclass(frozen=True, slots=True)
class MappedBatch:
    """Some persons, with the columns that a mapping makes of theirs; what is kept or set apart is as it came."""

    batch: PersonBatch
    translators: Mapping[str, MappedColumn]

    @property
    def first(self) -> int:
        """The number of the first row."""
        return self.batch.first

    @property
    def count(self) -> int:
        """How many persons there are."""
        return self.batch.count

    @property
    def broken(self) -> Mapping[int, Problem]:
        """What is wrong with rows of which nothing can be read."""
        return self.batch.broken

    def values(self, column: str) -> Values:
        """What a column says; of one that is only carried along, nothing."""
        translator = self.translators.get(column)
        return translator.answers(self.batch) if translator else pa.nulls(self.count)

    def kept(self, columns: Iterable[str]) -> list[Any]:
        """Columns as they came."""
        return self.batch.kept(columns)

    def apart(self, places: Sequence[int], whys: Sequence[str]) -> Any:
        """Some rows as they came, each with what is wrong with it."""
        return self.batch.apart(places, whys)


@dataclass(frozen=True, slots=True)
class MappedSource(PersonSource):
    """Where persons come from whose columns are mapped; its schema is that of what came in."""

    translators: Mapping[str, MappedColumn] = field(default_factory=dict)
    said: Mapping[str, object] = field(default_factory=dict)
    kinds: Mapping[str, Any] = field(default_factory=dict)

    @property
    def types(self) -> Mapping[str, Any]:
        """The types of columns that are only called otherwise; what is translated was looked at before."""
        return self.kinds

    @property
    def mapping(self) -> Mapping[str, object] | None:
        """Which mapping it is; None where columns are only called otherwise."""
        return self.said or None

    def called(self, column: str) -> str:
        """What a column is called where it comes from."""
        return self.translators[column].name if column in self.translators else column


def mapped(
    source: PersonSource, mapping: PopulationMapping, cases: CaseReader, keep: Sequence[str], problems: Problems
) -> PersonSource:
    """The source with its columns as a mapping says; raises PopulationError with all that is wrong with either."""
    _check_columns(source, mapping, keep, problems)
    if len(problems):
        raise PopulationError(problems.sorted())
    translators = {one.fills.name: ColumnTranslator(one, cases) for one in mapping.columns}
    kept = [name for name in keep if source.names is None or name in source.names]
    read = _read_layout(mapping, kept)

    def batches(_: Layout, done: int) -> Iterator[PersonBatch]:
        return (MappedBatch(batch, translators) for batch in source.batches(read, done))

    names = tuple(dict.fromkeys((*translators, *kept)))
    return MappedSource(source.file, names, batches, source.schema, source.rows, translators, mapping.as_dict())


def _read_layout(mapping: PopulationMapping, keep: Iterable[str]) -> Layout:
    """The columns that are read, or are known to be no answer, under the names that they come with."""
    answers = {one.name: AnswerColumn(one.name, one.fills.fact) for one in mapping.columns}
    told = [one.age.column for one in mapping.columns if one.age and one.age.column]
    fact = next(iter(answers.values())).fact if answers else None
    answers |= {name: AnswerColumn(name, fact) for name in told if fact and name not in answers}
    return Layout(tuple(answers.values()), tuple(dict.fromkeys((*keep, *mapping.ignore))))


def _check_columns(source: PersonSource, mapping: PopulationMapping, keep: Sequence[str], problems: Problems) -> None:
    names, places = source.names, Places(source.file)
    if names is None:
        return
    for name in (name for name, count in Counter(names).items() if count > 1):
        problems.add("column-twice", places.of(name, KEY), column=name)
    said = dict(mapping.places)
    for name, place in mapping.places:
        if name not in names:
            problems.add("mapped-missing", place, problems.nearest(name, set(names) - said.keys()), column=name)
    for name in dict.fromkeys(names):
        if name not in said and name not in keep and name not in mapping.ignore:
            near = problems.nearest(name, said.keys() - set(names))
            problems.add("not-mapped", places.of(name, KEY), near, column=name)
    _check_types(source, mapping, said, problems)


def _takes_parts(column: ColumnMapping) -> bool:
    """Whether a column can be of structures that say of a set what is known, since the mapping says nothing else."""
    return column.listed == ListWords() and column.codes is None and column.empty == NOT_ASKED


def _check_types(
    source: PersonSource, mapping: PopulationMapping, said: Mapping[str, Position], problems: Problems
) -> None:
    types = source.types if len(set(source.names or ())) == len(source.names or ()) else {}
    for column in mapping.columns:
        kind = types.get(column.name)
        for name in (column.name, column.age.column) if column.age else ():
            if name in types and pa.types.is_timestamp(types[name]) and types[name].tz:
                problems.add("day-in-a-zone", said[column.name], column=name, zone=types[name].tz)
        takes_parts = kind is not None and _takes_parts(column) and fits(column.fills, kind)
        if kind is not None and not (can_be_read(kind) or takes_parts):
            problems.add("mapped-type", said[column.name], column=column.name, type=kind)
        day = types.get(column.age.column) if column.age else None
        if column.age and day is not None and not can_be_read(day):
            problems.add("mapped-type", said[column.age.column], column=column.age.column, type=day)
