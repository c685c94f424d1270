"""Whether a log is still what was written: every entry, link, fact and rule, and where it ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, select

from sluimer.audit.log.checkpoint import Checkpoint
from sluimer.audit.log.decision_log import DecisionLog
from sluimer.audit.log.entry import Entry, EntryKind, entry_in, is_sealed
from sluimer.audit.log.foreign_objects import foreign_objects, is_sound
from sluimer.audit.log.head import noted_head
from sluimer.audit.log.logged_decision import (
    ROWS,
    LoggedDecision,
    content_of,
    erased_numbers,
    logged_as,
    part_in,
    place,
    record_of,
)
from sluimer.audit.log.tables import ENTRIES, FILES, KEPT, KNOWLEDGE, METADATA
from sluimer.audit.record import Data, check_record
from sluimer.messages import LogError, Problem, log_error

Numbers = set[int]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: how many entries and decisions there are, which can be replayed, and every fault in order."""

    entries: int
    decisions: int
    erased: int
    replayable: int
    faults: tuple[Problem, ...]


def verify(log: DecisionLog, checkpoints: Iterable[Checkpoint] = (), records: bool = True) -> Verification:
    """Look at the whole log, as it is at one moment.

    `checkpoints` tell where it ended before; with `records` each record is checked by `check_record.py` too.
    Raises LogError where the log cannot be read at all.
    """
    with log.store.reading() as connection:
        return _Verifier(log, connection, tuple(checkpoints), records).verified()


@dataclass(slots=True)
class _Verifier:
    """One look at one log."""

    log: DecisionLog
    connection: Connection
    checkpoints: tuple[Checkpoint, ...]
    records: bool
    faults: list[Problem] = field(default_factory=list)
    erased: Numbers = field(default_factory=set)
    contents: dict[tuple[str, str], Data | None] = field(default_factory=dict)
    checked: dict[str, check_record.Knowledge] = field(default_factory=dict)

    def verified(self) -> Verification:
        """Go through it from the first entry to the last."""
        if not self._is_ours():
            return Verification(0, 0, 0, 0, tuple(self.faults))
        self.erased = erased_numbers(self.connection, self.log.id, self.log.key)
        before, count, decisions, gone, whole = None, 0, 0, 0, 0
        for row in self._rows():
            entry = entry_in(row)
            if entry is None:
                self._fault("log-entry-changed", before.number + 1 if before else 1)
                continue
            if self._follows(entry, before) and entry.data["kind"] == EntryKind.DECISION:
                decisions += 1
                gone += row.content is None
                whole += self._is_whole(entry, row)
            before, count = entry, count + 1
        self._ends(before)
        self._nameless()
        return Verification(count, decisions, gone, whole, tuple(self.faults))

    def _is_ours(self) -> bool:
        """Whether the tables are what they seem; where one is a view, nothing that it says can be believed."""
        for name in foreign_objects(self.connection):
            self._fault("log-strange-object", 0, name=name)
        if not is_sound(self.connection):
            self._fault("log-crooked", 0)
        return not set(METADATA.tables) & {dict(fault.words).get("name", "") for fault in self.faults}

    def _rows(self) -> Iterator[Any]:
        with self.connection.execution_options(yield_per=100).execute(ROWS.order_by(ENTRIES.c.number)) as rows:
            yield from rows

    def _fault(self, code: str, number: int, /, **words: object) -> None:
        self.faults += log_error(code, place(self.log.name, number), **words).problems

    # The chain

    def _follows(self, entry: Entry, before: Entry | None) -> bool:
        expected = before.number + 1 if before else 1
        if entry.number != expected:
            self._fault("log-entry-missing", entry.number, numbers=_span(expected, entry.number - 1))
        if not is_sealed(entry, self.log.key):
            self._fault("log-entry-changed", entry.number)
            return False
        said = entry.data
        if said["log"] != self.log.id:
            self._fault("log-entry-foreign", entry.number)
            return False
        if said["number"] != entry.number:
            self._fault("log-entry-moved", entry.number, number=said["number"])
            return False
        for name in ("kind", "decision", "time"):
            if said.get(name) != getattr(entry, name):
                self._fault("log-column-changed", entry.number, name=name)
        if entry.number == expected and said["previous"] != (before.mac if before else ""):
            self._fault("log-link-broken", entry.number)
        return True

    def _ends(self, last: Entry | None) -> None:
        end = last.number if last else 0
        head = noted_head(self.connection, self.log.id, self.log.key)
        if head is None or head.number < end or (last and head.number == end and head.mac != last.mac):
            self._fault("log-head-changed", end)
        elif head.number > end:
            self._fault("log-tail-missing", end, by=self.log.name, number=head.number)
        for checkpoint in self.checkpoints:
            self._as_then(checkpoint, end)

    def _as_then(self, checkpoint: Checkpoint, end: int) -> None:
        """Whether the log still has what it ended with when a checkpoint was made."""
        if not checkpoint.is_of(self.log.id, self.log.key):
            self._fault("log-checkpoint-form", checkpoint.number)
        elif checkpoint.number > end:
            self._fault("log-tail-missing", end, by=checkpoint.time, number=checkpoint.number)
        elif checkpoint.number:
            wanted = select(ENTRIES.c.mac).where(ENTRIES.c.number == checkpoint.number)
            if self.connection.execute(wanted).scalar() != checkpoint.mac:
                self._fault("log-checkpoint-differs", checkpoint.number, time=checkpoint.time)

    # What is kept

    def _is_whole(self, entry: Entry, row: Any) -> bool:
        """Whether all of a decision is there as it was written, so that it can be replayed."""
        said = entry.data
        knowledge = self._content(KNOWLEDGE, said["knowledge"]["part"], entry.number)
        files = self._content(FILES, said["knowledge"]["files"], entry.number)
        part = self._part(entry, row)
        if part is None or knowledge is None:
            return False
        return self._follows_from_itself(logged_as(entry, part), knowledge) and files is not None

    def _part(self, entry: Entry, row: Any) -> Data | None:
        if row.content is None:
            if entry.number not in self.erased:
                self._fault("log-facts-missing", entry.number)
            return None
        part = part_in(row, entry.data["kept"])
        if part is None:
            self._fault("log-facts-changed", entry.number)
            return None
        if entry.number in self.erased:
            self._fault("log-facts-remain", entry.number)
        return part

    def _follows_from_itself(self, logged: LoggedDecision, knowledge: Data) -> bool:
        if not self.records:
            return True
        part = logged.knowledge["part"]
        try:
            self.checked[part] = check_record.check(record_of(logged, knowledge), self.checked.get(part))
        except check_record.Wrong as wrong:
            self._fault("log-record-wrong", logged.number, reason=wrong)
            return False
        return True

    def _content(self, table: Table, digest: str, number: int) -> Data | None:
        """The knowledge, or whether its files are there; a fault is told at the first entry that needs it."""
        if (table.name, digest) not in self.contents:
            try:
                found = content_of(self.connection, table, digest, place(self.log.name, number))
                self.contents[table.name, digest] = found if table is KNOWLEDGE else {}  # nobody reads the files
            except LogError as error:
                self.faults += error.problems
                self.contents[table.name, digest] = None
        return self.contents[table.name, digest]

    def _nameless(self) -> None:
        """Facts, knowledge and files that no entry names."""
        joined = KEPT.outerjoin(ENTRIES, ENTRIES.c.decision == KEPT.c.decision)
        lost = select(KEPT.c.decision).select_from(joined).where(ENTRIES.c.number.is_(None))
        for row in self.connection.execute(lost):
            self._fault("log-facts-unknown", 0, name=row.decision)
        for table in (KNOWLEDGE, FILES):
            for row in self.connection.execute(select(table.c.digest).order_by(table.c.digest)):
                if (table.name, row.digest) not in self.contents:
                    self._fault("log-strange-object", 0, name=f"{table.name} {row.digest}")


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
