"""All mutants at once: a net with a slot for each mutant, which says that this one counts; none does otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any as AnyType

from sluimer.authoring.mutants.model import Mutant, MutationPoint, Owner
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, All, Any, Condition, Is, Known, Not
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.rule import Ask, Effect, Rule, Withhold
from sluimer.knowledge.vocabulary import Fact, Implication, Points, Scalar
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.model import State
from sluimer.meaning.net import Choice, Completion, Filling, Net, Part, holds, layered, rule_name, state_name

Variant = tuple[Condition, AnyType]
"""What a thing is while a switch is on, with the condition that it is on."""


def switch_name(number: int) -> str:
    """The slot that says that the mutant of this number counts."""
    return f"mutant:{number}"


@dataclass(frozen=True, slots=True)
class SuperposedNet:
    """A net in which each of some mutants can be switched on, and for each fact that rules ask for that they do."""

    net: Net
    asked: Mapping[str, Condition]


def superposed(whole: Knowledge, chosen: Knowledge, mutants: Mapping[int, Mutant]) -> SuperposedNet:
    """These mutants of the knowledge as it was chosen from the whole."""
    layer = _Superposition(mutants, whole, chosen)
    knowledge = layer.knowledge()
    net = make_net(knowledge)
    off = (Filling(ALWAYS, False),)  # an answer that others wait for, so that it is filled in before them
    switches = (Completion(switch_name(number), off) for number in mutants)
    completions = (*switches, *net.completions, *layer.assumptions())
    net = replace(net, completions=completions, layers=layered(map(layer.part, net.parts)))
    return SuperposedNet(net, _asked(knowledge))


def _asked(knowledge: Knowledge) -> Mapping[str, Condition]:
    """For each fact that some rule asks for, that one does while nobody answered."""
    asking: defaultdict[str, list[Condition]] = defaultdict(list)
    for rule in knowledge.rules.values():
        for effect in rule.effects:
            if isinstance(effect, Ask):
                asking[effect.fact].append(holds(rule_name(rule.id)))
    slots = {name: knowledge.vocabulary.facts[name].slots for name in asking}
    return {name: All((Any(tuple(rules)), Known(name, slots[name], False))) for name, rules in asking.items()}


class _Superposition:
    """What stands at each point, and what it becomes while the switch of a mutant is on."""

    def __init__(self, mutants: Mapping[int, Mutant], whole: Knowledge, chosen: Knowledge) -> None:
        self._whole, self._chosen = whole, chosen
        self._of: defaultdict[MutationPoint, list[Variant]] = defaultdict(list)
        for number, mutant in mutants.items():
            self._of[mutant.point].append((Is(switch_name(number), (True,)), mutant.new))

    def _rules_there(self) -> Iterator[tuple[Rule, Condition]]:
        """Each rule with what must hold for it to have a say: nothing, or that a mutant takes its settings away."""
        for rule in self._whole.rules.values():
            if rule.id in self._chosen.rules:
                yield self._chosen.rules[rule.id], ALWAYS
            elif rule.pack in self._chosen.packs and (freed := self._freed(rule)):
                yield rule, Any(freed)

    def _freed(self, rule: Rule) -> tuple[Condition, ...]:
        settings = self._chosen.settings
        freeing = self._variants(Owner.RULE, rule.id, "settings")
        return tuple(on for on, left in freeing if replace(rule, settings=left).holds_under(settings))

    def _variants(self, owner: Owner, name: str, part: str, number: int = 0) -> list[Variant]:
        return self._of.get(MutationPoint(owner, name, part, number), [])

    def knowledge(self) -> Knowledge:
        """The knowledge in which conditions ask for switches."""
        vocabulary, manifest = self._chosen.vocabulary, self._chosen.manifest
        scope = replace(manifest.scope, condition=self._condition(MutationPoint(Owner.SCOPE), manifest.scope.condition))
        facts = {name: self._fact(fact) for name, fact in vocabulary.facts.items()}
        scores = {
            name: replace(score, terms=tuple(self._terms(name, score.terms)))
            for name, score in vocabulary.scores.items()
        }
        never = {
            name: replace(one, never=self._condition(MutationPoint(Owner.CONTRADICTION, name), one.never))
            for name, one in vocabulary.declared_contradictions.items()
        }
        rules = {one.id: one for rule, say in self._rules_there() for one in self._rules(rule, say)}
        return replace(
            self._chosen,
            manifest=replace(manifest, scope=scope),
            vocabulary=replace(vocabulary, facts=facts, scores=scores, declared_contradictions=never),
            rules=frozen(rules),
        )

    def _condition(self, point: MutationPoint, condition: Condition) -> Condition:
        variants = self._of.get(point)
        if not variants:
            return condition
        others = (All((on, new)) for on, new in variants)
        return Any((All((condition, _none_of(variants))), *others))

    def _rules(self, rule: Rule, say: Condition) -> Iterator[Rule]:
        """A rule with the effects that no switch touches, and one for each effect that some switch does."""
        touched: list[tuple[Effect, list[Variant]]] = []
        kept: list[Effect] = []
        for number, effect in enumerate(rule.effects):
            variants = self._effects(rule, number, effect)
            if variants:
                touched.append((effect, variants))
            else:
                kept.append(effect)
        own = self._condition(MutationPoint(Owner.RULE, rule.id), rule.condition)
        yield replace(rule, condition=own if say == ALWAYS else All((say, own)), effects=tuple(kept))
        fires = holds(rule_name(rule.id))
        for place, (effect, variants) in enumerate(touched):
            for number, (guard, one) in enumerate(_guarded(effect, variants)):
                condition = All((fires, guard))
                yield replace(rule, id=f"{rule.id}/{place}/{number}", condition=condition, effects=(one,))

    def _effects(self, rule: Rule, number: int, effect: Effect) -> list[Variant]:
        own = self._variants(Owner.RULE, rule.id, "effect", number)
        if not isinstance(effect, Withhold):
            return own
        groups = self._of.get(MutationPoint(Owner.GROUP, effect.target), [])
        return [*own, *((on, replace(effect, items=items)) for on, items in groups)]

    def _fact(self, fact: Fact) -> Fact:
        implied = [one for number, one in enumerate(fact.implies) for one in self._implied(fact.id, number, one)]
        assumed = None if self._variants(Owner.FACT, fact.id, "assume") else fact.assume
        return replace(fact, implies=tuple(implied), assume=assumed)

    def _implied(self, fact: str, number: int, one: Implication) -> Iterator[Implication]:
        variants = self._variants(Owner.FACT, fact, "implies", number)
        yield replace(one, test=All((one.test, _none_of(variants)))) if variants else one
        yield from (replace(new, test=All((on, new.test))) for on, new in variants if new is not None)

    def assumptions(self) -> Iterator[Completion]:
        """What is assumed where some mutant assumes otherwise, filled in when all else is."""
        for fact in self._chosen.vocabulary.facts.values():
            variants = self._variants(Owner.FACT, fact.id, "assume")
            values: list[tuple[Condition, Scalar | None]] = [(_none_of(variants), fact.assume), *variants]
            fillings = tuple(Filling(guard, value) for guard, value in values if value is not None)
            yield from (Completion(slot, fillings) for slot in (fact.slots if variants else ()))

    def _terms(self, score: str, terms: Sequence[Points]) -> Iterator[Points]:
        for number, term in enumerate(terms):
            variants = self._variants(Owner.SCORE, score, "term", number)
            yield (
                tuple((All((condition, _none_of(variants))), points) for condition, points in term)
                if variants
                else term
            )
            yield from (tuple((All((on, condition)), points) for condition, points in new) for on, new in variants)

    def part(self, part: Part) -> Part:
        """A part of the net, in which what supersedes an item asks for switches."""
        if isinstance(part, Choice) and (asking := self._superseding.get(part.name)):
            return Choice(part.name, tuple((label, _asking(one, asking)) for label, one in part.options))
        return part

    @cached_property
    def _superseding(self) -> Mapping[str, Mapping[Condition, Condition]]:
        """For the state of each item that would no longer be superseded, the test of another item with its switch."""
        found: defaultdict[str, dict[Condition, Condition]] = defaultdict(dict)
        for point, variants in self._of.items():
            if point.part == "supersedes":
                given = Is(state_name(point.name), (State.GIVEN,))
                before = self._chosen.vocabulary.items[point.name].supersedes
                for item in before:
                    without = tuple(Not(on) for on, left in variants if item not in left)
                    found[state_name(item)][given] = All((given, *without))
        return found


def _none_of(variants: Iterable[Variant]) -> Condition:
    """That none of these switches is on."""
    return All(tuple(Not(on) for on, _ in variants))


def _guarded(effect: Effect, variants: Sequence[Variant]) -> Iterator[tuple[Condition, Effect]]:
    """What an effect is while no switch is on, and what it is while one is, each with when it is that.

    What is withheld in fewer variants than it might be is there once, so that no item is counted more often.
    """
    if not isinstance(effect, Withhold):
        yield _none_of(variants), effect
        yield from ((on, new) for on, new in variants if new is not None)
        return
    apart: defaultdict[tuple[Condition, ...], list[str]] = defaultdict(list)
    for item in effect.items:
        apart[tuple(Not(on) for on, new in variants if new is None or item not in new.items)].append(item)
    yield from ((All(guard), replace(effect, items=tuple(items))) for guard, items in apart.items())


def _asking(condition: Condition, instead: Mapping[Condition, Condition]) -> Condition:
    """A condition with other tests in place of some."""
    match condition:
        case All(parts) | Any(parts):
            return replace(condition, parts=tuple(_asking(part, instead) for part in parts))
        case Not(part):
            return Not(_asking(part, instead))
    return instead.get(condition, condition)
