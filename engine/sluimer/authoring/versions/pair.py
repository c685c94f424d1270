"""A population that two versions are asked about: who moves, sorted by what was changed, in the words of `diff`.

A person counts under the one change that turned for them and can reach what moves; or, where all others that turned are
what that change builds on, under it too. Else under several changes at once. `diff` proves more: what each change alone
can bring to anybody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, reduce
from operator import or_

from sluimer.authoring.versions.change import Amendment, find_changes
from sluimer.authoring.versions.crowd import CrowdSide, PairedPlanes, probes_for
from sluimer.authoring.versions.move import AdviceMove, parts_of_move
from sluimer.authoring.versions.screened import SEVERAL, Turns
from sluimer.authoring.versions.turn import Reaching, Turn
from sluimer.engines.planes import Wanted, make_planes
from sluimer.knowledge.base import Knowledge
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.net import Net
from sluimer.population.bits import NOBODY, Bits, Rows, anybody, how_many
from sluimer.population.planes import written_as_codes


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
        return PairedPlanes(self._old, make_planes(net, Wanted(digits=written_as_codes(net))), self._facts)

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

    def sides(self, planes: PairedPlanes, rows: Rows) -> tuple[CrowdSide, CrowdSide]:
        """What each version says in the planes that came out, the old one first."""
        new, old = planes.outputs
        return (
            CrowdSide(planes.old, rows[new : new + old], self.probes, self._slots[0]),
            CrowdSide(planes.new, rows[:new], self.probes, self._slots[1]),
        )


class Sorting:
    """Sorts who moves by the changes that turned for them."""

    def __init__(
        self,
        pair: VersionPair,
        turns: Mapping[Amendment, Mapping[Turn, Bits]],
        moves: Mapping[AdviceMove, Bits],
    ) -> None:
        self._pair = pair
        self._turns = turns
        self._turned = {change: reduce(or_, some.values(), NOBODY) for change, some in turns.items()}
        self._twice: dict[tuple[Amendment, ...], Bits] = {}
        self.classes: dict[Turns, dict[AdviceMove, Bits]] = {}
        several: dict[tuple[Amendment, Turn], Bits] = {}
        for move, plane in moves.items():
            reach = pair.reach(move)
            left = self._under_one(move, plane, reach)
            if anybody(left):
                self.classes.setdefault(SEVERAL, {})[move] = left
                for key, who in self._keys(reach):
                    several[key] = several.get(key, NOBODY) | (who & left)
        self.among = Counter({key: how_many(who) for key, who in several.items() if anybody(who)})

    def _keys(self, changes: Iterable[Amendment]) -> Iterator[tuple[tuple[Amendment, Turn], Bits]]:
        return (((change, turn), plane) for change in changes for turn, plane in self._turns[change].items())

    def _under_one(self, move: AdviceMove, who: Bits, reach: tuple[Amendment, ...]) -> Bits:
        """Put down for each change those for whom it alone turned; who is left."""
        alone = who & ~self._more_than_one(reach)
        left = who
        for change in reach:
            left = left & ~self._put(move, alone, change)
        for change in reach:
            above = self._pair.above[change]
            if anybody(left) and not above.isdisjoint(reach):
                others = (self._turned[other] for other in reach if other != change and other not in above)
                left = left & ~self._put(move, left & ~reduce(or_, others, NOBODY), change)
        return left

    def _put(self, move: AdviceMove, who: Bits, change: Amendment) -> Bits:
        put = NOBODY
        for key, turned in self._keys([change]):
            if anybody(found := turned & who):
                moves = self.classes.setdefault((key,), {})
                moves[move] = moves.get(move, NOBODY) | found
                put = put | found
        return put

    def _more_than_one(self, reach: tuple[Amendment, ...]) -> Bits:
        """For whom more than one of these changes turned."""
        if reach not in self._twice:
            once = twice = NOBODY
            for change in reach:
                twice = twice | once & self._turned[change]
                once = once | self._turned[change]
            self._twice[reach] = twice
        return self._twice[reach]
