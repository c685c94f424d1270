"""The log on paper: its decisions, one of them, whether it is whole, and where it ends."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sluimer.commands.choose_logged import Chosen
from sluimer.commands.given import chosen_language, message_language, problem_lines
from sluimer.commands.log_place import NamedLog
from sluimer.commands.options import ReaderName
from sluimer.commands.paper import standard_output
from sluimer.explain.outline import Line, Outline, Tone, parted
from sluimer.explain.speaker import Speaker
from sluimer.explain.tell_advice import tell_advice
from sluimer.explain.tell_to import Reader, tell_to
from sluimer.explain.tell_trace import tell_trace
from sluimer.explain.words import word
from sluimer.knowledge_base import Consultation
from sluimer.messages import CaseError, KnowledgeError, Language, LogError, Problems
from sluimer.read.source import read_file
from sluimer.report.tell_log import (
    Listed,
    tell_erased,
    tell_list,
    tell_recorded,
    tell_verified,
    tell_what_it_is,
)
from sluimer.report.tell_replay import tell_changes

if TYPE_CHECKING:
    from sluimer.log import Checkpoint, DecisionLog, Logged, Replayed, Replayer


def print_list(named: NamedLog, which: Chosen, as_json: bool, language: str) -> None:
    """Print the decisions; raises LogError."""
    with named.opened() as log:
        listed = tuple(Listed.of(logged) for logged in which.of(log))
    if as_json:
        standard_output().data({"decisions": [one.as_dict() for one in listed]})
    else:
        standard_output().lines(tell_list(listed, language))


def print_decision(named: NamedLog, name: str, reader: ReaderName | None, as_json: bool, lang: str | None) -> int:
    """Print one decision: as text for a reader, or its record; 1 where it is not what is made again. Raises LogError.

    Without a reader it is the advice with its trace.
    """
    with named.opened() as log:
        logged = log.decision(name)
        if logged.part is None:
            _print_erased(log, logged, as_json, message_language(chosen_language(lang)))
            return 0
        if as_json:
            standard_output().data(log.record(logged))
            return 0
        return _print_again(log, logged, reader, lang)


def _print_erased(log: "DecisionLog", logged: "Logged", as_json: bool, language: Language) -> None:
    from sluimer.log import erasure_of, exported

    erasure = erasure_of(log, logged)
    if as_json:
        why = {"number": erasure.number, "time": erasure.time, "cause": erasure.cause, "reason": erasure.reason}
        standard_output().data({**exported(logged), "erasure": why})
    else:
        standard_output().lines(parted(tell_what_it_is(logged, language), tell_erased(erasure, language)))


def _print_again(log: "DecisionLog", logged: "Logged", reader: ReaderName | None, lang: str | None) -> int:
    """Print a decision made again, in the language that was chosen, or else that in which it was told."""
    from sluimer.log import Replayer

    assert logged.part is not None
    replayer = Replayer(log)
    language = logged.part["language"] if lang is None else chosen_language(lang, languages_of(log, logged))
    again, replayed = made_again(replayer, logged), replayer.as_then(logged)
    told = () if again is None else _told_again(again, reader, Speaker(again.knowledge, language), replayed)
    standard_output().lines(parted(tell_what_it_is(logged, language), verdict(replayed, again, language), told))
    return 0 if replayed.same else 1


def languages_of(log: "DecisionLog", logged: "Logged") -> tuple[str, ...]:
    """The languages of the knowledge of then, where that is still there."""
    try:
        return tuple(log.knowledge_part(logged)["languages"])
    except LogError:
        return ()


def made_again(replayer: "Replayer", logged: "Logged") -> Consultation | None:
    """The decision made again, where that can be done; `as_then` says why where it cannot."""
    try:
        return replayer.consultation(logged)
    except (CaseError, KnowledgeError, LogError):
        return None


def _told_again(again: Consultation, reader: ReaderName | None, speaker: Speaker, replayed: "Replayed") -> Outline:
    head = () if replayed.same else (Line(speaker.say("log-what-came-now"), tone=Tone.HEADING),)
    if reader is not None:
        return parted(head, tell_to(Reader(reader.value), again, speaker))
    return parted(head, tell_advice(again, speaker), tell_trace(again, speaker))


def verdict(replayed: "Replayed", again: Consultation | None, language: str) -> Outline:
    """Whether what is made again is what the log has, and what the log has where it is not."""
    other = () if replayed.same_engine else (Line(word("log-again-other-engine", language), 1, Tone.QUIET),)
    if replayed.same:
        return (Line(word("log-again-same", language), tone=Tone.HOLDS), *other)
    part = replayed.logged.part
    assert part is not None
    key = "log-again-impossible" if replayed.problems else "log-again-differs"
    problems = problem_lines(replayed.problems, message_language(language))
    loud = (Line(word(key, language), tone=Tone.URGENT), *other, *problems)
    differs = () if replayed.problems else _what_differs(replayed, language)
    return parted(loud, differs, tell_recorded(part["result"], _titles(again, language), language))


def _what_differs(replayed: "Replayed", language: str) -> Outline:
    changes = tell_changes(replayed.changes, language) or (Line(word("log-one-unlike", language), 1),)
    return (Line(word("log-what-differs", language), tone=Tone.HEADING), *changes)


def _titles(again: Consultation | None, language: str) -> dict[str, str]:
    """The titles of the topics, where the knowledge is there to tell them."""
    topics = {} if again is None else again.knowledge.vocabulary.topics
    return {name: topic.title.in_language(language) for name, topic in topics.items()}


def print_verified(named: NamedLog, files: Sequence[Path], quick: bool, as_json: bool, language: Language) -> int:
    """Print whether the log is what was written; 1 where it is not. Raises LogError."""
    with named.opened() as log:
        from sluimer.log import verify

        checkpoints = [checkpoint for file in files for checkpoint in _checkpoints(file)]
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


def _checkpoints(file: Path) -> "tuple[Checkpoint, ...]":
    """The checkpoints in a file; raises LogError."""
    from sluimer.log import read_checkpoints

    problems = Problems()
    text = read_file(file, str(file), problems)
    if text is None:
        raise LogError(problems.sorted())
    return read_checkpoints(text.splitlines(), str(file))


def print_checkpoint(named: NamedLog) -> None:
    """Print one line that tells where the log ends; raises LogError."""
    with named.opened() as log:
        standard_output().text(log.checkpoint().line() + "\n")
