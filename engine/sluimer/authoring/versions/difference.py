"""In what a person is told otherwise by one net than by another: as terms about everybody, and as planes of some.

What only one of the nets has, an item, a finding or an amount, is there in the other as what says nothing: an item that
is not indicated, a finding that is false. Items and findings are the same where their names are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sluimer.engines.planes import PlaneReading
from sluimer.engines.prove import Person, World
from sluimer.engines.prove.slots import united_domains
from sluimer.engines.prove.terms import NO, YES, Term, TruthTerms, differs, every, some
from sluimer.knowledge.condition import Is
from sluimer.knowledge.vocabulary import Fact, Kind, Scalar
from sluimer.meaning.model import State
from sluimer.meaning.net import OUTCOME, Net


@dataclass(frozen=True, slots=True)
class AdvicePart:
    """A part of the net that says something of the advice; what says how much counts while `state` is given."""

    name: str
    state: str = ""

    @property
    def is_state(self) -> bool:
        """Whether it is the state of an item."""
        return self.name == self.state

    @property
    def is_amount(self) -> bool:
        """Whether it says how much of an item, or how strongly it is preferred."""
        return self.name != self.state and self.name != OUTCOME


def advice_parts(*nets: Net) -> tuple[AdvicePart, ...]:
    """The parts from which somebody is told something, by any of these nets."""
    return tuple(dict.fromkeys(part for net in nets for part in _parts(net)))


def _parts(net: Net) -> Iterator[AdvicePart]:
    yield AdvicePart(OUTCOME)
    for item in net.items:
        yield AdvicePart(item.state, item.state)
        for part in (item.strength, item.told_limit, *(item.bounds.all if item.bounds else ())):
            if part:
                yield AdvicePart(part.name, item.state)


def same_person(one: tuple[Net, Mapping[str, Fact]], other: tuple[Net, Mapping[str, Fact]]) -> tuple[World, World]:
    """One person in two worlds, each a net with the facts that it is about: the same answers, read by both."""
    united = united_domains([one, other])
    return World(*one, united=united), World(*other, united=united)


def advice_differs(one: World, other: World) -> Iterator[Term]:
    """Each way in which a person may be told something else; amounts and ranks count where an item is given in both."""
    for part in advice_parts(one.net, other.net):
        found, others = label_terms(one, part), label_terms(other, part)
        differ = some(differs(found.get(label, NO), others.get(label, NO)) for label in {**found, **others})
        given = (label_terms(world, AdvicePart(part.state, part.state)).get(State.GIVEN, NO) for world in (one, other))
        yield every((differ, *given)) if part.is_amount else differ
    for finding in dict.fromkeys((*one.net.findings, *other.net.findings)):
        yield from (differs(*ends) for ends in zip(_finding(one, finding), _finding(other, finding), strict=True))


def label_terms(world: World, part: AdvicePart) -> Mapping[object, Term]:
    """For each label that a part of a net can have that it has it; an item that is not there is not indicated."""
    if world.has(part.name):
        return world.labels(part.name)
    return {State.NOT_INDICATED: YES} if part.is_state else {}


def _finding(world: World, finding: str) -> TruthTerms:
    return world.truth(Is(finding, (True,))) if finding in world.net.findings else (NO, YES)


def who_differs(one: PlaneReading, other: PlaneReading) -> int:
    """The plane of the persons who are told otherwise in the other reading, where both are of the same persons."""
    found = 0
    for part in advice_parts(one.net, other.net):
        counts = _given(one, part) & _given(other, part) if part.is_amount else -1
        for mine, others in _pairs(label_planes(one, part), label_planes(other, part)):
            found |= (mine ^ others) & counts
    for finding in dict.fromkeys((*one.net.findings, *other.net.findings)):
        for mine, others in _pairs(_finding_planes(one, finding), _finding_planes(other, finding)):
            found |= mine ^ others
    return found


def label_planes(reading: PlaneReading, part: AdvicePart) -> Mapping[object, int]:
    """For each label of a part the plane of those who have it; an item that is not there is not indicated."""
    planes = reading.planes(part.name)
    return planes if planes or not part.is_state else {State.NOT_INDICATED: reading.everybody}


def _given(reading: PlaneReading, part: AdvicePart) -> int:
    return reading.planes(part.state).get(State.GIVEN, 0)


def _finding_planes(reading: PlaneReading, finding: str) -> Mapping[object, int]:
    return reading.planes(finding) or {False: reading.everybody}


def _pairs(one: Mapping[object, int], other: Mapping[object, int]) -> Iterator[tuple[int, int]]:
    return ((one.get(says, 0), other.get(says, 0)) for says in {**one, **other})


def seen_answers(person: Person, facts: Mapping[str, Fact]) -> dict[str, Scalar]:
    """The answers of a person that one version of the facts allows; the others are no answers to it."""
    fact_of_slot = {slot: fact for fact in facts.values() for slot in fact.slots}
    return {
        slot: value for slot, value in person.items() if slot in fact_of_slot and _allows(fact_of_slot[slot], value)
    }


def _allows(fact: Fact, value: Scalar) -> bool:
    match fact.kind:
        case Kind.CHOICE:
            return value in {option.id for option in fact.options}
        case Kind.NUMBER:
            return fact.allowed.contains(float(value))
    return True
