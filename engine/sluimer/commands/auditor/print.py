"""The log on paper: its decisions and erasures, one of them, whether it is whole, and where it ends."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sluimer.audit.report.tell_log import (
    Listed,
    tell_erased,
    tell_erasure,
    tell_erasures,
    tell_list,
    tell_verified,
    tell_what_it_is,
)
from sluimer.commands.auditor.checkpoints import checkpoints_in
from sluimer.commands.auditor.choose import Chosen
from sluimer.commands.auditor.remake import known_of, languages_in, verdict
from sluimer.commands.given import chosen_language, message_language, problem_lines
from sluimer.commands.log_place import NamedLog
from sluimer.commands.paper import standard_output
from sluimer.messages import Language
from sluimer.tell.advice import tell_advice
from sluimer.tell.outline import Line, Outline, Tone, parted
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.speaker import Speaker
from sluimer.tell.trace import tell_trace

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, LoggedDecision, Replay


def print_list(named: NamedLog, which: Chosen, as_json: bool, language: str) -> None:
    """Print the decisions; raises LogError."""
    with named.opened() as log:
        listed = tuple(Listed.of(logged, known_of(log, logged)) for logged in which.of(log))
    if as_json:
        standard_output().data({"decisions": [one.as_dict() for one in listed]})
    else:
        standard_output().lines(tell_list(listed, language))


def print_erasures(named: NamedLog, as_json: bool, language: str) -> None:
    """Print the erasures; raises LogError."""
    with named.opened() as log:
        from sluimer.audit.log.erasures import erasures

        found = erasures(log)
    if as_json:
        standard_output().data({"erasures": [one.as_dict() for one in found]})
    else:
        standard_output().lines(tell_erasures(found, language))


def print_decision(
    named: NamedLog, name: str, target: str | None, reader: Reader | None, as_json: bool, lang: str | None
) -> int:
    """Print one decision: as text for a reader, or its record; 1 where it is not what is made again. Raises LogError.

    Without a reader or target it is the advice with its trace. A number that is an erasure is told as that.
    """
    with named.opened() as log:
        from sluimer.audit.log.erasures import erasure_numbered

        if target is None and (erasure := erasure_numbered(log, name)):
            told = tell_erasure(erasure, message_language(chosen_language(lang)))
            _print(erasure.as_dict() if as_json else None, told)
            return 0
        logged = log.decision(name)
        if logged.part is None:
            _print_erased(log, logged, as_json, message_language(chosen_language(lang)))
            return 0
        if as_json:
            standard_output().data(log.record(logged))
            return 0
        return _print_again(log, logged, target, reader, lang)


def _print(data: object, told: Outline) -> None:
    if data is None:
        standard_output().lines(told)
    else:
        standard_output().data(data)


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
    from sluimer.commands.print_decision import only_item_or_topic

    again = replayed.consultation
    if again is None:
        return ()
    speaker = Speaker(again.knowledge, language)
    only_item_or_topic(target, speaker)
    head = () if replayed.same else (Line(speaker.say("log-what-came-now"), tone=Tone.HEADING),)
    if reader is None and target is None:
        return parted(head, tell_advice(again, speaker), tell_trace(again, speaker))
    return parted(head, tell_to(reader or Reader.PROFESSIONAL, again, speaker, target))


def print_verified(named: NamedLog, files: Sequence[Path], quick: bool, as_json: bool, language: Language) -> int:
    """Print whether the log is what was written; 1 where it is not. Raises LogError."""
    with named.opened() as log:
        from sluimer.audit.log import verify

        checkpoints = checkpoints_in(files, log)
        found = verify(log, checkpoints, records=not quick)
    if as_json:
        counts = {name: getattr(found, name) for name in ("entries", "decisions", "erased", "replayable")}
        compared = {"checkpoints": len(checkpoints), "records": not quick}
        problems = [fault.as_dict(language) for fault in found.faults]
        standard_output().data({**counts, **compared, "problems": problems})
    else:
        faults = tuple(problem_lines(found.faults, language))
        standard_output().lines([*faults, *tell_verified(found, not quick, len(checkpoints), language)])
    return 1 if found.faults else 0


def print_checkpoint(named: NamedLog) -> None:
    """Print one line that tells where the log ends; raises LogError."""
    with named.opened() as log:
        standard_output().text(log.checkpoint().line() + "\n")
