"""The trace as text for people: every rule that fired, in order, on which answers, and what it did."""

from sluimer.case import Case
from sluimer.explain.citation import citations
from sluimer.explain.consulted import Consulted
from sluimer.explain.trace import Firing, Trace
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.rule import Effect
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted
from sluimer.tell.rule_proof import proof_lines
from sluimer.tell.sections import assumption_lines
from sluimer.tell.sources import statement_section
from sluimer.tell.speaker import Speaker


def tell_trace(consultation: Consulted, speaker: Speaker) -> Outline:
    """Every step of one consultation."""
    case, trace = consultation.case, consultation.trace
    steps = tell_steps(trace, case, speaker, consultation.covered is False)
    account = (*steps, *deeper(assumption_lines(case, speaker)))
    cited = citations((firing.rule for firing in trace.firings), case, consultation.knowledge)
    return parted(account, statement_section(account, cited, speaker))


def tell_steps(trace: Trace, case: Case, speaker: Speaker, outside: bool) -> Outline:
    """Every firing in order, what was ruled out, and what acts while it is unknown.

    Of a person `outside` the scope it says first that of all this only referrals count, and at each step what does not.
    """
    steps = [line for firing in trace.firings for line in deeper(_firing(firing, case, speaker, outside))]
    beside = []
    if trace.ruled_out:
        beside.append(speaker.say("ruled-out", findings=", ".join(speaker.name(name) for name in trace.ruled_out)))
    if trace.holding:
        beside.append(speaker.say("holding", rules=", ".join(trace.holding)))
    return (
        Line(speaker.say("trace"), tone=Tone.HEADING),
        *((Line(speaker.say("trace-outside"), 1, Tone.URGENT),) if outside else ()),
        *(steps or [Line(speaker.say("nothing-fired"), 1)]),
        *(Line(text, 1) for text in beside),
    )


def _firing(firing: Firing, case: Case, speaker: Speaker, outside: bool) -> Outline:
    return (
        Line(speaker.rule(firing.rule), mark=f"{firing.number}."),
        *deeper(proof_lines(firing.proof, case, speaker)),
        *(_effect(effect, speaker, outside) for effect in firing.effects),
        Line(speaker.say("cites", cites=", ".join(firing.cites)), 1, Tone.QUIET),
    )


def _effect(effect: Effect, speaker: Speaker, outside: bool) -> Line:
    text = speaker.effect(effect)
    if outside and not _counts_outside(effect, speaker.knowledge):
        return Line(speaker.say("effect-without-say", effect=text), 1, Tone.QUIET, ">")
    return Line(text, 1, Tone.HOLDS, ">")


def _counts_outside(effect: Effect, knowledge: Knowledge) -> bool:
    """Whether an effect counts for a person outside the scope: it concludes, asks, or is about a referral."""
    items, topics = knowledge.vocabulary.items, knowledge.vocabulary.topics
    return not effect.items or any(topics[items[name].topic].referral for name in effect.items)
