"""The smallest sets of other answers that do something: each set is tried, all those of one size together.

Answers are numbers here, and `matters` says of each what it is about: two about one matter never stand in one set. A
set is as small as can be where no fewer matters do the same, whatever is answered about them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, islice, product
from math import comb, isqrt

from sluimer.engines.planes import members

MOST_TRIED = 3
"""Answers in one set that are all tried; a fourth would take a hundred times as long."""
MOST_TOGETHER = 1 << 13
"""Sets that are tried at once: more no longer fit in the memory that is near to a processor."""

Doing = Callable[[Sequence[int], int], int]
"""The plane of those sets that do it; it is told for each answer in which sets it is, and how many sets there are."""
AnswerSet = tuple[int, ...]


def smallest_sets(matters: Sequence[str], doing: Doing, most: int) -> Iterator[AnswerSet]:
    """Every smallest set that does it, of at most so many answers, those with fewer answers first."""
    nothing = [0] * len(matters)
    if doing(nothing, 1):
        yield ()
        return
    alone = [*members(doing([1 << number for number in range(len(matters))], len(matters)), len(matters))]
    yield from ((number,) for number in alone)
    enough = {matters[number] for number in alone}
    left = [number for number, matter in enumerate(matters) if matter not in enough]
    if most > 1 and left:
        pairs = _Pairs(left, matters, doing)
        yield from pairs.found
        if most > 2:
            yield from pairs.with_a_third()


class _Pairs:
    """All pairs of some answers, each one bit: by the later of the two, and then by the earlier."""

    def __init__(self, left: Sequence[int], matters: Sequence[str], doing: Doing) -> None:
        self._left, self._matters, self._doing = left, matters, doing
        size = len(left)
        starts = sum(1 << comb(later, 2) for later in range(1, size))
        self._who = [_of(number, starts) for number in range(size)]
        self._about: defaultdict[str, int] = defaultdict(int)
        for number, plane in zip(left, self._who, strict=True):
            self._about[matters[number]] |= plane
        every, alike = (1 << comb(size, 2)) - 1, defaultdict[str, list[int]](list)
        for place, number in enumerate(left):
            alike[matters[number]].append(place)
        twice = sum(1 << comb(later, 2) + one for places in alike.values() for one, later in combinations(places, 2))
        tried = every & ~twice
        self.found = self._named(self._held(self._who, comb(size, 2)) & tried)
        self._partners: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in {(matters[one], matters[other]) for one, other in self.found}:
            self._partners[one].add(other)
            self._partners[other].add(one)
            tried &= ~(self._about[one] & self._about[other])
        self._tried = tried

    def with_a_third(self) -> Iterator[AnswerSet]:
        """Every set of three that does it and holds none of two that does; the third comes last."""
        for third in range(2, len(self._left)):
            count = comb(third, 2)
            ones = (1 << count) - 1
            matter = self._matters[self._left[third]]
            tried = self._tried & ones & ~self._about[matter]
            for other in self._partners[matter]:
                tried &= ~self._about[other]
            if tried:
                who = [*(plane & ones for plane in self._who[:third]), ones]
                yield from ((*pair, self._left[third]) for pair in self._named(self._held(who, count) & tried))

    def _held(self, who: Iterable[int], count: int) -> int:
        every = [0] * len(self._matters)
        for number, plane in zip(self._left, who, strict=False):  # those after a third are in no set with it
            every[number] = plane
        return self._doing(every, count)

    def _named(self, plane: int) -> list[AnswerSet]:
        """The pairs in a plane."""
        found: list[AnswerSet] = []
        for place in members(plane, plane.bit_length()):
            later = (1 + isqrt(1 + 8 * place)) // 2
            found.append((self._left[place - comb(later, 2)], self._left[later]))
        return found


def _of(number: int, starts: int) -> int:
    """The plane of all pairs with this answer: as the later one, and as the earlier one of each that comes after it."""
    after = comb(number + 1, 2)
    return ((1 << number) - 1) << comb(number, 2) | (starts >> after << after) << number


def sets_of(choices: Sequence[Sequence[int | None]], doing: Doing, answers: int) -> Iterator[AnswerSet]:
    """Every set that does it with one of each of these choices, of so many answers in all; None is no answer."""
    every = product(*choices)
    while some := [tuple(one for one in each if one is not None) for each in islice(every, MOST_TOGETHER)]:
        who = [0] * answers
        for place, each in enumerate(some):
            for number in each:
                who[number] |= 1 << place
        yield from (some[place] for place in members(doing(who, len(some)), len(some)))
