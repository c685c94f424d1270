"""Ways to run the program: inside this process, and as a process of its own."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from click.testing import CliRunner

from conftest import HOUSE_PLANTS, ROOT
from sluimer import KnowledgeBase
from sluimer.commands.knowledge import KnowledgeChoice
from sluimer.commands.main import app
from sluimer.read.folder import read_texts

EXAMPLES = ROOT / "examples"
Completed = subprocess.CompletedProcess[bytes]
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Ran:
    """What came of running the program."""

    exit_code: int
    stdout: str
    stderr: str


class Sluimer(Protocol):
    """The program, run in this process."""

    def __call__(self, *words: str | Path, said: str = "") -> Ran:
        """Run it on these words, with this on standard input."""


class Process(Protocol):
    """The program, run as a process of its own."""

    def __call__(self, *words: str | Path, said: bytes = b"", env: Mapping[str, str] = NOTHING) -> Completed:
        """Run it on these words, with this on standard input and in the environment."""


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a conversation keeps stands in a folder of the test, and not in that of whoever runs it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


@pytest.fixture(autouse=True)
def nobody_chose_a_language_or_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of the developer must not decide what the tests see."""
    for variable in ("SLUIMER_LANG", "SLUIMER_LOG", "SLUIMER_LOG_KEY_FILE", "SLUIMER_LOG_KEY"):
        monkeypatch.delenv(variable, raising=False)


_READ: dict[object, KnowledgeBase] = {}


@pytest.fixture
def _reads_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read for one test from the same files, chosen from in the same way, serves the next one."""
    read = KnowledgeChoice.base

    def base(choice: KnowledgeChoice) -> KnowledgeBase:
        texts = tuple(read_texts(choice.folder).items()) if choice.folder.is_dir() else ()
        key = (choice.folder, texts, choice.packs, choice.settings, choice.audience)
        if key not in _READ:
            _READ[key] = read(choice)
        return _READ[key]

    monkeypatch.setattr(KnowledgeChoice, "base", base)


@pytest.fixture
def sluimer(_reads_once: None) -> Sluimer:
    """The program as a function."""

    def run(*words: str | Path, said: str = "") -> Ran:
        result = CliRunner().invoke(app, [str(word) for word in words], input=said)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def process() -> Process:
    """The program as others run it, with its bytes."""

    def run(*words: str | Path, said: bytes = b"", env: Mapping[str, str] = NOTHING) -> Completed:
        command = [sys.executable, "-m", "sluimer", *map(str, words)]
        around = {**os.environ, **env}
        return subprocess.run(command, input=said, capture_output=True, env=around, cwd=ROOT, timeout=60, check=False)

    return run


@dataclass(frozen=True)
class Logbook:
    """A log with its key, and the program to use on it."""

    file: Path
    key: Path
    run: Sluimer

    @property
    def options(self) -> tuple[str, str, str, str]:
        """The options that name it."""
        return ("--log", str(self.file), "--key-file", str(self.key))

    def __call__(self, *words: str | Path, lang: str = "en") -> Ran:
        """Run a command about it."""
        return self.run("log", *words, *self.options, "--lang", lang)

    def data(self, *words: str | Path) -> Any:
        """What a command about it gives as data."""
        return json.loads(self(*words, "--json").stdout)

    def advise(self, text: str, *words: str | Path) -> Ran:
        """Have it keep what the house plants say of these answers."""
        return self.run("advise", "-", "--knowledge", HOUSE_PLANTS, "--lang", "en", *self.options, *words, said=text)

    def change(self, statement: str, *values: object) -> None:
        """Change it past the log."""
        with closing(sqlite3.connect(self.file)) as connection:
            connection.execute(statement, values)
            connection.commit()


@pytest.fixture
def logbook(sluimer: Sluimer, tmp_path: Path) -> Logbook:
    """A new log in a folder of its own, with nothing in it."""
    folder = tmp_path / "logbook"
    folder.mkdir()
    book = Logbook(folder / "log.db", folder / "log.key", sluimer)
    assert book("init").exit_code == 0
    return book


@pytest.fixture
def answers(tmp_path: Path) -> Callable[[str], Path]:
    """A case file with this text."""

    def written(text: str) -> Path:
        path = tmp_path / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written
