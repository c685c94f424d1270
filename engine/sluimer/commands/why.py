"""`sluimer why` and `sluimer why-not`: the proof of one thing, and of the whole decision for whoever reads it."""

from enum import StrEnum
from typing import Annotated, Literal

import click

from sluimer.commands.given import Given, given, problems_told
from sluimer.commands.options import (
    AsJson,
    Audience,
    CaseArgument,
    For,
    KnowledgeFolder,
    Lang,
    Packs,
    ReaderName,
    Settings,
    Target,
)
from sluimer.commands.paper import standard_output, typed
from sluimer.commands.parameters import OneOf
from sluimer.explain.outline import Outline, parted
from sluimer.explain.tell_proof import tell_pointer, tell_why, tell_why_not
from sluimer.explain.why import Explanation
from sluimer.explain.words import word

Question = Literal["why", "why-not"]


class Form(StrEnum):
    """How it is shown."""

    TEXT = "text"
    JSON = "json"
    MERMAID = "mermaid"
    SVG = "svg"


PICTURES = (Form.MERMAID, Form.SVG)

As = Annotated[Form | None, click.Option(["form", "--format"], type=OneOf(Form), help="option-view")]


def why(
    case: CaseArgument,
    target: Target = None,
    reader: For = None,
    form: As = None,
    as_json: AsJson = False,
    lang: Lang = None,
    knowledge: KnowledgeFolder = None,
    packs: Packs = None,
    settings: Settings = (),
    audience: Audience = None,
) -> None:
    """Print what brought a rule, finding, item or topic, or why the whole decision is what it is."""
    shown = _form(reader, form, as_json, lang)
    with problems_told(shown is Form.JSON, lang):
        _answer("why", case, target, reader, shown, given(knowledge, packs, lang, settings, audience))


def why_not(
    case: CaseArgument,
    target: Target = None,
    reader: For = None,
    form: As = None,
    as_json: AsJson = False,
    lang: Lang = None,
    knowledge: KnowledgeFolder = None,
    packs: Packs = None,
    settings: Settings = (),
    audience: Audience = None,
) -> None:
    """Print what stopped a rule, finding, item or topic, or why the whole decision is what it is."""
    shown = _form(reader, form, as_json, lang)
    with problems_told(shown is Form.JSON, lang):
        _answer("why-not", case, target, reader, shown, given(knowledge, packs, lang, settings, audience))


def _form(reader: ReaderName | None, form: Form | None, as_json: bool, lang: str | None) -> Form:
    """The form that was asked for; options that contradict each other are a mistake in the command."""
    language = lang or "nl"
    if as_json and form not in (None, Form.JSON):
        raise click.BadParameter(word("json-or-picture", language, format=form), param_hint="--json")
    shown = Form.JSON if as_json else form or Form.TEXT
    if reader and shown in PICTURES:
        raise click.BadParameter(word("picture-has-no-reader", language), param_hint="--for")
    return shown


def _answer(
    question: Question, case: str, target: str | None, reader: ReaderName | None, form: Form, room: Given
) -> None:
    """One thing as it is asked about, or the decision for a reader."""
    if target is not None and reader is None and form not in PICTURES:
        _explain(question, case, target, form is Form.JSON, room)
        return
    from sluimer.commands.print_decision import print_decision  # the short answer can do without

    print_decision(case, target, reader or ReaderName.PROFESSIONAL, form, room)


def _explain(question: Question, case: str, target: str, as_json: bool, room: Given) -> None:
    consultation = room.consult(case)
    found = consultation.why(target) if question == "why" else consultation.why_not(target)
    if as_json:
        explanations = [each.as_dict() for each in found]
        data = {"target": target, "question": question, "explanations": explanations}
        standard_output().data({**data, "knowledge": consultation.advice.as_dict()["knowledge"]})
        return
    tell = tell_why if question == "why" else tell_why_not
    told = tell(found, consultation, room.speaker)
    standard_output().tree(parted(told, _pointers(question, case, found, room)))


def _pointers(question: Question, case: str, found: tuple[Explanation, ...], room: Given) -> Outline:
    """The other question, for each target that this one does not fit."""
    other = "why-not" if question == "why" else "why"
    misfits = [each for each in found if each.came is (question == "why-not")]
    return tuple(tell_pointer(each, f"sluimer {other} {typed(case)} {each.target}", room.speaker) for each in misfits)
