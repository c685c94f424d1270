"""A rule's texts name the numbers of that rule, and an item's text the limit that holds for its reader."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import sluimer
from sluimer.audit.record import make_record
from sluimer.audit.record.check_record import Wrong, check
from sluimer.meaning.reference import evaluate

Change = Callable[[str, str | None, str], None]
ProblemsOf = Callable[[Path], list[str]]

RULES = "rules/book/numbers.yaml"


DRY = "{conclude: thirsty}"


def _rule(when: str, then: str, text: str) -> str:
    return f"numbered: {{when: {when}, then: {then}, because: {{nl: {text}, en: {text}}}, cites: [B2]}}\n"


@pytest.mark.parametrize(
    ("when", "then", "text", "nl", "en"),
    [
        ("{moisture: {below: 12.5 percent}}", DRY, "'<{moisture.below}'", "<12,5 procent", "<12.5 percent"),
        ("{moisture: {below: 12.5}}", DRY, "'<{moisture.below.number}'", "<12,5", "<12.5"),
        ("{height: {above: 3}}", DRY, "'>{height.above}.'", ">3.", ">3."),
        ("{height: {at_least: 1, at_most: 3}}", DRY, "'{height.at_least}-{height.at_most}'", "1-3", "1-3"),
        ("{not: {height: {at_least: 2}}}", DRY, "'{height.at_least} {height.at_least}'", "2 2", "2 2"),
        ("{any: [{height: {below: 2}}, {pests: none, height: {below: 2}}]}", DRY, "'{height.below}'", "2", "2"),
        ("{pests: none}", "{limit: {water: {at_most: 2.5 ml/week}}}", "'{limit}'", "2,5 ml per week", "2.5 ml a week"),
        (
            "{drooping: yes}",
            "{advise: {water: {from: 100 ml/week, to: 300 ml/week, start: 150 ml/week}}}",
            "'{range}, {start}'",
            "100 tot 300 ml per week, 150 ml per week",
            "100 to 300 ml a week, 150 ml a week",
        ),
    ],
)  # fmt: skip
def test_a_reason_names_the_numbers_of_its_rule(
    when: str, then: str, text: str, nl: str, en: str, plants: Path, change: Change
) -> None:
    """As each language prints them, with their unit unless it is left out."""
    change(RULES, None, _rule(when, then, text))
    because = sluimer.load(plants).knowledge.rules["numbered"].because
    assert (because.in_language("nl"), because.in_language("en")) == (nl, en)


@pytest.mark.parametrize(
    ("when", "then", "text", "codes"),
    [
        ("{moisture: {below: 20}}", DRY, "'{moisture.above}'", ["unknown-place"] * 2),
        ("{moisture: {below: 20}}", DRY, "'{moisture}'", ["unknown-place"] * 2),
        ("{moisture: {below: 20}}", DRY, "'{ moisture.below }'", ["unknown-place"] * 2),
        ("{drooping: yes}", DRY, "'{limit}'", ["unknown-place"] * 2),
        ("{drooping: yes}", "{prefer: sunny_spot}", "'{range}'", ["unknown-place"] * 2),
        ("{thirsty: yes}", "{prefer: sunny_spot}", "'{moisture.below}'", ["unknown-place"] * 2),
        (
            "{any: [{height: {below: 2}}, {height: {below: 3}}]}",
            DRY,
            "'{height.below}'",
            ["ambiguous-place"] * 2,
        ),
        ("{heigth: {below: 2}}", DRY, "'{heigth.below}'", ["unknown-test"]),
        ("{height: {below: two}}", DRY, "'{height.below}'", ["not-a-number"]),
    ],
)
def test_a_number_that_a_rule_does_not_have_or_has_twice_is_refused(
    when: str, then: str, text: str, codes: list[str], plants: Path, change: Change, problems_of: ProblemsOf
) -> None:
    """And of a condition that cannot be read nothing more is said."""
    change(RULES, None, _rule(when, then, text))
    assert [one.split()[-1] for one in problems_of(plants)] == codes


CARE = """
topics:
  care:
    title: {nl: Zorg, en: Care}
    items:
      never_more:
        title: {nl: Nooit meer, en: Never more}
        text: {nl: "Nooit meer dan {limit}.", en: "Never more than {limit}."}
"""
LIMITS = """
always: {then: [limit: {water: {at_most: 300.5 ml/week}}, advise: never_more], because: {nl: a, en: a}, cites: [B2]}
small: {when: {height: {below: 9}}, then: {limit: {water: {at_most: 200 ml/week}}}, because: {nl: b, en: b}, cites: B2}
tiny: {when: {height: {below: 3}}, then: {limit: {water: {at_most: 150 ml/week}}}, because: {nl: c, en: c}, cites: [B2]}
"""


@pytest.fixture
def limited(plants: Path, change: Change) -> Path:
    """House plants with three limits, and an item that says the strictest one."""
    change("facts/care.yaml", None, CARE)
    change(RULES, None, LIMITS)
    change("rules/knowledge.yaml", "topics: [", "topics: [care, ")
    return plants


@pytest.mark.parametrize(
    ("answers", "said", "limited_by"),
    [
        ({"height": 12}, "Nooit meer dan 300,5 ml per week.", ()),
        ({"height": 5}, "Nooit meer dan 200 ml per week.", ("small",)),
        ({"height": 2}, "Nooit meer dan 150 ml per week.", ("tiny",)),
        ({}, "Nooit meer dan 150 ml per week.", ("tiny",)),
    ],
)
def test_the_strictest_limit_that_is_not_ruled_out_is_said(
    answers: dict[str, object], said: str, limited_by: tuple[str, ...], limited: Path
) -> None:
    """So while its answer is missing it holds, and the answer is asked."""
    kb = sluimer.load(limited)
    consultation = kb.consult({"indoors": True, **answers})
    [item] = [one for one in json.loads(consultation.to_json("nl"))["items"] if one["id"] == "never_more"]
    assert item["text"] == said
    assert consultation.advice.item("never_more").limited_by == limited_by  # type: ignore[union-attr]
    assert ("height" in consultation.questions) is (not answers)
    assert item["limit"] == {
        "at_most": evaluate(kb.knowledge, consultation.case).limits["never_more"],
        "unit": "ml/week",
    }


def test_the_checker_fills_in_the_limit_by_itself(limited: Path) -> None:
    """And finds a text that says another number, and a rule that no longer sets what it must."""
    kb = sluimer.load(limited)
    for language, told in (("nl", "300,5 ml per week"), ("en", "300.5 ml a week")):
        record = make_record(kb.consult({"indoors": True, "height": 12}), language)
        check(record)
        [item] = [one for one in record["result"]["items"] if one["id"] == "never_more"]
        assert told in item["text"]
        item["text"] = item["text"].replace("300", "400")
        with pytest.raises(Wrong, match=r"never_more\.text"):
            check(record)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("limit: {water: {at_most: 300.5 ml/week}}, ", "", f"{RULES}:2:1 limit-told-of-nothing"),
        (", advise: never_more", "", "facts/care.yaml:6:7 limit-told-of-nothing"),
    ],
)
def test_a_limit_that_nothing_sets_is_refused(
    old: str, new: str, found: str, limited: Path, change: Change, problems_of: ProblemsOf
) -> None:
    change(RULES, old, new)
    assert problems_of(limited) == [found]


def test_each_language_says_the_limit(limited: Path, change: Change, problems_of: ProblemsOf) -> None:
    change("facts/care.yaml", 'en: "Never more than {limit}."', "en: Never too much.")
    assert problems_of(limited) == ["facts/care.yaml:8:51 place-missing"]


def test_the_scope_names_its_own_number(plants: Path, change: Change) -> None:
    change("rules/knowledge.yaml", "when: {indoors: yes}", "when: {height: {at_least: 2}}")
    change("rules/knowledge.yaml", "en: The book is about indoors.", 'en: "From {height.at_least}."')
    assert sluimer.load(plants).knowledge.manifest.scope.because.in_language("en") == "From 2."


def test_the_question_that_may_lift_a_told_limit_says_so(limited: Path) -> None:
    """Though the item that is limited is not called for."""
    consultation = sluimer.load(limited).consult({"indoors": True, "drooping": False})
    assert consultation.stakes("height").stopping == ("small", "tall-plants-drink-less", "tiny")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("at_most: 300.5 ml/week", "at_mots: 300.5 ml/week", "unknown-key"),
        ("at_most: 300.5 ml/week", "at_most: 300.5 mg", "wrong-unit"),
        ("advise: never_more", "advise: ever_more", "unknown-item"),
    ],
)
def test_where_a_limit_cannot_be_read_nothing_is_said_of_the_text_that_says_it(
    old: str, new: str, code: str, limited: Path, change: Change, problems_of: ProblemsOf
) -> None:
    change(RULES, old, new)
    assert [one.split()[-1] for one in problems_of(limited)] == [code]
