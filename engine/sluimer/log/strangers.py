"""What somebody else put into the database of a log: it may change, drop or keep what is written, past the log."""

from typing import Final

from sqlalchemy import Connection, text

from sluimer.log.tables import METADATA

_OURS: Final = frozenset(METADATA.tables)
_INDEXES: Final = frozenset(str(index.name) for table in METADATA.tables.values() for index in table.indexes)
_IN_POSTGRESQL: Final = """
WITH ours AS (SELECT oid, relname, relkind, relrowsecurity FROM pg_class WHERE oid IN ({tables}))
SELECT relname FROM ours WHERE relkind <> 'r' OR relrowsecurity
UNION SELECT tgname FROM pg_trigger WHERE tgrelid IN (SELECT oid FROM ours) AND NOT tgisinternal
UNION SELECT rulename FROM pg_rewrite WHERE ev_class IN (SELECT oid FROM ours)
ORDER BY 1
"""


def strangers_in(connection: Connection) -> tuple[str, ...]:
    """The names of triggers, rules, views and the like that are not the log's own."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("SELECT type, name, sql FROM sqlite_master ORDER BY name"))
        return tuple(str(row.name) for row in found if not _is_ours(row.type, row.name, row.sql))
    tables = ", ".join(f"to_regclass('{name}')" for name in sorted(_OURS))
    return tuple(str(row[0]) for row in connection.execute(text(_IN_POSTGRESQL.format(tables=tables))))


def is_sound(connection: Connection) -> bool:
    """Whether the database itself finds nothing wrong with it; a crooked index may hide what is there."""
    if connection.dialect.name != "sqlite":
        return True
    return connection.execute(text("PRAGMA integrity_check(1)")).scalar() == "ok"


def _is_ours(kind: str, name: str, sql: str | None) -> bool:
    if kind == "table":
        return name in _OURS
    made_by_sqlite = name.startswith("sqlite_autoindex_") and sql is None
    return kind == "index" and (made_by_sqlite or (name in _INDEXES and "where" not in str(sql).lower()))
