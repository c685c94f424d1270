"""`sluimer test`: the cases beside the rules, from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from authoring.cases.test_cases import DRY
from commands.conftest import Sluimer

Change = Callable[[str, str | None, str], None]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_command_tells_what_differs_and_fails(
    sluimer: Sluimer, plants: Path, change: Change, language: str
) -> None:
    change("rules/book/water.cases.yaml", None, DRY.replace("thirsty: yes", "thirsty: no"))
    result = sluimer("test", plants, "--lang", language)
    assert result.exit_code == 1
    assert "rules/book/water.cases.yaml:2:1: dry" in result.stdout
    told = {"nl": "thirsty: verwacht: nee; gekregen: ja", "en": "thirsty: expected: no; found: yes"}
    assert told[language] in result.stdout


def test_the_command_passes_and_gives_data(sluimer: Sluimer, plants: Path, change: Change) -> None:
    change("rules/book/water.cases.yaml", None, DRY)
    result = sluimer("test", plants, "--json", "--coverage")
    data = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [(one["id"], one["passed"]) for one in data["cases"]] == [("dry", True)]
    row = next(row for row in data["coverage"]["rows"] if row["rule"] == "drooping-means-thirsty")
    assert (row["test"], row["seen"]) == (None, {"true": 1, "false": 0, "unknown": 0})


def test_a_folder_without_cases_says_so(sluimer: Sluimer, plants: Path) -> None:
    result = sluimer("test", plants, "--lang", "en", "--coverage")
    assert result.exit_code == 0
    assert "there are no cases" in result.stdout
    assert "sun-is-better: never true, false, unknown" in result.stdout


def test_a_broken_case_is_reported_by_check_too(sluimer: Sluimer, plants: Path, change: Change) -> None:
    change("rules/book/water.cases.yaml", None, "dry: {expect: {outcome: fine}}\n")
    for command in ("check", "test"):
        result = sluimer(command, plants)
        assert result.exit_code == 1
        assert "rules/book/water.cases.yaml:1:25" in result.stdout + result.stderr


NOBODY = "nobody: {expect: {outcome: answers_needed}}\n"


def test_only_cases_with_these_words_run(sluimer: Sluimer, plants: Path) -> None:
    (plants / "rules/book/water.cases.yaml").write_text(
        "wet: {person: {drooping: yes}, expect: {fires: [drooping-means-thirsty]}}\n"
        "dry: {person: {drooping: no}, expect: {fires: [drooping-means-thirsty]}}\n",
        encoding="utf-8",
    )
    assert sluimer("test", plants, "-k", "wet", "--lang", "en").stdout.startswith("cases: 1, all passed\n")
    assert sluimer("test", plants, "--lang", "en").exit_code == 1
    ran = sluimer("test", plants, "-k", "wett", "--lang", "en")
    assert ran.exit_code == 1
    assert "wet" in ran.stderr


@pytest.mark.parametrize(("bar", "code"), [("0", 0), ("99", 1)])
def test_too_little_coverage_fails(bar: str, code: int, sluimer: Sluimer, plants: Path) -> None:
    (plants / "rules/book/water.cases.yaml").write_text(
        "nobody: {expect: {outcome: answers_needed}}\n", encoding="utf-8"
    )
    assert sluimer("test", plants, "--fail-under", bar).exit_code == code


def test_the_page_holds_every_rule_and_needs_nothing_else(sluimer: Sluimer, plants: Path) -> None:
    (plants / "rules/book/water.cases.yaml").write_text(
        "nobody: {expect: {outcome: answers_needed}}\n", encoding="utf-8"
    )
    page = sluimer("test", plants, "--html").stdout
    assert page.lower().startswith("<!doctype html>")
    assert "thirsty-plants-get-water:" in page
    assert "://" not in page
