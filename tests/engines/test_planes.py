"""Planes say of many persons at once what the net says of each."""

import pickle
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from oracles.net_by_hand import read_net
from sluimer.engines.planes import Wanted, make_planes
from sluimer.engines.planes.compile import make_program
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, All, Any, AtLeast, Is, Not, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.net import Bound, Choice, Completion, Filling, Net, Sum, Wire, layered
from sluimer.meaning.reference import evaluate
from strategies.knowledge import knowledge_bases
from strategies.nets import answers, nets
from strategies.people import persons
from strategies.persons import Answers, draw_persons
from tries import tries

People = list[Mapping[str, Scalar]]


@given(nets(), st.lists(answers(), max_size=9))
@settings(max_examples=tries(300))
def test_planes_say_what_the_net_says(net: Net, people: People) -> None:
    """Wires, choices, bounds and totals, of parts that no rule makes yet too."""
    found = make_planes(net).run(people)
    said = [read_net(net, person) for person in people]
    for part in net.parts:
        each = found.totals(part.name) if isinstance(part, Sum) else found.each(part.name)
        assert each == [one[part.name] for one in said], part


@st.composite
def consultations(draw: st.DrawFn) -> tuple[Knowledge, list[Answers]]:
    """A knowledge base with some persons for it."""
    knowledge = draw(knowledge_bases())
    return knowledge, draw(st.lists(persons(knowledge), min_size=1, max_size=9))


@given(consultations())
@settings(max_examples=tries(200))
def test_planes_mean_what_the_reference_says(drawn: tuple[Knowledge, list[Answers]]) -> None:
    """Truths, findings, states, ranges, ranks and outcome, on any knowledge, from what each person answered."""
    knowledge, people = drawn
    kb = sluimer.KnowledgeBase(knowledge)
    cases = [kb.read_case(answers) for answers in people]
    found = make_planes(make_net(knowledge)).run([case.given for case in cases])
    assert found.meanings() == [evaluate(knowledge, case) for case in cases]


def test_planes_mean_what_the_reference_says_of_the_bundled_rules(magnesium: sluimer.KnowledgeBase) -> None:
    """Persons from nearly complete to sparse, in one run."""
    knowledge = magnesium.knowledge
    cases = [magnesium.read_case(answers) for answers in draw_persons(knowledge, tries(300), seed=4)]
    found = make_planes(make_net(knowledge)).run([case.given for case in cases])
    assert found.meanings() == [evaluate(knowledge, case) for case in cases]


def test_nobody_is_a_population_too() -> None:
    """No person, no meaning, no fault."""
    assert make_planes(Net((), layered([Wire("wire", ALWAYS)]))).run([]).each("wire") == []


def test_one_person_is_a_special_case_of_many() -> None:
    """What is said of somebody does not depend on who stands beside."""
    net = Net((), layered([Wire("wire", Is("x", (True,)))]))
    crowd: People = [{"x": True}, {}, {"x": False}] * 50
    assert make_planes(net).run(crowd).each("wire") == [
        make_planes(net).run([person]).each("wire")[0] for person in crowd
    ]


def test_what_is_sent_to_another_process_says_the_same() -> None:
    """Planes are made again there from their net."""
    planes = make_planes(Net((), layered([Wire("wire", Not(Is("x", (True,))))])))
    again = pickle.loads(pickle.dumps(planes))
    assert again.run([{"x": False}, {}]).each("wire") == [True, None]


def test_slots_that_the_net_never_reads_are_passed_over() -> None:
    """Nothing is read into them."""
    net = Net((), layered([Wire("wire", Is("x", (True,)))]))
    assert make_planes(net).run([{"y": True, "z": "no"}]).each("wire") == [None]


def test_a_name_from_a_knowledge_base_never_gets_into_the_code() -> None:
    """Whatever it is called, it is data: the code that runs has names of its own alone."""
    name = "x\nimport os  # '\"\\"
    net = Net((), layered([Wire(f"rule:{name}", Is(name, (True,))), Choice(name + "!", ((name, ALWAYS),))]))
    found = make_planes(net).run([{name: True}])
    assert (found.each(f"rule:{name}"), found.each(name + "!")) == ([True], [name])


def test_a_condition_may_have_thousands_of_parts() -> None:
    """It is split, since one long expression overflows the compiler of Python."""
    tests = tuple(Is(f"x{number}", (True,)) for number in range(7_200))
    net = Net((), layered([Wire("any", Any(tests))]))
    people: People = [{}, {"x7199": True}, {f"x{number}": False for number in range(7_200)}]
    assert make_planes(net).run(people).each("any") == [None, True, False]


@pytest.mark.parametrize("needed", [1, 32, 65, 66])
def test_many_are_counted(needed: int) -> None:
    """At least so many of 65, and of the last person all but one are known."""
    slots = [f"x{number}" for number in range(65)]
    net = Net((), layered([Wire("enough", AtLeast(needed, tuple(Is(slot, (True,)) for slot in slots)))]))
    people: People = [dict.fromkeys(slots[:known], True) for known in range(66)]
    unsure = None if needed <= 65 else False
    assert make_planes(net).run(people).each("enough") == [True if known >= needed else unsure for known in range(66)]


def test_a_score_holds_when_the_lowest_possible_total_suffices() -> None:
    """And fails when the highest does not; the best of alternatives counts, and points may be halves or less than 0."""
    heavy = ((Within("kg", above=100), 3), (Within("kg", above=80), 1))
    score = Sum("score", (heavy, ((Is("x", (True,)), 1.5),), ((Is("y", (True,)), -2),)))
    net = Net((), layered([score, Wire("high", Within("score", at_least=2.5))]))
    people: People = [{"kg": 101, "y": False}, {"kg": 101}, {"kg": 90}, {"kg": 90, "x": True, "y": False}, {"kg": 70}]
    found = make_planes(net).run(people)
    assert found.totals("score") == [
        (Fraction(3), Fraction(9, 2)),
        (Fraction(1), Fraction(9, 2)),
        (Fraction(-1), Fraction(5, 2)),
        (Fraction(5, 2), Fraction(5, 2)),
        (Fraction(-2), Fraction(3, 2)),
    ]
    assert found.each("high") == [True, None, None, True, False]


def test_a_score_at_a_bound_reaches_it_and_is_neither_above_nor_below() -> None:
    """Between two bounds it is both."""
    tests = {
        "at_least": Within("score", at_least=2),
        "above": Within("score", above=2),
        "at_most": Within("score", at_most=2),
        "below": Within("score", below=2),
    }
    score = Sum("score", (((Is("x", (True,)), 2),),))
    found = make_planes(Net((), layered([score, *(Wire(*one) for one in tests.items())]))).run([{"x": True}, {}])
    assert {end: found.each(end) for end in tests} == {
        "at_least": [True, None],
        "above": [False, False],
        "at_most": [True, True],
        "below": [False, None],
    }


def test_what_is_assumed_implies_nothing() -> None:
    """All that answers imply comes before anything is assumed."""
    x, y = Is("x", (True,)), Is("y", (True,))
    completions = (Completion("x", assumed=True), Completion("y", (Filling(x, True),)))
    found = make_planes(Net(completions, layered([Wire("x?", x), Wire("y?", y)]))).run([{}, {"x": True}])
    assert (found.each("x?"), found.each("y?")) == ([True, True], [None, True])


def test_a_bound_holds_until_its_guard_is_ruled_out_where_it_says_so() -> None:
    """As a limit does; what is advised counts only when it is sure."""
    numbers = ((Is("x", (True,)), 250), (ALWAYS, 400))
    net = Net((), layered([Bound("sure", numbers), Bound("cautious", numbers, unless_ruled_out=True)]))
    found = make_planes(net).run([{"x": True}, {}, {"x": False}])
    assert found.each("sure") == [250, 400, 400]
    assert found.each("cautious") == [250, 250, 400]


@given(nets(), st.lists(answers(), min_size=1, max_size=9))
@settings(max_examples=tries(200))
def test_arrays_say_what_whole_numbers_say_and_what_goes_in_stays_as_it_was(net: Net, people: People) -> None:
    """Steps change what they made themselves alone: an array that is read-only is as good as any."""
    planes = make_planes(net)
    rows = planes.rows(people)
    taken = [_read_only(row) for row in ((1 << len(people)) - 1, 0, *rows)]
    said = planes.function(*taken)
    assert [int(one[0]) for one in said] == [*planes.function((1 << len(people)) - 1, 0, *rows)]


def _read_only(plane: int) -> npt.NDArray[np.uint64]:
    array = np.array([plane], np.uint64)
    array.flags.writeable = False
    return array


@given(nets(), st.lists(answers(), max_size=9), st.data())
@settings(max_examples=tries(200))
def test_what_is_wanted_is_said_as_in_the_whole_and_no_more(net: Net, people: People, data: st.DataObject) -> None:
    """Of any of its parts, and of any choice as the binary digits of the place of its label."""
    parts = data.draw(st.sets(st.sampled_from([part.name for part in net.parts])))
    choices = {part.name: part.labels for part in net.parts if isinstance(part, Choice)}
    digits = data.draw(st.permutations([*choices]))
    whole, planes = make_planes(net), make_planes(net, Wanted(parts, digits))
    inputs = ((1 << len(people)) - 1, 0, *whole.rows(people))
    every, some = whole.function(*inputs), planes.function(*inputs)
    assert {name: {says: some[at] for says, at in planes.places[name]} for name in planes.places} == {
        name: {says: every[at] for says, at in whole.places[name]} for name in whole.places if name in parts
    }
    assert len(some) == sum(map(len, (*planes.places.values(), *planes.digits.values())))
    for name in digits:
        for person, label in enumerate(whole.run(people).each(name)):
            digits_of = [some[at] >> person & 1 for at in planes.digits[name]]
            place = sum(one << digit for digit, one in enumerate(digits_of))
            assert label in (None, choices[name][place])


def test_what_nothing_wanted_hangs_on_is_not_worked_out_and_variables_are_used_again() -> None:
    """A long chain of steps needs no more room than a short one."""
    before = [(), *((Is(f"w{at}", (True,)),) for at in range(49))]
    wires = [Wire(f"w{at}", All((Is(f"x{at}", (True,)), *one))) for at, one in enumerate(before)]
    net = Net((), tuple((wire,) for wire in wires))
    last, first, whole = (make_program(net, Wanted(names)) for names in (["w49"], ["w0"], None))
    assert len(first.source.splitlines()) == 3
    steps = last.source.splitlines()[1:-1]
    made = {step.split()[0] for step in steps}
    assert len(steps) > 90
    assert len(made) <= 3 < len(whole.outputs)
