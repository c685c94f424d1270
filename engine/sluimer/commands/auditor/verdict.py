"""Whether a decision made again is what the log has, and what is known of how it was made."""

from typing import TYPE_CHECKING, Any

from sluimer.audit.report.tell_log import tell_recorded
from sluimer.audit.report.tell_replay import tell_changes
from sluimer.commands.locale import message_language
from sluimer.commands.problems import problem_lines
from sluimer.knowledge_base import Consultation
from sluimer.messages import LogError
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Outline, Tone, parted

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, LoggedDecision, Replay


def known_of(log: "DecisionLog", logged: "LoggedDecision") -> dict[str, Any] | None:
    """What the record of a decision says of the knowledge, where that is still there."""
    try:
        return log.knowledge_part(logged)
    except LogError:
        return None


def languages_in(known: dict[str, Any] | None) -> tuple[str, ...]:
    """The languages of the knowledge of then, where that is still there."""
    return () if known is None else tuple(known["languages"])


def verdict(replayed: "Replay", language: str) -> Outline:
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
    return parted(loud, differs, tell_recorded(part["result"], _titles(replayed.consultation, language), language))


def _what_differs(replayed: "Replay", language: str) -> Outline:
    changes = tell_changes(replayed.changes, language) or (Line(word("log-one-unlike", language), 1),)
    return (Line(word("log-what-differs", language), tone=Tone.HEADING), *changes)


def _titles(again: Consultation | None, language: str) -> dict[str, str]:
    """The titles of the topics, where the knowledge is there to tell them."""
    topics = {} if again is None else again.knowledge.vocabulary.topics
    return {name: topic.title.in_nearest_language(language) for name, topic in topics.items()}
