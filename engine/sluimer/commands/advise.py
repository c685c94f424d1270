"""`sluimer advise`: the advice for one person."""

from typing import Annotated

import typer

from sluimer.commands.given import Given, given, problems_told
from sluimer.commands.options import AsJson, Audience, CaseArgument, KnowledgeFolder, Lang, Packs, Settings
from sluimer.commands.paper import standard_output
from sluimer.explain.outline import parted
from sluimer.explain.tell_advice import tell_advice
from sluimer.knowledge_base import Consultation

WithTrace = Annotated[bool, typer.Option("--trace", help="option-trace")]


def advise(
    case: CaseArgument,
    as_json: AsJson = False,
    trace: WithTrace = False,
    lang: Lang = None,
    knowledge: KnowledgeFolder = None,
    packs: Packs = None,
    settings: Settings = None,
    audience: Audience = None,
) -> None:
    """Print the advice for the person whose answers stand in a file."""
    with problems_told(as_json, lang):
        room = given(knowledge, packs, lang, settings, audience)
        print_advice(room.consult(case), room, as_json, trace)


def print_advice(consultation: Consultation, room: Given, as_json: bool, trace: bool = False) -> None:
    """Print advice, with every step that led to it when asked."""
    paper = standard_output()
    if as_json:
        steps = {"trace": consultation.trace.as_dict()} if trace else {}
        paper.data({**consultation.advice.as_dict(room.speaker.language), **steps})
        return
    told = tell_advice(consultation, room.speaker)
    if trace:
        from sluimer.explain.tell_trace import tell_trace

        told = parted(told, tell_trace(consultation, room.speaker))
    paper.lines(told)
