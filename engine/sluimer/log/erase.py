"""Erasing what is kept of persons: on request, or because it is older than it may be kept. The chain stays whole."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, select

from sluimer.log.decision_log import DecisionLog
from sluimer.log.entry import Cause, EntryKind, pseudonym
from sluimer.log.tables import ENTRIES, KEPT
from sluimer.messages import log_error


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: the numbers of the decisions, and of the entry that says so, None where there were none.

    `replayable` of all `decisions` remain whole. `vacuumed` tells whether nothing of it is left in the files now;
    where others were reading it is done when the next erasure, or `vacuum`, finds them gone.
    """

    numbers: tuple[int, ...]
    entry: int | None
    decisions: int
    replayable: int
    vacuumed: bool


def erase_person(log: DecisionLog, person: str, reason: str = "") -> Erased:
    """Erase all that is kept of one person. `reason` stays in the log for ever. Raises LogError."""
    if not person:
        raise log_error("log-person", log.name)
    return _erase(log, KEPT.c.person == pseudonym(person, log.key), Cause.PERSON, reason)


def erase_before(log: DecisionLog, time: str, reason: str = "") -> Erased:
    """Erase all that is kept of decisions before a time, as records write it. Raises LogError."""
    return _erase(log, ENTRIES.c.time < time, Cause.AGE, reason)


def erase_decision(log: DecisionLog, name: str, reason: str = "") -> Erased:
    """Erase what is kept of the person of one decision, by its number or id. Raises LogError."""
    return _erase(log, ENTRIES.c.decision == log.decision(name).decision, Cause.DECISION, reason)


def _erase(log: DecisionLog, which: ColumnElement[bool], cause: Cause, reason: str) -> Erased:
    joined = ENTRIES.join(KEPT, ENTRIES.c.decision == KEPT.c.decision)
    found = select(ENTRIES.c.number, ENTRIES.c.decision).select_from(joined).where(which).order_by(ENTRIES.c.number)
    with log.store.writing() as connection:
        numbers = [row.number for row in connection.execute(found)]
        entry = None
        if numbers:
            connection.execute(delete(KEPT).where(KEPT.c.decision.in_(found.with_only_columns(ENTRIES.c.decision))))
            said = {"cause": cause.value, "reason": reason, "numbers": numbers}
            entry = log.append(connection, EntryKind.ERASURE, said).number
        decisions, replayable = _counted(connection)
    return Erased(tuple(numbers), entry, decisions, replayable, log.store.vacuum())


def _counted(connection: Connection) -> tuple[int, int]:
    """How many decisions there are, and of how many the facts are still kept."""
    decisions = select(func.count()).select_from(ENTRIES).where(ENTRIES.c.kind == EntryKind.DECISION.value)
    kept = select(func.count()).select_from(KEPT)
    return connection.execute(decisions).scalar() or 0, connection.execute(kept).scalar() or 0
