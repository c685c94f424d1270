"""A column of any type of Arrow is read as what it says, or is refused; it is never taken for one that says nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa

import sluimer

JA = {"fact": "insomnia", "words": {"ja": "yes", "nee": "no"}}
BORN = {"fact": "age", "born": "day-month-year", "told_on": "2026-11-27"}
DAY = pa.array([date(2000, 1, 1)])


@pytest.mark.parametrize(
    ("values", "about", "code"),
    [
        (DAY, {"fact": "age"}, "answer-number"),
        (DAY, {"fact": "medicines"}, "answer-set"),
        (DAY, {**JA, "words": {"2000-01-01": "yes"}}, "answer-yes-no"),
        (pa.array([True]), {"fact": "age"}, "answer-number"),
        (pa.array([False]), {"fact": "medicines", "complete": True}, "word-unmapped"),
        (pa.array([["ja"]]), JA, "answer-yes-no"),
        (pa.array([["41"]]), {"fact": "age"}, "answer-number"),
        (pa.array([["2000-01-01"]]), BORN, "no-day"),
        (pa.array([20000101.0]), BORN, "no-day"),
        (pa.array([3_000_000], pa.date32()), BORN, "no-day"),
        (pa.array([-1_000_000], pa.date32()), BORN, "no-day"),
        (pa.array([2**62], pa.timestamp("s")), BORN, "no-day"),
        (pa.array([2**62], pa.timestamp("ns")), BORN, "born-after"),
        (pa.array([float("nan")]), {"fact": "egfr", "decimal": "comma"}, "number-not-so"),
        (pa.array([2**63 + 1], pa.uint64()), {"fact": "current_dose", "unit": "g/day"}, "turned-out-of-bounds"),
        (pa.array([Decimal("1" + "0" * 60)]), {"fact": "current_dose", "unit": "g/day"}, "turned-out-of-bounds"),
        (pa.array(["a" * 1_000_000]), JA, "word-unmapped"),
        (pa.array([b"ja"]), JA, "mapped-type"),
        (pa.array([1], pa.time32("s")), {"fact": "age"}, "mapped-type"),
        (pa.array([[["ppi"]]]), {"fact": "medicines"}, "mapped-type"),
        (pa.array([{"includes": ["ppi"]}]), {"fact": "medicines", "empty": "none"}, "mapped-type"),
        (pa.array([{"includes": ["ppi"]}]), {"fact": "medicines", "complete": True}, "mapped-type"),
        (pa.array([{"has": ["ppi"]}]), {"fact": "medicines"}, "mapped-type"),
    ],
)
def test_what_cannot_be_an_answer_is_told(
    magnesium: sluimer.KnowledgeBase, values: Any, about: dict[str, object], code: str
) -> None:
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen(pa.table({"x": values}), mapping={"columns": {"x": about}})
    assert code in [one.code for one in raised.value.problems]


@pytest.mark.parametrize(
    "values",
    [
        pa.array(["ja", "nee", None]),
        pa.array(["ja", "nee", None]).dictionary_encode(),
        pa.DictionaryArray.from_arrays(pa.array([0, 1, 2]), pa.array(["ja", "nee", None])),
        pa.RunEndEncodedArray.from_arrays([1, 2, 3], pa.array(["ja", "nee", None])),
        pa.array(["ja", "nee", None], pa.string_view()),
        pa.array(["x", "ja", "nee", None], pa.large_string())[1:],
        pa.array([True, False, None]),
    ],
)
def test_the_same_words_say_the_same_in_each(magnesium: sluimer.KnowledgeBase, values: Any) -> None:
    """The last says nothing, or what the mapping says of empty."""
    for about, last in ((JA, None), ({**JA, "empty": "no"}, False)):
        screened = magnesium.screen(pa.table({"x": values}), mapping={"columns": {"x": about}})
        for said, row in zip([True, False, last], screened.table.to_pylist(), strict=True):
            advice = magnesium.consult({"insomnia": said}).advice
            assert row["outcome"] == advice.outcome
            assert all(row[item.id] == item.state for item in advice.items)


@pytest.mark.parametrize(
    "kind",
    [
        pa.list_(pa.string()),
        pa.large_list(pa.large_string()),
        pa.list_view(pa.string()),
        pa.list_(pa.dictionary(pa.int8(), pa.string())),
        pa.list_(pa.string_view()),
    ],
)
def test_lists_say_the_same_in_each(magnesium: sluimer.KnowledgeBase, kind: Any) -> None:
    """Also with a character in a name that parts them inside, or with nothing in place of a name."""
    said: list[Any] = [["x"], ["ppi"], ["iron", "ppi"], [], None, ["a\x1fb", "ppi"], [None, "ppi"]]
    screened = magnesium.screen(
        pa.table({"x": pa.array(said, kind)[1:]}), mapping={"columns": {"x": {"fact": "medicines", "complete": True}}}
    )
    part = {"includes": ["ppi"]}
    cases: list[Any] = [["ppi"], ["iron", "ppi"], [], None, part, part]
    for case, row in zip(cases, screened.table.to_pylist(), strict=True):
        advice = magnesium.consult({"medicines": case}).advice
        assert all(row[item.id] == item.state for item in advice.items)
    assert [(one.rows, one.names) for one in screened.report.unplaced] == [(2, (("", 1), ("a\x1fb", 1)))]
