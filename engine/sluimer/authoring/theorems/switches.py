"""Rules that can be switched off one by one, to find those without which everybody is told the same."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from sluimer.authoring.versions.difference import advice_differs, same_person, who_differs
from sluimer.engines.planes import make_planes
from sluimer.engines.prove import Person, Search, World
from sluimer.engines.prove.terms import some
from sluimer.engines.prove.world import same_answers
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import All, Is, Not
from sluimer.knowledge.text import NO_TEXT
from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.net import Completion, Net, Part, Wire, layered, rule_name
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
        self._net = make_net(knowledge)
        self._switchable = switchable(self._net)
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
        fired = make_planes(self._net).run(self._known)
        pairs = [
            (rule, person)
            for rule in self._net.rules
            for person, truth in zip(self._known, fired.each(rule_name(rule)), strict=True)
            if truth
        ]
        planes = make_planes(self._switchable)
        with_all = planes.run([person for _, person in pairs])
        differing = who_differs(with_all, planes.run([{**person, _switch(rule): True} for rule, person in pairs]))
        return frozenset(rule for number, (rule, _) in enumerate(pairs) if differing >> number & 1)

    @cached_property
    def _worlds(self) -> tuple[Search, World, World]:
        """A person beside all rules, and the same person beside rules some of which are off, who is told otherwise."""
        switches = switch_facts(map(_switch, self._net.rules))
        one, other = same_person((self._net, self._facts), (self._switchable, {**self._facts, **switches}))
        search = Search([one, other], self._seconds)
        search.add(some(advice_differs(one, other)))
        return search, one, other


def switch_facts(names: Iterable[str]) -> dict[str, Fact]:
    """What says of some switches, for who looks at everybody, that each is on or off."""
    return {name: Fact(name, Kind.YES_NO, NO_TEXT, NO_TEXT, NOWHERE) for name in names}
