"""What is odd about rules, whoever the person is: each with somebody who shows it, and none where nobody does."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import permutations

from sluimer.authoring.theorems.prove import ProofBench, Step, Witness
from sluimer.authoring.theorems.switches import Switchboard
from sluimer.engines.prove import Person
from sluimer.engines.prove.terms import Term, every, opposite, some
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import All, Condition, Is, normal
from sluimer.knowledge.rule import Rule, Side
from sluimer.meaning.model import State
from sluimer.meaning.net import CONTRADICTED, rule_name, state_name
from sluimer.messages import Position, UndecidedError


class OddKind(StrEnum):
    """What is odd."""

    NEVER_FIRES = "never-fires"
    CHANGES_NOTHING = "changes-nothing"
    NEVER_GIVEN = "never-given"
    AGAINST_ITSELF = "against-itself"
    TWIN_APART = "twin-apart"
    NOTHING_GIVEN = "nothing-given"
    UNDECIDED = "not-decided"


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd about a rule or an item, with the others that it is about and somebody who shows it.

    `parts` are the parts of a condition that are never true together.
    """

    kind: OddKind
    name: str
    position: Position
    others: tuple[str, ...] = ()
    parts: tuple[Condition, ...] = ()
    witness: Witness | None = None


def find_oddities(
    whole: Sequence[ProofBench], alone: Sequence[ProofBench], known: Mapping[str, Person], step: Step
) -> Iterator[Oddity]:
    """What is odd under each choice of settings with all packs, the defaults first; `alone` has each pack by itself."""
    looks = [_Look(bench, known) for bench in whole]
    beside = [_Look(bench, known) for bench in alone]
    dead = set[str]()
    for rule in _rules(looks):
        step(rule.id)
        for one in _decided(rule.id, rule.position, _never_firing(rule, looks)):
            dead.add(rule.id)
            yield one
    for rule in _rules(looks):
        step(rule.id)
        if rule.id not in dead and any(effect.side is not Side.ASKS for effect in rule.effects):
            yield from _decided(rule.id, rule.position, _idle(rule, [*looks, *beside]))
    yield from looks[0].of_advice(looks, step)


def _rules(looks: Sequence["_Look"]) -> list[Rule]:
    return [*{rule.id: rule for look in looks for rule in look.knowledge.rules.values()}.values()]


def _decided(name: str, place: Position, found: Iterator[Oddity]) -> Iterator[Oddity]:
    try:
        yield from found
    except UndecidedError:
        yield Oddity(OddKind.UNDECIDED, name, place)


def _never_firing(rule: Rule, looks: Sequence["_Look"]) -> Iterator[Oddity]:
    """A rule that is true of nobody, with the parts that are never true together."""
    having = [look for look in looks if rule.id in look.knowledge.rules]
    if not any(look.finds(look.fires(rule.id)) for look in having):
        yield Oddity(OddKind.NEVER_FIRES, rule.id, rule.position, parts=having[0].apart(rule.condition))


def _idle(rule: Rule, looks: Sequence["_Look"]) -> Iterator[Oddity]:
    """A rule without which everybody is told the same, with somebody for whom it fires and rules that do the same."""
    having = [look for look in looks if rule.id in look.knowledge.rules]
    if any(rule.id in look.switches.seen for look in having) or any(look.switches.changes(rule.id) for look in having):
        return
    found = having[0].bench.witness(having[0].fires(rule.id))
    fired = found[0].fired if found else ()
    does, others = _does(rule), having[0].knowledge.rules
    same = (other for other in fired if other != rule.id and not does.isdisjoint(_does(others[other])))
    yield Oddity(OddKind.CHANGES_NOTHING, rule.id, rule.position, tuple(same), witness=found[0] if found else None)


def _does(rule: Rule) -> set[tuple[str, str]]:
    """What a rule concludes, brings and stops."""
    does = {(str(effect.side), item) for effect in rule.effects for item in effect.items}
    return does | {("concludes", finding) for finding in rule.concludes}


class _Look:
    """A look at the rules of one choice of packs and settings."""

    def __init__(self, bench: ProofBench, known: Mapping[str, Person]) -> None:
        self.bench = bench
        self._known = known

    @property
    def knowledge(self) -> Knowledge:
        """The rules that have a say."""
        return self.bench.knowledge

    @cached_property
    def switches(self) -> Switchboard:
        """The rules, each of which can be switched off."""
        return Switchboard(self.knowledge, [*self._known.values()], self.bench.seconds)

    def finds(self, *terms: Term) -> bool:
        """Whether there is anybody of whom all these hold."""
        return self.bench.search.find(*terms) is not None

    def fires(self, rule: str) -> Term:
        """That a rule is true."""
        return self._true(Is(rule_name(rule), (True,)))

    def _true(self, condition: Condition) -> Term:
        return self.bench.world.truth(condition)[0]

    def given(self, item: str) -> Term:
        """That an item is given."""
        return self._in_state(item, State.GIVEN)

    def _in_state(self, item: str, state: State) -> Term:
        return self.bench.world.label(state_name(item), state)

    def apart(self, condition: Condition) -> tuple[Condition, ...]:
        """The fewest of the parts of a condition that are never all true."""
        parts = list(condition.parts) if isinstance(condition, All) else [condition]
        for part in tuple(parts):
            others = [one for one in parts if one is not part]
            if others and not self.finds(*map(self._true, others)):
                parts = others
        return tuple(parts)

    def of_advice(self, looks: Sequence["_Look"], step: Step) -> Iterator[Oddity]:
        """What is odd about items: those never given, those that go against each other, and who is given nothing."""
        for name, item in self.knowledge.vocabulary.items.items():
            step(name)
            yield from _decided(name, item.position, self._of_item(name, looks))
        place = self.knowledge.vocabulary.topics[self.knowledge.manifest.main_topic].position
        yield from _decided("", place, self._nothing_given(place))

    def _of_item(self, item: str, looks: Sequence["_Look"]) -> Iterator[Oddity]:
        place = self.knowledge.vocabulary.items[item].position
        if not any(look.finds(look.given(item)) for look in looks):
            yield Oddity(OddKind.NEVER_GIVEN, item, place)
            return
        against = [self.given(other) for other in self._against.get(item, ())]
        yield from self._shown(OddKind.AGAINST_ITSELF, item, self._against.get(item, ()), State.GIVEN, some(against))
        for twin in self._twins.get(item, ()):
            apart = self._in_state(twin, State.WITHHELD)
            yield from self._shown(OddKind.TWIN_APART, item, (twin,), State.WITHHELD, apart)

    def _shown(self, kind: OddKind, item: str, others: Sequence[str], state: State, term: Term) -> Iterator[Oddity]:
        found = self.bench.witness(every((self.given(item), term)))
        if found:
            witness, model = found
            there = (one for one in others if self.bench.search.holds(model, self._in_state(one, state)))
            place = self.knowledge.vocabulary.items[item].position
            yield Oddity(kind, item, place, tuple(there), witness=witness)

    @cached_property
    def _against(self) -> Mapping[str, tuple[str, ...]]:
        """For each item what some rule that brings it stops, and for what stops all advice what it is advice to do."""
        manifest, vocabulary = self.knowledge.manifest, self.knowledge.vocabulary
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for rule in self.knowledge.rules.values():
            stops = [one for effect in rule.effects if effect.side is Side.STOPS for one in effect.items]
            for item in rule.brings:
                found[item].update(dict.fromkeys(stops))
        acts = [item.id for topic in (manifest.main_topic, *manifest.frame) for item in vocabulary.topics[topic].items]
        for topic in manifest.stops:
            for stop in vocabulary.topics[topic].items:
                found[stop.id].update(dict.fromkeys(acts))
        return {item: tuple(one for one in others if one != item) for item, others in found.items()}

    @cached_property
    def _twins(self) -> Mapping[str, tuple[str, ...]]:
        """For each item the others of its topic that are brought by the very same conditions."""
        brought: defaultdict[str, set[object]] = defaultdict(set)
        for rule in self.knowledge.rules.values():
            for item in rule.brings:
                brought[item].add(normal(rule.condition))
        found: defaultdict[str, list[str]] = defaultdict(list)
        for topic in self.knowledge.vocabulary.topics.values():
            for one, other in permutations([item.id for item in topic.items if item.id in brought], 2):
                if brought[one] == brought[other]:
                    found[one].append(other)
        return {item: tuple(twins) for item, twins in found.items()}

    def _nothing_given(self, place: Position) -> Iterator[Oddity]:
        """Somebody who answered enough, and is told nothing; not one that a case shows, since the author knows that."""
        items = self.knowledge.vocabulary.items
        told = (self._in_state(item, state) for item in items for state in (State.GIVEN, State.OPEN))
        settled = every(
            (self._true(Is(SCOPE, (True,))), opposite(self._true(Is(CONTRADICTED, (True,)))), opposite(some(told)))
        )
        held = some(self._in_state(item, State.WITHHELD) for item in items)
        for term in (every((settled, held)), every((settled, opposite(held)))):
            found = self.bench.witness(term)
            if found and dict(found[0].answers) != dict(found[0].before):
                yield Oddity(OddKind.NOTHING_GIVEN, "", place, witness=found[0])
