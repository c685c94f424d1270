"""Numbers in a case: as they are, or as amounts of what was weighed whole, added up."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sluimer
from sluimer import CaseError, KnowledgeBase

Change = Callable[[str, str | None, str], None]
Number = int | float


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return sluimer.load()


def dose(kb: KnowledgeBase, answer: object) -> object:
    """The magnesium itself, out of this answer."""
    return kb.consult({"current_dose": answer}).case.values.get("current_dose")


@pytest.mark.parametrize(
    ("answer", "counts"),
    [
        ({"amount": 1000, "as": "citrate"}, 162),
        ({"amount": "1000 mg/day", "as": "citrate"}, 162),
        ([{"amount": 1000, "as": "citrate"}, 100], 262),
        ([{"amount": 100, "as": "oxide"}, {"amount": 100, "as": "oxide"}, "50 mg/day"], 170.6),
        ([100, 50], 150),
        ({"amount": 0, "as": "citrate"}, 0),
        (250, 250),
    ],
)
def test_the_parts_are_counted_and_added_up(kb: KnowledgeBase, answer: object, counts: Number) -> None:
    assert dose(kb, answer) == counts


@given(st.lists(st.integers(0, 900), min_size=1, max_size=5))
def test_plain_numbers_in_a_list_are_their_sum(kb: KnowledgeBase, numbers: list[int]) -> None:
    assert dose(kb, numbers) == sum(numbers)


@given(st.decimals(0, 9999, places=2))
def test_a_weighed_amount_is_never_more_than_its_weight(kb: KnowledgeBase, amount: object) -> None:
    counted = dose(kb, {"amount": amount, "as": "oxide"})
    assert isinstance(counted, int | float)
    assert counted <= float(amount)  # type: ignore[arg-type]  # a decimal


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"amount": 10, "as": "citrat"}, "answer-weighed"),
        ({"amount": 10, "as": None}, "answer-weighed"),
        ({"amount": 10}, "answer-weighed"),
        ({"as": "citrate"}, "answer-weighed"),
        ({"amount": 10, "as": "citrate", "per": "day"}, "answer-weighed"),
        ({}, "answer-weighed"),
        ([], "answer-weighed"),
        ([[1]], "answer-amount"),
        ([None], "answer-amount"),
        ([True], "answer-amount"),
        ({"amount": -5, "as": "citrate"}, "answer-out-of-bounds"),
        ([-5, 10], "answer-out-of-bounds"),
        ({"amount": 100000, "as": "citrate"}, "answer-out-of-bounds"),
        ([9000, 9000], "answer-out-of-bounds"),
        ({"amount": "10 g", "as": "citrate"}, "wrong-unit"),
        ({"amount": "unknown", "as": "citrate"}, "answer-amount"),
    ],
)
def test_what_is_no_amount_is_refused(kb: KnowledgeBase, answer: object, code: str) -> None:
    with pytest.raises(CaseError) as raised:
        kb.consult({"current_dose": answer})
    assert [problem.code for problem in raised.value.problems] == [code]


def test_every_problem_of_a_sum_is_told_at_its_place(kb: KnowledgeBase) -> None:
    with pytest.raises(CaseError) as raised:
        kb.consult({"current_dose": [True, -1, {"amount": "x", "as": "y"}, {"amount": 1}, 5]})
    found = [(problem.position.path, problem.code, dict(problem.words)["value"]) for problem in raised.value.problems]
    assert found == [
        ("/current_dose/0", "answer-amount", "yes"),
        ("/current_dose/1", "answer-out-of-bounds", "-1"),
        ("/current_dose/2/amount", "answer-amount", "x"),
        ("/current_dose/2/as", "answer-weighed", "y"),
        ("/current_dose/3", "answer-weighed", "{…}"),
    ]


@pytest.mark.parametrize("answer", [{"amount": 10, "as": "citrate"}, [10]])
def test_a_number_that_is_not_weighed_takes_one_number(kb: KnowledgeBase, answer: object) -> None:
    with pytest.raises(CaseError, match="takes a number"):
        kb.consult({"age": answer})


def test_the_trace_tells_what_was_counted(kb: KnowledgeBase) -> None:
    consultation = kb.consult({"current_dose": [{"amount": 1419, "as": "glycinate"}, 20]})
    assert consultation.trace.as_dict()["weighed"] == [
        {
            "fact": "current_dose",
            "amount": 1419,
            "as": "glycinate",
            "percent": 14.1,
            "counts": 200.079,
            "cites": ["S7.11"],
        }
    ]


def test_a_case_file_may_hold_weighed_amounts(kb: KnowledgeBase) -> None:
    case = kb.read_case("current_dose:\n  - amount: 1000 mg/day\n    as: citrate\n  - 100 mg/day\n")
    assert case.values["current_dose"] == 262


@pytest.mark.parametrize(
    ("weighed", "code"),
    [
        ("wet: {label: {nl: n, en: w}, percent: 0, cites: [B2]}", "not-a-percentage"),
        ("wet: {label: {nl: n, en: w}, percent: 100.5, cites: [B2]}", "not-a-percentage"),
        ("wet: {label: {nl: n, en: w}, percent: veel, cites: [B2]}", "not-a-number"),
        ("wet: {label: {nl: n, en: w}, percent: 50}", "missing-key"),
        ("wet: {label: {nl: n, en: w}, percent: 50, cites: [B99]}", "unknown-statement"),
        ("wet: {percent: 50, cites: [B2]}", "missing-key"),
        ("Wet: {label: {nl: n, en: w}, percent: 50, cites: [B2]}", "bad-id"),
        ("wet", "not-a-mapping"),
    ],
)
def test_what_cannot_be_weighed_is_refused(
    plants: Path, change: Change, problems_of: Callable[[Path], list[str]], weighed: str, code: str
) -> None:
    change(
        "facts/plant.yaml",
        "  height:\n    kind: number\n",
        f"  height:\n    kind: number\n    weighed_as:\n      {weighed}\n",
    )
    assert [problem.rpartition(" ")[2] for problem in problems_of(plants)] == [code]
