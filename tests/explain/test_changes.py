"""All smallest changes are found, and nothing else: against trying every set of other answers."""

import json
import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, count, product
from math import prod
from time import monotonic
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from conftest import EXAMPLES, HOUSE_PLANTS, SOLVER
from sluimer.engines.planes import Planes, make_planes
from sluimer.explain.answer_trial import Goal, Saying
from sluimer.explain.changes import Change, Changes
from sluimer.explain.other_answers import Answer
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Within, leaves
from sluimer.knowledge.vocabulary import Kind, Scalar
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.net import OUTCOME, contradiction_name, state_name
from sluimer.tell.changes import tell_changes
from sluimer.tell.outline import plain
from sluimer.tell.speaker import Speaker
from strategies.knowledge import Luck, knowledge_bases
from strategies.people import persons
from strategies.persons import Answers
from tries import tries

MOST = 3

Set = frozenset[Answer]


@dataclass(frozen=True)
class Wish:
    """A knowledge base, a person, and what somebody would like to be otherwise."""

    knowledge: Knowledge
    answers: Answers
    part: str
    label: str

    @property
    def goal(self) -> Goal:
        return ((Saying(self.part, (self.label,)),),)

    @cached_property
    def given(self) -> Mapping[str, Scalar]:
        return sluimer.KnowledgeBase(self.knowledge).read_case(self.answers).given

    @cached_property
    def changes(self) -> Changes:
        return Changes(make_net(self.knowledge), self.knowledge.vocabulary)


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    """Any state of any item, or any outcome."""
    knowledge = draw(knowledge_bases())
    luck = Luck(draw)
    item = luck.of([*knowledge.vocabulary.items])
    part, label = (state_name(item), luck.of([*State])) if luck.once_in(2) else (OUTCOME, luck.of([*Outcome]))
    return Wish(knowledge, draw(persons(knowledge)), part, label)


@given(wishes())
@settings(max_examples=tries(150))
def test_every_smallest_change_is_found_and_no_other(wish: Wish) -> None:
    """Up to three answers, on generated knowledge, for any state of any item and any outcome."""
    sets = [frozenset(change.answers) for change in wish.changes.towards(wish.goal, wish.given, MOST)]
    assert len({*sets}) == len(sets), "a change is found twice"
    assert _told_apart(wish.knowledge, sets) == _told_apart(wish.knowledge, _by_force(wish, MOST))


@SOLVER
@given(wishes())
@settings(max_examples=tries(40))
def test_the_solver_and_the_planes_find_the_same(wish: Wish) -> None:
    """The solver is asked for every size here, also for those which else are tried."""
    trial = wish.changes.trial(wish.goal, wish.given)
    found = wish.changes.more.smallest(trial, (), count(), monotonic() + 60)
    tried = trial.smallest(MOST)
    assert {one for one in found if len(one) <= MOST} == trial.matters_of(tried)
    assert [len(one) for one in found] == sorted(map(len, found))
    assert not any(one < other for one, other in combinations(found, 2))


@SOLVER
@given(wishes())
@settings(max_examples=tries(25))
def test_changes_of_any_size_are_found_and_no_other(wish: Wish) -> None:
    """Against every set of five other answers, where those are few enough to be all tried."""
    matters = _matters(wish.knowledge, wish.given)
    size = next(size for size in (5, 4, 3) if size == MOST or _count(matters, size) < 20_000)
    found = [frozenset(change.answers) for change in wish.changes.towards(wish.goal, wish.given, None, 60)]
    few = [one for one in found if len(one) <= size]
    assert _told_apart(wish.knowledge, few) == _told_apart(wish.knowledge, _by_force(wish, size))
    assert [*found] == [frozenset(one.answers) for one in wish.changes.towards(wish.goal, wish.given, 99, 60)]


def _told_apart(knowledge: Knowledge, changes: Iterable[Set]) -> set[frozenset[tuple[object, ...]]]:
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

    return {frozenset((one.slot, said(one), one.options) for one in change) for change in changes}


def _by_force(wish: Wish, most: int, kept: Container[str] = ()) -> list[Set]:
    """Every set of other answers, tried, but in the slots that are kept; those without a smaller set of matters."""
    planes, matters = make_planes(make_net(wish.knowledge)), _matters(wish.knowledge, wish.given, kept)
    held = _contradictions(planes, [wish.given])[0]
    found: list[Set] = []
    about: list[set[str]] = []
    for size in range(most + 1):
        changes = [*_sets(matters, size)]
        people = [_with(wish.given, change) for change in changes]
        labels = planes.run(people).each(wish.part)
        there = zip(changes, labels, _contradictions(planes, people), strict=True)
        good = [one for one, label, broken in there if label == wish.label and broken <= held]
        new = [one for one in good if not any(each < {a.slot for a in one} for each in about)]
        found += new
        about += [{answer.slot for answer in one} for one in new]
    return [_named(one) for one in found]


def _contradictions(planes: Planes, people: list[Mapping[str, Scalar]]) -> list[set[str]]:
    """Those that hold for each of these people."""
    run = planes.run(people)
    truths = {name: run.each(contradiction_name(name)) for name in planes.net.contradictions}
    return [{name for name, each in truths.items() if each[number]} for number in range(len(people))]


def _with(answers: Mapping[str, Scalar], change: Iterable[Answer]) -> Mapping[str, Scalar]:
    """These answers with others; that nothing else is in a set says nothing of what the others put there."""
    last = sorted(change, key=lambda one: not one.options)
    return {**answers, **{name: value for one in last for name, value in one.puts.items()}}


def _named(change: Set) -> Set:
    """The change where "none of the others" names those only that nothing else in it is about."""
    there = {one.slot for one in change}
    left = {one: tuple(each for each in one.options if f"{one.slot}.{each}" not in there) for one in change}
    return frozenset(replace(one, options=options) for one, options in left.items())


def _matters(knowledge: Knowledge, answers: Mapping[str, Scalar], kept: Container[str] = ()) -> dict[str, list[Answer]]:
    """For each slot all its other values; of an unfinished set that an option is in it, and that no other is."""
    found: dict[str, list[Answer]] = {}
    for fact in knowledge.vocabulary.facts.values():
        left = [name for name in fact.slots if name not in answers]
        several = fact.kind is Kind.SET and len(left) > 1
        for name in (one for one in fact.slots if one not in kept):
            values = [True] if several and name in left else _values(fact.kind, answers.get(name))
            found[name] = [Answer(name, value, answers.get(name)) for value in values]
        if several:
            options = tuple(option.id for option in fact.options if f"{fact.id}.{option.id}" in left)
            found[fact.id] = [Answer(fact.id, False, options=options)]
    return found


def _count(matters: Mapping[str, list[Answer]], size: int) -> int:
    return sum(prod(map(len, chosen)) for chosen in combinations(matters.values(), size))


def _sets(matters: Mapping[str, list[Answer]], size: int) -> Iterator[Set]:
    for chosen in combinations(matters.values(), size):
        yield from map(frozenset, product(*chosen))


def _values(kind: Kind, before: Scalar | None) -> list[Scalar]:
    every: list[Scalar] = [True, False]
    if kind is Kind.CHOICE:
        every = ["a", "b", "c"]
    if kind is Kind.NUMBER:
        every = [number / 2 for number in range(-2, 15)]
    return [value for value in every if value != before]


@given(wishes(), st.sets(st.integers(0, 9)))
@settings(max_examples=tries(100))
def test_ways_that_can_be_gone_are_those_that_leave_fixed_answers_as_they_are(wish: Wish, fixed: set[int]) -> None:
    """They come first, and are all that is found by trying only answers that can change or are still to be given."""
    wish = replace(wish, knowledge=_with_fixed(wish.knowledge, fixed))
    found = wish.changes.towards(wish.goal, wish.given, MOST)
    possible = [frozenset(change.answers) for change in found if not change.fixed]
    facts = wish.knowledge.vocabulary.facts.values()
    kept = {slot for fact in facts if fact.fixed for slot in fact.slots if slot in wish.given}
    assert [bool(change.fixed) for change in found] == sorted(bool(change.fixed) for change in found)
    assert all({one.slot for one in change.fixed} == {one.slot for one in change.answers} & kept for change in found)
    by_force = _by_force(wish, MOST, kept)
    assert _told_apart(wish.knowledge, possible) == _told_apart(wish.knowledge, by_force)


def _with_fixed(knowledge: Knowledge, numbers: set[int]) -> Knowledge:
    """The same with the facts at these places fixed."""
    facts = enumerate(knowledge.vocabulary.facts.items())
    marked = {name: replace(fact, fixed=number in numbers) for number, (name, fact) in facts}
    return replace(knowledge, vocabulary=replace(knowledge.vocabulary, facts=marked))


@given(wishes())
@settings(max_examples=tries(60))
def test_what_a_change_is_said_to_do_is_what_happens(wish: Wish) -> None:
    """The whole advice is drawn up again with the other answers, and differs in nothing but what was said."""
    planes = make_planes(make_net(wish.knowledge))
    found = wish.changes.towards(wish.goal, wish.given, 2)
    now, *meanings = planes.run([wish.given, *(_with(wish.given, one.answers) for one in found)]).meanings()
    for change, then in zip(found, meanings, strict=True):
        assert change.outcome == (then.outcome if then.outcome != now.outcome else None)
        assert {**now.states, **dict(change.states)} == then.states
        assert _amounts(now.ranges, then.ranges) == dict(change.ranges)
        assert _amounts(now.limits, then.limits) == dict(change.limits)


def _amounts(now: Mapping[str, object], then: Mapping[str, object]) -> dict[str, object]:
    return {item: amount for item, amount in then.items() if item in now and now[item] != amount}


@given(wishes())
@settings(max_examples=tries(60))
def test_the_answers_that_matter_alone_are_those_that_change_something(wish: Wish) -> None:
    """Every other answer was tried by itself; those left out change nothing that a person is told."""
    planes = make_planes(make_net(wish.knowledge))
    alone = wish.changes.alone(wish.given)
    singles = [*_sets(_matters(wish.knowledge, wish.given), 1)]
    now, *meanings = planes.run([wish.given, *(_with(wish.given, single) for single in singles)]).meanings()
    telling = [
        single
        for single, then in zip(singles, meanings, strict=True)
        if (then.outcome, then.states) != (now.outcome, now.states) or _amounts(now.ranges, then.ranges)
    ]
    assert _told_apart(wish.knowledge, (frozenset(one.answers) for one in alone)) == _told_apart(
        wish.knowledge, telling
    )


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


@pytest.mark.parametrize("most", ["3", 1.5])
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
    """Numbers have their unit, no bound that nobody could pass, and those next to each other are one."""
    young = _told(magnesium, {**ANNA, "age": 16}, "en")
    assert young == (
        "What is fixed cannot be otherwise. This advice would have been given:\n"
        "  - Age: had you been at least 18 years (you are: 16 years)\n"
    )
    silent = _told(magnesium, {key: ANNA[key] for key in ANNA if key != "age"}, "nl")
    assert silent.startswith("Dit advies was er wel geweest als een hiervan zo was geweest:\n")
    assert "vaststaat" not in silent


def test_ways_that_can_be_gone_are_told_before_those_that_cannot(magnesium: sluimer.KnowledgeBase) -> None:
    possible = Change((Answer("kidney_problems", False, True),))
    fixed = Change((Answer("insomnia", False), Answer("sex", "male", "female", fixed=True)))
    told = plain(tell_changes([possible, fixed], Speaker(magnesium.knowledge, "nl")))
    assert told == (
        "Dit advies was er wel geweest als een hiervan zo was geweest:\n"
        "  - Nierproblemen: nee (nu: ja)\n"
        "Wat vaststaat, kan niet anders. Dit advies was er wel geweest:\n"
        "  - Slapeloosheid: nee (nog geen antwoord), en Geslacht: was u man geweest (u bent: vrouw)\n"
    )


def test_the_options_of_one_set_are_one_line(magnesium: sluimer.KnowledgeBase) -> None:
    """Those that would be in it, and those that would not, apart by what was said of them."""
    answers = (
        Answer("medicines", False, options=("iron", "lithium")),
        Answer("medicines.digoxin", False, True),
        Answer("medicines.ppi", True),
        Answer("medicines.quinolone", True, False),
        Answer("medicines.tetracycline", True),
    )
    [_, line] = plain(tell_changes([Change(answers)], Speaker(magnesium.knowledge, "en"))).splitlines()
    label = {one.id: one.label.in_language("en") for one in magnesium.knowledge.vocabulary.facts["medicines"].options}
    assert line.strip() == (
        f"- Medicines: with {label['quinolone']} (now: without); "
        f"with {label['ppi']}, {label['tetracycline']} (no answer yet); none of the others (no answer yet); "
        f"without {label['digoxin']} (now: with)"
    )


def test_none_of_the_others_is_one_answer(magnesium: sluimer.KnowledgeBase) -> None:
    """A list of which nothing was said takes one answer and not one for each of its options, and is filled by that."""
    silent = {**ANNA}
    del silent["medicines"]
    [change] = magnesium.consult(silent).changes("dose", "given")
    [answer] = change.answers
    every = [option.id for option in magnesium.knowledge.vocabulary.facts["medicines"].options]
    assert (answer.slot, answer.value, list(answer.options)) == ("medicines", False, every)
    assert answer.as_dict()["options"] == every
    assert answer.puts == {f"medicines.{option}": False for option in every}
    then = magnesium.consult({**silent, "medicines": {"excludes": list(answer.options)}})
    assert "dose" in {item.id for item in then.advice.in_state(State.GIVEN)}
    assert "Medicines: none of these (no answer yet)" in _told(magnesium, silent, "en")


def test_the_others_are_those_of_which_nothing_was_said(magnesium: sluimer.KnowledgeBase) -> None:
    some = {**ANNA, "medicines": {"includes": ["iron"], "excludes": ["digoxin"]}}
    [answer] = [one for change in magnesium.consult(some).changes("dose", "given") for one in change.answers]
    assert not {"iron", "digoxin"} & {*answer.options}
    assert "Medicines: none of the others (no answer yet)" in _told(magnesium, some, "en")


def test_the_last_option_without_an_answer_is_told_by_its_name(magnesium: sluimer.KnowledgeBase) -> None:
    others = [one.id for one in magnesium.knowledge.vocabulary.facts["medicines"].options if one.id != "digoxin"]
    last = {**ANNA, "medicines": {"excludes": others}}
    found = [change.answers for change in magnesium.consult(last).changes("dose", "given")]
    assert (Answer("medicines.digoxin", False),) in found
    assert "Medicines: without the heart medicine digoxin (no answer yet)" in _told(magnesium, last, "en")


def test_answers_that_cannot_all_be_true_are_no_way(magnesium: sluimer.KnowledgeBase) -> None:
    """A man who says that he is pregnant waits for a dose, but nobody is told so."""
    man = magnesium.consult({**ANNA, "sex": "male", "life_stage": []})
    contradicting = magnesium.consult({**ANNA, "sex": "male", "life_stage": ["pregnant"]})
    assert "dose" not in {item.id for item in contradicting.advice.in_state(State.GIVEN)}
    changed = {frozenset(one.slot for one in change.answers) for change in man.changes("dose")}
    assert frozenset({"life_stage.pregnant"}) not in changed


@SOLVER
def test_more_than_three_answers_are_found_by_the_solver(magnesium: sluimer.KnowledgeBase) -> None:
    """Somebody of whom nothing is known, and who would be advised a dose."""
    consultation = magnesium.consult({})
    assert consultation.changes("dose", "given") == ()
    found = consultation.changes("dose", "given", most=None)
    assert {len(change.answers) for change in found} == {8, 9}
    for change in found[::20]:
        planes = make_planes(magnesium.net).run([_with({}, change.answers)])
        assert planes.of(state_name("dose"), 0) == "given"
    assert consultation.changes("dose", "given", most=4) == ()


def test_without_the_solver_up_to_three_answers_are_found_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sluimer.explain.more_answers", None)
    consultation = sluimer.load(HOUSE_PLANTS).consult({"indoors": True})
    assert consultation.changes("water", "not_indicated", most=3)
    for most in (4, None):
        with pytest.raises(ModuleNotFoundError, match=r"pip install 'sluimer\[prove\]'"):
            consultation.changes("water", "not_indicated", most)


def test_what_is_so_already_needs_no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sluimer.explain.more_answers", None)
    consultation = sluimer.load(HOUSE_PLANTS).consult({"indoors": False})
    assert [change.answers for change in consultation.changes("water", "not_indicated", None)] == [()]


@SOLVER
def test_too_little_time_is_told_with_what_was_found(magnesium: sluimer.KnowledgeBase) -> None:
    consultation = magnesium.consult({**ANNA, "kidney_problems": True})
    with pytest.raises(sluimer.UndecidedError, match="not decided") as caught:
        consultation.changes("outcome", most=None, seconds=0)
    assert caught.value.found == consultation.changes("outcome")


@SOLVER
def test_too_little_time_to_say_what_was_found_is_undecided_too(
    magnesium: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts were found that bring it, and their answers would take too long to try."""
    monkeypatch.setattr("sluimer.explain.changes.GRACE", -100)
    with pytest.raises(sluimer.UndecidedError, match="0 were found"):
        magnesium.consult({}).changes("dose", "given", most=None)


@SOLVER
def test_several_threads_may_ask_the_solver(plant_care: sluimer.KnowledgeBase) -> None:
    """One after the other, and each gets what is asked alone."""
    people: list[dict[str, Any]] = [{}, {"indoors": True}, {"moisture": 40, "gardener_agreed": False}, {"height": 10}]

    def ask(person: Mapping[str, Any]) -> tuple[Change, ...]:
        return plant_care.consult(person).changes("water", "given", None)

    with ThreadPoolExecutor(4) as pool:
        together = [*pool.map(ask, people)]
    assert together == [*map(ask, people)]


def _told(magnesium: sluimer.KnowledgeBase, answers: Mapping[str, Any], language: str) -> str:
    changes = magnesium.consult(answers).changes("dose", "given")
    return plain(tell_changes(changes, Speaker(magnesium.knowledge, language)))
