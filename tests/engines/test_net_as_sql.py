"""The net printed as SQL says for a table of persons what consulting says for each of them."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from oracles.net_as_sql import highest, lowest, told_by_sql
from oracles.net_by_hand import read_net
from sluimer import Consultation, KnowledgeBase
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Is, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.model import State
from sluimer.meaning.net import OUTCOME, Net, Sum, Wire, layered, state_name
from strategies.knowledge import knowledge_bases
from strategies.nets import answers, nets
from strategies.persons import Answers, draw_persons
from tries import tries


def _compare(kb: KnowledgeBase, persons: list[Answers]) -> None:
    consulted = [kb.consult(person) for person in persons]
    expected = [_advised(kb, one) for one in consulted]
    people = [*(one.case.given for one in consulted), *(one.case.values for one in consulted)]
    assert told_by_sql(kb.net, people) == [*expected, *expected]  # what is completed already stays so


def _advised(kb: KnowledgeBase, consultation: Consultation) -> dict[str, str]:
    advice = consultation.advice
    said = {item.id: item.state for item in advice.items}
    states = {state_name(item.id): said.get(item.id, State.NOT_INDICATED) for item in kb.net.items}
    return {OUTCOME: advice.outcome, **states}


def test_sql_says_of_three_hundred_persons_what_consulting_says(magnesium: KnowledgeBase) -> None:
    _compare(magnesium, draw_persons(magnesium.knowledge, 300))


@given(knowledge_bases(), st.integers(0, 1000))
@settings(max_examples=30)
def test_sql_says_the_same_of_generated_knowledge(knowledge: Knowledge, seed: int) -> None:
    _compare(KnowledgeBase(knowledge), draw_persons(knowledge, 5, seed))


@given(nets(), st.lists(answers(), min_size=1, max_size=4))
@settings(max_examples=tries(100))
def test_sql_says_what_a_plain_reading_says_of_parts_that_no_rules_need_yet(
    net: Net, people: list[dict[str, Scalar]]
) -> None:
    expected = [_read(net, person) for person in people]
    if expected[0]:
        assert told_by_sql(net, people, tuple(expected[0])) == expected


def _read(net: Net, person: Mapping[str, Scalar]) -> dict[str, object]:
    """What a plain reading says of every part but bounds, by column."""
    said: dict[str, object] = {}
    for name, found in read_net(net, person).items():
        if isinstance(found, tuple):
            said |= {lowest(name): float(found[0]), highest(name): float(found[1])}
        elif not name.startswith("bound:"):
            said[name] = found
    return said


def test_a_test_of_a_score_is_unknown_while_its_ends_differ_on_it() -> None:
    x, y = Is("x", (True,)), Is("y", (True,))
    net = Net((), layered((Sum("score", (((x, 2),), ((y, 1),))), Wire("two", Within("score", at_least=2, below=3)))))
    people: list[dict[str, Scalar]] = [{}, {"x": True}, {"x": True, "y": False}, {"x": True, "y": True}, {"x": False}]
    assert [told["two"] for told in told_by_sql(net, people, ["two"])] == [None, None, True, False, False]
