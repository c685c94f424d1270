"""`sluimer log show`: one decision of the log, made again where that can be done, or one item or topic of it."""

from typing import TYPE_CHECKING, Annotated

import click

from sluimer.audit.report.tell_log import tell_erased, tell_erasure, tell_what_it_is
from sluimer.commands.auditor.verdict import known_of, languages_in, verdict
from sluimer.commands.decision import ForReader, only_item_or_topic
from sluimer.commands.locale import chosen_language
from sluimer.commands.log import LogPlace
from sluimer.commands.options import AsJson
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import Operand
from sluimer.messages import Language
from sluimer.messages.texts import word
from sluimer.tell.advice import tell_advice
from sluimer.tell.outline import Line, Outline, Tone, parted
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.speaker import Speaker
from sluimer.tell.trace import tell_trace

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, LoggedDecision, Replay

DecisionName = Annotated[str, Operand("DECISION", "option-log-decision")]
ItemOrTopic = Annotated[str | None, Operand("[TARGET]", "option-log-target")]


def show(decision: DecisionName, target: ItemOrTopic, reader: ForReader, as_json: AsJson, place: LogPlace) -> int:
    """Print one decision: as text for a reader, or its record; 1 where it is not what is made again.

    Without a reader or target it is the advice with its trace. A number that is an erasure is told as that.
    """
    if as_json and (reader or target) is not None:
        raise click.BadParameter(word("record-has-no-reader", place.language()), param_hint="--json")
    with place.opened() as log:
        from sluimer.audit.log import erasure_numbered

        erasure = erasure_numbered(log, decision) if target is None else None
        if erasure and as_json:
            standard_output().data(erasure.as_dict())
        elif erasure:
            standard_output().lines(tell_erasure(erasure, place.language()))
        elif (logged := log.decision(decision)).part is None:
            _print_erased(log, logged, as_json, place.language())
        elif as_json:
            standard_output().data(log.record(logged))
        else:
            return _print_again(log, logged, target, reader, place.lang)
    return 0


def _print_erased(log: "DecisionLog", logged: "LoggedDecision", as_json: bool, language: Language) -> None:
    from sluimer.audit.log import erasure_of, exported

    erasure, known = erasure_of(log, logged), known_of(log, logged)
    if as_json:
        why = {"number": erasure.number, "time": erasure.time, "cause": erasure.cause, "reason": erasure.reason}
        standard_output().data({**exported(logged), "erasure": why})
    else:
        standard_output().lines(parted(tell_what_it_is(logged, known, language), tell_erased(erasure, language)))


def _print_again(
    log: "DecisionLog", logged: "LoggedDecision", target: str | None, reader: Reader | None, lang: str | None
) -> int:
    """Print a decision made again, in the language that was chosen, or else that in which it was told."""
    from sluimer.audit.log import Replayer

    assert logged.part is not None
    known = known_of(log, logged)
    language = logged.part["language"] if lang is None else chosen_language(lang, languages_in(known))
    replayed = Replayer(log).as_then(logged)
    told = _told_again(replayed, target, reader, language)
    standard_output().lines(parted(tell_what_it_is(logged, known, language), verdict(replayed, language), told))
    return 0 if replayed.same else 1


def _told_again(replayed: "Replay", target: str | None, reader: Reader | None, language: str) -> Outline:
    """What is made again, where that could be done: all of it, or one item or topic; raises UnknownTargetError."""
    again = replayed.consultation
    if again is None:
        return ()
    speaker = Speaker(again.knowledge, language)
    only_item_or_topic(target, speaker)
    head = () if replayed.same else (Line(speaker.say("log-what-came-now"), tone=Tone.HEADING),)
    if reader is None and target is None:
        return parted(head, tell_advice(again, speaker), tell_trace(again, speaker))
    return parted(head, tell_to(reader or Reader.PROFESSIONAL, again, speaker, target))
