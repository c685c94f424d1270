"""What counts once answers are completed: what was answered, what that implies, and what is assumed of the rest."""

import pytest

from oracles.net_by_hand import read_net
from sluimer.engines.planes import make_planes
from sluimer.knowledge.condition import Is
from sluimer.meaning.net import Completion, Filling, Net, Wire, layered

X, Y = Is("x", (True,)), Is("y", (True,))


@pytest.mark.parametrize(("answer", "counts"), [(None, True), (False, False)])
@pytest.mark.parametrize("assumed", [None, False])
def test_what_is_implied_fills_a_slot_that_nobody_answered(
    answer: bool | None, counts: bool, assumed: bool | None
) -> None:
    assert _counting(Completion("y", (Filling(X, True),), assumed), answer) is counts


def test_what_overrules_takes_the_place_of_an_answer() -> None:
    assert _counting(Completion("y", (Filling(X, True, overrules=True),)), False) is True


def test_what_is_assumed_never_takes_the_place_of_an_answer() -> None:
    assert _counting(Completion("y", assumed=False), True) is True
    assert _counting(Completion("y", assumed=False), None) is False


def _counting(completion: Completion, answer: bool | None) -> object:
    """What counts in `y` for who says yes to `x`, as the planes and a plain reading of the net both say."""
    net, answers = (
        Net((completion,), layered([Wire("counts", Y)])),
        {"x": True} | ({} if answer is None else {"y": answer}),
    )
    [counts] = make_planes(net).run([answers]).each("counts")
    assert read_net(net, answers)["counts"] is counts
    return counts
