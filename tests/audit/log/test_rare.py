"""What seldom happens to a log: a name that is no text, a database that fails while it is tidied."""

import builtins
import importlib.util
import os
import runpy
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

import sluimer
import sluimer.audit.log
from audit.log.conftest import Server
from audit.log.test_attacks import WET, code_of, run
from conftest import KEY
from sluimer.audit.log import (
    DecisionLog,
    create_log,
    erase_person,
    erasure_numbered,
    erasure_of,
    erasures,
    open_log,
    verify,
    write_new_key,
    write_parquet,
)
from sluimer.audit.log.entry import number_ranges
from sluimer.audit.log.store import Store, _reading_engine
from sluimer.audit.record import make_record
from sluimer.messages import log_error


@pytest.fixture
def erased(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> DecisionLog:
    """Two decisions, of which the first was erased by the third entry."""
    for person in ("a", "b"):
        plant_care.consult(WET, log=lite, person=person)
    erase_person(lite, "a", "asked for it")
    return lite


def failing(error: Exception) -> Callable[..., Any]:
    """A function that only fails."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_an_erasure_is_found_by_its_number_and_by_its_decision(erased: DecisionLog) -> None:
    [one] = erasures(erased)
    assert one == erasure_numbered(erased, "3") == erasure_of(erased, erased.decision("1"))
    assert one.as_dict()["decisions"] == [1]
    assert (one.cause, one.reason) == ("person", "asked for it")
    assert erasure_numbered(erased, "2") is None
    assert erasure_numbered(erased, "x") is None
    assert code_of(lambda: erasure_of(erased, erased.decision("2"))) == "log-facts-missing"


def test_an_erasure_that_is_no_longer_what_was_sealed_is_none(erased: DecisionLog) -> None:
    run(erased, "UPDATE sluimer_entries SET mac = 'x' WHERE number = 3")
    assert erasures(erased) == ()


def test_a_person_is_known_by_a_text(lite: DecisionLog) -> None:
    with pytest.raises(TypeError, match="not by int"):
        lite.pseudonym(42)  # type: ignore[arg-type]  # what a program may hand over


def test_a_log_without_the_row_that_names_it_is_none(erased: DecisionLog) -> None:
    run(erased, "DELETE FROM sluimer_log")
    assert code_of(lambda: open_log(erased.name, KEY)) == "log-absent"


@pytest.mark.parametrize("column", ["log", "key_check"])
def test_a_name_or_check_of_the_key_that_is_no_text_is_told(erased: DecisionLog, column: str) -> None:
    run(erased, f"UPDATE sluimer_log SET {column} = x'00ff'")
    assert code_of(lambda: open_log(erased.name, KEY)) == "log-head-changed"


def test_what_fails_for_another_reason_than_writing_did_not_come_through(erased: DecisionLog) -> None:
    assert erased._came_through("x", log_error("log-swallowed", "x")) is False


def test_an_entry_whose_seal_was_changed_is_not_shown(erased: DecisionLog) -> None:
    run(erased, "UPDATE sluimer_entries SET mac = 'x' WHERE number = 2")
    assert code_of(lambda: erased.decision("2")) == "log-entry-changed"


def test_an_erasure_is_done_also_where_the_files_cannot_be_tidied(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_care.consult(WET, log=lite, person="a")
    fails = failing(OperationalError("VACUUM", None, Exception("disk is full")))
    monkeypatch.setattr("sluimer.audit.log.store._rewritten", fails)
    monkeypatch.setattr("sluimer.audit.log.store._tidied", fails)
    assert erase_person(lite, "a").vacuumed is False
    assert lite.decision("1").erased


def test_a_database_that_fails_while_it_is_tidied_is_told(lite: DecisionLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not taken for one that others read."""
    run(lite, "CREATE TABLE more (one INTEGER)")
    monkeypatch.setattr(
        "sluimer.audit.log.store.text",
        lambda said: (
            (_ for _ in ()).throw(OperationalError(said, None, Exception("disk is full")))
            if said == "VACUUM"
            else __import__("sqlalchemy").text(said)
        ),
    )
    assert code_of(lite.store.vacuum) == "log-unwritable"


def test_a_log_that_cannot_be_made_is_tried_and_then_told(monkeypatch: pytest.MonkeyPatch, lite: DecisionLog) -> None:
    monkeypatch.setattr("sluimer.audit.log.opening._create", failing(log_error("log-unwritable", "x", reason="no")))
    monkeypatch.setattr("sluimer.audit.log.opening.Event", lambda: type("Now", (), {"wait": lambda *_: None})())
    assert code_of(lambda: create_log(lite.name, KEY)) == "log-unwritable"


@pytest.mark.parametrize("part", ["polars", "psycopg"])
def test_a_part_that_is_not_installed_is_named(lite: DecisionLog, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    real = builtins.__import__

    def without(name: str, *words: Any) -> Any:
        if name.partition(".")[0] == part:
            raise ModuleNotFoundError(name, name=part)
        return real(name, *words)

    monkeypatch.setattr(builtins, "__import__", without)
    attempts: dict[str, Callable[[], object]] = {
        "polars": lambda: write_parquet((), "x", lite.name),
        "psycopg": lambda: open_log("postgresql://somebody@nowhere/log", KEY),
    }
    assert code_of(attempts[part]) == "log-needs-extra"


def test_a_process_that_was_forked_makes_connections_of_its_own(lite: DecisionLog) -> None:
    lite.close()  # in the place of the process that it was forked from, whose connections are left alone
    lite.store._process = -1
    assert lite.head().number == 0
    assert lite.store._process > 0


def test_a_server_that_does_not_let_us_tidy_its_files_is_told_of(
    server: Server, plant_care: sluimer.KnowledgeBase
) -> None:
    """Not everyone may ask for a checkpoint."""
    with create_log(server.new_database(), KEY) as log:
        plant_care.consult(WET, log=log, person="a")
        run(log, "CREATE ROLE nobody_much", "GRANT ALL ON ALL TABLES IN SCHEMA " + _schema(log) + " TO nobody_much")
        with log.store.reading() as connection:
            connection.exec_driver_sql("SET ROLE nobody_much")
            from sluimer.audit.log.store import _checkpointed

            assert _checkpointed(connection) is False


def _schema(log: DecisionLog) -> str:
    with log.store.reading() as connection:
        return str(connection.exec_driver_sql("SELECT current_schema()").scalar())


def test_an_empty_log_agrees_with_a_checkpoint_of_when_it_was_empty(lite: DecisionLog) -> None:
    assert verify(lite, [lite.checkpoint()]).faults == ()


def test_numbers_in_a_row_are_told_together() -> None:
    assert number_ranges([3, 1, 2, 7]) == "1-3, 7"
    assert number_ranges([]) == ""


def test_a_record_is_made_in_a_language_of_the_knowledge(plant_care: sluimer.KnowledgeBase) -> None:
    with pytest.raises(ValueError, match="`nl`, `en`"):
        make_record(plant_care.consult({}), "fr")


def test_a_log_without_its_database_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'sluimer\[log\]'"):
        runpy.run_path(str(sluimer.audit.log.__file__))


def test_no_key_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "log.key").symlink_to(tmp_path / "elsewhere")
    assert code_of(lambda: write_new_key(tmp_path / "log.key")) == "is-a-link"
    assert not (tmp_path / "elsewhere").exists()


def test_no_log_is_made_where_something_else_stands(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name, code in ((".", "is-a-folder"), ("link", "is-a-link")):
        with closing(Store(tmp_path / name)) as store:
            assert code_of(store.create) == code
    assert [path.name for path in tmp_path.iterdir()] == ["link"]


def test_a_log_that_another_makes_at_the_same_moment_is_taken_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look whether there is a file, and the making of it."""
    place = tmp_path / "decisions.db"
    real = os.open

    def second(path: Any, flags: int, *words: Any) -> int:
        if path == place and flags & os.O_EXCL:
            place.touch()
        return real(path, flags, *words)

    monkeypatch.setattr(os, "open", second)
    with create_log(place, KEY) as log:
        assert log.head().number == 0


def test_a_copy_to_read_whose_journal_still_holds_something_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "decisions.db-wal").write_bytes(b"more")
    assert code_of(lambda: _reading_engine(str(tmp_path / "decisions.db"))) == "log-unreadable"


def test_a_log_in_a_folder_that_was_closed_since_is_not_written(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_care.consult(WET, log=lite)
    with monkeypatch.context() as closed:
        closed.setattr("sluimer.audit.log.store.Path.stat", failing(PermissionError(13, "Permission denied")))
        found = code_of(lambda: lite.store._must_be_there((1, 1)))
    assert found == "log-read-only"


def test_a_log_that_another_writes_in_is_not_tidied_meanwhile(lite: DecisionLog) -> None:
    with closing(sqlite3.connect(lite.name, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert lite.store.vacuum() is False
    assert lite.store.vacuum() is True
