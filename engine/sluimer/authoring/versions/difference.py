"""In what a person is told otherwise by one net than by another: as terms about everybody, and as planes of some.

What only one of the nets has, an item, a finding or an amount, is there in the other as what says nothing: an item that
is not indicated, a finding that is false. Items and findings are the same where their names are.
"""

from collections.abc import Iterator, Mapping

from sluimer.authoring.versions.side import AdvicePart, advice_parts, labels_of
from sluimer.engines.planes import PlaneReading
from sluimer.engines.prove import World, terms
from sluimer.engines.prove.slots import united_domains
from sluimer.engines.prove.terms import NO, YES, Term, TruthTerms, differs, every, some
from sluimer.knowledge.condition import Is
from sluimer.knowledge.vocabulary import Fact
from sluimer.meaning.model import State
from sluimer.meaning.net import Net


def same_person(one: tuple[Net, Mapping[str, Fact]], other: tuple[Net, Mapping[str, Fact]]) -> tuple[World, World]:
    """One person in two worlds, each a net with the facts that it is about: the same answers, read by both."""
    united = united_domains([one, other])
    return World(*one, united=united), World(*other, united=united)


def advice_differs(one: World, other: World) -> Iterator[Term]:
    """Each way in which a person may be told something else; amounts and ranks count where an item is given in both."""
    for part in advice_parts(one.net, other.net):
        found, others = labels_of(one, part, terms), labels_of(other, part, terms)
        differ = some(differs(found.get(label, NO), others.get(label, NO)) for label in {**found, **others})
        given = (
            labels_of(world, AdvicePart(part.state, part.state), terms).get(State.GIVEN, NO) for world in (one, other)
        )
        yield every((differ, *given)) if part.is_amount else differ
    for finding in dict.fromkeys((*one.net.findings, *other.net.findings)):
        yield from (differs(*ends) for ends in zip(_finding(one, finding), _finding(other, finding), strict=True))


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
