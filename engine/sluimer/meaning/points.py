"""Points of a score as whole numbers, for whoever adds them up without a number of the person at hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm

from sluimer.knowledge.vocabulary import Points


@dataclass(frozen=True, slots=True)
class PointScale:
    """How points become whole numbers: `base`, the lowest total there is, is taken away, and the rest is times `scale`.

    `levels` has for each part of the score, in order, what it may count for; nothing is always among them.
    """

    levels: tuple[tuple[Fraction, ...], ...]
    base: Fraction
    scale: int

    @classmethod
    def of(cls, parts: Sequence[Points]) -> "PointScale":
        """The scale on which every total of these parts is whole."""
        levels = tuple(tuple(sorted({Fraction(0), *(Fraction(str(points)) for _, points in part)})) for part in parts)
        base = sum((each[0] for each in levels), Fraction(0))
        return cls(levels, base, lcm(*(level.denominator for each in levels for level in each)))

    def steps(self, part: int) -> Iterable[tuple[Fraction, int]]:
        """Each level of a part above its lowest, with how many whole points it is above the one before."""
        return ((level, int((level - before) * self.scale)) for before, level in pairwise(self.levels[part]))

    def whole(self, bound: float, above: bool) -> int:
        """The least whole total that reaches a bound, or gets above it."""
        exact = (Fraction(str(bound)) - self.base) * self.scale
        return floor(exact) + 1 if above else ceil(exact)
