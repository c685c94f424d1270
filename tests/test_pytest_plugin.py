"""Cases run under pytest like any other test, and a failing one says what `sluimer test` says."""

import shutil

import pytest

from conftest import HOUSE_PLANTS
from tries import IN_FULL

PASSES = "dry:\n  person: {drooping: yes}\n  expect: {fires: [drooping-means-thirsty]}\n"
FAILS = "wet:\n  person: {drooping: no}\n  expect: {fires: [drooping-means-thirsty]}\n"


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of somebody else with the house plants in it."""
    shutil.copytree(HOUSE_PLANTS, pytester.path / "plants")
    monkeypatch.setenv("SLUIMER_LANG", "en")
    return pytester


def _write(run: pytest.Pytester, text: str) -> None:
    (run.path / "plants/rules/book/water.cases.yaml").write_text(text, encoding="utf-8")


def test_each_case_is_a_test_of_its_own(run: pytest.Pytester) -> None:
    _write(run, PASSES + FAILS)
    result = run.runpytest_inprocess("-v")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*water.cases.yaml::dry PASSED*", "*water.cases.yaml::wet FAILED*"])


def test_a_failing_case_tells_the_difference_and_no_traceback(run: pytest.Pytester) -> None:
    _write(run, FAILS)
    result = run.runpytest_inprocess()
    told = "  - drooping-means-thirsty: expected: holds; found: does not hold"
    result.stdout.fnmatch_lines([told, "    drooping-means-thirsty (rules/book/water.yaml:1:1): does not hold"])
    assert "Traceback" not in result.stdout.str()
    assert "runtest" not in result.stdout.str()


@IN_FULL
def test_cases_are_chosen_by_name_and_run_in_several_processes(run: pytest.Pytester) -> None:
    _write(run, PASSES + FAILS)
    run.runpytest_subprocess("-k", "dry", "-n", "2").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        (
            "rules/book/water.cases.yaml",
            "dry: {expect: {outcome: fine}}\n",
            "*water.cases.yaml:1:25: error: `fine` cannot*",
        ),
        ("rules/book/water.yaml", "broken\n", "rules/book/water.yaml*error*"),
    ],
)
def test_problems_in_the_files_are_told_instead_of_running(
    run: pytest.Pytester, file: str, text: str, told: str
) -> None:
    _write(run, PASSES)
    (run.path / "plants" / file).write_text(text, encoding="utf-8")
    result = run.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([told])


def test_files_of_others_with_the_same_ending_are_left_alone(run: pytest.Pytester) -> None:
    _write(run, PASSES)
    (run.path / "other.cases.yaml").write_text("[", encoding="utf-8")
    run.runpytest_inprocess().assert_outcomes(passed=1)


def test_a_project_without_cases_does_not_load_the_engine(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import sys\n\ndef test_it():\n    assert 'sluimer.read' not in sys.modules\n")
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("plants/cases/new.cases.yaml", PASSES),
        ("plants/cases/case.yaml", PASSES),
        ("plants/rules/book/nieuw.yaml.txt", PASSES),
        ("plants/rules/book/x.cases.yml", PASSES),
        ("plants/rules/book/X.CASES.YAML", PASSES),
        ("plants/rules/book/case.yaml", PASSES),
    ],
)
def test_a_file_whose_cases_would_never_run_is_an_error(run: pytest.Pytester, file: str, text: str) -> None:
    (run.path / file).parent.mkdir(exist_ok=True)
    (run.path / file).write_text(text, encoding="utf-8")
    result = run.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"{file.removeprefix('plants/')}: error: *"])


@pytest.mark.parametrize(
    ("manifest", "facts"), [("name: theirs\nversion: 2\nrules: []\n", False), ("other: yes\n", True), ("[", True)]
)
def test_a_project_with_files_of_other_tools_under_our_names_is_left_alone(
    manifest: str, facts: bool, pytester: pytest.Pytester
) -> None:
    (pytester.path / "rules").mkdir()
    (pytester.path / "rules/knowledge.yaml").write_text(manifest, encoding="utf-8")
    for name, text in (("x", "[1, 2]"), ("y", "first: {input: 3, expect: 4}\n"), ("rules/z", "{")):
        (pytester.path / f"{name}.cases.yaml").write_text(text, encoding="utf-8")
    (pytester.path / "docker-compose.yml").write_text("services: {}\n", encoding="utf-8")
    if facts:
        (pytester.path / "facts").mkdir()
    pytester.makepyfile("def test_it():\n    pass\n")
    pytester.runpytest_inprocess().assert_outcomes(passed=1)


def test_cases_of_ours_whose_manifest_was_lost_are_told(run: pytest.Pytester) -> None:
    _write(run, PASSES)
    (run.path / "plants/rules/knowledge.yaml").unlink()
    result = run.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*there is no `rules/knowledge.yaml` in this folder"])


@pytest.mark.parametrize("named", [("-p", "sluimer_pytest"), ("-p", "sluimer_pytest", "-p", "sluimer_pytest")])
def test_the_plugin_may_be_named_too_and_runs_each_case_once(named: tuple[str, ...], run: pytest.Pytester) -> None:
    _write(run, PASSES)
    run.runpytest_inprocess(*named).assert_outcomes(passed=1)


def test_the_plugin_can_be_left_out(run: pytest.Pytester) -> None:
    _write(run, FAILS)
    run.makepyfile("def test_it():\n    pass\n")
    run.runpytest_inprocess("-p", "no:sluimer_pytest").assert_outcomes(passed=1)


def test_a_second_run_in_one_process_shows_what_stands_there_then(run: pytest.Pytester) -> None:
    _write(run, FAILS)
    run.runpytest_inprocess().assert_outcomes(failed=1)
    _write(run, PASSES)
    run.runpytest_inprocess().assert_outcomes(passed=1)
    water = run.path / "plants/rules/book/water.yaml"
    water.write_text(water.read_text(encoding="utf-8").replace("drooping: yes", "drooping: no", 1), encoding="utf-8")
    run.runpytest_inprocess().assert_outcomes(failed=1)
