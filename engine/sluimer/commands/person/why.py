"""`sluimer why` and `sluimer why-not`: the proof of one thing, and of the whole decision for whoever reads it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Literal

import click

from sluimer.commands.given import Given, given, problems_told
from sluimer.commands.options import (
    AsJson,
    Audience,
    CaseArgument,
    For,
    Full,
    KnowledgeFolder,
    Lang,
    Packs,
    Settings,
    Target,
)
from sluimer.commands.paper import standard_output, typed
from sluimer.commands.parameters import OneOf
from sluimer.explain.changes import MOST_ANSWERS, Change
from sluimer.explain.why import Explanation, TargetKind
from sluimer.knowledge_base import Consultation
from sluimer.meaning.model import State
from sluimer.messages.texts import FIRST, word
from sluimer.tell.auditor import provenance_section
from sluimer.tell.changes import tell_changes
from sluimer.tell.outline import Line, Outline, Tone, parted
from sluimer.tell.plainly import tell_plainly
from sluimer.tell.proof import tell_pointer, tell_why, tell_why_not
from sluimer.tell.readers import Reader
from sluimer.tell.sources import source_section
from sluimer.tell.titles import id_of

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
    full: Full = False,
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
        _answer("why", case, target, _Asked(reader, shown, full), given(knowledge, packs, lang, settings, audience))


def why_not(
    case: CaseArgument,
    target: Target = None,
    reader: For = None,
    full: Full = False,
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
        _answer("why-not", case, target, _Asked(reader, shown, full), given(knowledge, packs, lang, settings, audience))


def _form(reader: Reader | None, form: Form | None, as_json: bool, lang: str | None) -> Form:
    """The form that was asked for; options that contradict each other are a mistake in the command."""
    language = lang or FIRST
    if as_json and form not in (None, Form.JSON):
        raise click.BadParameter(word("json-or-picture", language, format=form), param_hint="--json")
    shown = Form.JSON if as_json else form or Form.TEXT
    if reader and shown in PICTURES:
        raise click.BadParameter(word("picture-has-no-reader", language), param_hint="--for")
    return shown


@dataclass(frozen=True, slots=True)
class _Asked:
    """For whom, in which form, and whether with all that there is."""

    reader: Reader | None
    form: Form
    full: bool


def _answer(question: Question, case: str, target: str | None, asked: _Asked, room: Given) -> None:
    """One thing as it is asked about, or the decision for a reader; rules and findings are no part of a decision."""
    target = target and id_of(target, room.speaker.knowledge)
    picture = asked.form in PICTURES
    alone = target is not None and (asked.reader is None or _is_no_advice(target, room))
    if target is not None and alone and not picture:
        _explain(question, case, target, asked, room)
        return
    from sluimer.commands.print_decision import print_decision  # the short answer can do without

    print_decision(case, target, asked.reader or Reader.PERSON, asked.form, room, asked.full)


def _is_no_advice(target: str, room: Given) -> bool:
    """Whether it is a rule or a finding, and nothing that is advised is called the same."""
    knowledge = room.speaker.knowledge
    advised = {*knowledge.vocabulary.items, *knowledge.vocabulary.topics}
    return target not in advised and target in {*knowledge.rules, *knowledge.vocabulary.findings}


def _explain(question: Question, case: str, target: str, asked: _Asked, room: Given) -> None:
    consultation = room.consult(case)
    found = consultation.why(target) if question == "why" else consultation.why_not(target)
    if asked.form is Form.JSON:
        explanations = [each.as_dict() for each in found]
        changes = [change.as_dict() for change in _changes(question, found, consultation)]
        data = {"target": target, "question": question, "explanations": explanations, "changes": changes}
        standard_output().data({**data, "knowledge": consultation.advice.knowledge.as_dict()})
        return
    told = _told(question, found, asked, consultation, room)
    pointers = _pointers(question, case, found, room)
    if not asked.full and told != _told(question, found, replace(asked, full=True), consultation, room):
        command = f"sluimer {question} {typed(case)} {target} --full"
        pointers = (*pointers, Line(room.speaker.say("told-in-full", command=command), tone=Tone.QUIET))
    standard_output().tree(parted(told, pointers))


def _told(
    question: Question, found: tuple[Explanation, ...], asked: _Asked, consultation: Consultation, room: Given
) -> Outline:
    speaker = room.speaker
    if asked.reader is Reader.PERSON:
        return tell_plainly([each for each in found if each.came is (question == "why")], consultation, speaker)
    if question == "why":
        told = tell_why(found, consultation, speaker)
    else:
        told = tell_why_not(found, consultation, speaker, asked.full)
        if _item_to_turn(question, found):
            changes = _changes(question, found, consultation)
            told = parted(told, tell_changes(changes, MOST_ANSWERS, speaker, asked.full))
    if asked.reader is Reader.AUDITOR:
        return parted(
            told,
            *(source_section(each.cited, speaker) for each in found),
            provenance_section(consultation.advice.knowledge, speaker),
        )
    return told


def _item_to_turn(question: Question, found: tuple[Explanation, ...]) -> str:
    """The item that is asked about and not given, if it is one alone."""
    turned = [each.target for each in found if each.kind is TargetKind.ITEM and not each.came]
    return turned[0] if question == "why-not" and len(turned) == 1 == len(found) else ""


def _changes(question: Question, found: tuple[Explanation, ...], consultation: Consultation) -> tuple[Change, ...]:
    """What would have the item given, where one alone is asked about."""
    item = _item_to_turn(question, found)
    return consultation.changes(item, State.GIVEN) if item else ()


def _pointers(question: Question, case: str, found: tuple[Explanation, ...], room: Given) -> Outline:
    """The other question, for each target that this one does not fit."""
    other = "why-not" if question == "why" else "why"
    misfits = [each for each in found if each.came is (question == "why-not")]
    return tuple(tell_pointer(each, f"sluimer {other} {typed(case)} {each.target}", room.speaker) for each in misfits)
