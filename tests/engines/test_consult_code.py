"""The code for one person says what a plain reading of the net says; the unknown waits for what can settle it."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from oracles.net_by_hand import completed, read_net
from sluimer.engines.consult.compile import BlockProgram, make_program
from sluimer.engines.consult.number import FALSE, TRUE, truth_in
from sluimer.knowledge.condition import Is, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.net import Bound, Choice, Net, Sum, Wire, layered
from sluimer.meaning.reach import reach_of_answers
from strategies.nets import CHOICE, NUMBER, YES_NO, answers, nets
from tries import tries

SLOTS = (*YES_NO, CHOICE, NUMBER)
BITS = {slot: 1 << place for place, slot in enumerate(SLOTS)}


def _told(net: Net, program: BlockProgram, values: Mapping[str, Scalar]) -> dict[str, object]:
    """What the code says of every part: the number of a wire, a label, a number, the ends of a score."""
    touched = program.touched(values)
    said = [touched.get(number, block.blank).copy() for number, block in enumerate(program.blocks)]
    for block, told in zip(program.blocks, said, strict=True):
        for stratum in block.strata:
            stratum.weigh(told, ())
        block.finish(told, [said[at][place] for at, place in (program.places[name] for name in block.outside)])
    found: dict[str, object] = {}
    for part in net.parts:
        if isinstance(part, Bound):
            truths = [(truth_in(said[at][place]), worth) for (at, place), worth in _guards(part, program)]
            held = [worth for truth, worth in truths if truth or (truth is None and part.unless_ruled_out)]
            found[part.name] = (max(held) if part.most else min(held)) if held else None
        else:
            at, place = program.places[part.name]
            found[part.name] = said[at][place]
    return found


def _guards(bound: Bound, program: BlockProgram) -> list[tuple[tuple[int, int], float]]:
    return [(program.conditions[guard], worth) for guard, worth in bound.numbers]


@given(nets(), st.lists(answers(), min_size=1, max_size=4))
@settings(max_examples=tries(200))
def test_every_part_says_what_a_plain_reading_of_the_net_says(net: Net, people: list[dict[str, Scalar]]) -> None:
    program = make_program(net, BITS)
    for person in people:
        values = completed(net.completions, person)
        told, read = _told(net, program, values), read_net(net, person)
        for part in net.parts:
            match part:
                case Wire(name):
                    number = told[name]
                    assert isinstance(number, int)
                    assert truth_in(number) == read[name]
                case Sum(name):
                    ends = told[name]
                    assert isinstance(ends, tuple)
                    assert ends[:2] == read[name]
                case Choice(name) | Bound(name):
                    assert told[name] == read[name]


@given(nets(), answers())
@settings(max_examples=tries(100))
def test_what_is_unknown_waits_for_missing_answers_within_its_reach(net: Net, person: dict[str, Scalar]) -> None:
    values = completed(net.completions, person)
    told, reach = _told(net, make_program(net, BITS), values), reach_of_answers(net)
    missing = {slot for slot in SLOTS if slot not in values}
    for part in net.parts:
        number = told[part.name]
        if isinstance(part, Wire) and isinstance(number, int) and number not in (TRUE, 0):
            waits = {slot for slot, bit in BITS.items() if number & bit}
            assert waits
            assert waits <= missing & reach[part.name]


def test_a_score_waits_for_every_part_and_alternative_that_may_count() -> None:
    """Not for what is known, and while it is unknown whether it suffices."""
    x, y, a, sand = (Is(slot, (True,)) for slot in ("yes_no_0", "yes_no_1", "yes_no_2", "set.p"))
    score = Sum("score", (((x, 3), (y, 1)), ((a, 1),), ((sand, 2),)))
    net = Net((), layered([score, Wire("high", Within("score", at_least=4))]))
    high = _told(net, make_program(net, BITS), {"set.p": True})["high"]
    assert high == BITS["yes_no_0"] | BITS["yes_no_1"] | BITS["yes_no_2"]


def test_a_score_at_a_bound_reaches_it_and_is_neither_above_nor_below() -> None:
    """Nor does it wait for anything there."""
    x = Is("yes_no_0", (True,))
    tests = {
        "at_least": Within("score", at_least=2),
        "above": Within("score", above=2),
        "at_most": Within("score", at_most=2),
        "below": Within("score", below=2),
    }
    net = Net((), layered([Sum("score", (((x, 2),),)), *(Wire(*one) for one in tests.items())]))
    told = _told(net, make_program(net, BITS), {"yes_no_0": True})
    assert {end: told[end] for end in tests} == {"at_least": TRUE, "above": FALSE, "at_most": TRUE, "below": FALSE}
