"""`sluimer mutate`: what no case notices, what to expect then, and how many were noticed."""

import json
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

pytest.importorskip("z3", reason="needs the extra `prove`")

from commands.author.test_first_rule import blocks_of, edit
from commands.conftest import Sluimer
from commands.terminal import ESCAPE, on_terminal
from conftest import ROOT
from sluimer.authoring.cases.read import read_with_cases
from sluimer.authoring.cases.run import run_cases
from sluimer.authoring.mutants.make import mutants_of
from sluimer.authoring.mutants.mutated import mutated
from sluimer.authoring.mutants.run import MutationRun, run_beside
from sluimer.engines.prove import Search
from sluimer.messages import UndecidedError
from tries import IN_FULL, some

Change = Callable[[str, str | None, str], None]
CASES = """
dry:
  person: {indoors: yes, drooping: yes, moisture: 30 percent, pests: [], light: sun, height: 20}
  expect: {outcome: advice, given: water, range: {water: {at_least: 100 ml/week, at_most: 400 ml/week}}}
tall:
  like: dry
  person: {height: 201}
  expect: {range: {water: {at_most: 250 ml/week}}}
"""


@pytest.fixture
def cases(change: Change) -> None:
    """Two cases of a thirsty plant, which do not say with how much water one begins."""
    change("rules/book/water.cases.yaml", None, CASES)


@pytest.mark.usefixtures("cases")
def test_what_a_case_could_notice_is_told_with_what_it_must_expect(sluimer: Sluimer, plants: Path) -> None:
    """Beside what it expects already, so that it can be put in its place."""
    result = sluimer("mutate", plants, "--lang", "en", "-k", "thirsty-plants")
    assert result.exit_code == 0
    said = (
        "rules/book/water.yaml:19:16: no case notices when thirsty-plants-get-water does not do this: "
        "advises How much water: 100 to 400 ml a week, begin with 200, but this: "
        "advises How much water: 100 to 400 ml a week, begin with 199\n"
        "  let the case `dry` (rules/book/water.cases.yaml:2:1) expect this:\n"
        "    range: {water: {at_least: 100 ml/week, at_most: 400 ml/week, start: 200 ml/week}}\n"
    )
    assert said in result.stdout
    assert result.stderr == ""


@pytest.mark.usefixtures("cases")
def test_how_many_were_noticed_is_told_in_all_and_of_each_pack(sluimer: Sluimer, plants: Path) -> None:
    """And of what is of all packs."""
    lines = sluimer("mutate", plants, "--lang", "en", "-k", "rules").stdout.splitlines()
    place = next(number for number, line in enumerate(lines) if "that somebody would notice; the cases notice" in line)
    counts = [re.findall(r"(\d+) of (\d+)", line) for line in lines[place + 1 : place + 4]]
    [noticeable, noticed] = [int(number) for number in re.findall(r"\d+", lines[place])[:2]]
    assert noticed == sum(int(one[0][0]) for one in counts)
    assert noticeable == sum(int(one[0][1]) for one in counts)
    assert 0 < noticed < noticeable


@pytest.mark.usefixtures("cases")
def test_it_speaks_dutch_as_well(sluimer: Sluimer, plants: Path) -> None:
    """In the words of the knowledge base in that language."""
    said = sluimer("mutate", plants, "--lang", "nl", "-k", "wet-soil").stdout
    assert "geen voorbeeld merkt het als Natte aarde (wet-soil-stops-water) niet" in said
    assert "ten minste 60 procent”" in said
    assert "veranderingen die iemand zou merken; de voorbeelden merken er" in said


@pytest.mark.usefixtures("cases")
def test_what_is_offered_is_right_of_the_rules_and_fails_with_the_change(sluimer: Sluimer, plants: Path) -> None:
    """A case to save, and what a case must expect too: read as files, and run as `sluimer test` runs them."""
    survivors = json.loads(sluimer("mutate", plants, "--json", "-k", "water.yaml").stdout)["survivors"]
    offered = {f"offered-{number}": _offered(one) for number, one in enumerate(survivors)}
    named = [name for one in survivors if one["person"] for name in yaml.safe_load(one["person"]["yaml"])]
    assert len({*named}) == len(named)
    assert {"like", "person"} <= {key for written in offered.values() for key in written}
    (plants / "rules" / "book" / "offered.cases.yaml").write_text(yaml.safe_dump(offered), encoding="utf-8")
    knowledge, cases = read_with_cases(plants)
    assert [one.case.id for one in run_cases(cases, knowledge) if not one.passed] == []
    by_id, mutants = {case.id: case for case in cases}, mutants_of(knowledge)
    for number, one in some([*enumerate(survivors)]):
        alike = [each for each in mutants if (str(each.position), str(each.kind)) == (one["place"], one["kind"])]
        results = (run_beside([by_id[f"offered-{number}"]], mutated(knowledge, each))[0] for each in alike)
        assert not all(result.passed for result in results), one


def _offered(survivor: dict[str, Any]) -> dict[str, Any]:
    """The case that is offered, or one like the case that must expect more."""
    if survivor["missing"]:
        return {"like": survivor["missing"]["case"], "expect": survivor["missing"]["expect"]}
    [written] = yaml.load(survivor["person"]["yaml"], yaml.BaseLoader).values()
    return dict(written)


@pytest.mark.usefixtures("cases")
def test_less_than_is_wanted_fails_and_says_in_which_pack(sluimer: Sluimer, plants: Path) -> None:
    """A pack that is noticed well does not make up for another."""
    result = sluimer("mutate", plants, "--lang", "en", "--fail-under", "100", "-k", "water.yaml")
    assert result.exit_code == 1
    assert re.search(r"^book: [\d.]+ % noticed, less than 100 %$", result.stderr, re.MULTILINE)
    assert "care:" not in result.stderr
    assert sluimer("mutate", plants, "--fail-under", "0", "-k", "water.yaml").exit_code == 0


@pytest.mark.usefixtures("cases")
def test_what_is_meant_to_go_unnoticed_says_why(sluimer: Sluimer, plants: Path, change: Change) -> None:
    """By a comment above it, with a reason; it counts for nothing then."""
    before = json.loads(sluimer("mutate", plants, "--json", "-k", "sun-is-better").stdout)
    reason = "# allow unnoticed-strength: nobody minds"
    change("rules/book/water.yaml", "sun-is-better:\n", f"{reason}\nsun-is-better:\n")
    after = json.loads(sluimer("mutate", plants, "--json", "-k", "sun-is-better").stdout)
    strengths = [one for one in after["survivors"] if one["kind"] == "strength"]
    assert strengths
    assert all(one["allowed"] for one in strengths)
    assert after["scores"][0]["noticeable"] == before["scores"][0]["noticeable"] - len(strengths)
    assert "may go unnoticed" in sluimer("mutate", plants, "--lang", "en", "-k", "sun-is-better").stdout
    change("rules/book/water.yaml", reason, "# allow unnoticed-strength")
    assert json.loads(sluimer("mutate", plants, "--json", "-k", "sun-is-better").stdout)["scores"] == before["scores"]


def test_cases_that_fail_are_mended_first(sluimer: Sluimer, plants: Path, change: Change) -> None:
    """Else every change would be noticed."""
    change("rules/book/water.cases.yaml", None, CASES.replace("outcome: advice", "outcome: stop"))
    result = sluimer("mutate", plants, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "1 case fails; mend it first with `sluimer test`\n"


def test_words_that_nothing_has_are_an_error_with_what_is_near(sluimer: Sluimer, plants: Path) -> None:
    """Nothing is tried then, and nobody may think so."""
    result = sluimer("mutate", plants, "--lang", "en", "-k", "sun-is-bettre")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean `sun-is-better`?" in result.stderr
    assert "nothing has `xyzzyx` in its name" in sluimer("mutate", plants, "--lang", "en", "-k", "xyzzyx").stderr


@pytest.mark.parametrize("percent", ["-1", "101", "many"])
def test_a_part_that_is_none_is_refused(sluimer: Sluimer, plants: Path, percent: str) -> None:
    """As by `sluimer test`."""
    assert sluimer("mutate", plants, "--fail-under", percent).exit_code == 2


def test_files_that_cannot_be_read_are_told_as_check_tells_it(sluimer: Sluimer, plants: Path, change: Change) -> None:
    """With their place."""
    change("rules/book/water.yaml", "advise: {water", "advise: {watre")
    result = sluimer("mutate", plants, "--lang", "en")
    assert result.exit_code == 1
    assert "rules/book/water.yaml:19:16: error: `watre`" in result.stderr


@pytest.mark.usefixtures("cases")
def test_who_stops_it_hears_what_was_not_reached(
    sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found until then is told, and the exit code is that of Ctrl-C."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(MutationRun, "_look_for_persons", stopped)
    result = sluimer("mutate", plants, "--lang", "en")
    assert result.exit_code == 130
    assert re.search(r"stopped before \d+ changes were looked at", result.stdout)
    assert "let the case `dry`" in result.stdout


@pytest.mark.usefixtures("cases")
def test_what_takes_too_long_is_not_decided_and_counts_as_not_noticed(
    sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is never called proven."""

    def out_of_time(*_: object) -> None:
        raise UndecidedError

    monkeypatch.setattr(Search, "find", out_of_time)
    result = sluimer("mutate", plants, "--lang", "en", "--fail-under", "100", "-k", "wet-soil")
    assert result.exit_code == 1
    assert "not decided within 10 seconds: does anybody notice when" in result.stdout
    assert "(proven)" not in result.stdout


def test_without_the_part_that_proves_it_says_how_to_get_it(
    sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `sluimer prove` does."""
    monkeypatch.setitem(sys.modules, "z3", None)
    result = sluimer("mutate", plants, "--lang", "en")
    assert result.exit_code == 1
    assert "install it with `pip install 'sluimer[prove]'`" in result.stderr


@pytest.mark.usefixtures("cases")
def test_on_a_terminal_it_shows_what_it_is_at(plants: Path) -> None:
    """And takes that away when it is done."""
    seen = on_terminal(80, "mutate", str(plants), "--lang", "en", "-k", "wet-soil")
    assert "would notice" in seen
    assert "changes that somebody would notice" in " ".join(ESCAPE.sub("", seen).split())


@IN_FULL
@pytest.mark.parametrize("page", ["mutating.md", "muteren.md"])
def test_the_page_on_mutating_is_followed_to_the_letter(
    page: str, sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All is noticed, and after its edit what it takes away from the cases is offered again."""
    for name in ("facts", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    said = []
    for block in blocks_of(page):
        if block.kind == "diff":
            edit(tmp_path, block.text)
        elif block.kind == "console":
            command, *lines = block.text.splitlines()
            said.append(sluimer(*shlex.split(command)[1:]).stdout)
            assert all(line in said[-1] for line in lines)
    assert ["range: {dose: {start: 200 mg/day}}" in one for one in said] == [False, True]
