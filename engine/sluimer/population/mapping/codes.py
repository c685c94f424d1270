"""Columns that are called by a code, such as `loinc:98979-8`, under the names of what these codes stand beside."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sluimer.case import Places
from sluimer.case.text import KEY
from sluimer.knowledge.vocabulary import Codes, Kind, Vocabulary, slot
from sluimer.messages import PopulationError, Problems
from sluimer.population.mapping.source import MappedBatch, MappedSource
from sluimer.population.reading.answers import Values
from sluimer.population.reading.batch import PersonBatch
from sluimer.population.reading.columns import AnswerColumn, Layout, column_for, fits
from sluimer.population.reading.source import PersonSource

_BETWEEN: Final = ":"


@dataclass(frozen=True, slots=True)
class RenamedColumn:
    """A column under another name, with what stands in it as it is."""

    name: str

    def answers(self, batch: PersonBatch) -> Values:
        """What stands in the column."""
        return batch.values(self.name)


def by_code(source: PersonSource, vocabulary: Vocabulary, keep: Collection[str]) -> PersonSource:
    """The source in which a column that is called `system:code` is called as what has that code.

    Raises PopulationError where a code is one of several: no to one of them is not no to what they stand beside.
    """
    names = source.names or ()
    known = {name: coded[name] for coded in [coded_names(vocabulary)] for name in names if name in coded}
    if not known or len({*names}) < len(names):
        return source
    problems, places = Problems(), Places(source.file)
    for name in (name for name, (_, whole) in known.items() if not whole):
        problems.add("code-in-part", places.of(name, KEY), column=name, fact=known[name][0])
    for name, kind in source.types.items():
        column = column_for(known[name][0], vocabulary) if name in known else None
        if column and not fits(column, kind):
            problems.add("mapped-type", places.of(name, KEY), column=name, type=kind)
    for name, other in _same(names, known):
        problems.add("slot-twice", places.of(name, KEY), column=name, other=other, fact=known.get(name, (name,))[0])
    if len(problems):
        raise PopulationError(problems.sorted())
    calls = {name: known[name][0] if name in known else name for name in names}
    columns = {called: RenamedColumn(name) for name, called in calls.items()}
    kinds = {calls[name]: kind for name, kind in source.types.items()}

    def batches(layout: Layout, done: int) -> Iterator[PersonBatch]:
        answers = (AnswerColumn(columns[one.name].name, one.fact) for one in layout.answers)
        read = Layout(tuple(answers), layout.keep)
        return (MappedBatch(batch, columns) for batch in source.batches(read, done))

    every = tuple(dict.fromkeys((*columns, *(name for name in known if name in keep))))
    return MappedSource(source.file, every, batches, source.schema, source.rows, columns, {}, kinds)


def coded_names(vocabulary: Vocabulary) -> Mapping[str, tuple[str, bool]]:
    """For each `system:code` the fact or slot that it stands beside, and whether it says all of it."""
    found: dict[str, tuple[str, bool]] = {}
    for fact in vocabulary.facts.values():
        whole = fact.kind is Kind.NUMBER
        found |= {name: (fact.id, whole or alone) for name, alone in _names(fact.codes)}
        for option in fact.options if fact.kind is Kind.SET else ():
            found |= {name: (slot(fact.id, option.id), alone) for name, alone in _names(option.codes)}
    return found


def _names(codes: Codes) -> Iterator[tuple[str, bool]]:
    return ((f"{system}{_BETWEEN}{code}", len(every) == 1) for system, every in codes for code in every)


def _same(names: Iterable[str], known: Mapping[str, tuple[str, bool]]) -> Iterator[tuple[str, str]]:
    """Each column that says what an earlier one says, with that one."""
    before: dict[str, str] = {}
    for name in names:
        called = known[name][0] if name in known else name
        other = before.setdefault(called, name)
        if other != name:
            yield name, other
