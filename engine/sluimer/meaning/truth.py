"""The truth of a condition over known values.

`Values` hold what is known: the slots of facts that have a value, the findings that are not unknown, and of scores
which totals are still possible.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.vocabulary import Points, Scalar, Score
from sluimer.meaning.logic import Truth, conjunction, count_truth, disjunction, negation


class ScoreRange(NamedTuple):
    """The lowest and the highest total of a score that are still possible; one number once nothing is unknown."""

    low: Fraction
    high: Fraction

    def within(self, bounds: Within) -> Truth:
        """Whether it lies within bounds: true where both ends do, false where both lie beyond the same one."""
        lower = [(_reaches(self.low, *end), _reaches(self.high, *end)) for end in bounds.lower]
        ends = [(-end, strict) for end, strict in bounds.upper]
        upper = [(_reaches(-self.low, *end), _reaches(-self.high, *end)) for end in ends]
        return conjunction(one if one is other else None for one, other in (*lower, *upper))

    def as_dict(self) -> dict[str, int | float]:
        """The ends as plain numbers."""
        return {"lowest": plain_total(self.low), "highest": plain_total(self.high)}


def _reaches(total: Fraction, end: float, strict: bool) -> bool:
    exact = Fraction(str(end))
    return total > exact if strict else total >= exact


def plain_total(total: Fraction) -> int | float:
    """A total as a plain number.

    >>> plain_total(Fraction("0.3")), plain_total(Fraction(3))
    (0.3, 3)
    """
    return total.numerator if total.denominator == 1 else float(total)


Values = Mapping[str, Scalar | ScoreRange]


def truth_of(condition: Condition, values: Values) -> Truth:
    """Whether a condition is true, false or unknown."""
    match condition:
        case Is(slot, accepted):
            return values[slot] in accepted if slot in values else None
        case Within(slot):
            value = values.get(slot)
            if isinstance(value, ScoreRange):
                return value.within(condition)
            return None if value is None else condition.contains(float(value))
        case Known(_, slots, known):
            return all(slot in values for slot in slots) is known
        case All(parts):
            return conjunction(truth_of(part, values) for part in parts)
        case Any(parts):
            return disjunction(truth_of(part, values) for part in parts)
        case Not(part):
            return negation(truth_of(part, values))
        case AtLeast(count, parts):
            return count_truth(count, (truth_of(part, values) for part in parts))


def total_of(score: Score, values: Values) -> ScoreRange:
    """From the least of every term to the most of every term, whatever becomes of what is unknown."""
    terms = [_possible_points(term, values) for term in score.terms]
    return ScoreRange(sum(map(min, terms), Fraction(0)), sum(map(max, terms), Fraction(0)))


def _possible_points(term: Points, values: Values) -> list[Fraction]:
    """What a term may count: the highest that is true, or nothing if none is; or one that is unknown and higher."""
    truths = [(truth_of(condition, values), Fraction(str(points))) for condition, points in term]
    sure = max((points for truth, points in truths if truth), default=None)
    open_ones = [points for truth, points in truths if truth is None and (sure is None or points > sure)]
    return [Fraction(0) if sure is None else sure, *open_ones]
