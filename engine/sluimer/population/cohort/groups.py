"""How many got what in each group of a cohort: by sex, by age, or by a column that is kept."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from sluimer.case import Places
from sluimer.engines.planes import Planes
from sluimer.knowledge.condition import Within
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.net import OUTCOME, state_name
from sluimer.messages import PopulationError, Problems
from sluimer.population.bits import NOBODY, Bits, Rows, anybody, bits_of, how_many
from sluimer.population.cohort.question import MOST_GROUPS, CohortQuestion, Grouping, GroupKey
from sluimer.population.reading.answers import distinct_values
from sluimer.population.reading.batch import PersonBatch
from sluimer.population.reading.plain_arrow import plainest


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

    def see(self, rows: Rows, chosen: Bits, batch: PersonBatch) -> GroupTally:
        """The counts of one batch."""
        found: dict[tuple[Grouping, GroupKey], Counter[int]] = {}
        for one in self._question.groupings:
            left = chosen
            for key, who in self._groups(one, rows, batch):
                found[one, key] = self._count(rows, who & chosen)
                left = left & ~who
            found[one, None] = self._count(rows, left)
        return found

    def _count(self, rows: Rows, who: Bits) -> Counter[int]:
        if not anybody(who):
            return Counter()
        counts = {place: how_many(rows[place] & who) for place in self._counted}
        return Counter({_ALL: how_many(who), **counts})

    def _groups(self, one: Grouping, rows: Rows, batch: PersonBatch) -> Iterator[tuple[GroupKey, Bits]]:
        if one.answers is None:
            return self._of_column(one.name, batch)
        places = dict(self._planes.places[one.part])
        return ((key, rows[places[str(number)]]) for number, (key, _) in enumerate(one.answers))

    def _of_column(self, name: str, batch: PersonBatch) -> Iterator[tuple[GroupKey, Bits]]:
        [array] = batch.kept([name])
        plain = plainest(array)
        if pa.types.is_nested(plain.type):
            self._fail("by-type", name, plain.type)
        values, codes = distinct_values(plain)
        numbers = [int(number) for number in np.unique(codes) if number >= 0 and values[number] is not None]
        if len(numbers) > MOST_GROUPS:
            self._fail("by-too-many", name)
        found: dict[GroupKey, Bits] = {}
        for number in numbers:  # the same value may stand there twice
            value = values[number]
            key = value if isinstance(value, bool) else str(value)
            found[key] = found.get(key, NOBODY) | bits_of(np.equal(codes, number))
        return iter(found.items())

    def made(self, seen: GroupTally, good: Bits, count: int) -> Sequence[Any]:  # noqa: ARG002  # it has no columns
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
