"""`sluimer advise`: the advice for one person."""

from typing import TYPE_CHECKING, Annotated

from sluimer.commands.knowledge import KnowledgeChoice, Session
from sluimer.commands.log import Keeping
from sluimer.commands.options import AsJson, CaseArgument, Lang
from sluimer.commands.output import standard_error, standard_output, typed
from sluimer.commands.parameters import CommandOption
from sluimer.commands.problems import problem_lines
from sluimer.knowledge_base import Consultation
from sluimer.knowledge_base.receipt import Receipt, Unlogged
from sluimer.meaning.model import State
from sluimer.tell.advice import tell_advice
from sluimer.tell.outline import Line, Outline, Tone, parted
from sluimer.tell.sections import missing_packs
from sluimer.tell.speaker import Speaker
from sluimer.tell.summary import summary_page, tell_summary, title_on

if TYPE_CHECKING:
    from sluimer.explain.settled import Settled

Everything = Annotated[bool, CommandOption("--full", help="option-full-advice")]
AsHtml = Annotated[bool, CommandOption("--html", help="option-advice-html")]
WithSettled = Annotated[bool, CommandOption("--settled", help="option-settled-advice")]
WithTrace = Annotated[bool, CommandOption("--trace", help="option-trace")]


def advise(
    case: CaseArgument,
    as_json: AsJson,
    full: Everything,
    as_html: AsHtml,
    trace: WithTrace,
    settled: WithSettled,
    lang: Lang,
    choice: KnowledgeChoice,
    keeping: Keeping,
) -> None:
    """Print the advice for the person whose answers stand in a file."""
    session = choice.session(lang)
    answers = session.read(case)
    with keeping.keeper() as keeper:
        consultation = session.base.consult(answers, keeper, keeping.person, session.speaker.told_in)
    print_advice(consultation, session, as_json, trace, full, case, as_html, settled)


def print_advice(
    consultation: Consultation,
    session: Session,
    as_json: bool,
    trace: bool = False,
    full: bool = False,
    case: str = "",
    as_html: bool = False,
    settled: bool = False,
) -> None:
    """Print the first screen of advice, or all of it, and what the log said where there is one.

    `case` is the file with the answers, if there is one; `settled` tells also what open answers can still turn.
    With every step that led to it, all of it is printed.
    """
    paper, speaker = standard_output(), session.speaker
    if isinstance(consultation.logged, Unlogged):
        head = Line(speaker.say("log-unlogged"), tone=Tone.URGENT)
        standard_error().lines([head, *problem_lines(consultation.logged.problems, session.language)])
    if as_json:
        steps = {"trace": consultation.trace.as_dict()} if trace else {}
        logged = _logged_data(consultation.logged, session)
        turned = {"settled": [one.as_dict() for one in _settled(consultation)]} if settled else {}
        paper.data({**consultation.as_dict(speaker.told_in, full), **steps, **turned, **logged})
        return
    if as_html:
        paper.text(summary_page(consultation.summary, consultation, speaker))
        return
    told = (
        tell_advice(consultation, speaker, with_ids=trace)
        if full or trace
        else _first_screen(consultation, case, speaker)
    )
    if trace:
        from sluimer.tell.trace import tell_trace

        told = parted(told, tell_trace(consultation, speaker))
    if settled and not consultation.advice.emergencies:
        from sluimer.tell.settled import tell_all_settled

        told = parted(told, tell_all_settled(_settled(consultation), speaker, speaker.knowledge.manifest.sensitive))
    paper.lines(parted(told, _receipt(consultation.logged, session)))


def _settled(consultation: Consultation) -> "list[Settled]":
    """Of each given item whether open answers can still turn it."""
    return [consultation.settled(item.id) for item in consultation.advice.in_state(State.GIVEN)]


def _first_screen(consultation: Consultation, case: str, speaker: Speaker) -> Outline:
    """The summary, and where the rest is; of an emergency there is no rest."""
    summary = consultation.summary
    if summary.emergency:
        return tell_summary(summary, speaker)
    rest = _where_the_rest_is(case, title_on(summary, speaker), speaker)
    told = tell_summary(summary, speaker, (Line(rest, tone=Tone.QUIET),))
    return parted(missing_packs(consultation.advice, speaker), told)


def _where_the_rest_is(case: str, example: str, speaker: Speaker) -> str:
    """The commands that print the rest; without a file with the answers, how to get one."""
    if not case:
        return speaker.say("advise-rest-unsaved", command="sluimer ask --save answers.yaml")
    commands = {"command": f"sluimer advise {typed(case)} --full", "why": f"sluimer why {typed(case)}"}
    return speaker.say("advise-rest-named" if example else "advise-rest", title=example, **commands)


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
