"""`sluimer why` and `sluimer why-not`: the proof of one thing, and of the whole decision for whoever reads it."""

from dataclasses import dataclass
from typing import Annotated, Literal

import click

from sluimer.commands.decision import ForReader, kind_beside_advice, only_item_or_topic, print_decision
from sluimer.commands.knowledge import KnowledgeChoice, Session
from sluimer.commands.options import AsJson, CaseArgument, Lang
from sluimer.commands.output import standard_output, typed
from sluimer.commands.parameters import CommandOption, Operand
from sluimer.commands.person.ways import tell_ways, ways_to
from sluimer.commands.views import PICTURES, View
from sluimer.explain.why import Explanation, TargetKind
from sluimer.knowledge_base import Consultation
from sluimer.messages.texts import FIRST, word
from sluimer.tell.auditor import provenance_section
from sluimer.tell.emergency import tell_emergency
from sluimer.tell.outline import Line, Outline, Tone, parted
from sluimer.tell.plainly import tell_plainly
from sluimer.tell.proof import tell_pointer, tell_why, tell_why_not
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.settled import tell_settled
from sluimer.tell.sources import source_section
from sluimer.tell.speaker import Speaker
from sluimer.tell.titles import id_of

Question = Literal["why", "why-not"]


@dataclass(frozen=True, slots=True)
class WhyOptions:
    """The options of both questions: about which case and thing, for whom, in which form, and with all there is."""

    case: CaseArgument
    target: Annotated[str | None, Operand("[TARGET]", "option-target")]
    reader: ForReader
    full: Annotated[bool, CommandOption("--full", help="option-full")]
    settled: Annotated[bool, CommandOption("--settled", help="option-settled")]
    form: Annotated[View | None, CommandOption("--format", help="option-view")]
    as_json: AsJson
    lang: Lang
    choice: KnowledgeChoice

    def view(self) -> View:
        """The form that was asked for; options that contradict each other are a mistake in the command."""
        language = self.lang or FIRST
        if self.as_json and self.form not in (None, View.JSON):
            raise click.BadParameter(word("json-or-picture", language, format=self.form), param_hint="--json")
        view = View.JSON if self.as_json else self.form or View.TEXT
        if self.reader and view in PICTURES:
            raise click.BadParameter(word("picture-has-no-reader", language), param_hint="--for")
        return view


def why(options: WhyOptions) -> None:
    """Print what brought a rule, finding, item or topic, or why the whole decision is what it is."""
    _answer("why", options)


def why_not(options: WhyOptions) -> None:
    """Print what stopped a rule, finding, item or topic, or why the whole decision is what it is."""
    _answer("why-not", options)


def _answer(question: Question, options: WhyOptions) -> None:
    """One thing as it is asked about, or the decision for a reader; rules and findings are no part of a decision.

    Of an item or topic the person reads, whom it is about unless a reader is named; the proof is for a professional.
    """
    view = options.view()
    session, reader = options.choice.session(options.lang), options.reader
    target = options.target and id_of(options.target, session.speaker.knowledge)
    if options.settled:
        _only_item(target, session.speaker)
    if target is not None and _is_proven(target, reader, view, session):
        _explain(question, target, options, session)
    elif target is not None and view is View.TEXT and reader is not Reader.AUDITOR:
        _tell_person(question, target, options, session)
    else:
        print_decision(options.case, target, reader or Reader.PERSON, view, session, options.full)


def _only_item(target: str | None, speaker: Speaker) -> None:
    """What is settled is asked of one item."""
    items = speaker.knowledge.vocabulary.items
    if target not in items:
        told = speaker.say("settled-of-one-item", example=next(iter(items)))
        raise click.BadParameter(told, param_hint="--settled")


def _is_proven(target: str, reader: Reader | None, view: View, session: Session) -> bool:
    """Whether the proof is told, and no decision: of what is no advice, to a professional, and as data."""
    if view in PICTURES:
        return False
    wanted = reader is None if view is View.JSON else reader is Reader.PROFESSIONAL
    return wanted or bool(kind_beside_advice(target, session.base.knowledge))


def _tell_person(question: Question, target: str, options: WhyOptions, session: Session) -> None:
    """One item or topic as the person reads it; why not, also with which other answers it would come."""
    speaker = session.speaker
    only_item_or_topic(target, speaker)
    consultation = session.consult(options.case)
    told = tell_to(Reader.PERSON, consultation, speaker, target)
    if question == "why-not" and not consultation.advice.emergencies:
        told = parted(told, _ways_there(target, consultation, options, session))
    if options.settled and not consultation.advice.emergencies:
        unnamed = speaker.knowledge.manifest.sensitive
        told = parted(told, tell_settled(consultation.settled(target), speaker, unnamed))
    standard_output().lines(told)


def _ways_there(target: str, consultation: Consultation, options: WhyOptions, session: Session) -> Outline:
    """The other answers with which an item would come, but none to a sensitive question."""
    item = _item_to_turn("why-not", consultation.why_not(target))
    speaker = session.speaker
    unnamed = speaker.knowledge.manifest.sensitive
    return tell_ways(ways_to(item, consultation), speaker, options.full, unnamed) if item else ()


def _explain(question: Question, target: str, options: WhyOptions, session: Session) -> None:
    consultation = session.consult(options.case)
    found = consultation.why(target) if question == "why" else consultation.why_not(target)
    if options.view() is View.JSON:
        explanations = [each.as_dict() for each in found]
        item = _item_to_turn(question, found)
        ways = ways_to(item, consultation).as_dict() if item else {"changes": []}
        data = {"target": target, "question": question, "explanations": explanations, **ways}
        if options.settled:
            data["settled"] = consultation.settled(target).as_dict()
        standard_output().data({**data, "knowledge": consultation.advice.knowledge.as_dict()})
        return
    told = _explanation(question, found, options.reader, options.full, consultation, session)
    for_whom = f" --for {options.reader}" if options.reader else ""
    alone = options.reader in (None, Reader.PERSON) and bool(consultation.advice.emergencies)
    pointers = () if alone else _pointers(question, options.case, found, session, for_whom)
    if not options.full and told != _explanation(question, found, options.reader, True, consultation, session):
        command = f"sluimer {question} {typed(options.case)} {target}{for_whom} --full"
        pointers = (*pointers, Line(session.speaker.say("told-in-full", command=command), tone=Tone.QUIET))
    settled = tell_settled(consultation.settled(target), session.speaker) if options.settled and not alone else ()
    standard_output().tree(parted(told, settled, pointers))


def _explanation(
    question: Question,
    found: tuple[Explanation, ...],
    reader: Reader | None,
    full: bool,
    consultation: Consultation,
    session: Session,
) -> Outline:
    speaker = session.speaker
    emergency = tell_emergency(consultation.advice.emergencies, speaker) if reader in (None, Reader.PERSON) else ()
    if emergency:
        return emergency
    if reader is Reader.PERSON:
        return tell_plainly([each for each in found if each.came is (question == "why")], consultation, speaker)
    if question == "why":
        told = tell_why(found, consultation, speaker)
    else:
        told = tell_why_not(found, consultation, speaker, full)
        if item := _item_to_turn(question, found):
            told = parted(told, tell_ways(ways_to(item, consultation), speaker, full))
    if reader is Reader.AUDITOR:
        sources = (source_section(each.cited, speaker) for each in found)
        return parted(told, *sources, provenance_section(consultation.advice.knowledge, speaker))
    return told


def _item_to_turn(question: Question, found: tuple[Explanation, ...]) -> str:
    """The item that is asked about and not given, if it is one alone."""
    turned = [each.target for each in found if each.kind is TargetKind.ITEM and not each.came]
    return turned[0] if question == "why-not" and len(turned) == 1 == len(found) else ""


def _pointers(
    question: Question, case: str, found: tuple[Explanation, ...], session: Session, for_whom: str
) -> Outline:
    """The other question, for each target that this one does not fit."""
    other = "why-not" if question == "why" else "why"
    misfits = [each for each in found if each.came is (question == "why-not")]
    return tuple(
        tell_pointer(each, f"sluimer {other} {typed(case)} {each.target}{for_whom}", session.speaker)
        for each in misfits
    )
