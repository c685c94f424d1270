"""`sluimer screen` as a run that somebody waits for: what it shows meanwhile, and what is left where it is stopped."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

from commands.conftest import Sluimer
from commands.terminal import ESCAPE, on_terminal
from conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no terminals and signals of POSIX")


def persons(folder: Path, count: int) -> Path:
    """So many persons as lines of JSON, which are read as carefully as a case."""
    line = json.dumps({"age": 41, "insomnia": True, "medicines": ["ppi"]}) + "\n"
    (folder / "persons.jsonl").write_text(line * count, encoding="utf-8")
    return folder / "persons.jsonl"


def test_a_terminal_shows_how_far_it_is_and_nothing_of_that_stays(tmp_path: Path) -> None:
    out = tmp_path / "advice.csv"
    shown = on_terminal(100, "screen", str(persons(tmp_path, 3)), str(out), "--lang", "en")
    moving, _, told = ESCAPE.sub("", shown).rpartition("\x1b[2K")
    assert "3 persons" in moving
    assert " ".join(told.split()).startswith("3 persons, in ")


def test_where_there_is_no_terminal_only_the_report_is_told(sluimer: Sluimer, tmp_path: Path) -> None:
    result = sluimer("screen", persons(tmp_path, 3), tmp_path / "advice.csv", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "\x1b" not in result.stdout


def test_who_stops_it_finds_nothing_that_looks_whole(tmp_path: Path) -> None:
    """Once it writes: no results, nothing beside them, and no traceback."""
    words = ["screen", str(persons(tmp_path, 400_000)), str(tmp_path / "advice.csv"), "--on-bad-row", "quarantine"]
    with subprocess.Popen(  # our own words
        [sys.executable, "-m", "sluimer", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # as a shell starts it
    ) as run:
        until = time.monotonic() + 30
        while len([*tmp_path.iterdir()]) == 1 and time.monotonic() < until:
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        said, errors = run.communicate(timeout=30)
    assert (run.returncode, said) == (130, b"")
    assert b"Traceback" not in errors
    assert [path.name for path in tmp_path.iterdir()] == ["persons.jsonl"]
