"""What conditions mean can be compared, whatever they look like."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Not, Within, normal, repeated
from sluimer.meaning.truth import truth_of

SLOTS = ("a", "b", "c")
A, B, C = (Is(slot, (True,)) for slot in SLOTS)
EVERYBODY = [dict(zip(SLOTS, truths, strict=True)) for truths in product((True, False, None), repeat=len(SLOTS))]


def _parts(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    counted = some.flatmap(lambda parts: st.builds(AtLeast, st.integers(1, len(parts)), st.just(parts)))
    return st.one_of(some.map(All), some.map(Any), inner.map(Not), counted)


conditions = st.recursive(st.builds(Is, st.sampled_from(SLOTS), st.booleans().map(lambda one: (one,))), _parts)


def _truths(condition: Condition) -> list[bool | None]:
    answered = ({slot: value for slot, value in person.items() if value is not None} for person in EVERYBODY)
    return [truth_of(condition, values) for values in answered]


@given(conditions, conditions)
def test_conditions_with_one_normal_form_are_true_of_the_same_people(one: Condition, other: Condition) -> None:
    """Also where answers are missing."""
    if normal(one) == normal(other):
        assert _truths(one) == _truths(other)


@given(conditions)
def test_what_is_written_another_way_has_the_same_normal_form(condition: Condition) -> None:
    for other in (Not(Not(condition)), All((condition,)), Any((condition, condition)), AtLeast(1, (condition,))):
        assert normal(other) == normal(condition)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (All((A, All((B, C)))), All((C, B, A))),
        (Not(Any((A, B))), All((Is("b", (False,)), Not(A)))),
        (Not(AtLeast(2, (A, B, C))), AtLeast(2, (Not(C), Not(A), Not(B)))),
        (AtLeast(3, (A, B, C)), All((A, B, C))),
        (Is("light", ("sun", "shade")), Is("light", ("shade", "sun"))),
    ],
)
def test_order_nesting_and_where_not_stands_make_no_difference(one: Condition, other: Condition) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (All((A, B)), Any((A, B))),
        (AtLeast(2, (A, A, B)), AtLeast(2, (A, B, B))),
        (Is("light", ("sun",)), Not(Is("light", ("sun",)))),
        (Within("x", above=5), Within("x", at_least=5)),
        (All(()), Any(())),
    ],
)
def test_what_means_another_thing_has_another_normal_form(one: Condition, other: Condition) -> None:
    assert normal(one) != normal(other)


def test_a_part_that_could_not_be_read_repeats_nothing() -> None:
    assert list(repeated([All(), All(), A, Not(Not(A))])) == [3]
