"""What rules amount to: parts in layers, frozen, the same whatever the order of rules, and more than rules need yet."""

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given

import sluimer
from sluimer.engines.planes import make_planes
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, Is, Within
from sluimer.knowledge.rule import Advise, Limit, Range
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.from_rules import make_net, state_options
from sluimer.meaning.model import State
from sluimer.meaning.net import Choice, Net, Part, Wire, holds, layered, reads, state_name
from sluimer.meaning.reference import evaluate
from strategies.knowledge import knowledge_bases, small_knowledge


@given(knowledge_bases())
def test_a_part_reads_nothing_of_its_own_layer_or_a_later_one(knowledge: Knowledge) -> None:
    seen: set[str] = set()
    net = make_net(knowledge)
    names = {part.name for part in net.parts}
    for layer in net.layers:
        assert all(name in seen for part in layer for name in reads(part) if name in names)
        seen.update(part.name for part in layer)


@given(knowledge_bases())
def test_the_order_of_rules_changes_nothing_that_is_said(knowledge: Knowledge) -> None:
    turned = replace(knowledge, rules=dict(reversed([*knowledge.rules.items()])))
    people: list[dict[str, Scalar]] = [{}, {"yes_no_0": True, "number": 3}, {"yes_no_0": False, "choice": "a"}]
    one, other = (make_planes(make_net(each)).run(people).meanings() for each in (knowledge, turned))
    assert one == other


def test_it_can_be_sent_and_not_changed(magnesium: sluimer.KnowledgeBase) -> None:
    net = make_net(magnesium.knowledge)
    assert pickle.loads(pickle.dumps(net)) == net
    with pytest.raises(FrozenInstanceError):
        net.layers = ()  # type: ignore[misc]  # as somebody might try


def test_a_limit_below_one_possible_range_and_not_another_leaves_the_item_open() -> None:
    """Whether it leaves nothing is not known while the range that it allows may still be advised."""
    x, y, n = Is("x", (True,)), Is("y", (True,)), Within("n", below=1)
    knowledge = small_knowledge(
        (x, [Advise("amount", Range(5, 9, 5))]), (y, [Advise("amount", Range(2, 4, 2))]), (n, [Limit("amount", 3)])
    )
    kb = sluimer.KnowledgeBase(knowledge)
    for answers, state in (
        ({"n": 0, "x": True}, State.OPEN),
        ({"n": 0, "x": True, "y": False}, State.WITHHELD),
        ({"n": 0, "x": True, "y": True}, State.GIVEN),
        ({"n": 0}, State.OPEN),
    ):
        case = kb.read_case(answers)
        assert evaluate(knowledge, case).states["amount"] is state
        assert make_planes(make_net(knowledge)).run([case.given]).meanings()[0].states["amount"] is state


def test_a_limit_at_the_least_that_is_advised_leaves_that_amount() -> None:
    """To reference, planes and the engine for one person alike."""
    knowledge = small_knowledge((Is("x", (True,)), [Advise("amount", Range(3, 9, 5))]), (ALWAYS, [Limit("amount", 3)]))
    kb = sluimer.KnowledgeBase(knowledge)
    case = kb.read_case({"x": True})
    [found] = make_planes(make_net(knowledge)).run([case.given]).meanings()
    item = kb.consult(case).advice.item("amount")
    assert item
    assert found == evaluate(knowledge, case)
    assert (item.state, item.range) == (found.states["amount"], found.ranges["amount"]) == (State.GIVEN, Range(3, 3, 3))


def test_an_emergency_withholds_and_a_contradiction_keeps_open() -> None:
    """Both act only when true; no rule brings them yet, so this net is made by hand."""
    parts: list[Part] = [
        Wire("indicated:dose", Is("asked", (True,))),
        Wire("barred:dose", Is("stopped", (True,))),
        Wire("emergency", Is("in_danger", (True,))),
        Wire("contradiction", Is("contradicted", (True,))),
        Choice(
            state_name("dose"),
            state_options("dose", ALWAYS, withheld=holds("emergency"), waits=holds("contradiction")),
        ),
    ]
    person = {"asked": True, "stopped": False}
    people = [
        person,
        {**person, "in_danger": True},
        {**person, "contradicted": True},
        {**person, "in_danger": True, "contradicted": True},
        {"asked": True},
    ]
    found = make_planes(Net((), layered(parts))).run(people).each(state_name("dose"))
    assert found == [State.GIVEN, State.WITHHELD, State.OPEN, State.WITHHELD, State.OPEN]
