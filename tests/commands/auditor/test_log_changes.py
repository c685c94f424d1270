"""`sluimer log init`, `erase` and `export`: what they make and take away, and what they leave when they fail."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands.auditor.test_log_command import OUTDOORS, THIRSTY, WET, at
from commands.conftest import Logbook, Process, Sluimer
from commands.terminal import ESCAPE, on_terminal
from conftest import ROOT
from tries import IN_FULL, IN_PART


@pytest.fixture
def filled(logbook: Logbook) -> Logbook:
    """Three decisions about two persons."""
    for text, person in ((THIRSTY, "ann"), (WET, "bob"), (OUTDOORS, "ann")):
        assert logbook.advise(text, "--person", person).exit_code == 0
    return logbook


def erased(book: Logbook) -> list[int]:
    return [one["number"] for one in book.data("list")["decisions"] if one["erased"]]


# A new log


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_new_log_and_key_are_private_and_say_how_to_keep_them(
    sluimer: Sluimer, tmp_path: Path, language: str
) -> None:
    log, key = tmp_path / "log.db", tmp_path / "log.key"
    words = ("log", "init", "--log", log, "--key-file", key, "--lang", language)
    made = sluimer(*words)
    assert made.exit_code == 0
    assert {"nl": "Nieuwe sleutel: ", "en": "New key: "}[language] + str(key) in made.stdout
    assert {"nl": "ergens anders dan het logboek", "en": "apart from the log"}[language] in made.stdout
    assert {"nl": "Wie hem kwijt is", "en": "Whoever loses it"}[language] in made.stdout
    assert [path.stat().st_mode & 0o777 for path in (log, key)] == [0o600, 0o600]
    secret = key.read_text(encoding="ascii")
    assert secret.strip() not in made.stdout
    again = sluimer(*words)
    assert again.exit_code == 0
    assert {"nl": "was er al", "en": "was there already"}[language] in again.stdout
    assert key.read_text(encoding="ascii") == secret


def test_a_log_that_is_there_gets_no_other_key(filled: Logbook, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    result = filled.run("log", "init", "--log", filled.file, "--key-file", other, "--lang", "en")
    assert result.exit_code == 1
    assert "the key cannot be read" in result.stderr
    assert not other.exists()
    assert len(filled.data("list")["decisions"]) == 3


def test_a_new_log_takes_a_key_that_is_there(sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLUIMER_LOG_KEY", "a" * 64)
    made = sluimer("log", "init", "--log", tmp_path / "log.db", "--lang", "en")
    assert made.exit_code == 0
    assert "key: " not in made.stdout
    assert sluimer("log", "list", "--log", tmp_path / "log.db").exit_code == 0


def test_a_new_log_needs_a_place_and_a_key(sluimer: Sluimer, tmp_path: Path) -> None:
    assert "no log was named" in sluimer("log", "init", "--lang", "en").stderr
    assert "no key was named" in sluimer("log", "init", "--log", tmp_path / "log.db", "--lang", "en").stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(sluimer: Sluimer, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    for log, key in (
        (gone / "log.db", tmp_path / "log.key"),
        (tmp_path / "log.db", gone / "log.key"),
        (tmp_path, tmp_path),
    ):
        result = sluimer("log", "init", "--log", log, "--key-file", key, "--lang", "en")
        assert result.exit_code == 1
        assert "cannot be" in result.stderr or "is a folder" in result.stderr


# Erasing


@pytest.mark.parametrize("language", ["nl", "en"])
def test_erasing_says_what_was_erased_and_what_remains(filled: Logbook, language: str) -> None:
    result = filled("erase", "--person", "ann", "--yes", lang=language)
    assert result.exit_code == 0
    said = {"nl": "Gewist. Beslissingen: 2 (1, 3). Nummer 4", "en": "Erased. Decisions: 2 (1, 3). Number 4"}[language]
    assert result.stdout.startswith(said)
    assert {"nl": "Nog opnieuw te maken: 1 van de 3", "en": "Can still be made again: 1 of 3"}[
        language
    ] in result.stdout
    assert {"nl": "blijft staan", "en": "stays"}[language] in result.stdout
    assert {"nl": "LET OP", "en": "TAKE CARE"}[language] not in result.stdout
    assert "PostgreSQL" not in result.stdout
    assert filled("verify").exit_code == 0
    again = filled("erase", "--person", "ann", "--yes", lang=language)
    assert again.exit_code == 0
    assert again.stdout.startswith({"nl": "Er is niets om te wissen", "en": "There is nothing to erase"}[language])
    told = {"nl": "van een persoon met deze naam is niets bewaard", "en": "nothing is kept of a person of that name"}
    assert told[language] in filled("erase", "--person", "an", lang=language).stdout
    assert told[language] not in filled("erase", "--before", "2000-01-01", lang=language).stdout


def test_one_decision_or_what_is_too_old_can_be_erased(logbook: Logbook) -> None:
    at(logbook, "2026-01-01T10:00:00.000Z", "2026-01-02T00:00:00.000Z", "2026-01-03T00:00:00.000Z")
    assert logbook("erase", "--before", "2026-01-02", "--yes").exit_code == 0
    assert erased(logbook) == [1]
    assert logbook("erase", "--decision", "3", "--yes").exit_code == 0
    assert erased(logbook) == [1, 3]
    logbook.advise(THIRSTY)
    at(logbook, "2020-01-01T10:00:00.000Z")
    assert logbook("erase", "--older-than", "1000", "--yes").exit_code == 0
    assert [number for number in erased(logbook) if number > 3] == [7]


@pytest.mark.parametrize(
    "words",
    [(), ("--person", "ann", "--before", "2026-01-01"), ("--decision", "1", "--older-than", "3", "--person", "ann")],
    ids=str,
)
def test_exactly_one_way_to_choose(filled: Logbook, words: tuple[str, ...]) -> None:
    result = filled("erase", *words, "--yes")
    assert result.exit_code == 2
    assert "choose exactly one" in result.stderr
    assert erased(filled) == []


@pytest.mark.parametrize(
    "words", [("--older-than", "0"), ("--older-than", "x"), ("--before", "soon"), ("--older-than", "9" * 30)]
)
def test_a_bad_age_is_a_mistake(filled: Logbook, words: tuple[str, ...]) -> None:
    assert filled("erase", *words, "--yes").exit_code == 2
    assert erased(filled) == []


def test_without_a_terminal_nobody_agreed(filled: Logbook) -> None:
    result = filled("erase", "--person", "ann")
    assert result.exit_code == 2
    assert "`--yes`" in result.stderr
    assert erased(filled) == []


@pytest.mark.parametrize("said", [b"ja\n", b"YES\n", b"y\n"])
def test_who_agrees_on_a_terminal_erases(filled: Logbook, said: bytes) -> None:
    shown = ESCAPE.sub(
        "", on_terminal(100, "log", "erase", "--person", "ann", *filled.options, "--lang", "en", said=said)
    )
    assert "Decisions: 2 (1, 3)." in shown
    assert "Go on? (yes or no):" in shown
    assert erased(filled) == [1, 3]


@IN_PART
@pytest.mark.parametrize("said", [b"nee\n", b"\n", b"maybe\n", b"\x04"])
def test_who_does_not_agree_erases_nothing(filled: Logbook, said: bytes) -> None:
    shown = on_terminal(100, "log", "erase", "--person", "ann", *filled.options, "--lang", "nl", said=said)
    assert "Er is niets gewist." in shown
    assert erased(filled) == []


def test_a_reason_must_not_name_the_person(filled: Logbook) -> None:
    result = filled("erase", "--person", "ann", "--yes", "--reason", "Ann asked it")
    assert result.exit_code == 2
    assert "would stay for ever" in result.stderr
    assert erased(filled) == []
    assert filled("erase", "--person", "ann", "--yes", "--reason", "annual clean-up").exit_code == 0


def test_changed_facts_can_be_erased_by_their_number(filled: Logbook) -> None:
    """Whose they are can no longer be told, so that they are not erased with a person."""
    filled.change("update sluimer_kept set content = x'00'")
    assert filled("erase", "--person", "ann", "--yes").exit_code == 1
    for number in ("1", "2", "3"):
        assert filled("erase", "--decision", number, "--yes").exit_code == 0
    assert erased(filled) == [1, 2, 3]


@IN_FULL
def test_where_others_are_reading_it_says_that_remains_may_be_there(
    filled: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    from sluimer.audit.log import store

    monkeypatch.setattr(store, "PATIENCE", 0)
    other = sqlite3.connect(filled.file, isolation_level=None)
    try:
        other.execute("begin")
        other.execute("select * from sluimer_kept").fetchall()
        result = filled("erase", "--person", "ann", "--yes")
    finally:
        other.close()
    assert result.exit_code == 0
    assert "TAKE CARE: remains may still be in the files" in result.stdout
    assert "TAKE CARE" not in filled("erase", "--person", "ann", "--yes").stdout


def test_a_server_has_copies_that_are_not_in_our_hands() -> None:
    from sluimer.commands.auditor.erase import _remains

    assert "write-ahead log" in _remains(True, False, "en")[0].text
    assert len(_remains(False, False, "nl")) == 2


# Exporting


def test_the_ending_tells_the_form(filled: Logbook, tmp_path: Path) -> None:
    lines, table, records = (tmp_path / name for name in ("a.JSONL", "a.parquet", "a.txt"))
    assert filled("export", lines).exit_code == 0
    assert filled("export", table, "--person", "ann").exit_code == 0
    assert filled("export", records, "--format", "records", "--since", "2000-01-01").exit_code == 0
    assert [json.loads(line)["number"] for line in lines.read_text("utf-8").splitlines()] == [1, 2, 3]
    import polars

    assert polars.read_parquet(table)["number"].to_list() == [1, 3]
    assert [json.loads(line)["format"] for line in records.read_text("utf-8").splitlines()] == [
        "sluimer-decision-1"
    ] * 3
    assert [path.stat().st_mode & 0o777 for path in (lines, table, records)] == [0o600] * 3


def test_how_much_was_written_is_told(filled: Logbook, tmp_path: Path) -> None:
    filled("erase", "--person", "ann", "--yes")
    assert "Decisions: 3." in filled("export", tmp_path / "a.jsonl").stdout
    assert "only their being made is left: 2." in filled("export", tmp_path / "a.jsonl").stdout
    records = filled("export", tmp_path / "r.jsonl", "--format", "records", lang="nl").stdout
    assert "Beslissingen: 1." in records
    assert "weggelaten: 2." in records


def test_standard_output_takes_lines(filled: Logbook, process: Process, tmp_path: Path) -> None:
    filled("export", tmp_path / "a.jsonl")
    done = process("log", "export", "-", *filled.options)
    assert done.stdout == (tmp_path / "a.jsonl").read_bytes()
    assert len(process("log", "export", "-", "--format", "records", *filled.options).stdout.splitlines()) == 3


@pytest.mark.parametrize(
    "words",
    [("a.csv",), ("a",), ("-", "--format", "parquet"), ("a.jsonl", "--format", "csv"), ("\x1b[31m.x",)],
    ids=str,
)
def test_a_form_that_is_not_clear_is_a_mistake(filled: Logbook, words: tuple[str, ...]) -> None:
    result = filled("export", *words)
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr


def test_an_export_never_takes_the_place_of_the_log_or_its_key(filled: Logbook, tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to(filled.file)
    for file in (filled.file, filled.key, link):
        assert filled("export", file, "--format", "jsonl").exit_code == 2
    assert filled("verify").exit_code == 0


def test_another_file_is_replaced_whole(filled: Logbook, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("before", encoding="utf-8")
    file.chmod(0o644)
    assert filled("export", file).exit_code == 0
    assert len(file.read_text("utf-8").splitlines()) == 3
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("form", ["jsonl", "records"])
def test_a_disk_that_is_full_leaves_what_was_there(filled: Logbook, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / "a.out"
    file.write_text("before", encoding="utf-8")
    at(filled, *(f"2026-01-01T00:00:00.{number:03}Z" for number in range(60)))
    words = f"log export '{file}' --format {form} {' '.join(filled.options)} --lang en"
    shell = f"ulimit -f 33; exec '{sys.executable}' -m sluimer {words}"
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, cwd=ROOT, env=env, timeout=60)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"`{file}`" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["a.out"]
    assert file.read_text("utf-8") == "before"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_table_says_too_that_the_disk_is_full(filled: Logbook) -> None:
    from sluimer.audit.log import open_log, read_key, write_parquet

    log = open_log(filled.file, read_key(filled.key))
    with pytest.raises(OSError, match="No space left"), Path("/dev/full").open("wb") as full:
        write_parquet(log.decisions(), full, "full")
    log.close()


@pytest.mark.parametrize("file", ["/dev/null", "/nowhere/a.jsonl", "."])
def test_what_is_no_file_stays_what_it_is(filled: Logbook, process: Process, file: str) -> None:
    done = process("log", "export", file, "--format", "jsonl", *filled.options)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert Path("/dev/null").is_char_device()


def test_a_broken_log_leaves_no_half_file(filled: Logbook, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    filled.change("update sluimer_kept set content = x'00' where rowid = 3")
    for name in ("a.jsonl", "a.parquet"):
        assert filled("export", folder / name).exit_code == 1
    assert list(folder.iterdir()) == []


# Two at once


@pytest.fixture
def many(logbook: Logbook) -> Logbook:
    """Two processes that advise at the same time."""
    script = (
        "import sys\nfrom sluimer.commands.main import app\n"
        "for n in range(10): app(['advise', 'examples/carla.yaml', *sys.argv[1:]], standalone_mode=False)\n"
    )
    command = [sys.executable, "-c", script, *logbook.options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as one:
        other = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)
        one.communicate()
    assert (one.returncode, other.returncode) == (0, 0)
    return logbook


@IN_FULL
def test_two_processes_never_come_between_each_other(many: Logbook) -> None:
    assert [one["number"] for one in many.data("list")["decisions"]] == [*range(1, 21)]
    assert many("verify", "--quick").exit_code == 0


def test_one_who_reads_slowly_keeps_nobody_from_erasing(filled: Logbook) -> None:
    from sluimer.audit.log import open_log, read_key

    log = open_log(filled.file, read_key(filled.key))
    reading = log.decisions()
    assert next(reading).number == 1
    assert "TAKE CARE" not in filled("erase", "--person", "ann", "--yes").stdout
    assert [logged.number for logged in reading] == [2, 3]
    log.close()
