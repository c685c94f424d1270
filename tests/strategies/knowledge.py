"""Hypothesis strategies for whole knowledge bases: every form of condition, every effect, findings and scores.

They are as the reader would make them: no cycle, `known` only where a rule refers or asks, and an assumption only where
it is cautious.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any as AnyType
from typing import Protocol, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from hypothesis.vendor.pretty import RepresentationPrinter as PrettyPrinter

from sluimer.knowledge.base import Knowledge, Manifest, Scope
from sluimer.knowledge.condition import ALWAYS, All, Any, AtLeast, Condition, Is, Known, Not, Within, leaves
from sluimer.knowledge.rule import (
    Advise,
    Ask,
    Avoid,
    Conclude,
    Effect,
    Limit,
    Prefer,
    Range,
    Refer,
    Rule,
    Side,
    Strength,
    Withhold,
)
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import (
    SOONEST_FIRST,
    Contradiction,
    Fact,
    Finding,
    Implication,
    Item,
    Kind,
    Option,
    Points,
    Scalar,
    Score,
    Topic,
    Urgency,
    Vocabulary,
)
from sluimer.messages import Position, Problems
from sluimer.read.assumptions import check_assumptions, check_implications

Drawn = TypeVar("Drawn")

HERE = Position("generated.yaml")
AGREED = "agreed"
"""A set whose options are assumed; each lifts rules that stop or refer."""


@dataclass(frozen=True, slots=True, repr=False)
class Generated(Knowledge):
    """Generated knowledge, which a failing test prints in brief."""

    def __repr__(self) -> str:
        facts = [f"{fact.id} ({_in_brief(fact)})" for fact in self.vocabulary.facts.values()]
        items = [f"{topic.id}: {[item.id for item in topic.items]}" for topic in self.vocabulary.topics.values()]
        never = [f"never {one.never}" for one in self.vocabulary.declared_contradictions.values()]
        rules = [f"{rule.id}: {rule.condition} -> {list(rule.effects)}" for rule in self.rules.values()]
        scores = [f"{score.id}: {score.terms}" for score in self.vocabulary.scores.values()]
        scope = f"scope: {self.manifest.scope.condition}"
        return "\n  ".join(["Knowledge", *facts, *scores, *items, *never, scope, *rules]) + "\n"

    def _repr_pretty_(self, printer: PrettyPrinter, cycle: bool) -> None:  # as Hypothesis calls it
        printer.text(repr(self))


def _in_brief(fact: Fact) -> str:
    implies = [f"{'overrules' if one.overrules else 'implies'} {one.answers} when {one.test}" for one in fact.implies]
    return ", ".join([fact.kind, *([] if fact.assume is None else [f"assume {fact.assume}"]), *implies])


def text(word: str) -> Text:
    """A word in both languages."""
    return Text((("nl", f"{word} nl"), ("en", f"{word} en")))


@st.composite
def knowledge_bases(draw: DrawFn) -> Knowledge:
    """A whole knowledge base."""
    luck = Luck(draw)
    vocabulary = _vocabulary(luck)
    maker = _RuleMaker(luck, vocabulary)
    vocabulary = replace(
        vocabulary, facts=maker.implying(), declared_contradictions={one.id: one for one in maker.contradictions()}
    )
    vocabulary = replace(vocabulary, scores={name: maker.score(name) for name in vocabulary.scores})
    rules = {f"rule-{number}": maker.rule(f"rule-{number}") for number in range(luck.number(3, 10))}
    if luck.once_in(3):
        vocabulary, rules = _telling_limits(luck, vocabulary, rules)
    scope = maker.condition(maker.names) if luck.once_in(3) else ALWAYS
    vocabulary = _sound(replace(vocabulary, facts=_cautious(vocabulary, rules, scope)), rules, scope)
    manifest = replace(_manifest(vocabulary, scope), stops=luck.of(((), ("refer",), ("other",))))
    return Generated(manifest, vocabulary, rules, files_digest=f"sha256:{'0' * 64}")


class Draw(Protocol):
    """How a strategy, or a test through `st.data()`, draws."""

    def __call__(self, strategy: SearchStrategy[Drawn], /) -> Drawn: ...


def small_knowledge(*rules: tuple[Condition, Sequence[Effect]], scope: Condition = ALWAYS) -> Knowledge:
    """Knowledge of a few rules, over two yes_no facts `x` and `y` and a number `n` that, from 1, implies `x`."""
    number = replace(_fact("n", Kind.NUMBER), implies=(_overruling(Within("n", at_least=1), "x"),))
    topics = (
        Topic(
            "refer",
            text("refer"),
            (replace(_item("see_someone", "refer"), urgency=Urgency.BEFORE),),
            HERE,
            referral=True,
        ),
        Topic("main", text("main"), (_item("amount", "main", "mg"),), HERE),
        Topic("other", text("other"), (_item("a", "other"), _item("b", "other")), HERE),
    )
    vocabulary = Vocabulary(
        {fact.id: fact for fact in (_fact("x", Kind.YES_NO), _fact("y", Kind.YES_NO), number)},
        topics={topic.id: topic for topic in topics},
    )
    named = {
        f"rule-{place}": Rule(f"rule-{place}", "first", tuple(effects), text("reason"), ("S1",), HERE, condition)
        for place, (condition, effects) in enumerate(rules)
    }
    return Generated(_manifest(vocabulary, scope), vocabulary, named, files_digest=f"sha256:{'0' * 64}")


@dataclass(frozen=True)
class Luck:
    """Draws from Hypothesis, by whole numbers alone: many times faster than strategies made of strategies."""

    draw: Draw

    def number(self, least: int, most: int) -> int:
        """A whole number."""
        return self.draw(_numbers(least, most))

    def once_in(self, times: int) -> bool:
        """True once in so many times."""
        return self.number(1, times) == times

    def of(self, choices: Sequence[Drawn]) -> Drawn:
        """One of these."""
        return choices[self.number(0, len(choices) - 1)]

    def some(self, choices: Sequence[Drawn], most: int) -> tuple[Drawn, ...]:
        """One or more of these, each at most once."""
        left = list(choices)
        return tuple(left.pop(self.number(0, len(left) - 1)) for _ in range(self.number(1, min(most, len(left)))))


@cache
def _numbers(least: int, most: int) -> SearchStrategy[int]:
    return st.integers(least, most)


def _manifest(vocabulary: Vocabulary, scope: Condition) -> Manifest:
    return Manifest(
        name="generated",
        version="1",
        title=text("generated"),
        languages=("nl", "en"),
        main_topic="main",
        topics=tuple(vocabulary.topics),
        packs={"first": text("first"), "second": text("second")},
        scope=Scope(scope, text("scope"), ("S1",)),
        units={"mg": text("mg")},
    )


def _vocabulary(luck: Luck) -> Vocabulary:
    """Facts of several kinds, findings, a main topic, another one and one of referrals."""
    yes_no = [_fact(f"yes_no_{number}", Kind.YES_NO) for number in range(luck.number(1, 3))]
    others = [_fact("choice", Kind.CHOICE, "abc"), _fact("number", Kind.NUMBER), _fact("set", Kind.SET, "pqr")]
    facts = {fact.id: replace(fact, assume=luck.of((None, None, False, True))) for fact in yes_no}
    facts |= {fact.id: fact for fact in others if luck.once_in(2)}
    if luck.once_in(2):
        facts[AGREED] = replace(_fact(AGREED, Kind.SET, "uvw"), assume=False)
    findings = [f"finding_{number}" for number in range(luck.number(0, 3))]
    scores = [f"score_{number}" for number in range(luck.number(0, 2) if luck.once_in(2) else 0)]
    return Vocabulary(
        facts,
        {name: Finding(name, text(name), HERE) for name in findings},
        _topics(luck),
        {name: Score(name, text(name), HERE) for name in scores},
    )


def _fact(name: str, kind: Kind, options: str = "") -> Fact:
    return Fact(name, kind, text(name), text(name), HERE, options=tuple(Option(one, text(one)) for one in options))


def _topics(luck: Luck) -> dict[str, Topic]:
    main = [_item("main_0", "main", luck.of(("mg", "mg", ""))), _item("main_1", "main")]
    other = [_item(f"other_{number}", "other") for number in range(3)]
    referrals = _referrals(luck)
    topics = [
        Topic("refer", text("refer"), referrals, HERE, referral=True),
        Topic("main", text("main"), tuple(main[: luck.number(1, 2)]), HERE),
        Topic("other", text("other"), tuple(other[: luck.number(1, 3)]), HERE),
    ]
    return {topic.id: topic for topic in (topics if luck.once_in(2) else reversed(topics))}


def _referrals(luck: Luck) -> tuple[Item, ...]:
    """Two to four, of every urgency, some of which supersede later ones that are no more urgent."""
    names = ["see_someone", "see_someone_now", "see_someone_else", "see_someone_soon"][: luck.number(2, 4)]
    found: list[Item] = []
    for name in names:
        urgency = Urgency.NOW if name == "see_someone_now" else luck.of(tuple(Urgency)[luck.number(0, 1) :])
        slower = [
            one.id for one in found if SOONEST_FIRST.index(one.urgency or urgency) >= SOONEST_FIRST.index(urgency)
        ]
        above = luck.some(slower, 2) if slower and luck.once_in(2) else ()
        found.append(replace(_item(name, "refer"), urgency=urgency, supersedes=above))
    return tuple(sorted(found, key=lambda item: item.id))


def _item(name: str, topic: str, unit: str = "") -> Item:
    words = text(f"take {{range}} of {name}" if unit else name)
    return Item(name, topic, words, HERE, unit, title=text(f"titled {name}"))


def _telling_limits(luck: Luck, vocabulary: Vocabulary, rules: dict[str, Rule]) -> tuple[Vocabulary, dict[str, Rule]]:
    """The text of one item says the limit of the main one, which every rule that brings it sets."""
    main = vocabulary.items["main_0"]
    teller = luck.of([item for item in vocabulary.items.values() if item.urgency is None])
    if not main.unit:
        return vocabulary, rules
    said = Text(tuple((language, f"{words} {{limit}}") for language, words in teller.text.translations))
    telling = replace(teller, text=said, limit_of=main.id)
    items = {
        name: tuple(telling if one == teller else one for one in topic.items)
        for name, topic in vocabulary.topics.items()
    }
    topics = {name: replace(topic, items=items[name]) for name, topic in vocabulary.topics.items()}
    limited = {name: _limiting(luck, rule, teller.id, main.id) for name, rule in rules.items()}
    return replace(vocabulary, topics=topics), limited


def _limiting(luck: Luck, rule: Rule, brought: str, limited: str) -> Rule:
    brings = any(brought in effect.items for effect in rule.effects if effect.side is Side.BRINGS)
    limits = any(isinstance(effect, Limit) and effect.item == limited for effect in rule.effects)
    if not brings or limits:
        return rule
    return replace(rule, effects=(*rule.effects, Limit(limited, 8 - luck.number(1, 7))))


def _assuming(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(fact.id for fact in vocabulary.facts.values() if fact.assume is not None)


def _overruling(test: Condition, slot: str) -> Implication:
    return Implication(test, ((slot, True),), ("S1",), overrules=True)


def _sound(vocabulary: Vocabulary, rules: dict[str, Rule], scope: Condition) -> Vocabulary:
    """Without the contradictions, and without the overruling, that the reader would refuse."""
    facts = {name: replace(fact, implies=()) for name, fact in vocabulary.facts.items()}
    for name, fact in vocabulary.facts.items():
        for one in fact.implies:
            for overrules in sorted({one.overrules, False}, reverse=True):
                implies = (*facts[name].implies, replace(one, overrules=overrules))
                tried = replace(vocabulary, facts={**facts, name: replace(fact, implies=implies)})
                if _refused(replace(tried, declared_contradictions={}), rules, scope):
                    continue
                facts[name] = tried.facts[name]
                break
    sound = replace(vocabulary, facts=facts)
    return replace(sound, declared_contradictions={}) if _refused(sound, rules, scope) else sound


def _refused(vocabulary: Vocabulary, rules: dict[str, Rule], scope: Condition) -> bool:
    problems = Problems()
    check_assumptions(vocabulary, rules, scope, problems)
    check_implications(vocabulary, problems)
    return bool(len(problems))


def _cautious(vocabulary: Vocabulary, rules: dict[str, Rule], scope: Condition) -> dict[str, Fact]:
    """The facts without the assumptions that the reader would refuse."""
    facts = dict(vocabulary.facts)
    tested = {leaf.fact for rule in rules.values() for leaf in leaves(rule.condition) if isinstance(leaf, Known)}
    for name in sorted(_assuming(vocabulary)):
        problems = Problems()
        alone = {other: replace(fact, implies=()) for other, fact in facts.items()}
        alone |= {other: replace(fact, assume=None) for other, fact in alone.items() if other != name}
        check_assumptions(replace(vocabulary, facts=alone), rules, scope, problems)
        if len(problems) or name in tested:
            facts[name] = replace(facts[name], assume=None)
    return facts


class _RuleMaker:
    """Makes rules over one vocabulary."""

    def __init__(self, luck: Luck, vocabulary: Vocabulary) -> None:
        self._luck = luck
        self._facts = tuple(fact for name, fact in vocabulary.facts.items() if name != AGREED)
        self._agreed = {name: fact for name, fact in vocabulary.facts.items() if name == AGREED}
        self._findings, self._scores = tuple(vocabulary.findings), tuple(vocabulary.scores)
        self.names = tuple(sorted((*self._findings, *self._scores), key=lambda name: (name[-1], name)))
        """Findings and scores, each of which builds on those before it alone."""
        self._topics = [topic for topic in vocabulary.topics.values() if not topic.referral]
        self._items = sorted((item for topic in self._topics for item in topic.items), key=lambda item: item.id)
        self._referrals = [item.id for item in vocabulary.topics["refer"].items]

    def implying(self) -> dict[str, Fact]:
        """The facts, some of which imply answers to others, in several steps now and then, and never in a circle."""
        order = [self._facts[0], *reversed(self._facts[1:])]
        facts = {fact.id: fact for fact in self._facts}
        for place, fact in enumerate(order[:-1]):
            some = range(self._luck.number(1, 2) if self._luck.once_in(2) else 0)
            implies = tuple(self._implication(fact, order[place + 1 :]) for _ in some)
            facts[fact.id] = replace(fact, implies=implies)
        return {**facts, **self._agreed}

    def _implication(self, fact: Fact, others: Sequence[Fact]) -> Implication:
        implied = self._luck.some(others, 2)
        answers = tuple(answer for one in implied for answer in self._implied(one))
        return Implication(self._test_of(fact), answers, ("S1",), overrules=self._luck.once_in(3))

    def _implied(self, fact: Fact) -> Sequence[tuple[str, Scalar]]:
        match fact.kind:
            case Kind.CHOICE:
                return [(fact.id, self._luck.of([option.id for option in fact.options]))]
            case Kind.NUMBER:
                return [(fact.id, self._luck.number(0, 6))]
        return [(slot, self._luck.once_in(2)) for slot in fact.slots]

    def contradictions(self) -> Sequence[Contradiction]:
        """At most one, of a few answers."""
        if not self._luck.once_in(3):
            return ()
        parts = tuple(self.condition((), depth=1) for _ in range(self._luck.number(1, 3)))
        return (Contradiction("never", All(parts), text("never")),)

    def rule(self, name: str) -> Rule:
        """A rule that concludes, that advises or stops, or that refers or asks."""
        condition, effects = self._parts(self._luck.number(1, 8))
        may_be_lifted = all(isinstance(effect, Withhold | Avoid | Limit | Refer) for effect in effects)
        if self._agreed and may_be_lifted and not self._luck.once_in(3):
            lifting = self._luck.some(self._agreed[AGREED].slots, 2)
            condition = All((condition, *(Not(Is(slot, (True,))) for slot in lifting)))
        return Rule(name, self._luck.of(("first", "second")), effects, text("reason"), ("S1",), HERE, condition)

    def _parts(self, sort: int) -> tuple[Condition, tuple[Effect, ...]]:
        some = range(self._luck.number(1, 3))
        if sort == 8:
            return self.condition(self.names, may_ask=True), tuple(self._asking() for _ in some)
        acting = tuple(self._acting() for _ in some)
        if sort in (3, 6) and self._findings:
            concluded = self._luck.of(self._findings)
            below = self._below(concluded)
            return self.condition(below), (Conclude(concluded), *(acting if self._luck.once_in(3) else ()))
        return ALWAYS if sort == 4 and self._luck.once_in(2) else self.condition(self.names), acting

    def _below(self, name: str) -> Sequence[str]:
        return self.names[: self.names.index(name)]

    def score(self, name: str) -> Score:
        """A score of a few terms over facts and what comes before it."""
        terms = tuple(self._term(self._below(name)) for _ in range(self._luck.number(1, 3)))
        return Score(name, text(name), HERE, terms, ("S1",))

    def _term(self, names: Sequence[str]) -> Points:
        some = range(self._luck.of((1, 1, 2)))
        return tuple((self.condition(names, depth=1), self._luck.of((-1, 0.5, 1, 1, 2, 2, 3))) for _ in some)

    def condition(self, names: Sequence[str], may_ask: bool = False, depth: int = 2) -> Condition:
        """A condition that reads facts and these findings and scores, and may ask whether a fact is known."""
        if not depth or not self._luck.once_in(3 if depth > 1 else 4):
            return self._test(names, may_ask)
        parts = tuple(self.condition(names, may_ask, depth - 1) for _ in range(self._luck.number(1, 3)))
        match self._luck.number(1, 4):
            case 1:
                return All(parts)
            case 2:
                return Any(parts)
            case 3:
                return Not(parts[0])
        return AtLeast(self._luck.number(1, len(parts)), parts)

    def _test(self, names: Sequence[str], may_ask: bool) -> Condition:
        place = self._luck.number(0, len(names) + len(self._facts) - 1)
        if place < len(names) and names[place] in self._scores:
            return Within(names[place], **self._bound(-1, 4))
        if place < len(names):
            return self._answer(names[place])
        asked = self._facts[place - len(names)]
        if may_ask and self._luck.once_in(2):
            return Known(asked.id, asked.slots, self._luck.once_in(2))
        return self._test_of(asked)

    def _test_of(self, asked: Fact) -> Condition:
        match asked.kind:
            case Kind.YES_NO:
                return self._answer(asked.id)
            case Kind.CHOICE:
                return Is(asked.id, self._luck.some([option.id for option in asked.options], 2))
            case Kind.SET:
                none = All(tuple(Is(slot, (False,)) for slot in asked.slots))
                return none if self._luck.once_in(3) else self._answer(self._luck.of(asked.slots))
            case Kind.NUMBER:
                return Within(asked.id, **self._bound(0, 6))

    def _bound(self, least: int, most: int) -> dict[str, AnyType]:
        return {self._luck.of(("at_least", "above", "at_most", "below")): self._luck.number(least, most)}

    def _answer(self, slot: str) -> Condition:
        return Is(slot, (not self._luck.once_in(3),))

    def _asking(self) -> Effect:
        if self._luck.once_in(2):
            return Ask(self._luck.of(self._facts).id)
        return Refer(self._luck.of(self._referrals))

    def _acting(self) -> Effect:
        item = self._luck.of([self._items[0], *self._items])
        match self._luck.number(1, 11):
            case 11:
                topic = self._luck.of(self._topics)
                return Withhold(topic.id, tuple(each.id for each in topic.items))
            case 10:
                return Withhold(item.id, (item.id,))
            case 9:
                return Avoid(item.id)
            case 3 | 8 if self._items[0].unit:
                return Limit(self._items[0].id, 8 - self._luck.number(1, 7))
            case 7:
                return Refer(self._luck.of(self._referrals))
        return self._permitting(item)

    def _permitting(self, item: Item) -> Effect:
        if item.unit:
            least, start, most = sorted(self._luck.number(1, 9) for _ in range(3))
            return Advise(item.id, Range(least, most, start if self._luck.once_in(2) else None))
        return Advise(item.id) if self._luck.once_in(4) else Prefer(item.id, self._luck.of(tuple(Strength)))
