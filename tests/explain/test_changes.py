"""All smallest changes are found, and nothing else: against trying every set of other answers."""

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from conftest import EXAMPLES
from sluimer.engines.planes import Planes, make_planes
from sluimer.explain.changes import Answer, Change, Changes
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Is, Within, leaves
from sluimer.knowledge.vocabulary import Kind, Scalar
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.net import OUTCOME, state_name
from sluimer.tell.changes import tell_changes
from sluimer.tell.outline import plain
from sluimer.tell.speaker import Speaker
from strategies.knowledge import Luck, knowledge_bases
from strategies.people import persons
from strategies.persons import Answers
from tries import tries

MOST = 3

Set = frozenset[Answer]


@st.composite
def wishes(draw: st.DrawFn) -> tuple[Knowledge, Answers, Is]:
    """A knowledge base, a person, and what somebody would like to be otherwise."""
    knowledge = draw(knowledge_bases())
    luck = Luck(draw)
    item = luck.of([*knowledge.vocabulary.items])
    goal = Is(state_name(item), (luck.of([*State]),)) if luck.once_in(2) else Is(OUTCOME, (luck.of([*Outcome]),))
    return knowledge, draw(persons(knowledge)), goal


@given(wishes())
@settings(max_examples=tries(150))
def test_every_smallest_change_is_found_and_no_other(drawn: tuple[Knowledge, Answers, Is]) -> None:
    """Up to three answers, on generated knowledge, for any state of any item and any outcome."""
    knowledge, answers, goal = drawn
    given_answers, planes, changes = _made(knowledge, answers)
    found = changes.towards(goal, given_answers, MOST)
    sets = [frozenset(change.answers) for change in found]
    told_apart = _told_apart(knowledge, sets)
    assert len({*sets}) == len(sets), "a change is found twice"
    assert told_apart == _told_apart(knowledge, _by_force(knowledge, planes, goal, given_answers))


def _made(knowledge: Knowledge, answers: Answers) -> tuple[Mapping[str, Scalar], Planes, Changes]:
    """What a person answered, the planes to try other answers on, and what finds changes."""
    net = make_net(knowledge)
    planes = make_planes(net)
    read = sluimer.KnowledgeBase(knowledge).read_case(answers).given
    return read, planes, Changes(net, planes, knowledge.vocabulary)


def _told_apart(knowledge: Knowledge, changes: Iterable[Set]) -> set[frozenset[tuple[str, object]]]:
    """The changes with all numbers that no rule tells apart as one."""
    conditions = [rule.condition for rule in knowledge.rules.values()]
    implied = [one.test for fact in knowledge.vocabulary.facts.values() for one in fact.implies]
    conditions += [one for score in knowledge.vocabulary.scores.values() for one in score.conditions]
    conditions += [one.never for one in knowledge.vocabulary.contradictions]
    every = [leaf for condition in (*conditions, knowledge.manifest.scope.condition) for leaf in leaves(condition)]
    tests = [leaf for leaf in (*every, *implied) if isinstance(leaf, Within)]

    def said(one: Answer) -> object:
        if isinstance(one.value, bool | str):
            return one.value
        return tuple(test.contains(float(one.value)) for test in tests if test.slot == one.slot)

    return {frozenset((one.slot, said(one)) for one in change) for change in changes}


def _by_force(
    knowledge: Knowledge, planes: Planes, goal: Is, answers: Mapping[str, Scalar], kept: Container[str] = ()
) -> list[Set]:
    """Every set of other answers, tried, but in the slots that are kept; those without a smaller one in them."""
    found: list[Set] = []
    for size in range(MOST + 1):
        changes = list(_sets(knowledge, answers, size, kept))
        people = [{**answers, **{one.slot: one.value for one in change}} for change in changes]
        labels = planes.run(people).each(goal.slot)
        held = [change for change, label in zip(changes, labels, strict=True) if label in goal.values]
        found += [one for one in held if not any(other < one for other in found)]
    return found


def _sets(knowledge: Knowledge, answers: Mapping[str, Scalar], size: int, kept: Container[str] = ()) -> Iterator[Set]:
    facts = knowledge.vocabulary.facts.values()
    slots = {slot: fact for fact in facts for slot in fact.slots if slot not in kept}
    for chosen in combinations(slots, size):
        values = [_values(slots[slot].kind, slot, answers.get(slot)) for slot in chosen]
        for way in product(*values):
            yield frozenset(Answer(slot, value, answers.get(slot)) for slot, value in zip(chosen, way, strict=True))


def _values(kind: Kind, slot: str, before: Scalar | None) -> list[Scalar]:
    every: list[Scalar] = [True, False]
    if kind is Kind.CHOICE:
        every = ["a", "b", "c"]
    if kind is Kind.NUMBER:
        every = [number / 2 for number in range(-2, 15)]
    return [value for value in every if value != before]


@given(wishes(), st.sets(st.integers(0, 9)))
@settings(max_examples=tries(100))
def test_ways_that_can_be_gone_are_those_that_leave_fixed_answers_as_they_are(
    drawn: tuple[Knowledge, Answers, Is], fixed: set[int]
) -> None:
    """They come first, and are all that is found by trying only answers that can change or are still to be given."""
    knowledge, answers, goal = drawn
    knowledge = _with_fixed(knowledge, fixed)
    given_answers, planes, changes = _made(knowledge, answers)
    found = changes.towards(goal, given_answers, MOST)
    possible = [frozenset(change.answers) for change in found if not change.fixed]
    facts = knowledge.vocabulary.facts.values()
    kept = {slot for fact in facts if fact.fixed for slot in fact.slots if slot in given_answers}
    assert [bool(change.fixed) for change in found] == sorted(bool(change.fixed) for change in found)
    assert all({one.slot for one in change.fixed} == {one.slot for one in change.answers} & kept for change in found)
    by_force = _by_force(knowledge, planes, goal, given_answers, kept)
    assert _told_apart(knowledge, possible) == _told_apart(knowledge, by_force)


def _with_fixed(knowledge: Knowledge, numbers: set[int]) -> Knowledge:
    """The same with the facts at these places fixed."""
    facts = enumerate(knowledge.vocabulary.facts.items())
    marked = {name: replace(fact, fixed=number in numbers) for number, (name, fact) in facts}
    return replace(knowledge, vocabulary=replace(knowledge.vocabulary, facts=marked))


@given(wishes())
@settings(max_examples=tries(60))
def test_what_a_change_is_said_to_do_is_what_happens(drawn: tuple[Knowledge, Answers, Is]) -> None:
    """The whole advice is drawn up again with the other answers, and differs in nothing but what was said."""
    knowledge, answers, goal = drawn
    given_answers, planes, changes = _made(knowledge, answers)
    now = planes.run([given_answers]).meanings()[0]
    for change in changes.towards(goal, given_answers, 2):
        then = planes.run([{**given_answers, **{one.slot: one.value for one in change.answers}}]).meanings()[0]
        assert change.outcome == (then.outcome if then.outcome != now.outcome else None)
        assert {**now.states, **dict(change.states)} == then.states
        assert all(then.ranges[item] == changed for item, changed in change.ranges)


@given(wishes())
@settings(max_examples=tries(60))
def test_the_answers_that_matter_alone_are_those_that_change_something(drawn: tuple[Knowledge, Answers, Is]) -> None:
    """Every other answer was tried by itself; those left out change nothing that a person is told."""
    knowledge, answers, _ = drawn
    given_answers, planes, changes = _made(knowledge, answers)
    alone = changes.alone(given_answers)
    singles = list(_sets(knowledge, given_answers, 1))
    people = [{**given_answers, **{one.slot: one.value for one in single}} for single in singles]
    now, *meanings = planes.run([given_answers, *people]).meanings()
    telling = [
        single
        for single, then in zip(singles, meanings, strict=True)
        if (then.outcome, then.states) != (now.outcome, now.states)
        or any(then.ranges.get(item, found) != found for item, found in now.ranges.items())
    ]
    assert _told_apart(knowledge, (frozenset(one.answers) for one in alone)) == _told_apart(knowledge, telling)


def test_numbers_that_no_rule_tells_apart_are_one_answer(magnesium: sluimer.KnowledgeBase) -> None:
    """Told by the ends between which they lie."""
    consultation = magnesium.consult({"age": 41, "trouble_falling_asleep": True})
    [answer] = [one for change in consultation.changes("outcome", "not_covered", 1) for one in change.answers]
    assert (answer.slot, answer.before, answer.among) == ("age", 41, Within("age", at_least=0, below=18))


def test_what_is_so_already_needs_no_change(magnesium: sluimer.KnowledgeBase) -> None:
    consultation = magnesium.consult({"age": 12})
    assert [change.answers for change in consultation.changes("outcome", "not_covered")] == [()]


def test_a_target_or_state_that_is_none_is_refused_with_those_there_are(magnesium: sluimer.KnowledgeBase) -> None:
    consultation = magnesium.consult({})
    with pytest.raises(sluimer.UnknownTargetError, match="dosse"):
        consultation.changes("dosse")
    with pytest.raises(ValueError, match="can be not_indicated, withheld, open, given, and not `gone`"):
        consultation.changes("dose", "gone")


@pytest.mark.parametrize("most", [0, -1, False])
def test_less_than_one_answer_is_refused(magnesium: sluimer.KnowledgeBase, most: int) -> None:
    """Nothing found would be read as that nothing changes it."""
    with pytest.raises(ValueError, match="1 or more"):
        magnesium.consult({}).changes("dose", "given", most)


@pytest.mark.parametrize("most", ["3", 1.5, None])
def test_a_number_of_answers_is_whole(magnesium: sluimer.KnowledgeBase, most: Any) -> None:
    with pytest.raises(TypeError, match="cannot be interpreted as an integer"):
        magnesium.consult({}).changes("dose", "given", most)


def test_a_change_is_plain_data_too(magnesium: sluimer.KnowledgeBase) -> None:
    consultation = magnesium.consult({"age": 58, "insomnia": True, "kidney_problems": True})
    data = [change.as_dict() for change in consultation.changes("dose", "open")]
    assert data == json.loads(json.dumps(data))
    assert data[0]["answers"] == [{"slot": "kidney_problems", "value": False, "before": True, "fixed": False}]
    assert data[0]["outcome"] == "answers_needed"


ANNA: dict[str, Any] = yaml.safe_load((EXAMPLES / "anna.yaml").read_text(encoding="utf-8"))
"""A person whom nothing stops from being given a dose."""


def test_nobody_can_change_their_age_or_sex(magnesium: sluimer.KnowledgeBase) -> None:
    """A stage of life passes, so another answer to it is a way that can be gone."""
    fixed = [fact.id for fact in magnesium.knowledge.vocabulary.facts.values() if fact.fixed]
    assert fixed == ["age", "sex"]


def test_only_an_answer_that_was_given_is_fixed(magnesium: sluimer.KnowledgeBase) -> None:
    """To say one's age for the first time is always possible, and also when one did not know it, or would not say."""
    young = magnesium.consult({**ANNA, "age": 16}).changes("dose", "given")
    assert {one.slot for change in young for one in change.fixed} == {"age"}
    for unsaid in (None, "unknown", "declined"):
        silent = {**ANNA, "age": unsaid} if unsaid else {key: ANNA[key] for key in ANNA if key != "age"}
        changes = magnesium.consult(silent).changes("dose", "given")
        assert {one.slot for change in changes for one in change.answers} == {"age"}
        assert not any(change.fixed for change in changes)


def test_single_answers_that_nobody_can_change_come_last(magnesium: sluimer.KnowledgeBase) -> None:
    order = [bool(change.fixed) for change in magnesium.consult(ANNA).sensitivity()]
    assert order == sorted(order)
    assert any(order)
    assert not all(order)


def test_what_nobody_can_change_is_told_apart(magnesium: sluimer.KnowledgeBase) -> None:
    """Numbers have their unit, and no bound that nobody could pass."""
    young = _told(magnesium, {**ANNA, "age": 16}, "en")
    assert young == (
        "With these answers the rules would give this advice, but nobody can change what is fixed:\n"
        "  - Age: at least 18 and below 65 years (now: 16 years, fixed)\n"
        "  - Age: at least 65 years (now: 16 years, fixed)\n"
    )
    silent = _told(magnesium, {key: ANNA[key] for key in ANNA if key != "age"}, "nl")
    assert silent.startswith("Dit advies kwam er wel als een hiervan waar was:\n")
    assert "staat vast" not in silent


def test_ways_that_can_be_gone_are_told_before_those_that_cannot(magnesium: sluimer.KnowledgeBase) -> None:
    possible = Change((Answer("kidney_problems", False, True),))
    fixed = Change((Answer("insomnia", False), Answer("sex", "male", "female", fixed=True)))
    told = plain(tell_changes([possible, fixed], MOST, Speaker(magnesium.knowledge, "nl")))
    assert told == (
        "Dit advies kwam er wel als een hiervan waar was:\n"
        "  - Nierproblemen: nee (nu: ja)\n"
        "Met deze antwoorden zouden de regels dit advies geven, maar wat vaststaat kan niemand veranderen:\n"
        "  - Slapeloosheid: nee (nog geen antwoord), en Geslacht: man (nu: vrouw, staat vast)\n"
    )


def _told(magnesium: sluimer.KnowledgeBase, answers: Mapping[str, Any], language: str) -> str:
    changes = magnesium.consult(answers).changes("dose", "given")
    return plain(tell_changes(changes, MOST, Speaker(magnesium.knowledge, language)))
