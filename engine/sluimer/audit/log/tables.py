"""The tables of a log, the same in every database."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()

LOGS = Table(
    "sluimer_log",
    METADATA,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("log", Text, nullable=False),
    Column("key_check", Text, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("last_mac", Text, nullable=False),
    Column("last_seal", Text, nullable=False),
)
"""One row: which log this is, with which key, and where it ends."""

ENTRIES = Table(
    "sluimer_entries",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("decision", Text, unique=True),
    Column("time", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("mac", Text, nullable=False),
    Index("sluimer_entries_time", "time"),
)
"""The chain; `kind`, `decision` and `time` repeat what the body says, to find it by."""

KEPT = Table(
    "sluimer_kept",
    METADATA,
    Column("decision", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("sluimer_kept_person", "person"),
)
"""What is kept of persons; the only table from which anything is ever taken away."""


def _by_digest(name: str) -> Table:
    content = Column("content", LargeBinary, nullable=False)
    return Table(name, METADATA, Column("digest", Text, primary_key=True), content)


KNOWLEDGE = _by_digest("sluimer_knowledge")
"""What records say of the knowledge, by its digest."""
FILES = _by_digest("sluimer_files")
"""The files of the knowledge itself, by the digest that they have, so that it can be consulted again."""
