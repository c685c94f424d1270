"""Numbers for people: no mark that the reader's language has for thousands, and no exponent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sluimer
from sluimer.audit.record import check_record
from sluimer.knowledge.numeral import numeral
from sluimer.tell.speaker import Speaker

numbers = st.floats(0, 1e9, allow_nan=False).map(lambda number: round(number, 6)) | st.integers(0, 10**9)


@given(numbers, st.sampled_from(["nl", "nl-BE", "en", "de", "zh", "fr"]))
def test_a_numeral_says_the_number_and_the_checker_writes_the_same(number: float, language: str) -> None:
    written = numeral(number, language)
    assert written.replace(",", ".").replace(".", "").isdecimal()
    assert float(written.replace(",", ".")) == number
    assert check_record._numeral(number, language) == written  # type: ignore[no-untyped-call]  # it stands alone


@pytest.mark.parametrize(("language", "written"), [("nl", "0,0000001"), ("en", "0.0000001"), ("nl-NL", "0,0000001")])
def test_a_tiny_number_has_no_exponent(language: str, written: str) -> None:
    assert numeral(0.0000001, language) == written


def test_an_amount_with_decimals_is_told_with_a_comma_in_dutch_and_a_point_in_english() -> None:
    """In Dutch a point stands between thousands, so `90.453 mg` would be read as ninety thousand."""
    kb = sluimer.load()
    consultation = kb.consult({"age": 40, "current_dose": {"amount": 150.001, "as": "oxide"}})
    [part] = consultation.case.parts
    assert "150,001 mg" in Speaker(kb.knowledge, "nl").weighed(part)["amount"]
    assert "150.001 mg" in Speaker(kb.knowledge, "en").weighed(part)["amount"]
