"""An agreement lifts what it was about: of the bundled knowledge, for persons with up to four reasons."""

import json
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import sluimer
from sluimer import CaseError
from sluimer.knowledge.condition import signed_leaves, slots_of
from sluimer.knowledge.rule import Refer
from sluimer.knowledge.vocabulary import Kind, Outcome
from sluimer.meaning.model import State
from strategies.knowledge import Luck
from strategies.persons import Answers
from tries import tries

BUNDLED = sluimer.load()
FACT = "clinician_agreed"
OPTIONS = tuple(option.id for option in BUNDLED.knowledge.vocabulary.facts[FACT].options)
REASONS: tuple[tuple[str, object], ...] = (
    *(("conditions", option.id) for option in BUNDLED.knowledge.vocabulary.facts["conditions"].options),
    *(("medicines", option.id) for option in BUNDLED.knowledge.vocabulary.facts["medicines"].options),
    ("life_stage", "pregnant"), ("life_stage", "breastfeeding"), ("goals", "relieve_constipation"), ("age", 17),
    ("age", 65), ("egfr", 20), ("egfr", 45), ("egfr", "unknown"), ("kidney_problems", True), ("current_dose", 800),
    ("muscle_cramps", True), ("trouble_falling_asleep", False),
)  # fmt: skip
"""What may stop magnesium, whoever agrees or until somebody does, or send a person to somebody."""


def person(*reasons: tuple[str, object]) -> Answers:
    """A woman who falls asleep badly, answers everything but what was agreed, and has these reasons."""
    facts = BUNDLED.knowledge.vocabulary.facts.values()
    answers: Answers = {fact.id: False for fact in facts if fact.kind is Kind.YES_NO}
    answers |= {fact.id: [] for fact in facts if fact.kind is Kind.SET and fact.id != FACT}
    answers |= {"age": 40, "sex": "female", "egfr": 100, "current_form": "none", "current_dose": 0}
    answers["trouble_falling_asleep"] = True
    for fact, answer in reasons:
        before = answers[fact]
        answers[fact] = [*before, answer] if isinstance(before, list) else answer
    return answers | ({"current_form": "citrate"} if answers["current_dose"] else {})


@st.composite
def persons(draw: st.DrawFn) -> Answers:
    """A person with some reasons, whose answers do not contradict each other."""
    answers = person(*Luck(draw).some(REASONS, 4))
    assume(not BUNDLED.consult(answers).advice.contradictions)
    return answers


def agreed(answers: Answers, *options: str) -> sluimer.Consultation:
    """What comes of it when a care provider agreed to these, and to nothing else as far as is known."""
    return BUNDLED.consult({**answers, FACT: {"includes": list(options)}})


@cache
def options_of(rule: str) -> frozenset[str]:
    """The agreements that a rule asks for itself."""
    slots = slots_of(BUNDLED.knowledge.rules[rule].condition)
    return frozenset(slot.removeprefix(f"{FACT}.") for slot in slots if slot.startswith(f"{FACT}."))


def states(consultation: sluimer.Consultation) -> dict[str, State]:
    """The state of every item that is told."""
    return {item.id: item.state for item in consultation.advice.items}


@given(persons(), st.sampled_from(OPTIONS))
@settings(max_examples=tries(400))
def test_an_agreement_never_lifts_what_another_reason_stops(answers: Answers, option: str) -> None:
    before, after = BUNDLED.consult(answers), agreed(answers, option)
    for item in before.advice.in_state(State.WITHHELD):
        if any(option not in options_of(rule) for rule in item.withheld_by):
            assert states(after)[item.id] is State.WITHHELD, item.id
    for rule in before.advice.fired:
        sends = any(isinstance(effect, Refer) for effect in BUNDLED.knowledge.rules[rule].effects)
        if sends and options_of(rule) and option not in options_of(rule):
            assert rule in after.advice.fired


@given(persons())
@settings(max_examples=tries(400))
def test_the_options_that_are_offered_are_those_that_matter_now(answers: Answers) -> None:
    """One matters where all agreements together lift something, and without this one something is as it was."""
    before, whole = BUNDLED.consult(answers), agreed(answers, *OPTIONS)
    assume(set(before.questions) <= {FACT} and before.advice.outcome is not Outcome.URGENT)
    stopped = [item.id for item in before.advice.in_state(State.WITHHELD) if item.withheld_by]
    lifts = any(states(whole).get(name) is not State.WITHHELD for name in stopped)
    assert (FACT in before.questions) is lifts
    matter = {one for one in OPTIONS if states(agreed(answers, *{*OPTIONS} - {one})) != states(whole)}
    assert set(before.advice.offered.get(FACT, ())) == (matter if lifts else set())


@pytest.mark.parametrize("option", OPTIONS)
def test_each_option_lifts_something_for_somebody(option: str) -> None:
    """Every rule that asks for it no longer fires, and nobody with an agreement is reminded to get one."""
    digoxin = [("medicines", "digoxin"), ("current_dose", 300)]
    pairs = [("age", 65), ("goals", "relieve_constipation")], [("age", 65), ("egfr", "unknown")], digoxin
    people = [person(reason) for reason in REASONS] + [person(*some) for some in pairs]
    ended = {
        rule for one in people for rule in {*BUNDLED.consult(one).advice.fired} - {*agreed(one, option).advice.fired}
    }
    slot = f"{FACT}.{option}"
    tests = ((rule, test) for rule in BUNDLED.knowledge.rules.values() for test in signed_leaves(rule.condition))
    asking = {rule.id for rule, (test, negated) in tests if negated and slot in test.slots}
    assert (asking | {"remind-everyone"}) <= ended


@pytest.mark.parametrize(
    ("reasons", "offered"),
    [
        pytest.param([("medicines", "digoxin")], ["digoxin"], id="one reason"),
        pytest.param(
            [("medicines", "digoxin"), ("life_stage", "pregnant")], ["pregnant", "digoxin"], id="two, as declared"
        ),
        pytest.param(
            [("medicines", "digoxin"), ("medicines", "lithium")], ["digoxin", "lithium"], id="one stops, one sends"
        ),
        pytest.param([("medicines", "lithium")], None, id="nothing is stopped"),
        pytest.param([("medicines", "digoxin"), ("conditions", "heart_block")], None, id="nobody may lift it"),
        pytest.param([("medicines", "digoxin"), ("age", 17)], None, id="nobody is covered"),
        pytest.param([("current_dose", 800)], None, id="an amount that no agreement is about"),
        pytest.param([], None, id="no reason"),
    ],
)
def test_what_is_offered(reasons: list[tuple[str, object]], offered: list[str] | None) -> None:
    consultation = BUNDLED.consult(person(*reasons))
    asked = FACT in consultation.questions
    assert (list(consultation.options(FACT)) if asked else None) == offered
    shown = json.loads(consultation.to_json("en"))["offered"]
    assert shown.keys() == ({FACT} if offered else set())
    assert sorted(shown.get(FACT, ())) == sorted(offered or ())


def test_what_is_left_unsaid_is_asked_once_it_matters() -> None:
    """A part that was answered stays, and another reason is offered alone."""
    answers = {**person(("medicines", "digoxin")), FACT: {"includes": ["digoxin"]}}
    assert BUNDLED.consult(answers).questions == ()
    later = BUNDLED.consult({**answers, "conditions": ["planned_surgery"]})
    assert (later.questions, later.options(FACT)) == ((FACT,), ("planned_surgery",))


@pytest.mark.parametrize("said", [True, False, "yes", "no", "Yes"])
def test_an_answer_of_before_is_refused_with_what_to_write(said: object) -> None:
    with pytest.raises(CaseError) as error:
        BUNDLED.consult({FACT: said})
    [problem] = error.value.problems
    assert problem.code == "answer-set-yes-no"
    assert all(f"`{option}`" in problem.help("en") for option in OPTIONS)
    assert "`[]`" in problem.help("en")


def test_an_option_that_does_not_exist_is_no_question() -> None:
    with pytest.raises(sluimer.UnknownTargetError):
        BUNDLED.consult({}).options("agreed_on_something")
