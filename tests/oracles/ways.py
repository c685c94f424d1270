"""Conditions without unknown: the ways in which one can be shown true, and those in which it can be shown false.

In Kleene's logic both are monotone: each is a disjunction of conjunctions of tests that known facts pass or fail. So a
plain two-valued production system, which knows nothing of unknown, can work with two productions for each rule.
"""

from dataclasses import dataclass

from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within, leaves


@dataclass(frozen=True, slots=True)
class Passes:
    """A slot has a value, and it passes the test; or, turned round, it fails it."""

    test: Is | Within
    passes: bool = True


@dataclass(frozen=True, slots=True)
class Present:
    """A slot has a value."""

    slot: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A slot has none."""

    slot: str


Pattern = Passes | Present | Missing
Way = tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Production:
    """When one of its ways is open, the rule is settled as this truth; `concludes` are the findings of the rule."""

    rule: str
    truth: bool
    ways: tuple[Way, ...]
    concludes: tuple[str, ...] = ()


def productions(knowledge: Knowledge) -> tuple[Production, ...]:
    """Two for each rule and for the scope, without those that can never happen."""
    conditions = {rule.id: (rule.condition, rule.concludes) for rule in knowledge.rules.values()}
    conditions[SCOPE] = (knowledge.manifest.scope.condition, ())
    both = (
        Production(name, truth, ways(condition, truth), concludes)
        for name, (condition, concludes) in conditions.items()
        for truth in (True, False)
    )
    return tuple(one for one in both if one.ways)


def slots_asked_after(knowledge: Knowledge) -> frozenset[str]:
    """The slots of which some rule asks whether they have a value at all."""
    found = (leaf for rule in knowledge.rules.values() for leaf in leaves(rule.condition))
    return frozenset(slot for leaf in found if isinstance(leaf, Known) for slot in leaf.slots)


def ways(condition: Condition, truth: bool) -> tuple[Way, ...]:
    """Each way to show that the condition has this truth; none if it cannot have it, an empty one if it always has."""
    match condition:
        case Is() | Within():
            return ((Passes(condition, truth),),)
        case Known(_, slots, known) if known is truth:
            return (tuple(Present(slot) for slot in slots),)
        case Known(_, slots):
            return tuple((Missing(slot),) for slot in slots)
        case Not(part):
            return ways(part, not truth)
        case All(parts):
            return _at_least(len(parts) if truth else 1, parts, truth)
        case Any(parts):
            return _at_least(1 if truth else len(parts), parts, truth)
        case AtLeast(count, parts):
            return _at_least(count if truth else len(parts) - count + 1, parts, truth)


def _at_least(count: int, parts: tuple[Condition, ...], truth: bool) -> tuple[Way, ...]:
    """Part by part: the ways to have had none, one, two and so on of them, where as many as are needed can follow."""
    reached: list[tuple[Way, ...]] = [((),), *[()] * count]
    for left, part in zip(range(len(parts) - 1, -1, -1), parts, strict=True):
        own = ways(part, truth)
        further = [(), *([(*way, *more) for way in fewer for more in own] for fewer in reached)]
        both = enumerate(zip(reached, further, strict=False))
        reached = [_least((*had, *new)) if had_of + left >= count else () for had_of, (had, new) in both]
    return reached[max(0, count)]


def _least(found: tuple[Way, ...]) -> tuple[Way, ...]:
    """Without the ways that ask for all that another asks for, and more."""
    kept: dict[frozenset[Pattern], Way] = {}
    for way in sorted((tuple(dict.fromkeys(way)) for way in found), key=len):
        if not any(less <= frozenset(way) for less in kept):
            kept[frozenset(way)] = way
    return tuple(kept.values())
