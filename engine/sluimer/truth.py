"""Conditions at work: their truth over known values, what makes it so, and what it waits for.

`Values` hold what is known: the slots of facts that have a value, and the findings that are not unknown.
"""

from collections.abc import Callable, Mapping

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Leaf, Not, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.logic import Truth

Values = Mapping[str, Scalar]
TruthOf = Callable[[Values], Truth]


def compiled(condition: Condition) -> TruthOf:
    """The condition as a function of values, which is faster than walking its tree each time."""
    match condition:
        case Is(slot, values):
            return _is(slot, values)
        case Within(slot):
            return _within(slot, condition)
        case Known(_, slots, known):
            return lambda values: all(slot in values for slot in slots) is known
        case All(parts):
            return _all_of(tuple(compiled(part) for part in parts))
        case Any(parts):
            return _any_of(tuple(compiled(part) for part in parts))
        case Not(part):
            return _not(compiled(part))
        case AtLeast(count, parts):
            return _at_least(count, tuple(compiled(part) for part in parts))


def _is(slot: str, accepted: tuple[bool | str, ...]) -> TruthOf:
    if accepted == (True,):
        return lambda values: values.get(slot)  # type: ignore[return-value]  # the slot of a bool

    def truth(values: Values) -> Truth:
        value = values.get(slot)
        return None if value is None else value in accepted

    return truth


def _within(slot: str, bounds: Within) -> TruthOf:
    def truth(values: Values) -> Truth:
        number = values.get(slot)
        return None if number is None else bounds.contains(float(number))

    return truth


def _all_of(parts: tuple[TruthOf, ...]) -> TruthOf:
    def truth(values: Values) -> Truth:
        result: Truth = True
        for part in parts:
            found = part(values)
            if found is False:
                return False
            if found is None:
                result = None
        return result

    return truth


def _any_of(parts: tuple[TruthOf, ...]) -> TruthOf:
    def truth(values: Values) -> Truth:
        result: Truth = False
        for part in parts:
            found = part(values)
            if found is True:
                return True
            if found is None:
                result = None
        return result

    return truth


def _not(part: TruthOf) -> TruthOf:
    def truth(values: Values) -> Truth:
        found = part(values)
        return None if found is None else not found

    return truth


def _at_least(count: int, parts: tuple[TruthOf, ...]) -> TruthOf:
    def truth(values: Values) -> Truth:
        found = [part(values) for part in parts]
        if found.count(True) >= count:
            return True
        return False if len(found) - found.count(False) < count else None

    return truth


def truth_of(condition: Condition, values: Values) -> Truth:
    """Whether a condition is true, false or unknown."""
    return compiled(condition)(values)


def unknown_slots(condition: Condition, values: Values) -> tuple[str, ...]:
    """The slots without a value that keep a condition unknown; none when it is true or false."""
    if truth_of(condition, values) is not None:
        return ()
    match condition:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            found = [slot for part in parts for slot in unknown_slots(part, values)]
            return tuple(dict.fromkeys(found))
        case Not(part):
            return unknown_slots(part, values)
        case Is(slot) | Within(slot):
            return (slot,)
        case Known():
            return ()


def deciding(condition: Condition, values: Values) -> tuple[Leaf, ...]:
    """The tests that make a condition what it is: those that made it true, false, or keep it unknown."""
    truth = truth_of(condition, values)
    match condition:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            agreeing = (part for part in parts if truth_of(part, values) is truth)
            found = [leaf for part in agreeing for leaf in deciding(part, values)]
            return tuple(dict.fromkeys(found))
        case Not(part):
            return deciding(part, values)
        case Is() | Within() | Known():
            return (condition,)
