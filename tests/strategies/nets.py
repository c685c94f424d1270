"""Hypothesis strategies for nets by hand: parts of every kind over each other, more than any rules need yet."""

from collections.abc import Sequence
from typing import Any as AnyType

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.net import Bound, Choice, Completion, Filling, Net, Part, Sum, Wire, layered
from strategies.knowledge import Luck

YES_NO = ("yes_no_0", "yes_no_1", "yes_no_2", "set.p", "set.q")
CHOICE, LABELS = "choice", ("a", "b", "c")
NUMBER = "number"


@st.composite
def nets(draw: DrawFn) -> Net:
    """A net whose parts read slots and each other."""
    maker = _NetMaker(Luck(draw))
    return Net(maker.completions(), layered(maker.parts()))


@st.composite
def answers(draw: DrawFn) -> dict[str, Scalar]:
    """A value for some of the slots."""
    luck = Luck(draw)
    values: dict[str, Scalar] = {slot: luck.once_in(2) for slot in YES_NO}
    values |= {CHOICE: luck.of(LABELS), NUMBER: luck.number(-2, 8) / 2}
    return {slot: value for slot, value in values.items() if not luck.once_in(3)}


class _NetMaker:
    """Makes parts one after another, each over those made before."""

    def __init__(self, luck: Luck) -> None:
        self._luck = luck
        self._made: list[Part] = []

    def completions(self) -> tuple[Completion, ...]:
        """Of some slots, each implied by slots before it only, so in no circle."""
        slots: tuple[str, ...] = (*YES_NO, CHOICE)
        return tuple(self._completion(slots[:at], slots[at]) for at in range(1, len(slots)) if self._luck.once_in(3))

    def _completion(self, before: Sequence[str], slot: str) -> Completion:
        some = range(self._luck.number(0, 2))
        fillings = tuple(Filling(self._over(before), self._value(slot), self._luck.once_in(2)) for _ in some)
        return Completion(slot, fillings, self._value(slot) if self._luck.once_in(2) else None)

    def _over(self, slots: Sequence[str]) -> Condition:
        if self._luck.once_in(2):
            return Within(NUMBER, at_least=self._luck.number(0, 3))
        return Is(self._luck.of(slots), (self._luck.once_in(2),))

    def _value(self, slot: str) -> Scalar:
        return self._luck.of(LABELS) if slot == CHOICE else self._luck.once_in(2)

    def parts(self) -> list[Part]:
        """Some parts of each kind, in any order."""
        for number in range(self._luck.number(2, 9)):
            self._made.append(self._part(str(number)))
        return self._made

    def _part(self, name: str) -> Part:
        luck = self._luck
        some = range(luck.number(1, 4))
        match luck.number(1, 4):
            case 1:
                return Wire(f"wire:{name}", self._condition())
            case 2:
                return Choice(f"choice:{name}", tuple((luck.of(LABELS), self._condition()) for _ in some))
            case 3:
                numbers = tuple((self._condition(), luck.number(-2, 9) / 2) for _ in some)
                return Bound(f"bound:{name}", numbers, luck.once_in(2), luck.once_in(2))
        return Sum(f"sum:{name}", tuple(self._points() for _ in some))

    def _points(self) -> tuple[tuple[Condition, float], ...]:
        luck = self._luck
        return tuple((self._condition(1), luck.number(-3, 6) / luck.of((1, 2, 10))) for _ in range(luck.number(1, 3)))

    def _condition(self, depth: int = 2) -> Condition:
        luck = self._luck
        if not depth or luck.once_in(3):
            return self._test()
        parts = tuple(self._condition(depth - 1) for _ in range(luck.number(0, 4)))
        match luck.number(1, 4):
            case 1:
                return All(parts)
            case 2:
                return Any(parts)
            case 3 if parts:
                return Not(parts[0])
        return AtLeast(luck.number(0, len(parts) + 1), parts)

    def _test(self) -> Condition:
        luck = self._luck
        if self._made and luck.once_in(2):
            return self._test_of(luck.of(self._made))
        match luck.number(1, 4):
            case 1:
                return Within(NUMBER, **self._ends())
            case 2:
                return Is(CHOICE, luck.some(LABELS, 2))
            case 3:
                return Known("fact", luck.some((*YES_NO, CHOICE, NUMBER), 2), luck.once_in(2))
        return Is(luck.of(YES_NO), luck.of(((True,), (False,), (True, False))))

    def _test_of(self, part: Part) -> Condition:
        luck = self._luck
        match part:
            case Sum(name):
                return Within(name, **self._ends())
            case Choice(name):
                return Is(name, luck.some(LABELS, 2))
            case Wire(name):
                return Is(name, luck.of(((True,), (False,), (True, False))))
        return Is(luck.of(YES_NO), (True,))

    def _ends(self) -> dict[str, AnyType]:
        lower = self._luck.of(("at_least", "above"))
        ends: dict[str, AnyType] = {lower: self._luck.number(-4, 12) / 2}
        if self._luck.once_in(3):
            ends[self._luck.of(("at_most", "below"))] = self._luck.number(-4, 12) / 2
        return ends
