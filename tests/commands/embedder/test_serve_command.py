"""`sluimer serve`: what is wrong is told before anything listens; what runs is tried beside the service."""

import pickle
import socket
import sys
from pathlib import Path

import pytest

from commands.conftest import Logbook, Sluimer
from conftest import HOUSE_PLANTS
from sluimer.commands.embedder.serve import tell_service
from sluimer.commands.log import KeptIn
from sluimer.messages import LogError, Position, Problem


def test_a_part_that_is_not_installed_is_named(sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("sluimer.reach")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    ran = sluimer("serve", "--lang", "en")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == (
        "sluimer serve: error: this needs a part that is not installed\n"
        "  help: install it with `pip install 'sluimer[serve]'`\n"
    )


def test_a_place_where_another_listens_is_told(sluimer: Sluimer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ran = sluimer("serve", "--port", port, "--lang", "en", "--knowledge", HOUSE_PLANTS)
    assert ran.exit_code == 1
    assert f"nobody can listen at 127.0.0.1:{port}" in ran.stderr
    assert "choose another `--port` or `--host`" in ran.stderr


@pytest.mark.parametrize("host", ["no such place", "x" * 300])
def test_a_place_that_there_is_not_is_told(sluimer: Sluimer, host: str) -> None:
    ran = sluimer("serve", "--host", host, "--lang", "en", "--knowledge", HOUSE_PLANTS)
    assert ran.exit_code == 1
    assert "nobody can listen at" in ran.stderr


def test_a_log_that_is_not_there_is_told_before_anything_listens(sluimer: Sluimer, logbook: Logbook) -> None:
    ran = sluimer("serve", "--log", logbook.file.parent / "none.db", "--key-file", logbook.key, "--lang", "en")
    assert ran.exit_code == 1
    assert "none.db" in ran.stderr
    assert "answers at" not in ran.stderr


def test_rules_that_are_wrong_at_the_start_are_told(sluimer: Sluimer, tmp_path: Path) -> None:
    ran = sluimer("serve", "--port", "0", "--knowledge", tmp_path, "--lang", "en")
    assert ran.exit_code == 1
    assert "error" in ran.stderr
    assert "answers at" not in ran.stderr


def test_the_log_is_opened_in_each_process_by_its_options_alone(logbook: Logbook) -> None:
    opener = pickle.loads(pickle.dumps(KeptIn(str(logbook.file), logbook.key).opener))
    with opener() as log:
        assert log.name == str(logbook.file)
    assert KeptIn(None, None).opener is None
    with pytest.raises(LogError), pickle.loads(pickle.dumps(KeptIn("nowhere.db", logbook.key).opener))():
        pass


def test_what_becomes_of_the_rules_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    from sluimer import load

    base = load(HOUSE_PLANTS)
    tell_service("en", "service-kept", base, (Problem("service-unread", Position("plants"), (("reason", "OSError"),)),))
    tell_service("en", "service-renewed", base)
    tell_service("en", "service-revived", base)
    said = capsys.readouterr().err
    assert "plants: error: the new rules could not be read (OSError)" in said
    assert (
        f"the new rules stay out; house-plants 1.0 ({base.name.digest}) keeps answering" in said or "stay out" in said
    )
    assert "from now on" in said
