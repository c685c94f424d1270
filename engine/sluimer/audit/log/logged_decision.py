"""One decision as it stands in the log, read back only where it is what was written there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, Table, select

from sluimer.audit.log.entry import Entry, EntryKind, PersonFacts, entry_in, is_kept, is_sealed, unpacked
from sluimer.audit.log.key import LogKey
from sluimer.audit.log.tables import ENTRIES, FILES, KEPT
from sluimer.audit.record import Data, digest_of
from sluimer.messages import log_error
from sluimer.read import digest_of_texts

ROWS: Final[Select[Any]] = select(*ENTRIES.c, KEPT.c.person, KEPT.c.salt, KEPT.c.content).select_from(
    ENTRIES.outerjoin(KEPT, ENTRIES.c.decision == KEPT.c.decision)
)
"""Every entry, with what is kept of a person, if anything is."""
DECISIONS: Final = ROWS.where(ENTRIES.c.kind == EntryKind.DECISION.value)
"""Those that are decisions."""
_REPEATED = ("number", "kind", "decision", "time")
"""What columns say too, to find a decision by."""


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """One decision as it stands in the log; `part` is what is kept of the person, None once it was erased.

    `form` names the form of its record; `engine` and `knowledge` are the names, versions and digests it was made with.
    """

    number: int
    decision: str
    time: str
    form: Data
    engine: Data
    knowledge: Data
    part: Data | None = field(repr=False)

    @property
    def erased(self) -> bool:
        """Whether nothing is kept of the person any more."""
        return self.part is None


def logged_in(row: Row[Any], log: str, key: LogKey, name: str) -> LoggedDecision:
    """The decision in a row of the log with this id; raises LogError where it is not what was written."""
    entry = sealed_in(row, log, key, name)
    part = None if row.content is None else part_in(row, entry.data["kept"])
    if part is None and row.content is not None:
        raise log_error("log-facts-changed", place(name, row.number))
    return logged_as(entry, part)


def sealed_in(row: Row[Any], log: str, key: LogKey, name: str) -> Entry:
    """The entry in a row, with columns that say what was sealed; raises LogError."""
    entry = entry_in(row)
    if entry is None or not is_sealed(entry, key):
        raise log_error("log-entry-changed", place(name, row.number))
    said = entry.data
    if said["log"] != log or any(said.get(column) != getattr(entry, column) for column in _REPEATED):
        raise log_error("log-entry-changed", place(name, row.number))
    return entry


def part_in(row: Row[Any], digest: str) -> Data | None:
    """What is kept of a person in a row, where it is what has this digest and is of whom its column says."""
    if not is_kept(PersonFacts(row.decision, row.person, row.salt, row.content), digest):
        return None
    part = unpacked(row.content)
    return part if part["person"] == row.person else None


def logged_as(entry: Entry, part: Data | None) -> LoggedDecision:
    """The decision that an entry is about, with what is kept of the person."""
    said = entry.data
    return LoggedDecision(
        entry.number, said["decision"], entry.time, said["record"], said["engine"], said["knowledge"], part
    )


def erasure_entries(connection: Connection, log: str, key: LogKey) -> Iterator[tuple[int, Data]]:
    """The sealed entries of this log that say what was erased: where each stands, and what it says."""
    wanted = select(*ENTRIES.c).where(ENTRIES.c.kind == EntryKind.ERASURE.value).order_by(ENTRIES.c.number)
    for entry in map(entry_in, connection.execute(wanted)):
        said = entry.data if entry and is_sealed(entry, key) else {}
        if entry and said and (said["log"], said["kind"]) == (log, EntryKind.ERASURE):
            yield entry.number, said


def erased_numbers(connection: Connection, log: str, key: LogKey) -> set[int]:
    """The numbers of the decisions whose facts were erased, by entries that are sealed."""
    return {number for _, said in erasure_entries(connection, log, key) for number in said["numbers"]}


def content_of(connection: Connection, table: Table, digest: str, where: str) -> Data:
    """What is stored by this digest in the table of knowledge or of files; raises LogError where it is not that."""
    what, digested = ("files", digest_of_texts) if table is FILES else ("knowledge", digest_of)
    row = connection.execute(select(table.c.content).where(table.c.digest == digest)).first()
    if row is None:
        raise log_error(f"log-{what}-missing", where)
    try:
        found: Data = unpacked(row.content)
        right = digested(found) == digest
    except (ValueError, TypeError, AttributeError, RecursionError):  # whatever else was put in its place
        right = False
    if not right:
        raise log_error(f"log-{what}-changed", where)
    return found


def record_of(logged: LoggedDecision, knowledge: Data) -> Data:
    """The record of a decision from its parts; of what is kept only the person is left out."""
    assert logged.part is not None
    part = {name: logged.part[name] for name in ("language", "case", "result")}
    named = {"id": logged.decision, "time": logged.time, "engine": logged.engine}
    return {**logged.form, **named, "knowledge": knowledge, **part}


def is_number(name: str) -> bool:
    """Whether a name is the number of an entry, such as there may be one."""
    return name.isascii() and name.isdigit() and len(name) < 19


def place(log: str, number: object) -> str:
    """An entry of a log, as messages name it."""
    return f"{log}#{number}"
