"""Generated knowledge bases with what only a reader of advice sees: weights, frames, notes, claims, names of people."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sluimer.knowledge.base import Knowledge, Manifest
from sluimer.knowledge.condition import All, Any, Condition, Within
from sluimer.knowledge.presentation import VERDICTS, QuestionSection, VerdictTexts
from sluimer.knowledge.rule import Advise, Effect, Evidence, Rule
from sluimer.knowledge.text import NO_TEXT
from sluimer.knowledge.vocabulary import Fact, Item, Kind, Score, Topic
from strategies.knowledge import Luck, knowledge_bases, text

POINTS = (0.1, 0.2, 0.3, -0.7, 1e-05, 1.1, 123456789)
"""Of which binary fractions do not add up."""


@st.composite
def dressed(draw: DrawFn) -> Knowledge:
    """A whole knowledge base, dressed."""
    luck, bare = Luck(draw), draw(knowledge_bases())
    vocabulary = replace(
        bare.vocabulary,
        facts={name: _fact(luck, fact) for name, fact in bare.vocabulary.facts.items()},
        topics={name: _topic(luck, topic) for name, topic in bare.vocabulary.topics.items()},
        scores={name: _score(luck, score) for name, score in bare.vocabulary.scores.items()},
    )
    rules = {name: _rule(luck, rule) for name, rule in bare.rules.items()}
    return replace(bare, manifest=_manifest(luck, bare.manifest), vocabulary=vocabulary, rules=rules)


def _manifest(luck: Luck, manifest: Manifest) -> Manifest:
    verdicts = {name: VerdictTexts(text(f"it is {name}"), luck.of((NO_TEXT, text("so")))) for name in VERDICTS}
    units = {"mg": text("milligram"), "mmol": text("mmol per liter")}
    frame = luck.of(((), ("main",), ("other", "main"), ("main", "other")))
    return replace(
        manifest,
        verdicts=verdicts if luck.once_in(2) else {},
        frame=frame,
        units=units,
        professional=luck.of((NO_TEXT, text("a doctor"))),
        sections=(QuestionSection("first", text("first"), ("yes_no_0",), sensitive=luck.once_in(2)),),
    )


def _fact(luck: Luck, fact: Fact) -> Fact:
    options = tuple(replace(one, label=text(f"label {one.id}")) for one in fact.options)
    unit = "mmol" if fact.kind is Kind.NUMBER and luck.once_in(2) else ""
    return replace(fact, options=options, unit=unit, title=text(f"titled {fact.id}"))


def _topic(luck: Luck, topic: Topic) -> Topic:
    return replace(topic, items=tuple(_item(luck, item) for item in topic.items), title=text(f"titled {topic.id}"))


def _item(luck: Luck, item: Item) -> Item:
    told = text(luck.of((item.id, f"Do {item.id} " + "every day " * luck.number(1, 60))))
    return replace(
        item,
        text=item.text if item.unit else told,
        instead=luck.of((NO_TEXT, text(f"no {item.id}"))),
        weight=luck.of((0, 0, 1, 2.5, -1)),
        background=luck.once_in(4),
        claim=luck.of(("", "health")),
    )


def _score(luck: Luck, score: Score) -> Score:
    """With points that are told apart by what comes of adding them as decimals; bounds lie at such sums too."""
    if luck.once_in(2):
        return score
    terms = tuple(tuple((condition, luck.of(POINTS)) for condition, _ in term) for term in score.terms)
    return replace(score, terms=terms)


def _rule(luck: Luck, rule: Rule) -> Rule:
    note = luck.of((NO_TEXT, text("note"), text(f"note of {rule.id}")))
    evidence = Evidence(luck.of(("", "trial")), luck.of(("", "read")), note)
    because = luck.of((rule.because, text(f"because {rule.id}")))
    claim = luck.of(("", "", "health"))
    cites = luck.of((("S1",), ("S2", "S1")))
    condition = _closed(luck, rule.condition)
    effects = tuple(_unbegun(luck, effect) for effect in rule.effects)
    return replace(
        rule, evidence=evidence, because=because, claim=claim, cites=cites, condition=condition, effects=effects
    )


def _unbegun(luck: Luck, effect: Effect) -> Effect:
    """Where nobody says where to begin, now and then."""
    if isinstance(effect, Advise) and effect.range and luck.once_in(3):
        return replace(effect, range=replace(effect.range, start=None))
    return effect


def _closed(luck: Luck, condition: Condition) -> Condition:
    """With another end to some of the bounds of scores."""
    match condition:
        case Within(slot, at_least=int(least)) if slot.startswith("score") and luck.once_in(2):
            return replace(condition, below=least + luck.number(1, 3))
        case All(parts) | Any(parts):
            return replace(condition, parts=tuple(_closed(luck, part) for part in parts))
    return condition
