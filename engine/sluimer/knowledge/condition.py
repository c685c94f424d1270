"""Conditions as data: a tree of tests on facts and findings. What they mean stands in `sluimer.meaning.reference`."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from sluimer.messages import NOWHERE, Position


@dataclass(frozen=True, slots=True)
class Is:
    """The answer in this slot is one of these; a finding and a set's option have the answers True and False."""

    slot: str
    values: tuple[bool | str, ...]
    position: Position = field(default=NOWHERE, compare=False, repr=False)

    @property
    def slots(self) -> tuple[str]:
        """The one slot that it reads."""
        return (self.slot,)


@dataclass(frozen=True, slots=True)
class Within:
    """The number in this slot lies within these bounds; None is no bound."""

    slot: str
    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    below: float | None = None
    position: Position = field(default=NOWHERE, compare=False, repr=False)

    @property
    def slots(self) -> tuple[str]:
        """The one slot that it reads."""
        return (self.slot,)

    @property
    def bounds(self) -> dict[str, float]:
        """The bounds that there are, by the words they are written with."""
        named = (("at_least", self.at_least), ("above", self.above), ("at_most", self.at_most), ("below", self.below))
        return {name: end for name, end in named if end is not None}

    def bound(self, name: str) -> "Within":
        """The test with one of its bounds alone."""
        return Within(self.slot, **{name: getattr(self, name)})

    @property
    def lower(self) -> tuple[tuple[float, bool], ...]:
        """The bounds from below, each with whether the number itself is left out."""
        return tuple((end, strict) for end, strict in ((self.at_least, False), (self.above, True)) if end is not None)

    @property
    def upper(self) -> tuple[tuple[float, bool], ...]:
        """The bounds from above, each with whether the number itself is left out."""
        return tuple((end, strict) for end, strict in ((self.at_most, False), (self.below, True)) if end is not None)

    def contains(self, number: float) -> bool:
        """Whether a number lies within the bounds."""
        return (
            (self.at_least is None or number >= self.at_least)
            and (self.above is None or number > self.above)
            and (self.at_most is None or number <= self.at_most)
            and (self.below is None or number < self.below)
        )


@dataclass(frozen=True, slots=True)
class Known:
    """All of these slots of a fact are answered (or, turned round, not all of them)."""

    fact: str
    slots: tuple[str, ...]
    known: bool = True
    position: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every part is true; with no parts it is true of everyone."""

    parts: "tuple[Condition, ...]" = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part is true."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The part is false."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the parts are true."""

    count: int
    parts: "tuple[Condition, ...]"


Leaf = Is | Within | Known
Condition = Is | Within | Known | All | Any | Not | AtLeast

ALWAYS = All()


def signed_leaves(condition: Condition, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
    """Every test from left to right, and whether it stands under a `not` that is not itself under one."""
    match condition:
        case Is() | Within() | Known():
            yield condition, negated
        case Not(part):
            yield from signed_leaves(part, not negated)
        case All(parts) | Any(parts) | AtLeast(_, parts):
            for part in parts:
                yield from signed_leaves(part, negated)


def leaves(condition: Condition) -> tuple[Leaf, ...]:
    """Every test in a condition, from left to right."""
    if isinstance(condition, (Is, Within, Known)):  # a tuple is looked through faster than their union
        return (condition,)
    if isinstance(condition, Not):
        return leaves(condition.part)
    return tuple([leaf for part in condition.parts for leaf in leaves(part)])


def slots_of(condition: Condition) -> tuple[str, ...]:
    """Every slot a condition reads, each once, from left to right."""
    if isinstance(condition, (Is, Within)):
        return (condition.slot,)
    return tuple(dict.fromkeys([slot for leaf in leaves(condition) for slot in leaf.slots]))


def telling_numbers(tests: Iterable[Within]) -> tuple[float, ...]:
    """Numbers at the bounds of these tests, between and beyond: what the tests are for any number, they are for one."""
    bounds = [end for test in tests for end in (test.at_least, test.above, test.at_most, test.below)]
    ends = sorted({end for end in bounds if end is not None})
    between = [(low + high) / 2 for low, high in pairwise(ends)]
    return (*ends, *between, ends[0] - 1, ends[-1] + 1) if ends else (0.0,)


def normal(condition: Condition, negated: bool = False) -> Hashable:
    """What a condition means, equal for all that differ in the order and nesting of parts and where `not` stands."""
    match condition:
        case Not(part):
            return normal(part, not negated)
        case All(parts):
            return _joined(Any if negated else All, parts, negated)
        case Any(parts):
            return _joined(All if negated else Any, parts, negated)
        case AtLeast(count, parts):
            count = len(parts) - count + 1 if negated else count  # not two of three: two of the opposites
            if count in (1, len(parts)):
                return _joined(Any if count == 1 else All, parts, negated)
            return AtLeast, count, frozenset(Counter(normal(part, negated) for part in parts).items())
        case Is(slot, values) if negated and isinstance(values[0], bool):
            return Is, slot, frozenset({True, False} - {*values})
        case Is(slot, values):
            return (Not, Is, slot, frozenset(values)) if negated else (Is, slot, frozenset(values))
    return (Not, condition) if negated else condition


def _joined(kind: type[All | Any], parts: Iterable[Condition], negated: bool) -> Hashable:
    """What `all` or `any` of these is; a part of the same kind gives its own parts, and a single one stands alone."""
    found: set[Hashable] = set()
    for part in parts:
        inner = normal(part, negated)
        found |= inner[1] if isinstance(inner, tuple) and inner[0] is kind else {inner}
    return found.pop() if len(found) == 1 else (kind, frozenset(found))


def repeated(parts: Iterable[Condition]) -> Iterator[int]:
    """The numbers of the parts that mean the same as one before them."""
    seen: set[Hashable] = set()
    for number, part in enumerate(parts):
        same = normal(part)
        if same in seen and leaves(part):
            yield number
        seen.add(same)
