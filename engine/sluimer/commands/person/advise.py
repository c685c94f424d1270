"""`sluimer advise`: the advice for one person."""

from typing import Annotated

import click

from sluimer.commands.given import Given, given, problem_lines, problems_told
from sluimer.commands.log_options import About, KeepIn, KeyFile, LogOptional
from sluimer.commands.log_place import Keeping, NamedLog
from sluimer.commands.options import AsJson, Audience, CaseArgument, KnowledgeFolder, Lang, Packs, Settings
from sluimer.commands.paper import standard_error, standard_output, typed
from sluimer.knowledge_base import Consultation
from sluimer.knowledge_base.receipt import Receipt, Unlogged
from sluimer.tell.advice import tell_advice
from sluimer.tell.outline import Line, Outline, Tone, parted
from sluimer.tell.sections import missing_packs
from sluimer.tell.summary import summary_page, tell_summary

WholeJson = Annotated[bool, click.Option(["full", "--full"], is_flag=True, help="option-full-advice")]
AsHtml = Annotated[bool, click.Option(["as_html", "--html"], is_flag=True, help="option-advice-html")]
WithTrace = Annotated[bool, click.Option(["trace", "--trace"], is_flag=True, help="option-trace")]


def advise(
    case: CaseArgument,
    as_json: AsJson = False,
    full: WholeJson = False,
    as_html: AsHtml = False,
    trace: WithTrace = False,
    lang: Lang = None,
    knowledge: KnowledgeFolder = None,
    packs: Packs = None,
    settings: Settings = (),
    audience: Audience = None,
    log: KeepIn = None,
    key_file: KeyFile = None,
    person: About = None,
    log_optional: LogOptional = False,
) -> None:
    """Print the advice for the person whose answers stand in a file."""
    with problems_told(as_json, lang):
        room = given(knowledge, packs, lang, settings, audience)
        answers = room.read(case)
        with Keeping(NamedLog(log, key_file), person, log_optional).keeper() as keeper:
            consultation = room.base.consult(answers, keeper, person, room.speaker.told_in)
        if as_html and not as_json:
            standard_output().text(summary_page(consultation.summary, consultation, room.speaker))
            return
        print_advice(consultation, room, as_json, trace, full, case)


def print_advice(
    consultation: Consultation,
    room: Given,
    as_json: bool,
    trace: bool = False,
    full: bool = False,
    case: str = "CASE",
) -> None:
    """Print the first screen of advice, or all of it, and what the log said where there is one.

    With every step that led to it, all of it is printed.
    """
    paper = standard_output()
    if isinstance(consultation.logged, Unlogged):
        _tell_unlogged(consultation.logged, room)
    if as_json:
        steps = {"trace": consultation.trace.as_dict()} if trace else {}
        logged = _logged_data(consultation.logged, room)
        paper.data({**consultation.as_dict(room.speaker.told_in, full), **steps, **logged})
        return
    told = tell_advice(consultation, room.speaker) if full or trace else _first_screen(consultation, case, room)
    if trace:
        from sluimer.tell.trace import tell_trace

        told = parted(told, tell_trace(consultation, room.speaker))
    paper.lines(parted(told, _receipt(consultation.logged, room)))


def _first_screen(consultation: Consultation, case: str, room: Given) -> Outline:
    """The summary, and where the rest is."""
    speaker, named = room.speaker, typed(case)
    packs = missing_packs(consultation.advice, speaker)
    rest = speaker.say("advise-rest", command=f"sluimer advise {named} --full", why=f"sluimer why {named}")
    return parted(packs, tell_summary(consultation.summary, speaker), (Line(rest, tone=Tone.QUIET),))


def _receipt(logged: Receipt | Unlogged | None, room: Given) -> Outline:
    """Where the decision stands in the log, for whoever wants it back."""
    if not isinstance(logged, Receipt):
        return ()
    return (Line(room.speaker.say("log-receipt", number=logged.number, id=logged.decision), tone=Tone.QUIET),)


def _logged_data(logged: Receipt | Unlogged | None, room: Given) -> dict[str, object]:
    match logged:
        case Receipt(decision, number):
            return {"decision": {"id": decision, "number": number}}
        case Unlogged(problems):
            return {"decision": None, "unlogged": [problem.as_dict(room.language) for problem in problems]}
    return {}


def _tell_unlogged(unlogged: Unlogged, room: Given) -> None:
    head = Line(room.speaker.say("log-unlogged"), tone=Tone.URGENT)
    standard_error().lines([head, *problem_lines(unlogged.problems, room.language)])
