"""A copy of a log is whole, private, and never over something else; a copy without the journal is found out."""

import shutil
import stat
from functools import partial
from pathlib import Path

import pytest

import sluimer
from audit.log.conftest import Server
from audit.log.test_attacks import WET, code_of
from audit.log.test_tampering import located
from conftest import KEY
from sluimer.audit.log import DecisionLog, back_up, create_log, open_log, verify


def test_a_copy_holds_all_of_it_while_others_write(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    """Also what still stands in the journal beside the log."""
    for _ in range(5):
        plant_care.consult(WET, log=lite, person="a")
    copy = tmp_path / "copies.db"
    assert back_up(lite, str(copy)) == lite.head()
    plant_care.consult(WET, log=lite)
    with open_log(copy, KEY) as copied:
        assert verify(copied).faults == ()
        assert (copied.head().number, lite.head().number) == (5, 6)
    assert [path.name for path in tmp_path.glob("copies.db*")] == ["copies.db"]


def test_a_copy_can_become_the_log(lite: DecisionLog, plant_care: sluimer.KnowledgeBase, tmp_path: Path) -> None:
    plant_care.consult(WET, log=lite)
    back_up(lite, tmp_path / "copy.db")
    with create_log(tmp_path / "copy.db", KEY) as copied:
        plant_care.consult(WET, log=copied)
        assert (verify(copied).faults, copied.id) == ((), lite.id)


def test_a_copy_is_readable_by_its_owner_alone(lite: DecisionLog, tmp_path: Path) -> None:
    back_up(lite, tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_a_copy_never_takes_the_place_of_something_else(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    plant_care.consult(WET, log=lite)
    (tmp_path / "there").write_text("precious", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    for where in ("there", "link", "decisions.db", ".", "no/such/folder"):
        assert code_of(partial(back_up, lite, tmp_path / where)) == "log-backup-unwritable"
    assert (tmp_path / "there").read_text(encoding="utf-8") == "precious"
    assert not (tmp_path / "nothing").exists()
    assert located(lite) == []


def test_a_copy_that_cannot_be_made_whole_is_not_there(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_care.consult(WET, log=lite)
    monkeypatch.setattr("sluimer.audit.log.store.Store.copy_to", lambda _, path: path.write_bytes(b"half"))
    with pytest.raises(sluimer.LogError):
        back_up(lite, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_log_on_a_server_is_copied_by_the_server(server: Server, tmp_path: Path) -> None:
    with create_log(server.new_database(), KEY) as log:
        assert code_of(lambda: back_up(log, tmp_path / "copy.db")) == "log-backup-server"
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_without_its_journal_is_found_by_a_checkpoint(
    lite: DecisionLog, plant_care: sluimer.KnowledgeBase, tmp_path: Path
) -> None:
    """By itself it is whole, and shorter."""
    for number in range(4):
        plant_care.consult(WET, log=lite)
        if number == 1:
            lite.store.vacuum()
    shutil.copy(lite.name, tmp_path / "copy.db")
    with open_log(tmp_path / "copy.db", KEY) as copied:
        assert verify(copied).faults == ()
        assert copied.head().number == 2
        [fault] = verify(copied, [lite.checkpoint()]).faults
        assert fault.code == "log-tail-missing"
        assert "-wal" in fault.help("en")
