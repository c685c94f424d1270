"""Knowledge for readers who may not be told everything: texts are replaced, the meaning stays."""

from dataclasses import replace
from typing import Protocol

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.claims import Audience
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.text import NO_TEXT
from sluimer.knowledge.vocabulary import Topic


class _Marked(Protocol):
    @property
    def claim(self) -> str: ...


def for_audience(knowledge: Knowledge, audience: Audience) -> Knowledge:
    """The knowledge with every text that the audience may not be told replaced, wherever it would be printed."""
    vocabulary = knowledge.vocabulary
    topics = {name: _topic(topic, audience) for name, topic in vocabulary.topics.items()}
    rules = {name: _rule(rule, audience) for name, rule in knowledge.rules.items()}
    statements = {
        name: replace(one, says=one.says and audience.instead) if hidden(one, audience) else one
        for name, one in knowledge.statements.items()
    }
    return replace(
        knowledge,
        vocabulary=replace(vocabulary, topics=frozen(topics)),
        rules=frozen(rules),
        statements=frozen(statements),
        audience=audience,
    )


def hidden(marked: _Marked, audience: Audience) -> bool:
    """Whether the audience may not be told the texts of this."""
    return marked.claim in audience.leaves_out


def _rule(rule: Rule, audience: Audience) -> Rule:
    if not hidden(rule, audience):
        return rule
    return replace(
        rule,
        because=rule.because and audience.instead,
        interpretation=rule.interpretation and audience.instead,
        evidence=replace(rule.evidence, note=NO_TEXT),
    )


def _topic(topic: Topic, audience: Audience) -> Topic:
    items = (replace(item, text=audience.instead) if hidden(item, audience) else item for item in topic.items)
    return replace(topic, items=tuple(items))
