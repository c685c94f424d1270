"""Where a log lives: one database, SQLite or PostgreSQL, with one writer at a time and readers who see one moment."""

import errno
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from sluimer.audit.log.tables import KEPT, LOGS, METADATA
from sluimer.files.replace import PRIVATE, NotPlainError, must_be_plain
from sluimer.messages import log_error

PATIENCE: Final = 60
"""Seconds that a writer waits for the others."""
TIDY_PATIENCE: Final = 5
"""Seconds that tidying up waits for those who read."""
SQLITE: Final = "sqlite"
READ_ONLY: Final = "read-only"
"""In place of the file that a connection writes."""
_NOT_ALLOWED: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
_PASSWORD: Final = re.compile("://.*@")
_SECRETS: Final = ("password", "passfile", "sslpassword")
_DRIVERS: Final = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


_KEEPING_OLD_FILES: Final = """
SELECT current_setting('wal_recycle') <> 'off' OR current_setting('archive_mode') <> 'off'
    OR current_setting('wal_keep_size') <> '0' OR EXISTS (SELECT FROM pg_replication_slots)
"""
"""Whether a server of PostgreSQL keeps files of its write-ahead log that it needs no more."""


class Store:
    """One database that is, or may become, a log. Any number of threads and processes may share it."""

    def __init__(self, where: str | Path) -> None:
        url = _url_of(str(where))
        self._given = str(url.database)
        self._url = url.set(database=str(Path(self._given).absolute())) if url.get_backend_name() == SQLITE else url
        self._engine = _engine(self._url)
        self._process = os.getpid()
        self._pen = Lock()

    @property
    def name(self) -> str:
        """The place as people may see it, without a password."""
        return self._given if self.is_sqlite else _without_secrets(self._url)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is one file on this machine."""
        return self._url.get_backend_name() == SQLITE

    def create(self) -> None:
        """Make the tables, where there are none. Raises LogError."""
        if self.is_sqlite:
            self._make_private()
        with self._database_errors("log-unwritable"):
            METADATA.create_all(self._of_this_process())
            with self._engine.connect() as connection:
                _settle(_plainly(connection))

    def exists(self) -> bool:
        """Whether there is a log. Raises LogError where that cannot be told."""
        if self.is_sqlite and not Path(str(self._url.database)).is_file():
            return False
        with self._database_errors("log-unreadable"):
            return inspect(self._of_this_process()).has_table(LOGS.name)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer can come between; it is kept whole or not at all. Raises LogError."""
        with self._database_errors("log-unwritable"), self._turn(), self._transaction(writes=True) as connection:
            opened = connection.info.get("file")
            self._must_be_there(opened)
            if not self.is_sqlite:
                connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                connection.execute(text("SET LOCAL synchronous_commit = on"))
            connection.execute(select(LOGS.c.one).with_for_update())
            yield connection
        self._must_be_there(opened)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the log as it is at one moment. Raises LogError."""
        options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._database_errors("log-unreadable"), self._transaction(**options) as connection:
            yield connection

    def vacuum(self) -> bool:
        """Leave nothing of what was deleted in the files; whether all of that could be done now. Raises LogError.

        What a disk keeps of files that were cut off, and backups, are not in our hands.
        """
        with self._database_errors("log-unwritable"), self._of_this_process().connect() as connection:
            plain = _plainly(connection)
            return _tidied(plain) if self.is_sqlite else _rewritten(plain)

    def copy_to(self, path: Path) -> None:
        """Copy a database of SQLite into a file that is empty, as it is at one moment. Raises LogError."""
        with self._database_errors("log-backup-unwritable"), self._of_this_process().connect() as connection:
            _plainly(connection).execute(text("VACUUM INTO :file"), {"file": str(path)})
        with path.open("rb") as copy:
            os.fsync(copy.fileno())

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Its turn among the threads here: SQLite has no queue, and lets who waits try now and then."""
        self._of_this_process()
        pen = self._pen
        if not self.is_sqlite:
            yield
        elif pen.acquire(timeout=PATIENCE):
            try:
                yield
            finally:
                pen.release()
        else:
            raise sqlite3.OperationalError("database is locked")

    @contextmanager
    def _transaction(self, **options: Any) -> Iterator[Connection]:
        with self._of_this_process().connect() as connection, connection.execution_options(**options).begin():
            yield connection

    def _of_this_process(self) -> Engine:
        """The engine, with connections of its own in a process that was forked."""
        if self._process != os.getpid():
            self._engine.dispose(close=False)
            self._process, self._pen = os.getpid(), Lock()
        return self._engine

    def _must_be_there(self, opened: object) -> None:
        """The file must still be the one that was opened: what goes into one that was moved away is lost."""
        if opened == READ_ONLY:
            raise log_error("log-read-only", self.name)
        if not self.is_sqlite:
            return
        try:
            there = _identity(str(self._url.database))
        except PermissionError as error:  # a folder above it was closed since
            raise log_error("log-read-only", self.name) from error
        if opened != there:
            raise log_error("log-replaced", self.name)

    def _make_private(self) -> None:
        """A new file that nobody else may read, since it will hold what persons answered; not made through a link."""
        path = Path(str(self._url.database))
        try:
            if path.exists():
                must_be_plain(path.stat(), path)
            else:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))
        except NotPlainError as error:
            raise log_error(error.code, self.name, name=self.name) from error
        except FileExistsError as error:
            if path.is_symlink():
                raise log_error("is-a-link", self.name, name=self.name) from error
        except OSError as error:
            code = "log-read-only" if error.errno in _NOT_ALLOWED else "log-unwritable"
            raise log_error(code, self.name, reason=error.strerror or error) from error

    @contextmanager
    def _database_errors(self, code: str) -> Iterator[None]:
        """Tell what the database says in one line, without the values that it was about."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            said = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
            if "readonly database" in said[0]:
                raise log_error("log-read-only", self.name) from None
            raise log_error(code, self.name, reason=said[0]) from None  # the rest may hold what it was about


def _url_of(where: str) -> URL:
    """The place as an address; a plain path is a file of SQLite. Raises LogError."""
    try:
        url = make_url(where) if "://" in where else URL.create(SQLITE, database=where)
    except (ArgumentError, ValueError) as error:  # the second for a port that is no number
        name = _PASSWORD.sub("://***@", where)
        raise log_error("log-place", name, name=name) from error
    if url.get_backend_name() not in _DRIVERS or not url.database or url.database.startswith((":", "file:")):
        name = _without_secrets(url)
        raise log_error("log-place", name, name=name)
    return url.set(drivername=_DRIVERS[url.get_backend_name()])


def _without_secrets(url: URL) -> str:
    hidden = {name: "***" for name in url.query if name in _SECRETS}
    return url.update_query_dict(hidden).render_as_string(hide_password=True)


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() != SQLITE:
            return create_engine(url, hide_parameters=True, pool_pre_ping=True)
        if _may_only_be_read(str(url.database)):
            return _reading_engine(str(url.database))
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": PATIENCE})
    except ImportError as error:  # psycopg is missing, or the library that it needs itself
        raise log_error("log-needs-extra", _without_secrets(url), extra="postgres") from error
    event.listen(engine, "connect", _as_we_want)
    event.listen(engine, "begin", _begin)
    return engine


def _may_only_be_read(file: str) -> bool:
    """Whether a file is there that may be read but not written, as on a copy that is kept for an auditor."""
    path = Path(file)
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _reading_engine(file: str) -> Engine:
    """An engine for a file that nobody writes: SQLite is told so, since it would make files beside it otherwise.

    Raises LogError where the journal beside it still holds something, which would be passed over.
    """
    journal = Path(f"{file}-wal")
    if journal.is_file() and journal.stat().st_size:
        raise log_error("log-unreadable", file, reason=f"{journal.name} is not empty")
    address = f"file:{quote(str(Path(file).resolve()))}?mode=ro&immutable=1"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=NullPool)
    event.listen(engine, "connect", _to_read)
    event.listen(engine, "begin", _begin)
    return engine


def _to_read(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    record.info["file"] = READ_ONLY
    connection.isolation_level = None
    connection.text_factory = _text


def _as_we_want(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    """Transactions are ours to begin, what is committed is on disk, and what is deleted is overwritten."""
    record.info["file"] = _identity(connection.execute("PRAGMA database_list").fetchone()[2])
    connection.isolation_level = None
    connection.text_factory = _text  # a byte that was changed must not stop who looks for it
    for setting in ("synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {setting}")


def _identity(file: str) -> tuple[int, int] | None:
    """Which file this is, whatever it is called; None where there is none. Raises PermissionError."""
    try:
        found = Path(file).stat()
    except PermissionError:
        raise
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _text(written: bytes) -> str:
    return written.decode("utf-8", "surrogateescape")


def _begin(connection: Connection) -> None:
    """A writer takes its turn at once, so that it never finds out too late that it came second."""
    options = connection.get_execution_options()
    if not options.get("plainly"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _tidied(connection: Connection) -> bool:
    """Write the file anew and empty its journal; whether that could be done, which it cannot while others read."""
    connection.execute(text(f"PRAGMA busy_timeout={int(1000 * TIDY_PATIENCE)}"))
    try:
        connection.execute(text("VACUUM"))
        return bool(connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0] == 0)
    except OperationalError as error:
        if "locked" in str(error.orig):
            return False
        raise
    finally:
        connection.execute(text(f"PRAGMA busy_timeout={1000 * PATIENCE}"))


def _settle(connection: Connection) -> None:
    """What a database of ours keeps to for good: SQLite its way to write, PostgreSQL no samples of what is erasable."""
    if connection.dialect.name == SQLITE:
        connection.execute(text("PRAGMA journal_mode=WAL"))
        return
    for column in KEPT.c:
        connection.execute(text(f"ALTER TABLE {KEPT.name} ALTER COLUMN {column.name} SET STATISTICS 0"))


def _plainly(connection: Connection) -> Connection:
    """A connection for what cannot be done inside a transaction."""
    if connection.dialect.name == SQLITE:
        return connection.execution_options(plainly=True)
    return connection.execution_options(isolation_level="AUTOCOMMIT")


def _rewritten(connection: Connection) -> bool:
    """Write the table anew; whether the server's write-ahead log keeps nothing of the old one either."""
    connection.execute(text(f"SET lock_timeout = '{TIDY_PATIENCE}s'"))
    try:
        connection.execute(text(f"VACUUM (FULL) {KEPT.name}"))
        return _checkpointed(connection)
    except OperationalError:  # others are reading, who would wait for us, and everybody else for them
        return False
    finally:
        connection.execute(text("RESET lock_timeout"))


def _checkpointed(connection: Connection) -> bool:
    """Have the server begin a new file of its write-ahead log, so that the old ones go; not everyone may ask that."""
    try:
        connection.execute(text("SELECT pg_switch_wal()"))
        connection.execute(text("CHECKPOINT"))
        return not connection.execute(text(_KEEPING_OLD_FILES)).scalar()
    except SQLAlchemyError:
        return False
