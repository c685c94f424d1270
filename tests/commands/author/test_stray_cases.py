"""No file with cases goes unrun without a word, and no file of others is taken for one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commands.conftest import Sluimer
from sluimer.read.stray import stray_cases

CASE = "dry:\n  person: {drooping: yes}\n  expect: {fires: [drooping-means-thirsty]}\n"
Change = Callable[[str, str | None, str], None]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("cases/water.cases.yaml", "cases-elsewhere"),
        ("water.cases.yaml", "cases-elsewhere"),
        ("my/own/tests/water.cases.yaml", "cases-elsewhere"),
        ("cases/case.yaml", "cases-elsewhere"),
        ("cases/Cases.YML", "cases-elsewhere"),
        ("cases/new.cases.yaml.txt", "cases-elsewhere"),
        ("rules/book/x.cases.yml", "wrong-ending"),
        ("rules/book/X.CASES.YAML", "wrong-ending"),
        ("rules/book/nieuw.yaml.txt", "wrong-ending"),
        ("facts/nieuw.cases.yaml (1)", "wrong-ending"),
        ("rules/book/x.Cases.yaml", "cases-misnamed"),
        ("rules/book/case.yaml", "cases-misnamed"),
        ("rules/book/x-cases.yaml", "cases-misnamed"),
        ("rules/book/new.yaml", "cases-misnamed"),
        ("facts/cases.yaml", "cases-misnamed"),
        ("rules/cases.yaml", "cases-misnamed"),
    ],
)
def test_a_case_that_nothing_runs_is_an_error_for_check_and_test(
    file: str, code: str, plants: Path, change: Change, sluimer: Sluimer
) -> None:
    change("rules/book/water.cases.yaml", None, CASE.replace("dry", "good"))
    change(file, None, CASE)
    for command in ("check", "test"):
        ran = sluimer(command, plants, "--lang", "en")
        assert ran.exit_code == 1
        told = [line for line in (ran.stdout + ran.stderr).splitlines() if ": error: " in line]
        assert [line.partition(": ")[0] for line in told] == [file]
    assert f'"{code}"' in sluimer("check", plants, "--json").stdout


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("data/x.cases.yaml", "first: {input: 3, expect: 4}\n"),
        ("data/x.cases.yaml", "first: {input: 3, expect: {outcome: advice}}\n"),
        ("data/x.cases.yaml", "first: {expect: {status: 200}}\n"),
        ("data/x.cases.yaml", "- expect: {outcome: advice}\n"),
        ("data/x.cases.yaml", "["),
        ("data/anna.case.yaml", "drooping: yes\n"),
        ("node_modules/x/x.cases.yaml", CASE),
        (".drafts/x.cases.yaml", CASE),
        ("rules/.drafts/x.cases.yaml", CASE),
        ("rules/book/water.yaml~", CASE),
        ("rules/book/water.yaml.bak", CASE),
        ("rules/README.md", CASE),
    ],
)
def test_what_is_not_ours_or_set_aside_is_left_alone(
    file: str, text: str, plants: Path, change: Change, sluimer: Sluimer
) -> None:
    change(file, None, text)
    assert sluimer("check", plants).exit_code == 0


@pytest.mark.parametrize("other", ["tests/inner", "venv"])
def test_the_cases_of_another_knowledge_base_or_of_a_package_are_left_alone(
    other: str, plants: Path, change: Change
) -> None:
    change(f"{other}/facts/a.yaml", None, "")
    change(f"{other}/rules/a.yaml" if other != "venv" else "venv/pyvenv.cfg", None, "")
    change(f"{other}/more/x.cases.yaml", None, CASE)
    assert stray_cases(plants) == ()


def test_a_link_is_not_followed(plants: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far/x.cases.yaml").write_text(CASE, encoding="utf-8")
    (plants / "far").symlink_to(tmp_path / "far", target_is_directory=True)
    (plants / "round").symlink_to(plants, target_is_directory=True)
    assert stray_cases(plants) == ()


def test_the_nearest_files_are_looked_at_first(plants: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is full of other things ends the search, and hides nothing that lies above it."""
    monkeypatch.setattr("sluimer.read.stray.MOST_ENTRIES", 10)
    deep = plants / "a" / "b"
    deep.mkdir(parents=True)
    for number in range(20):
        (deep / f"{number}.txt").touch()
    (plants / "z").mkdir()
    (plants / "z/x.cases.yaml").write_text(CASE, encoding="utf-8")
    assert [problem.code for problem in stray_cases(plants)] == ["cases-elsewhere"]


def test_a_stray_file_hides_no_other_mistake(plants: Path, change: Change, sluimer: Sluimer) -> None:
    change("cases/x.cases.yaml", None, CASE)
    change("rules/book/water.yaml", "thirsty: yes}", "thirtsy: yes}")
    told = sluimer("check", plants, "--lang", "en").stdout
    assert "thirtsy" in told
    assert "cases/x.cases.yaml: error" in told
    assert "2 errors in House plants" in told
