"""`sluimer test --watch`: what a save brings, of the cases that ran and of those that did not."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from time import sleep

import pytest

from commands.conftest import Sluimer
from sluimer.authoring.cases.tell import tell_results
from sluimer.commands.author.watch import LastRun, run_save
from sluimer.tell.outline import plain
from sluimer.tell.speaker import Speaker

Change = Callable[[str, str | None, str], None]

CASES = """fails:
  person: {drooping: no}
  expect: {given: [water]}
passes:
  person: {drooping: yes}
  expect: {fires: [drooping-means-thirsty]}
"""


@pytest.fixture
def begun(plants: Path) -> LastRun:
    """The house plants with one case that fails and one that passes, as first seen."""
    (plants / "rules/book/water.cases.yaml").write_text(CASES, encoding="utf-8")
    return run_save(plants, LastRun(), "").last


def told(last: LastRun) -> str:
    assert last.knowledge is not None
    return plain(tell_results(tuple(last.results.values()), Speaker(last.knowledge, "en")))


def test_a_rule_that_is_renamed_is_told_by_its_new_name(begun: LastRun, plants: Path, change: Change) -> None:
    """Also in the proof of a case in which it was false."""
    change("rules/book/water.yaml", "thirsty-plants-get-water:", "thirst-gets-water:")
    last = run_save(plants, begun, "").last
    assert "thirst-gets-water (rules/book/water.yaml:" in told(last)
    assert "thirsty-plants-get-water" not in told(last)


def test_a_case_that_moved_in_its_file_is_told_where_it_stands_now(
    begun: LastRun, plants: Path, change: Change
) -> None:
    change("rules/book/water.cases.yaml", "fails:\n", "# One.\n# Two.\nfails:\n")
    last = run_save(plants, begun, "").last
    assert "rules/book/water.cases.yaml:3:1: fails" in told(last)


def test_with_a_mistake_in_a_file_the_last_good_state_is_kept(begun: LastRun, plants: Path, change: Change) -> None:
    change("rules/book/water.yaml", "drooping: yes", "droopin: yes")
    saved = run_save(plants, begun, "")
    assert [problem.code for problem in saved.problems] == ["unknown-test"]
    assert saved.last == begun


def test_only_the_cases_with_these_words_are_watched(begun: LastRun, plants: Path) -> None:
    assert list(run_save(plants, begun, "pass").last.results) == ["passes"]


def test_a_folder_that_is_not_there_is_told_at_once(sluimer: Sluimer, tmp_path: Path) -> None:
    ran = sluimer("test", tmp_path / "nothing", "--watch", "--lang", "en")
    assert ran.exit_code == 1
    assert "there is no folder of this name" in ran.stderr


def test_nothing_outside_is_watched(sluimer: Sluimer, plants: Path) -> None:
    """A link to the whole disk would have all of it watched."""
    (plants / "rules" / "all").symlink_to("/")
    ran = sluimer("test", plants, "--watch", "--lang", "en")
    assert (ran.exit_code, ran.stderr.splitlines()[0]) == (
        1,
        "rules/all: error: `rules/all` is a link to a folder, and such links are not followed",
    )


@contextmanager
def watching(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """The program watching a folder, past its first run."""
    words = [sys.executable, "-m", "sluimer", "test", str(folder), "--watch", "--lang", "en"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment) as run:
        too_long = Timer(60, run.kill)
        too_long.start()
        try:
            until(run, "Waiting for a save")
            yield run
        finally:
            too_long.cancel()
            run.kill()


def until(run: "subprocess.Popen[str]", words: str) -> str:
    """What is printed up to the line with these words."""
    assert run.stdout is not None
    seen = ""
    while words not in seen:
        line = run.stdout.readline()
        assert line, seen
        seen += line
    return seen


def test_a_save_runs_again_what_it_touches(plants: Path) -> None:
    (plants / "rules/book/water.cases.yaml").write_text(CASES, encoding="utf-8")
    with watching(plants) as run:
        sleep(1)  # it says that it waits just before it does
        text = (plants / "rules/book/water.cases.yaml").read_text(encoding="utf-8")
        (plants / "rules/book/water.cases.yaml").write_text(
            text.replace("drooping: no", "drooping: yes"), encoding="utf-8"
        )
        assert "of 2 cases again" in until(run, "Waiting for a save")
