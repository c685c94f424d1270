"""Which language the program speaks: `--lang`, then SLUIMER_LANG, then the locale, then that of the knowledge base."""

import re
from pathlib import Path

import pytest

from commands.conftest import Sluimer
from conftest import HOUSE_PLANTS

SAID = "moisture: 101\n"
DUTCH, ENGLISH = "fout: ", "error: "


@pytest.mark.parametrize(
    ("environment", "options", "spoken"),
    [
        ({"LANG": "en_GB.UTF-8"}, (), ENGLISH),
        ({"LANG": "nl_BE.UTF-8"}, (), DUTCH),
        ({"LANG": "nl_NL", "LC_MESSAGES": "en_US"}, (), ENGLISH),
        ({"LANG": "en_US", "LC_MESSAGES": "en_US", "LC_ALL": "nl_NL@euro"}, (), DUTCH),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "en"}, (), ENGLISH),
        ({"LC_ALL": "C.UTF-8", "LANG": "en_US"}, (), DUTCH),
        ({"LANG": "de_DE.UTF-8"}, (), DUTCH),
        ({"LANG": "POSIX"}, (), DUTCH),
        ({"LANG": "nl_NL", "SLUIMER_LANG": "en-GB"}, (), ENGLISH),
        ({"LANG": "nl_NL", "SLUIMER_LANG": "nl"}, ("--lang", "EN"), ENGLISH),
        ({}, ("--lang", "nl_BE"), DUTCH),
    ],
    ids=str,
)
def test_the_language_is_the_first_that_somebody_chose(
    sluimer: Sluimer,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    options: tuple[str, ...],
    spoken: str,
) -> None:
    """A locale is a wish, so one in a language that is not there is passed over; regions fall back."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    refused = sluimer("advise", "-", "--knowledge", HOUSE_PLANTS, *options, said=SAID)
    assert spoken in refused.stderr
    told = sluimer("advise", "-", "--knowledge", HOUSE_PLANTS, *options, "--json", said="moisture: 20\n")
    assert f'"language": "{"nl" if spoken == DUTCH else "en"}"' in told.stdout


def test_a_language_that_somebody_asked_for_and_is_not_there_is_a_mistake(
    sluimer: Sluimer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the option as in the variable."""
    assert sluimer("advise", "-", "--lang", "de", said="{}").exit_code == 2
    monkeypatch.setenv("SLUIMER_LANG", "de")
    assert sluimer("advise", "-", said="{}").exit_code == 2


def test_the_command_line_names_a_wrong_choice_by_its_option(sluimer: Sluimer) -> None:
    """Where `load` from Python names its parameter."""
    for option, value in (("--packs", "boek"), ("--set", "strictness=hard"), ("--audience", "shop")):
        refused = sluimer("advise", "-", "--knowledge", HOUSE_PLANTS, option, value, "--lang", "en", said="{}")
        assert refused.stderr.startswith(f"{option}: error: ")


def test_the_whole_advice_is_printed_when_asked(sluimer: Sluimer) -> None:
    short = sluimer("advise", "-", "--knowledge", HOUSE_PLANTS, "--json", said="moisture: 20\n").stdout
    full = sluimer("advise", "-", "--knowledge", HOUSE_PLANTS, "--json", "--full", said="moisture: 20\n").stdout
    assert '"fired"' in full
    assert '"fired"' not in short


@pytest.mark.parametrize(
    "words",
    [
        *(("advise", "-"), ("advise", "-", "--full"), ("advise", "-", "--json")),
        *(("why", "-", "water"), ("why-not", "-", "--for", "person")),
        *(("why", "-", "--for", "auditor"), ("why", "-", "--format", "svg")),
    ],
    ids=" ".join,
)
def test_a_reader_of_another_language_reads_the_first_of_the_knowledge(
    sluimer: Sluimer, plants: Path, words: tuple[str, ...]
) -> None:
    """An English frame round Dutch and French texts, in every account."""
    for path in plants.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\ben:", "fr:", text).replace("[nl, en]", "[nl, fr]"), encoding="utf-8")
    said = "drooping: yes\nindoors: yes\nmoisture: 20\nheight: 10"
    told = sluimer(*words, "--knowledge", plants, "--lang", "en", said=said)
    assert (told.exit_code, told.stderr) == (0, "")
    first = "Still needed: Welke beestjes ziet u?" if words == ("advise", "-") else "Geef"
    assert first in told.stdout or words[-1] == "svg"
    assert "Give 100" not in told.stdout
    assert "Which pests" not in told.stdout
