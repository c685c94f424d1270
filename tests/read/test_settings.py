"""Settings: a choice between rules, made once by whoever runs the knowledge base."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sluimer
from sluimer import KnowledgeError
from sluimer.authoring.cases.coverage import Cell, make_coverage
from sluimer.authoring.cases.read import read_cases
from sluimer.authoring.cases.run import run_cases
from sluimer.read import read_knowledge

Change = Callable[[str, str | None, str], None]

STRICTNESS = """
settings:
  strictness:
    title: {nl: strengheid, en: strictness}
    options: {mild: {nl: mild, en: mild}, strict: {nl: streng, en: strict}}
    default: mild
units:
"""
RULE = """
little-water-when-strict:
  setting: {strictness: strict}
  then: {limit: {water: {at_most: 150 ml/week}}}
  because: {nl: Dat is streng., en: That is strict.}
  cites: [B2]
"""
THIRSTY = {"indoors": True, "drooping": True, "moisture": 30, "pests": []}


@pytest.fixture
def strict(plants: Path, change: Change) -> Path:
    """House plants with a setting that a rule is for."""
    change("rules/knowledge.yaml", "\nunits:\n", STRICTNESS)
    change("rules/care/strict.yaml", None, RULE)
    return plants


def most_water(kb: sluimer.KnowledgeBase) -> float | None:
    item = kb.consult(THIRSTY).advice.item("water")
    return item.range.most if item and item.range else None


def test_a_rule_for_a_setting_has_a_say_only_under_it(strict: Path) -> None:
    assert most_water(sluimer.load(strict, settings={"strictness": "strict"})) == 150
    assert most_water(sluimer.load(strict)) == most_water(sluimer.load(strict, settings={"strictness": "mild"})) == 250


def test_the_advice_names_the_settings_under_which_it_was_given(strict: Path) -> None:
    consultation = sluimer.load(strict, settings={"strictness": "strict"}).consult(THIRSTY)
    assert consultation.as_dict()["knowledge"]["settings"] == {"strictness": "strict"}  # type: ignore[index]
    assert sluimer.load(strict).consult(THIRSTY).advice.knowledge.settings == (("strictness", "mild"),)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"strictnes": "mild"}, "settings: error: `strictnes` is not a setting of this knowledge base"),
        ({"strictness": "hard"}, "settings: error: `hard` cannot stand in `strictness`"),
        ({"strictness": None}, "settings: error: `null` cannot stand in `strictness`"),
        ({"strictness": ["mild"]}, "settings: error: `\\[…\\]` cannot stand in `strictness`"),
        ({5: "mild"}, "settings: error: `5` is not a setting"),
        ("strictness=mild", "settings: error: `strictness=mild` is not a setting"),
        ([("strictness", "mild")], "settings: error: `\\[…\\]` is not a setting(.|\n)*the settings are `strictness`"),
    ],
)
def test_a_setting_that_does_not_exist_is_refused(strict: Path, settings: Any, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        sluimer.load(strict, settings=settings)


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"packs": [None]}, "packs: error: `null` is not a pack"),
        ({"packs": [["book"]]}, "packs: error: `\\[…\\]` is not a pack"),
        ({"packs": 5}, "packs: error: `5` is not a pack"),
        ({"audience": ["shop"]}, "audience: error: `\\[…\\]` is not an audience(.|\n)*there are no audiences yet"),
        ({"audience": 5}, "audience: error: `5` is not an audience"),
    ],
)
def test_a_choice_that_is_no_text_is_refused_as_one_that_is_not_there(
    strict: Path, chosen: dict[str, Any], message: str
) -> None:
    """As a program may read it from its own settings."""
    with pytest.raises(KnowledgeError, match=message):
        sluimer.load(strict, **chosen)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("strictness: strict}", "strictnes: strict}", "unknown-setting"),
        ("strictness: strict}", "strictness: hard}", "unknown-value"),
        ("strictness: strict}", "strictness: []}", "empty-list"),
        ("setting: {strictness: strict}", "setting: strict", "not-a-mapping"),
    ],
)
def test_a_rule_for_what_cannot_be_set_is_refused(
    strict: Path, change: Change, problems_of: Callable[[Path], list[str]], old: str, new: str, code: str
) -> None:
    change("rules/care/strict.yaml", old, new)
    (problem,) = problems_of(strict)
    assert problem.endswith(code)
    assert problem.startswith("rules/care/strict.yaml:3:")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("default: mild", "default: soft", "unknown-value"),
        ("    default: mild\n", "", "missing-key"),
        ("title: {nl: strengheid, en: strictness}", "title: {nl: strengheid}", "text-missing"),
        ("mild: {nl: mild, en: mild}", "Mild: {nl: mild, en: mild}", "bad-id"),
    ],
)
def test_a_setting_that_is_not_whole_is_refused(
    strict: Path, change: Change, problems_of: Callable[[Path], list[str]], old: str, new: str, code: str
) -> None:
    change("rules/knowledge.yaml", old, new)
    assert code in [problem.rpartition(" ")[2] for problem in problems_of(strict)]


def test_a_case_can_be_about_a_setting_and_about_packs(strict: Path, change: Change) -> None:
    person = "{indoors: yes, drooping: yes, moisture: 30 percent, pests: []}"
    change(
        "rules/care/strict.cases.yaml",
        None,
        f"""
when-strict:
  person: {person}
  settings: {{strictness: strict}}
  expect: {{range: {{water: {{at_most: 150 ml/week}}}}, fires: [little-water-when-strict]}}
when-mild:
  person: {person}
  expect: {{range: {{water: {{at_most: 250 ml/week}}}}, silent: [little-water-when-strict]}}
without-care:
  person: {person}
  packs: [book]
  settings: {{strictness: strict}}
  expect: {{range: {{water: {{at_most: 400 ml/week}}}}, fires: [little-water-when-strict]}}
""",
    )
    knowledge = read_knowledge(strict)
    cases, problems = read_cases(strict, knowledge)
    assert problems == ()
    results = run_cases(cases, knowledge)
    passed = {result.case.id: result.passed for result in results}
    assert passed == {"when-strict": True, "when-mild": True, "without-care": False}
    assert [one.found for result in results for one in result.differences] == ["rule-left-out"]
    (whole,) = (row for row in make_coverage(results, knowledge).rows if row.rule == "little-water-when-strict")
    assert whole.counts == {Cell.TRUE: 1, Cell.FALSE: 0, Cell.UNKNOWN: 0}


def test_the_american_upper_level_is_a_setting_of_the_bundled_knowledge() -> None:
    person = {"age": 41, "insomnia": True, "kidney_problems": False, "current_dose": 0, "suicidal_thoughts": False}
    sets: dict[str, list[str]] = {"medicines": [], "conditions": [], "life_stage": [], "side_effects": []}
    item = sluimer.load(settings={"upper_limit": "us"}).consult({**person, **sets}).advice.item("dose")
    assert item is not None
    assert item.range is not None
    assert (item.range.most, item.limited_by) == (350, ("us-upper-limit-supplements",))
