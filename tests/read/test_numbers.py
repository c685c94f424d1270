"""A number that can be read in two ways is refused wherever text is read, with both readings."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluimer import CaseError, KnowledgeBase
from sluimer.authoring.cases.read import read_cases
from sluimer.read import check_knowledge, read_knowledge
from sluimer.read.numbers import digits_and_unit, plain_number, two_readings, written_number

Change = Callable[[str, str | None, str], None]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("5.000", ("5000", "5")),
        ("1.500", ("1500", "1.5")),
        ("1,200", ("1200", "1.2")),
        ("1.050", ("1050", "1.05")),
        ("-2.500", ("-2500", "-2.5")),
        ("999.999", ("999999", "999.9990")),
        ("1.125", ("1125", "1.1250")),
        ("12,345", ("12345", "12.3450")),
    ],
)
def test_three_digits_behind_one_mark_have_two_readings_that_can_be_written(
    text: str, readings: tuple[str, str]
) -> None:
    assert two_readings(text) == readings
    assert plain_number(text) is None
    assert [plain_number(each) for each in readings] == [float(each) for each in readings]


@pytest.mark.parametrize(
    "text",
    [
        "0.125",
        "0.500",
        "-0.500",
        "0,500",
        "5.0",
        "5.00",
        "12.3456",
        "1.1250",
        "1234.567",
        "1.234.567",
        "1.2345",
        "5000",
    ],
)
def test_a_number_that_cannot_hold_thousands_has_one_reading(text: str) -> None:
    assert two_readings(text) is None


@pytest.mark.parametrize(
    "text", ["1.234.567", "1,234,567", "1.234,5", "1e3", "\u0661\u0662", "5_000", "5'000", "+5", ".5", "1,5"]
)
def test_what_is_no_plain_number_stays_none(text: str) -> None:
    assert plain_number(text) is None


@given(st.decimals(-10_000, 10_000, places=4) | st.integers(-10_000, 10_000))
def test_a_number_that_is_written_is_read_as_itself(number: Decimal | int) -> None:
    """A program that writes a case for someone writes nothing that can be read in two ways."""
    value = float(number)
    text = written_number(value)
    assert "e" in text or plain_number(text) == value


@pytest.mark.parametrize(
    ("amount", "parts"),
    [
        ("250 mg/day", ("250", "mg/day")),
        (" 250   mg per day ", ("250", "mg per day")),
        ("5 000 mg", ("5 000", "mg")),
        ("250", ("250", "")),
        ("", ("", "")),
    ],
)
def test_groups_of_digits_stay_together(amount: str, parts: tuple[str, str]) -> None:
    """Else `5 000` would be 5 in a unit called 000."""
    assert digits_and_unit(amount) == parts


def _codes(kb: KnowledgeBase, case: str) -> list[str]:
    with pytest.raises(CaseError) as raised:
        kb.read_case(case)
    return [problem.code for problem in raised.value.problems]


@pytest.mark.parametrize(
    "case",
    [
        "current_dose: 5.000",
        "current_dose: '5.000'",
        "current_dose: 5.000 mg/day",
        "current_dose: 5.000mg/day",
        '{"current_dose": 5.000}',
        '{"current_dose": "5.000"}',
        "{current_dose: 5.000}",
        "current_dose: {amount: 1.500, as: oxide}",
        "current_dose: [100, {amount: 1.500 mg/day, as: oxide}]",
        "current_dose: [100, 1.500]",
        "age: 1.041",
    ],
)
def test_an_answer_with_two_readings_is_refused_in_every_text(magnesium: KnowledgeBase, case: str) -> None:
    """As 5 it is harmless, as 5000 an emergency. JSON would allow only one of them, but people write JSON too."""
    assert _codes(magnesium, case) == ["number-two-ways"]


@pytest.mark.parametrize(
    "case", ["{current_dose: 1,200}", '{"current_dose": 1,200}', "{current_dose: {amount: 1,200, as: oxide}}"]
)
def test_an_answer_that_a_comma_splits_is_no_answer_of_one(magnesium: KnowledgeBase, case: str) -> None:
    assert _codes(magnesium, case) == ["comma-two-ways"]


@pytest.mark.parametrize("answer", ["5.000", "1,200", {"amount": "1.500", "as": "oxide"}, [100, "1.500 mg/day"]])
def test_a_text_from_python_is_refused_as_well(magnesium: KnowledgeBase, answer: object) -> None:
    with pytest.raises(CaseError) as raised:
        magnesium.consult({"current_dose": answer})
    assert [problem.code for problem in raised.value.problems] == ["number-two-ways"]


@pytest.mark.parametrize(
    "answer", [5.0, 1.125, Decimal("5.000"), "5.0", "0.500", "1.1250", "250.00 mg/day", "1234.567"]
)
def test_a_number_that_is_none_of_these_is_taken(magnesium: KnowledgeBase, answer: object) -> None:
    """A number of Python, JSON read by a program, or a text without doubt."""
    assert magnesium.consult({"current_dose": answer}).case.values["current_dose"] == float(str(answer).split()[0])


def test_the_help_names_both_readings_with_their_unit(magnesium: KnowledgeBase) -> None:
    with pytest.raises(CaseError) as raised:
        magnesium.read_case("current_dose: 2.500 mg/day")
    (problem,) = raised.value.problems
    assert problem.help("en") == "write `2500 mg/day` or `2.5 mg/day`"
    assert problem.help("nl") == "schrijf `2500 mg/day` of `2.5 mg/day`"


@pytest.mark.parametrize("text", ["5 000", "5 000 mg/day", "5\u00a0000", "1.234.567", "5_000", "\u0665"])
def test_other_ways_to_write_thousands_are_no_number(magnesium: KnowledgeBase, text: str) -> None:
    """And never a smaller number in a strange unit."""
    assert _codes(magnesium, f"current_dose: {text}") == ["answer-number"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rules/care/stop.yaml", "{above: 200}", "{above: 1.200}"),
        ("rules/care/stop.yaml", "{above: 200}", '{below: "1,200"}'),
        ("rules/care/stop.yaml", "{at_least: 60 percent}", "{at_least: 60.000 percent}"),
        ("rules/care/stop.yaml", "{at_most: 250 ml/week}", "{at_most: 1.500 ml/week}"),
        ("rules/care/stop.yaml", "{at_most: 250 ml/week}", "{at_most: 1.500ml/week}"),
        ("rules/care/stop.yaml", "count: 2", "count: 2.000"),
        ("rules/book/water.yaml", "to: 400 ml/week", "to: 1.400 ml/week"),
        ("rules/book/water.yaml", "start: 200 ml/week", "start: 100.200 ml/week"),
        ("facts/plant.yaml", "highest: 100", "highest: 1.200"),
        ("facts/plant.yaml", "lowest: 0", "lowest: -1.200"),
        ("facts/plant.yaml", "{below: 10 percent}", "{below: 10.000 percent}"),
        (
            "facts/plant.yaml",
            "height:\n    kind: number\n",
            "height:\n    kind: number\n    weighed_as: {pot: {label: {nl: p, en: p}, percent: 14.125, cites: [B2]}}\n",
        ),
    ],
)
def test_a_number_with_two_readings_is_refused_in_facts_and_rules(
    file: str, old: str, new: str, plants: Path, change: Change
) -> None:
    change(file, old, new)
    assert [problem.code for problem in check_knowledge(plants)[1]] == ["number-two-ways"]


@pytest.mark.parametrize(
    "body",
    [
        "person: {height: 1.500}\n  expect: {outcome: advice}",
        "person: {}\n  expect: {range: {water: {at_most: 1.500 ml/week}}}",
    ],
)
def test_a_number_with_two_readings_is_refused_in_a_file_with_cases(body: str, plants: Path, change: Change) -> None:
    change("rules/book/tall.cases.yaml", None, f"tall:\n  {body}\n")
    assert [problem.code for problem in read_cases(plants, read_knowledge(plants))[1]] == ["number-two-ways"]
