"""Proofs as data: which tests, on which values, made a rule or finding what it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sluimer.case import Case
from sluimer.explain.condition_proof import (
    ConditionProof,
    Connective,
    Origin,
    PartsProof,
    Tally,
    TestResult,
    deciding,
    tally,
)
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Leaf, Not, Within
from sluimer.knowledge.vocabulary import Points
from sluimer.meaning.logic import Truth
from sluimer.meaning.truth import ScoreRange, Values, truth_of


@dataclass(frozen=True, slots=True, repr=False)
class RuleProof:
    """Why a rule is true, false or unknown: its condition, and the statements that it stands on."""

    rule: str
    condition: ConditionProof
    cites: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<RuleProof {self.rule}: {self.truth}>"

    @property
    def truth(self) -> Truth:
        """Whether the rule holds."""
        return self.condition.meets

    @property
    def tests(self) -> tuple[TestResult, ...]:
        """The tests that decided it, each once, whatever connects them."""
        return tuple(dict.fromkeys(deciding(self.condition)))

    def as_dict(self) -> dict[str, object]:
        """The proof as plain data."""
        return {
            "rule": self.rule,
            "truth": self.truth,
            "tests": [test.as_dict() for test in self.tests],
            "condition": self.condition.as_dict(),
            "cites": list(self.cites),
        }


@dataclass(frozen=True, slots=True, repr=False)
class FindingProof:
    """Why a finding is true, false or unknown: the rules concluding it that agree, and how many of all do."""

    finding: str
    truth: Truth
    rules: tuple[RuleProof, ...]
    tally: Tally

    def __repr__(self) -> str:
        return f"<FindingProof {self.finding}: {self.truth}>"

    def as_dict(self) -> dict[str, object]:
        """The proof as plain data."""
        rules = [rule.as_dict() for rule in self.rules]
        return {"finding": self.finding, "truth": self.truth, "rules": rules, **self.tally.as_dict()}


@dataclass(frozen=True, slots=True)
class PointsProof:
    """Points of a score and their condition: whether they count, which is unknown while they or higher ones may."""

    points: int | float
    counts: Truth
    condition: ConditionProof

    @property
    def tests(self) -> tuple[TestResult, ...]:
        """The tests that decided it, each once."""
        return tuple(dict.fromkeys(deciding(self.condition)))

    def as_dict(self) -> dict[str, object]:
        """The proof as plain data."""
        return {"points": self.points, "counts": self.counts, "condition": self.condition.as_dict()}


@dataclass(frozen=True, slots=True, repr=False)
class ScoreProof:
    """Why a score is what it is: which totals are possible, and for each term its points; the highest counts."""

    score: str
    total: ScoreRange
    terms: tuple[tuple[PointsProof, ...], ...]
    cites: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<ScoreProof {self.score}: {self.total.as_dict()}>"

    @property
    def settled(self) -> Truth:
        """True once only one total is possible, and unknown before."""
        return True if self.total.low == self.total.high else None

    @property
    def told(self) -> tuple[PointsProof, ...]:
        """The points that count or may."""
        return tuple(one for term in self.terms for one in term if one.counts is not False)

    @property
    def tests(self) -> tuple[TestResult, ...]:
        """The tests that decided all of its points."""
        return tuple(test for term in self.terms for one in term for test in one.tests)

    def as_dict(self) -> dict[str, object]:
        """The proof as plain data."""
        terms = [[one.as_dict() for one in term] for term in self.terms]
        return {"score": self.score, **self.total.as_dict(), "terms": terms, "cites": list(self.cites)}


Behind = tuple[tuple[FindingProof, ...], tuple[ScoreProof, ...]]
"""The findings and the scores that something stands on."""


@dataclass(frozen=True, slots=True)
class Prover:
    """Proves rules and findings of one consultation from the values it ended with."""

    knowledge: Knowledge
    case: Case
    values: Values
    concluding: Mapping[str, tuple[str, ...]]

    def rule(self, name: str) -> RuleProof:
        """The proof of a rule, or of the scope."""
        one = self.knowledge.manifest.scope if name == SCOPE else self.knowledge.rules[name]
        return RuleProof(name, self.condition(one.condition), one.cites)

    def finding(self, name: str) -> FindingProof:
        """The proof of a finding: one true rule is enough, but all must be false to rule it out."""
        truth = self.values.get(name)
        proofs = [self.rule(rule) for rule in self.concluding[name]]
        agreeing = tuple(proof for proof in proofs if proof.truth is truth)
        counted = tally(Connective.ANY, 1, (proof.truth for proof in proofs))
        return FindingProof(name, None if truth is None else bool(truth), agreeing, counted)

    def score(self, name: str) -> ScoreProof:
        """The proof of a score, term by term."""
        score, total = self.knowledge.vocabulary.scores[name], self.values[name]
        assert isinstance(total, ScoreRange)
        return ScoreProof(name, total, tuple(map(self._term, score.terms)), score.cites)

    def _term(self, term: Points) -> tuple[PointsProof, ...]:
        """Of alternatives the highest that holds counts; while a higher one is possible nothing is sure yet."""
        proofs = [(Fraction(str(points)), points, self.condition(condition)) for condition, points in term]
        sure = max((worth for worth, _, proof in proofs if proof.meets), default=None)
        higher = any(proof.meets is None and (sure is None or worth > sure) for worth, _, proof in proofs)

        def counts(worth: Fraction, holds: Truth) -> Truth:
            if holds is False or (sure is not None and worth < sure):
                return False
            return None if higher or holds is None else True

        return tuple(PointsProof(points, counts(worth, proof.meets), proof) for worth, points, proof in proofs)

    def behind(self, proofs: Iterable[RuleProof | ScoreProof]) -> Behind:
        """The findings and scores that these proofs stand on, and those that these stand on in turn, each once."""
        findings: dict[str, FindingProof] = {}
        scores: dict[str, ScoreProof] = {}
        pending = list(proofs)
        for proof in pending:
            for test in proof.tests:
                if test.name in self.concluding and test.name not in findings:
                    findings[test.name] = self.finding(test.name)
                    pending.extend(findings[test.name].rules)
                elif test.name in self.knowledge.vocabulary.scores and test.name not in scores:
                    scores[test.name] = self.score(test.name)
                    pending.append(scores[test.name])
        return tuple(findings.values()), tuple(scores.values())

    def condition(self, condition: Condition, negated: bool = False) -> ConditionProof:
        """The proof of a condition; one part alone stands for itself, and all of all is told as one."""
        match condition:
            case Not(part):
                return self.condition(part, not negated)
            case All() | Any() | AtLeast():
                parts = _parts(condition)
                if len(parts) == 1:
                    return self.condition(parts[0], negated)
                proofs = tuple(self.condition(part) for part in parts)
                return PartsProof(_tally(condition, proofs), proofs, negated)
            case Is() | Within() | Known():
                return self._result(condition, negated)

    def _result(self, leaf: Leaf, negated: bool) -> TestResult:
        truth = truth_of(leaf, self.values)
        if isinstance(leaf, Known):
            return TestResult(leaf, leaf.fact, None, self._origin(leaf.fact, leaf.slots[0]), truth, negated)
        value = self.values.get(leaf.slot)
        return TestResult(leaf, leaf.slot, value, self._origin(leaf.slot, leaf.slot), truth, negated)

    def _origin(self, name: str, slot: str) -> Origin:
        fact = name.partition(".")[0]
        if name in self.concluding:
            return Origin.CONCLUDED
        if name in self.knowledge.vocabulary.scores:
            return Origin.ADDED
        if slot in self.values:
            if slot in self.case.assumed:
                return Origin.ASSUMED
            implied = any(one.slot == slot for one in self.case.implied)
            return Origin.IMPLIED if implied else Origin.ANSWERED
        if fact in self.case.unknown:
            return Origin.UNKNOWN
        return Origin.DECLINED if fact in self.case.declined else Origin.NOT_ASKED


def _parts(condition: All | Any | AtLeast) -> tuple[Condition, ...]:
    """The parts; those of a part that counts in the same way stand in its place."""
    if isinstance(condition, AtLeast):
        return condition.parts
    kind = type(condition)
    return tuple(each for part in condition.parts for each in (_parts(part) if isinstance(part, kind) else (part,)))


def _tally(condition: All | Any | AtLeast, proofs: tuple[ConditionProof, ...]) -> Tally:
    truths = [proof.meets for proof in proofs]
    match condition:
        case All():
            return tally(Connective.ALL, len(proofs), truths)
        case Any():
            return tally(Connective.ANY, 1, truths)
        case AtLeast(count):
            return tally(Connective.AT_LEAST, count, truths)
