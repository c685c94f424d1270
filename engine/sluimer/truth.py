"""Conditions at work: their truth over known values, and what it waits for.

`Values` hold what is known: the slots of facts that have a value, and the findings that are not unknown.
"""

from collections.abc import Callable, Mapping

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within, slots_of
from sluimer.knowledge.vocabulary import Scalar
from sluimer.logic import Truth

Values = Mapping[str, Scalar]
TruthOf = Callable[[Values], Truth]
SlotsOf = Callable[[Values], tuple[str, ...]]


def compiled(condition: Condition) -> TruthOf:
    """The condition as a function of values, which is faster than walking its tree each time."""
    match condition:
        case Is(slot, values):
            return _is(slot, values)
        case Within(slot):
            return _within(slot, condition)
        case Known(_, slots, known):
            return lambda values: all(slot in values for slot in slots) is known
        case All(parts) if len(parts) > 1 and all(map(_is_plain, parts)):
            return _all_equal(tuple((part.slot, part.values[0]) for part in parts if isinstance(part, Is)))
        case All(parts):
            return _all_of(tuple(compiled(part) for part in parts))
        case Any(parts):
            return _any_of(tuple(compiled(part) for part in parts))
        case Not(Is(slot, (True,))):
            return _is_not(slot)
        case Not(part):
            return _not(compiled(part))
        case AtLeast(count, parts):
            return _at_least(count, tuple(compiled(part) for part in parts))


def _is_plain(condition: Condition) -> bool:
    """Whether one value in one slot makes it true."""
    return isinstance(condition, Is) and len(condition.values) == 1


def _all_equal(tests: tuple[tuple[str, bool | str], ...]) -> TruthOf:
    """The commonest condition, that several slots have these values, without a call for each."""

    def truth(values: Values) -> Truth:
        result: Truth = True
        for slot, wanted in tests:
            value = values.get(slot)
            if value is None:
                result = None
            elif value != wanted:
                return False
        return result

    return truth


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


def _is_not(slot: str) -> TruthOf:
    def truth(values: Values) -> Truth:
        value = values.get(slot)
        return None if value is None else not value

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


def waiting(condition: Condition) -> SlotsOf:
    """A function that tells, while the condition is unknown, which slots without a value keep it so."""
    match condition:
        case Is(slot) | Within(slot):
            return lambda values: () if slot in values else (slot,)
        case Known():
            return lambda _: ()
        case Not(part):
            return waiting(part)
        case All(parts) | Any(parts) | AtLeast(_, parts):
            if all(isinstance(part, Is | Within) for part in parts):
                slots = slots_of(condition)
                return lambda values: tuple([slot for slot in slots if slot not in values])
            return _waiting_parts(tuple((compiled(part), waiting(part)) for part in parts))


def _waiting_parts(parts: tuple[tuple[TruthOf, SlotsOf], ...]) -> SlotsOf:
    def slots(values: Values) -> tuple[str, ...]:
        unknown = [waits(values) for truth, waits in parts if truth(values) is None]
        return tuple(dict.fromkeys([slot for found in unknown for slot in found]))

    return slots
