"""Answers that cannot be meant are refused in JavaScript as in Python, with the same codes at the same places."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reach.javascript import JavaScript, needs_node, running
from sluimer import CaseError, KnowledgeBase
from sluimer.case import Case, CaseReader
from sluimer.knowledge.numeral import numeral
from tries import tries

pytestmark = needs_node

WORDS = (
    "yes", "NO", "true", "unknown", "declined", "none", "", " ", "ppi", "PPI", "male", "constructor", "__proto__",
    "toString", "5.000", "5,000", "0.500", "1.5", "1,5", "007", "1e3", "0x10", "-3", "+3", "250 mg", "250mg",
    "1.500mg", "1.500 mg", "5 000 mg", "250 g", "250 ml", "12 years", "99999999999999999", "0.1234567890123456", "mg",
    "٣", "1_000", " 12 ",
)  # fmt: skip
NUMBERS = (0, -1, 1, 0.1, 1e-7, 12.5, 250, 1e15, -1e15, 999999999999999, 1e300, -0.0)
FACTS = (
    "age", "egfr", "current_dose", "sex", "current_form", "goals", "medicines", "insomnia", "kidney_problems", "ag",
    "constructor", "__proto__", "hasOwnProperty", "valueOf", "a/b", "a~b", "",
)  # fmt: skip
plain = st.sampled_from([None, True, False, *WORDS, *NUMBERS])
amounts = st.fixed_dictionaries(
    {}, optional={"amount": plain, "as": st.sampled_from(["oxide", "citrate", "none", 3]), "amount,as": plain}
)
values = st.one_of(
    plain,
    st.lists(st.one_of(plain, amounts), max_size=3),
    amounts,
    st.dictionaries(
        st.sampled_from(["includes", "excludes", "Includes", "__proto__"]), st.one_of(plain, st.lists(plain))
    ),
)
answers = st.dictionaries(st.sampled_from(FACTS), values, max_size=5)


@pytest.fixture(scope="module")
def javascript() -> Iterator[JavaScript]:
    """The module, running."""
    with running() as found:
        yield found


@given(said=st.one_of(answers, answers, answers, values))
@example({"current_dose": [{"amount": 500, "as": "oxide"}, 0.1, 0.2]})
@example({"current_dose": {"amount": 0.3, "as": "glycinate"}})
@settings(max_examples=tries(2500))
def test_it_refuses_what_python_refuses_and_reads_the_rest_alike(
    javascript: JavaScript, magnesium: KnowledgeBase, said: object
) -> None:
    told = javascript.consult(magnesium, said, ())
    case, problems = read(magnesium, said)
    assert {tuple(one) for one in told.get("problems", ())} == problems
    if case:
        assert told["values"] == case.values
        assert told["weighed"] == [one.as_dict() for one in case.parts]


def read(kb: KnowledgeBase, said: object) -> tuple[Case | None, set[tuple[str, str]]]:
    """The case, or what is wrong with it, each with its place and its code."""
    try:
        return CaseReader(kb.knowledge.vocabulary).read_mapping(said), set()
    except CaseError as error:
        return None, {(one.position.path, one.code) for one in error.problems}


@pytest.mark.parametrize("word", ["unknwon", "declind"])
def test_a_misspelt_word_in_a_list_is_an_unknown_option_there(
    javascript: JavaScript, magnesium: KnowledgeBase, word: str
) -> None:
    """The one difference: no near names are looked for."""
    assert javascript.consult(magnesium, {"goals": [word]}, ())["problems"] == [["/goals/0", "unknown-option"]]
    with pytest.raises(CaseError) as caught:
        magnesium.read_case({"goals": [word]})
    assert [one.code for one in caught.value.problems] == ["answer-in-list"]


NUMBERS_AT_THE_EDGE = (
    1e-5, 1.5e-5, 1e-17, -1e-17, 12345678.00390625, 12345678.01171875, 2**-16, 3 * 2**-17, 999999999999999.5,
    123456789012345.5, 123456789012346.5, 0.1 + 0.2, 9.9999999999999995, 0.0001, 0.00009999999999999999, -0.0, -2.5,
)  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS_AT_THE_EDGE)
def test_a_number_at_the_edge_is_printed_alike(javascript: JavaScript, number: float) -> None:
    assert javascript.numeral(number) == numeral(number, "en")


@given(number=st.one_of(st.floats(-1e15, 1e15), st.integers(-(10**17), 10**17).map(lambda one: one / 2**20)))
@settings(max_examples=tries(10000))
def test_a_number_is_printed_alike(javascript: JavaScript, number: float) -> None:
    assert javascript.numeral(number) == numeral(number, "en")
