"""Whatever stands in the database and is not the log's own is found, and nothing is erased beside it."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

import sluimer
from audit.log.conftest import Server
from audit.log.raw import found_in
from audit.log.test_attacks import WET, code_of, run
from audit.log.test_tampering import located
from conftest import KEY
from sluimer.audit.log import DecisionLog, back_up, create_log, erase_person, open_log, verify
from sluimer.audit.log.entry import packed, pseudonym
from sluimer.audit.log.tables import FILES, KNOWLEDGE, METADATA


@pytest.fixture
def filled(log: DecisionLog, plant_care: sluimer.KnowledgeBase) -> DecisionLog:
    """Two decisions, of a and b."""
    for person in ("a", "b"):
        plant_care.consult(WET, log=log, person=person)
    return log


def names_of(log: DecisionLog) -> list[str]:
    """The names of what is strange."""
    return [dict(fault.words)["name"] for fault in verify(log).faults if fault.code == "log-strange-object"]


def refused(log: DecisionLog) -> bool:
    """Whether an erasure is refused because of something strange."""
    return code_of(lambda: erase_person(log, "a")) == "log-strange-object"


@pytest.mark.parametrize("table", METADATA.tables)
def test_a_column_too_many_is_found_in_every_table(filled: DecisionLog, table: str) -> None:
    """It could hold what is erased from the others."""
    run(filled, f"ALTER TABLE {table} ADD COLUMN note TEXT", f"UPDATE {table} SET note = 'she is pregnant'")
    assert f"{table}.note" in names_of(filled)
    assert refused(filled)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("CREATE TABLE sluimer_kept_old AS SELECT * FROM sluimer_kept", "sluimer_kept_old"),
        ("CREATE INDEX sluimer_more ON sluimer_kept (content)", "sluimer_more"),
        ("CREATE INDEX sluimer_more ON sluimer_entries (time) WHERE number > 1", "sluimer_more"),
        ("CREATE VIEW sluimer_all AS SELECT * FROM sluimer_kept", "sluimer_all"),
    ],
)
def test_a_table_index_or_view_beside_ours_is_found(filled: DecisionLog, statement: str, name: str) -> None:
    run(filled, statement)
    assert names_of(filled) == [name]
    assert refused(filled)


INDEX = "CREATE INDEX sluimer_entries_time ON sluimer_entries (time)"
IN_SQLITE = [
    ("DROP INDEX sluimer_entries_time", INDEX.replace(")", " /* ill */)")),
    ("DROP INDEX sluimer_entries_time", f"{INDEX} -- ill"),
    ("PRAGMA writable_schema=ON", "UPDATE sqlite_master SET sql = sql || '/* ill */' WHERE name = 'sluimer_kept'"),
    (
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'TEXT', 'TEXT DEFAULT ill') WHERE name = 'sluimer_kept'",
    ),
]
ON_A_SERVER = [
    "COMMENT ON INDEX sluimer_entries_time IS 'ill'",
    "COMMENT ON CONSTRAINT sluimer_kept_pkey ON sluimer_kept IS 'ill'",
    "COMMENT ON COLUMN sluimer_kept.salt IS 'ill'",
    "ALTER TABLE sluimer_kept ALTER COLUMN person SET DEFAULT 'ill'",
    "ALTER TABLE sluimer_kept ADD CONSTRAINT fit CHECK (person <> 'ill')",
]


def _finds_it(log: DecisionLog, plant_care: sluimer.KnowledgeBase, *statements: str) -> bool:
    """Whether these make a log strange, in which nobody is erased then, that was not so before."""
    plant_care.consult(WET, log=log, person="a")
    before = names_of(log)
    run(log, *statements)
    return before == [] and len(names_of(log)) == 1 and refused(log)


@pytest.mark.parametrize("statements", IN_SQLITE)
def test_what_is_said_where_a_table_or_index_was_made_is_found(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, statements: tuple[str, ...]
) -> None:
    """SQLite keeps the text of it, comments and all: there facts of a person would outlive every erasure."""
    assert _finds_it(lite, plant_care, *statements)


@pytest.mark.parametrize("statement", ON_A_SERVER)
def test_what_is_said_beside_a_table_or_index_on_a_server_is_found(
    server: Server, plant_care: sluimer.KnowledgeBase, statement: str
) -> None:
    with create_log(server.new_database(), KEY) as log:
        assert _finds_it(log, plant_care, statement)


@pytest.mark.parametrize("columns", ["decision", "person, decision", 'person COLLATE "C"', "lower(person)"])
def test_an_index_of_ours_made_otherwise_is_found(filled: DecisionLog, columns: str) -> None:
    if filled.store.is_sqlite:
        columns = columns.replace('"C"', "NOCASE")
    elif columns != "lower(person)":
        pytest.skip("PostgreSQL finds all rows by any whole index")
    run(filled, "DROP INDEX sluimer_kept_person", f"CREATE INDEX sluimer_kept_person ON sluimer_kept ({columns})")
    assert names_of(filled) == ["sluimer_kept_person"]
    assert refused(filled)


def test_an_index_of_ours_that_lets_nothing_stand_twice_is_found(filled: DecisionLog) -> None:
    """Else a second decision of a person could not be logged."""
    unique = "CREATE UNIQUE INDEX sluimer_kept_person ON sluimer_kept (person)"
    run(filled, "DROP INDEX sluimer_kept_person", unique)
    assert names_of(filled) == ["sluimer_kept_person"]


def test_a_second_row_of_what_the_log_is_called_is_found(filled: DecisionLog) -> None:
    run(
        filled,
        "INSERT INTO sluimer_log SELECT 2, 'she is pregnant', key_check, last, last_mac, last_seal FROM sluimer_log",
    )
    assert names_of(filled) == ["sluimer_log (2)"]
    assert refused(filled)
    assert filled.head().number == 2


@pytest.mark.parametrize("table", [KNOWLEDGE, FILES], ids=lambda table: str(table.name))
def test_knowledge_and_files_that_no_decision_names_are_found(filled: DecisionLog, table: object) -> None:
    with filled.store.writing() as connection:
        statement = f"INSERT INTO {table} VALUES ('sha256:0', :content)"
        connection.execute(text(statement), {"content": packed({"note": "she is pregnant"})})
    assert names_of(filled) == [f"{table} sha256:0"]


def test_who_made_the_log_and_when_is_said_nowhere_outside_the_chain(filled: DecisionLog) -> None:
    """What no seal is over could be anything."""
    with filled.store.reading() as connection:
        row = connection.execute(text("SELECT * FROM sluimer_log")).one()
    assert set(row._mapping) == {"one", "log", "key_check", "last", "last_mac", "last_seal"}
    run(filled, "UPDATE sluimer_log SET log = 'she is pregnant'")
    assert code_of(lambda: open_log(place_of(filled), filled.key)) == "log-wrong-key"


def place_of(log: DecisionLog) -> str:
    """Where a log is, as it was given."""
    return log.name if log.store.is_sqlite else log.store._url.render_as_string(hide_password=False)


def test_statistics_that_an_administrator_made_keep_nobody_from_being_erased(filled: DecisionLog) -> None:
    run(filled, "ANALYZE")
    assert verify(filled).faults == ()
    assert len(erase_person(filled, "a").numbers) == 1
    if filled.store.is_sqlite:
        with filled.store.reading() as connection:
            assert connection.execute(text("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'")).all() == []
    assert verify(filled).faults == ()


def test_samples_of_persons_among_the_statistics_are_told_and_go_with_an_erasure(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase
) -> None:
    """SQLite keeps them where it was built to; here another program wrote that table."""
    plant_care.consult(WET, log=lite, person="a")
    whose = pseudonym("a", lite.key)
    with sqlite3.connect(lite.name) as connection:
        connection.execute("ANALYZE")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_stat1 SET stat = ?", (f"1 1 {whose}",))
    connection.close()
    assert "sqlite_stat1" in names_of(lite)
    assert erase_person(lite, "a").vacuumed
    assert verify(lite).faults == ()
    assert found_in([Path(lite.name)], [whose.encode()]) == {}


def test_samples_of_persons_on_a_server_are_told(server: Server, plant_care: sluimer.KnowledgeBase) -> None:
    """The log has none made; who has them made all the same must take them away."""
    from conftest import KEY
    from sluimer.audit.log import create_log

    with create_log(server.new_database(), KEY) as log:
        for _ in range(3):
            plant_care.consult(WET, log=log, person="a")
        run(log, "ALTER TABLE sluimer_kept ALTER COLUMN person SET STATISTICS 100", "ANALYZE sluimer_kept")
        assert names_of(log) == ["sluimer_kept.person (ANALYZE)"]
        assert refused(log)
        run(log, "DELETE FROM pg_statistic WHERE starelid = 'sluimer_kept'::regclass")
        assert len(erase_person(log, "a").numbers) == 3


def test_what_inherits_or_comments_on_a_server_is_told(server: Server, plant_care: sluimer.KnowledgeBase) -> None:
    from conftest import KEY
    from sluimer.audit.log import create_log

    with create_log(server.new_database(), KEY) as log:
        plant_care.consult(WET, log=log, person="a")
        run(
            log,
            "CREATE TABLE aside () INHERITS (sluimer_kept)",
            "COMMENT ON TABLE sluimer_kept IS 'she is pregnant'",
            "CREATE STATISTICS more ON decision, person FROM sluimer_kept",
        )
        assert names_of(log) == ["aside", "more", "sluimer_kept (COMMENT)"]


def test_two_logs_may_stand_in_one_database(server: Server, plant_care: sluimer.KnowledgeBase) -> None:
    """Each in a schema of its own."""
    from conftest import KEY
    from sluimer.audit.log import create_log

    with create_log(server.new_database(), KEY) as one, create_log(server.new_database(), KEY) as other:
        for log in (one, other):
            plant_care.consult(WET, log=log, person="a")
        assert len(erase_person(one, "a").numbers) == 1
        assert (located(one), located(other), other.decision("1").erased) == ([], [], False)


def test_what_stands_beside_the_tables_of_others_is_no_business_of_the_log(filled: DecisionLog) -> None:
    """On a server a log may share its database; in a file of its own it does not."""
    run(filled, "CREATE TABLE orders (number INTEGER)")
    assert names_of(filled) == (["orders"] if filled.store.is_sqlite else [])


def test_the_file_of_a_copy_has_nothing_of_an_erased_person(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    for person in ("a", "b"):
        plant_care.consult(WET, log=lite, person=person)
    erase_person(lite, "a")
    back_up(lite, tmp_path / "copy.db")
    assert found_in([tmp_path / "copy.db"], [pseudonym("a", lite.key).encode()]) == {}
    assert found_in([tmp_path / "copy.db"], [pseudonym("b", lite.key).encode()]) != {}
