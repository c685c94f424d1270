"""`sluimer prove`: what is proven, who breaks what is not, what is odd, and what was not reached."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("z3", reason="needs the extra `prove`")

from commands.author.test_first_rule import blocks_of, edit
from commands.conftest import Sluimer
from commands.terminal import ESCAPE, on_terminal
from conftest import ROOT
from sluimer.authoring.theorems.prove import ProofBench
from tries import IN_FULL

Change = Callable[[str, str | None, str], None]
THEOREMS = """
wet-soil-gets-no-water:
  says: {nl: Natte aarde krijgt geen water., en: Wet soil gets no water.}
  for: {moisture: {at_least: 60 percent}}
  never: {any_given: water}
who-is-thirsty-gets-water:
  says: {nl: Wie dorst heeft krijgt water., en: Who is thirsty gets water.}
  for: {thirsty: yes, covered: yes, moisture: {below: 60 percent}}
  always: {any_given: [water, emergency-items]}
"""
AGREED = """wet-and-agreed:
  person: {indoors: yes, moisture: 70 percent, drooping: yes, pests: none, light: sun, height: 20}
  expect: {withheld: water}
"""


@pytest.fixture
def theorems(change: Change) -> None:
    """Two theorems about the house plants, one of which does not hold for who asked the gardener."""
    change("rules/theorems.yaml", None, THEOREMS)
    change("rules/care/agreed.cases.yaml", None, AGREED)


@pytest.mark.usefixtures("theorems")
def test_who_breaks_a_theorem_is_printed_as_a_case_to_save(sluimer: Sluimer, plants: Path) -> None:
    """Like the nearest known person, with the answers that are otherwise, and the rules behind it."""
    result = sluimer("prove", plants, "--lang", "en", "-k", "wet-soil")
    assert result.exit_code == 1
    assert result.stdout == (
        "rules/theorems.yaml:2:1: wet-soil-gets-no-water: somebody breaks it\n"
        "  Wet soil gets no water.\n"
        "  - never: {any_given: water}\n"
        "  this person shows it, and is nearest to `wet-and-agreed`:\n"
        "    wet-soil-gets-no-water-witness:\n"
        "      like: wet-and-agreed\n"
        "      person: {gardener_agreed: yes}\n"
        "      expect: {withheld: [water]}\n"
        "  rules that fire: thirsty-plants-get-water\n"
        "\n"
        "1 theorem: 1 broken\n"
        f"knowledge base: House plants ({plants})\n"
    )


@pytest.mark.usefixtures("theorems")
def test_the_case_that_is_printed_runs(sluimer: Sluimer, plants: Path) -> None:
    """It fails, since it expects what the theorem wants."""
    data = json.loads(sluimer("prove", plants, "--json", "-k", "wet-soil").stdout)
    [theorem] = data["theorems"]
    (plants / "rules" / "care" / "new.cases.yaml").write_text(theorem["witness"]["yaml"], encoding="utf-8")
    result = sluimer("test", plants, "--lang", "en", "-k", "witness")
    assert result.exit_code == 1
    assert "water: expected: withheld; found: given" in result.stdout


@pytest.mark.usefixtures("theorems")
@pytest.mark.parametrize(
    ("lang", "said"), [("en", "2 theorems: 1 proven, 1 broken"), ("nl", "2 stellingen: 1 bewezen, 1 weerlegd")]
)
def test_all_theorems_and_the_rules_are_summed_up(sluimer: Sluimer, plants: Path, lang: str, said: str) -> None:
    """In the language that was chosen; nothing moves where no terminal is."""
    result = sluimer("prove", plants, "--lang", lang)
    assert result.exit_code == 1
    assert said in result.stdout
    assert result.stderr == ""


def test_where_there_is_no_theorem_that_is_said_and_nothing_is_wrong(sluimer: Sluimer, plants: Path) -> None:
    """What is odd is no error, unless one asks for that."""
    result = sluimer("prove", plants, "--lang", "en")
    assert result.exit_code == 0
    assert "there are no theorems\n1 thing is odd about the rules\n" in result.stdout
    assert sluimer("prove", plants, "--strict").exit_code == 1


def test_what_is_odd_may_be_allowed_with_a_reason(sluimer: Sluimer, plants: Path, change: Change) -> None:
    """By the comment that allows warnings, which `check` takes for one of them."""
    change(
        "facts/advice.yaml",
        "  water:\n    title",
        "  # allow nothing-given: a healthy plant needs nothing\n  water:\n    title",
    )
    result = sluimer("prove", plants, "--lang", "en", "--strict")
    assert "nothing is odd about the rules (1 more allowed by a comment)" in result.stdout
    assert result.exit_code == 0
    assert json.loads(sluimer("prove", plants, "--json").stdout)["odd"][0]["allowed"] is True


@pytest.mark.usefixtures("theorems")
def test_words_that_no_theorem_has_are_an_error_with_what_is_near(sluimer: Sluimer, plants: Path) -> None:
    """Nothing is proven then, and nobody may think so."""
    result = sluimer("prove", plants, "--lang", "en", "-k", "wet-soil-gets-no-watre")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean `wet-soil-gets-no-water`?" in result.stderr


def test_a_theorem_that_cannot_be_read_is_told_as_check_tells_it(
    sluimer: Sluimer, plants: Path, change: Change
) -> None:
    """With its place; nothing is proven of files in which anything is wrong."""
    change("rules/theorems.yaml", None, "dry:\n  says: {nl: Zo., en: So.}\n  never: {any_given: watre}\n")
    for command in ("prove", "check"):
        result = sluimer(command, plants, "--lang", "en")
        assert result.exit_code == 1
        assert "rules/theorems.yaml:3:22: error: `watre` is neither an item" in result.stdout + result.stderr


@pytest.mark.usefixtures("theorems")
def test_who_stops_it_hears_what_was_not_reached(
    sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found until then is told, and the exit code is that of Ctrl-C."""
    calls: list[object] = []
    prove = ProofBench.prove

    def stopped(bench: ProofBench, theorem: object) -> object:
        if calls:
            raise KeyboardInterrupt
        calls.append(theorem)
        return prove(bench, theorem)  # type: ignore[arg-type]

    monkeypatch.setattr(ProofBench, "prove", stopped)
    result = sluimer("prove", plants, "--lang", "en")
    assert result.exit_code == 130
    assert "1 broken\nstopped before these were proven: who-is-thirsty-gets-water\n" in result.stdout
    assert "stopped before all rules were looked at\n" in result.stdout


def test_without_the_part_that_proves_it_says_how_to_get_it(
    sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with every part that is not for everybody."""
    monkeypatch.setitem(sys.modules, "z3", None)
    result = sluimer("prove", plants, "--lang", "en")
    assert result.exit_code == 1
    assert result.stderr == (
        "sluimer prove: error: this needs a part that is not installed\n"
        "  help: install it with `pip install 'sluimer[prove]'`\n"
    )


def test_nothing_else_needs_that_part() -> None:
    """It is not read until something is proven."""
    code = "import sys, sluimer.commands.author.prove, sluimer.authoring.lint; print('z3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "False\n"


@pytest.mark.usefixtures("theorems")
def test_a_theorem_is_renamed_along_with_what_it_names(
    sluimer: Sluimer, plants: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Items, facts, findings and units in theorems; `uses` finds them there."""
    monkeypatch.chdir(plants)
    for old, new in (("moisture", "wetness"), ("thirsty", "parched"), ("call_now", "ring_now"), ("percent", "pct")):
        assert sluimer("rename", old, new).exit_code == 0
    text = (plants / "rules" / "theorems.yaml").read_text(encoding="utf-8")
    assert "for: {wetness: {at_least: 60 pct}}" in text
    assert "for: {parched: yes, covered: yes, wetness: {below: 60 pct}}" in text
    said = sluimer("uses", "parched", "--lang", "en").stdout
    assert "in theorems" in said
    assert sluimer("check", plants).exit_code == 0


@pytest.mark.usefixtures("theorems")
def test_on_a_terminal_it_shows_what_it_is_at(plants: Path) -> None:
    """And takes that away when it is done."""
    seen = on_terminal(80, "prove", str(plants), "--lang", "en")
    assert "proving" in seen
    assert "2 theorems: 1 proven, 1 broken" in ESCAPE.sub("", seen)


@IN_FULL
@pytest.mark.parametrize("page", ["proving.md", "bewijzen.md"])
def test_the_page_on_proving_is_followed_to_the_letter(
    page: str, sluimer: Sluimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its theorem is proven, and broken after its edit."""
    for name in ("facts", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    ran = []
    for block in blocks_of(page):
        if block.kind == "yaml" and "says:" in block.text:
            (tmp_path / "rules" / "theorems.yaml").write_text(block.text, encoding="utf-8")
        elif block.kind == "diff":
            for part in re.split(r"(?=^--- )", block.text, flags=re.M)[1:]:
                edit(tmp_path, part)
        elif block.kind == "console":
            command, *lines = block.text.splitlines()
            result = sluimer(*shlex.split(command)[1:])
            ran.append(result.exit_code)
            assert all(line in result.stdout for line in lines)
    assert ran == [0, 1]
