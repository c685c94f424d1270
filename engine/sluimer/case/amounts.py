"""Numbers in a case: as they are, or as amounts of what was weighed whole, added up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from numbers import Real
from typing import Final

from sluimer.knowledge.data import data_of
from sluimer.knowledge.vocabulary import Fact, Weighed
from sluimer.messages import Position, Problems, brief, listed
from sluimer.messages.plain import plain
from sluimer.read.numbers import LARGEST_NUMBER, Number, digits_and_unit, plain_number, refuse_two_readings


@dataclass(frozen=True, slots=True)
class WeighedAmount:
    """An amount that was given as something of which only a percentage counts, and how much of it does."""

    fact: str
    amount: Number
    weighed_as: str
    percent: float
    counts: Number
    cites: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The amount as plain data."""
        said = data_of(self)
        return {"as" if name == "weighed_as" else name: value for name, value in said.items()}


_AMOUNT: Final = "answer-amount"
"""What is wrong with one of several amounts that is no number."""

PlaceOf = Callable[..., Position]
"""The place of an answer, or of what stands in it at the end of a path."""


def read_amount(
    fact: Fact, answer: object, place_of: PlaceOf, problems: Problems
) -> tuple[Number | None, tuple[WeighedAmount, ...]]:
    """The sum of an answer, and each part of it that was weighed as something else."""
    place = place_of()
    if not fact.weighed_as or not isinstance(answer, Mapping | list | tuple):
        return _read_number(fact, answer, place, problems), ()
    pieces: Sequence[object] = [answer] if isinstance(answer, Mapping) else answer
    read: list[WeighedAmount | Number | None] = []
    for index, piece in enumerate(map(plain, pieces)):
        at = place_of if isinstance(answer, Mapping) else partial(place_of, index)
        if isinstance(piece, Mapping):
            read.append(_part(fact, piece, at, problems))
        else:
            read.append(_read_number(fact, piece, at(), problems, _AMOUNT))
    if not pieces:
        _refuse(fact, answer, place, problems)
    if not pieces or None in read:
        return None, ()
    parts = tuple(each for each in read if isinstance(each, WeighedAmount))
    total = sum(Fraction(str(each.counts if isinstance(each, WeighedAmount) else each)) for each in read)
    return _within(fact, _simplest(Fraction(total)), place, problems), parts


def _part(fact: Fact, piece: Mapping[object, object], place_of: PlaceOf, problems: Problems) -> WeighedAmount | None:
    place = place_of()
    known = {one.id: one for one in fact.weighed_as}
    kind = plain(piece.get("as"))
    weighed = known.get(kind) if isinstance(kind, str) else None
    if piece.keys() != {"amount", "as"}:
        _refuse(fact, piece, place, problems)
        return None
    if weighed is None:
        _refuse(fact, kind, place_of("as"), problems, problems.nearest(kind, known) if isinstance(kind, str) else "")
    amount = _number(fact, plain(piece["amount"]), place_of("amount"), problems, _AMOUNT)
    if weighed is None or amount is None or _within(fact, _counted(amount, weighed), place, problems) is None:
        return None
    return WeighedAmount(fact.id, amount, weighed.id, weighed.percent, _counted(amount, weighed), weighed.cites)


def _counted(amount: Number, weighed: Weighed) -> Number:
    return _simplest(Fraction(str(amount)) * Fraction(str(weighed.percent)) / 100)


def _simplest(number: Fraction) -> Number:
    return int(number) if number.denominator == 1 else float(number)


def _refuse(fact: Fact, answer: object, place: Position, problems: Problems, near: str = "") -> None:
    known = [one.id for one in fact.weighed_as]
    words = {"fact": fact.id, "value": brief(answer), "first": known[0], "known": listed(known)}
    problems.add("answer-weighed", place, near, **words)


def _read_number(
    fact: Fact, answer: object, place: Position, problems: Problems, code: str = "answer-number"
) -> Number | None:
    """A number within the bounds of its fact; None with a problem where it is none."""
    number = _number(fact, answer, place, problems, code)
    return _within(fact, number, place, problems) if number is not None else None


def _within(fact: Fact, number: Number, place: Position, problems: Problems) -> Number | None:
    low = fact.lowest if fact.lowest is not None else number
    high = fact.highest if fact.highest is not None else number
    if low <= number <= high:
        return number
    ends = {"lowest": _end(fact.lowest), "highest": _end(fact.highest)}
    problems.add("answer-out-of-bounds", place, fact=fact.id, value=number, **ends)
    return None


def _number(fact: Fact, answer: object, place: Position, problems: Problems, code: str) -> Number | None:
    value: Number | None = None
    if isinstance(answer, str):
        if refuse_two_readings(answer, fact.unit, place, problems, fact=fact.id):
            return None
        digits, unit = digits_and_unit(answer)
        value = plain_number(digits)
        if value is not None and unit and unit != fact.unit:
            wrong = "wrong-unit" if fact.unit else "unit-unwanted"
            problems.add(wrong, place, what=fact.id, fact=fact.id, unit=unit, expected=fact.unit)
            return None
    elif isinstance(answer, Real | Decimal) and not isinstance(answer, bool):
        value = _exact(answer)
    if value is None:
        near = problems.nearest(answer, ("unknown", "declined")) if isinstance(answer, str) else ""
        problems.add(code, place, near if code == "answer-number" else "", fact=fact.id, value=brief(answer))
    return value


def _exact(answer: Real | Decimal) -> Number | None:
    try:
        number = float(answer)
    except (ArithmeticError, ValueError):
        return None
    if not abs(number) < LARGEST_NUMBER or _rounded_to_whole(answer, number):
        return None
    return int(number) if number.is_integer() else number


def _rounded_to_whole(answer: Real | Decimal, number: float) -> bool:
    """Whether a number became whole only because a float holds fewer digits; that could lift it over a bound."""
    return isinstance(answer, Decimal | Fraction) and number.is_integer() and answer != int(number)


def _end(bound: float | None) -> str:
    return "…" if bound is None else str(bound)
