"""What can be worked out about advice before any person comes: who has a say in which item."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sluimer.advice.model import KnowledgeName, Wordings
from sluimer.frozen import frozen
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import Condition, slots_of
from sluimer.knowledge.rule import (
    NO_EVIDENCE,
    Advise,
    Ask,
    Limit,
    Prefer,
    Range,
    Refer,
    Rule,
    Side,
    Strength,
    Withhold,
)
from sluimer.knowledge.vocabulary import Item, Vocabulary
from sluimer.truth import SlotsOf, waiting


@dataclass(frozen=True, slots=True)
class ItemRules:
    """All rules that have a say in one item; items with the same `bars` share one tuple."""

    item: Item
    indicating: tuple[str, ...]
    bars: tuple[str, ...]
    preferring: tuple[tuple[str, Strength], ...] = ()
    ranges: tuple[tuple[str, Range], ...] = ()
    limits: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class TopicRules:
    """The items of one topic; only those of a referral topic are given outside the scope."""

    id: str
    items: tuple[ItemRules, ...]
    referral: bool
    main: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The knowledge, arranged for resolving advice."""

    topics: tuple[TopicRules, ...]
    topics_of_slot: Mapping[str, frozenset[str]]
    scope_slots: frozenset[str]
    waiting: Mapping[str, SlotsOf]
    concluding: Mapping[str, tuple[str, ...]]
    asking: tuple[tuple[str, str], ...]
    fact_of_slot: Mapping[str, str]
    question_order: Mapping[str, int]
    urgent: tuple[str, ...]
    assumption_rules: Mapping[str, frozenset[str]]
    implied_by: Mapping[str, tuple[str, ...]]
    withholding: frozenset[str]
    name: KnowledgeName
    wordings: Wordings


def arrange(knowledge: Knowledge) -> Layout:
    """Arrange a knowledge base, which must be free of cycles."""
    rules = knowledge.rules.values()
    scope = knowledge.manifest.scope.condition
    concluding = concluding_rules(knowledge)
    reach = _Reach(knowledge, concluding)
    topics = _topics(knowledge)
    return Layout(
        topics=topics,
        topics_of_slot=_topics_of_slot(topics, reach),
        scope_slots=reach.slots(scope),
        waiting={SCOPE: waiting(scope), **{rule.id: waiting(rule.condition) for rule in rules}},
        concluding=concluding,
        asking=tuple((rule.id, effect.fact) for rule in rules for effect in rule.effects if isinstance(effect, Ask)),
        fact_of_slot={name: fact.id for fact in knowledge.vocabulary.facts.values() for name in fact.slots},
        question_order=_question_order(knowledge, reach),
        urgent=tuple(rule.id for rule in rules if _is_urgent(rule, knowledge.vocabulary)),
        assumption_rules={
            fact.id: frozenset(
                name
                for name, condition in ((SCOPE, scope), *((rule.id, rule.condition) for rule in rules))
                if fact.id in reach.slots(condition)
            )
            for fact in knowledge.vocabulary.facts.values()
            if fact.assume is not None
        },
        implied_by=_implied_by(knowledge),
        withholding=frozenset(rule.id for rule in rules if any(isinstance(one, Withhold) for one in rule.effects)),
        name=_name(knowledge),
        wordings=_wordings(knowledge),
    )


def concluding_rules(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """For each finding the rules that conclude it."""
    concluding: dict[str, list[str]] = {name: [] for name in knowledge.vocabulary.findings}
    for rule in knowledge.rules.values():
        for finding in rule.concludes:
            concluding[finding].append(rule.id)
    return {name: tuple(rules) for name, rules in concluding.items()}


class _Reach:
    """Every slot of a fact that a condition depends on, through findings too."""

    def __init__(self, knowledge: Knowledge, concluding: Mapping[str, tuple[str, ...]]) -> None:
        self._rules = knowledge.rules
        self._concluding = concluding
        self._known: dict[str, frozenset[str]] = {}

    def slots(self, condition: Condition) -> frozenset[str]:
        """The slots of facts that can change this condition."""
        found: set[str] = set()
        for name in slots_of(condition):
            found |= self._finding(name) if name in self._concluding else {name}
        return frozenset(found)

    def of_rule(self, rule: str) -> frozenset[str]:
        """The slots of facts that can change a rule."""
        return self.slots(self._rules[rule].condition)

    def _finding(self, name: str) -> frozenset[str]:
        if name not in self._known:
            rules = self._concluding[name]
            self._known[name] = frozenset[str]().union(*(self.of_rule(rule) for rule in rules))
        return self._known[name]


@dataclass(slots=True)
class _Say:
    """The rules that have a say in one item, while they are gathered."""

    indicating: list[str] = field(default_factory=list)
    bars: list[str] = field(default_factory=list)
    preferring: list[tuple[str, Strength]] = field(default_factory=list)
    ranges: list[tuple[str, Range]] = field(default_factory=list)
    limits: list[tuple[str, float]] = field(default_factory=list)


def _topics(knowledge: Knowledge) -> tuple[TopicRules, ...]:
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    say = _gather(knowledge.rules.values())
    found = []
    for name in knowledge.manifest.topics:
        topic = knowledge.vocabulary.topics[name]
        items = tuple(_item_rules(item, say[item.id], topic.referral, shared) for item in topic.items)
        found.append(TopicRules(name, items, topic.referral, name == knowledge.manifest.main_topic))
    return tuple(found)


def _item_rules(item: Item, say: _Say, referral: bool, shared: dict[tuple[str, ...], tuple[str, ...]]) -> ItemRules:
    bars = tuple(dict.fromkeys(say.bars if referral else [SCOPE, *say.bars]))
    return ItemRules(
        item=item,
        indicating=tuple(dict.fromkeys(say.indicating)),
        bars=shared.setdefault(bars, bars),
        preferring=tuple(say.preferring),
        ranges=tuple(say.ranges),
        limits=tuple(sorted(say.limits, key=lambda limit: (limit[1], limit[0]))),
    )


def _gather(rules: Iterable[Rule]) -> Mapping[str, _Say]:
    say: defaultdict[str, _Say] = defaultdict(_Say)
    for rule in rules:
        for effect in rule.effects:
            match effect:
                case Advise(item, advised):
                    say[item].indicating.append(rule.id)
                    say[item].ranges.extend([(rule.id, advised)] if advised else [])
                case Prefer(item, strength):
                    say[item].indicating.append(rule.id)
                    say[item].preferring.append((rule.id, strength))
                case Refer(item):
                    say[item].indicating.append(rule.id)
                case Limit(item, at_most):
                    say[item].limits.append((rule.id, at_most))
                case _ if effect.side is Side.STOPS:
                    for item in effect.items:
                        say[item].bars.append(rule.id)
    return say


def _topics_of_slot(topics: Iterable[TopicRules], reach: _Reach) -> dict[str, frozenset[str]]:
    """For each slot the topics it has a say in, apart from the scope, which has a say in all."""
    touched: defaultdict[str, set[str]] = defaultdict(set)
    for topic in topics:
        for each in topic.items:
            for rule in {*each.indicating, *each.bars, *(rule for rule, _ in each.limits)} - {SCOPE}:
                for name in reach.of_rule(rule):
                    touched[name].add(topic.id)
    return {name: frozenset(ids) for name, ids in touched.items()}


def _question_order(knowledge: Knowledge, reach: _Reach) -> dict[str, int]:
    """Facts that more rules depend on come first; then by id, so that no order of files matters."""
    rules_of: defaultdict[str, set[str]] = defaultdict(set)
    for rule in knowledge.rules:
        for name in reach.of_rule(rule):
            rules_of[name].add(rule)

    def decides(fact: str) -> int:
        return len(set[str]().union(*(rules_of[name] for name in knowledge.vocabulary.facts[fact].slots)))

    ordered = sorted(knowledge.vocabulary.facts, key=lambda fact: (-decides(fact), fact))
    return {fact: place for place, fact in enumerate(ordered)}


def _is_urgent(rule: Rule, vocabulary: Vocabulary) -> bool:
    items = vocabulary.items
    return any(isinstance(effect, Refer) and items[effect.item].urgent for effect in rule.effects)


def _implied_by(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """For each fact the numbers that may imply its answer."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for number in knowledge.vocabulary.facts.values():
        for one in number.implies:
            found[one.fact][number.id] = None
    return {fact: tuple(numbers) for fact, numbers in found.items()}


def _name(knowledge: Knowledge) -> KnowledgeName:
    manifest = knowledge.manifest
    return KnowledgeName(
        manifest.name,
        manifest.version,
        knowledge.digest,
        knowledge.packs,
        tuple(knowledge.settings.items()),
        knowledge.audience.id,
    )


def _wordings(knowledge: Knowledge) -> Wordings:
    scope = knowledge.manifest.scope
    return Wordings(
        items=frozen({name: item.text for name, item in knowledge.vocabulary.items.items()}),
        reasons=frozen({SCOPE: scope.because, **{rule.id: rule.because for rule in knowledge.rules.values()}}),
        cites=frozen({SCOPE: scope.cites, **{rule.id: rule.cites for rule in knowledge.rules.values()}}),
        item_claims=frozen({name: item.claim for name, item in knowledge.vocabulary.items.items() if item.claim}),
        rule_claims=frozen({rule.id: rule.claim for rule in knowledge.rules.values() if rule.claim}),
        evidence=frozen({rule.id: rule.evidence for rule in knowledge.rules.values() if rule.evidence != NO_EVIDENCE}),
        units=frozen(knowledge.manifest.units),
        questions=frozen({fact.id: fact.question for fact in knowledge.vocabulary.facts.values()}),
        languages=knowledge.manifest.languages,
        concluding=frozenset(rule.id for rule in knowledge.rules.values() if rule.concludes),
    )
