"""All cases beside all mutants: which cases fail with which mutant, and which persons are told otherwise by it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sluimer.authoring.cases.model import Expected
from sluimer.authoring.mutants.advice_tests import AdviceTests
from sluimer.authoring.mutants.model import Mutant
from sluimer.authoring.mutants.superpose import superposed, switch_name
from sluimer.engines.planes import make_planes
from sluimer.engines.planes.compile import Input
from sluimer.engines.planes.run import Person, Plane
from sluimer.knowledge.base import Knowledge

AT_ONCE = 30_000
"""Persons times mutants that are looked at in one run; more would hold too much in memory at a time."""


@dataclass(frozen=True, slots=True)
class MutantReading:
    """What one mutant does to some persons: whose case fails, and who is told otherwise, as planes."""

    failing: Plane
    otherwise: Plane


class Trial:
    """Some persons, with what is expected of them, beside some mutants of the knowledge that is theirs."""

    def __init__(
        self,
        whole: Knowledge,
        chosen: Knowledge,
        mutants: Mapping[int, Mutant],
        persons: Sequence[Person],
        expected: Sequence[Expected] = (),
    ) -> None:
        made = superposed(whole, chosen, mutants)
        tests = AdviceTests(made.net, made.asked)
        self._wanted: defaultdict[str, Plane] = defaultdict(int)
        for number, one in enumerate(expected):
            for condition in tests.expected(one):
                self._wanted[tests.name(condition)] |= 1 << number
        self._told = [tests.name(condition) for condition in tests.told()]
        self._planes = make_planes(tests.net)
        self._count = len(persons)
        self._rows = self._planes.rows(persons)
        self._places = {one: place for place, one in enumerate(self._planes.inputs)}
        self._plain = self._planes.run_rows(self._count, self._rows)

    @property
    def failing(self) -> Plane:
        """The cases that fail without any mutant."""
        return self._failing(lambda name: self._plain.planes(name)[True], 1)

    def read(self, mutants: Sequence[int]) -> Iterator[tuple[int, MutantReading]]:
        """What each of these mutants does."""
        most = max(1, AT_ONCE // max(self._count, 1))
        for start in range(0, len(mutants), most):
            yield from self._read(mutants[start : start + most])

    def _read(self, mutants: Sequence[int]) -> Iterator[tuple[int, MutantReading]]:
        """The persons stand there once for each mutant, one row of them behind the other."""
        ones, count = (1 << self._count) - 1, self._count
        again = sum(1 << number * count for number in range(len(mutants)))
        rows = [row * again for row in self._rows]
        for number, mutant in enumerate(mutants):
            for says in (None, True):
                place = self._places.get(Input(switch_name(mutant), says))
                if place is not None:  # what has no say here is asked of nobody
                    rows[place] |= ones << number * count
        found = self._planes.run_rows(count * len(mutants), rows)
        failing = self._failing(lambda name: found.planes(name)[True], again)
        otherwise = 0
        for name in self._told:
            otherwise |= found.planes(name)[True] ^ self._plain.planes(name)[True] * again
        for number, mutant in enumerate(mutants):
            mine = number * count
            yield mutant, MutantReading(failing >> mine & ones, otherwise >> mine & ones)

    def _failing(self, holds: Callable[[str], Plane], again: int) -> Plane:
        failing = 0
        for name, persons in self._wanted.items():
            failing |= persons * again & ~holds(name)
        return failing
