"""Lines of `&`, `|` and `^` over planes, and whole numbers whose bits are planes.

A plane is a name, or one of the two constants. Every name is made here; nothing of a knowledge base gets into the code.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Plane = str

ONES: Plane = "ones"
ZEROS: Plane = "zeros"


class PlaneLine(NamedTuple):
    """A plane that is made of two others."""

    made: Plane
    sign: str
    one: Plane
    other: Plane


class Code:
    """Lines while they are written; equal lines are written once, so that what begins alike is worked out once."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, Plane, Plane], PlaneLine] = {}

    @property
    def lines(self) -> Sequence[PlaneLine]:
        """All lines, each after those that it reads."""
        return tuple(self._lines.values())

    def all(self, planes: Iterable[Plane]) -> Plane:
        """Who is in all of them; everybody when there are none."""
        return self._joined("&", planes, neutral=ONES, decisive=ZEROS)

    def any(self, planes: Iterable[Plane]) -> Plane:
        """Who is in any of them; nobody when there are none."""
        return self._joined("|", planes, neutral=ZEROS, decisive=ONES)

    def other(self, plane: Plane) -> Plane:
        """Who is not in it."""
        return self.either(plane, ONES)

    def without(self, plane: Plane, taken: Plane) -> Plane:
        """Who is in the first and not in the second."""
        return self.all((plane, self.other(taken)))

    def either(self, one: Plane, two: Plane) -> Plane:
        """Who is in one of the two and not in both."""
        if one == two:
            return ZEROS
        pair = sorted((one, two))
        if ZEROS in pair:
            return pair[0] if pair[1] == ZEROS else pair[1]
        return self._line("^", *pair)

    def _joined(self, sign: str, planes: Iterable[Plane], neutral: Plane, decisive: Plane) -> Plane:
        parts = [plane for plane in dict.fromkeys(planes) if plane != neutral]
        if decisive in parts:
            return decisive
        joined, *more = parts or [neutral]
        for plane in more:
            joined = self._line(sign, joined, plane)
        return joined

    def _line(self, sign: str, one: Plane, other: Plane) -> Plane:
        key = (sign, one, other)
        if key not in self._lines:
            self._lines[key] = PlaneLine(f"x{len(self._lines)}", *key)
        return self._lines[key].made


class Total:
    """A whole number for each person, whose bits are planes, the least first (O'Neil and Quass 1997)."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self.bits: list[Plane] = []
        self.most = 0

    def add(self, plane: Plane, amount: int = 1) -> None:
        """Add so much for who is in the plane."""
        self.most += amount
        for place in range(amount.bit_length()):
            if amount >> place & 1:
                self._carry(plane, place)

    def _carry(self, carry: Plane, place: int) -> None:
        code = self._code
        self.bits += [ZEROS] * (self.most.bit_length() - len(self.bits))
        while carry != ZEROS and place < len(self.bits):
            before = self.bits[place]
            self.bits[place], carry = code.either(before, carry), code.all((before, carry))
            place += 1

    def reaches(self, bound: int) -> Plane:
        """Who has this much or more (Rinfret, O'Neil and O'Neil 2001)."""
        if bound <= 0:
            return ONES
        if bound > self.most:
            return ZEROS
        reached = ONES
        for place, bit in enumerate(self.bits):
            reached = (self._code.all if bound >> place & 1 else self._code.any)((bit, reached))
        return reached
