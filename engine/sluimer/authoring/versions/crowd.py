"""Two versions beside each other over planes: the same persons, their answers read once, and what each version says.

What one version does not ask or allow is no answer to it, as where two versions are compared for everybody.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_

from sluimer.authoring.versions.change import Amendment, ChangeKind, contradictions_by_name
from sluimer.authoring.versions.seen import allows, facts_by_slot
from sluimer.authoring.versions.turn import score_tests
from sluimer.engines.planes import Planes
from sluimer.engines.planes.compile import Input
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Condition, Is, Known, Within, leaves
from sluimer.knowledge.vocabulary import Fact, Kind, Scalar, Vocabulary
from sluimer.meaning.net import Net, Wire, layered
from sluimer.population.bits import NOBODY, Bits, Rows, anybody


class CrowdLogic:
    """How bits of some persons are joined."""

    NO = NOBODY

    def __init__(self, everybody: Bits) -> None:
        self.YES = everybody

    def every(self, several: Iterable[Bits]) -> Bits:
        """Who is in all of them."""
        return reduce(and_, several, self.YES)

    def some(self, several: Iterable[Bits]) -> Bits:
        """Who is in any of them."""
        return reduce(or_, several, NOBODY)

    def opposite(self, bits: Bits) -> Bits:
        """Who is not among these."""
        return self.YES ^ bits

    def without(self, bits: Bits, taken: Bits) -> Bits:
        """Who is in the first and not in the second."""
        return bits & ~taken

    def differs(self, one: Bits, other: Bits) -> Bits:
        """Who is in one of the two alone."""
        return one ^ other

    def made_alike(self, one: Bits, other: Bits) -> bool:
        """Whether the same persons are in both."""
        return not anybody(one ^ other)


@dataclass(frozen=True, slots=True)
class Probes:
    """Conditions of which both versions are asked how they come out, with the name of the wire of each."""

    names: Mapping[Condition, str]
    by_slot: Mapping[str, tuple[Condition, ...]]

    def within(self, net: Net) -> Net:
        """A net that says how those come out that read nothing that is not there."""
        there = {*net.slots, *(part.name for part in net.parts)}
        wires = (
            Wire(name, one)
            for one, name in self.names.items()
            if all(slot in there for leaf in leaves(one) for slot in leaf.slots)
        )
        return replace(net, layers=layered((*net.parts, *wires)))


def probes_for(changes: Iterable[Amendment], old: Knowledge, new: Knowledge, nets: Sequence[Net]) -> Probes:
    """What must be asked of both versions to see how these changes turn."""
    asked: list[Condition] = []
    by_slot: dict[str, tuple[Condition, ...]] = {}
    for change in changes:
        match change.kind:
            case ChangeKind.CONTRADICTION:
                for version in (old, new):
                    asked += contradictions_by_name(version).get(change.id, {}).values()
            case ChangeKind.SCORE:
                asked += score_tests(change.id, *nets)
            case ChangeKind.ANSWER:
                facts = [version.vocabulary.facts[change.id] for version in (old, new)]
                by_slot |= {slot: tuple(_values(slot, facts, nets)) for slot in facts[1].slots}
    asked += [one for some in by_slot.values() for one in some]
    names = {one: f"asked:probe:{number}" for number, one in enumerate(dict.fromkeys(asked))}
    return Probes(names, by_slot)


def _values(slot: str, facts: Sequence[Fact], nets: Sequence[Net]) -> Iterator[Condition]:
    """Tests that tell apart whatever a slot may hold, as far as anything tells it apart."""
    yield Known(facts[1].id, (slot,))
    match facts[1].kind:
        case Kind.CHOICE:
            yield from (Is(slot, (name,)) for name in dict.fromkeys(one.id for fact in facts for one in fact.options))
        case Kind.NUMBER:
            tests = [leaf for net in nets for one in net.conditions for leaf in leaves(one) if isinstance(leaf, Within)]
            bounds = [*(fact.allowed for fact in facts), *(leaf for leaf in tests if leaf.slot == slot)]
            yield from dict.fromkeys(replace(one.bound(name), slot=slot) for one in bounds for name in one.bounds)
        case _:
            yield Is(slot, (True,))


class CrowdSide:
    """What one version says of the persons of a batch."""

    def __init__(self, planes: Planes, rows: Rows, probes: Probes, slots: Collection[str]) -> None:
        self.net = planes.net
        self.slots = slots
        self._places = planes.places
        self._rows = rows
        self._probes = probes

    def has(self, name: str) -> bool:
        """Whether the net has a choice or a bound of this name."""
        return name in self._places

    def labels(self, name: str) -> Mapping[object, Bits]:
        """For each label of a choice, or number of a bound, who is told it."""
        return {says: self._rows[place] for says, place in self._places[name]}

    def label(self, name: str, label: object) -> Bits:
        """Who is told this by a choice or a bound."""
        return self.labels(name).get(label, NOBODY)

    def truth(self, condition: Condition) -> tuple[Bits, Bits]:
        """Of whom a wire, or a condition that is asked about, is surely true, and of whom surely false."""
        name = self._probes.names.get(condition) or (condition.slot if isinstance(condition, Is) else "")
        found = self.labels(name)
        return found[True], found[False]

    def holds_otherwise(self, other: "CrowdSide", slot: str) -> Bits:
        """In whose slot something else stands on the other side, once answers are complete."""
        tests = self._probes.by_slot[slot]
        ends = (zip(self.truth(one), other.truth(one), strict=True) for one in tests)
        return reduce(or_, (mine ^ others for pairs in ends for mine, others in pairs), NOBODY)


class PairedPlanes(Planes):
    """The planes of two versions in one: those of the new one, behind them those of the old one.

    Last come the persons with an answer that one of them alone takes, a plane for each slot of `apart`.
    """

    def __init__(self, old: Planes, new: Planes, facts: tuple[Mapping[str, Fact], Mapping[str, Fact]]) -> None:
        self.old, self.new = old, new
        self._facts = [facts_by_slot(one) for one in facts]
        self.net = new.net
        self.places = new.places
        self.digits = new.digits
        self.inputs = (*_seen_inputs(new, self._facts[1]), *_seen_inputs(old, self._facts[0]))
        self.function = self._run
        known = [{one.slot: place for place, one in enumerate(each.inputs) if one.says is None} for each in (old, new)]
        both = [slot for slot in known[1] if slot in known[0] and self._told_apart(slot)]
        self.apart = {slot: (known[1][slot], len(new.inputs) + known[0][slot]) for slot in both}

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.old, self.new, tuple(self._facts))

    @property
    def slots(self) -> Collection[str]:
        """The slots of facts that the net of the new version reads."""
        return self.new.slots

    @property
    def outputs(self) -> tuple[int, int]:
        """How many planes the new version returns, and how many the old one."""
        kinds = [(*each.places.values(), *each.digits.values()) for each in (self.new, self.old)]
        counts = [sum(map(len, each)) for each in kinds]
        return counts[0], counts[1]

    def places_for(self, slot: str, value: Scalar | None) -> Iterator[int]:
        """The places in `inputs` of the planes that are set for this value, by each version that allows it."""
        offset = 0
        for planes, facts in ((self.new, self._facts[1]), (self.old, self._facts[0])):
            if value is not None and slot in facts and allows(facts[slot], value):
                yield from (offset + place for place in planes.places_for(slot, value))
            offset += len(planes.inputs)

    def _run(self, everybody: Bits, nobody: Bits, *inputs: Bits) -> tuple[Bits, ...]:
        count = len(self.new.inputs)
        apart = (inputs[one] ^ inputs[other] for one, other in self.apart.values())
        new = self.new.function(everybody, nobody, *inputs[:count])
        return (*new, *self.old.function(everybody, nobody, *inputs[count:]), *apart)

    def _told_apart(self, slot: str) -> bool:
        """Whether the two versions allow other answers there."""
        one, other = (facts[slot] for facts in self._facts)
        options = [{option.id for option in fact.options} for fact in (one, other)]
        return one.allowed != other.allowed or (one.kind is Kind.CHOICE and options[0] != options[1])


def _seen_inputs(planes: Planes, facts: Mapping[str, Fact]) -> Iterator[Input]:
    """The planes that go in; of numbers only those that this version allows."""
    for one in planes.inputs:
        fact = facts[one.slot]
        if fact.kind is not Kind.NUMBER or not fact.allowed.bounds:
            yield one
        else:
            yield Input(one.slot, _both(fact.allowed, one.says if isinstance(one.says, Within) else Within(one.slot)))


def _both(one: Within, other: Within) -> Within:
    """The bounds of two tests together."""
    ends = {
        name: [end for end in (getattr(one, name), getattr(other, name)) if end is not None]
        for name in ("at_least", "above", "at_most", "below")
    }
    tightest = {name: (max if name in ("at_least", "above") else min)(found) for name, found in ends.items() if found}
    return Within(other.slot, **tightest)


def united(old: Vocabulary, new: Vocabulary) -> Vocabulary:
    """The vocabulary of a new version in which whatever the old one asks and allows may be answered too.

    What answers imply is left to the net of each.
    """
    facts = {name: _united(fact, old.facts.get(name)) for name, fact in new.facts.items()}
    gone = {name: fact for name, fact in old.facts.items() if name not in facts}
    return replace(new, facts={name: replace(fact, implies=()) for name, fact in {**facts, **gone}.items()})


def _united(fact: Fact, before: Fact | None) -> Fact:
    if before is None:
        return fact
    there = {option.id for option in fact.options}
    options = (*fact.options, *(one for one in before.options if one.id not in there))
    lowest = None if None in (fact.lowest, before.lowest) else min(fact.lowest or 0, before.lowest or 0)
    highest = None if None in (fact.highest, before.highest) else max(fact.highest or 0, before.highest or 0)
    return replace(fact, options=options, lowest=lowest, highest=highest)
