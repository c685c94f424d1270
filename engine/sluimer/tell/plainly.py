"""A rule or finding as the person reads it whose decision it is part of, without the ids of rules and sources."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sluimer.explain.condition_proof import Origin, Spoken, TestResult, spoken
from sluimer.explain.consulted import Consulted
from sluimer.explain.proof import RuleProof
from sluimer.explain.why import Explanation
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted
from sluimer.tell.rule_proof import reason_told
from sluimer.tell.speaker import Speaker


def tell_plainly(explanations: Iterable[Explanation], consultation: Consulted, speaker: Speaker) -> Outline:
    """Whether each holds, why, on which answers, and what the sources say."""
    return parted(*(section for each in explanations for section in _told(each, consultation, speaker)))


def _told(explanation: Explanation, consultation: Consulted, speaker: Speaker) -> Iterator[Outline]:
    for proof in explanation.supporting:
        state = "unknown" if proof.truth is None else str(proof.truth).lower()
        head = Line(f"{speaker.name(proof.rule)}: {speaker.say(f'rule-{state}')}", tone=Tone.HEADING)
        tests = [_test(one, consultation, speaker) for one in spoken(proof.condition)]
        tests = tests or [Line(speaker.say("for-everyone"), mark="-")]
        yield (head, *deeper((*reason_told(proof, speaker), *tests, *_sources(proof, speaker))))


def _test(one: Spoken, consultation: Consulted, speaker: Speaker) -> Line:
    """A test with its value; whether an answer follows from another is told with the decision, and by its source."""
    part = one.part
    if isinstance(part, TestResult) and part.origin is Origin.IMPLIED:
        part = replace(part, origin=Origin.ANSWERED)
    return Line(speaker.condition(replace(one, part=part), consultation.case), one.depth, mark="-")


def _sources(proof: RuleProof, speaker: Speaker) -> Outline:
    told = [Line(words, 1, Tone.QUIET, "-") for words in map(speaker.statement, proof.cites) if words]
    return (Line(speaker.say("told-sources")), *told) if told else ()
