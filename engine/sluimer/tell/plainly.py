"""A rule, finding or score as the person reads it whose decision it is part of, without ids of rules and sources."""

from collections.abc import Iterable
from dataclasses import replace

from sluimer.explain.condition_proof import Origin, Spoken, TestResult, spoken
from sluimer.explain.consulted import Consulted
from sluimer.explain.proof import RuleProof, ScoreProof
from sluimer.explain.why import Explanation, TargetKind
from sluimer.knowledge.vocabulary import fact_of
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted, section
from sluimer.tell.rule_proof import points_line, reason_lines
from sluimer.tell.sources import statement_lines
from sluimer.tell.speaker import Speaker


def tell_plainly(explanations: Iterable[Explanation], consultation: Consulted, speaker: Speaker) -> Outline:
    """Whether each holds, why, on which answers, and what the sources say; of a score what it adds up."""
    told = list(explanations)
    rules = (_rule(proof, consultation, speaker) for each in told for proof in each.supporting)
    scores = (_score(each.scores[0], consultation, speaker) for each in told if each.kind is TargetKind.SCORE)
    return parted(*rules, *scores)


def _score(proof: ScoreProof, consultation: Consulted, speaker: Speaker) -> Outline:
    """What it is, with all points that count or may, and why."""
    lines: list[Line] = []
    for one in proof.told:
        told = (test for test in spoken(one.condition) if not _is_hushed(test, speaker))
        tests = (_test(test, consultation, speaker) for test in told)
        lines += [points_line(one, speaker), *deeper(tests)]
    head = Line(f"{speaker.name(proof.score)}: {speaker.total(proof.total)}", tone=Tone.HEADING)
    sources = section(speaker.say("told-sources"), statement_lines(proof.cites, speaker), Tone.PLAIN)
    return (head, *deeper((*lines, *sources)))


def _rule(proof: RuleProof, consultation: Consulted, speaker: Speaker) -> Outline:
    head = Line(f"{speaker.name(proof.rule)}: {speaker.truth('rule', proof.truth)}", tone=Tone.HEADING)
    tests = [_test(one, consultation, speaker) for one in spoken(proof.condition) if not _is_hushed(one, speaker)]
    tests = tests or [Line(speaker.say("for-everyone"), mark="-")]
    sources = section(speaker.say("told-sources"), statement_lines(proof.cites, speaker), Tone.PLAIN)
    return (head, *deeper((*reason_lines(proof, speaker), *tests, *sources)))


def _is_hushed(one: Spoken, speaker: Speaker) -> bool:
    """Whether it says that another answer to a sensitive question would turn it."""
    part, sensitive = one.part, speaker.knowledge.manifest.sensitive
    return isinstance(part, TestResult) and not part.meets and fact_of(part.name) in sensitive


def _test(one: Spoken, consultation: Consulted, speaker: Speaker) -> Line:
    """A test with its value; whether an answer follows from another is told with the decision, and by its source."""
    part = one.part
    if isinstance(part, TestResult) and part.origin is Origin.IMPLIED:
        part = replace(part, origin=Origin.ANSWERED)
    return Line(speaker.condition(replace(one, part=part), consultation.case), one.depth, mark="-")
