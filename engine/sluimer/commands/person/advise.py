"""`sluimer advise`: the advice for one person."""

from typing import Annotated

import click

from sluimer.commands.knowledge import KnowledgeChoice, Session
from sluimer.commands.log import Keeping
from sluimer.commands.options import AsJson, CaseArgument, Lang
from sluimer.commands.output import standard_error, standard_output
from sluimer.commands.problems import problem_lines
from sluimer.knowledge_base import Consultation
from sluimer.knowledge_base.receipt import Receipt, Unlogged
from sluimer.tell.advice import tell_advice
from sluimer.tell.outline import Line, Outline, Tone, parted

WholeJson = Annotated[bool, click.Option(["--full"], is_flag=True, help="option-full-json")]
WithTrace = Annotated[bool, click.Option(["--trace"], is_flag=True, help="option-trace")]


def advise(
    case: CaseArgument,
    as_json: AsJson,
    full: WholeJson,
    trace: WithTrace,
    lang: Lang,
    choice: KnowledgeChoice,
    keeping: Keeping,
) -> None:
    """Print the advice for the person whose answers stand in a file."""
    session = choice.session(lang)
    answers = session.read(case)
    with keeping.keeper() as keeper:
        consultation = session.base.consult(answers, keeper, keeping.person, session.speaker.told_in)
    print_advice(consultation, session, as_json, trace, full)


def print_advice(
    consultation: Consultation, session: Session, as_json: bool, trace: bool = False, full: bool = False
) -> None:
    """Print advice, with every step that led to it when asked, and what the log said where there is one."""
    paper, speaker = standard_output(), session.speaker
    if isinstance(consultation.logged, Unlogged):
        head = Line(speaker.say("log-unlogged"), tone=Tone.URGENT)
        standard_error().lines([head, *problem_lines(consultation.logged.problems, session.language)])
    if as_json:
        steps = {"trace": consultation.trace.as_dict()} if trace else {}
        logged = _logged_data(consultation.logged, session)
        paper.data({**consultation.as_dict(speaker.told_in, full), **steps, **logged})
        return
    told = tell_advice(consultation, speaker)
    if trace:
        from sluimer.tell.trace import tell_trace

        told = parted(told, tell_trace(consultation, speaker))
    paper.lines(parted(told, _receipt(consultation.logged, session)))


def _receipt(logged: Receipt | Unlogged | None, session: Session) -> Outline:
    """Where the decision stands in the log, for whoever wants it back."""
    if not isinstance(logged, Receipt):
        return ()
    return (Line(session.speaker.say("log-receipt", number=logged.number, id=logged.decision), tone=Tone.QUIET),)


def _logged_data(logged: Receipt | Unlogged | None, session: Session) -> dict[str, object]:
    match logged:
        case Receipt(decision, number):
            return {"decision": {"id": decision, "number": number}}
        case Unlogged(problems):
            return {"decision": None, "unlogged": [problem.as_dict(session.language) for problem in problems]}
    return {}
