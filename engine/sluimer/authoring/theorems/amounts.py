"""Amounts that are given as conditions that are true or false: whether an end of a range reaches a number."""

from dataclasses import dataclass

from sluimer.knowledge.condition import All, Any, Condition, Is, Not, Within
from sluimer.knowledge.rule import Number
from sluimer.meaning.model import State
from sluimer.meaning.net import Choice, NetItem, Part, RangeBounds

_MARK, _YES = "amount", "yes"


def amount_name(item: str, end: str) -> str:
    """What stands for an end of the range of an item where the slot of a condition stands."""
    return f"{_MARK}:{item}:{end}"


class SureConditions:
    """Makes conditions that are false where others are unknown; `parts` are the choices of the net that they ask."""

    def __init__(self, start: str) -> None:
        self.parts: list[Part] = []
        self._start = start
        self._made: dict[Condition, Condition] = {}

    def __call__(self, condition: Condition) -> Condition:
        """That a condition is true, and not unknown."""
        if condition not in self._made:
            name = f"{self._start}:{len(self._made)}"
            self.parts.append(Choice(name, ((_YES, condition),)))
            self._made[condition] = Is(name, (_YES,))
        return self._made[condition]


@dataclass(frozen=True, slots=True)
class GivenAmount:
    """The range in which an item is given, of which conditions ask; nothing holds of it where the item is not given."""

    item: NetItem
    bounds: RangeBounds
    sure: SureConditions

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
