"""`sluimer check`: every problem with its place, or how much there is."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.conftest import Sluimer
from conftest import HOUSE_PLANTS, NEWS2
from sluimer.knowledge_base import bundled_folder
from sluimer.read import read_knowledge

Change = Callable[[str, str | None, str], None]


@pytest.mark.parametrize(("language", "says"), [("nl", "geen problemen"), ("en", "no problems")])
def test_the_bundled_knowledge_has_no_problems_and_is_counted(sluimer: Sluimer, language: str, says: str) -> None:
    result = sluimer("check", "--lang", language)
    knowledge = read_knowledge(bundled_folder())
    assert result.exit_code == 0
    assert result.stdout.startswith(says)
    for count in (knowledge.vocabulary.facts, knowledge.vocabulary.findings, knowledge.rules, knowledge.statements):
        assert f": {len(count)}" in result.stdout


def test_the_rules_of_each_pack_are_counted(sluimer: Sluimer) -> None:
    result = sluimer("check", HOUSE_PLANTS, "--json")
    counts = json.loads(result.stdout)["counts"]
    assert counts["packs"] == {"book": 4, "care": 4}
    assert counts["rules"] == 8


def test_scores_are_counted_where_there_are_any(sluimer: Sluimer) -> None:
    assert "  scores:" not in sluimer("check", HOUSE_PLANTS, "--lang", "en").stdout
    assert "\n  scores: 7\n" in sluimer("check", NEWS2, "--lang", "en").stdout


def test_each_problem_is_printed_with_its_place_and_the_number_of_them(
    sluimer: Sluimer, change: Callable[[str, str, str], None], plants: Path
) -> None:
    change("rules/care/stop.yaml", "height: {above: 200}", "hight: {above: 200}")
    change("rules/care/stop.yaml", "light: unknown", "lite: unknown")
    result = sluimer("check", plants, "--lang", "en")
    assert result.exit_code == 1
    assert "rules/care/stop.yaml:11:10: error: `hight`" in result.stdout
    assert "help: did you mean `height`?" in result.stdout
    assert result.stdout.rstrip().endswith(f"2 errors in House plants ({plants})")
    assert result.stderr == ""


def test_one_error_is_not_called_errors(
    sluimer: Sluimer, change: Callable[[str, str, str], None], plants: Path
) -> None:
    change("rules/care/stop.yaml", "height: {above: 200}", "hight: {above: 200}")
    assert sluimer("check", plants).stdout.rstrip().endswith(f"1 fout in Kamerplanten ({plants})")


def test_problems_as_json_are_data(sluimer: Sluimer, change: Callable[[str, str, str], None], plants: Path) -> None:
    change("rules/care/stop.yaml", "height: {above: 200}", "hight: {above: 200}")
    result = sluimer("check", plants, "--json", "--lang", "en")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(problem["line"], problem["column"]) for problem in found["problems"]] == [(11, 10)]
    assert "counts" not in found


@pytest.mark.parametrize("folder", ["nowhere", "pyproject.toml"])
def test_what_is_no_knowledge_base_is_a_problem(sluimer: Sluimer, folder: str) -> None:
    result = sluimer("check", folder)
    assert result.exit_code == 1
    assert "fout" in result.stdout


def test_a_language_that_nobody_speaks_is_a_mistake_in_the_command(sluimer: Sluimer) -> None:
    assert sluimer("check", "--lang", "xx").exit_code == 2


def test_check_mends_and_tells_what_and_where(sluimer: Sluimer, plants: Path, change: Change) -> None:
    change("facts/advice.yaml", "referral: yes", "referral: True")
    ran = sluimer("check", plants, "--fix", "--lang", "en")
    assert ran.stdout.startswith("mended 1 times, in facts/advice.yaml\n")
    assert sluimer("check", plants, "--fix", "--lang", "en").stdout.startswith("there was nothing to mend\n")


def test_a_warning_fails_the_strict_check_alone(sluimer: Sluimer, plants: Path) -> None:
    assert "title-missing" in sluimer("check", plants).stdout
    assert (sluimer("check", plants).exit_code, sluimer("check", plants, "--strict").exit_code) == (0, 1)


def test_each_problem_is_a_command_for_github(sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plants)
    lines = sluimer("check", ".", "--format", "github", "--lang", "en").stdout.splitlines()
    assert all(line.startswith("::warning file=") for line in lines)
    assert any(
        line.startswith("::warning file=rules/book/water.yaml,line=1,col=1,title=title-missing::") for line in lines
    )
