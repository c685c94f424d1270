"""`sluimer show`: one rule in plain sentences, as data and as a picture."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from commands.conftest import Sluimer
from tries import IN_PART

WET = """Wet soil (wet-soil-stops-water)
  rules/care/stop.yaml:1:1; pack: Care

When all of this is true
  - Moisture: at least 60 percent
  - Gardener agreed: no

Then
  - withholds How much water
  - refers: Ask the gardener
    “Ask the gardener.”

Why: Wet enough.
Ground: the guide itself, read by us

Sources
  - B4: On too much. [Book of plants]

Cases
  holds in 1
    - wet (rules/care/stop.cases.yaml:1:1)
  does not hold in 1
    - dry (rules/care/stop.cases.yaml:4:1)
  cannot be said yet in 1
    - nobody (rules/care/stop.cases.yaml:7:1)

What hangs together with it
  - it stops or limits what these advise: thirsty-plants-get-water
  - these stop or limit the same: tall-plants-drink-less
"""


def test_a_rule_is_told_in_plain_sentences(sluimer: Sluimer, cared_for: Path) -> None:
    ran = sluimer("show", "wet-soil-stops-water", "--knowledge", cared_for, "--lang", "en")
    assert (ran.exit_code, ran.stdout) == (0, f"{WET}\nknowledge base: House plants ({cared_for})\n")


def test_conditions_in_each_other_are_told_in_steps(sluimer: Sluimer, plants: Path) -> None:
    ran = sluimer("show", "three-pests-at-once", "--knowledge", plants, "--lang", "nl")
    assert "Als dit waar is\n  - ten minste 2 hiervan zijn waar:\n    - Beestjes, luizen: ja\n" in ran.stdout
    ran = sluimer("show", "sun-is-better", "--knowledge", plants, "--lang", "en")
    assert "  - Light: shade\n  - this is not true:\n    - " in ran.stdout
    assert ran.stdout.count("  - Pests, ") == 3


def test_what_a_rule_builds_on_and_what_builds_on_it_is_named(sluimer: Sluimer, plants: Path) -> None:
    ran = sluimer("show", "thirst-or-pests-mean-stress", "--knowledge", plants, "--lang", "en")
    assert "Builds on these findings, concluded by\n  - Thirsty (thirsty): drooping-means-thirsty\n" in ran.stdout
    ran = sluimer("show", "drooping-means-thirsty", "--knowledge", plants, "--lang", "en")
    assert "  - these build on it: thirst-or-pests-mean-stress, thirsty-plants-get-water\n" in ran.stdout


def test_a_rule_without_a_condition_holds_for_everyone(
    sluimer: Sluimer, plants: Path, change: Callable[[str, str | None, str], None]
) -> None:
    change("rules/care/stop.yaml", "  when: {height: {above: 200}}\n", "")
    ran = sluimer("show", "tall-plants-drink-less", "--knowledge", plants)
    assert "Geldt voor iedereen\n\nDan\n" in ran.stdout


def test_a_rule_under_a_setting_says_so(sluimer: Sluimer) -> None:
    ran = sluimer("show", "us-upper-limit-supplements", "--lang", "en")
    assert "  Only under upper_limit: us\n" in ran.stdout


def test_as_data_it_has_what_a_program_needs(sluimer: Sluimer, cared_for: Path) -> None:
    data = json.loads(sluimer("show", "wet-soil-stops-water", "--knowledge", cared_for, "--format", "json").stdout)
    assert data["cases"] == {"true": ["wet"], "false": ["dry"], "unknown": ["nobody"]}
    assert data["around"]["barred_by_it"] == ["thirsty-plants-get-water"]
    assert {"from": "fact:moisture", "to": "rule:wet-soil-stops-water", "label": "ten minste 60"} in data["chain"][
        "edges"
    ]
    assert (data["pack"], data["cites"], data["explained_by"]) == ("care", ["B4"], [])


@IN_PART
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_picture_is_one_file_that_needs_nothing(sluimer: Sluimer, language: str) -> None:
    ran = sluimer("show", "shortage-suspected", "--format", "svg", "--lang", language)
    assert ElementTree.fromstring(ran.stdout).tag.endswith("svg")
    assert "http" not in ran.stdout.replace("http://www.w3.org/2000/svg", "")
    assert sluimer("show", "shortage-suspected", "--format", "mermaid").stdout.startswith("flowchart LR\n")


def test_a_rule_that_is_not_there_is_told_with_one_that_is(sluimer: Sluimer, plants: Path) -> None:
    ran = sluimer("show", "wet-soil-stop-water", "--knowledge", plants, "--lang", "en")
    assert ran.exit_code == 1
    assert ran.stdout == ""
    assert "error: no name in this knowledge base is `wet-soil-stop-water`\n" in ran.stderr
    assert "did you mean `wet-soil-stops-water`?" in ran.stderr


def test_broken_cases_are_told_where_cases_are_needed_and_do_not_hide_the_picture(
    sluimer: Sluimer, plants: Path
) -> None:
    (plants / "rules" / "care" / "stop.cases.yaml").write_text("wet: {person: {moistur: 1}, expect: {}}\n")
    ran = sluimer("show", "wet-soil-stops-water", "--knowledge", plants, "--lang", "en")
    assert ran.exit_code == 1
    assert "`moistur` is not a fact" in ran.stderr
    assert sluimer("show", "wet-soil-stops-water", "--knowledge", plants, "--format", "svg").exit_code == 0


def test_a_rule_is_found_by_its_title(sluimer: Sluimer, plants: Path) -> None:
    told = sluimer("show", "wet SOIL", "--knowledge", plants, "--lang", "en").stdout
    assert told.startswith("Wet soil (wet-soil-stops-water)\n")
    assert sluimer("show", "natte", "--knowledge", plants).exit_code == 0


def test_what_fits_several_rules_names_them(sluimer: Sluimer) -> None:
    ran = sluimer("show", "nier")
    assert ran.exit_code == 1
    assert "`nier` past bij meer regels: " in ran.stderr
    assert "kidney-problems-ask-first" in ran.stderr


def test_the_net_of_all_rules_is_shown_a_line_for_each_condition(sluimer: Sluimer, plants: Path) -> None:
    ran = sluimer("show", "--net", "--knowledge", plants)
    assert ran.exit_code == 0
    assert "rule:drooping-means-thirsty = drooping" in ran.stdout.splitlines()


def test_a_rule_or_the_net_is_shown_and_not_both_or_neither(sluimer: Sluimer, plants: Path) -> None:
    for words in (["show"], ["show", "sun-is-better", "--net"]):
        ran = sluimer(*words, "--knowledge", plants, "--lang", "en")
        assert (ran.exit_code, ran.stderr) == (2, "sluimer show: error: give a name, or --net\n")


def test_anything_else_with_a_name_is_shown_with_where_it_is_used(sluimer: Sluimer, cared_for: Path) -> None:
    ran = sluimer("show", "moisture", "--knowledge", cared_for, "--lang", "en")
    assert ran.stdout == (
        "fact moisture\n"
        "  Moisture\n"
        "  How moist is the soil?\n"
        "    (a number in percent)\n"
        "  declared in facts/plant.yaml:15\n"
        "  in rules, behind `when`\n"
        "    - rules/care/stop.yaml:3 wet-soil-stops-water\n"
        "  in cases, behind `person`\n"
        "    - rules/care/stop.cases.yaml:2, 5\n\n"
        f"knowledge base: House plants ({cared_for})\n"
    )


def test_an_item_is_found_by_its_title(sluimer: Sluimer, plants: Path) -> None:
    assert sluimer("show", "Call now", "--knowledge", plants, "--lang", "en").stdout.startswith("item call_now\n")


def test_what_two_things_are_called_shows_both_or_the_kind_that_is_said(sluimer: Sluimer, plants: Path) -> None:
    both = json.loads(sluimer("show", "water", "--knowledge", plants, "--format", "json").stdout)["names"]
    assert [one["kind"] for one in both] == ["item", "topic"]
    assert "Geef {range}." in both[0]["text"]
    one = sluimer("show", "water", "--kind", "topic", "--knowledge", plants, "--lang", "en").stdout
    assert one.startswith("topic water\n  Water\n    - How much water (water)\n")


def test_only_a_rule_can_be_drawn(sluimer: Sluimer, plants: Path) -> None:
    ran = sluimer("show", "moisture", "--knowledge", plants, "--format", "svg", "--lang", "en")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "only a rule can be drawn" in ran.stderr
