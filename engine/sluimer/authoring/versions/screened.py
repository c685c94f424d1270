"""A population that two versions are asked about: whose advice differs, by what was changed, in the words of `diff`.

A person counts under the one change that turned for them and can reach what moves; or, where all others that turned are
what that change builds on, under it too. Else under several changes at once. `diff` proves more: what each change alone
can bring to anybody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import or_
from typing import Any

import pyarrow as pa

from sluimer.authoring.versions.change import Amendment, find_changes
from sluimer.authoring.versions.crowd import CrowdLogic, CrowdSide, PairedPlanes, probes_for, united
from sluimer.authoring.versions.move import AdviceMove, Direction, direction_of, moves_between, parts_of_move
from sluimer.authoring.versions.tell_move import RISKIEST_FIRST, riskiest
from sluimer.authoring.versions.turn import Reaching, Turn, Turning
from sluimer.case import CaseReader
from sluimer.engines.planes import Plane, Planes, make_planes
from sluimer.knowledge.base import Knowledge
from sluimer.meaning.advice import KnowledgeName
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.net import Net
from sluimer.population.bits import ones
from sluimer.population.cohort.question import CohortQuestion
from sluimer.population.reading.batch import PersonBatch
from sluimer.population.reading.source import PersonSource
from sluimer.population.report.model import PopulationReport
from sluimer.population.results.columns import LABEL, labelled, listed_ids
from sluimer.population.rules import PopulationRules
from sluimer.population.run import Beside

PART = "compared"
"""What a comparison is called in the report of a population."""
CHANGE = "change"
"""The column that says of each person what another version brings: `same`, or a direction."""
MOVES = "moves"
"""The column with a list of all that moves for a person, such as `water:given>withheld` and `water.most:400>250`."""
SAME = "same"
MOST_ROWS = 3
"""Rows of persons that are shown of each class and move."""
Turns = tuple[tuple[Amendment, Turn], ...]
SEVERAL: Turns = ()
"""Of those for whom several changes turned that can reach what moves."""


@dataclass(slots=True)
class PersonCount:
    """How many persons there are, and the rows of the first of them."""

    persons: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, other: "PersonCount") -> None:
        """Add those of a later batch."""
        self.persons += other.persons
        self.rows += other.rows[: MOST_ROWS - len(self.rows)]


def counted(plane: Plane, first: int) -> PersonCount:
    """Those in a plane, where the first person stands in this row."""
    rows, left = list[int](), plane
    while left and len(rows) < MOST_ROWS:
        lowest = left & -left
        rows.append(first + lowest.bit_length() - 1)
        left ^= lowest
    return PersonCount(plane.bit_count(), rows)


@dataclass(frozen=True, slots=True)
class ScreenedClass:
    """Persons who are told otherwise by a change that turned so for them, with the moves that they make.

    With no turns it is about those for whom several changes turned; `among` are these, with how many had which.
    """

    turns: Turns
    count: PersonCount
    moves: Mapping[AdviceMove, PersonCount]
    among: Mapping[tuple[Amendment, Turn], int] = field(default_factory=dict)


@dataclass(frozen=True)
class PopulationComparison:
    """Of how many persons another version tells otherwise, by direction and by class, the riskiest classes first.

    `apart` are slots with an answer that one version alone takes, with how many persons gave one.
    """

    versions: tuple[Knowledge, Knowledge]
    persons: int
    ways: Mapping[Direction, PersonCount]
    classes: tuple[ScreenedClass, ...]
    apart: Mapping[str, int]

    @property
    def otherwise(self) -> int:
        """How many are told otherwise."""
        return sum(one.persons for one in self.ways.values())

    def as_dict(self, language: str) -> dict[str, object]:
        """It as plain data."""
        from sluimer.authoring.versions.tell_screened import comparison_data

        return comparison_data(self, language)


class VersionPair:
    """Two versions, each as it was chosen, ready to be asked about the same persons."""

    def __init__(self, old: Knowledge, new: Knowledge) -> None:
        self.versions = (old, new)
        nets = [make_net(one) for one in self.versions]
        self.changes = find_changes(old, new)
        self.probes = probes_for(self.changes, old, new, nets)
        self._nets = tuple(self.probes.within(net) for net in nets)
        self._slots = [frozenset(net.slots) for net in nets]
        self._old = make_planes(self._nets[0])
        self._facts = (old.vocabulary.facts, new.vocabulary.facts)
        self._reaching = Reaching(self.changes, nets)
        self._reach: dict[tuple[str, bool], tuple[Amendment, ...]] = {}

    @cached_property
    def planes(self) -> PairedPlanes:
        """Both versions in one."""
        return self.compiled(self._nets[1])

    def compiled(self, net: Net) -> PairedPlanes:
        """Both versions in one, with this net of the new one."""
        return PairedPlanes(self._old, make_planes(net), self._facts)

    @cached_property
    def above(self) -> Mapping[Amendment, frozenset[Amendment]]:
        """For each change those that it builds on."""
        return {change: self._reaching.of(change.origins) - {change} for change in self.changes}

    def reach(self, move: AdviceMove) -> tuple[Amendment, ...]:
        """The changes that can reach what moves."""
        key = (move.item, not move.item)
        if key not in self._reach:
            found = self._reaching.of(parts_of_move(move, *self._nets))
            self._reach[key] = tuple(change for change in self.changes if change in found)
        return self._reach[key]

    def sides(self, planes: PairedPlanes, rows: Sequence[Plane]) -> tuple[CrowdSide, CrowdSide]:
        """What each version says in the planes that came out, the old one first."""
        new, old = planes.outputs
        return (
            CrowdSide(planes.old, rows[new : new + old], self.probes, self._slots[0]),
            CrowdSide(planes.new, rows[:new], self.probes, self._slots[1]),
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen of a batch: how many, who moves which way, and the classes, each with its moves."""

    persons: int
    first: int
    ways: Mapping[Direction, Plane]
    moves: Mapping[AdviceMove, Plane]
    classes: Mapping[Turns, Mapping[AdviceMove, Plane]]
    among: Counter[tuple[Amendment, Turn]]
    apart: Mapping[str, int]


class ChangeWatcher:
    """Sees whose advice differs while batches go by."""

    def __init__(self, pair: VersionPair, planes: PairedPlanes) -> None:
        self.fields: Sequence[Any] = (pa.field(CHANGE, LABEL), pa.field(MOVES, pa.list_(pa.string())))
        self._pair = pair
        self._planes = planes
        self._persons = 0
        self._ways = {direction: PersonCount() for direction in RISKIEST_FIRST}
        self._classes: dict[Turns, PersonCount] = {}
        self._moves: dict[Turns, dict[AdviceMove, PersonCount]] = {}
        self._among: Counter[tuple[Amendment, Turn]] = Counter()
        self._apart: Counter[str] = Counter()

    def see(self, rows: Sequence[Plane], meant: Plane, batch: PersonBatch) -> _Seen:
        """Whose advice differs in a batch."""
        logic = CrowdLogic(ones(batch.count))
        sides = self._pair.sides(self._planes, rows)
        found = moves_between(*sides, *self._pair.versions, logic)
        moves = {move: plane & meant for move, plane in found.items() if plane & meant}
        turning = Turning(*sides, *self._pair.versions, logic)
        turns = {change: turning.turns(change) for change in self._pair.changes} if moves else {}
        sorting = _Sorting(self._pair, turns, moves)
        apart = zip(self._planes.apart, rows[sum(self._planes.outputs) :], strict=True)
        taken_by_one = {slot: (plane & meant).bit_count() for slot, plane in apart}
        ways = self._directions(moves)
        return _Seen(meant.bit_count(), batch.first, ways, moves, sorting.classes, sorting.among, taken_by_one)

    def _directions(self, moves: Mapping[AdviceMove, Plane]) -> dict[Direction, Plane]:
        """Who is told otherwise, the riskiest of all that moves for them first."""
        found, left = dict[Direction, Plane](), 0
        for direction in RISKIEST_FIRST:
            planes = (plane for move, plane in moves.items() if direction_of(move, *self._pair.versions) is direction)
            found[direction] = reduce(or_, planes, 0) & ~left
            left |= found[direction]
        return found

    def made(self, seen: _Seen, good: Plane, count: int) -> Sequence[Any]:
        """For each person which way they are told otherwise, and all that moves."""
        moved = reduce(or_, seen.ways.values(), 0)
        names = pa.array([SAME, *map(str, seen.ways)], pa.string())
        planes = [ones(count) & ~moved, *seen.ways.values()]
        codes, who = [move.code for move in seen.moves], [*seen.moves.values()]
        listed = listed_ids(codes, range(len(codes)), who, good, count).cast(pa.list_(pa.string()))
        return [labelled(names, range(len(planes)), planes, good, count), listed]

    def add(self, seen: _Seen) -> None:
        """Add what was seen of a batch."""
        self._persons += seen.persons
        for direction, plane in seen.ways.items():
            self._ways[direction].add(counted(plane, seen.first))
        for turns, moves in seen.classes.items():
            whole = self._classes.setdefault(turns, PersonCount())
            whole.add(counted(reduce(or_, moves.values(), 0), seen.first))
            mine = self._moves.setdefault(turns, {})
            for move, plane in moves.items():
                mine.setdefault(move, PersonCount()).add(counted(plane, seen.first))
        self._among.update(seen.among)
        self._apart.update(seen.apart)

    def told_in(self, report: PopulationReport) -> PopulationReport:
        """The report with the comparison in it."""
        return replace(report, watched={**report.watched, PART: self.comparison()})

    def comparison(self) -> PopulationComparison:
        """All that was seen."""
        found = sorted(map(self._class, self._classes), key=self._order)
        apart = {slot: count for slot, count in self._apart.items() if count}
        return PopulationComparison(self._pair.versions, self._persons, self._ways, tuple(found), apart)

    def _class(self, turns: Turns) -> ScreenedClass:
        return ScreenedClass(turns, self._classes[turns], self._moves[turns], {} if turns else dict(self._among))

    def _order(self, one: ScreenedClass) -> tuple[object, ...]:
        way = riskiest(direction_of(move, *self._pair.versions) for move in one.moves)
        changes = [self._pair.changes.index(change) for change, _ in one.turns]
        return not one.turns, RISKIEST_FIRST.index(way), -one.count.persons, changes


class _Sorting:
    """Sorts who moves by the changes that turned for them."""

    def __init__(
        self,
        pair: VersionPair,
        turns: Mapping[Amendment, Mapping[Turn, Plane]],
        moves: Mapping[AdviceMove, Plane],
    ) -> None:
        self._pair = pair
        self._turns = turns
        self._turned = {change: reduce(or_, some.values(), 0) for change, some in turns.items()}
        self._twice: dict[tuple[Amendment, ...], Plane] = {}
        self.classes: dict[Turns, dict[AdviceMove, Plane]] = {}
        several: dict[tuple[Amendment, Turn], Plane] = {}
        for move, plane in moves.items():
            reach = pair.reach(move)
            left = self._under_one(move, plane, reach)
            if left:
                self.classes.setdefault(SEVERAL, {})[move] = left
                for key, who in self._keys(reach):
                    several[key] = several.get(key, 0) | (who & left)
        self.among = Counter({key: who.bit_count() for key, who in several.items() if who})

    def _keys(self, changes: Iterable[Amendment]) -> Iterator[tuple[tuple[Amendment, Turn], Plane]]:
        return (((change, turn), plane) for change in changes for turn, plane in self._turns[change].items())

    def _under_one(self, move: AdviceMove, who: Plane, reach: tuple[Amendment, ...]) -> Plane:
        """Put down for each change those for whom it alone turned; who is left."""
        alone = who & ~self._more_than_one(reach)
        left = who
        for change in reach:
            left &= ~self._put(move, alone, change)
        for change in reach:
            above = self._pair.above[change]
            if left and not above.isdisjoint(reach):
                others = (self._turned[other] for other in reach if other != change and other not in above)
                left &= ~self._put(move, left & ~reduce(or_, others, 0), change)
        return left

    def _put(self, move: AdviceMove, who: Plane, change: Amendment) -> Plane:
        put = 0
        for key, plane in self._keys([change]):
            if found := plane & who:
                moves = self.classes.setdefault((key,), {})
                moves[move] = moves.get(move, 0) | found
                put |= found
        return put

    def _more_than_one(self, reach: tuple[Amendment, ...]) -> Plane:
        """For whom more than one of these changes turned."""
        if reach not in self._twice:
            once = twice = 0
            for change in reach:
                twice |= once & self._turned[change]
                once |= self._turned[change]
            self._twice[reach] = twice
        return self._twice[reach]


@dataclass(frozen=True, slots=True)
class ComparedRules(PopulationRules):
    """A knowledge base as a population is advised by it, with another version beside it."""

    pair: VersionPair

    @classmethod
    def beside_old(cls, old: Knowledge, new: Knowledge) -> "ComparedRules":
        """The rules of a new version, with an old one beside it that has its names."""
        pair, vocabulary = VersionPair(old, new), united(old.vocabulary, new.vocabulary)
        return cls(KnowledgeName.of(new), new, vocabulary, CaseReader(vocabulary), pair.planes, pair)

    def compiled(self, net: Net) -> Planes:
        """The planes of both versions, with a question in the net of the new one."""
        return self.pair.compiled(net)

    def beside(self, question: CohortQuestion, planes: Planes, source: PersonSource) -> Beside:
        """Whose advice differs is seen too."""
        asked = PopulationRules.beside(self, question, planes, source)
        assert isinstance(planes, PairedPlanes)
        return replace(asked, watchers=(*asked.watchers, ChangeWatcher(self.pair, planes)))
