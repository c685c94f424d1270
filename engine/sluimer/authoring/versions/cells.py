"""For whom a condition turned, in its own tests: answers that make it so before, and otherwise in the new version.

What both versions have alike is kept whole, and what differs is tried for every kind of answer; kinds of answers that
come to the same are told as one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from sluimer.authoring.versions.turn import Turn, Was
from sluimer.knowledge.condition import All, Any, Condition, Is, Not, Within, leaves, normal, slots_of, telling_numbers
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.truth import truth_of

MOST_KINDS = 3_000
"""Combinations of kinds of answers that are tried; a condition that has more is told as a whole alone."""
MOST_CELLS = 4
"""Cells that are told; where there are more, the condition itself says it better."""
Value = Scalar | None


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """A kind of answers: for each slot that matters the values that it may have, None where it has none.

    `wholes` are the parts that both conditions have, by the names that stand for them among the slots.
    """

    values: Mapping[str, tuple[Value, ...]]
    wholes: Mapping[str, Condition]
    numbers: Mapping[str, tuple[float, ...]]


def cells_of(old: Condition, new: Condition, turn: Turn) -> tuple[AnswerCell, ...]:
    """The answers that turn a condition so, in few kinds; none where that takes more words than the condition."""
    wholes: dict[str, Condition] = {}
    before, after = _shared(old, new, wholes)
    domains = _domains((before, after))
    if prod(len(values) for values in domains.values()) > MOST_KINDS:
        return ()
    slots = tuple(domains)
    points = {
        point
        for point in product(*domains.values())
        if _turn(before, after, dict(zip(slots, point, strict=True))) == turn
    }
    found = [*_cover(points, [*domains.values()])]
    numbers = {slot: tuple(_numbers(domains[slot])) for slot in slots}
    told = [AnswerCell(_narrowed(slots, box, domains), wholes, numbers) for box in found]
    return tuple(told) if len(told) <= MOST_CELLS and all(one.values for one in told) else ()


def _narrowed(
    slots: Sequence[str], box: Sequence[tuple[Value, ...]], domains: Mapping[str, tuple[Value, ...]]
) -> dict[str, tuple[Value, ...]]:
    return {slot: values for slot, values in zip(slots, box, strict=True) if len(values) < len(domains[slot])}


def _turn(before: Condition, after: Condition, answers: Mapping[str, Value]) -> Turn:
    values = {slot: value for slot, value in answers.items() if value is not None}
    was, now = (_CALLED[truth_of(one, values)] for one in (before, after))
    return Turn(was, now)


_CALLED = {True: Was.TRUE, False: Was.FALSE, None: Was.UNKNOWN}


def _shared(old: Condition, new: Condition, wholes: dict[str, Condition]) -> tuple[Condition, Condition]:
    """Two conditions with a name in place of each part that both have, unless what differs reads its slots too."""
    if isinstance(old, Not) and isinstance(new, Not):
        before, after = _shared(old.part, new.part, wholes)
        return Not(before), Not(after)
    if isinstance(old, All | Any) and type(old) is type(new) and isinstance(new, All | Any):
        kind = type(old)
        mine, others = _apart(old.parts, new.parts), _apart(new.parts, old.parts)
        read = {slot for part in (*mine, *others) for slot in slots_of(part)}
        both = [part for part in old.parts if part not in mine]
        whole = [part for part in both if read.isdisjoint(slots_of(part))]
        rest = [part for part in both if part not in whole]
        if len(mine) == len(others) == 1:
            before, after = _shared(mine[0], others[0], wholes)
            mine, others = [before], [after]
        named = [_named(kind(tuple(whole)), wholes)] if whole else []
        return kind((*named, *rest, *mine)), kind((*named, *rest, *others))
    return old, new


def _apart(parts: Iterable[Condition], others: Iterable[Condition]) -> list[Condition]:
    there = {normal(part) for part in others}
    return [part for part in parts if normal(part) not in there]


def _named(whole: Condition, wholes: dict[str, Condition]) -> Condition:
    if len(leaves(whole)) == 1:
        return whole
    name = f"({len(wholes) + 1})"
    wholes[name] = whole
    return Is(name, (True,))


def _domains(conditions: Iterable[Condition]) -> dict[str, tuple[Value, ...]]:
    """For each slot the kinds of values that the tests tell apart, and none."""
    tests: dict[str, list[Within]] = {}
    found: dict[str, dict[Value, None]] = {}
    for leaf in (leaf for one in conditions for leaf in leaves(one)):
        for slot in leaf.slots:
            values = found.setdefault(slot, {})
            if isinstance(leaf, Within):
                tests.setdefault(slot, []).append(leaf)
            elif isinstance(leaf, Is):
                values.update(dict.fromkeys(leaf.values))
                values.update(dict.fromkeys((True, False) if isinstance(leaf.values[0], bool) else (OTHER,)))
    for slot, some in tests.items():
        found[slot].update(dict.fromkeys(sorted(telling_numbers(some))))
    return {slot: (*(values or {True: None}), None) for slot, values in found.items()}


OTHER = "(other)"
"""Stands for every other option of a choice."""


def _numbers(values: Iterable[Value]) -> Iterator[float]:
    return (value for value in values if isinstance(value, int | float) and not isinstance(value, bool))


def _cover(points: set[tuple[Value, ...]], domains: list[tuple[Value, ...]]) -> Iterator[tuple[tuple[Value, ...], ...]]:
    """Boxes of values that together hold just these points, each as wide as can be."""
    left = dict.fromkeys(point for point in product(*domains) if point in points)
    while left:
        box: list[tuple[Value, ...]] = [(value,) for value in next(iter(left))]
        for place, domain in enumerate(domains):
            box[place] = _widest(box, place, domain, points)
        yield tuple(box)
        left = {point: None for point in left if not all(value in side for value, side in zip(point, box, strict=True))}


def _widest(
    box: Sequence[tuple[Value, ...]], place: int, domain: tuple[Value, ...], points: set[tuple[Value, ...]]
) -> tuple[Value, ...]:
    """The values that a side of a box may have while all that is in it is among the points."""

    def fits(value: Value) -> bool:
        sides = [(value,) if number == place else side for number, side in enumerate(box)]
        return all(point in points for point in product(*sides))

    return tuple(value for value in domain if fits(value))
