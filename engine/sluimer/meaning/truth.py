"""The truth of a condition over known values.

`Values` hold what is known: the slots of facts that have a value, and the findings that are not unknown.
"""

from collections.abc import Mapping

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.logic import Truth, conjunction, count_truth, disjunction, negation

Values = Mapping[str, Scalar]


def truth_of(condition: Condition, values: Values) -> Truth:
    """Whether a condition is true, false or unknown."""
    match condition:
        case Is(slot, accepted):
            return values[slot] in accepted if slot in values else None
        case Within(slot):
            return condition.contains(float(values[slot])) if slot in values else None
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
