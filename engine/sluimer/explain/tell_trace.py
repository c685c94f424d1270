"""The trace as text for people: every rule that fired, in order, on which answers, and what it did."""

from sluimer.explain.outline import Line, Outline, Tone, deeper
from sluimer.explain.speaker import Speaker
from sluimer.explain.tell_advice import tell_granted
from sluimer.explain.trace import Firing
from sluimer.knowledge_base import Consultation


def tell_trace(consultation: Consultation, speaker: Speaker) -> Outline:
    """Every step of one consultation."""
    trace = consultation.trace
    steps = [line for firing in trace.firings for line in deeper(_firing(firing, consultation, speaker))]
    beside = []
    if trace.ruled_out:
        beside.append(speaker.say("ruled-out", findings=", ".join(speaker.name(name) for name in trace.ruled_out)))
    if trace.holding:
        beside.append(speaker.say("holding", rules=", ".join(trace.holding)))
    return (
        Line(speaker.say("trace"), tone=Tone.HEADING),
        *(steps or [Line(speaker.say("nothing-fired"), 1)]),
        *(Line(text, 1) for text in beside),
        *deeper(tell_granted(consultation, speaker)),
    )


def _firing(firing: Firing, consultation: Consultation, speaker: Speaker) -> Outline:
    case = consultation.case
    tests = [Line(speaker.test(result, case, result.negated), 1, mark="+") for result in firing.tests]
    return (
        Line(speaker.rule(firing.rule), mark=f"{firing.number}."),
        *(tests or [Line(speaker.say("for-everyone"), 1, mark="+")]),
        *(Line(speaker.effect(effect), 1, Tone.HOLDS, ">") for effect in firing.effects),
        Line(speaker.say("cites", cites=", ".join(firing.cites)), 1, Tone.QUIET),
    )
