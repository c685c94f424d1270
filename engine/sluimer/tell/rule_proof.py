"""The proof of one rule as text for people: its reason, the tests that decided it, and its sources in words."""

from collections.abc import Iterable, Sequence

from sluimer.case import Case
from sluimer.explain.condition_proof import Spoken, TestResult, spoken
from sluimer.explain.proof import FindingProof, RuleProof
from sluimer.knowledge.base import SCOPE
from sluimer.meaning.logic import Truth
from sluimer.tell.outline import Line, Outline, Tone, deeper
from sluimer.tell.speaker import Speaker

_TONE = {True: Tone.HOLDS, False: Tone.FAILS, None: Tone.UNSURE}
_MARK = {True: "+", False: "-", None: "?"}
_STATE = {True: "rule-true", False: "rule-false", None: "rule-unknown"}


def rule_state(rule: str, truth: Truth, speaker: Speaker) -> str:
    """A rule by its name, and whether it holds."""
    return f"{speaker.rule(rule)}: {speaker.say(_STATE[truth])}"


def rule_head(proof: RuleProof, speaker: Speaker) -> Line:
    """The line that says whether a rule holds."""
    return Line(rule_state(proof.rule, proof.truth, speaker), 0, _TONE[proof.truth], _MARK[proof.truth])


def condition_told(proof: RuleProof, case: Case, speaker: Speaker) -> Outline:
    """The tests that decided a rule, each with the value it met, below how they count together."""
    told = tuple(_condition_line(one, case, speaker) for one in spoken(proof.condition))
    return told or (_for_everyone(speaker),)


def _condition_line(one: Spoken, case: Case, speaker: Speaker) -> Line:
    meets = one.part.meets
    return Line(speaker.condition(one, case), one.depth, _TONE[meets], _MARK[meets])


def _for_everyone(speaker: Speaker) -> Line:
    return Line(speaker.say("for-everyone"), tone=Tone.HOLDS, mark="+")


def finding_tally(proof: FindingProof, speaker: Speaker) -> Outline:
    """How many of the rules for a finding hold, where there are several of which one is enough."""
    told = speaker.say("needed-rules", parts=speaker.tally(proof.tally))
    return (Line(told, 0, _TONE[proof.truth], _MARK[proof.truth]),) if proof.tally.of > 1 else ()


def reasons_told(proof: RuleProof, speaker: Speaker) -> Outline:
    """Why the rule is there, with our reading and the ground; of the scope, what it is about."""
    rule = speaker.knowledge.rules.get(proof.rule)
    lines = [*reason_told(proof, speaker)]
    if rule and rule.interpretation:
        lines.append(Line(speaker.say("interpretation", reading=speaker.text(rule.interpretation))))
    if rule and (ground := speaker.ground(rule)):
        lines.append(Line(speaker.say("evidence", ground=ground), tone=Tone.QUIET))
    return tuple(lines)


def reason_told(proof: RuleProof, speaker: Speaker) -> Outline:
    """The reason of a rule, which it has, may get or does not have here; of the scope, whom it is about."""
    rule = speaker.knowledge.rules.get(proof.rule)
    reason = speaker.text(rule.because if rule else speaker.knowledge.manifest.scope.because)
    return (Line(speaker.say(_reason_key(proof), reason=reason)),) if reason else ()


MOST_NAMED = 3
"""Of rules that may still stop what is stopped already, before the rest is only counted."""


def may_stop_too(proofs: Sequence[RuleProof], speaker: Speaker) -> Outline:
    """In one line the rules that may still stop something, where others surely do."""
    named = [speaker.rule(proof.rule) for proof in proofs[:MOST_NAMED]]
    more = len(proofs) - len(named)
    rest = [speaker.say("and-more", count=more)] if more else []
    told = speaker.say("may-stop-too", count=len(proofs), rules="; ".join([*named, *rest]))
    return (Line(told, tone=Tone.QUIET, mark="?"),) if proofs else ()


class RuleTeller:
    """Tells the proofs of rules; each finding is proven and each statement told in words where it comes first."""

    def __init__(self, case: Case, speaker: Speaker, findings: Iterable[FindingProof]) -> None:
        self._case = case
        self._speaker = speaker
        self._findings = {proof.finding: proof for proof in findings}
        self._told: set[str] = set()
        self._cited: set[str] = set()

    def rule(self, proof: RuleProof) -> Outline:
        """A rule with its reason, the tests that decided it, and the sources it stands on."""
        self._told.add(proof.rule)
        told = (*reasons_told(proof, self._speaker), *self._tests(proof), *self._sources(proof))
        return (rule_head(proof, self._speaker), *deeper(told))

    def once(self, proof: RuleProof) -> Outline:
        """The same, and later on only that it was told above."""
        if proof.rule not in self._told:
            return self.rule(proof)
        head = rule_head(proof, self._speaker)
        return (Line(self._speaker.say("told-above", rule=head.text), head.depth, head.tone, head.mark),)

    def _tests(self, proof: RuleProof) -> Outline:
        lines: list[Line] = []
        for one in spoken(proof.condition):
            lines.append(_condition_line(one, self._case, self._speaker))
            if isinstance(one.part, TestResult) and one.part.name in self._findings:
                lines += deeper(self._finding(self._findings.pop(one.part.name)), one.depth + 1)
        return tuple(lines) or (_for_everyone(self._speaker),)

    def _finding(self, proof: FindingProof) -> Outline:
        rules = (line for rule in proof.rules for line in self.rule(rule))
        return (*finding_tally(proof, self._speaker), *rules)

    def _sources(self, proof: RuleProof) -> Outline:
        """The statements that the rule stands on and those that explain it; told once in words, then by their codes."""
        speaker = self._speaker
        new = [cite for cite in proof.cites if cite not in self._cited]
        reasons = [one for one in speaker.knowledge.reasons_for(proof.rule) if one not in self._cited]
        above = [cite for cite in proof.cites if cite not in new]
        self._cited.update(new, reasons)
        told = [
            *map(speaker.source, new),
            *([speaker.say("told-above", rule=speaker.say("cites", cites=", ".join(above)))] if above else []),
            *(speaker.say("explained-by", source=speaker.source(one)) for one in reasons),
        ]
        return tuple(Line(text, tone=Tone.QUIET) for text in told)


def _reason_key(proof: RuleProof) -> str:
    """The words before a reason: it is one, it may become one, or it is none here. The scope says whom it is about."""
    if proof.truth or proof.rule == SCOPE:
        return "because"
    return "would-be" if proof.truth is None else "would-have-been"
