"""What somebody else put into the database of a log: it may change, drop or keep what is written, past the log."""

import re
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Table, UniqueConstraint, func, select, text

from sluimer.audit.log.tables import KEPT, LOGS, METADATA

_STATISTICS: Final = "sqlite_stat1"
"""What `ANALYZE` leaves in SQLite; it counts rows, and holds nothing of them."""
_MADE_STATISTICS: Final = "CREATE TABLE sqlite_stat1(tbl,idx,stat)"
_WORD_OR_SIGN: Final = re.compile(r"\w+|[^\w\s(),]")
_NO_COUNTS: Final = """
SELECT count(*) FROM sqlite_stat1
WHERE typeof(stat) <> 'text' OR stat GLOB '*[^0-9 ]*' OR tbl NOT IN (SELECT name FROM sqlite_master)
"""
_IN_SQLITE: Final = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
_WORDS: Final = frozenset(
    word.upper()
    for table in METADATA.tables.values()
    for word in (table.name, *table.columns.keys(), *(str(index.name) for index in table.indexes))
) | frozenset(
    ["CREATE", "TABLE", "INDEX", "ON", "NOT", "NULL", "PRIMARY", "KEY", "UNIQUE", "INTEGER", "BIGINT", "TEXT", "BLOB"]
)
"""Of what SQLite keeps as the text by which a table or index of ours was made; a comment or a value has others."""
_IN_POSTGRESQL: Final = """
WITH ours AS (
    SELECT pg_class.oid, relname, relkind, relrowsecurity, relnamespace, nspname
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid IN ({tables})
)
SELECT relname FROM ours WHERE relkind <> 'r' OR relrowsecurity
UNION SELECT tgname FROM pg_trigger WHERE tgrelid IN (SELECT oid FROM ours) AND NOT tgisinternal
UNION SELECT rulename FROM pg_rewrite WHERE ev_class IN (SELECT oid FROM ours)
UNION SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'f', 'm', 'v') AND oid NOT IN (SELECT oid FROM ours)
    AND relname LIKE 'sluimer\\_%' AND relnamespace IN (SELECT relnamespace FROM ours)
UNION SELECT relname FROM pg_class JOIN pg_inherits ON oid = inhrelid WHERE inhparent IN (SELECT oid FROM ours)
UNION SELECT relname || '.' || attname FROM ours JOIN pg_attribute ON attrelid = oid
    WHERE attnum > 0 AND NOT attisdropped AND relname || '.' || attname NOT IN ({columns})
UNION SELECT relname FROM pg_class JOIN pg_index ON oid = indexrelid WHERE indrelid IN (SELECT oid FROM ours)
    AND (indpred IS NOT NULL OR indexprs IS NOT NULL OR NOT indisvalid OR relname NOT IN ({indexes})
        OR (indisunique AND relname IN ({plain})))
UNION SELECT stxname FROM pg_statistic_ext WHERE stxrelid IN (SELECT oid FROM ours)
UNION SELECT relname || '.' || attname || ' (ANALYZE)' FROM ours JOIN pg_stats
    ON tablename = relname AND schemaname = nspname WHERE relname = '{kept}'
UNION SELECT relname || ' (COMMENT)' FROM ours JOIN pg_description ON objoid = oid
UNION SELECT relname || ' (COMMENT)' FROM pg_class JOIN pg_description ON objoid = oid
    WHERE oid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM ours))
UNION SELECT conname || ' (COMMENT)' FROM pg_constraint JOIN pg_description ON objoid = pg_constraint.oid
    WHERE conrelid IN (SELECT oid FROM ours)
UNION SELECT conname FROM pg_constraint WHERE conrelid IN (SELECT oid FROM ours) AND contype = 'c'
UNION SELECT relname || ' (DEFAULT)' FROM ours JOIN pg_attrdef ON adrelid = ours.oid
ORDER BY 1
"""


def foreign_objects(connection: Connection) -> tuple[str, ...]:
    """The names of all that is not the log's own: triggers, rules, views, tables, columns, indexes, a second row."""
    found = _of_sqlite(connection) if connection.dialect.name == "sqlite" else _of_postgresql(connection)
    return (*found, *_rows_too_many(connection))


def forget_statistics(connection: Connection) -> None:
    """Drop what `ANALYZE` by somebody else left in SQLite, since it may hold samples of what is erased."""
    if connection.dialect.name == "sqlite":
        for row in connection.execute(text(_IN_SQLITE)).all():
            if str(row.name).startswith("sqlite_stat"):
                connection.exec_driver_sql(f"DROP TABLE {row.name}")


def is_sound(connection: Connection) -> bool:
    """Whether the database itself finds nothing wrong with it; a crooked index may hide what is there."""
    if connection.dialect.name != "sqlite":
        return True
    return connection.execute(text("PRAGMA integrity_check(1)")).scalar() == "ok"


def _rows_too_many(connection: Connection) -> tuple[str, ...]:
    """The table that says which log this is has one row alone."""
    count = connection.execute(select(func.count()).select_from(LOGS)).scalar() or 0
    return (f"{LOGS.name} ({count})",) if count > 1 else ()


def _of_postgresql(connection: Connection) -> tuple[str, ...]:
    tables = ", ".join(f"to_regclass('{name}')" for name in sorted(METADATA.tables))
    columns = [f"{table.name}.{column.name}" for table in METADATA.tables.values() for column in table.columns]
    indexes = [name for table in METADATA.tables.values() for name in _indexes_in_postgresql(table)]
    plain = [str(index.name) for table in METADATA.tables.values() for index in table.indexes]
    named = {"tables": tables, "columns": _listed(columns), "indexes": _listed(indexes)}
    named |= {"plain": _listed(plain), "kept": KEPT.name}
    return tuple(str(row[0]) for row in connection.execute(text(_IN_POSTGRESQL.format(**named))))


def _indexes_in_postgresql(table: Table) -> Iterator[str]:
    """The names of the indexes of a table, those too that its keys have by themselves."""
    yield f"{table.name}_pkey"
    yield from (str(index.name) for index in table.indexes)
    unique = (one for one in table.constraints if isinstance(one, UniqueConstraint))
    yield from (f"{table.name}_{'_'.join(column.name for column in one.columns)}_key" for one in unique)


def _listed(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _of_sqlite(connection: Connection) -> tuple[str, ...]:
    found = connection.execute(text(_IN_SQLITE)).all()
    strange = [str(row.name) for row in found if not _is_ours(connection, row)]
    columns = (name for table in METADATA.tables.values() for name in _foreign_columns(connection, table))
    return (*strange, *columns)


def _is_ours(connection: Connection, row: Any) -> bool:
    """Whether an object of SQLite is the log's own, or harmless."""
    if row.type == "table" and row.name == _STATISTICS:
        return row.sql == _MADE_STATISTICS and _only_counts(connection)
    if not _in_our_words(row.sql or ""):
        return False
    if row.type == "table":
        return row.name in METADATA.tables
    made_by_sqlite = row.name.startswith("sqlite_autoindex_") and row.sql is None
    ours = made_by_sqlite or any(_is_index(connection, row.name, table) for table in METADATA.tables.values())
    return row.type == "index" and ours


def _in_our_words(sql: str) -> bool:
    """Whether the text by which something was made says nothing beside it: no comment, no value."""
    return all(word.upper() in _WORDS for word in _WORD_OR_SIGN.findall(sql))


def _only_counts(connection: Connection) -> bool:
    """Whether the statistics of SQLite are numbers about tables, and no text that somebody put there."""
    return connection.execute(text(_NO_COUNTS)).scalar() == 0


def _is_index(connection: Connection, name: str, table: Table) -> bool:
    """Whether it is an index of ours: of this table, over all its rows, by the columns that it should have."""
    columns = next(([column.name for column in one.columns] for one in table.indexes if one.name == name), None)
    listed = text("SELECT * FROM pragma_index_list(:table) WHERE name = :name")
    row = connection.execute(listed, {"table": table.name, "name": name}).first()
    if columns is None or row is None or row.partial or row.unique:
        return False
    keys = connection.execute(text('SELECT name, coll FROM pragma_index_xinfo(:name) WHERE "key" = 1'), {"name": name})
    return [(key.name, key.coll) for key in keys] == [(column, "BINARY") for column in columns]


def _foreign_columns(connection: Connection, table: Table) -> Iterator[str]:
    for row in connection.execute(text("SELECT name FROM pragma_table_xinfo(:table)"), {"table": table.name}):
        if row.name not in table.columns:
            yield f"{table.name}.{row.name}"
