"""The knowledge that one mutant is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sluimer.authoring.mutants.model import Mutant, MutationPoint, Owner
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.rule import Rule, Withhold
from sluimer.knowledge.vocabulary import Fact


def mutated(whole: Knowledge, mutant: Mutant) -> Knowledge:
    """The knowledge of all packs and settings with this one thing otherwise."""
    point, new, vocabulary, manifest = mutant.point, mutant.new, whole.vocabulary, whole.manifest
    match point.owner:
        case Owner.RULE:
            return _with_rules(whole, [_rule(whole.rules[point.name], point, new)])
        case Owner.GROUP:
            return _with_rules(whole, [_with_group(rule, point.name, new) for rule in whole.rules.values()])
        case Owner.SCOPE:
            return replace(whole, manifest=replace(manifest, scope=replace(manifest.scope, condition=new)))
        case Owner.SETTING:
            setting = replace(manifest.settings[point.name], default=new)
            return replace(whole, manifest=replace(manifest, settings={**manifest.settings, point.name: setting}))
        case Owner.FACT:
            facts = {**vocabulary.facts, point.name: _fact(vocabulary.facts[point.name], point, new)}
            return replace(whole, vocabulary=replace(vocabulary, facts=facts))
        case Owner.SCORE:
            score = vocabulary.scores[point.name]
            scores = {**vocabulary.scores, score.id: replace(score, terms=_put(score.terms, point.number, new or None))}
            return replace(whole, vocabulary=replace(vocabulary, scores=scores))
        case Owner.CONTRADICTION:
            one = replace(vocabulary.declared_contradictions[point.name], never=new)
            never = {**vocabulary.declared_contradictions, point.name: one}
            return replace(whole, vocabulary=replace(vocabulary, declared_contradictions=never))
        case Owner.ITEM:
            topic = vocabulary.topics[vocabulary.items[point.name].topic]
            items = (replace(one, supersedes=new) if one.id == point.name else one for one in topic.items)
            topics = {**vocabulary.topics, topic.id: replace(topic, items=tuple(items))}
            return replace(whole, vocabulary=replace(vocabulary, topics=topics))


def _with_rules(whole: Knowledge, rules: Sequence[Rule]) -> Knowledge:
    return replace(whole, rules=frozen({**whole.rules, **{rule.id: rule for rule in rules}}))


def _rule(rule: Rule, point: MutationPoint, new: Any) -> Rule:
    if point.part == "effect":
        return replace(rule, effects=_put(rule.effects, point.number, new))
    return replace(rule, **{point.part: new})


def _put(before: Sequence[Any], number: int, new: Any) -> tuple[Any, ...]:
    """A row in which one of this number is another, or is gone."""
    return (*before[:number], *([] if new is None else [new]), *before[number + 1 :])


def _with_group(rule: Rule, group: str, items: tuple[str, ...]) -> Rule:
    effects = (
        replace(one, items=items) if isinstance(one, Withhold) and one.target == group else one for one in rule.effects
    )
    return replace(rule, effects=tuple(effects))


def _fact(fact: Fact, point: MutationPoint, new: Any) -> Fact:
    if point.part == "assume":
        return replace(fact, assume=new)
    return replace(fact, implies=_put(fact.implies, point.number, new))
