"""What a question decides: whatever an answer alone would change is named, and what is named is still undecided."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Known, leaves
from sluimer.knowledge.rule import Side
from sluimer.meaning.alternatives import make_alternatives
from sluimer.meaning.model import State
from strategies.knowledge import knowledge_bases
from strategies.people import persons
from strategies.persons import Answers
from tries import tries

PERSON = {"indoors": True, "drooping": True, "light": "shade", "height": 220}


@st.composite
def consultations(draw: st.DrawFn) -> tuple[Knowledge, Answers]:
    """A knowledge base and a person."""
    knowledge = draw(knowledge_bases())
    return knowledge, draw(persons(knowledge))


@given(consultations())
@settings(max_examples=tries(100))
def test_an_answer_changes_no_item_but_in_the_topics_or_by_the_rules_that_are_named(
    drawn: tuple[Knowledge, Answers],
) -> None:
    knowledge, answers = drawn
    kb = sluimer.KnowledgeBase(knowledge)
    before = kb.consult(answers)
    conditions = [knowledge.manifest.scope.condition, *(rule.condition for rule in knowledge.rules.values())]
    tests = [leaf for condition in conditions for leaf in leaves(condition)]
    asked_whether_known = {leaf.fact for leaf in tests if isinstance(leaf, Known)}
    for fact in before.questions:
        overruling = knowledge.vocabulary.facts[fact].implies  # takes another answer away, which stakes say nothing of
        if knowledge.vocabulary.facts[fact].assume is not None or fact in asked_whether_known or overruling:
            continue
        found = before.stakes(fact)
        rules = (*found.stopping, *found.referring, *found.bringing)
        items = {item for rule in rules for effect in knowledge.rules[rule].effects for item in effect.items}
        named = items | {item.id for item in before.advice.items if item.topic in found.topics}
        for after in _answered(kb, before, fact):
            changed = {name for name in knowledge.vocabulary.items if _state(before, name) != _state(after, name)}
            assert changed <= named or found.scope


def _answered(kb: sluimer.KnowledgeBase, before: sluimer.Consultation, fact: str) -> list[sluimer.Consultation]:
    """One person with each answer in a slot of a fact that has none yet."""
    alternatives, given_answers = make_alternatives(kb.net, kb.knowledge.vocabulary), before.case.given
    found = []
    missing = [slot for slot in kb.knowledge.vocabulary.facts[fact].slots if slot not in given_answers]
    for slot in missing:
        for value in alternatives.values[slot]:
            unknown, declined = ({*names} - {fact} for names in (before.case.unknown, before.case.declined))
            answers = {**given_answers, slot: value}
            found.append(kb.consult(kb._reader.completed(answers, unknown, declined, before.case.parts)))
    return found


def _state(consultation: sluimer.Consultation, item: str) -> State:
    found = consultation.advice.item(item)
    return found.state if found else State.NOT_INDICATED


@given(consultations())
@settings(max_examples=tries(60))
def test_every_rule_that_is_named_is_undecided_unless_it_wants_or_withholds_now(
    drawn: tuple[Knowledge, Answers],
) -> None:
    knowledge, answers = drawn
    consultation = sluimer.KnowledgeBase(knowledge).consult(answers)
    for fact in knowledge.vocabulary.facts:
        found = consultation.stakes(fact)
        for rule in (*found.stopping, *found.referring, *found.bringing):
            assert consultation.truth_of(rule) is None
        assert all(consultation.truth_of(rule) for rule in found.wanting)
        assert all(consultation.truth_of(rule) is not False for rule in found.lifting)
        sides = {effect.side for rule in found.stopping for effect in knowledge.rules[rule].effects}
        assert not found.stopping or not sides.isdisjoint((Side.STOPS, Side.LIMITS))


def test_a_question_says_what_it_may_stop_and_what_waits(plant_care: sluimer.KnowledgeBase) -> None:
    found = plant_care.consult(PERSON).stakes("moisture")
    assert found.stopping == ("wet-soil-stops-water",)
    assert found.referring == ("wet-soil-stops-water",)
    assert found.topics == ("help", "water")
    assert not found.scope


def test_what_would_settle_a_fact_that_was_asked_in_vain_is_wanted_for_it(
    plants: Path, change: Callable[[str, str | None, str], None]
) -> None:
    rule = """asks:
  when: {indoors: yes}
  then: [{ask: drooping}]
  because: {nl: Kijk., en: Look.}
  cites: [B2]
"""
    change("rules/book/asks.yaml", None, rule)
    kb = sluimer.load(plants)
    asked = kb.consult({"indoors": True, "drooping": "unknown"})
    assert "moisture" in asked.questions
    assert asked.stakes("moisture").wanting == ("asks",)
    assert kb.consult({"indoors": True, "drooping": False}).stakes("moisture").wanting == ()


def test_an_agreement_that_would_lift_a_limit_says_so(
    plants: Path, change: Callable[[str, str | None, str], None]
) -> None:
    change("rules/care/stop.yaml", "when: {height: {above: 200}}", "when: {height: {above: 200}, gardener_agreed: no}")
    consultation = sluimer.load(plants).consult({"indoors": True, "drooping": True, "moisture": 20, "height": 220})
    assert "gardener_agreed" in consultation.questions
    assert consultation.stakes("gardener_agreed").lifting == ("tall-plants-drink-less",)


def test_stakes_are_plain_data_too(plant_care: sluimer.KnowledgeBase) -> None:
    data = plant_care.consult(PERSON).stakes("moisture").as_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["fact"] == "moisture"


def test_what_decides_who_is_covered_says_so(plant_care: sluimer.KnowledgeBase) -> None:
    assert plant_care.consult({}).stakes("indoors").scope


@pytest.mark.parametrize("name", ["moistrue", "water", "", 3])
def test_what_is_no_fact_is_refused(plant_care: sluimer.KnowledgeBase, name: str) -> None:
    with pytest.raises(sluimer.UnknownTargetError) as raised:
        plant_care.consult(PERSON).stakes(name)
    assert raised.value.problems[0].code == "not-a-question"
