"""Rules and what they speak of as plain data, whole enough to be weighed again without the engine."""

from collections.abc import Mapping
from typing import Any

from sluimer.audit.record.canonical import digest_of
from sluimer.explain.trace import effect_dict
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.cited import all_cited
from sluimer.knowledge.condition import All, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.condition import Any as AnyOf
from sluimer.knowledge.rule import Effect, Rule, Statement, Withhold
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import Fact, Item

Data = dict[str, Any]


def condition_data(condition: Condition) -> Data:
    """A condition, one key for each kind."""
    match condition:
        case All(parts):
            return {"all": [condition_data(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_data(part) for part in parts]}
        case Not(part):
            return {"not": condition_data(part)}
        case AtLeast(count, parts):
            return {"at_least": {"count": count, "of": [condition_data(part) for part in parts]}}
        case Is(slot, values):
            return {"is": {"slot": slot, "values": list(values)}}
        case Within():
            return {"within": _within(condition)}
        case Known(fact, slots, known):  # pragma: no branch  # there is no other kind, as the type checker sees
            return {"known": {"fact": fact, "slots": list(slots), "known": known}}


def _within(test: Within) -> Data:
    return {"slot": test.slot, **test.bounds}


def rule_data(rule: Rule) -> Data:
    """A rule with its digest, which is that of all the rest."""
    evidence = rule.evidence
    data: Data = {
        "pack": rule.pack,
        "place": str(rule.position),
        "title": _text(rule.title),
        "when": condition_data(rule.condition),
        "then": [_effect(effect) for effect in rule.effects],
        "because": _text(rule.because),
        "interpretation": _text(rule.interpretation),
        "evidence": {"grade": evidence.grade, "verified": evidence.verified, "note": _text(evidence.note)},
        "cites": list(rule.cites),
        "claim": rule.claim,
    }
    return {**data, "digest": digest_of(data)}


def _effect(effect: Effect) -> Data:
    """An effect; where it stops a topic or group, with the items that these hold."""
    if isinstance(effect, Withhold):
        return {"withhold": effect.target, "items": list(effect.items)}
    return effect_dict(effect)


def vocabulary_data(knowledge: Knowledge) -> Data:
    """What the rules speak of: facts with what is assumed and implied of them, findings, topics and their items."""
    vocabulary = knowledge.vocabulary
    return {
        "facts": {fact.id: _fact(fact) for fact in vocabulary.facts.values()},
        "findings": {finding.id: {"title": _text(finding.title)} for finding in vocabulary.findings.values()},
        "topics": {
            topic.id: {
                "title": _text(topic.title),
                "referral": topic.referral,
                "items": [_item(one) for one in topic.items],
            }
            for topic in vocabulary.topics.values()
        },
        "units": {unit: _text(said) for unit, said in knowledge.manifest.units.items()},
    }


def _fact(fact: Fact) -> Data:
    implies = [
        {
            "when": _within(one.test),
            "fact": one.fact,
            "value": one.value,
            "cites": list(one.cites),
        }
        for one in fact.implies
    ]
    weighed = [
        {"id": one.id, "label": _text(one.label), "percent": one.percent, "cites": list(one.cites)}
        for one in fact.weighed_as
    ]
    options = [option.id for option in fact.options]
    data: Data = {"kind": str(fact.kind), "slots": list(fact.slots), "options": options, "unit": fact.unit}
    data |= {"lowest": fact.lowest, "highest": fact.highest, "implies": implies, "weighed_as": weighed}
    texts = {"title": _text(fact.title), "question": _text(fact.question)}
    return {**data, **texts, "assume": fact.assume}


def _item(item: Item) -> Data:
    return {"id": item.id, "unit": item.unit, "urgent": item.urgent, "text": _text(item.text), "claim": item.claim}


def sources_data(knowledge: Knowledge) -> Data:
    """The statements that anything in the knowledge cites or names, each with its words and its source."""
    statements = knowledge.statements
    return {name: _statement(statements[name], knowledge) for name in all_cited(knowledge) if name in statements}


def _statement(statement: Statement, knowledge: Knowledge) -> Data:
    source = knowledge.manifest.sources[statement.source]
    return {
        "source": _text(source.title),
        "url": source.url,
        "where": _text(statement.where),
        "says": _text(statement.says),
        "verified": statement.verified,
        "explains": list(statement.explains),
    }


def _text(text: Text) -> Mapping[str, str]:
    return dict(text.translations)
