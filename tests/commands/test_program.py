"""The program as others run it: exit codes, help, pipes, encodings, terminals."""

import errno
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from commands.conftest import EXAMPLES, Process, Sluimer
from commands.terminal import ESCAPE, on_terminal
from conftest import ROOT
from sluimer.commands import main
from sluimer.commands.output import Paper
from tries import IN_FULL, IN_PART

EXAMPLE_LINES = {name: line for name, line in main.EXAMPLES.items() if not name.startswith("log ")}
EXAMPLE_LINES["log"] = main.EXAMPLES["log list"]
COMMANDS = sorted(EXAMPLE_LINES)
NEEDED = {"mutate": "z3", "prove": "z3", "screen": "pyarrow"}
ASCII = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
WINDOWS = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
"""What Python makes of a pipe on a Windows of Western Europe."""


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


@IN_PART
@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"ask", "diff", "log", "new", "serve"}))
def test_the_example_of_a_command_works(
    sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    if command in NEEDED:
        pytest.importorskip(NEEDED[command], reason="needs an extra")
    writes = command in ("compile", "page", "rename", "schema", "screen")
    for part in ("facts", "rules", "examples") if writes else ():
        shutil.copytree(ROOT / part, tmp_path / part)
    monkeypatch.chdir(tmp_path if writes else ROOT)
    result = sluimer(*EXAMPLE_LINES[command].split()[1:])
    assert result.exit_code == 0
    assert result.stdout


def test_a_shell_gets_what_it_needs_to_complete_names(process: Process) -> None:
    [variable] = re.findall(r"_SLUIMER_\w+", (ROOT / "docs/commands.md").read_text(encoding="utf-8"))
    asked = {variable: "zsh_complete", "COMP_WORDS": "sluimer log ex", "COMP_CWORD": "2"}
    assert b"sluimer" in process(env={variable: "zsh_source"}).stdout
    assert process(env=asked).stdout.splitlines()[:2] == [b"plain", b"export"]


def test_the_names_of_commands_are_completed_and_listed_without_reading_what_they_do() -> None:
    script = """
import sys
from click.testing import CliRunner
from sluimer.commands.main import app
completing = {"_SLUIMER_COMPLETE": "zsh_complete", "COMP_WORDS": "sluimer ", "COMP_CWORD": "1"}
for words, env in ((["--help"], {}), (["log", "--help"], {}), ([], completing)):
    assert "log" in CliRunner(env=env).invoke(app, words, prog_name="sluimer").stdout
print([name for name in sys.modules if name.startswith(("sluimer.commands.a", "sluimer.commands.person"))])
"""
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_version_is_that_of_the_package(sluimer: Sluimer) -> None:
    from importlib.metadata import version

    assert sluimer("--version").stdout == f"sluimer {version('sluimer')}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("snore",),
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
    assert ": fout: " in result.stderr


@IN_FULL
def test_output_through_a_pipe_has_no_colour_and_does_not_depend_on_the_width(process: Process) -> None:
    for words in (("advise", "examples/bert.yaml"), ("why-not", "examples/bert.yaml", "dose"), ("check",)):
        wide, narrow = [process(*words, env={"COLUMNS": columns}).stdout for columns in ("200", "20")]
        assert wide == narrow
        assert b"\x1b" not in wide


def test_the_same_bytes_come_out_of_every_process(process: Process) -> None:
    seeds = [process("advise", "examples/carla.yaml", "--trace", env={"PYTHONHASHSEED": seed}).stdout for seed in "123"]
    assert len(set(seeds)) == 1


@IN_PART
@pytest.mark.parametrize(
    ("around", "words"),
    [
        (ASCII, ("advise", "examples/carla.yaml", "--full")),
        (ASCII, ("advise", "examples/bert.yaml", "--full")),
        (ASCII, ("ask",)),
        (ASCII, ("test", "--help")),
        (WINDOWS, ("ask", "--json")),
    ],
    ids=str,
)
def test_text_through_a_pipe_is_the_same_utf_8_whatever_the_locale(
    process: Process, around: Mapping[str, str], words: tuple[str, ...]
) -> None:
    said = "di\u00ebtist \u2603\ns\n".encode()
    there, here = (process(*words, said=said, env=env) for env in (around, {"PYTHONUTF8": "1"}))
    assert (there.stdout, there.stderr, there.returncode) == (here.stdout, here.stderr, here.returncode)
    assert not here.stdout.isascii()


def test_a_name_that_the_system_cannot_read_is_no_traceback(process: Process) -> None:
    result = process("advise", "nowhere-\u00e9\u2603.yaml", env=ASCII)
    result.stderr.decode("utf-8")
    assert b"Traceback" not in result.stderr
    assert result.returncode == 1


def test_bytes_that_are_no_text_are_no_traceback(process: Process) -> None:
    result = process("ask", said=b"\xff\xfe\n\x00\ns\n")
    assert b"Traceback" not in result.stderr
    assert result.returncode == 0


def test_a_byte_order_mark_before_the_first_reply_is_none_of_it(process: Process) -> None:
    marked, plain = (process("ask", said=mark + b"41\ns\n").stdout for mark in (b"\xef\xbb\xbf", b""))
    assert marked == plain


def test_a_terminal_that_knows_only_ascii_gets_replacements() -> None:
    shown = on_terminal(200, "show", "bisphosphonate-apart", *("--lang", "nl"), env=ASCII)
    assert shown.isascii()
    assert "Traceback" not in shown


def test_json_loses_nothing_on_a_terminal_that_knows_only_ascii(process: Process) -> None:
    words = ("advise", "examples/bert.yaml", "--json")
    narrow, wide = on_terminal(80, *words, env=ASCII), process(*words).stdout
    assert narrow.isascii()
    assert json.loads(narrow) == json.loads(wide.decode("utf-8"))


def test_no_file_is_opened_in_the_encoding_of_the_locale(process: Process, tmp_path: Path) -> None:
    strict = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error"}
    for words in (("advise", "examples/anna.yaml"), ("check",), ("ask", "--save", tmp_path / "saved.yaml")):
        result = process(*words, said=b"41\ns\n", env=strict)
        assert (result.stderr, result.returncode) == (b"", 0)


class Closed(io.StringIO):
    """A pipe whose reader went away, as each system tells it."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def flush(self) -> None:
        raise self.error

    def fileno(self) -> int:
        return self.spare

    spare = -1


@pytest.mark.parametrize(("system", "number"), [("posix", errno.EPIPE), ("nt", errno.EINVAL)])
def test_a_reader_that_went_away_is_no_mistake_on_any_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str, number: int
) -> None:
    monkeypatch.setattr("sluimer.commands.output.os.name", system)
    stream = Closed(OSError(number, "gone"))
    with (tmp_path / "spare").open("wb") as spare:
        stream.spare = spare.fileno()
        assert Paper(stream).text("some text") is False


@pytest.mark.parametrize(("system", "number"), [("posix", errno.EINVAL), ("nt", errno.ENOSPC), ("posix", errno.ENOSPC)])
def test_another_fault_in_writing_is_a_fault(monkeypatch: pytest.MonkeyPatch, system: str, number: int) -> None:
    monkeypatch.setattr("sluimer.commands.output.os.name", system)
    with pytest.raises(OSError, match="full"):
        Paper(Closed(OSError(number, "full"))).text("some text")


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there is no shell of POSIX there")


@POSIX
@pytest.mark.parametrize("command", ["advise examples/carla.yaml --trace", "check", "--help", "ask"])
def test_a_pipe_that_closes_ends_quietly(command: str) -> None:
    shell = f"yes s | '{sys.executable}' -m sluimer {command} | head -c 1"
    result = subprocess.run(
        ["sh", "-c", shell], capture_output=True, cwd=ROOT, timeout=60, check=False
    )  # our own words
    assert len(result.stdout) == 1
    assert result.stderr == b""


@IN_PART
@pytest.mark.parametrize(("columns", "kind"), [(80, "xterm"), (40, "xterm"), (12, "xterm"), (40, "dumb")])
@pytest.mark.parametrize(
    "words",
    [("advise", "examples/bert.yaml"), ("why", "examples/anna.yaml", "dose", "--for", "professional"), ("check",)],
    ids=str,
)
def test_text_fits_a_terminal_of_any_width_and_kind(columns: int, kind: str, words: tuple[str, ...]) -> None:
    lines = ESCAPE.sub("", on_terminal(columns, *words, TERM=kind)).splitlines()
    assert lines
    assert [line for line in lines if len(line) > columns] == []


@pytest.mark.parametrize("kind", ["xterm", "dumb", ""])
def test_columns_that_somebody_chose_come_before_those_of_the_terminal(kind: str) -> None:
    shown = ESCAPE.sub("", on_terminal(200, "advise", "examples/bert.yaml", TERM=kind, COLUMNS="40"))
    assert max(map(len, shown.splitlines())) in range(30, 41)


@pytest.mark.parametrize("wrong", ["0", "-5", "wide", ""])
def test_columns_that_are_no_number_do_not_count(wrong: str) -> None:
    shown = ESCAPE.sub("", on_terminal(40, "advise", "examples/bert.yaml", COLUMNS=wrong))
    assert max(map(len, shown.splitlines())) in range(30, 41)


def test_a_dumb_terminal_gets_no_escapes() -> None:
    assert "\x1b" not in on_terminal(80, "advise", "examples/bert.yaml", TERM="dumb")


def test_nothing_is_lost_when_text_is_wrapped(process: Process) -> None:
    narrow = ESCAPE.sub("", on_terminal(40, "advise", "examples/bert.yaml"))
    wide = process("advise", "examples/bert.yaml").stdout.decode("utf-8")
    assert "".join(narrow.split()) == "".join(wide.split())


def test_a_terminal_gets_colour_unless_it_wants_none() -> None:
    coloured = on_terminal(80, "advise", "examples/bert.yaml")
    assert "\x1b[1;33m" in coloured
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", on_terminal(80, "advise", "examples/bert.yaml", NO_COLOR="1"))


def test_a_proof_is_a_tree_on_a_terminal() -> None:
    wide = ESCAPE.sub("", on_terminal(100, "why", "examples/anna.yaml", "dose", "--for", "professional"))
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
    assert "Dit waren alle vragen." in ESCAPE.sub("", printed)


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


@POSIX
@pytest.mark.parametrize("closing", [">&-", "<&-", ">&- 2>&-"])
@IN_PART
@pytest.mark.parametrize("words", ["advise -", "ask", "check"])
def test_a_closed_stream_is_an_empty_one(words: str, closing: str) -> None:
    command = f'"{sys.executable}" -m sluimer {words} {closing}'
    done = subprocess.run(["sh", "-c", command], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr
