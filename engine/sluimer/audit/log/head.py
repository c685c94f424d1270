"""Where a log ends, by the note that it keeps of that itself: sealed, so that a tail that was cut off is missed."""

from typing import Final

from sqlalchemy import Connection, select

from sluimer.audit.log.entry import Head
from sluimer.audit.log.key import LogKey
from sluimer.audit.log.tables import LOGS
from sluimer.audit.record import Data

_PURPOSE: Final = "head"


def note_of(head: Head, key: LogKey) -> Data:
    """The columns that note where a log ends."""
    return {"last": head.number, "last_mac": head.mac, "last_seal": key.seal(_PURPOSE, _sealed(head))}


def noted_head(connection: Connection, log: str, key: LogKey) -> Head | None:
    """Where a log ends by its own note; None where that is not what was written."""
    row = connection.execute(select(LOGS.c.last, LOGS.c.last_mac, LOGS.c.last_seal).where(LOGS.c.one == 1)).one()
    if type(row.last) is not int or not isinstance(row.last_mac, str) or not isinstance(row.last_seal, str):
        return None
    head = Head(log, row.last, row.last_mac)
    return head if key.sealed(_PURPOSE, _sealed(head), row.last_seal) else None


def _sealed(head: Head) -> bytes:
    return f"{head.log} {head.number} {head.mac}".encode(errors="surrogateescape")
