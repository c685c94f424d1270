"""Amounts that are given as conditions that are true or false: whether an end of a range reaches a number."""

from collections.abc import Callable
from dataclasses import dataclass

from sluimer.knowledge.condition import All, Any, Condition, Is, Not, Within
from sluimer.knowledge.rule import Number
from sluimer.meaning.model import State
from sluimer.meaning.net import NetItem, RangeBounds

_MARK = "amount"

Sure = Callable[[Condition], Condition]
"""Makes of a condition one that is false where it is unknown."""


def amount_name(item: str, end: str) -> str:
    """What stands for an end of the range of an item where the slot of a condition stands."""
    return f"{_MARK}:{item}:{end}"


@dataclass(frozen=True, slots=True)
class GivenAmount:
    """The range in which an item is given, of which conditions ask; nothing holds of it where the item is not given."""

    item: NetItem
    bounds: RangeBounds
    sure: Sure

    def within(self, end: str, test: Within) -> Condition:
        """That an end of the range lies within bounds."""
        lower = [self.reaches(end, *one) for one in test.lower]
        upper = [Not(self.sure(self.reaches(end, number, not strict))) for number, strict in test.upper]
        return All((self._given, *([self._starts] if end == "start" else []), *lower, *upper))

    def reaches(self, end: str, number: Number, above: bool) -> Condition:
        """That an end of the range is this much or more, or only more."""
        match end:
            case "from":
                return All((self._given, self._none_short(self.bounds.least.numbers, number, above)))
            case "to":
                return All((self._given, self._most(number, above)))
        short = self._none_short(self.bounds.start.numbers, number, above)
        return All((self._given, self._starts, short, self._most(number, above)))

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Every number that an end of the range may be."""
        return tuple(sorted({number for bound in self.bounds.all for _, number in bound.numbers}))

    @property
    def _given(self) -> Condition:
        return Is(self.item.state, (State.GIVEN,))

    @property
    def _starts(self) -> Condition:
        return Any(tuple(guard for guard, _ in self.bounds.start.numbers))

    def _none_short(self, numbers: tuple[tuple[Condition, Number], ...], number: Number, above: bool) -> Condition:
        """No number that counts is less, or none as much."""
        return Not(self.sure(Any(tuple(guard for guard, one in numbers if not _reaches(one, number, above)))))

    def _most(self, number: Number, above: bool) -> Condition:
        """Some range goes so far, and each limit that does not is ruled out."""
        far = tuple(guard for guard, one in self.bounds.most.numbers if _reaches(one, number, above))
        cutting = (guard for guard, one in self.bounds.limit.numbers if not _reaches(one, number, above))
        return All((Any(far), *(Not(guard) for guard in cutting)))


def _reaches(one: Number, number: Number, above: bool) -> bool:
    return one > number if above else one >= number


def amount_of(slot: str) -> tuple[str, str] | None:
    """The item and the end that a slot of a condition stands for, where it stands for an amount."""
    mark, _, rest = slot.partition(":")
    item, _, end = rest.partition(":")
    return (item, end) if mark == _MARK and end else None
