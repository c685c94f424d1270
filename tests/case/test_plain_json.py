"""A case that is JSON is read without its places first; what comes of it is what the reading with places gives."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluimer import CaseError, KnowledgeBase
from sluimer.case import Case, Places
from sluimer.case import read as reading
from sluimer.case.text import answers_in, parse_case, plain_json
from sluimer.messages import Problems

SCALARS = st.sampled_from(
    ["yes", "no", "Yes", "true", " yes ", "none", "unknown", "declined", "null", "", "ppi", "1.500", "41", " 41", "4 1",
     "250 mg/day", "citrate", "female", "\u200b41", "~", "male", True, False, None, 0, 41, 41.5, 1.500, 1e3, -1, 10**30]
)  # fmt: skip
NAMES = st.sampled_from(
    [
        "age",
        "insomnia",
        "sex",
        "medicines",
        "goals",
        "current_dose",
        "current_form",
        "egfr",
        "kidney_problems",
        "nobody",
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["includes", "excludes", "amount", "as"]), inner, max_size=2)
    ),
    max_leaves=5,
)


def with_places(base: KnowledgeBase, text: str) -> Case | list[str]:
    """What is read by the way that knows each place, whatever the text is."""
    problems = Problems()
    try:
        return base._reader._read(*answers_in(parse_case(text, "case", problems)), problems)
    except CaseError as error:
        return [problem.render("en") for problem in error.problems]


def as_it_is(base: KnowledgeBase, text: str) -> Case | list[str]:
    """What is read of a text."""
    try:
        return base.read_case(text)
    except CaseError as error:
        return [problem.render("en") for problem in error.problems]


@given(answers=st.dictionaries(NAMES, VALUES, max_size=4), indent=st.sampled_from([None, 1]))
def test_json_is_read_as_the_text_it_is(
    magnesium: KnowledgeBase, answers: dict[str, object], indent: int | None
) -> None:
    text = json.dumps(answers, indent=indent)
    assert as_it_is(magnesium, text) == with_places(magnesium, text)


@pytest.mark.parametrize(
    "text",
    [
        '{"age": 41, "age": 42}',
        '{"age": NaN}',
        '{"current_dose": Infinity}',
        '{"current_dose": 1.500}',
        '{"current_dose": {"amount": 1, "amount": 2, "as": "citrate"}}',
        "[]",
        "{",
        '{"age": 41} {"age": 42}',
        '{"a":' * 3000 + "1" + "}" * 3000,
    ],
)
def test_what_can_mean_two_things_in_json_is_refused_as_ever(magnesium: KnowledgeBase, text: str) -> None:
    told = as_it_is(magnesium, text)
    assert isinstance(told, list)
    assert told == with_places(magnesium, text)


def test_a_good_case_takes_the_quick_way(magnesium: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "parse_case", None)
    assert magnesium.read_case('{"age": 41, "medicines": ["ppi"]}').given["age"] == 41
    assert plain_json("age: 41") is None
    assert Places("case").of("age").path == "/age"
