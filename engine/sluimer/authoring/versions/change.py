"""What means something else in two versions of a knowledge base, one change at a time, each counted as what it is.

What people read, and where the parts of a condition stand, is no change of the meaning.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import Condition, normal
from sluimer.knowledge.rule import Effect, Rule, Withhold
from sluimer.knowledge.vocabulary import Fact, Item, Kind, Points, fact_of
from sluimer.meaning.net import CONTRADICTED, OUTCOME, rule_name, state_name


class ChangeKind(StrEnum):
    """What was changed."""

    RULE = "rule"
    GROUP = "group"
    SCOPE = "scope"
    SCORE = "score"
    ANSWER = "answer"
    CONTRADICTION = "contradiction"
    ITEM = "item"
    FRAME = "frame"


class Presence(StrEnum):
    """Whether it is there in both versions, or in one of them."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, order=True)
class Amendment:
    """One thing that means something else in the new version.

    `everywhere` is set where it acts otherwise although it holds as before, as a rule with another effect does;
    `rules` are those that use a group.
    """

    kind: ChangeKind
    id: str
    standing: Presence = Presence.CHANGED
    everywhere: bool = False
    rules: tuple[str, ...] = ()

    @property
    def origins(self) -> frozenset[str]:
        """The names in the net of either version that it is about."""
        match self.kind:
            case ChangeKind.RULE:
                return frozenset({rule_name(self.id)})
            case ChangeKind.GROUP:
                return frozenset(map(rule_name, self.rules))
            case ChangeKind.CONTRADICTION:
                return frozenset({CONTRADICTED})
            case ChangeKind.ITEM:
                return frozenset({state_name(self.id)})
            case ChangeKind.FRAME:
                return frozenset({OUTCOME})
        return frozenset({self.id})


def find_changes(old: Knowledge, new: Knowledge) -> tuple[Amendment, ...]:
    """All that means something else, in the order in which the new version has it."""
    found = (_rules, _groups, _scope, _scores, _answers, _contradictions, _items, _frame)
    return tuple(change for find in found for change in find(old, new))


def _rules(old: Knowledge, new: Knowledge) -> Iterator[Amendment]:
    for name in _named(old.rules, new.rules):
        before, after = old.rules.get(name), new.rules.get(name)
        if before is None or after is None:
            if _does(before or after):
                yield Amendment(ChangeKind.RULE, name, Presence.REMOVED if after is None else Presence.ADDED, True)
        elif _does(before) != _does(after):
            yield Amendment(ChangeKind.RULE, name, everywhere=True)
        elif normal(before.condition) != normal(after.condition):
            yield Amendment(ChangeKind.RULE, name)


def _named(*each: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in reversed(each) for name in names))


def _does(rule: Rule | None) -> frozenset[Hashable]:
    """What a rule does to the advice, whatever a group that it names holds; what it asks is not told."""
    assert rule is not None
    return frozenset(map(_said, (one for one in rule.effects if one.kind != "ask")))


def _said(effect: Effect) -> Hashable:
    return (Withhold, effect.target) if isinstance(effect, Withhold) else effect


def _groups(old: Knowledge, new: Knowledge) -> Iterator[Amendment]:
    """The groups and topics of which other items are withheld than before, with the rules that withhold them."""
    before, after = _withheld(old), _withheld(new)
    using: dict[str, list[str]] = {}
    for one in after:
        if one in before and before[one] != after[one]:
            using.setdefault(one[1], []).append(one[0])
    for target, rules in using.items():
        yield Amendment(ChangeKind.GROUP, target, everywhere=True, rules=tuple(rules))


def _withheld(knowledge: Knowledge) -> dict[tuple[str, str], frozenset[str]]:
    return {
        (rule.id, effect.target): frozenset(effect.items)
        for rule in knowledge.rules.values()
        for effect in rule.effects
        if isinstance(effect, Withhold)
    }


def _scope(old: Knowledge, new: Knowledge) -> Iterator[Amendment]:
    if normal(old.manifest.scope.condition) != normal(new.manifest.scope.condition):
        yield Amendment(ChangeKind.SCOPE, SCOPE)


def _scores(old: Knowledge, new: Knowledge) -> Iterator[Amendment]:
    before, after = old.vocabulary.scores, new.vocabulary.scores
    for name in after:
        if name in before and _points(before[name].terms) != _points(after[name].terms):
            yield Amendment(ChangeKind.SCORE, name)


def _points(terms: Iterable[Points]) -> object:
    return sorted(repr(sorted((repr(normal(test)), points) for test, points in term)) for term in terms)


def _answers(old: Knowledge, new: Knowledge) -> Iterator[Amendment]:
    """The facts that an answer may be implied or assumed of otherwise, or of which other answers are allowed."""
    before, after = _completed(old), _completed(new)
    for name in after:
        if name in before and before[name] != after[name]:
            yield Amendment(ChangeKind.ANSWER, name)


def _completed(knowledge: Knowledge) -> dict[str, object]:
    facts = knowledge.vocabulary.facts
    implied: dict[str, set[Hashable]] = {name: set() for name in facts}
    for fact in facts.values():
        for one in fact.implies:
            for slot, value in one.answers:
                implied[fact_of(slot)].add((slot, value, one.overrules, normal(one.test)))
    return {name: (fact.assume, frozenset(implied[name]), _allowed(fact)) for name, fact in facts.items()}


def _allowed(fact: Fact) -> object:
    """What may be answered; that a set has one more option is seen by who reads that."""
    if fact.kind is Kind.CHOICE:
        return frozenset(option.id for option in fact.options)
    return fact.allowed if fact.kind is Kind.NUMBER else None


def _contradictions(old: Knowledge, new: Knowledge) -> Iterator[Amendment]:
    """Those that are declared, and for each fact those that follow from what it implies."""
    before, after = contradictions_by_name(old), contradictions_by_name(new)
    for name in _named(before, after):
        tests = [frozenset(map(normal, found.get(name, {}).values())) for found in (before, after)]
        if tests[0] != tests[1]:
            standing = Presence.REMOVED if name not in after else Presence.CHANGED if name in before else Presence.ADDED
            yield Amendment(ChangeKind.CONTRADICTION, name, standing)


def contradictions_by_name(knowledge: Knowledge) -> dict[str, dict[str, Condition]]:
    """For each contradiction that is declared, and each fact of whose implications some follow, the tests by id."""
    found: dict[str, dict[str, Condition]] = {}
    for one in knowledge.vocabulary.contradictions:
        found.setdefault(one.id.partition("/")[0], {})[one.id] = one.never
    return found


def _items(old: Knowledge, new: Knowledge) -> Iterator[Amendment]:
    for name, item in new.vocabulary.items.items():
        before = old.vocabulary.items.get(name)
        if before is not None and _stands(before, old) != _stands(item, new):
            yield Amendment(ChangeKind.ITEM, name, everywhere=True)


def _stands(item: Item, knowledge: Knowledge) -> object:
    referral = knowledge.vocabulary.topics[item.topic].referral
    return item.topic, item.urgency, frozenset(item.supersedes), referral, item.limit_of, item.unit


def _frame(old: Knowledge, new: Knowledge) -> Iterator[Amendment]:
    """From which topics the outcome is read off."""
    of: Callable[[Knowledge], object] = lambda one: (  # noqa: E731
        one.manifest.main_topic,
        frozenset(one.manifest.topics),
        frozenset(one.manifest.stops),
    )
    if of(old) != of(new):
        yield Amendment(ChangeKind.FRAME, new.manifest.main_topic, everywhere=True)
