"""Rules and what they speak of as plain data, whole enough to be weighed again without the engine."""

from sluimer.audit.record.canonical import Data, digest_of
from sluimer.explain.trace import effect_dict
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.cited import all_cited
from sluimer.knowledge.condition import All, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.condition import Any as AnyOf
from sluimer.knowledge.data import data_of, plain_data
from sluimer.knowledge.rule import Effect, Rule, Statement, Withhold
from sluimer.knowledge.vocabulary import Fact, Score, Topic


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
            return {"within": {"slot": condition.slot, **condition.bounds}}
        case Known(fact, slots, known):  # pragma: no branch  # there is no other kind, as the type checker sees
            return {"known": {"fact": fact, "slots": list(slots), "known": known}}


def rule_data(rule: Rule) -> Data:
    """A rule with its digest, which is that of all the rest."""
    data: Data = {
        "pack": rule.pack,
        "place": str(rule.position),
        "title": plain_data(rule.title),
        "when": condition_data(rule.condition),
        "then": [_effect(effect) for effect in rule.effects],
        **data_of(rule, "because", "interpretation", "evidence", "cites", "claim"),
    }
    return {**data, "digest": digest_of(data)}


def _effect(effect: Effect) -> Data:
    """An effect; where it stops a topic or group, with the items that these hold."""
    if isinstance(effect, Withhold):
        return {"withhold": effect.target, "items": list(effect.items)}
    return effect_dict(effect)


def vocabulary_data(knowledge: Knowledge) -> Data:
    """What the rules speak of: facts with what is assumed and implied of them, findings, topics and their items.

    Scores are there where there are any.
    """
    vocabulary = knowledge.vocabulary
    scores = {score.id: _score(score) for score in vocabulary.scores.values()}
    return {
        "facts": {fact.id: _fact(fact) for fact in vocabulary.facts.values()},
        "findings": {finding.id: data_of(finding, "title") for finding in vocabulary.findings.values()},
        **({"scores": scores} if scores else {}),
        "topics": {topic.id: _topic(topic) for topic in vocabulary.topics.values()},
        "contradictions": {
            name: {"never": condition_data(one.never), **data_of(one, "because", "cites")}
            for name, one in vocabulary.declared_contradictions.items()
        },
        "units": plain_data(knowledge.manifest.units),
    }


def _score(score: Score) -> Data:
    terms = [[{"when": condition_data(one), "points": points} for one, points in term] for term in score.terms]
    return {**data_of(score, "title"), "terms": terms, "cites": list(score.cites)}


def _topic(topic: Topic) -> Data:
    items = [data_of(item, "id", "unit", "urgency", "supersedes", "text", "claim") for item in topic.items]
    return {**data_of(topic, "title", "referral"), "items": items}


def _fact(fact: Fact) -> Data:
    return {
        **data_of(fact, "kind", "slots"),
        "options": [option.id for option in fact.options],
        **data_of(fact, "unit", "lowest", "highest"),
        "implies": [
            {"when": condition_data(one.test), "then": dict(one.answers), **data_of(one, "overrules", "cites")}
            for one in fact.implies
        ],
        **data_of(fact, "weighed_as", "title", "question", "assume"),
    }


def sources_data(knowledge: Knowledge) -> Data:
    """The statements that anything in the knowledge cites or names, each with its words and its source."""
    statements = knowledge.statements
    return {name: _statement(statements[name], knowledge) for name in all_cited(knowledge) if name in statements}


def _statement(statement: Statement, knowledge: Knowledge) -> Data:
    source = knowledge.manifest.sources[statement.source]
    about = data_of(statement, "where", "says", "verified", "explains")
    return {"source": plain_data(source.title), "url": source.url, **about}
