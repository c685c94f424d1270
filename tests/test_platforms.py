"""What systems lack that others have: each time another way is taken, tried here with a stand-in."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import pytest

from conftest import HOUSE_PLANTS
from sluimer.commands.output import typed
from sluimer.files.replace import alone_in

WITHOUT = """
import os, signal, stat, sys
for module in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules[module] = None
for name in ("chown", "fork", "getegid", "geteuid", "getgid", "getuid", "lchown", "mkfifo", "statvfs", "uname"):
    delattr(os, name)
for name in ("O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "O_SYNC"):
    delattr(os, name)
for name in ("SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "pthread_sigmask"):
    delattr(signal, name)
"""
"""Takes away what POSIX alone has."""
COMMANDS = """
from sluimer.commands.main import app
for line in sys.argv[1:]:
    try:
        app(line.split(), prog_name="sluimer")
    except SystemExit as ended:
        print('ended:', line.split()[0], ended.code)
"""


def test_every_command_runs_without_what_posix_alone_has(tmp_path: Path) -> None:
    log = f"--log {tmp_path / 'log.db'} --key-file {tmp_path / 'log.key'}"
    (tmp_path / "case.yaml").write_text("moisture: 20\n", encoding="utf-8")
    case = f"{tmp_path / 'case.yaml'} --knowledge {HOUSE_PLANTS}"
    lines = (
        f"log init {log}",
        f"advise {case} {log}",
        f"log export {tmp_path / 'all.jsonl'} {log}",
        f"log verify {log}",
        f"ask --case {case} --save {tmp_path / 'saved.yaml'}",
        f"check {HOUSE_PLANTS}",
    )
    words = [sys.executable, "-c", WITHOUT + COMMANDS, *lines]
    done = subprocess.run(words, input="s\n", capture_output=True, encoding="utf-8", timeout=60)
    assert done.stderr == ""
    ended = [line for line in done.stdout.splitlines() if line.startswith("ended: ")]
    assert ended == [f"ended: {line.split()[0]} 0" for line in lines]


def windows_lock(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Put what Windows has in place of `fcntl`; where its own would wait, this one raises."""
    from fcntl import LOCK_EX, LOCK_NB, flock

    stand_in = ModuleType("msvcrt")
    stand_in.LK_LOCK, stand_in.LK_NBLCK = 1, 2  # type: ignore[attr-defined]  # a stand-in
    stand_in.locking = lambda handle, mode, size: flock(handle, LOCK_EX | LOCK_NB)  # type: ignore[attr-defined]  # too
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", stand_in)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))


@pytest.mark.skipif(sys.platform == "win32", reason="it has its own")
def test_where_folders_cannot_be_locked_a_file_elsewhere_stands_for_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("one", "two", "temporary"):
        (tmp_path / name).mkdir()
    windows_lock(monkeypatch, tmp_path / "temporary")
    one, two = alone_in(tmp_path / "one"), alone_in(tmp_path / "two")
    with one, two:
        for wait in (True, False):
            with pytest.raises(BlockingIOError), alone_in(tmp_path / "one", wait):
                pass
    with alone_in(tmp_path / "one"):
        pass
    assert [*(tmp_path / "one").iterdir()] == []


@pytest.mark.parametrize(
    ("system", "word", "written"),
    [
        ("posix", "anna.yaml", "anna.yaml"),
        ("posix", "anna's own.yaml", "'anna'\"'\"'s own.yaml'"),
        ("nt", "C:\\mine\\anna.yaml", "C:\\mine\\anna.yaml"),
        ("nt", "anna's own.yaml", '"anna\'s own.yaml"'),
        ("nt", "a&b.yaml", '"a&b.yaml"'),
    ],
)
def test_a_command_to_type_has_the_quotes_of_its_system(
    monkeypatch: pytest.MonkeyPatch, system: str, word: str, written: str
) -> None:
    monkeypatch.setattr(os, "name", system)
    assert typed(word) == written
