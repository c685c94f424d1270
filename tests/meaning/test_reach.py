"""Which answers can change a part: those it reads, and those that may fill what it reads, however far away."""

from sluimer.knowledge.condition import Is, Within
from sluimer.meaning.net import Completion, Filling, Net, Wire, layered
from sluimer.meaning.reach import make_reach, reach_of_answers

X, Y = Is("x", (True,)), Is("y", (True,))
NET = Net(
    (Completion("x", (Filling(Within("n", above=0), True),)), Completion("y", (Filling(X, True),))),
    layered([Wire("wire", Y), Wire("over", Is("wire", (True,))), Wire("aside", Is("z", (True,)))]),
)


def test_what_may_be_filled_is_reached_by_its_own_answer_and_by_all_that_may_fill_it() -> None:
    reach = make_reach(NET)
    assert reach["wire"] == reach["over"] == {"n", "x", "y"}
    assert reach["aside"] == {"z"}


def test_once_answers_are_completed_only_what_stands_in_a_slot_counts() -> None:
    reach = reach_of_answers(NET)
    assert reach["wire"] == reach["over"] == {"y"}
