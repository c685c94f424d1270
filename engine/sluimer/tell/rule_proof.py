"""The proof of one rule as text for people: its reason, the tests that decided it, and its sources in words."""

from collections.abc import Iterable, Iterator, Sequence

from sluimer.case import Case
from sluimer.explain.condition_proof import ConditionProof, Spoken, TestResult, spoken
from sluimer.explain.proof import FindingProof, PointsProof, RuleProof, ScoreProof
from sluimer.knowledge.base import SCOPE
from sluimer.meaning.logic import Truth
from sluimer.tell.outline import Line, Outline, Tone, deeper
from sluimer.tell.speaker import Speaker

_LOOK = {True: (Tone.HOLDS, "+"), False: (Tone.FAILS, "-"), None: (Tone.UNSURE, "?")}
"""The tone and the mark of what is true, false or unknown."""


def rule_state(rule: str, truth: Truth, speaker: Speaker) -> str:
    """A rule by its name, and whether it holds."""
    return f"{speaker.rule(rule)}: {speaker.truth('rule', truth)}"


def rule_head(proof: RuleProof, speaker: Speaker) -> Line:
    """The line that says whether a rule holds."""
    return Line(rule_state(proof.rule, proof.truth, speaker), 0, *_LOOK[proof.truth])


def proof_lines(proof: RuleProof, case: Case, speaker: Speaker) -> Outline:
    """The tests that decided a rule, each with the value it met, below how they count together."""
    lines = tuple(_test_line(one, case, speaker) for one in spoken(proof.condition))
    return lines or (_for_everyone(speaker),)


def _test_line(one: Spoken, case: Case, speaker: Speaker) -> Line:
    return Line(speaker.condition(one, case), one.depth, *_LOOK[one.part.meets])


def _for_everyone(speaker: Speaker) -> Line:
    return Line(speaker.say("for-everyone"), 0, *_LOOK[True])


def finding_tally(proof: FindingProof, speaker: Speaker) -> Outline:
    """How many of the rules for a finding hold, where there are several of which one is enough."""
    text = speaker.say("needed-rules", parts=speaker.tally(proof.tally))
    return (Line(text, 0, *_LOOK[proof.truth]),) if proof.tally.of > 1 else ()


def ground_lines(proof: RuleProof, speaker: Speaker) -> Outline:
    """Why the rule is there, with our reading and the ground; of the scope, what it is about."""
    rule = speaker.knowledge.rules.get(proof.rule)
    lines = [*reason_lines(proof, speaker)]
    if rule and rule.interpretation:
        lines.append(Line(speaker.say("interpretation", reading=speaker.text(rule.interpretation))))
    if rule and (ground := speaker.ground(rule)):
        lines.append(Line(speaker.say("evidence", ground=ground), tone=Tone.QUIET))
    return tuple(lines)


def reason_lines(proof: RuleProof, speaker: Speaker) -> Outline:
    """The reason of a rule, which it has, may get or does not have here; of the scope, whom it is about."""
    key = "because" if proof.truth or proof.rule == SCOPE else "would-be" if proof.truth is None else "would-have-been"
    reason = speaker.because(proof.rule)
    return (Line(speaker.say(key, reason=reason)),) if reason else ()


def points_line(one: PointsProof, speaker: Speaker) -> Line:
    """The line that says which points of a score count, or may."""
    return Line(speaker.points(one), 0, *_LOOK[one.counts])


def no_points_line(term: Sequence[PointsProof], case: Case, speaker: Speaker) -> Line:
    """The line that says why a term of a score has no points."""
    return Line(speaker.no_points(term, case), 0, *_LOOK[False])


def score_lines(proof: ScoreProof, case: Case, speaker: Speaker) -> Iterator[Line]:
    """What is said of the terms of a score, without their conditions."""
    for term in proof.terms:
        yield no_points_line(term, case, speaker)
        yield from (points_line(one, speaker) for one in term)


MOST_NAMED = 3
"""Of rules that may still stop what is stopped already, before the rest is only counted."""


def further_stops(proofs: Sequence[RuleProof], speaker: Speaker) -> Outline:
    """In one line the rules that may still stop something, where others surely do."""
    named = [speaker.rule(proof.rule) for proof in proofs[:MOST_NAMED]]
    more = len(proofs) - len(named)
    rest = [speaker.say("and-more", count=more)] if more else []
    text = speaker.say("may-stop-too", count=len(proofs), rules="; ".join([*named, *rest]))
    return (Line(text, tone=Tone.QUIET, mark="?"),) if proofs else ()


class RuleTeller:
    """Tells the proofs of rules; findings and scores are proven and statements told in words where they come first."""

    def __init__(
        self, case: Case, speaker: Speaker, findings: Iterable[FindingProof], scores: Iterable[ScoreProof] = ()
    ) -> None:
        self.speaker = speaker
        self._case = case
        self._findings = {proof.finding: proof for proof in findings}
        self._scores = {proof.score: proof for proof in scores}
        self._rules: set[str] = set()
        self._statements: set[str] = set()

    def rule(self, proof: RuleProof) -> Outline:
        """A rule with its reason, the tests that decided it, and the sources it stands on."""
        self._rules.add(proof.rule)
        tests = self._condition(proof.condition) or (_for_everyone(self.speaker),)
        sources = self._statements_told(proof.cites, self.speaker.knowledge.reasons_for(proof.rule))
        return (rule_head(proof, self.speaker), *deeper((*ground_lines(proof, self.speaker), *tests, *sources)))

    def once(self, proof: RuleProof) -> Outline:
        """A rule in full where it comes first, and later on only that it was told above."""
        if proof.rule not in self._rules:
            return self.rule(proof)
        head = rule_head(proof, self.speaker)
        return (Line(self.speaker.say("told-above", rule=head.text), head.depth, head.tone, head.mark),)

    def _condition(self, proof: ConditionProof) -> Outline:
        lines: list[Line] = []
        for one in spoken(proof):
            lines.append(_test_line(one, self._case, self.speaker))
            if isinstance(one.part, TestResult):
                lines += deeper(self._behind(one.part.name), one.depth + 1)
        return tuple(lines)

    def _behind(self, name: str) -> Outline:
        """What a finding or score stands on, where it comes first."""
        if name in self._findings:
            finding = self._findings.pop(name)
            rules = (line for rule in finding.rules for line in self.rule(rule))
            return (*finding_tally(finding, self.speaker), *rules)
        return self.score(self._scores[name]) if name in self._scores else ()

    def score(self, proof: ScoreProof) -> Outline:
        """A score with each of its terms, and the sources it stands on."""
        self._scores.pop(proof.score, None)
        lines = (*self.terms(proof), *self._statements_told(proof.cites))
        return (Line(self.speaker.score(proof), 0, *_LOOK[proof.settled]), *deeper(lines))

    def terms(self, proof: ScoreProof) -> Outline:
        """Of each term of a score the points that count or may, with their conditions, or that it has none."""
        return tuple(line for term in proof.terms for line in self._term(term))

    def _term(self, term: Sequence[PointsProof]) -> Outline:
        told = [one for one in term if one.counts is not False]
        if not told:
            return (no_points_line(term, self._case, self.speaker),)
        lines: list[Line] = []
        for one in told:
            lines += [points_line(one, self.speaker), *deeper(self._condition(one.condition))]
        return tuple(lines)

    def _statements_told(self, cites: Sequence[str], explaining: Sequence[str] = ()) -> Outline:
        """Statements that something stands on, and those that explain it: once in words, then by their codes."""
        speaker = self.speaker
        new = [cite for cite in cites if cite not in self._statements]
        reasons = [one for one in explaining if one not in self._statements]
        above = [cite for cite in cites if cite not in new]
        self._statements.update(new, reasons)
        texts = [
            *map(speaker.source, new),
            *([speaker.say("told-above", rule=speaker.say("cites", cites=", ".join(above)))] if above else []),
            *(speaker.say("explained-by", source=speaker.source(one)) for one in reasons),
        ]
        return tuple(Line(text, tone=Tone.QUIET) for text in texts)
