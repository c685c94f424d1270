"""The net read as plainly as we can, for one person: to compare the engines that read it with."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.vocabulary import Points, Scalar
from sluimer.meaning.logic import Truth, conjunction, count_truth, disjunction, negation
from sluimer.meaning.net import Bound, Choice, Completion, Net, Sum, Wire

Said = dict[str, object]
"""By the name of each part: a truth, a label, a number, or the two ends of a total."""


def read_net(net: Net, answers: Mapping[str, Scalar]) -> Said:
    """What every part says of one person."""
    values = completed(net.completions, answers)
    said: Said = {}
    for part in net.parts:
        match part:
            case Wire(name, condition):
                said[name] = truth(condition, values, said)
            case Choice(name, options):
                said[name] = next((label for label, one in options if truth(one, values, said)), None)
            case Bound(name, numbers, most, unless_ruled_out):
                truths = (True, None) if unless_ruled_out else (True,)
                held = [number for guard, number in numbers if truth(guard, values, said) in truths]
                said[name] = (max(held) if most else min(held)) if held else None
            case Sum(name, terms):
                totals = [_points(each, values, said) for each in terms]
                said[name] = sum(map(min, totals), Fraction(0)), sum(map(max, totals), Fraction(0))
    return said


def completed(completions: Iterable[Completion], answers: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """The value that counts in each slot that has one: what was answered, what that implies, what is assumed."""
    values = dict(answers)
    for completion in completions:
        for filling in completion.fillings:
            empty = completion.slot not in values
            if truth(filling.condition, values, {}) and (filling.overrules or empty):
                values[completion.slot] = filling.value
    for completion in completions:
        if completion.assumed is not None:
            values.setdefault(completion.slot, completion.assumed)
    return values


def _points(alternatives: Points, values: Mapping[str, Scalar], said: Said) -> list[Fraction]:
    """What one part of a sum may still count, whatever becomes of what is unknown."""
    truths = [truth(condition, values, said) for condition, _ in alternatives]
    ways = product(*[(True, False) if one is None else (one,) for one in truths])
    numbers = [Fraction(str(number)) for _, number in alternatives]
    return [max((n for n, holds in zip(numbers, way, strict=True) if holds), default=Fraction(0)) for way in ways]


def truth(condition: Condition, values: Mapping[str, Scalar], said: Said) -> Truth:
    """Whether a condition is true, false or unknown."""
    match condition:
        case Is(slot, accepted):
            value = said[slot] if slot in said else values.get(slot)
            chosen = slot.partition(":")[0] in ("state", "choice") and slot in said
            return (value in accepted) if chosen or value is not None else None
        case Within(slot) if slot in said:
            return _between(condition, said[slot])
        case Within(slot):
            number = values.get(slot)
            return None if number is None else condition.contains(float(number))
        case Known(_, slots, known):
            return all(slot in values for slot in slots) is known
        case All(parts):
            return conjunction(truth(part, values, said) for part in parts)
        case Any(parts):
            return disjunction(truth(part, values, said) for part in parts)
        case Not(part):
            return negation(truth(part, values, said))
        case AtLeast(count, parts):
            return count_truth(count, (truth(part, values, said) for part in parts))


def _between(bounds: Within, ends: object) -> Truth:
    """Whether both ends of a total lie within bounds; surely not where both lie beyond the same one."""
    assert isinstance(ends, tuple)
    low, high = (float(end) for end in ends)
    tests = [
        Within(bounds.slot, **{name: end})
        for name in ("at_least", "above", "at_most", "below")
        if (end := getattr(bounds, name)) is not None
    ]
    held = [(one.contains(low), one.contains(high)) for one in tests]
    return conjunction(True if all(pair) else None if any(pair) else False for pair in held)
