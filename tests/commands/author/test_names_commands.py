"""`sluimer uses` and `sluimer rename`, as an author types them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.conftest import Sluimer
from conftest import ROOT
from sluimer.authoring.names.mention import NameKind
from sluimer.messages import spoken
from sluimer.messages.texts import COMMANDS, template

Change = Callable[[str, str | None, str], None]

MOISTURE = """fact moisture
  declared in facts/plant.yaml:15
  in rules, behind `when`
    - rules/care/stop.yaml:3 wet-soil-stops-water
  in cases, behind `person`
    - rules/care/stop.cases.yaml:2, 5

knowledge base: House plants ({folder})
"""


def test_the_uses_of_a_name_are_grouped_by_what_uses_it_and_how(sluimer: Sluimer, cared_for: Path) -> None:
    ran = sluimer("uses", "moisture", "--knowledge", cared_for, "--lang", "en")
    assert ran.stdout == MOISTURE.format(folder=cared_for)


def test_the_uses_of_a_name_are_data_too(sluimer: Sluimer, cared_for: Path) -> None:
    [moisture] = json.loads(sluimer("uses", "moisture", "--knowledge", cared_for, "--json").stdout)["names"]
    assert (moisture["kind"], moisture["name"]) == ("fact", "moisture")
    assert [(one["file"], one["line"], one["declares"]) for one in moisture["places"]] == [
        ("facts/plant.yaml", 15, True),
        ("rules/care/stop.yaml", 3, False),
        ("rules/care/stop.cases.yaml", 2, False),
        ("rules/care/stop.cases.yaml", 5, False),
    ]


def test_all_that_is_called_so_is_told_or_one_kind_of_it(sluimer: Sluimer, plants: Path) -> None:
    both = sluimer("uses", "water", "--knowledge", plants, "--lang", "en").stdout
    assert "item water\n" in both
    assert "\ntopic water\n" in both
    assert "topic water" not in sluimer("uses", "water", "--kind", "item", "--knowledge", plants, "--lang", "en").stdout


def test_a_name_that_is_near_another_is_asked_back(sluimer: Sluimer, plants: Path) -> None:
    ran = sluimer("uses", "mositure", "--knowledge", plants)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "bedoelde u `moisture`?" in ran.stderr


def test_a_broken_knowledge_base_is_searched_as_far_as_it_can_be_read(
    sluimer: Sluimer, plants: Path, change: Change
) -> None:
    change("rules/care/more.yaml", None, "rule: {when: [\n")
    change("rules/book/more.yaml", None, "half:\n  when: {moisture: {at_least: 3 percent}, wetness: yes}\n")
    ran = sluimer("uses", "moisture", "--knowledge", plants, "--lang", "en")
    assert "    - rules/book/more.yaml:2 half\n" in ran.stdout
    assert "not looked in: rules/care/more.yaml. What is wrong there, this says: sluimer check\n" in ran.stdout
    unknown = sluimer("uses", "wetness", "--knowledge", plants, "--lang", "en")
    assert "fact wetness\n  declared nowhere; it is only named\n" in unknown.stdout


def test_a_name_is_changed_everywhere(sluimer: Sluimer, cared_for: Path) -> None:
    before = sluimer("check", cared_for).stdout
    told = sluimer("rename", "moisture", "wetness", "--knowledge", cared_for, "--lang", "en")
    assert told.stdout == (
        "`moisture` is now called `wetness`: 4 places in 3 files\n"
        "whoever sends in or keeps answers under `moisture` must write the new name there too\n"
        f"knowledge base: House plants ({cared_for})\n"
    )
    assert sluimer("check", cared_for).stdout == before
    assert sluimer("test", cared_for).exit_code == 0
    assert sluimer("uses", "moisture", "--knowledge", cared_for).exit_code == 1


def test_what_can_mean_two_things_is_not_changed_before_it_is_said_which(sluimer: Sluimer, plants: Path) -> None:
    ran = sluimer("rename", "water", "drink", "--knowledge", plants, "--lang", "en")
    assert ran.exit_code == 1
    assert "help: say which, such as with `--kind item`" in ran.stderr
    assert sluimer("rename", "water", "drink", "--kind", "topic", "--knowledge", plants).exit_code == 0
    assert "main_topic: drink" in (plants / "rules/knowledge.yaml").read_text("utf-8")
    assert sluimer("check", plants).exit_code == 0


def test_a_broken_knowledge_base_is_mended_first(sluimer: Sluimer, plants: Path, change: Change) -> None:
    change("rules/care/more.yaml", None, "rule: {when: [\n")
    before = {path: path.read_bytes() for path in plants.rglob("*.yaml")}
    ran = sluimer("rename", "moisture", "wetness", "--knowledge", plants)
    assert ran.exit_code == 1
    assert ran.stderr.startswith("rules/care/more.yaml:2:1: fout: ")
    assert {path: path.read_bytes() for path in plants.rglob("*.yaml")} == before


def test_the_schemas_of_an_editor_go_along(sluimer: Sluimer, plants: Path) -> None:
    assert sluimer("schema", plants).exit_code == 0
    assert sluimer("rename", "moisture", "wetness", "--knowledge", plants).exit_code == 0
    assert '"wetness"' in (plants / "schemas/rules.schema.json").read_text("utf-8")
    assert "schema-stale" not in sluimer("check", plants).stdout


def test_the_example_of_the_help_is_a_name_of_the_guide(sluimer: Sluimer) -> None:
    assert sluimer("uses", "egfr", "--knowledge", ROOT).exit_code == 0


@pytest.mark.parametrize("kind", NameKind)
def test_every_kind_of_name_has_words(kind: NameKind) -> None:
    assert all(template(COMMANDS, f"named-{kind}", language) for language in spoken())
