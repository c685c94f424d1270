"""Rules that can be switched off one by one, to find those without which everybody is told the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from sluimer.engines.planes import PlaneReading, make_planes
from sluimer.engines.prove import Person, Search, World
from sluimer.engines.prove.terms import Term, differs, every, some
from sluimer.engines.prove.world import alike, same_answers
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import All, Is, Not
from sluimer.knowledge.text import NO_TEXT
from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.model import State
from sluimer.meaning.net import OUTCOME, Completion, Net, NetItem, Part, Wire, layered, rule_name
from sluimer.messages import NOWHERE


def _switch(rule: str) -> str:
    return f"off:{rule}"


def switchable(net: Net) -> Net:
    """A net in which a slot for each rule says that the rule is off; while nobody says so, it is not."""
    rules = {rule_name(rule): rule for rule in net.rules}

    def switched(part: Part) -> Part:
        if isinstance(part, Wire) and part.name in rules:
            return Wire(part.name, All((part.condition, Not(Is(_switch(rules[part.name]), (True,))))))
        return part

    completions = (*net.completions, *(Completion(_switch(rule), (), False) for rule in net.rules))
    return replace(net, completions=completions, layers=layered(map(switched, net.parts)))


class Switchboard:
    """Some rules, of which each can be switched off; `known` are persons who are tried first, since that is quick."""

    def __init__(self, knowledge: Knowledge, known: Sequence[Person], seconds: float) -> None:
        self._net = switchable(make_net(knowledge))
        self._facts = knowledge.vocabulary.facts
        self._known = known
        self._seconds = seconds

    def changes(self, rule: str) -> bool:
        """Whether anybody is told something else without this rule; raises UndecidedError."""
        search, one, other = self._worlds
        switches = (
            same_answers(other.answers[_switch(name)], True if name == rule else None) for name in self._net.rules
        )
        fires = one.truth(Is(rule_name(rule), (True,)))[0]
        return search.find(fires, *switches) is not None

    @cached_property
    def seen(self) -> frozenset[str]:
        """The rules without which some known person is told something else, found in one run."""
        planes = make_planes(self._net)
        fired = planes.run(self._known)
        pairs = [
            (rule, person)
            for rule in self._net.rules
            for person, truth in zip(self._known, fired.each(rule_name(rule)), strict=True)
            if truth
        ]
        doubled = [one for rule, person in pairs for one in (person, {**person, _switch(rule): True})]
        differing = _differing(planes.run(doubled), self._net)
        return frozenset(rule for number, (rule, _) in enumerate(pairs) if differing >> 2 * number & 1)

    @cached_property
    def _worlds(self) -> tuple[Search, World, World]:
        """A person beside all rules, and again beside rules some of which are off, who is told otherwise then."""
        switches = {_switch(rule): _fact(_switch(rule)) for rule in self._net.rules}
        one, other = (World(self._net, {**self._facts, **switches}, name) for name in ("on", "off"))
        search = Search([one, other], self._seconds)
        search.add(some(_told_otherwise(one, other)))
        search.add(*(same_answers(one.answers[switch], None) for switch in switches))
        search.add(*(alike(one.answers[slot], other.answers[slot]) for slot in one.answers if slot not in switches))
        return search, one, other


def _fact(name: str) -> Fact:
    return Fact(name, Kind.YES_NO, NO_TEXT, NO_TEXT, NOWHERE)


def _told_otherwise(one: World, other: World) -> Iterator[Term]:
    """Each way in which two persons may be told something else; amounts and ranks count where an item is given."""
    for name, item in _telling(one.net):
        labels = {*one.labels(name), *other.labels(name)}
        differ = some(differs(one.label(name, label), other.label(name, label)) for label in labels)
        yield every((differ, one.label(item.state, State.GIVEN))) if item and name != item.state else differ
    for finding in one.net.findings:
        truths = (world.truth(Is(finding, (True,))) for world in (one, other))
        yield from (differs(*ends) for ends in zip(*truths, strict=True))


def _differing(found: PlaneReading, net: Net) -> int:
    """The even numbers of persons who are told otherwise than the one behind them."""
    even = sum(1 << number for number in range(0, found.count, 2))
    differing = 0
    for name, item in _telling(net):
        counts = found.planes(item.state).get(State.GIVEN, 0) if item and name != item.state else even
        for plane in found.planes(name).values():
            differing |= (plane ^ plane >> 1) & counts & even
    for plane in (plane for finding in net.findings for plane in found.planes(finding).values()):
        differing |= (plane ^ plane >> 1) & even
    return differing


def _telling(net: Net) -> Iterator[tuple[str, NetItem | None]]:
    """The parts of the net from which somebody is told, each with the item that it is about."""
    yield OUTCOME, None
    for item in net.items:
        yield item.state, item
        for part in (item.strength, item.told_limit, *(item.bounds.all if item.bounds else ())):
            if part:
                yield part.name, item
