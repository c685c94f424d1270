"""Rules that cannot hold, or say what another says."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Leaf, Not, Within
from sluimer.knowledge.rule import Rule
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
            kind = type(condition)
            flat = [each for part in parts for each in (part.parts if isinstance(part, kind) else (part,))]
            normal = frozenset(_normal(each) for each in flat)
            return next(iter(normal)) if len(normal) == 1 else (kind, normal)
        case AtLeast(count, parts):
            return AtLeast, count, tuple(sorted((_normal(part) for part in parts), key=repr))
        case Not(part):
            return Not, _normal(part)
    return condition


def rules_that_never_hold(desk: Desk) -> Iterator[Warned]:
    """Rules that want one fact or finding to be two things at once."""
    for rule in desk.knowledge.rules.values():
        for name in _contradicted(tuple(_wanted(rule.condition))):
            yield warned("never-holds", rule.position, name=name)


def _wanted(condition: Condition, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
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


def _contradicted(wanted: tuple[tuple[Leaf, bool], ...]) -> tuple[str, ...]:
    """The slots for which no value does what all these tests want."""
    slots = dict.fromkeys(test.slot for test, _ in wanted if isinstance(test, Is | Within))
    return tuple(slot for slot in slots if not _possible([(t, n) for t, n in wanted if _slot(t) == slot]))


def _slot(test: Leaf) -> str:
    return test.slot if isinstance(test, Is | Within) else ""


def _possible(tests: Iterable[tuple[Leaf, bool]]) -> bool:
    given = tuple(tests)
    values = [set(test.values) for test, negated in given if isinstance(test, Is) and not negated]
    refused = {value for test, negated in given if isinstance(test, Is) and negated for value in test.values}
    if values and not set.intersection(*values) - refused:
        return False
    if refused >= {True, False}:
        return False
    bounds = [test for test, negated in given if isinstance(test, Within) and not negated]
    return not bounds or any(all(test.contains(point) for test in bounds) for point in _points(bounds))


def _points(tests: list[Within]) -> list[float]:
    """Numbers of which at least one fits all these bounds, where any number does."""
    ends = [end for test in tests for end in (test.at_least, test.above, test.at_most, test.below) if end is not None]
    ordered = sorted(ends)
    between = [(low + high) / 2 for low, high in pairwise(ordered)]
    return [*ordered, *between, ordered[0] - 1, ordered[-1] + 1] if ordered else [0.0]
