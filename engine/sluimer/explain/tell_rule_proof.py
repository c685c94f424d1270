"""The proof of one rule as text for people: its reason, the tests that decided it, and its sources in words."""

from collections.abc import Iterable

from sluimer.case import Case
from sluimer.explain.outline import Line, Outline, Tone, deeper
from sluimer.explain.proof import FindingProof, RuleProof, TestResult
from sluimer.explain.speaker import Speaker
from sluimer.knowledge.base import SCOPE
from sluimer.logic import Truth, negation

_TONE = {True: Tone.HOLDS, False: Tone.FAILS, None: Tone.UNSURE}
_MARK = {True: "+", False: "-", None: "?"}
_STATE = {True: "rule-true", False: "rule-false", None: "rule-unknown"}


def rule_state(rule: str, truth: Truth, speaker: Speaker) -> str:
    """A rule by its name, and whether it holds."""
    return f"{speaker.rule(rule)}: {speaker.say(_STATE[truth])}"


def rule_head(proof: RuleProof, speaker: Speaker) -> Line:
    """The line that says whether a rule holds."""
    return Line(rule_state(proof.rule, proof.truth, speaker), 0, _TONE[proof.truth], _MARK[proof.truth])


def test_line(result: TestResult, case: Case, speaker: Speaker) -> Line:
    """The line of one test, with the value it met."""
    meets = negation(result.truth) if result.negated else result.truth
    return Line(speaker.test(result, case, result.negated), 0, _TONE[meets], _MARK[meets])


class RuleTeller:
    """Tells the proofs of rules, and below a test of a finding its own proof, where it is met for the first time."""

    def __init__(self, case: Case, speaker: Speaker, findings: Iterable[FindingProof]) -> None:
        self._case = case
        self._speaker = speaker
        self._findings = {proof.finding: proof for proof in findings}
        self._told: set[str] = set()

    def rule(self, proof: RuleProof) -> Outline:
        """A rule with its reason, the tests that decided it, and the sources it stands on."""
        self._told.add(proof.rule)
        told = (*self._reason(proof), *self._tests(proof), *self._sources(proof))
        return (rule_head(proof, self._speaker), *deeper(told))

    def once(self, proof: RuleProof) -> Outline:
        """The same, and later on only that it was told above."""
        if proof.rule not in self._told:
            return self.rule(proof)
        head = rule_head(proof, self._speaker)
        return (Line(self._speaker.say("told-above", rule=head.text), head.depth, head.tone, head.mark),)

    def _reason(self, proof: RuleProof) -> Outline:
        rule = self._speaker.knowledge.rules.get(proof.rule)
        scope = self._speaker.knowledge.manifest.scope
        reason = self._speaker.text(rule.because if rule else scope.because)
        lines = []
        if reason:
            lines.append(Line(self._speaker.say("because" if proof.truth else "would-be", reason=reason)))
        if rule and rule.interpretation:
            lines.append(Line(self._speaker.say("interpretation", reading=self._speaker.text(rule.interpretation))))
        if rule and (ground := self._speaker.ground(rule)):
            lines.append(Line(self._speaker.say("evidence", ground=ground), tone=Tone.QUIET))
        return tuple(lines)

    def _tests(self, proof: RuleProof) -> Outline:
        if not proof.tests:
            return (Line(self._speaker.say("for-everyone")),)
        lines: list[Line] = []
        for result in proof.tests:
            lines.append(test_line(result, self._case, self._speaker))
            if result.name in self._findings:
                lines += deeper(self._finding(self._findings.pop(result.name)))
        return tuple(lines)

    def _finding(self, proof: FindingProof) -> Outline:
        return tuple(line for rule in proof.rules for line in self.rule(rule))

    def _sources(self, proof: RuleProof) -> Outline:
        """In their own words where the rule may count, else their ids alone."""
        if proof.truth is False and proof.rule != SCOPE:
            return (Line(self._speaker.say("cites", cites=", ".join(proof.cites)), tone=Tone.QUIET),)
        cited = [self._speaker.source(cite) for cite in proof.cites]
        reasons = self._speaker.knowledge.reasons_for(proof.rule)
        explained = [self._speaker.say("explained-by", source=self._speaker.source(one)) for one in reasons]
        return tuple(Line(text, tone=Tone.QUIET) for text in (*cited, *explained))
