"""The net: what the rules of a knowledge base mean, as named conditions that every engine reads and none interprets.

Parts stand in layers, each reading only earlier ones, by name, as conditions read the slots of facts. What a reader of
the net must know of conditions is all said here and in `meaning/truth.py`, which is the plain reading of one condition:

- of a `Wire` and a finding, `Is` asks for True or False, as of a yes_no fact: the wire may be unknown;
- of a `Choice`, `Is` asks for labels, and is never unknown: false where another label is chosen, or none;
- of a `Sum`, `Within` asks: true where both ends lie within the bounds, false where both lie beyond the same one;
- `Known` asks of slots alone, whether each has a value;
- nothing reads a `Bound`, nor a part of its own layer or a later one.

Answers are completed before: first every filling, in the order of the completions, then what is assumed.
Nothing here is evaluated. `sluimer show --net` prints the net of a knowledge base, and `sluimer.meaning.from_rules`
makes it; `tests/oracles/net_by_hand.py` is a whole reader of some eighty lines, kept as plain as can be.
"""

import typing
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from sluimer.knowledge.condition import Any, Condition, Is, slots_of
from sluimer.knowledge.rule import Number, Range
from sluimer.knowledge.strata import strata_of
from sluimer.knowledge.vocabulary import Points, Scalar

NEVER = Any(())
"""True of nobody."""


@dataclass(frozen=True, slots=True)
class Wire:
    """A truth with a name."""

    name: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Choice:
    """The first label whose condition is true, past what is unknown; none is chosen where no condition is true."""

    name: str
    options: tuple[tuple[str, Condition], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Its labels, each once."""
        return tuple(dict.fromkeys(label for label, _ in self.options))


@dataclass(frozen=True, slots=True)
class Bound:
    """The least of the numbers whose guard is true, or the `most` of them; none where no guard is.

    With `unless_ruled_out` a guard counts while it is unknown too.
    """

    name: str
    numbers: tuple[tuple[Condition, Number], ...]
    most: bool = False
    unless_ruled_out: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A score: between the lowest and the highest total that is still possible, whatever becomes of what is unknown.

    Points may be negative, and are added as the decimals that they are written as.
    """

    name: str
    terms: tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """A value that a slot gets while its condition is true: where it is empty, or always where it `overrules`."""

    condition: Condition
    value: Scalar
    overrules: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """What a slot holds when nobody answered, or when another answer overrules the one given.

    Of all slots first the fillings count, in the order of the completions, and then what is assumed.
    """

    slot: str
    fillings: tuple[Filling, ...] = ()
    assumed: Scalar | None = None


Part = Wire | Choice | Bound | Sum


@dataclass(frozen=True, slots=True)
class RangeBounds:
    """The bounds of an item with a unit: what is advised, joined, and the limit that cuts it."""

    least: Bound
    most: Bound
    start: Bound
    limit: Bound
    ranges: tuple[tuple[Condition, Range], ...]
    """Each range that may be advised, with its guard."""

    @property
    def all(self) -> tuple[Bound, ...]:
        """Each of them."""
        return (self.least, self.most, self.start, self.limit)

    def joined(self, said: Mapping[str, typing.Any]) -> Range:
        """The range of an item that is given, from what each of these bounds says; limit and start may say None."""
        limit, start = said[self.limit.name], said[self.start.name]
        most = said[self.most.name] if limit is None else min(said[self.most.name], limit)
        return Range(said[self.least.name], most, None if start is None else min(most, start))


@dataclass(frozen=True, slots=True)
class NetItem:
    """The parts of the net that speak of one item; `bounds` where it has a range, `strength` where it has a rank.

    `told_limit` is what its text says of the most there may be. The rules `acting` bring it and withhold something too:
    while one of them is true it stands before its equals, since it says what to do about that.
    """

    id: str
    topic: str
    bounds: RangeBounds | None = None
    strength: Choice | None = None
    told_limit: Bound | None = None
    acting: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts that are told of it."""
        bounds = self.bounds.all if self.bounds else ()
        more = (part.name for part in (self.strength, *bounds, self.told_limit) if part)
        return (self.state, *more)

    @property
    def state(self) -> str:
        """The name of the choice of its state."""
        return state_name(self.id)

    @property
    def indicated(self) -> str:
        """The name of the wire that says whether some rule brings it."""
        return indicated_name(self.id)

    @property
    def barred(self) -> str:
        """The name of the wire that says whether some rule stops it."""
        return barred_name(self.id)


@dataclass(frozen=True, repr=False)
class Net:
    """All parts in layers, what completes answers before them, and which parts speak of which item."""

    completions: tuple[Completion, ...]
    layers: tuple[tuple[Part, ...], ...]
    items: tuple[NetItem, ...] = ()
    rules: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()

    @property
    def topics(self) -> tuple[tuple[str, ...], ...]:
        """The items of each topic."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for item in self.items:
            found[item.topic].append(item.id)
        return tuple(map(tuple, found.values()))

    def __repr__(self) -> str:
        return f"<Net: {sum(map(len, self.layers))} parts in {len(self.layers)} layers, {len(self.items)} items>"

    @property
    def parts(self) -> Iterator[Part]:
        """Every part, those that it reads before it."""
        return (part for layer in self.layers for part in layer)

    def __getstate__(self) -> dict[str, object]:
        """What travels: its fields, without what follows from them."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @cached_property
    def reading(self) -> Mapping[str, tuple[str, ...]]:
        """What each part reads, by its name."""
        return {part.name: reads(part) for part in self.parts}

    @property
    def conditions(self) -> Iterator[Condition]:
        """Every condition, those of completions before those of parts."""
        yield from (one.condition for each in self.completions for one in each.fillings)
        yield from (condition for part in self.parts for condition in conditions(part))

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of facts that are completed or read, each once."""
        own = {part.name for part in self.parts}
        read = (name for condition in self.conditions for name in slots_of(condition) if name not in own)
        return tuple(dict.fromkeys((*(one.slot for one in self.completions), *read)))


OUTCOME = "outcome"
EMERGENCY = "emergency"
"""The wire that says whether a referral is given that cannot wait; it is never unknown."""


CONTRADICTED = "contradicted"
"""The wire that says whether any answers contradict each other."""


def contradiction_name(contradiction: str) -> str:
    """The name of the wire of a contradiction."""
    return f"contradiction:{contradiction}"


def rule_name(rule: str) -> str:
    """The name of the wire of a rule."""
    return f"rule:{rule}"


def state_name(item: str) -> str:
    """The name of the choice of an item's state."""
    return f"state:{item}"


def indicated_name(item: str) -> str:
    """The name of the wire that says whether some rule brings an item."""
    return f"indicated:{item}"


def barred_name(item: str) -> str:
    """The name of the wire that says whether some rule stops an item."""
    return f"barred:{item}"


def holds(wire: str) -> Condition:
    """That a wire is true."""
    return Is(wire, (True,))


def layered(parts: Iterable[Part]) -> tuple[tuple[Part, ...], ...]:
    """Parts by how deep they build on each other, which must be in no circle; within a layer as they come."""
    by_name = {part.name: part for part in parts}
    depths = strata_of({name: tuple(one for one in reads(part) if one in by_name) for name, part in by_name.items()})
    layers: defaultdict[int, list[Part]] = defaultdict(list)
    for name, part in by_name.items():
        layers[depths[name]].append(part)
    return tuple(tuple(layers[depth]) for depth in sorted(layers))


def reads(part: Part) -> tuple[str, ...]:
    """The names of facts' slots and of other parts that a part reads, each once."""
    if isinstance(part, Wire):  # most are
        return slots_of(part.condition)
    return tuple(dict.fromkeys(slot for condition in conditions(part) for slot in slots_of(condition)))


def conditions(part: Part) -> Iterator[Condition]:
    """Every condition in a part."""
    match part:
        case Wire(_, condition):
            yield condition
        case Choice(_, options):
            yield from (condition for _, condition in options)
        case Bound(_, numbers):
            yield from (guard for guard, _ in numbers)
        case Sum(_, terms):
            yield from (condition for alternatives in terms for condition, _ in alternatives)
