"""Why something came, and why it did not: the rules for and against it, each with what decided it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sluimer.advice.layout import ItemRules, Layout
from sluimer.advice.model import SCOPE, Advice, ItemAdvice, State
from sluimer.explain.proof import Prover, RuleProof
from sluimer.knowledge.base import Knowledge
from sluimer.messages import Position, Problems, UnknownTargetError, nearest


class TargetKind(StrEnum):
    """What can be asked about."""

    RULE = "rule"
    FINDING = "finding"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands for a target and what stands against it.

    `came` tells whether it is so: a rule fired, a finding is true, an item is given. Of `why`, `supporting` are the
    rules that brought it and `opposing` those that limit it; of `why_not`, `supporting` are the rules that could have
    brought it and did not, and `opposing` those that bar it or may.
    """

    kind: TargetKind
    target: str
    came: bool
    state: str
    supporting: tuple[RuleProof, ...]
    opposing: tuple[RuleProof, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The explanation as plain data."""
        return {
            "kind": str(self.kind),
            "target": self.target,
            "came": self.came,
            "state": self.state,
            "supporting": [proof.as_dict() for proof in self.supporting],
            "opposing": [proof.as_dict() for proof in self.opposing],
        }


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains one consultation."""

    prover: Prover
    layout: Layout
    advice: Advice

    def why(self, target: str) -> tuple[Explanation, ...]:
        """What brought the target; for a topic, an explanation of each of its items that has one."""
        return tuple(self._why(kind, name) for kind, name in self._targets(target))

    def why_not(self, target: str) -> tuple[Explanation, ...]:
        """What stopped each rule that could have brought the target, and what stands against it."""
        return tuple(self._why_not(kind, name) for kind, name in self._targets(target))

    def _targets(self, target: str) -> list[tuple[TargetKind, str]]:
        knowledge = self.prover.knowledge
        if target in knowledge.rules:
            return [(TargetKind.RULE, target)]
        if target in knowledge.vocabulary.items:
            return [(TargetKind.ITEM, target)]
        if target in knowledge.vocabulary.findings:
            return [(TargetKind.FINDING, target)]
        if target in knowledge.vocabulary.topics:
            return [(TargetKind.ITEM, item.id) for item in knowledge.vocabulary.topics[target].items]
        raise _unknown(target, knowledge)

    def _why(self, kind: TargetKind, name: str) -> Explanation:
        if kind is TargetKind.RULE:
            return self._rule(name)
        if kind is TargetKind.FINDING:
            return self._finding(name, self.prover.finding(name).rules)
        item = self.advice.item(name)
        if item is None:
            return Explanation(kind, name, False, State.NOT_INDICATED, ())
        return self._item(item, item.rules, (*item.limited_by, *item.withheld_by))

    def _why_not(self, kind: TargetKind, name: str) -> Explanation:
        if kind is TargetKind.RULE:
            return self._rule(name)
        if kind is TargetKind.FINDING:
            proofs = self._proofs(self.layout.concluding[name])
            return self._finding(name, tuple(proof for proof in proofs if proof.truth is not True))
        each = self._item_rules(name)
        supporting = [proof for proof in self._proofs(each.indicating) if proof.truth is not True]
        bars = [rule for rule in each.bars if rule != SCOPE] + [rule for rule, _ in each.limits]
        opposing = [proof for proof in self._proofs(dict.fromkeys(bars)) if proof.truth is not False]
        if SCOPE in each.bars and (scope := self.prover.rule(SCOPE)).truth is not True:
            opposing.insert(0, scope)
        opposing.sort(key=lambda proof: proof.truth is not True)
        item = self.advice.item(name)
        state = item.state if item else State.NOT_INDICATED
        return Explanation(kind, name, state is State.GIVEN, state, tuple(supporting), tuple(opposing))

    def _rule(self, name: str) -> Explanation:
        proof = self.prover.rule(name)
        state = {True: "true", False: "false", None: "unknown"}[proof.truth]
        return Explanation(TargetKind.RULE, name, proof.truth is True, state, (proof,))

    def _finding(self, name: str, rules: tuple[RuleProof, ...]) -> Explanation:
        truth = self.prover.values.get(name)
        state = "unknown" if truth is None else "true" if truth else "false"
        return Explanation(TargetKind.FINDING, name, truth is True, state, rules)

    def _item(self, item: ItemAdvice, supporting: Iterable[str], opposing: Iterable[str]) -> Explanation:
        return Explanation(
            TargetKind.ITEM,
            item.id,
            item.state is State.GIVEN,
            item.state,
            self._proofs(supporting),
            self._proofs(opposing),
        )

    def _proofs(self, rules: Iterable[str]) -> tuple[RuleProof, ...]:
        return tuple(self.prover.rule(rule) for rule in rules)

    def _item_rules(self, name: str) -> ItemRules:
        return next(each for topic in self.layout.topics for each in topic.items if each.item.id == name)


def _unknown(target: str, knowledge: Knowledge) -> UnknownTargetError:
    vocabulary = knowledge.vocabulary
    known = {*knowledge.rules, *vocabulary.items, *vocabulary.findings, *vocabulary.topics}
    problems = Problems()
    problems.add("unknown-target", Position(target), nearest(target, known), name=target)
    return UnknownTargetError(problems.sorted())
