"""Rules that cannot hold, or say what another says."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sluimer.cases.coverage import allowed_numbers
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Not, Within
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.vocabulary import Kind, Vocabulary
from sluimer.lint.model import Desk, Warned, warned


def rules_that_repeat(desk: Desk) -> Iterator[Warned]:
    """Rules of one pack with the same condition, settings, effects, claim and sources, however these are ordered.

    A rule that cites something else is another ground for the same.
    """
    first: dict[object, Rule] = {}
    for rule in sorted(desk.knowledge.rules.values(), key=lambda each: each.position):
        grounds = (rule.claim, frozenset(rule.cites))
        said = (rule.pack, _normal(rule.condition), frozenset(rule.effects), frozenset(rule.settings))
        other = first.setdefault((said, grounds), rule)
        if other is not rule:
            yield warned("rule-repeats", rule.position, other=other.id, place=other.position)


def _normal(condition: Condition) -> object:
    """The same for conditions that differ only in the order and nesting of their parts."""
    match condition:
        case All(parts) | Any(parts):
            normal = frozenset(_normal(each) for each in _flat(parts, type(condition)))
            return next(iter(normal)) if len(normal) == 1 else (type(condition), normal)
        case AtLeast(count, parts):
            return AtLeast, count, frozenset(Counter(map(_normal, parts)).items())
        case Not(part):
            return Not, _normal(part)
    return condition


def _flat(parts: Iterable[Condition], kind: type[Condition]) -> Iterator[Condition]:
    """The parts, and in place of one of the same kind its own parts."""
    for part in parts:
        if isinstance(part, All | Any) and isinstance(part, kind):
            yield from _flat(part.parts, kind)
        else:
            yield part


def rules_that_never_hold(desk: Desk) -> Iterator[Warned]:
    """Rules that want of one fact or finding what it can never be."""
    for rule in desk.knowledge.rules.values():
        for name in _contradicted(tuple(_wanted(rule.condition)), desk.knowledge.vocabulary):
            yield warned("never-holds", rule.position, name=name)


def _wanted(condition: Condition, negated: bool = False) -> Iterator[tuple[Is | Within, bool]]:
    """The tests that must all be true, or, where negated, false, for the condition to hold."""
    match condition:
        case All(parts) if not negated:
            for part in parts:
                yield from _wanted(part)
        case Any(parts) if negated:
            for part in parts:
                yield from _wanted(part, True)
        case Not(part):
            yield from _wanted(part, not negated)
        case Is() | Within():
            yield condition, negated


def _contradicted(wanted: tuple[tuple[Is | Within, bool], ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The slots for which no value does what all these tests want."""
    slots = dict.fromkeys(test.slot for test, _ in wanted)
    return tuple(slot for slot in slots if not _possible([each for each in wanted if each[0].slot == slot], vocabulary))


def _possible(wanted: Sequence[tuple[Is | Within, bool]], vocabulary: Vocabulary) -> bool:
    """Whether a value that this slot can have meets these tests, and none of those that are negated."""
    fact = vocabulary.facts.get(wanted[0][0].slot)
    bounds = [(test, negated) for test, negated in wanted if isinstance(test, Within)]
    if fact and bounds:
        numbers = allowed_numbers([test for test, _ in bounds], fact)
        return any(all(test.contains(number) is not negated for test, negated in bounds) for number in numbers)
    values = {option.id for option in fact.options} if fact and fact.kind is Kind.CHOICE else {True, False}
    tests = [(test, negated) for test, negated in wanted if isinstance(test, Is)]
    return any(all((value in test.values) is not negated for test, negated in tests) for value in values)
