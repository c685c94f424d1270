"""The mutants of one condition: each part that can be another, with what it becomes and the whole condition then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sluimer.authoring.mutants.model import MutantKind
from sluimer.knowledge.condition import ALWAYS, All, Any, AtLeast, Condition, Is, Known, Not, Within, normal
from sluimer.knowledge.vocabulary import fact_of

_OTHER_STRICTNESS = {"at_least": "above", "above": "at_least", "at_most": "below", "below": "at_most"}


@dataclass(frozen=True, slots=True)
class ChangedCondition:
    """A condition of which one part became another; `after` is None where the part is dropped."""

    kind: MutantKind
    whole: Condition
    before: Condition
    after: Condition | None


def changed_conditions(condition: Condition) -> Iterator[ChangedCondition]:
    """Each change of a condition that makes it mean something else, each meaning once."""
    seen = {normal(condition)}
    for one in _changes(condition):
        meaning = normal(one.whole)
        if meaning not in seen:
            seen.add(meaning)
            yield one


def _changes(condition: Condition) -> Iterator[ChangedCondition]:
    if condition != ALWAYS and (_is_none(condition) or not _has_parts(condition)):
        yield ChangedCondition(MutantKind.PART, ALWAYS, condition, None)
    yield from _within(condition)


def _has_parts(condition: Condition) -> bool:
    return isinstance(condition, All | Any) and len(condition.parts) > 1


def _within(condition: Condition) -> Iterator[ChangedCondition]:
    """The changes of a condition itself, and those of its parts in their place."""
    yield from _own(condition)
    match condition:
        case All(parts) | Any(parts) | AtLeast(_, parts) if not _is_none(condition):
            for number, part in enumerate(parts):
                for one in _within(part):
                    others = (*parts[:number], one.whole, *parts[number + 1 :])
                    yield replace(one, whole=replace(condition, parts=others))
        case Not(part):
            for one in _within(part):
                yield replace(one, whole=Not(one.whole))


def _own(condition: Condition) -> Iterator[ChangedCondition]:
    """The changes of what a condition itself says, whatever its parts are."""
    if isinstance(condition, Is | Within | Known) or _is_none(condition):
        yield from _of_test(condition)
        return
    match condition:
        case All(parts) | Any(parts) if len(parts) > 1:
            other = Any(parts) if isinstance(condition, All) else All(parts)
            yield ChangedCondition(MutantKind.CONNECTIVE, other, condition, other)
            yield from _without_a_part(condition, parts)
        case AtLeast(count, parts):
            others = (AtLeast(number, parts) for number in (count - 1, count + 1) if 1 <= number <= len(parts))
            yield from (ChangedCondition(MutantKind.COUNT, other, condition, other) for other in others)
            yield from _without_a_part(condition, parts) if len(parts) > count else ()
        case Not(part):
            yield ChangedCondition(MutantKind.NEGATION, part, condition, part)


def _of_test(condition: Condition) -> Iterator[ChangedCondition]:
    match condition:
        case Within():
            yield from (ChangedCondition(kind, one, condition, one) for kind, one in _numbers(condition))
        case Is(_, values) if len(values) > 1:
            for value in values:
                less = replace(condition, values=tuple(one for one in values if one != value))
                yield ChangedCondition(MutantKind.OPTION, less, condition, less)
    yield ChangedCondition(MutantKind.NEGATION, Not(condition), condition, Not(condition))


def _without_a_part(condition: All | Any | AtLeast, parts: Sequence[Condition]) -> Iterator[ChangedCondition]:
    for number, part in enumerate(parts):
        rest = (*parts[:number], *parts[number + 1 :])
        alone = len(rest) == 1 and not isinstance(condition, AtLeast)
        whole = rest[0] if alone else replace(condition, parts=rest)
        yield ChangedCondition(MutantKind.PART, whole, part, None)


def _is_none(condition: Condition) -> bool:
    """Whether it says that a set holds none of its options, which is one word of the author."""
    if not isinstance(condition, All) or len(condition.parts) < 2:
        return False
    tests = [part for part in condition.parts if isinstance(part, Is) and part.values == (False,)]
    facts = {fact_of(test.slot) for test in tests if "." in test.slot}
    places = {test.position for test in tests}
    return len(tests) == len(condition.parts) and len(facts) == 1 and len(places) == 1


def _numbers(test: Within) -> Iterator[tuple[MutantKind, Within]]:
    """Each bound one step further and one step less, and as strict as it is not."""
    for name, end in test.bounds.items():
        for number in one_step_from(end):
            yield MutantKind.THRESHOLD, replace(test, **{name: number})  # type: ignore[arg-type]
        other = _OTHER_STRICTNESS[name]
        if other not in test.bounds:
            yield MutantKind.STRICTNESS, replace(test, **{name: None, other: end})  # type: ignore[arg-type]


def one_step_from(number: float) -> tuple[float, float]:
    """The numbers one step from another: a whole one has whole steps, and one with decimals those of its last.

    >>> one_step_from(250), one_step_from(0.75)
    ((249, 251), (0.74, 0.76))
    """
    exact = Decimal(str(number)).normalize()
    step = Decimal(1).scaleb(min(int(exact.as_tuple().exponent), 0))
    less, more = exact - step, exact + step
    whole = step == 1
    return (int(less), int(more)) if whole else (float(less), float(more))
