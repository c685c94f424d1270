"""Proofs as data: which tests, on which values, made a rule or finding what it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sluimer.case import Case
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import Condition, Is, Known, Leaf, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.logic import Truth
from sluimer.truth import Values, deciding, truth_of


class Origin(StrEnum):
    """Where a value comes from, or why there is none."""

    ANSWERED = "answered"
    ASSUMED = "assumed"
    IMPLIED = "implied"
    CONCLUDED = "concluded"
    NOT_ASKED = "not_asked"
    UNKNOWN = "unknown"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test of a condition and the value it met; None where there is no value.

    `negated` tells that it stands under `not`, so that the condition wants it to be false.
    """

    __test__ = False

    test: Leaf
    name: str
    value: Scalar | None
    origin: Origin
    truth: Truth
    negated: bool = False

    @property
    def fact(self) -> str:
        """The fact or finding that was tested, without the option of a set."""
        return self.name.partition(".")[0]

    def as_dict(self) -> dict[str, object]:
        """The test as plain data."""
        return {
            "name": self.name,
            "wanted": wanted(self.test),
            "negated": self.negated,
            "met": self.value,
            "origin": str(self.origin),
            "truth": self.truth,
        }


@dataclass(frozen=True, slots=True, repr=False)
class RuleProof:
    """Why a rule is true, false or unknown: the tests that decided it."""

    rule: str
    truth: Truth
    tests: tuple[TestResult, ...]
    cites: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<RuleProof {self.rule}: {self.truth}>"

    def as_dict(self) -> dict[str, object]:
        """The proof as plain data."""
        return {
            "rule": self.rule,
            "truth": self.truth,
            "tests": [test.as_dict() for test in self.tests],
            "cites": list(self.cites),
        }


@dataclass(frozen=True, slots=True, repr=False)
class FindingProof:
    """Why a finding is true, false or unknown: the rules concluding it that agree."""

    finding: str
    truth: Truth
    rules: tuple[RuleProof, ...]

    def __repr__(self) -> str:
        return f"<FindingProof {self.finding}: {self.truth}>"

    def as_dict(self) -> dict[str, object]:
        """The proof as plain data."""
        return {"finding": self.finding, "truth": self.truth, "rules": [rule.as_dict() for rule in self.rules]}


def wanted(test: Leaf) -> object:
    """What a test wants, as plain data in the words of the rule language."""
    match test:
        case Is(_, values):
            return values[0] if len(values) == 1 else list(values)
        case Within(_, at_least, above, at_most, below):
            bounds = {"at_least": at_least, "above": above, "at_most": at_most, "below": below}
            return {name: bound for name, bound in bounds.items() if bound is not None}
        case Known(_, _, known):
            return "known" if known else "unknown"


@dataclass(frozen=True, slots=True)
class Prover:
    """Proves rules and findings of one consultation from the values it ended with."""

    knowledge: Knowledge
    case: Case
    values: Values
    concluding: Mapping[str, tuple[str, ...]]

    def rule(self, name: str) -> RuleProof:
        """The proof of a rule, or of the scope."""
        if name == SCOPE:
            scope = self.knowledge.manifest.scope
            return self._prove(SCOPE, scope.condition, scope.cites)
        rule = self.knowledge.rules[name]
        return self._prove(name, rule.condition, rule.cites)

    def finding(self, name: str) -> FindingProof:
        """The proof of a finding: one true rule is enough, but all must be false to rule it out."""
        truth = self.values.get(name)
        proofs = (self.rule(rule) for rule in self.concluding[name])
        agreeing = tuple(proof for proof in proofs if proof.truth is truth)
        return FindingProof(name, None if truth is None else bool(truth), agreeing)

    def findings_behind(self, rules: Iterable[RuleProof]) -> tuple[FindingProof, ...]:
        """The findings that these proofs stand on, and those that these stand on in turn, each once."""
        proven: dict[str, FindingProof] = {}
        pending = list(rules)
        for rule in pending:
            for test in rule.tests:
                if test.name in self.concluding and test.name not in proven:
                    proven[test.name] = self.finding(test.name)
                    pending.extend(proven[test.name].rules)
        return tuple(proven.values())

    def tests(self, condition: Condition) -> tuple[TestResult, ...]:
        """The tests that decide a condition."""
        return tuple(self._result(leaf, negated) for leaf, negated in deciding(condition, self.values))

    def _prove(self, name: str, condition: Condition, cites: tuple[str, ...]) -> RuleProof:
        return RuleProof(name, truth_of(condition, self.values), self.tests(condition), cites)

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
        if slot in self.values:
            if fact in self.case.assumed:
                return Origin.ASSUMED
            implied = any(one.fact == fact for one in self.case.implied)
            return Origin.IMPLIED if implied else Origin.ANSWERED
        if fact in self.case.unknown:
            return Origin.UNKNOWN
        return Origin.DECLINED if fact in self.case.declined else Origin.NOT_ASKED
