"""The log of decisions: each with its whole record, sealed in a chain, and what is of a person kept apart."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple
from datetime import UTC, datetime
from operator import index
from typing import Any, Literal, NoReturn, Self, get_args
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, Table, func, insert, select, update

from sluimer.audit.log import entry as entries
from sluimer.audit.log.checkpoint import Checkpoint
from sluimer.audit.log.entry import Entry, EntryKind, Head, PersonFacts
from sluimer.audit.log.head import note_of, noted_head
from sluimer.audit.log.key import LogKey, checked_key
from sluimer.audit.log.logged_decision import (
    DECISIONS,
    LoggedDecision,
    content_of,
    erased_numbers,
    is_number,
    logged_in,
    place,
    record_of,
)
from sluimer.audit.log.store import Store
from sluimer.audit.log.tables import ENTRIES, FILES, KEPT, KNOWLEDGE, LOGS
from sluimer.audit.record import Data, KnowledgeRecord, engine_name, form_name, record_knowledge, record_person, utc
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge_base import Consultation
from sluimer.knowledge_base.receipt import Receipt, Unlogged
from sluimer.messages import LogError, log_error

Unwritable = Literal["raise", "report"]
"""What becomes of a consultation that cannot be logged: it fails, or it goes on and says so."""
KEY_CHECK = "key"
"""What the key is checked by is sealed for."""
_REMEMBERED = 8
"""Knowledge bases whose part of a record is held ready."""
_AT_ONCE = 100
"""Decisions that are read in one transaction."""
_COUNT = select(func.count()).select_from(ENTRIES).where(ENTRIES.c.kind.in_([kind.value for kind in EntryKind]))


class DecisionLog:
    """A log that is open, to add to and to read; any number of threads and processes may have it open at once.

    With `unwritable="report"` a consultation that cannot be logged goes on: it has an `Unlogged`, and the logger
    `sluimer.audit.log` an error. Otherwise it raises LogError.
    """

    def __init__(self, store: Store, key: LogKey, unwritable: Unwritable = "raise") -> None:
        if unwritable not in get_args(Unwritable):
            raise ValueError(f"unwritable is `raise` or `report`, not `{unwritable}`")
        self.store = store
        self.key = checked_key(key)
        self._unwritable = unwritable
        self._known: list[KnowledgeRecord] = []
        self._parts: dict[str, Data] = {}
        try:
            self.id = self._checked_id()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a log cannot be sent to another process, since its key would go with it; open it there")

    def __repr__(self) -> str:
        return f"<DecisionLog {self.id} in {self.name}>"

    @property
    def name(self) -> str:
        """Where it is, without a password."""
        return self.store.name

    def keep(self, consultation: Consultation, person: str | None = None, language: str = "") -> Receipt | Unlogged:
        """Put a decision in the log; once this returns a receipt it is there for good.

        `person` is what you know the person by; only a pseudonym of it is kept, to find and erase their decisions.
        Raises LogError, also for a person without a name, unless a failure is to be reported only.
        """
        try:
            return self._keep(consultation, person, language)
        except LogError as error:
            if self._unwritable == "raise":
                raise
            logging.getLogger("sluimer.log").error("a decision was not logged: %s", error)  # noqa: TRY400  # for people
            return Unlogged(error.problems)

    def decisions(
        self, person: str | None = None, since: datetime | None = None, until: datetime | None = None, last: int = 0
    ) -> Iterator[LoggedDecision]:
        """The decisions in their order: all, or those of a person, or from one time until before another.

        With `last` the last so many of them. However slowly they are taken, nobody who writes or erases waits for it.
        Raises LogError, also for a person without a name, and ValueError for a time without a zone or less than none.
        """
        end = self.head().number
        for one in self.each(person, since, until, last, end):
            if isinstance(one, LogError):
                raise one
            yield one
        if self._rows(_COUNT.where(ENTRIES.c.number <= end))[0][0] != end:
            raise log_error("log-incomplete", self.name)

    def each(
        self,
        person: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        last: int = 0,
        end: int | None = None,
    ) -> Iterator[LoggedDecision | LogError]:
        """The decisions up to an entry, with the error in place of each that is not what was written."""
        if index(last) < 0:
            raise ValueError(f"the last decisions are so many, or 0 for all, and not {last}")
        upto = self.head().number if end is None else end
        wanted = self._wanted(person, since, until).where(ENTRIES.c.number <= upto)
        gone = self._erased()
        newest = wanted.order_by(ENTRIES.c.number.desc()).limit(min(last, upto))
        for row in reversed(self._rows(newest)) if last else self._in_order(wanted):
            try:
                yield self._logged(row, gone)
            except LogError as error:
                yield error

    def decision(self, name: int | str) -> LoggedDecision:
        """One decision by its number or id; raises LogError where there is none."""
        return self._logged(self._row_of(name, DECISIONS), self._erased())

    def id_of(self, name: int | str) -> str:
        """The id of a decision by its number or id; raises LogError where there is none."""
        ids = select(ENTRIES.c.decision).where(ENTRIES.c.kind == EntryKind.DECISION.value)
        return str(self._row_of(name, ids).decision)

    def record(self, logged: LoggedDecision) -> Data:
        """The whole record of a decision; raises LogError once the facts were erased, or the knowledge is gone."""
        self.person_part(logged)
        return record_of(logged, self.knowledge_part(logged))

    def person_part(self, logged: LoggedDecision) -> Data:
        """What the record of a decision says of the person; raises LogError once that was erased."""
        if logged.part is None:
            raise log_error("log-erased", self.name, name=logged.number)
        return logged.part

    def knowledge_part(self, logged: LoggedDecision) -> Data:
        """What the record of a decision says of its knowledge; raises LogError where that is gone or changed."""
        digest = logged.knowledge["part"]
        found = self._parts.get(digest)  # once: another thread may put others in its place meanwhile
        if found is None:
            found = self._stored(KNOWLEDGE, digest, logged.number)
            self._parts = dict([*self._parts.items()][1 - _REMEMBERED :]) | {digest: found}
        return found

    def files(self, logged: LoggedDecision) -> Data:
        """The files of the knowledge that a decision was made with, by name; raises LogError where they are gone."""
        return self._stored(FILES, logged.knowledge["files"], logged.number)

    def head(self) -> Head:
        """Where the log ends now."""
        with self.store.reading() as connection:
            return self._noted_head(connection)

    def checkpoint(self) -> Checkpoint:
        """Where the log ends now, to be kept elsewhere: with it, a cut or replaced log is found later."""
        return Checkpoint.of(self.head(), now(), self.key)

    def append(self, connection: Connection, kind: EntryKind, said: Data, kept: PersonFacts | None = None) -> Entry:
        """Add an entry within a transaction that writes, with what is kept of a person. Raises LogError.

        All of it is read back, since something in the database may drop or change what is written.
        """
        head = self._noted_head(connection)
        made = entries.next_entry(head, kind, now(), said, self.key)
        connection.execute(insert(ENTRIES).values(asdict(made)))
        end = Head(self.id, made.number, made.mac)
        connection.execute(update(LOGS).where(LOGS.c.one == 1).values(note_of(end, self.key)))
        if kept is not None:
            connection.execute(insert(KEPT).values(asdict(kept)))
        if not self._is_there(connection, made, kept, end):
            raise log_error("log-swallowed", self.name)
        return made

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def pseudonym(self, person: str) -> str:
        """What stands in the log for a person; raises LogError for one without a name, who could be anybody."""
        if not isinstance(person, str):
            raise TypeError(f"a person is known by a text, not by {type(person).__name__}")
        if not entries.reference(person):
            raise log_error("log-person", self.name)
        return entries.pseudonym(person, self.key)

    def _keep(self, consultation: Consultation, person: str | None, language: str) -> Receipt:
        whom = "" if person is None else self.pseudonym(person)
        decision = str(uuid4())
        known = self._known_as(consultation.knowledge)
        part = record_person(consultation, language)
        kept, digest = entries.keep(decision, whom, part)
        about = {name: known.data[name] for name in ("name", "version", "digest", "files")}
        made_with = {"record": form_name(), "engine": engine_name(), "knowledge": {**about, "part": known.digest}}
        made = None
        try:
            with self.store.writing() as connection:
                _put_once(connection, KNOWLEDGE, known.digest, known.data)
                _put_once(connection, FILES, about["files"], dict(consultation.knowledge.files))
                said = {"decision": decision, **made_with, "kept": digest}
                made = self.append(connection, EntryKind.DECISION, said, kept)
        except LogError as error:
            if made is None or not self._came_through(decision, error):
                raise
        return Receipt(decision, made.number, made.mac)

    def _came_through(self, decision: str, error: LogError) -> bool:
        """Whether a decision is there though the answer to its commit was lost. Raises LogError where it is unsure."""
        if any(problem.code != "log-unwritable" for problem in error.problems):
            return False
        try:
            return bool(self._rows(select(ENTRIES.c.number).where(ENTRIES.c.decision == decision)))
        except LogError as unsure:
            reason = dict(unsure.problems[0].words).get("reason", "")
            raise log_error("log-unsure", self.name, name=decision, reason=reason) from None

    def _is_there(self, connection: Connection, made: Entry, kept: PersonFacts | None, end: Head) -> bool:
        entry = connection.execute(select(ENTRIES).where(ENTRIES.c.number == made.number)).first()
        facts = connection.execute(select(KEPT).where(KEPT.c.decision == made.decision)).first()
        whole = entry == astuple(made) and facts == (kept and astuple(kept))
        return whole and noted_head(connection, self.id, self.key) == end

    def _noted_head(self, connection: Connection) -> Head:
        """Where the log ends by its own note; nothing is added to a log whose note was changed."""
        head = noted_head(connection, self.id, self.key)
        if head is None:
            raise log_error("log-head-changed", self.name)
        return head

    def _known_as(self, knowledge: Knowledge) -> KnowledgeRecord:
        for known in self._known:
            if known.knowledge is knowledge:
                return known
        known = record_knowledge(knowledge)
        self._known = [*self._known[1 - _REMEMBERED :], known]
        return known

    def _rows(self, wanted: Select[Any]) -> Sequence[Row[Any]]:
        with self.store.reading() as connection:
            return connection.execute(wanted).all()

    def _wanted(self, person: str | None, since: datetime | None, until: datetime | None) -> Select[Any]:
        found = DECISIONS
        if person is not None:
            found = found.where(KEPT.c.person == self.pseudonym(person))
        if since is not None:
            found = found.where(ENTRIES.c.time >= utc(since))
        return found if until is None else found.where(ENTRIES.c.time < utc(until))

    def _in_order(self, wanted: Select[Any]) -> Iterator[Row[Any]]:
        """Some at a time, so that who takes them slowly keeps nobody from writing or cleaning up."""
        some, after = wanted.order_by(ENTRIES.c.number).limit(_AT_ONCE), 0
        while rows := self._rows(some.where(ENTRIES.c.number > after)):
            yield from rows
            after = rows[-1].number

    def _row_of(self, name: int | str, decisions: Select[Any]) -> Row[Any]:
        text = str(name)
        named = ENTRIES.c.number == int(text) if is_number(text) else ENTRIES.c.decision == text
        rows = self._rows(decisions.where(named)) if text.isascii() else []
        if not rows:
            raise log_error("log-unknown-decision", self.name, name=text)
        return rows[0]

    def _erased(self) -> set[int]:
        with self.store.reading() as connection:
            return erased_numbers(connection, self.id, self.key)

    def _logged(self, row: Row[Any], gone: set[int]) -> LoggedDecision:
        """The decision in a row; what is gone of it must have been erased, and what was erased must be gone."""
        logged = logged_in(row, self.id, self.key, self.name)
        if logged.erased and logged.number not in gone:
            gone |= self._erased()  # it may have been erased since
        if logged.erased is not (logged.number in gone):
            raise log_error("log-facts-missing" if logged.erased else "log-facts-remain", place(self.name, row.number))
        return logged

    def _stored(self, table: Table, digest: str, number: int) -> Data:
        with self.store.reading() as connection:
            return content_of(connection, table, digest, place(self.name, number))

    def _checked_id(self) -> str:
        """The id of the log, which must be there and have this key."""
        if not self.store.exists():
            raise log_error("log-absent", self.name)
        with self.store.reading() as connection:
            row = connection.execute(select(LOGS).where(LOGS.c.one == 1)).first()
        if row is None:
            raise log_error("log-absent", self.name)
        if not isinstance(row.log, str) or not isinstance(row.key_check, str):
            raise log_error("log-head-changed", self.name)
        if not self.key.sealed(KEY_CHECK, row.log.encode(errors="surrogateescape"), row.key_check):
            raise log_error("log-wrong-key", self.name)
        return row.log


def now() -> str:
    """The time as records write it."""
    return utc(datetime.now(UTC))


def _put_once(connection: Connection, table: Any, digest: str, data: Data) -> None:
    """Keep what has this digest, where it is not kept yet."""
    found = connection.execute(select(func.count()).select_from(table).where(table.c.digest == digest)).scalar()
    if not found:
        connection.execute(insert(table).values(digest=digest, content=entries.packed(data)))
