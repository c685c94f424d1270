"""The decisions of a log one by one, also where some of them are no longer what was written."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Select

from sluimer.log.decision_log import DecisionLog
from sluimer.log.logged import DECISIONS, Logged, logged_in
from sluimer.log.tables import ENTRIES, KEPT
from sluimer.messages import LogError
from sluimer.record import utc

_AT_ONCE = 100
"""Decisions that are read in one transaction."""


def each_decision(
    log: DecisionLog,
    person: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    end: int | None = None,
) -> Iterator[Logged | LogError]:
    """The decisions as `log.decisions` gives them, up to this entry; for one that cannot be read the error instead."""
    wanted, after = _wanted(log, person, since, until, end), 0
    while True:
        with log.store.reading() as connection:
            rows = connection.execute(wanted.where(ENTRIES.c.number > after)).all()
        if not rows:
            return
        for row in rows:
            yield _read(log, row)
        after = rows[-1].number


def _wanted(
    log: DecisionLog, person: str | None, since: datetime | None, until: datetime | None, end: int | None
) -> Select[Any]:
    found = DECISIONS
    if person is not None:
        found = found.where(KEPT.c.person == log.pseudonym(person))
    if since is not None:
        found = found.where(ENTRIES.c.time >= utc(since))
    if until is not None:
        found = found.where(ENTRIES.c.time < utc(until))
    if end is not None:
        found = found.where(ENTRIES.c.number <= end)
    return found.order_by(ENTRIES.c.number).limit(_AT_ONCE)


def _read(log: DecisionLog, row: Any) -> Logged | LogError:
    try:
        return logged_in(row, log.id, log.key, log.name)
    except LogError as error:
        return error
