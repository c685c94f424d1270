"""Proofs as text for people: why something came, and why it did not."""

from collections.abc import Iterable

from sluimer.explain.outline import Line, Outline, Tone, deeper, parted
from sluimer.explain.proof import FindingProof, RuleProof, TestResult
from sluimer.explain.speaker import Speaker
from sluimer.explain.why import Explanation, TargetKind
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.rule import Avoid, Withhold
from sluimer.knowledge_base import Consultation
from sluimer.logic import negation

_TONE = {True: Tone.HOLDS, False: Tone.FAILS, None: Tone.UNSURE}
_MARK = {True: "+", False: "-", None: "?"}
_STATE = {True: "rule-true", False: "rule-false", None: "rule-unknown"}


def tell_why(explanations: Iterable[Explanation], consultation: Consultation, speaker: Speaker) -> Outline:
    """What brought each target that came; the others are left to `tell_pointer`."""
    teller = _Teller(consultation, speaker)
    return parted(*(teller.why(each) for each in explanations if each.came))


def tell_why_not(explanations: Iterable[Explanation], consultation: Consultation, speaker: Speaker) -> Outline:
    """What stopped each target that did not come, or what it lacked."""
    teller = _Teller(consultation, speaker)
    return parted(*(teller.why_not(each) for each in explanations if not each.came))


def tell_pointer(explanation: Explanation, command: str, speaker: Speaker) -> Line:
    """That the other question should be asked of this target, and the command that asks it."""
    key = "did-come" if explanation.came else "did-not-come"
    return Line(speaker.say(key, target=explanation.target, state=_state(explanation, speaker), command=command))


def _state(explanation: Explanation, speaker: Speaker) -> str:
    if explanation.kind is TargetKind.RULE:
        return speaker.say(f"rule-{explanation.state}")
    return speaker.say(f"state-{explanation.state}")


class _Teller:
    """Tells the proofs of one consultation."""

    def __init__(self, consultation: Consultation, speaker: Speaker) -> None:
        self._consultation = consultation
        self._advice = consultation.advice
        self._speaker = speaker
        self._findings: dict[str, FindingProof] = {}

    def why(self, explanation: Explanation) -> Outline:
        """What brought it, and what limits it."""
        self._findings = {proof.finding: proof for proof in explanation.findings}
        if explanation.kind is TargetKind.RULE:
            return self.rule(explanation.supporting[0])
        return (
            *self._head(explanation),
            *self._part("brought-by", explanation.supporting),
            *self._part("limited-by", explanation.opposing),
        )

    def why_not(self, explanation: Explanation) -> Outline:
        """What could have brought it and did not, and what stands against it."""
        self._findings = {proof.finding: proof for proof in explanation.findings}
        if explanation.kind is TargetKind.RULE:
            return self.rule(explanation.supporting[0])
        barring, maybe, limiting = self._opposing(explanation)
        lines = (
            *self._part("barred-by", barring),
            *self._part("may-be-barred-by", maybe),
            *self._part("limited-by", limiting),
            *self._part("could-have-brought", explanation.supporting),
        )
        return (*self._head(explanation), *(lines or (Line(self._speaker.say("no-rule"), 1),)))

    def rule(self, proof: RuleProof) -> Outline:
        """A rule with its reason, the tests that decided it, and the sources it stands on."""
        state = self._speaker.say(_STATE[proof.truth])
        head = Line(f"{self._speaker.rule(proof.rule)}: {state}", 0, _TONE[proof.truth], _MARK[proof.truth])
        return (head, *deeper((*self._reason(proof), *self._tests(proof), *self._sources(proof))))

    def _head(self, explanation: Explanation) -> Outline:
        name = self._speaker.item(explanation.target)
        if explanation.kind is TargetKind.FINDING:
            name = f"{name} ({explanation.target})"
        head = Line(f"{name}: {_state(explanation, self._speaker)}", 0, Tone.HEADING)
        item = self._advice.item(explanation.target) if explanation.came else None
        return (head, Line(self._advice.text(item, self._speaker.language), 1)) if item else (head,)

    def _part(self, key: str, proofs: Iterable[RuleProof]) -> Outline:
        told = [line for proof in proofs for line in deeper(self.rule(proof), 2)]
        return (Line(self._speaker.say(key), 1), *told) if told else ()

    def _opposing(self, explanation: Explanation) -> tuple[list[RuleProof], list[RuleProof], list[RuleProof]]:
        """The rules that bar it, those that may, and those that would only limit it."""
        item = self._advice.item(explanation.target)
        barring = {*item.withheld_by, *item.undecided} if item else set()
        limits = {
            proof.rule
            for proof in explanation.opposing
            if proof.rule not in barring and self._only_limits(proof.rule, explanation.target)
        }
        others = [proof for proof in explanation.opposing if proof.rule not in limits]
        return (
            [proof for proof in others if proof.truth is not None],
            [proof for proof in others if proof.truth is None],
            [proof for proof in explanation.opposing if proof.rule in limits],
        )

    def _only_limits(self, rule: str, item: str) -> bool:
        if rule == SCOPE:
            return False
        effects = self._speaker.knowledge.rules[rule].effects
        return not any(
            isinstance(effect, Withhold | Avoid)
            and item in (effect.items if isinstance(effect, Withhold) else (effect.item,))
            for effect in effects
        )

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
        """Each test, and below one of a finding its own proof, where it is met for the first time."""
        if not proof.tests:
            return (Line(self._speaker.say("for-everyone")),)
        lines: list[Line] = []
        for result in proof.tests:
            lines.append(self._test(result))
            if result.name in self._findings:
                lines += deeper(self._finding(self._findings.pop(result.name)))
        return tuple(lines)

    def _test(self, result: TestResult) -> Line:
        meets = negation(result.truth) if result.negated else result.truth
        told = self._speaker.test(result, self._consultation.case, result.negated)
        return Line(told, 0, _TONE[meets], _MARK[meets])

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
