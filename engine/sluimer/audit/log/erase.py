"""Erasing what is kept of persons: on request, or because it is older than it may be kept. The chain stays whole."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, func, select

from sluimer.audit.log.decision_log import DecisionLog
from sluimer.audit.log.entry import Cause, Entry, EntryKind
from sluimer.audit.log.foreign_objects import foreign_objects, forget_statistics
from sluimer.audit.log.logged_decision import DECISIONS, part_in, place, sealed_in
from sluimer.audit.log.tables import ENTRIES, KEPT
from sluimer.audit.record import utc
from sluimer.messages import LogError, log_error


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


@dataclass(frozen=True, slots=True)
class Erasing:
    """An erasure that can be looked at before it is done."""

    log: DecisionLog
    which: ColumnElement[bool]
    cause: Cause
    said: Mapping[str, str] = field(default_factory=dict)

    def numbers(self) -> tuple[int, ...]:
        """The decisions of which something is kept that would be erased now. Raises LogError."""
        with self.log.store.reading() as connection:
            return tuple(one.number for one in self._found(connection))

    def erase(self, reason: str = "") -> Erased:
        """Do it. `reason` stays in the log for ever. Raises LogError where nothing was erased, TypeError for no text.

        What of it came from bytes that are no text is replaced, since it cannot be sealed.
        """
        if not isinstance(reason, str):
            raise TypeError(f"a reason is a text, not {type(reason).__name__}")
        with self.log.store.writing() as connection:
            forget_statistics(connection)
            for name in foreign_objects(connection):
                raise log_error("log-strange-object", self.log.name, name=name)
            found = self._found(connection)
            entry = None
            if found:
                gone = delete(KEPT).where(KEPT.c.decision == bindparam("one"))
                connection.execute(gone, [{"one": entry.decision} for entry in found])
                written = reason.encode("utf-8", "replace").decode()
                said = {"cause": self.cause.value, "reason": written, "numbers": [one.number for one in found]}
                entry = self.log.append(connection, EntryKind.ERASURE, {**said, **self.said}).number
            decided, replayable = _counted(connection)
        numbers = tuple(one.number for one in found)
        vacuumed = False
        with suppress(LogError):  # the erasure itself is done, whatever happens to the files
            vacuumed = self.log.store.vacuum()
        return Erased(numbers, entry, decided, replayable, vacuumed)

    def _found(self, connection: Connection) -> list[Entry]:
        """The entries whose facts go: each as it was sealed, since a column could be changed to have others erased."""
        rows = connection.execute(DECISIONS.where(self.which, KEPT.c.decision.is_not(None)).order_by(ENTRIES.c.number))
        return [self._meant(row) for row in rows]

    def _meant(self, row: Row[Any]) -> Entry:
        entry = sealed_in(row, self.log.id, self.log.key, self.log.name)
        if self.cause is Cause.PERSON and part_in(row, entry.data["kept"]) is None:
            raise log_error("log-facts-changed", place(self.log.name, row.number))
        return entry


def erasing_person(log: DecisionLog, person: str) -> Erasing:
    """The erasure of all that is kept of one person. Raises LogError."""
    whom = func.trim(KEPT.c.person)  # looked for row by row, since an index can be made to pass over some
    return Erasing(log, whom == log.pseudonym(person), Cause.PERSON)


def erasing_before(log: DecisionLog, time: datetime) -> Erasing:
    """The erasure of all that is kept of decisions before a time. Raises ValueError for a time without a zone."""
    return Erasing(log, ENTRIES.c.time < utc(time), Cause.AGE, {"before": utc(time)})


def erasing_decision(log: DecisionLog, name: int | str) -> Erasing:
    """The erasure of what is kept of the person of one decision, by its number or id. Raises LogError."""
    return Erasing(log, ENTRIES.c.decision == log.id_of(name), Cause.DECISION)


def erase_person(log: DecisionLog, person: str, reason: str = "") -> Erased:
    """Erase all that is kept of one person. `reason` stays in the log for ever. Raises LogError."""
    return erasing_person(log, person).erase(reason)


def erase_before(log: DecisionLog, time: datetime, reason: str = "") -> Erased:
    """Erase all that is kept of decisions before a time. Raises LogError, and ValueError for one without a zone."""
    return erasing_before(log, time).erase(reason)


def erase_decision(log: DecisionLog, name: int | str, reason: str = "") -> Erased:
    """Erase what is kept of the person of one decision, by its number or id. Raises LogError."""
    return erasing_decision(log, name).erase(reason)


def _counted(connection: Connection) -> tuple[int, int]:
    decisions = select(func.count()).select_from(ENTRIES).where(ENTRIES.c.kind == EntryKind.DECISION.value)
    kept = select(func.count()).select_from(KEPT)
    return connection.execute(decisions).scalar() or 0, connection.execute(kept).scalar() or 0
