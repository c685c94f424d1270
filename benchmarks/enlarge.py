"""Ten times as many rules: renamed copies of a knowledge base, of facts that nobody is asked."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.rule import Advise, Ask, Avoid, Conclude, Effect, Limit, Prefer, Refer, Rule, Withhold
from sluimer.knowledge.vocabulary import Fact, Finding, Item, Topic, Vocabulary

Named = TypeVar("Named", Fact, Finding, Topic, Rule)


def prefixes(copies: int) -> list[str]:
    """What the names of each copy begin with."""
    return [f"copy{number}_" for number in range(1, copies + 1)]


def enlarged(knowledge: Knowledge, copies: int) -> Knowledge:
    """The knowledge with renamed copies of itself; its scope and main topic stay those of the original.

    Rules without a condition are left out of the copies, and so are assumed answers: nothing may be known there.
    """
    names = prefixes(copies)
    vocabulary = knowledge.vocabulary
    rules = [rule for rule in knowledge.rules.values() if rule.condition != ALWAYS]
    return replace(
        knowledge,
        manifest=replace(
            knowledge.manifest,
            topics=(*knowledge.manifest.topics, *(p + name for p in names for name in knowledge.manifest.topics)),
        ),
        vocabulary=Vocabulary(
            {**vocabulary.facts, **_by_id(_fact(fact, p) for p in names for fact in vocabulary.facts.values())},
            {
                **vocabulary.findings,
                **_by_id(replace(one, id=p + one.id) for p in names for one in vocabulary.findings.values()),
            },
            {**vocabulary.topics, **_by_id(_topic(one, p) for p in names for one in vocabulary.topics.values())},
        ),
        rules={**knowledge.rules, **_by_id(_rule(rule, p) for p in names for rule in rules)},
    )


def _by_id(found: Iterable[Named]) -> dict[str, Named]:
    return {one.id: one for one in found}


def _fact(fact: Fact, prefix: str) -> Fact:
    implies = tuple(
        replace(
            one, answers=tuple((prefix + name, value) for name, value in one.answers), test=_condition(one.test, prefix)
        )
        for one in fact.implies
    )
    return replace(fact, id=prefix + fact.id, implies=implies, assume=None)


def _topic(topic: Topic, prefix: str) -> Topic:
    return replace(topic, id=prefix + topic.id, items=tuple(_item(item, prefix) for item in topic.items))


def _item(item: Item, prefix: str) -> Item:
    return replace(
        item,
        id=prefix + item.id,
        topic=prefix + item.topic,
        supersedes=tuple(prefix + one for one in item.supersedes),
        limit_of=item.limit_of and prefix + item.limit_of,
    )


def _rule(rule: Rule, prefix: str) -> Rule:
    return replace(
        rule,
        id=prefix.replace("_", "-") + rule.id,
        condition=_condition(rule.condition, prefix),
        effects=tuple(_effect(effect, prefix) for effect in rule.effects),
    )


def _condition(condition: Condition, prefix: str) -> Condition:
    match condition:
        case Is(slot) | Within(slot):
            return replace(condition, slot=prefix + slot)
        case Known(fact, slots, known):
            return Known(prefix + fact, tuple(prefix + slot for slot in slots), known)
        case All(parts) | Any(parts) | AtLeast(_, parts):
            return replace(condition, parts=tuple(_condition(part, prefix) for part in parts))
        case Not(part):
            return Not(_condition(part, prefix))


def _effect(effect: Effect, prefix: str) -> Effect:
    match effect:
        case Conclude(finding):
            return Conclude(prefix + finding)
        case Ask(fact):
            return Ask(prefix + fact)
        case Withhold(target, items):
            return Withhold(prefix + target, tuple(prefix + item for item in items))
        case Advise(item) | Prefer(item) | Avoid(item) | Limit(item) | Refer(item):
            return replace(effect, item=prefix + item)
