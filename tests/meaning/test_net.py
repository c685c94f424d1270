"""What rules amount to: parts in layers, frozen, the same whatever the order of rules, and more than rules need yet."""

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given

import sluimer
from sluimer.engines.planes import make_planes
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, All, Is, Within
from sluimer.knowledge.rule import Advise, Limit, Prefer, Range, Refer
from sluimer.knowledge.vocabulary import Contradiction, Outcome, Scalar, Urgency
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.model import State
from sluimer.meaning.net import reads
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
    """Both act only when true, and an emergency comes first; to reference, planes and the engine for one person."""
    x, y, n = Is("x", (True,)), Is("y", (True,)), Within("n", below=0)
    knowledge = small_knowledge((x, [Refer("see_someone")]), (ALWAYS, [Prefer("a")]))
    vocabulary = knowledge.vocabulary
    refer = vocabulary.topics["refer"]
    urgent = replace(refer, items=tuple(replace(item, urgency=Urgency.NOW) for item in refer.items))
    never = {"never": Contradiction("never", All((y, n)))}
    vocabulary = replace(vocabulary, topics={**vocabulary.topics, "refer": urgent}, declared_contradictions=never)
    kb = sluimer.KnowledgeBase(replace(knowledge, vocabulary=vocabulary))
    for answers, state, outcome in (
        ({}, State.GIVEN, Outcome.ADVICE),
        ({"x": True}, State.WITHHELD, Outcome.URGENT),
        ({"y": True, "n": -1}, State.OPEN, Outcome.ANSWERS_NEEDED),
        ({"y": True, "n": "unknown"}, State.GIVEN, Outcome.ADVICE),
        ({"x": True, "y": True, "n": -1}, State.WITHHELD, Outcome.URGENT),
    ):
        consultation = kb.consult(answers)
        [found] = make_planes(make_net(kb.knowledge)).run([consultation.case.given]).meanings()
        item = consultation.advice.item("a")
        assert item
        assert found == evaluate(kb.knowledge, consultation.case)
        assert (item.state, consultation.advice.outcome) == (found.states["a"], found.outcome) == (state, outcome)
