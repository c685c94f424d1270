"""Numbers in rules that no case tries out."""

from collections.abc import Iterator

from sluimer.authoring.lint.model import Desk, Warned, warned
from sluimer.knowledge.condition import Within, leaves
from sluimer.knowledge.vocabulary import allowed_numbers

_SIDES = {"at_least": ("≥", "<"), "above": (">", "≤"), "at_most": ("≤", ">"), "below": ("<", "≥")}
"""For each bound the sign of the side where it is kept, and of the other side."""


def bounds_untested(desk: Desk) -> Iterator[Warned]:
    """Bounds on answers, in rules and scores, of which no case is on one of the two sides."""
    numbers, vocabulary = _numbers(desk), desk.knowledge.vocabulary
    conditions = [(rule.id, rule.condition) for rule in desk.knowledge.rules.values()]
    conditions += [(score.id, condition) for score in vocabulary.scores.values() for condition in score.conditions]
    for name, condition in conditions:
        for test in leaves(condition):
            if isinstance(test, Within) and test.slot in vocabulary.facts:
                yield from _of_test(name, test, numbers.get(test.slot, ()), desk)


def _numbers(desk: Desk) -> dict[str, tuple[float, ...]]:
    """For each fact that is a number the values it has in cases."""
    found: dict[str, list[float]] = {}
    for case in desk.cases:
        for slot, value in case.person.values.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                found.setdefault(slot, []).append(value)
    return {slot: tuple(values) for slot, values in found.items()}


def _of_test(rule: str, test: Within, numbers: tuple[float, ...], desk: Desk) -> Iterator[Warned]:
    fact = desk.knowledge.vocabulary.facts[test.slot]
    for kind, bound in test.bounds.items():
        alone = test.bound(kind)
        possible = {alone.contains(number) for number in allowed_numbers([alone], fact)}
        missing = possible - {alone.contains(number) for number in numbers}
        for side, sign in zip((True, False), _SIDES[kind], strict=True):
            if side in missing:
                said = f"{bound:.15g} {fact.unit}".rstrip()
                yield warned("bound-untested", test.position, name=test.slot, side=sign, bound=said, rule=rule)
