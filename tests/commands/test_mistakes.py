"""A mistake in the command itself: told once, on standard error, in the language of the user, with exit code 2."""

from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from commands.conftest import EXAMPLES, Sluimer
from sluimer.commands.locale import language_of
from sluimer.commands.main import app
from sluimer.messages.texts import codes

ANNA = str(EXAMPLES / "anna.yaml")


@dataclass(frozen=True)
class Mistake:
    """A command that goes wrong, and what is said of it in both languages."""

    code: str
    words: str
    en: str
    nl: str


SHOWS = "`{0} --help` shows what it takes", "`{0} --help` toont wat erbij hoort"


def _mistake(code: str, words: str, en: str, nl: str, command: str = "", near: str = "") -> Mistake:
    """With the help that points at the help of a command."""
    if not command:
        return Mistake(code, words, en, nl)
    guesses = (f"did you mean `{near}`? ", f"bedoelde u `{near}`? ") if near else ("", "")
    helps = [guess + shows.format(command) for guess, shows in zip(guesses, SHOWS, strict=True)]
    return Mistake(code, words, f"{en}\n  help: {helps[0]}", f"{nl}\n  help: {helps[1]}")


MISTAKES = [
    _mistake(
        "no-such-language",
        f"advise {ANNA} --lang de",
        "--lang: error: `de` is not a language here\n  help: choose from `nl`, `en`",
        "--lang: fout: `de` is geen taal hier\n  help: kies uit `nl`, `en`",
    ),
    _mistake(
        "no-option-named",
        f"advise {ANNA} --set upper_limit",
        "--set: error: `upper_limit` does not say which option\n  help: write `--set NAME=OPTION`",
        "--set: fout: `upper_limit` zegt niet welke keuze\n  help: schrijf `--set NAAM=KEUZE`",
    ),
    _mistake(
        "no-such-command",
        "snore",
        "snore: error: `snore` is not a command of `sluimer`",
        "snore: fout: `snore` is geen opdracht van `sluimer`",
        "sluimer",
    ),
    _mistake(
        "no-such-command",
        "chekc",
        "chekc: error: `chekc` is not a command of `sluimer`",
        "chekc: fout: `chekc` is geen opdracht van `sluimer`",
        *("sluimer", "check"),
    ),
    _mistake(
        "no-such-command",
        "log lst",
        "lst: error: `lst` is not a command of `sluimer log`",
        "lst: fout: `lst` is geen opdracht van `sluimer log`",
        *("sluimer log", "list"),
    ),
    _mistake(
        "no-such-option",
        "check . --fixx",
        "--fixx: error: `--fixx` is not an option of `sluimer check`",
        "--fixx: fout: `--fixx` is geen optie van `sluimer check`",
        *("sluimer check", "--fix"),
    ),
    _mistake(
        "no-such-option",
        f"advise {ANNA} --colour",
        "--colour: error: `--colour` is not an option of `sluimer advise`",
        "--colour: fout: `--colour` is geen optie van `sluimer advise`",
        "sluimer advise",
    ),
    _mistake(
        "argument-missing",
        "advise",
        "CASE: error: `sluimer advise` needs `CASE`",
        "CASE: fout: `sluimer advise` heeft `CASE` nodig",
        "sluimer advise",
    ),
    _mistake(
        "argument-unwanted",
        "check . more",
        "more: error: `sluimer check` has no place for `more`\n"
        "  help: put quotes round what has spaces in it; `sluimer check --help` shows what it takes",
        "more: fout: `sluimer check` heeft geen plaats voor `more`\n"
        "  help: zet aanhalingstekens om iets met spaties erin; `sluimer check --help` toont wat erbij hoort",
    ),
    _mistake(
        "value-missing",
        "check --format",
        "--format: error: `--format` needs a value behind it",
        "--format: fout: achter `--format` hoort een waarde",
        "sluimer check",
    ),
    _mistake(
        "value-unwanted",
        "check --strict=1",
        "--strict: error: `--strict` takes no value\n  help: write `--strict` alone",
        "--strict: fout: bij `--strict` hoort geen waarde\n  help: schrijf alleen `--strict`",
    ),
    _mistake(
        "value-not-offered",
        "check --format JSON",
        "--format: error: `JSON` cannot stand behind `--format`\n"
        "  help: did you mean `json`? choose from `text`, `json`, `github`, `sarif`",
        "--format: fout: `JSON` kan niet achter `--format` staan\n"
        "  help: bedoelde u `json`? kies uit `text`, `json`, `github`, `sarif`",
    ),
    *(
        _mistake(
            "value-not-a-number",
            f"{command} {option} {value}",
            f"{option}: error: `{value}` is not a number that goes with `{option}`",
            f"{option}: fout: `{value}` is geen getal dat bij `{option}` past",
            f"sluimer {command}",
        )
        for command, option, value in (
            *(("test", "--fail-under", "most"), ("test", "--fail-under", "200"), ("log list", "--limit", "0")),
            *(("log list", "--limit", "2.5"), ("log erase", "--older-than", "long")),
            *(("test", "--fail-under", written) for written in ("nan", "9e1", "1.500", "9_5", "٩٥", "+95")),
            *(("log erase", "--older-than", written) for written in ("1_0", "1.500", "١٠", "+10")),  # noqa: RUF001
        )
    ),
]


def _name(mistake: Mistake) -> str:
    return mistake.words.replace(ANNA, "anna.yaml")


@pytest.mark.parametrize("mistake", MISTAKES, ids=_name)
def test_a_mistake_in_a_command_is_told_once_in_both_languages(
    mistake: Mistake, sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, said in (("en", mistake.en), ("nl", mistake.nl)):
        monkeypatch.setenv("SLUIMER_LANG", language)
        result = sluimer(*mistake.words.split())
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{said}\n")


def test_every_message_about_a_command_is_brought_by_some_mistake() -> None:
    assert {mistake.code for mistake in MISTAKES} == set(codes("commands"))


@pytest.mark.parametrize(
    ("words", "en", "nl"),
    [
        (
            f"why {ANNA} --json --format svg",
            "--json: error: `--json` and `--format svg` do not go together; choose one\n",
            "--json: fout: `--json` en `--format svg` gaan niet samen; kies er een\n",
        ),
    ],
    ids=["json"],
)
def test_what_a_command_itself_refuses_is_told_the_same_way(words: str, en: str, nl: str, sluimer: Sluimer) -> None:
    for language, said in (("en", en), ("nl", nl)):
        result = sluimer(*words.split(), "--lang", language)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_a_language_that_is_not_there_is_told_in_one_that_is(sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    result = sluimer("advise", ANNA, "--lang", "xx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "--lang: fout: `xx` is geen taal hier\n  help: kies uit `nl`, `en`\n"


def test_a_wrong_language_in_the_environment_is_told_in_one_language_and_by_its_name(
    sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    monkeypatch.setenv("SLUIMER_LANG", "xx")
    result = sluimer("advise", ANNA)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "SLUIMER_LANG: error: `xx` is not a language here\n  help: choose from `nl`, `en`\n"


@pytest.mark.parametrize("words", [f"advise {ANNA} --set dose", "test . --watch --coverage"])
def test_a_mistake_is_told_in_the_language_of_the_locale_where_none_was_chosen(
    words: str, sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it: what is wrong, and that it is."""
    for locale, said in (("nl_BE.UTF-8", ("fout:", " niet ")), ("en_GB.UTF-8", ("error:", " does not "))):
        monkeypatch.setenv("LC_ALL", locale)
        told = sluimer(*words.split()).stderr
        assert all(word in told for word in said), told


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (("check", "--lang", "en", "--fixx"), "en"),
        (("check", "--fixx", "--lang=en"), "en"),
        (("check", "--lang=nl"), "nl"),
        (("check", "en"), "nl"),
        (("check", "--lang"), "nl"),
    ],
)
def test_the_language_of_a_mistake_is_the_one_that_the_command_names(
    words: tuple[str, ...], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the command as a whole was not understood."""
    monkeypatch.setenv("SLUIMER_LANG", "nl")
    assert language_of(words) == language


@pytest.mark.parametrize("words", ["", "log"])
def test_a_group_without_a_command_shows_its_help_as_what_is_missing(words: str, sluimer: Sluimer) -> None:
    result = sluimer(*words.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Gebruik: sluimer {words}".rstrip())


ENGLISH = ("Usage:", "Options:", "Commands:", "Arguments:", "[OPTIONS]", "COMMAND", "Show this", "env var", "default:")


@pytest.mark.parametrize("words", [(), ("advise",), ("check",), ("test",), ("log",), ("log", "list"), ("log", "erase")])
def test_the_help_is_in_one_language(words: tuple[str, ...], sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLUIMER_LANG", "nl")
    dutch = sluimer(*words, "--help").stdout
    assert [english for english in ENGLISH if english in dutch] == []
    assert {"Gebruik:", "Opties:"} <= set(dutch.split())
    monkeypatch.setenv("SLUIMER_LANG", "en")
    english = sluimer(*words, "--help").stdout
    assert {"Usage:", "Options:"} <= set(english.split())
    assert "Show this help." in english


@pytest.mark.parametrize("words", ["advise --help --lang en", "advise --lang=en --help", "log list --help --lang en"])
def test_the_help_is_in_the_language_that_is_asked_with_it(
    words: str, sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLUIMER_LANG", "nl")
    assert "Show this help." in sluimer(*words.split()).stdout
    assert "Toon deze hulp." in sluimer(*words.replace("en", "nl").split()).stdout


def test_who_calls_the_program_from_python_gets_the_mistake_itself() -> None:
    with pytest.raises(click.UsageError):
        app.main(["dream"], "sluimer", standalone_mode=False)


def test_a_program_that_is_stopped_says_so_and_ends_as_shells_expect(
    sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sluimer.commands.knowledge.declared_in", stop)
    result = sluimer("check", "--lang", "nl")
    assert (result.exit_code, result.stdout, result.stderr.strip()) == (130, "", "afgebroken")
