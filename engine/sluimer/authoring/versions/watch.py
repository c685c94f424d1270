"""A population advised by a new version, with an old one beside it: who is told otherwise is seen batch by batch."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

import pyarrow as pa

from sluimer.authoring.versions.change import Amendment
from sluimer.authoring.versions.crowd import CrowdLogic, PairedPlanes, united
from sluimer.authoring.versions.move import AdviceMove, Direction, direction_of, moves_between
from sluimer.authoring.versions.pair import Sorting, VersionPair
from sluimer.authoring.versions.screened import PART, PersonCount, PopulationComparison, ScreenedClass, Turns, counted
from sluimer.authoring.versions.tell_move import RISKIEST_FIRST, riskiest
from sluimer.authoring.versions.turn import Turn, Turning
from sluimer.case import CaseReader
from sluimer.engines.planes import Planes
from sluimer.knowledge.base import Knowledge
from sluimer.meaning.advice import KnowledgeName
from sluimer.meaning.net import Net
from sluimer.population.bits import NOBODY, Bits, Rows, anybody, everybody, how_many, nobody
from sluimer.population.cohort.question import CohortQuestion
from sluimer.population.reading.batch import PersonBatch
from sluimer.population.reading.source import PersonSource
from sluimer.population.report.model import PopulationReport
from sluimer.population.results.columns import LABEL, labelled, listed_ids
from sluimer.population.rules import PopulationRules
from sluimer.population.run import Beside

CHANGE = "change"
"""The column that says of each person what another version brings: `same`, or a direction."""
MOVES = "moves"
"""The column with a list of all that moves for a person, such as `water:given>withheld` and `water.most:400>250`."""
SAME = "same"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen of a batch: how many, who moves which way, and the classes, each with its moves."""

    persons: int
    first: int
    ways: Mapping[Direction, Bits]
    moves: Mapping[AdviceMove, Bits]
    classes: Mapping[Turns, Mapping[AdviceMove, Bits]]
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

    def see(self, rows: Rows, meant: Bits, batch: PersonBatch) -> _Seen:
        """Whose advice differs in a batch."""
        logic = CrowdLogic(everybody(batch.count))
        sides = self._pair.sides(self._planes, rows)
        found = moves_between(*sides, *self._pair.versions, logic)
        moves = {move: who & meant for move, who in found.items() if anybody(who & meant)}
        turning = Turning(*sides, *self._pair.versions, logic)
        turns = {change: turning.turns(change) for change in self._pair.changes} if moves else {}
        sorting = Sorting(self._pair, turns, moves)
        apart = zip(self._planes.apart, rows[sum(self._planes.outputs) :], strict=True)
        taken_by_one = {slot: how_many(who & meant) for slot, who in apart}
        ways = self._directions(moves, batch.count)
        return _Seen(how_many(meant), batch.first, ways, moves, sorting.classes, sorting.among, taken_by_one)

    def _directions(self, moves: Mapping[AdviceMove, Bits], count: int) -> dict[Direction, Bits]:
        """Who is told otherwise, the riskiest of all that moves for them first."""
        found, taken = dict[Direction, Bits](), nobody(count)
        for direction in RISKIEST_FIRST:
            those = (who for move, who in moves.items() if direction_of(move, *self._pair.versions) is direction)
            found[direction] = reduce(or_, those, nobody(count)) & ~taken
            taken = taken | found[direction]
        return found

    def made(self, seen: _Seen, good: Bits, count: int) -> Sequence[Any]:
        """For each person which way they are told otherwise, and all that moves."""
        names = pa.array([SAME, *map(str, seen.ways)], pa.string())
        riskier, safer, other = (seen.ways[direction] for direction in RISKIEST_FIRST)
        codes, who = [move.code for move in seen.moves], [*seen.moves.values()]
        listed = listed_ids(codes, range(len(codes)), who, good, count).cast(pa.list_(pa.string()))
        return [labelled(names, (0, 1), (riskier | other, safer | other), good, count), listed]

    def add(self, seen: _Seen) -> None:
        """Add what was seen of a batch."""
        self._persons += seen.persons
        for direction, plane in seen.ways.items():
            self._ways[direction].add(counted(plane, seen.first))
        for turns, moves in seen.classes.items():
            whole = self._classes.setdefault(turns, PersonCount())
            whole.add(counted(reduce(or_, moves.values(), NOBODY), seen.first))
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
