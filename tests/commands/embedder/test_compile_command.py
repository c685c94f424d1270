"""`sluimer compile`: the portable form of a knowledge base, printed or in a file."""

import json
from pathlib import Path

import pytest

import sluimer as engine
from commands.conftest import Sluimer
from conftest import HOUSE_PLANTS
from sluimer.reach.portable import portable, portable_text


def test_it_is_printed(sluimer: Sluimer) -> None:
    result = sluimer("compile", HOUSE_PLANTS)
    assert result.exit_code == 0
    assert result.stdout == portable_text(engine.load(HOUSE_PLANTS))


def test_it_is_written_in_a_file_in_place_of_what_stood_there(sluimer: Sluimer, tmp_path: Path) -> None:
    file = tmp_path / "knowledge.json"
    file.write_text("before", encoding="utf-8")
    result = sluimer("compile", HOUSE_PLANTS, "-o", file, "--lang", "en-GB")
    assert result.exit_code == 0
    assert f"{file}: en, " in result.stdout
    assert json.loads(file.read_text(encoding="utf-8")) == portable(engine.load(HOUSE_PLANTS), ["en"])


def test_packs_settings_and_audience_are_chosen(sluimer: Sluimer) -> None:
    words = ("--packs", "guide", "--set", "upper_limit=us", "--audience", "commercial")
    result = sluimer("compile", "--lang", "nl", *words)
    kb = engine.load(packs=["guide"], settings={"upper_limit": "us"}, audience="commercial")
    assert result.stdout == portable_text(kb, ["nl"])
    assert json.loads(result.stdout)["knowledge"]["audience"] == "commercial"


@pytest.mark.parametrize("language", ["fr", ""])
def test_a_language_that_the_knowledge_does_not_have_is_a_mistake(sluimer: Sluimer, language: str) -> None:
    result = sluimer("compile", HOUSE_PLANTS, "--lang", language)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "`nl`, `en`" in result.stderr


def test_a_place_where_nothing_can_be_written_is_told(sluimer: Sluimer, tmp_path: Path) -> None:
    result = sluimer("compile", HOUSE_PLANTS, "-o", tmp_path)
    assert result.exit_code != 0
