"""Hypothesis strategies for whole knowledge bases: every form of condition, every effect, findings over strata.

They are as the reader would make them: no cycle, `known` only where a rule refers or asks, and an assumption only where
it is cautious.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

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
    Strength,
    Withhold,
)
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import (
    Fact,
    Finding,
    Implication,
    Item,
    Kind,
    Option,
    Topic,
    Vocabulary,
)
from sluimer.messages import Position, Problems
from sluimer.read.assumptions import check_assumptions

Drawn = TypeVar("Drawn")

HERE = Position("generated.yaml")
BOUNDS = st.integers(0, 6)


@dataclass(frozen=True, slots=True, repr=False)
class Generated(Knowledge):
    """Generated knowledge, which a failing test prints in brief."""

    def __repr__(self) -> str:
        facts = [f"{fact.id} ({_in_brief(fact)})" for fact in self.vocabulary.facts.values()]
        items = [f"{topic.id}: {[item.id for item in topic.items]}" for topic in self.vocabulary.topics.values()]
        rules = [f"{rule.id}: {rule.condition} -> {list(rule.effects)}" for rule in self.rules.values()]
        return "\n  ".join(["Knowledge", *facts, *items, f"scope: {self.manifest.scope.condition}", *rules]) + "\n"


def _in_brief(fact: Fact) -> str:
    implies = [f"implies {one.fact}={one.value} when {one.test}" for one in fact.implies]
    return ", ".join([fact.kind, *([] if fact.assume is None else [f"assume {fact.assume}"]), *implies])


def one_in_turn(*strategies: SearchStrategy[Drawn]) -> SearchStrategy[Drawn]:
    """Each as likely as the next; `one_of` would take every branch of a nested `one_of` as one of its own."""
    return st.integers(0, len(strategies) - 1).flatmap(lambda place: strategies[place])


def text(word: str) -> Text:
    """A word in both languages."""
    return Text((("nl", f"{word} nl"), ("en", f"{word} en")))


@st.composite
def knowledge_bases(draw: DrawFn) -> Knowledge:
    """A whole knowledge base."""
    vocabulary = draw(vocabularies())
    rules = draw(st.lists(_Rules(vocabulary).any(), min_size=3, max_size=10))
    named = {f"rule-{number}": replace(rule, id=f"rule-{number}") for number, rule in enumerate(rules)}
    everyone = st.just(ALWAYS)
    scope = draw(one_in_turn(everyone, everyone, _Conditions(vocabulary).monotone(tuple(vocabulary.findings))))
    vocabulary = replace(vocabulary, facts=_cautious(vocabulary, named, scope))
    return Generated(_manifest(vocabulary, scope), vocabulary, named, digest="sha256:generated")


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


@st.composite
def vocabularies(draw: DrawFn) -> Vocabulary:
    """Facts of each kind, findings, a main topic, another one and one of referrals."""
    yes_no = [_fact(f"yes_no_{number}", Kind.YES_NO) for number in range(draw(st.integers(1, 3)))]
    yes_no = [replace(fact, assume=draw(st.sampled_from([None, None, False, True]))) for fact in yes_no]
    others = [_fact("choice", Kind.CHOICE, "abc"), _fact("number", Kind.NUMBER), _fact("set", Kind.SET, "pqr")]
    others = draw(st.lists(st.sampled_from(others), unique_by=lambda fact: fact.id, max_size=3))
    facts = {fact.id: fact for fact in [*yes_no, *others]}
    if "number" in facts and draw(st.booleans()):
        facts["number"] = replace(facts["number"], implies=(draw(_implications()),))
        facts["yes_no_0"] = replace(facts["yes_no_0"], assume=None)
    findings = [f"finding_{number}" for number in range(draw(st.integers(0, 3)))]
    return Vocabulary(facts, {name: Finding(name, text(name), HERE) for name in findings}, draw(_topics()))


def _implications() -> SearchStrategy[Implication]:
    return st.builds(
        Implication,
        test=BOUNDS.map(lambda end: Within("number", at_least=end)),
        fact=st.just("yes_no_0"),
        value=st.booleans(),
        cites=st.just(("S1",)),
    )


def _fact(name: str, kind: Kind, options: str = "") -> Fact:
    return Fact(name, kind, text(name), text(name), HERE, options=tuple(Option(one, text(one)) for one in options))


@st.composite
def _topics(draw: DrawFn) -> dict[str, Topic]:
    measured = draw(st.integers(0, 3)) > 0
    main = [_item("main_0", "main", "mg" if measured else ""), _item("main_1", "main")]
    other = [_item(f"other_{number}", "other") for number in range(draw(st.integers(1, 3)))]
    referrals = [_item("see_someone", "refer"), replace(_item("see_someone_now", "refer"), urgent=True)]
    topics = (
        Topic("refer", text("refer"), tuple(referrals), HERE, referral=True),
        Topic("main", text("main"), tuple(main[: draw(st.integers(1, 2))]), HERE),
        Topic("other", text("other"), tuple(other), HERE),
    )
    return {topic.id: topic for topic in draw(st.permutations(topics))}


def _item(name: str, topic: str, unit: str = "") -> Item:
    template = Text((("nl", "{range} {start}"), ("en", "{range} {start}"))) if unit else text(name)
    return Item(name, topic, template, HERE, unit)


def _assuming(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(fact.id for fact in vocabulary.facts.values() if fact.assume is not None)


def _cautious(vocabulary: Vocabulary, rules: dict[str, Rule], scope: Condition) -> dict[str, Fact]:
    """The facts without the assumptions that the reader would refuse; the scope permits like a rule that advises."""
    facts = dict(vocabulary.facts)
    tested = {leaf.fact for rule in rules.values() for leaf in leaves(rule.condition) if isinstance(leaf, Known)}
    covering = Rule("", "", (Advise("main_1"),), text("scope"), (), HERE, scope)
    for name in sorted(_assuming(vocabulary)):
        problems = Problems()
        alone = {other: fact if other == name else replace(fact, assume=None) for other, fact in facts.items()}
        check_assumptions(replace(vocabulary, facts=alone), {**rules, "": covering}, problems)
        if len(problems) or name in tested:
            facts[name] = replace(facts[name], assume=None)
    return facts


@dataclass(frozen=True)
class _Conditions:
    """Conditions over one vocabulary."""

    vocabulary: Vocabulary

    def monotone(self, findings: Sequence[str]) -> SearchStrategy[Condition]:
        """A condition that reads facts and these findings."""
        tests = [self._test(fact) for fact in self.vocabulary.facts.values()]
        return self._nested(one_in_turn(*tests, *(_answer(name) for name in findings)))

    def any(self) -> SearchStrategy[Condition]:
        """A condition that may also ask whether a fact is known."""
        known = [st.builds(Known, st.just(fact.id), st.just(fact.slots), st.booleans())
                 for fact in self.vocabulary.facts.values()]  # fmt: skip
        return self._nested(one_in_turn(one_in_turn(*known), self.monotone(tuple(self.vocabulary.findings))))

    def _nested(self, leaf: SearchStrategy[Condition]) -> SearchStrategy[Condition]:
        flat = one_in_turn(leaf, leaf, _joined(leaf))
        return one_in_turn(leaf, leaf, leaf, _joined(leaf), _joined(flat))

    def _test(self, fact: Fact) -> SearchStrategy[Condition]:
        match fact.kind:
            case Kind.YES_NO:
                return _answer(fact.id)
            case Kind.CHOICE:
                some = st.lists(st.sampled_from([one.id for one in fact.options]), min_size=1, max_size=2, unique=True)
                return some.map(lambda names: Is(fact.id, tuple(names)))
            case Kind.SET:
                none = All(tuple(Is(slot, (False,)) for slot in fact.slots))
                return st.one_of(st.sampled_from(fact.slots).flatmap(_answer), st.just(none))
            case Kind.NUMBER:
                sides = ("at_least", "above", "at_most", "below")
                return st.builds(lambda side, end: Within(fact.id, **{side: end}), st.sampled_from(sides), BOUNDS)


def _answer(slot: str) -> SearchStrategy[Condition]:
    return st.booleans().map(lambda value: Is(slot, (value,)))


def _joined(part: SearchStrategy[Condition]) -> SearchStrategy[Condition]:
    parts = st.lists(part, min_size=1, max_size=3).map(tuple)
    counted = parts.flatmap(lambda some: st.integers(1, len(some)).map(lambda count: AtLeast(count, some)))
    return st.one_of(parts.map(All), parts.map(Any), part.map(Not), counted)


@dataclass(frozen=True)
class _Rules:
    """Rules over one vocabulary; their ids are given afterwards."""

    vocabulary: Vocabulary

    def any(self) -> SearchStrategy[Rule]:
        """A rule that concludes, that advises or stops, or that refers or asks."""
        findings = tuple(self.vocabulary.findings)
        concluding = [self._concluding(findings, place) for place in range(len(findings))]
        conditions = _Conditions(self.vocabulary)
        acting = _rule(conditions.monotone(findings), _some(self._effect()))
        asking = _rule(conditions.any(), _some(self._asking_effect()))
        always = _rule(st.just(ALWAYS), _some(self._effect()))
        return one_in_turn(*concluding, acting, acting, acting, acting, always, asking)

    def _concluding(self, findings: Sequence[str], place: int) -> SearchStrategy[Rule]:
        """It reads only findings before the one it concludes, so that there is never a cycle."""
        conclude = st.just((Conclude(findings[place]),))
        effects = st.tuples(conclude, one_in_turn(st.just(()), _some(self._effect()))).map(lambda both: both[0] + both[1])
        return _rule(_Conditions(self.vocabulary).monotone(findings[:place]), effects)

    def _asking_effect(self) -> SearchStrategy[Effect]:
        referral = [item.id for item in self.vocabulary.topics["refer"].items]
        return st.one_of(
            st.builds(Refer, st.sampled_from(referral)),
            st.builds(Ask, st.sampled_from(list(self.vocabulary.facts))),
        )

    def _effect(self) -> SearchStrategy[Effect]:
        topics = [topic for topic in self.vocabulary.topics.values() if not topic.referral]
        items = sorted((item for topic in topics for item in topic.items), key=lambda item: item.id)
        withholding = [Withhold(topic.id, tuple(item.id for item in topic.items)) for topic in topics]
        withholding += [Withhold(item.id, (item.id,)) for item in items]
        permitting = st.sampled_from([items[0], *items]).flatmap(_permitting)
        stopping = one_in_turn(st.sampled_from(withholding), st.builds(Avoid, st.sampled_from([one.id for one in items])))
        limiting = [st.builds(Limit, st.just(item.id), st.integers(1, 6)) for item in items if item.unit]
        return one_in_turn(permitting, permitting, permitting, stopping, *limiting)


def _rule(condition: SearchStrategy[Condition], effects: SearchStrategy[tuple[Effect, ...]]) -> SearchStrategy[Rule]:
    return st.builds(
        Rule,
        id=st.just(""),
        pack=st.sampled_from(["first", "second"]),
        effects=effects,
        because=st.just(text("reason")),
        cites=st.just(("S1",)),
        position=st.just(HERE),
        condition=condition,
    )


def _some(effect: SearchStrategy[Effect]) -> SearchStrategy[tuple[Effect, ...]]:
    return st.lists(effect, min_size=1, max_size=2).map(tuple)


def _permitting(item: Item) -> SearchStrategy[Effect]:
    if item.unit:
        ends = st.tuples(st.integers(2, 9), st.integers(2, 9), st.integers(2, 9)).map(sorted)
        return ends.map(lambda three: Advise(item.id, Range(three[0], three[2], three[1])))
    return one_in_turn(st.just(Advise(item.id)), st.sampled_from(Strength).map(lambda strong: Prefer(item.id, strong)))
