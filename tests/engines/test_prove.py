"""A world says of each possible person what the net says of that person."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("z3", reason="needs the extra `prove`")

import z3  # after what decides whether any of this runs

import sluimer
from oracles.net_by_hand import Said, read_net
from sluimer.engines.planes import make_planes
from sluimer.engines.prove import Search, World
from sluimer.engines.prove.terms import TruthTerms, some
from sluimer.engines.prove.world import same_answers
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import All, Is, Within
from sluimer.knowledge.text import NO_TEXT
from sluimer.knowledge.vocabulary import Fact, Kind, Option, Scalar, allowed_numbers
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import Meaning, State
from sluimer.meaning.net import OUTCOME, Net, Part, Sum, Wire, layered, rule_name
from sluimer.meaning.reference import evaluate
from sluimer.messages import NOWHERE, UndecidedError
from strategies.knowledge import knowledge_bases
from strategies.nets import CHOICE, LABELS, NUMBER, YES_NO, answers, nets
from strategies.people import persons
from strategies.persons import Answers, draw_persons
from tries import tries

SECONDS = 60


def _fact(name: str, kind: Kind, options: tuple[str, ...] = ()) -> Fact:
    return Fact(name, kind, NO_TEXT, NO_TEXT, NOWHERE, options=tuple(Option(one, NO_TEXT) for one in options))


FACTS = {
    **{name: _fact(name, Kind.YES_NO) for name in YES_NO if "." not in name},
    "set": _fact("set", Kind.SET, ("p", "q")),
    CHOICE: _fact(CHOICE, Kind.CHOICE, LABELS),
    NUMBER: _fact(NUMBER, Kind.NUMBER),
}
"""Those that nets by hand read."""


def said_of(world: World, person: Mapping[str, Scalar]) -> Said:
    """What every part says of the one person who answered just so."""
    search = Search([world], SECONDS)
    pinned = [same_answers(terms, person.get(slot)) for slot, terms in world.answers.items()]
    model = search.find(*pinned)
    assert model is not None
    return {part.name: _said(world, part, model) for part in world.net.parts}


def _said(world: World, part: Part, model: z3.ModelRef) -> object:
    match part:
        case Wire(name):
            return _truth(world.truth(Is(name, (True,))), model)
        case Sum(name):
            total = world.sum_of(name)
            ends = (sum(weight for term, weight in end if _holds(term, model)) for end in (total.low, total.high))
            return tuple(total.scale.base + Fraction(end, total.scale.scale) for end in ends)
    return next((label for label, term in world.labels(part.name).items() if _holds(term, model)), None)


def _holds(term: z3.BoolRef, model: z3.ModelRef) -> bool:
    return bool(z3.is_true(model.eval(term, model_completion=True)))


def _truth(terms: TruthTerms, model: z3.ModelRef) -> Truth:
    true, false = (_holds(term, model) for term in terms)
    assert not (true and false)
    return True if true else False if false else None


@given(nets(), answers())
@settings(max_examples=tries(300))
def test_a_world_says_what_the_net_says(net: Net, person: Mapping[str, Scalar]) -> None:
    """Wires, choices, bounds and totals, of parts that no rule makes yet too."""
    read = {slot: value for slot, value in person.items() if slot in net.slots}
    assert said_of(World(net, FACTS), read) == read_net(net, person)


@st.composite
def consultations(draw: st.DrawFn) -> tuple[Knowledge, Answers]:
    """A knowledge base with a person for it."""
    knowledge = draw(knowledge_bases())
    return knowledge, draw(persons(knowledge))


@given(consultations())
@settings(max_examples=tries(200))
def test_a_world_means_what_the_reference_says(drawn: tuple[Knowledge, Answers]) -> None:
    """Truths, findings, states, scores and outcome, on any knowledge and any person."""
    knowledge, answered = drawn
    case = sluimer.KnowledgeBase(knowledge).read_case(answered)
    net = make_net(knowledge)
    person = {slot: value for slot, value in case.given.items() if slot in net.slots}
    agrees(said_of(World(net, knowledge.vocabulary.facts), person), net, evaluate(knowledge, case))


def agrees(said: Said, net: Net, meaning: Meaning) -> None:
    """A world says all that the reference knows."""
    assert {name: said[rule_name(name)] for name in net.rules} == meaning.rules
    assert {name: said[name] for name in net.findings} == meaning.findings
    assert {name: said[name] for name in net.scores} == meaning.scores
    assert {item.id: said[item.state] for item in net.items} == meaning.states
    assert said[OUTCOME] == meaning.outcome
    given = [item for item in net.items if meaning.states[item.id] is State.GIVEN]
    assert {item.id: item.bounds.joined(said) for item in given if item.bounds} == meaning.ranges
    assert {item.id: said[item.told_limit.name] for item in given if item.told_limit} == meaning.limits


@given(consultations())
@settings(max_examples=tries(100))
def test_who_is_found_is_as_was_asked_and_who_is_not_found_is_nobody(drawn: tuple[Knowledge, Answers]) -> None:
    """For every state of every item, every truth of every rule and every outcome."""
    knowledge, answered = drawn
    kb, net = sluimer.KnowledgeBase(knowledge), make_net(knowledge)
    world = World(net, knowledge.vocabulary.facts)
    search, planes = Search([world], SECONDS), make_planes(net)
    drawn_ones = [kb.read_case(one).given for one in (answered, *draw_persons(knowledge, 40))]
    crowd = planes.run(drawn_ones)
    for name in (OUTCOME, *(item.state for item in net.items)):
        for label, term in world.labels(name).items():
            found = search.find(term)
            if found is None:
                assert label not in crowd.each(name)
            else:
                person = search.person(found, world, {})
                said = {part.name: _said(world, part, found) for part in net.parts}
                assert said[name] == label
                assert said == read_net(net, person)
                case = kb.read_case(_answers(person, knowledge))
                agrees(said, net, evaluate(knowledge, case))
                assert planes.run([person]).meanings() == [evaluate(knowledge, case)]
                _may_answer_so(person, knowledge)


def _answers(person: Mapping[str, Scalar], knowledge: Knowledge) -> Answers:
    """The values of slots as answers to facts."""
    answers: Answers = {}
    for fact in knowledge.vocabulary.facts.values():
        said = {slot: person[slot] for slot in fact.slots if slot in person}
        if said and fact.kind is Kind.SET:
            names = {slot.partition(".")[2]: member for slot, member in said.items()}
            answers[fact.id] = {
                "includes": [name for name, member in names.items() if member],
                "excludes": [name for name, member in names.items() if not member],
            }
        elif said:
            answers[fact.id] = said[fact.id]
    return answers


def _may_answer_so(person: Mapping[str, Scalar], knowledge: Knowledge) -> None:
    for fact in knowledge.vocabulary.facts.values():
        if fact.kind is Kind.NUMBER and fact.id in person:
            number = person[fact.id]
            assert isinstance(number, int | float)
            assert fact.allowed.contains(number)


def test_a_number_is_near_to_that_of_somebody_known_and_whole() -> None:
    """At the end that it had to reach, and itself where it need not change."""
    age = Fact("age", Kind.NUMBER, NO_TEXT, NO_TEXT, NOWHERE, lowest=0, highest=120)
    net = Net((), layered([Wire("old", Within("age", above=64.5)), Wire("young", Within("age", below=18))]))
    world = World(net, {"age": age})
    search = Search([world], SECONDS)
    old, young = (world.truth(Is(name, (True,)))[0] for name in ("old", "young"))
    between = [world.answers["age"].known, *(world.truth(Is(name, (False,)))[0] for name in ("old", "young"))]
    found = {name: search.find(*terms) for name, terms in {"old": [old], "young": [young], "between": between}.items()}
    told = {name: search.person(model, world, {"age": 30})["age"] for name, model in found.items() if model}
    assert told == {"old": 65, "young": 17, "between": 30}
    assert search.find(old, young) is None


def test_the_nearest_differs_from_somebody_known_in_the_fewest_answers() -> None:
    """Of several who are known the one who is nearest."""
    facts = {name: _fact(name, Kind.YES_NO) for name in "ab"}
    net = Net((), layered([Wire("bad", All((Is("a", (True,)), Is("b", (True,)))))]))
    world = World(net, facts)
    known: list[dict[str, Scalar]] = [{}, {"a": False, "b": False}, {"a": True, "b": False}]
    search, bad = Search([world], SECONDS, known), world.truth(Is("bad", (True,)))[0]
    model = search.find(bad)
    assert model is not None
    with search.given([bad]):
        number, nearest = search.nearest(model)
    assert search.person(nearest, world, {}) == {"a": True, "b": True}
    assert number == 2


def test_who_answers_otherwise_is_nearer_than_who_does_not_answer() -> None:
    """Where both would do."""
    facts = {"a": _fact("a", Kind.YES_NO)}
    net = Net((), layered([Wire("good", Is("a", (True,)))]))
    world = World(net, facts)
    search, good = Search([world], SECONDS, [{"a": True}]), world.truth(Is("good", (True,)))[0]
    with search.given([z3.Not(good)]):
        model = search.find()
        assert model is not None
        assert search.person(search.nearest(model)[1], world, {}) == {"a": False}


def test_what_takes_too_long_is_not_decided() -> None:
    """Pigeons and holes take a solver years."""
    pairs = {f"p{pigeon}h{hole}": _fact(f"p{pigeon}h{hole}", Kind.YES_NO) for pigeon in range(16) for hole in range(15)}
    net = Net((), layered([Wire(f"w:{name}", Is(name, (True,))) for name in pairs]))
    world = World(net, pairs)
    says = {name: terms.says[True] for name, terms in world.answers.items()}
    housed = [some(says[f"p{pigeon}h{hole}"] for hole in range(15)) for pigeon in range(16)]
    alone = [
        z3.Or(z3.Not(says[f"p{one}h{hole}"]), z3.Not(says[f"p{two}h{hole}"]))
        for hole in range(15)
        for one in range(16)
        for two in range(one)
    ]
    with pytest.raises(UndecidedError):
        Search([world], 0.05).find(*housed, *alone)


def test_the_numbers_are_those_that_the_tests_tell_apart() -> None:
    """No number that is allowed passes other tests than the number that stands for it."""
    test = Within("n", above=0.25, below=0.75)
    fact = _fact("n", Kind.NUMBER)
    world = World(Net((), layered([Wire("w", test)])), {"n": fact})
    search = Search([world], SECONDS)
    model = search.find(world.truth(test)[0])
    assert model is not None
    [number] = search.person(model, world, {}).values()
    assert number in allowed_numbers([test], fact)
    assert test.contains(float(number))
