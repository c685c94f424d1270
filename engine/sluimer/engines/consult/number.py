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
    low = sum((end[0] for end in ends), Fraction(0))
    high = sum((end[1] for end in ends), Fraction(0))
    return low, high, waits_of([waits for _, _, waits in ends])


def _ends(part: Sequence[tuple[int, Fraction]]) -> Ends:
    """What one part may count; what is unknown is waited for where it can still count for more than what is sure."""
    sure = max([points for number, points in part if number == TRUE], default=None)
    possible = [(number, points) for number, points in part if number > 0 and (sure is None or points > sure)]
    counts = [Fraction(0) if sure is None else sure, *[points for _, points in possible]]
    low, high = min(counts), max(counts)
    return low, high, FALSE if low == high else waits_of([number for number, _ in possible])


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
