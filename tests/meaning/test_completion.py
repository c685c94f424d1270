"""What counts once answers are completed: what was answered, what that implies, and what is assumed of the rest."""

import pytest

from sluimer.knowledge.condition import Is
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.completion import completed
from sluimer.meaning.net import Completion, Filling

X = Is("x", (True,))


@pytest.mark.parametrize(("answer", "counts"), [(None, True), (False, False)])
@pytest.mark.parametrize("assumed", [None, False])
def test_what_is_implied_fills_a_slot_that_nobody_answered(
    answer: bool | None, counts: bool, assumed: bool | None
) -> None:
    assert _completed(Completion("y", (Filling(X, True),), assumed), answer) == {"x": True, "y": counts}


def test_what_overrules_takes_the_place_of_an_answer() -> None:
    assert _completed(Completion("y", (Filling(X, True, overrules=True),)), False) == {"x": True, "y": True}


def test_what_is_assumed_never_takes_the_place_of_an_answer() -> None:
    assert _completed(Completion("y", assumed=False), True) == {"x": True, "y": True}
    assert _completed(Completion("y", assumed=False), None) == {"x": True, "y": False}


def _completed(completion: Completion, answer: bool | None) -> dict[str, Scalar]:
    return completed([completion], {"x": True} if answer is None else {"x": True, "y": answer})
