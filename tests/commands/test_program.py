"""The program as others run it: exit codes, help, pipes, encodings, terminals."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from commands.conftest import EXAMPLES, ROOT, Process, Sluimer
from sluimer.commands.main import EXAMPLES as EXAMPLE_LINES

COMMANDS = sorted(EXAMPLE_LINES)
ASCII = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_shows_an_example_in_the_language_of_the_user(
    sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch, command: str, language: str
) -> None:
    monkeypatch.setenv("SLUIMER_LANG", language)
    result = sluimer(command, "--help")
    assert result.exit_code == 0
    assert {"nl": "Voorbeeld", "en": "Example"}[language] + f": {EXAMPLE_LINES[command]}" in result.stdout
    assert "option-" not in result.stdout
    assert "command-" not in result.stdout


def test_the_help_of_the_program_names_every_command(sluimer: Sluimer) -> None:
    result = sluimer("--help")
    assert all(f"\n  {command} " in result.stdout for command in COMMANDS)
    assert "Voorbeeld: sluimer advise examples/anna.yaml" in result.stdout


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"ask", "log", "new"}))
def test_the_example_of_a_command_works(sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(ROOT)
    result = sluimer(*EXAMPLE_LINES[command].split()[1:])
    assert result.exit_code == 0
    assert result.stdout


def test_the_version_is_that_of_the_package(sluimer: Sluimer) -> None:
    from importlib.metadata import version

    assert sluimer("--version").stdout == f"sluimer {version('sluimer')}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("dream",),
        ("advise",),
        ("why",),
        ("why", EXAMPLES / "anna.yaml", "dose", "more"),
        ("advise", EXAMPLES / "anna.yaml", "--lang", "xx"),
        ("advise", EXAMPLES / "anna.yaml", "--lang"),
        ("advise", EXAMPLES / "anna.yaml", "--colour"),
        ("check", ".", "more"),
    ],
    ids=str,
)
def test_a_mistake_in_the_command_exits_with_2(sluimer: Sluimer, words: tuple[str | Path, ...]) -> None:
    result = sluimer(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


def test_output_through_a_pipe_has_no_colour_and_does_not_depend_on_the_width(process: Process) -> None:
    for words in (("advise", "examples/bert.yaml"), ("why-not", "examples/bert.yaml", "dose"), ("check",)):
        wide, narrow = [process(*words, env={"COLUMNS": columns}).stdout for columns in ("200", "20")]
        assert wide == narrow
        assert b"\x1b" not in wide


def test_the_same_bytes_come_out_of_every_process(process: Process) -> None:
    seeds = [process("advise", "examples/carla.yaml", "--trace", env={"PYTHONHASHSEED": seed}).stdout for seed in "123"]
    assert len(set(seeds)) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("advise", "examples/bert.yaml"),
        ("why", "examples/anna.yaml", "blood_test"),
        ("advise", "nowhere-é\u2603.yaml"),
        ("ask",),
        ("--help",),
    ],
    ids=str,
)
def test_a_stream_that_knows_only_ascii_gets_replacements(process: Process, words: tuple[str, ...]) -> None:
    result = process(*words, said=b"s\n", env=ASCII)
    (result.stdout + result.stderr).decode("ascii")
    assert b"Traceback" not in result.stderr
    assert result.returncode == (1 if "nowhere" in words[-1] else 0)


def test_json_loses_nothing_on_a_stream_that_knows_only_ascii(process: Process) -> None:
    words = ("advise", "examples/bert.yaml", "--json")
    narrow, wide = process(*words, env=ASCII).stdout, process(*words, env={"PYTHONIOENCODING": "utf-8"}).stdout
    assert json.loads(narrow.decode("ascii")) == json.loads(wide.decode("utf-8"))


@pytest.mark.parametrize("command", ["advise examples/carla.yaml --trace", "check", "--help", "ask"])
def test_a_pipe_that_closes_ends_quietly(command: str) -> None:
    shell = f"yes s | '{sys.executable}' -m sluimer {command} | head -c 1"
    result = subprocess.run(
        ["sh", "-c", shell], capture_output=True, cwd=ROOT, timeout=60, check=False
    )  # our own words
    assert len(result.stdout) == 1
    assert result.stderr == b""


def on_terminal(columns: int, *words: str, said: bytes = b"", **env: str) -> str:
    """What the program prints on a terminal of this many columns."""
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    around = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    command = [sys.executable, "-m", "sluimer", *words]
    with subprocess.Popen(  # our own words
        command, stdin=inner, stdout=inner, stderr=inner, cwd=ROOT, env={**around, "TERM": "xterm-256color", **env}
    ):
        os.close(inner)
        os.write(outer, said)
        seen = b""
        while chunk := _read(outer):
            seen += chunk
    os.close(outer)
    return seen.decode("utf-8").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize("columns", [80, 40, 12])
@pytest.mark.parametrize(
    "words",
    [("advise", "examples/bert.yaml"), ("why", "examples/anna.yaml", "dose"), ("check",)],
    ids=str,
)
def test_text_fits_a_terminal_of_any_width(columns: int, words: tuple[str, ...]) -> None:
    lines = ESCAPE.sub("", on_terminal(columns, *words)).splitlines()
    assert lines
    assert [line for line in lines if len(line) > columns] == []


def test_nothing_is_lost_when_text_is_wrapped(process: Process) -> None:
    narrow = ESCAPE.sub("", on_terminal(40, "advise", "examples/bert.yaml"))
    wide = process("advise", "examples/bert.yaml").stdout.decode("utf-8")
    assert "".join(narrow.split()) == "".join(wide.split())


def test_a_terminal_gets_colour_unless_it_wants_none() -> None:
    coloured = on_terminal(80, "advise", "examples/bert.yaml")
    assert "\x1b[1;33m" in coloured
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", on_terminal(80, "advise", "examples/bert.yaml", NO_COLOR="1"))


def test_a_proof_is_a_tree_on_a_terminal() -> None:
    wide = ESCAPE.sub("", on_terminal(100, "why", "examples/anna.yaml", "dose"))
    assert "└── " in wide


def test_markup_in_the_knowledge_is_printed_as_it_stands_on_a_terminal(plants: Path) -> None:
    path = plants / "facts" / "advice.yaml"
    text = path.read_text(encoding="utf-8").replace("Vraag de tuinman.", '"[bold]Vraag[/bold] :smile: hem."')
    path.write_text(text, encoding="utf-8")
    case = plants / "case.yaml"
    case.write_text("moisture: 70\nindoors: yes\n", encoding="utf-8")
    printed = ESCAPE.sub("", on_terminal(100, "advise", str(case), "--knowledge", str(plants)))
    assert "[bold]Vraag[/bold] :smile: hem." in printed


def test_a_conversation_on_a_narrow_terminal_runs_to_its_end() -> None:
    printed = on_terminal(40, "ask", "--case", "examples/bert.yaml", said=b"?\n" * 40)
    assert "Er zijn geen vragen meer die iets" in ESCAPE.sub("", printed)


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = "import sys, sluimer.commands.main; print([name for name in ('rich', 'hypothesis') if name in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, timeout=60, check=True
    )  # our own words
    assert result.stdout == b"[]\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_told_without_a_traceback() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sluimer", "advise", str(EXAMPLES / "anna.yaml")],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("fout: de uitvoer kan niet worden geschreven: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("closing", [">&-", "<&-", ">&- 2>&-"])
@pytest.mark.parametrize("words", ["advise -", "ask", "check"])
def test_a_closed_stream_is_an_empty_one(words: str, closing: str) -> None:
    command = f'"{sys.executable}" -m sluimer {words} {closing}'
    done = subprocess.run(["sh", "-c", command], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr
