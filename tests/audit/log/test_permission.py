"""A log that nobody allows to be written says so; that is no sign of tampering.

Who runs the tests may be root, whom modes do not bind, so what the system says is put in its place.
"""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import sluimer
from conftest import KEY
from sluimer import LogError
from sluimer.audit.log import DecisionLog, create_log, open_log
from sluimer.messages import Language

WET = {"moisture": 70, "indoors": True}
SAID: dict[Language, str] = {
    "en": "error: who runs this may not write the log\n"
    "  help: allow it for the file and for its folder, or name another place; nothing was logged",
    "nl": "fout: wie dit draait mag het logboek niet schrijven\n"
    "  help: sta het toe voor het bestand en voor de map, of noem een andere plaats; er is niets vastgelegd",
}


def _is_told_of_permission(attempt: Callable[[], object], name: str) -> None:
    with pytest.raises(LogError) as raised:
        attempt()
    assert [problem.code for problem in raised.value.problems] == ["log-read-only"]
    for language, said in SAID.items():
        assert raised.value.render(language) == f"{name}: {said}"


@pytest.fixture
def filled(lite: DecisionLog, plant_care: sluimer.KnowledgeBase) -> DecisionLog:
    """A log with one decision, of which nothing is left in a journal."""
    plant_care.consult(WET, log=lite)
    lite.store.vacuum()
    lite.close()
    return lite


def test_a_file_that_may_only_be_read_takes_no_decision(
    filled: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK or Path(path).is_dir())
    with open_log(filled.name, KEY) as log:
        _is_told_of_permission(lambda: plant_care.consult(WET, log=log), filled.name)


def test_a_file_in_a_folder_that_may_only_be_read_takes_no_decision(
    filled: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK or not Path(path).is_dir())
    with open_log(filled.name, KEY) as log:
        _is_told_of_permission(lambda: plant_care.consult(WET, log=log), filled.name)


def test_what_the_database_says_of_a_file_that_may_only_be_read_is_told_as_that(filled: DecisionLog) -> None:
    """Though it could be written when it was opened."""

    def write_a_file_that_is_read_only() -> None:
        with filled.store._database_errors("log-unwritable"), closing(_reading(filled.name)) as connection:
            connection.execute("CREATE TABLE other (one)")

    _is_told_of_permission(write_a_file_that_is_read_only, filled.name)


def _reading(name: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{name}?mode=ro", uri=True)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_where_no_file_may_be_made_no_log_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("sluimer.audit.log.store.os.open", refuse)
    name = str(tmp_path / "new.db")
    _is_told_of_permission(lambda: create_log(name, KEY), name)


def test_a_folder_that_was_closed_while_the_log_was_open_is_no_other_file(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_care.consult(WET, log=lite)

    def refuse(*_: object) -> tuple[int, int]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("sluimer.audit.log.store._identity", refuse)
    _is_told_of_permission(lambda: plant_care.consult(WET, log=lite), lite.name)
