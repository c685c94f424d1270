"""Where a log lives: one database, SQLite or PostgreSQL, with one writer at a time and readers who see one moment."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from sluimer.log.tables import KEPT, LOGS, METADATA
from sluimer.messages import log_error

PATIENCE: Final = 60
"""Seconds that a writer waits for the others."""
TIDY_PATIENCE: Final = 5
"""Seconds that tidying up waits for those who read."""
SQLITE: Final = "sqlite"
_PASSWORD: Final = re.compile("://[^@/]*@")
_DRIVERS: Final = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class Store:
    """One database that is, or may become, a log. Any number of threads and processes may share it."""

    def __init__(self, where: str | Path) -> None:
        self._url = _url_of(str(where))
        self._engine = _engine(self._url)
        self._process = os.getpid()

    @property
    def name(self) -> str:
        """The place as people may see it, without a password."""
        return str(self._url.database) if self.is_sqlite else self._url.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is one file on this machine."""
        return self._url.get_backend_name() == SQLITE

    def create(self) -> None:
        """Make the tables, where there are none. Raises LogError."""
        if self.is_sqlite:
            self._make_private()
        with self._told("log-unwritable"):
            METADATA.create_all(self._of_this_process())
            with self._engine.connect() as connection:
                _settle(_plainly(connection))

    def exists(self) -> bool:
        """Whether there is a log. Raises LogError where that cannot be told."""
        if self.is_sqlite and not Path(self.name).is_file():
            return False
        with self._told("log-unreadable"):
            return inspect(self._of_this_process()).has_table(LOGS.name)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer can come between; it is kept whole or not at all. Raises LogError."""
        with self._told("log-unwritable"), self._transaction(writes=True) as connection:
            if not self.is_sqlite:
                connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
            connection.execute(select(LOGS.c.one).with_for_update())
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the log as it is at one moment. Raises LogError."""
        options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._told("log-unreadable"), self._transaction(**options) as connection:
            yield connection

    def vacuum(self) -> bool:
        """Leave nothing of what was deleted in the files; whether all of that could be done now. Raises LogError.

        PostgreSQL has a write-ahead log and backups of its own, which are not in our hands.
        """
        with self._told("log-unwritable"), self._of_this_process().connect() as connection:
            plain = _plainly(connection)
            if not self.is_sqlite:
                plain.execute(text(f"VACUUM (FULL) {KEPT.name}"))
                return _checkpointed(plain)
            return _tidied(plain)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, **options: Any) -> Iterator[Connection]:
        with self._of_this_process().connect() as connection, connection.execution_options(**options).begin():
            yield connection

    def _of_this_process(self) -> Engine:
        """The engine, with connections of its own in a process that was forked."""
        if self._process != os.getpid():
            self._engine.dispose(close=False)
            self._process = os.getpid()
        return self._engine

    def _make_private(self) -> None:
        """A new file that nobody else may read, since it will hold what persons answered."""
        try:
            os.close(os.open(self.name, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise log_error("log-unwritable", self.name, reason=error.strerror or error) from error

    @contextmanager
    def _told(self, code: str) -> Iterator[None]:
        """Tell what the database says in one line, without the values that it was about."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            said = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
            raise log_error(code, self.name, reason=said[0]) from error


def _url_of(where: str) -> URL:
    """The place as an address; a plain path is a file of SQLite. Raises LogError."""
    try:
        url = make_url(where) if "://" in where else URL.create(SQLITE, database=where)
    except (ArgumentError, ValueError) as error:  # the second for a port that is no number
        name = _PASSWORD.sub("://***@", where)
        raise log_error("log-place", name, name=name) from error
    if url.get_backend_name() not in _DRIVERS or not url.database or url.database.startswith((":", "file:")):
        name = url.render_as_string(hide_password=True)
        raise log_error("log-place", name, name=name)
    return url.set(drivername=_DRIVERS[url.get_backend_name()])


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() != SQLITE:
            return create_engine(url, hide_parameters=True, pool_pre_ping=True)
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": PATIENCE})
    except ImportError as error:  # psycopg is missing, or the library that it needs itself
        raise log_error("log-needs-extra", url.render_as_string(hide_password=True), extra="postgres") from error
    event.listen(engine, "connect", _as_we_want)
    event.listen(engine, "begin", _begin)
    return engine


def _as_we_want(connection: sqlite3.Connection, _: object) -> None:
    """Transactions are ours to begin, what is committed is on disk, and what is deleted is overwritten."""
    connection.isolation_level = None
    connection.text_factory = _text  # a byte that was changed must not stop who looks for it
    for setting in ("synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {setting}")


def _text(written: bytes) -> str:
    return written.decode("utf-8", "surrogateescape")


def _begin(connection: Connection) -> None:
    """A writer takes its turn at once, so that it never finds out too late that it came second."""
    options = connection.get_execution_options()
    if not options.get("plainly"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _tidied(connection: Connection) -> bool:
    """Write the file anew and empty its journal; whether that could be done, which it cannot while others read."""
    connection.execute(text(f"PRAGMA busy_timeout={1000 * TIDY_PATIENCE}"))
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
    """The same connection for what cannot be done inside a transaction."""
    if connection.dialect.name == SQLITE:
        return connection.execution_options(plainly=True)
    return connection.execution_options(isolation_level="AUTOCOMMIT")


def _checkpointed(connection: Connection) -> bool:
    """Have the server begin a new file of its write-ahead log, so that the old ones go; not everyone may ask that."""
    try:
        connection.execute(text("SELECT pg_switch_wal()"))
        connection.execute(text("CHECKPOINT"))
    except SQLAlchemyError:
        return False
    return True
