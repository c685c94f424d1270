"""The trace as text for people: every rule that fired, in order, on which answers, and what it did."""

from sluimer.case import Case
from sluimer.explain.outline import Line, Outline, Tone, deeper
from sluimer.explain.speaker import Speaker
from sluimer.explain.tell_advice import tell_granted
from sluimer.explain.trace import Firing, Trace
from sluimer.knowledge_base import Consultation


def tell_trace(consultation: Consultation, speaker: Speaker) -> Outline:
    """Every step of one consultation."""
    case = consultation.case
    return (*tell_steps(consultation.trace, case, speaker), *deeper(tell_granted(case, speaker)))


def tell_steps(trace: Trace, case: Case, speaker: Speaker) -> Outline:
    """Every firing in order, what was ruled out, and what acts while it is unknown."""
    steps = [line for firing in trace.firings for line in deeper(_firing(firing, case, speaker))]
    beside = []
    if trace.ruled_out:
        beside.append(speaker.say("ruled-out", findings=", ".join(speaker.name(name) for name in trace.ruled_out)))
    if trace.holding:
        beside.append(speaker.say("holding", rules=", ".join(trace.holding)))
    return (
        Line(speaker.say("trace"), tone=Tone.HEADING),
        *(steps or [Line(speaker.say("nothing-fired"), 1)]),
        *(Line(text, 1) for text in beside),
    )


def _firing(firing: Firing, case: Case, speaker: Speaker) -> Outline:
    tests = [Line(speaker.test(result, case, result.negated), 1, mark="+") for result in firing.tests]
    return (
        Line(speaker.rule(firing.rule), mark=f"{firing.number}."),
        *(tests or [Line(speaker.say("for-everyone"), 1, mark="+")]),
        *(Line(speaker.effect(effect), 1, Tone.HOLDS, ">") for effect in firing.effects),
        Line(speaker.say("cites", cites=", ".join(firing.cites)), 1, Tone.QUIET),
    )
