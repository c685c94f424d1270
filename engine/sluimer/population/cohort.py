"""Questions of a cohort: which persons are asked about, and how many got what by sex, age or a column that is kept.

A question is a few parts more of the net, so that the planes answer it for a whole batch at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from sluimer.case import Places
from sluimer.engines.planes import Planes
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Is, Within, leaves
from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.net import OUTCOME, Choice, Net, Part, Wire, layered, state_name
from sluimer.messages import PopulationError, Position, Problems, listed
from sluimer.population.answers import distinct_values
from sluimer.population.batch import PersonBatch
from sluimer.population.bits import Plane, plane_of
from sluimer.population.choice import ScreeningChoice
from sluimer.population.columns import column_for
from sluimer.population.plain_arrow import plainest
from sluimer.population.result import Rows
from sluimer.population.where import read_where
from sluimer.read.numbers import plain_number

OPTION = "--by"
MOST_GROUPS = 200
"""Values of a column that is kept that each get a group."""
_WHERE = "asked:where"
GroupKey: TypeAlias = bool | str | Within | None
"""What the persons of a group have: an answer, a number within bounds, or None for those of whom it is not known."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """By what persons are grouped: a slot of a fact, with the answers of each group, or a column that is kept.

    `written` is how it was asked for.
    """

    written: str
    name: str
    answers: tuple[tuple[GroupKey, Is | Within], ...] | None = None

    @property
    def part(self) -> str:
        """The name of its choice in the net."""
        return f"asked:by:{self.written}"


@dataclass(frozen=True, slots=True)
class CohortQuestion:
    """What is asked of a cohort beside its advice: of whom, by what they are grouped, and which items are counted."""

    where: Wire | None = None
    groupings: tuple[Grouping, ...] = ()
    items: tuple[str, ...] = ()

    def within(self, net: Net) -> Net:
        """The net that answers it too."""
        parts: list[Part] = [self.where] if self.where else []
        for one in self.groupings:
            if one.answers is not None:
                options = ((str(place), test) for place, (_, test) in enumerate(one.answers))
                parts.append(Choice(one.part, tuple(options)))
        return replace(net, layers=layered((*net.parts, *parts))) if parts else net


def read_question(choice: ScreeningChoice, knowledge: Knowledge, net: Net) -> CohortQuestion:
    """The question that a choice asks; raises PopulationError with what is wrong with it."""
    problems = Problems()
    groupings = [_grouping(one, choice.keep, knowledge, net, problems) for one in dict.fromkeys(choice.by)]
    items = tuple(dict.fromkeys(choice.items))
    for name in items:
        if name not in knowledge.vocabulary.items:
            near = problems.nearest(name, knowledge.vocabulary.items)
            problems.add("unknown-counted-item", Position("--item"), near, name=name)
    if items and not choice.by:
        problems.add("items-without-groups", Position("--item"))
    if len(problems):
        raise PopulationError(problems.sorted())
    where = Wire(_WHERE, read_where(choice.where, knowledge)) if choice.where is not None else None
    return CohortQuestion(where, tuple(one for one in groupings if one is not None), items)


def _grouping(written: str, keep: Sequence[str], knowledge: Knowledge, net: Net, problems: Problems) -> Grouping | None:
    name, colon, edges = (part.strip() for part in written.partition(":"))
    column = column_for(name, knowledge.vocabulary)
    if column is None and written in keep:
        return Grouping(written, written)
    if column is None:
        near = problems.nearest(name, [*_slots(knowledge), *keep])
        problems.add("by-unknown", Position(OPTION), near, name=name)
        return None
    fact = column.fact
    if fact.kind is Kind.NUMBER:
        return _by_number(written, fact, edges if colon else None, net, problems)
    if colon:
        problems.add("by-edges-of-none", Position(OPTION), name=name)
        return None
    if fact.kind is Kind.SET:
        problems.add("by-set", Position(OPTION), name=name, known=listed(fact.slots))
        return None
    values = [option.id for option in fact.options] if fact.kind is Kind.CHOICE else [True, False]
    return Grouping(written, name, tuple((value, Is(name, (value,))) for value in values))


def _slots(knowledge: Knowledge) -> Iterator[str]:
    for fact in knowledge.vocabulary.facts.values():
        yield from (fact.id, *fact.slots)


def _by_number(written: str, fact: Fact, ends: str | None, net: Net, problems: Problems) -> Grouping | None:
    """By a number, in groups that begin at these numbers, or else at those that the rules name."""
    edges = _compared(fact.id, net) if ends is None else [plain_number(one.strip()) for one in ends.split(",")]
    numbers = [float(edge) for edge in edges if edge is not None]
    if len(numbers) < len(edges) or any(low >= high for low, high in pairwise(numbers)):
        problems.add("by-edges", Position(OPTION), name=fact.id, edges=ends)
        return None
    if not numbers or len(numbers) > MOST_GROUPS:
        code = "by-too-many" if numbers else "by-no-edges"
        problems.add(code, Position(OPTION), name=fact.id, most=MOST_GROUPS)
        return None
    bounds = [None, *numbers, None]
    tests = [Within(fact.id, at_least=low, below=high) for low, high in pairwise(bounds)]
    return Grouping(written, fact.id, tuple((test, test) for test in tests))


def _compared(slot: str, net: Net) -> list[float]:
    """The numbers that conditions compare a slot with."""
    tests = (leaf for condition in net.conditions for leaf in leaves(condition))
    bounds = (leaf.bounds for leaf in tests if isinstance(leaf, Within) and leaf.slot == slot)
    return sorted({float(end) for ends in bounds for end in ends.values()})


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """How many persons are in a group: those with each outcome, and with each state of the items that are counted."""

    key: GroupKey
    persons: int
    outcomes: Mapping[str, int]
    states: Mapping[str, Mapping[str, int]]

    def as_dict(self) -> dict[str, object]:
        """It as plain data; a group of numbers has its bounds."""
        key = self.key.bounds if isinstance(self.key, Within) else self.key
        states = {item: dict(counts) for item, counts in self.states.items()}
        return {"group": key, "persons": self.persons, "outcomes": dict(self.outcomes), "states": states}


@dataclass(frozen=True, slots=True)
class GroupedCounts:
    """The counts of all groups by one fact or column; every person is in one of them."""

    name: str
    groups: tuple[GroupCounts, ...]

    def as_dict(self) -> dict[str, object]:
        """It as plain data."""
        return {"by": self.name, "groups": [one.as_dict() for one in self.groups]}


GroupTally = Mapping[tuple[Grouping, GroupKey], Counter[int]]
"""For each grouping and group how many persons are in it (under -1), and in each plane that is counted."""
_ALL = -1


class GroupWatcher:
    """Counts by group while batches go by."""

    fields: Sequence[Any] = ()

    def __init__(self, question: CohortQuestion, planes: Planes, file: str) -> None:
        self._question = question
        self._planes = planes
        self._file = file
        names = [OUTCOME, *map(state_name, question.items)]
        self._counted = tuple(place for name in names for _, place in planes.places[name])
        self._tallies: dict[tuple[Grouping, GroupKey], Counter[int]] = {
            (one, key): Counter() for one in question.groupings for key, _ in one.answers or ()
        }

    def see(self, rows: Rows, chosen: Plane, batch: PersonBatch) -> GroupTally:
        """The counts of one batch."""
        found: dict[tuple[Grouping, GroupKey], Counter[int]] = {}
        for one in self._question.groupings:
            left = chosen
            for key, plane in self._groups(one, rows, batch):
                found[one, key] = self._count(rows, plane & chosen)
                left &= ~plane
            found[one, None] = self._count(rows, left)
        return found

    def _count(self, rows: Rows, who: Plane) -> Counter[int]:
        if not who:
            return Counter()
        counts = {place: (rows[place] & who).bit_count() for place in self._counted}
        return Counter({_ALL: who.bit_count(), **counts})

    def _groups(self, one: Grouping, rows: Rows, batch: PersonBatch) -> Iterator[tuple[GroupKey, Plane]]:
        if one.answers is None:
            return self._of_column(one.name, batch)
        places = dict(self._planes.places[one.part])
        return ((key, rows[places[str(number)]]) for number, (key, _) in enumerate(one.answers))

    def _of_column(self, name: str, batch: PersonBatch) -> Iterator[tuple[GroupKey, Plane]]:
        [array] = batch.kept([name])
        plain = plainest(array)
        if pa.types.is_nested(plain.type):
            self._fail("by-type", name, plain.type)
        values, codes = distinct_values(plain)
        numbers = [int(number) for number in np.unique(codes) if number >= 0 and values[number] is not None]
        if len(numbers) > MOST_GROUPS:
            self._fail("by-too-many", name)
        found: dict[GroupKey, Plane] = {}
        for number in numbers:  # the same value may stand there twice
            value = values[number]
            key = value if isinstance(value, bool) else str(value)
            found[key] = found.get(key, 0) | plane_of(np.equal(codes, number))
        return iter(found.items())

    def made(self, seen: GroupTally, good: Plane, count: int) -> Sequence[Any]:  # noqa: ARG002  # it has no columns
        """No columns."""
        return ()

    def add(self, seen: GroupTally) -> None:
        """Add the counts of a batch."""
        for place, counts in seen.items():
            self._tallies.setdefault(place, Counter()).update(counts)
        for one in self._question.groupings:
            if one.answers is None and sum(grouping == one for grouping, _ in self._tallies) > MOST_GROUPS + 1:
                self._fail("by-too-many", one.name)

    def _fail(self, code: str, name: str, kind: object = "") -> None:
        problems = Problems()
        problems.add(code, Places(self._file).of(name), name=name, type=kind, most=MOST_GROUPS)
        raise PopulationError(problems.sorted())

    def told_in(self, report: Any) -> Any:
        """A report with all counts; the groups of a column by name, and last those of whom it is not known."""
        return replace(
            report, groups=tuple(GroupedCounts(one.name, (*self._of(one),)) for one in self._question.groupings)
        )

    def _of(self, one: Grouping) -> Iterator[GroupCounts]:
        keys: Iterable[GroupKey] = [key for grouping, key in self._tallies if grouping == one and key is not None]
        for key in (*(keys if one.answers else sorted(keys, key=str)), None):
            tally = self._tallies.get((one, key), Counter())
            states = {item: self._named(state_name(item), State, tally) for item in self._question.items}
            yield GroupCounts(key, tally[_ALL], self._named(OUTCOME, Outcome, tally), states)

    def _named(self, name: str, labels: type[State] | type[Outcome], tally: Counter[int]) -> Mapping[str, int]:
        places: Mapping[Any, int] = dict(self._planes.places[name])
        return {str(label): tally[places[label]] if label in places else 0 for label in labels}


@dataclass(frozen=True, slots=True)
class WhereCount:
    """Of how many persons a question is true, of how many it is not known, and of how many it was asked."""

    where: str
    true: int
    unknown: int
    of: int

    def as_dict(self) -> dict[str, object]:
        """It as plain data."""
        return {"where": self.where, "true": self.true, "unknown": self.unknown, "of": self.of}


def who_is_meant(planes: Planes, question: CohortQuestion, rows: Rows, good: Plane) -> tuple[Plane, Plane]:
    """Of these persons those of whom a question is true, and those of whom that is not known."""
    if question.where is None:
        return good, 0
    places = dict(planes.places[question.where.name])
    return rows[places[True]] & good, good & ~(rows[places[True]] | rows[places[False]])
