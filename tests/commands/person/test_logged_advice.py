"""`sluimer advise` and `ask` with a log: the decision is in it before the advice is there, or there is no advice."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from commands.auditor.test_log_command import THIRSTY, WET
from commands.conftest import Logbook, Ran, Sluimer
from commands.terminal import ESCAPE, on_terminal
from conftest import HOUSE_PLANTS

PLANTS = ("--knowledge", HOUSE_PLANTS)


def advise(book: Logbook, *words: str | Path, said: str = THIRSTY) -> Ran:
    return book.run("advise", "-", *PLANTS, *words, said=said)


def untitled(items: list[dict[str, object]]) -> list[dict[str, object]]:
    """Items as a record has them: what they are called stands in the files of the knowledge."""
    assert all(item["title"] for item in items)
    return [{key: value for key, value in item.items() if key != "title"} for item in items]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("trace", [(), ("--trace",)])
def test_the_last_line_tells_number_and_id(logbook: Logbook, language: str, trace: tuple[str, ...]) -> None:
    without = advise(logbook, "--lang", language, *trace).stdout
    logged = advise(logbook, *logbook.options, "--lang", language, *trace)
    [decision] = logbook.data("list")["decisions"]
    said = {"nl": "Vastgelegd als beslissing", "en": "Logged as decision"}[language]
    assert (logged.exit_code, logged.stderr) == (0, "")
    assert logged.stdout == f"{without}\n{said} 1 ({decision['id']})\n"


def test_for_programs_the_decision_is_a_key_of_its_own(logbook: Logbook) -> None:
    without = json.loads(advise(logbook, "--json").stdout)
    logged = json.loads(advise(logbook, "--json", *logbook.options).stdout)
    [decision] = logbook.data("list")["decisions"]
    assert logged == {**without, "decision": {"id": decision["id"], "number": 1}}
    assert "decision" not in without


def test_what_is_logged_is_what_was_advised_in_the_language_it_was_told_in(logbook: Logbook) -> None:
    advice = json.loads(advise(logbook, "--json", "--full", "--lang", "en", *logbook.options).stdout)
    record = logbook.data("show", "1")
    assert record["language"] == "en"
    assert "Call now" in [item["title"] for item in advice["items"]]
    assert record["result"]["items"] == untitled(advice["items"])


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_when_the_log_cannot_be_written_nothing_is_advised(logbook: Logbook, words: tuple[str, ...]) -> None:
    logbook.change("drop table sluimer_kept")
    result = advise(logbook, *words, "--lang", "en", *logbook.options)
    assert result.exit_code == 1
    assert "the log cannot be written" in result.stdout + result.stderr
    assert "Give 100 to 400" not in result.stdout
    assert (result.stdout == "") is not bool(words)


@pytest.mark.parametrize("fault", ["broken", "absent", "no key", "no log"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_where_the_log_is_optional_the_advice_is_given_and_the_failure_told(
    logbook: Logbook, fault: str, language: str
) -> None:
    if fault == "broken":
        logbook.change("drop table sluimer_kept")
    options = {
        "broken": logbook.options,
        "absent": ("--log", str(logbook.file) + ".no", "--key-file", str(logbook.key)),
        "no key": ("--log", str(logbook.file)),
        "no log": (),
    }[fault]
    without = advise(logbook, "--lang", language).stdout
    result = advise(logbook, "--lang", language, *options, "--log-optional")
    assert (result.exit_code, result.stdout) == (0, without)
    assert result.stderr.startswith(
        {"nl": "LET OP: dit advies is niet", "en": "TAKE CARE: this advice was not"}[language]
    )
    assert {"nl": "fout: ", "en": "error: "}[language] in result.stderr
    data = advise(logbook, "--lang", language, *options, "--log-optional", "--json")
    told = json.loads(data.stdout)
    assert told["decision"] is None
    assert told["unlogged"][0]["code"].startswith("log-")
    assert data.stderr == result.stderr


def test_an_optional_log_that_works_is_used(logbook: Logbook) -> None:
    assert "Logged as decision 1" in logbook.advise(THIRSTY, "--log-optional").stdout


def test_a_log_in_the_environment_alone_counts(logbook: Logbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLUIMER_LOG", str(logbook.file))
    assert "there" not in advise(logbook, "--lang", "en").stdout
    assert advise(logbook, "--lang", "en").stderr.startswith("--key-file: error: no key was named")
    monkeypatch.setenv("SLUIMER_LOG_KEY_FILE", str(logbook.key))
    assert "Logged as decision 1" in advise(logbook, "--lang", "en").stdout
    monkeypatch.setenv("SLUIMER_LOG", "")
    assert "LoggedDecision" not in advise(logbook, "--lang", "en").stdout


def test_a_person_without_a_log_is_no_advice_that_seems_logged(logbook: Logbook) -> None:
    result = advise(logbook, "--person", "ann", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no log was named" in result.stderr
    assert advise(logbook, "--log", "", "--key-file", logbook.key).exit_code == 1


def test_a_key_alone_logs_nothing(logbook: Logbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLUIMER_LOG_KEY_FILE", str(logbook.key))
    assert advise(logbook).stdout == advise(logbook).stdout


def test_a_case_with_problems_is_not_logged(logbook: Logbook) -> None:
    assert advise(logbook, *logbook.options, said="drooping: perhaps\n").exit_code == 1
    assert logbook.data("list") == {"decisions": []}


def talk(book: Logbook, *words: str | Path, said: str = "s\n") -> Ran:
    return book.run("ask", *PLANTS, "--lang", "en", *words, said=said)


def test_a_conversation_is_logged_once_at_its_end(logbook: Logbook, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    result = talk(logbook, *logbook.options, "--person", "ann", "--save", saved, said="yes\n" * 3 + "?\n" * 20)
    assert result.exit_code == 0
    assert re.search(r"\nLogged as decision 1 \([0-9a-f-]{36}\)\n$", result.stdout)
    [decision] = logbook.data("list", "--person", "ann")["decisions"]
    told = json.loads(logbook.run("advise", saved, *PLANTS, "--json", "--full", "--lang", "en").stdout)
    assert logbook.data("show", "1")["result"]["items"] == untitled(told["items"])
    assert decision["outcome"] == told["outcome"]


def test_a_conversation_as_data_ends_with_its_decision(logbook: Logbook) -> None:
    assert json.loads(talk(logbook, *logbook.options, "--json").stdout)["decision"]["number"] == 1


def test_a_log_that_is_not_there_is_told_before_the_first_question(logbook: Logbook, tmp_path: Path) -> None:
    result = talk(logbook, "--log", tmp_path / "none.db", "--key-file", logbook.key)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no log here" in result.stderr


def test_a_conversation_that_cannot_be_logged_keeps_its_answers_and_gives_no_advice(
    logbook: Logbook, tmp_path: Path
) -> None:
    logbook.change("drop table sluimer_kept")
    saved = tmp_path / "saved.yaml"
    result = talk(logbook, *logbook.options, "--save", saved, said="yes\n" * 3 + "?\n" * 20)
    assert result.exit_code == 1
    assert "the log cannot be written" in result.stderr
    assert "indoors" in saved.read_text("utf-8")
    told = logbook.run("advise", saved, *PLANTS, "--lang", "en").stdout.splitlines()
    assert told[0].startswith("No advice yet")
    assert told[-1].startswith("The rest: sluimer advise ")
    assert not {told[0], told[-1]} & set(result.stdout.splitlines())
    assert "The rest: " not in result.stdout
    optional = talk(logbook, *logbook.options, "--log-optional", said="s\n")
    assert optional.exit_code == 0
    screen, rest, _ = logbook.run("advise", "-", *PLANTS, "--lang", "en", said="{}").stdout.partition("The rest: ")
    assert rest
    assert screen in optional.stdout
    assert "To read more, or why? Keep your answers next time: sluimer ask --save answers.yaml." in optional.stdout


def test_a_conversation_that_is_broken_off_is_logged_too(logbook: Logbook) -> None:
    words = [sys.executable, "-m", "sluimer", "ask", *map(str, PLANTS), *logbook.options]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=_listen_to_ctrl_c) as run:
        assert run.stdout is not None
        while b"?" not in run.stdout.readline():
            pass
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=30)
    assert run.returncode == 130
    assert [one["number"] for one in logbook.data("list")["decisions"]] == [1]


def _listen_to_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_the_last_line_is_quiet_on_a_terminal(logbook: Logbook, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(WET, encoding="utf-8")
    shown = on_terminal(100, "advise", str(case), *map(str, PLANTS), *logbook.options).splitlines()
    assert shown[-1].startswith("\x1b[2m")
    assert ESCAPE.sub("", shown[-1]).startswith("Vastgelegd als beslissing 1 (")


def test_the_help_tells_of_the_log(sluimer: Sluimer) -> None:
    for command in ("advise", "ask"):
        assert "SLUIMER_LOG_KEY_FILE" in sluimer(command, "--help").stdout
