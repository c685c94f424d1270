"""Why something came, and why it did not: the rules for and against it, each with what decided it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from sluimer.engines.consult.plan import ItemPlan, Plan
from sluimer.explain.citation import Citations, citations
from sluimer.explain.proof import FindingProof, Prover, RuleProof, ScoreProof
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.data import data_of
from sluimer.meaning.advice import Advice
from sluimer.meaning.model import State
from sluimer.messages import Position, Problems, UnknownTargetError, brief, nearest


class TargetKind(StrEnum):
    """What can be asked about."""

    RULE = "rule"
    FINDING = "finding"
    ITEM = "item"
    SCORE = "score"


SETTLED = "settled"
"""The state of a score of which only one total is possible."""


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """What stands for a target and what stands against it.

    `came` tells whether it is so: a rule fired, a finding is true, an item is given; of a score always. Of `why`,
    `supporting` are the rules that brought it and `opposing` those that limit it; of `why_not`, `supporting` are the
    rules that could have brought it and did not, and `opposing` those that bar it or may. `findings` and `scores` are
    the proofs of all that these rules stand on, and of the score itself that is asked about; `cited` are the statements
    that any of them names. `superseded_by` are the given referrals that withhold an item.
    """

    kind: TargetKind
    target: str
    came: bool
    state: str
    supporting: tuple[RuleProof, ...]
    opposing: tuple[RuleProof, ...]
    findings: tuple[FindingProof, ...]
    cited: Citations
    scores: tuple[ScoreProof, ...] = ()
    superseded_by: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Explanation of {self.kind} {self.target}: {self.state}>"

    def as_dict(self) -> dict[str, object]:
        """The explanation as plain data."""
        said = data_of(self)
        said["statements"] = said.pop("cited")
        return said


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains one consultation."""

    prover: Prover
    plan: Plan
    advice: Advice

    def why(self, target: str) -> tuple[Explanation, ...]:
        """What brought the target; for a topic, an explanation of each of its items that has one."""
        return tuple(self._why(kind, name) for kind, name in self._targets(target))

    def why_not(self, target: str) -> tuple[Explanation, ...]:
        """What stopped each rule that could have brought the target, and what stands against it."""
        return tuple(self._why_not(kind, name) for kind, name in self._targets(target))

    def _targets(self, target: str) -> list[tuple[TargetKind, str]]:
        """Everything that is called so; a topic stands for its items."""
        knowledge = self.prover.knowledge
        vocabulary = knowledge.vocabulary
        target = brief(target)  # what is no text is no name
        named = (
            (TargetKind.RULE, knowledge.rules),
            (TargetKind.ITEM, vocabulary.items),
            (TargetKind.FINDING, vocabulary.findings),
            (TargetKind.SCORE, vocabulary.scores),
        )
        found = [(kind, target) for kind, names in named if target in names]
        if target in vocabulary.topics and target not in vocabulary.items:
            found += [(TargetKind.ITEM, item.id) for item in vocabulary.topics[target].items]
        if not found:
            named_here = (knowledge.rules, vocabulary.items, vocabulary.findings, vocabulary.scores, vocabulary.topics)
            raise unknown_target(target, {name for names in named_here for name in names})
        return found

    def _why(self, kind: TargetKind, name: str) -> Explanation:
        if kind is TargetKind.RULE:
            return self._explain(kind, name, self._proofs([name]))
        if kind is TargetKind.FINDING:
            return self._explain(kind, name, self.prover.finding(name).rules)
        if kind is TargetKind.SCORE:
            return self._explain(kind, name, ())
        item = self.advice.item(name)
        opposing = (*item.limited_by, *item.withheld_by) if item else ()
        return self._explain(kind, name, self._proofs(item.rules if item else ()), self._proofs(opposing))

    def _why_not(self, kind: TargetKind, name: str) -> Explanation:
        if kind in (TargetKind.RULE, TargetKind.SCORE):
            return self._why(kind, name)
        opposing: tuple[RuleProof, ...] = ()
        rules = self.plan.concluding.get(name, ())
        if kind is TargetKind.ITEM:
            each = next(each for topic in self.plan.topics for each in topic.items if each.item.id == name)
            rules, opposing = each.indicating, standing_against(each, self.prover.rule)
        supporting = (proof for proof in self._proofs(rules) if proof.truth is not True)
        return self._explain(kind, name, tuple(supporting), opposing)

    def _explain(
        self,
        kind: TargetKind,
        name: str,
        supporting: tuple[RuleProof, ...],
        opposing: tuple[RuleProof, ...] = (),
    ) -> Explanation:
        state = self._state(kind, name)
        own = (self.prover.score(name),) if kind is TargetKind.SCORE else ()
        findings, others = self.prover.behind((*supporting, *opposing, *own))
        scores = (*own, *others)
        rules = (*supporting, *opposing, *(rule for finding in findings for rule in finding.rules))
        scored = (cite for score in scores for cite in score.cites)
        cited = citations((proof.rule for proof in rules), self.prover.case, self.prover.knowledge, scored)
        came = kind is TargetKind.SCORE or state in (State.GIVEN, "true")
        item = self.advice.item(name) if kind is TargetKind.ITEM else None
        above = item.superseded_by if item else ()
        sides = supporting, opposing
        return Explanation(kind, name, came, state, *sides, findings, cited, scores=scores, superseded_by=above)

    def _state(self, kind: TargetKind, name: str) -> str:
        if kind is TargetKind.ITEM:
            advised = self.advice.item(name)
            return advised.state if advised else State.NOT_INDICATED
        if kind is TargetKind.SCORE:
            low, high = self.prover.score(name).total
            return SETTLED if low == high else "unknown"
        truth = self.prover.rule(name).truth if kind is TargetKind.RULE else self.prover.finding(name).truth
        return "unknown" if truth is None else str(truth).lower()

    def _proofs(self, rules: Iterable[str]) -> tuple[RuleProof, ...]:
        return tuple(self.prover.rule(rule) for rule in rules)


def standing_against(each: ItemPlan, prove: Callable[[str], RuleProof]) -> tuple[RuleProof, ...]:
    """The scope and the rules that bar or limit an item, or may; those that surely do come first."""
    rules = dict.fromkeys((*each.bars, *each.limiting))
    proofs = [proof for proof in map(prove, rules) if not _is_harmless(proof)]
    return tuple(sorted(proofs, key=lambda proof: proof.rule != SCOPE and proof.truth is not True))


def _is_harmless(proof: RuleProof) -> bool:
    """Whether it surely does not stand against anything: the scope when it holds, a bar when it does not."""
    return proof.truth is (proof.rule == SCOPE)


def unknown_target(target: object, known: Collection[str], code: str = "unknown-target") -> UnknownTargetError:
    """The error for a name that nothing here has; its code says what can be named here."""
    name = brief(target)
    problems = Problems()
    problems.add(code, Position(name), nearest(name, known), name=name)
    return UnknownTargetError(problems.sorted())
