"""A truth in one whole number, together with what it waits for.

`TRUE` is -1, `FALSE` is 0, and anything above is unknown, with a bit for each fact that could settle it. Kleene's *or*
is then the `|` of whole numbers: -1 swallows everything, 0 adds nothing, and two that are unknown wait for the facts
of both.
"""

from collections.abc import Sequence
from fractions import Fraction

from sluimer.knowledge.condition import Within
from sluimer.meaning.logic import Truth

TRUE = -1
FALSE = 0

Ends = tuple[Fraction, Fraction, int]
"""The lowest and the highest total of a score that is still possible, and the facts it waits for."""


def truth_in(number: int) -> Truth:
    """The truth without what it waits for."""
    return None if number > 0 else number == TRUE


def at_least(count: int, numbers: Sequence[int]) -> int:
    """Whether so many of them are true."""
    sure = numbers.count(TRUE)
    if sure >= count:
        return TRUE
    if len(numbers) - numbers.count(FALSE) < count:
        return FALSE
    return waits_of(numbers)


def waits_of(numbers: Sequence[int]) -> int:
    """The facts that those which are unknown wait for."""
    waits = 0
    for number in numbers:
        if number > 0:
            waits |= number
    return waits


def total(parts: Sequence[Sequence[tuple[int, Fraction]]]) -> Ends:
    """A score of these parts, each of alternatives with their points, of which the highest that holds counts."""
    ends = [_ends(part) for part in parts]
    low, high = (sum((end[side] for end in ends), Fraction(0)) for side in (0, 1))
    return low, high, waits_of([number for part in parts for number, _ in part])


def _ends(part: Sequence[tuple[int, Fraction]]) -> tuple[Fraction, Fraction]:
    sure = [points for number, points in part if number == TRUE]
    possible = [points for number, points in part if number > 0]
    low = max(sure) if sure else min([Fraction(0), *possible])
    return low, max([*sure, *possible, *([] if sure else [Fraction(0)])])


def within(score: Ends, bounds: Within) -> int:
    """Whether a score lies within these bounds, whatever becomes of what it waits for."""
    low, high, waits = score
    ends = [(low, high, end, strict) for end, strict in bounds.lower]
    ends += [(-high, -low, -end, strict) for end, strict in bounds.upper]
    if not all(_reaches(most, end, strict) for _, most, end, strict in ends):
        return FALSE
    return TRUE if all(_reaches(least, end, strict) for least, _, end, strict in ends) else waits


def _reaches(number: Fraction, end: float, strict: bool) -> bool:
    exact = Fraction(str(end))
    return number > exact if strict else number >= exact
