"""Ways to run the program: inside this process, and as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from typer.testing import CliRunner

from sluimer.commands.main import app

ROOT = Path(__file__).parent.parent.parent
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
def nobody_chose_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of the developer must not decide what the tests see."""
    monkeypatch.delenv("SLUIMER_LANG", raising=False)


@pytest.fixture
def sluimer() -> Sluimer:
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


@pytest.fixture
def answers(tmp_path: Path) -> Callable[[str], Path]:
    """A case file with this text."""

    def written(text: str) -> Path:
        path = tmp_path / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written
