"""The record of a decision: whole, by a published form, and the same to the byte."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sluimer
from audit.record.conftest import RECORD, Record, read_back, records_of
from sluimer.audit.record import FORMAT, canonical, digest_of, make_record

THEN = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(), part, max_size=4),
    max_leaves=20,
)  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The published form."""
    read: dict[str, Any] = json.loads((RECORD / "decision.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(read)
    return read


def test_every_record_has_the_published_form(records: list[Record], schema: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(schema)
    assert schema["title"] == FORMAT
    validator.validate(records[0])
    of_persons = {**schema, "properties": {**schema["properties"], "knowledge": {}}}  # which all of them share
    for record in records[:20]:
        jsonschema.Draft202012Validator(of_persons).validate(record)


def test_the_form_is_strict(records: list[Record], schema: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(schema)
    for key in ("case", "result", "knowledge", "engine"):
        assert not validator.is_valid({**records[0], key: {**records[0][key], "more": 1}})
        assert not validator.is_valid({name: part for name, part in records[0].items() if name != key})


def test_the_same_decision_is_the_same_to_the_byte(plant_care: sluimer.KnowledgeBase) -> None:
    consultation = plant_care.consult({"moisture": 70, "indoors": True})
    one, other = (canonical(make_record(consultation, "en", "id-1", THEN)) for _ in range(2))
    assert one == other
    assert digest_of(json.loads(one)) == digest_of(json.loads(other))


def test_a_record_says_what_was_given_assumed_implied_and_not_told(plant_care: sluimer.KnowledgeBase) -> None:
    answers = {
        "moisture": 5,
        "indoors": True,
        "height": "unknown",
        "light": "declined",
        "pests": {"includes": ["mites"]},
    }
    case = make_record(plant_care.consult(answers), "en", "id-1", THEN)["case"]
    assert case["given"] == {"moisture": 5, "indoors": True, "pests.mites": True}
    assert (case["unknown"], case["declined"], case["assumed"]) == (["height"], ["light"], ["gardener_agreed"])
    assert case["implied"] == [{"slot": "drooping", "value": True, "source": "moisture", "instead_of": None}]
    assert case["values"] == {**case["given"], "drooping": True, "gardener_agreed": False}


def test_a_record_says_what_stopped_each_rule(plant_care: sluimer.KnowledgeBase) -> None:
    result = make_record(plant_care.consult({"moisture": 59}), "en", "id-1", THEN)["result"]
    assert result["stopped"]["wet-soil-stops-water"] == [
        {
            "name": "moisture", "wanted": {"at_least": 60}, "negated": False, "met": 59, "origin": "answered",
            "truth": False,
        }
    ]  # fmt: skip
    assert set(result["stopped"]) | set(result["fired"]) == set(result["rules"])


def test_the_time_is_that_of_the_decision_in_utc(plant_care: sluimer.KnowledgeBase) -> None:
    consultation = plant_care.consult({})
    there = THEN.astimezone(timezone(timedelta(hours=2)))
    assert make_record(consultation, time=there)["time"] == "2026-11-24T12:30:00.000Z"
    for time in (datetime(2026, 11, 24, 12, 30), datetime(2026, 11, 24).date(), "2026-11-24"):
        with pytest.raises(ValueError, match="time zone"):
            make_record(consultation, time=time)  # type: ignore[arg-type]  # that is what is refused


def test_every_decision_has_an_id_of_its_own(plant_care: sluimer.KnowledgeBase) -> None:
    consultation = plant_care.consult({})
    assert len({make_record(consultation)["id"] for _ in range(50)}) == 50


@given(plain)
def test_canonical_bytes_are_those_of_the_checker_too(checker: Any, data: object) -> None:
    """Two ways of writing by RFC 8785, one of a library and one of the checker, agree on every byte."""
    record = {"data": data}
    assert checker.canonical(record) == canonical(record)


def test_records_of_another_guide_are_as_good(checker: Any, plant_care: sluimer.KnowledgeBase) -> None:
    for record in records_of(plant_care, 50, seed=2):
        checker.check(read_back(record))
