"""An age comes of a date of birth and the day on which it is told, which is never today unless that is said."""

from datetime import date, datetime
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa

import sluimer

ON = "2026-11-27"


def ages(kb: sluimer.KnowledgeBase, columns: dict[str, Any], **about: object) -> list[object]:
    """What is told of each person by age: a child or not, or what is wrong; and how many have none."""
    mapping = {"columns": {"b": {"fact": "age", "born": "day-month-year", "told_on": ON, **about}}}
    screened = kb.screen(pa.table(columns), mapping=mapping, on_bad_row="null")
    bad = {one.position.path.split("/")[1]: one.code for kind in screened.report.bad for one in kind.examples}
    told = {"not_covered": "child", "answers_needed": "adult"}
    outcomes = [told.get(str(one)) for one in screened.table.column("outcome").to_pylist()]
    found = [bad.get(str(row), outcome) for row, outcome in enumerate(outcomes, start=1)]
    silent = sum(one.not_asked + one.unknown + one.declined for one in screened.report.silences)
    return [*found, silent]


@pytest.mark.parametrize(
    ("born", "told"),
    [
        ("27-11-2008", "adult"),
        ("28-11-2008", "child"),
        ("7/3/1985", "adult"),
        ("7.3.1985", "adult"),
        ("1985-03-07", "adult"),
        ("1985-03-07 00:00:00", "adult"),
        ("29-2-2008", "adult"),
        ("30-2-2008", "no-day"),
        ("7-3-85", "no-day"),
        ("7-13-1985", "no-day"),
        ("41", "no-day"),
        ("7-3/1985", "no-day"),
        ("28-11-2026", "born-after"),
        ("27-11-2026", "child"),
        ("1-1-1850", "turned-out-of-bounds"),
        ("0000-01-01", "no-day"),
    ],
)
def test_a_date_of_birth_is_whole_years(magnesium: sluimer.KnowledgeBase, born: str, told: str) -> None:
    assert ages(magnesium, {"b": pa.array([born])}) == [told, 0]


@pytest.mark.parametrize("kind", [pa.date32(), pa.date64(), pa.timestamp("us"), pa.timestamp("s")])
def test_columns_of_days_need_no_order(magnesium: sluimer.KnowledgeBase, kind: Any) -> None:
    days = [datetime(2008, 11, 27, 12), datetime(2008, 11, 28, 12), None]
    values = [one.date() if one and pa.types.is_date(kind) else one for one in days]
    assert ages(magnesium, {"b": pa.array(values, kind)}, born="month-day-year") == ["adult", "child", "adult", 1]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Amsterdam", "+01:00"])
def test_a_moment_is_no_day(magnesium: sluimer.KnowledgeBase, zone: str) -> None:
    """Midnight in Amsterdam is the day before elsewhere, and somebody would be another age by where they are read."""
    moments = pa.array([datetime(2008, 11, 27, 23)], pa.timestamp("us", zone))
    for columns, told_on in (
        ({"b": moments}, ON),
        ({"b": ["1-1-2000"], "t": moments}, {"column": "t", "order": "day-month-year"}),
    ):
        with pytest.raises(sluimer.PopulationError) as raised:
            ages(magnesium, columns, told_on=told_on)
        assert [problem.code for problem in raised.value.problems] == ["day-in-a-zone"]


def test_who_has_no_date_or_no_day_has_no_age(magnesium: sluimer.KnowledgeBase) -> None:
    born = pa.array(["1-1-2000", None, "", "1-1-2000", "1-1-2000", "weet niet"])
    told = pa.array(["26/11/2026 9:41:12 AM GMT+1", "1/1/2026", "x", None, "x", "x"])
    about = {"told_on": {"column": "t", "order": "day-month-year"}, "unknown": ["weet niet"]}
    assert ages(magnesium, {"b": born, "t": told}, **about) == ["adult"] * 4 + ["no-told-day", "adult", 4]


def test_each_is_told_on_a_day_of_their_own(magnesium: sluimer.KnowledgeBase) -> None:
    born = pa.array([date(2008, 5, 1)] * 3)
    told = pa.array(["4/30/2026", "5/1/2026", "13/1/2026"])
    about = {"told_on": {"column": "t", "order": "month-day-year"}}
    assert ages(magnesium, {"b": born, "t": told}, **about) == ["child", "adult", "no-told-day", 0]


def test_today_counts_where_it_is_said_and_is_noted(magnesium: sluimer.KnowledgeBase) -> None:
    mapping = {"columns": {"b": {"fact": "age", "born": "day-month-year", "told_on": "today"}}}
    screened = magnesium.screen(pa.table({"b": ["1-1-2000"]}), mapping=mapping)
    assert screened.report.mapping is not None
    assert screened.report.mapping["told_on"] == {"b": date.today().isoformat()}


def test_what_is_wrong_names_the_column_and_the_value_that_came_in(magnesium: sluimer.KnowledgeBase) -> None:
    mapping = {"columns": {"b": {"fact": "age", "born": "day-month-year", "told_on": ON}}}
    with pytest.raises(sluimer.PopulationError) as raised:
        magnesium.screen(pa.table({"b": ["1-1-2000", "1-1-1850"]}), mapping=mapping)
    said = raised.value.render("en")
    assert "frame#/b: error: `b` cannot be read in 1 row" in said
    assert "frame#/2/b: error: `b` has `1-1-1850`, which is 176 years; `age` lies between 0 and 120" in said
