"""Opening a log that is there, and making one where there is none."""

from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Final
from uuid import uuid4

from sqlalchemy import insert, select

from sluimer.audit.log.decision_log import KEY_CHECK, DecisionLog, Unwritable
from sluimer.audit.log.entry import Head
from sluimer.audit.log.head import note_of
from sluimer.audit.log.key import LogKey, checked_key
from sluimer.audit.log.store import Store
from sluimer.audit.log.tables import LOGS
from sluimer.messages import LogError

_ATTEMPTS: Final = 5
"""To make a log; of several who try at once all but one fail at first."""
_PAUSE: Final = 0.15
"""Seconds between them."""


def open_log(where: str | Path, key: LogKey, unwritable: Unwritable = "raise") -> DecisionLog:
    """The log in a file of SQLite, or at an address of PostgreSQL. Raises LogError where there is none."""
    return DecisionLog(Store(where), key, unwritable)


def is_log(where: str | Path) -> bool:
    """Whether there is a log. Raises LogError where that cannot be told."""
    with closing(Store(where)) as store:
        return store.exists()


def create_log(where: str | Path, key: LogKey, unwritable: Unwritable = "raise") -> DecisionLog:
    """The log at a place, made where there is none, also when others make it at this moment. Raises LogError."""
    checked_key(key)
    store = Store(where)
    try:
        _create_among_others(store, key)
        return DecisionLog(store, key, unwritable)
    except BaseException:
        store.close()
        raise


def _create_among_others(store: Store, key: LogKey) -> None:
    for _ in range(_ATTEMPTS - 1):
        try:
            return _create(store, key)
        except LogError:
            Event().wait(_PAUSE)
    return _create(store, key)


def _create(store: Store, key: LogKey) -> None:
    store.create()
    with store.writing() as connection:
        if connection.execute(select(LOGS.c.one)).first() is None:
            log = str(uuid4())
            row = {"one": 1, "log": log, "key_check": key.seal(KEY_CHECK, log.encode())}
            connection.execute(insert(LOGS).values({**row, **note_of(Head(log), key)}))
