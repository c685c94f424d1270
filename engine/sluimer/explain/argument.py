"""The proof of a whole decision: for each item what stands for it and what against it, down to the answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sluimer.case import Case
from sluimer.engines.consult.plan import ItemPlan
from sluimer.explain.citation import Citations, citations
from sluimer.explain.proof import FindingProof, RuleProof, ScoreProof
from sluimer.explain.trace import Trace
from sluimer.explain.why import Explainer, standing_against, unknown_target
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.data import data_of, plain_data
from sluimer.knowledge.strata import reached_from, read_through_scores
from sluimer.meaning.advice import ItemAdvice, KnowledgeName
from sluimer.meaning.model import Outcome, State


class Bearing(StrEnum):
    """What an argument does to its item."""

    BRINGS = "brings"
    STOPS = "stops"
    LIMITS = "limits"


@dataclass(frozen=True, slots=True)
class Argument:
    """A rule, or the scope, that has a say in an item; while the proof is unknown it only may have it."""

    bearing: Bearing
    proof: RuleProof

    @property
    def sure(self) -> bool:
        """Whether no answer that is still missing can take it away."""
        return self.proof.truth is not None

    def as_dict(self) -> dict[str, object]:
        """The argument as plain data; the proof itself stands among the rules of the decision."""
        return {"rule": self.proof.rule, "bearing": str(self.bearing), "truth": self.proof.truth}


@dataclass(frozen=True, slots=True, repr=False)
class ItemArguments:
    """One item with all that stands for it and against it; `lacking` could have brought it and do not hold."""

    advice: ItemAdvice
    supporting: tuple[Argument, ...]
    opposing: tuple[Argument, ...]
    lacking: tuple[RuleProof, ...] = ()

    def __repr__(self) -> str:
        return f"<ItemArguments {self.advice.id}: {self.advice.state}>"

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """Those for it and those against it."""
        return (*self.supporting, *self.opposing)

    @property
    def maybe(self) -> tuple[Argument, ...]:
        """Those that may still stop it."""
        return tuple(one for one in self.opposing if one.bearing is Bearing.STOPS and not one.sure)

    def as_dict(self) -> dict[str, object]:
        """The arguments as plain data."""
        advice = self.advice
        return {
            **data_of(advice, "topic", "id", "state"),
            "range": {**advice.range.as_dict(), "unit": advice.unit} if advice.range else None,
            "limit": {"at_most": advice.limit, "unit": advice.unit} if advice.limit is not None else None,
            **data_of(advice, "urgency", "superseded_by", "open_on"),
            "for": plain_data(self.supporting),
            "against": plain_data(self.opposing),
            "lacking": [proof.rule for proof in self.lacking],
        }


@dataclass(frozen=True, slots=True, repr=False)
class DecisionProof:
    """Why one person got this advice: of all of it, or of one `target` together with every urgent referral.

    `findings` and `scores` are what the arguments and the scope stand on, `beside` the other findings. `trace` has the
    firings in their order and `fired` their proofs; `silent` are the proofs of the rules that did not fire. `cited`
    are the statements that any of these names.
    """

    outcome: Outcome
    items: tuple[ItemArguments, ...]
    scope: RuleProof
    findings: tuple[FindingProof, ...]
    beside: tuple[FindingProof, ...]
    fired: tuple[RuleProof, ...]
    silent: tuple[RuleProof, ...]
    cited: Citations
    trace: Trace
    case: Case
    knowledge: KnowledgeName
    target: str = ""
    scores: tuple[ScoreProof, ...] = ()

    def __repr__(self) -> str:
        about = f" of {self.target}" if self.target else ""
        return f"<DecisionProof{about}: {self.outcome}, {len(self.items)} items, {len(self.fired)} rules fired>"

    def in_state(self, state: State | str) -> tuple[ItemArguments, ...]:
        """The items in one state, in the order of the advice; raises ValueError for what is no state."""
        wanted = State(state)
        return tuple(each for each in self.items if each.advice.state is wanted)

    @property
    def causes(self) -> Mapping[str, RuleProof]:
        """Every rule that may be named as a cause: the arguments, what they stand on, what fired, and the scope."""
        arguments = (one.proof for each in self.items for one in each.arguments)
        concluding = (proof for finding in self.findings for proof in finding.rules)
        proofs: Iterable[RuleProof] = (self.scope, *arguments, *concluding, *self.fired)
        return {proof.rule: proof for proof in proofs}

    def as_dict(self) -> dict[str, object]:
        """The proof as plain data; every rule is proven once, and named elsewhere."""
        rules = {**self.causes, **{proof.rule: proof for proof in self.silent}}
        return {
            "outcome": str(self.outcome),
            "target": self.target or None,
            "items": [each.as_dict() for each in self.items],
            "findings": [_finding_dict(proof) for proof in (*self.findings, *self.beside)],
            "scores": [proof.as_dict() for proof in self.scores],
            "rules": [proof.as_dict() for proof in rules.values()],
            "fired": [firing.rule for firing in self.trace.firings],
            "silent": [proof.rule for proof in self.silent],
            "answers": self._answers(),
            "statements": plain_data(self.cited),
        }

    def _answers(self) -> dict[str, object]:
        trace = self.trace.as_dict()
        return {
            "given": dict(sorted(self.case.given.items())),
            "unknown": list(self.case.unknown),
            "declined": list(self.case.declined),
            **{key: trace[key] for key in ("assumed", "implied", "weighed")},
        }


def _finding_dict(proof: FindingProof) -> dict[str, object]:
    return {**proof.as_dict(), "rules": [rule.rule for rule in proof.rules]}


def prove_decision(explainer: Explainer, trace: Trace, target: str = "") -> DecisionProof:
    """The proof of all of the advice, or of one item or topic; raises UnknownTargetError."""
    prover, advice = explainer.prover, explainer.advice
    proofs = {name: prover.rule(name) for name in (*prover.knowledge.rules, SCOPE)}
    items = tuple(_arguments(each, explainer, proofs) for each in _chosen(explainer, target))
    standing = [one.proof for each in items for one in each.arguments]
    findings, scores = prover.behind([proofs[SCOPE], *standing])
    near = _rules_behind(_chosen(explainer, target), explainer) if target else frozenset(proofs)
    shown = _restricted(trace, near, prover.knowledge) if target else trace
    behind = {proof.finding for proof in findings}
    silent = tuple(proofs[name] for name in prover.knowledge.rules if name in near and not proofs[name].truth)
    fired = tuple(proofs[firing.rule] for firing in shown.firings)
    told = (SCOPE, *(proof.rule for proof in (*standing, *fired, *silent)))
    others = [] if target else [name for name in explainer.plan.concluding if name not in behind]
    if not target:
        scores = tuple(map(prover.score, prover.knowledge.vocabulary.scores))
    scored = (cite for score in scores for cite in score.cites)
    return DecisionProof(
        outcome=advice.outcome,
        items=items,
        scope=proofs[SCOPE],
        findings=findings,
        beside=tuple(prover.finding(name) for name in others),
        fired=fired,
        silent=silent,
        cited=citations(told, prover.case, prover.knowledge, scored),
        trace=shown,
        case=prover.case,
        knowledge=advice.knowledge,
        target=target,
        scores=scores,
    )


def _chosen(explainer: Explainer, target: str) -> tuple[ItemPlan, ...]:
    """The rules of the items that the proof is about: those of the advice, or urgent referrals and the target's."""
    by_id = {each.item.id: each for topic in explainer.plan.topics for each in topic.items}
    if not target:
        return tuple(by_id[item.id] for item in explainer.advice.items)
    urgent = [item.id for item in explainer.advice.emergencies]
    return tuple(by_id[name] for name in dict.fromkeys((*urgent, *_targeted(explainer, target))))


def _targeted(explainer: Explainer, target: str) -> list[str]:
    """The items that are called so; those of a topic in the order of the advice, then those not called for."""
    vocabulary = explainer.prover.knowledge.vocabulary
    if target in vocabulary.items:
        return [target]
    if target not in vocabulary.topics:
        raise unknown_target(target, {*vocabulary.items, *vocabulary.topics}, "not-an-item-or-topic")
    advised = [item.id for item in explainer.advice.items if item.topic == target]
    return advised + [item.id for item in vocabulary.topics[target].items if item.id not in advised]


def _arguments(each: ItemPlan, explainer: Explainer, proofs: Mapping[str, RuleProof]) -> ItemArguments:
    item = explainer.advice.item(each.item.id)
    advice = item or ItemAdvice(each.item.topic, each.item.id, State.NOT_INDICATED, each.item.urgency)
    bringing = [proofs[rule] for rule in each.indicating]
    return ItemArguments(
        advice,
        tuple(Argument(Bearing.BRINGS, proof) for proof in bringing if proof.truth is not False),
        tuple(Argument(_bearing(proof, each, advice), proof) for proof in standing_against(each, proofs.__getitem__)),
        tuple(proof for proof in bringing if proof.truth is False),
    )


def _bearing(proof: RuleProof, each: ItemPlan, advice: ItemAdvice) -> Bearing:
    """A limit stops the item where it leaves nothing of it; one that holds, of an item that is open, only limits it."""
    rule = proof.rule
    stops = rule in each.bars or rule in advice.withheld_by or (rule in advice.undecided and proof.truth is None)
    return Bearing.STOPS if stops else Bearing.LIMITS


def _rules_behind(items: Iterable[ItemPlan], explainer: Explainer) -> frozenset[str]:
    """Every rule that can have a say in these items, also through findings."""
    knowledge, concluding = explainer.prover.knowledge, explainer.plan.concluding

    def below(rule: str) -> Iterator[str]:
        slots = read_through_scores(knowledge.rules[rule].condition, knowledge.vocabulary)
        return (one for slot in slots for one in concluding.get(slot, ()))

    acting = (rule for each in items for rule in (*each.indicating, *each.bars, *each.limiting) if rule != SCOPE)
    return frozenset(reached_from(acting, below))


def _restricted(trace: Trace, rules: frozenset[str], knowledge: Knowledge) -> Trace:
    concluded = {finding for rule in rules for finding in knowledge.rules[rule].concludes}
    return replace(
        trace,
        firings=tuple(firing for firing in trace.firings if firing.rule in rules),
        ruled_out=tuple(name for name in trace.ruled_out if name in concluded),
        holding=tuple(rule for rule in trace.holding if rule in rules),
    )
