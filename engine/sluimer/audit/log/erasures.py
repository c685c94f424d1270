"""The entries that say what was erased: all of them, or one by its number."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from sluimer.audit.log.decision_log import DecisionLog
from sluimer.audit.log.entry import Data, EntryKind, entry_in, is_sealed
from sluimer.audit.log.logged import Logged, is_number, place
from sluimer.audit.log.tables import ENTRIES
from sluimer.messages import log_error


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure: the number of its entry, when and why it was done, and the decisions whose facts were erased."""

    number: int
    time: str
    cause: str
    reason: str
    decisions: tuple[int, ...]

    def as_dict(self) -> dict[str, object]:
        """The same as plain data."""
        said = {"number": self.number, "time": self.time, "cause": self.cause, "reason": self.reason}
        return {**said, "decisions": list(self.decisions)}


def erasures(log: DecisionLog) -> tuple[Erasure, ...]:
    """Every erasure that is sealed, in order. Raises LogError where the log cannot be read at all."""
    return tuple(_found(log, _ERASURES))


def erasure_numbered(log: DecisionLog, name: str) -> Erasure | None:
    """The erasure that is this entry, where it is one. Raises LogError as above."""
    if not is_number(name):
        return None
    return next(_found(log, _ERASURES.where(ENTRIES.c.number == int(name))), None)


def erasure_of(log: DecisionLog, logged: Logged) -> Erasure:
    """The entry that says why nothing is kept of a decision any more. Raises LogError where no entry says so."""
    found = next((one for one in erasures(log) if logged.number in one.decisions), None)
    if found is None:
        raise log_error("log-facts-missing", place(log.name, logged.number))
    return found


_ERASURES: Select[Any] = select(*ENTRIES.c).where(ENTRIES.c.kind == EntryKind.ERASURE.value).order_by(ENTRIES.c.number)


def _found(log: DecisionLog, wanted: Select[Any]) -> Iterator[Erasure]:
    with log.store.reading() as connection:
        rows = connection.execute(wanted).all()
    for row in rows:
        entry = entry_in(row)
        if entry and is_sealed(entry, log.key) and _is_here(entry.data, entry.number, log):
            said = entry.data
            yield Erasure(entry.number, said["time"], said["cause"], said["reason"], tuple(said["numbers"]))


def _is_here(said: Data, number: int, log: DecisionLog) -> bool:
    """Whether it was written in this log, as this entry, and as an erasure."""
    return bool(said["log"] == log.id and said["number"] == number and said["kind"] == EntryKind.ERASURE.value)
