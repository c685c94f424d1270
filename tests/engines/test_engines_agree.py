"""The engine means what the reference evaluator says, and so does stock experta."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from oracles.score_free import score_free
from oracles.stock_experta import Found, StockExperta
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.meaning.advice import Advice
from sluimer.meaning.model import Meaning, State
from sluimer.meaning.reference import evaluate
from strategies.knowledge import knowledge_bases
from strategies.people import persons
from strategies.persons import Answers, draw_persons
from tries import tries


@pytest.fixture(scope="module")
def bundled() -> sluimer.KnowledgeBase:
    """The knowledge that comes with Sluimer."""
    return sluimer.load()


@st.composite
def consultations(draw: st.DrawFn) -> tuple[Knowledge, list[Answers]]:
    """A knowledge base with some persons for it."""
    knowledge = draw(knowledge_bases())
    return knowledge, draw(st.lists(persons(knowledge), min_size=2, max_size=4))


@given(consultations())
@settings(max_examples=tries(600))
def test_the_engine_means_what_the_reference_says(drawn: tuple[Knowledge, list[Answers]]) -> None:
    """Truths, findings, states, ranges, ranks and outcome, on any knowledge and any person."""
    knowledge, people = drawn
    kb = sluimer.KnowledgeBase(knowledge)
    for answers in people:
        consultation = kb.consult(answers)
        meaning = evaluate(knowledge, consultation.case)
        assert consultation.truths == meaning.rules
        assert consultation.scores == meaning.scores
        assert_advice_means(consultation.advice, meaning)


@given(consultations())
@settings(max_examples=tries(200))
def test_a_score_means_what_the_conditions_it_stands_for_mean(drawn: tuple[Knowledge, list[Answers]]) -> None:
    """Written out as ordinary conditions, which know no points, the same rules hold and the same is advised."""
    knowledge, people = drawn
    plain = score_free(knowledge)
    for answers in people:
        case = sluimer.KnowledgeBase(knowledge).consult(answers).case
        assert replace(evaluate(knowledge, case), scores={}) == evaluate(plain, case)


@given(consultations())
@settings(max_examples=tries(100))
def test_stock_experta_finds_the_same(drawn: tuple[Knowledge, list[Answers]]) -> None:
    """Its Rete finds the same truths of rules and findings."""
    knowledge, people = drawn
    kb, stock = sluimer.KnowledgeBase(knowledge), StockExperta(score_free(knowledge))
    for answers in people:
        consultation = kb.consult(answers)
        assert_finds(stock.run(consultation.case.values), consultation)


def test_on_the_bundled_knowledge_the_engine_means_what_the_reference_says(bundled: sluimer.KnowledgeBase) -> None:
    """The rules that people are advised by, for persons from nearly complete to sparse."""
    for answers in draw_persons(bundled.knowledge, tries(300), seed=2):
        consultation = bundled.consult(answers)
        meaning = evaluate(bundled.knowledge, consultation.case)
        assert consultation.truths == meaning.rules
        assert_advice_means(consultation.advice, meaning)


def test_on_the_bundled_knowledge_stock_experta_finds_the_same(bundled: sluimer.KnowledgeBase) -> None:
    """Stock experta is slow, so for fewer persons."""
    stock = StockExperta(bundled.knowledge)
    for answers in draw_persons(bundled.knowledge, tries(100), seed=3):
        consultation = bundled.consult(answers)
        assert_finds(stock.run(consultation.case.values), consultation)


def assert_advice_means(advice: Advice, meaning: Meaning) -> None:
    """All that the reference knows is the same in the advice."""
    assert advice.findings == meaning.findings
    assert states(advice) == {name: state for name, state in meaning.states.items() if state is not State.NOT_INDICATED}
    assert {item.id: item.range for item in advice.items if item.range} == meaning.ranges
    assert {item.id: item.limit for item in advice.items if item.limit is not None} == meaning.limits
    assert {item.id: item.rank for item in advice.items if item.rank} == meaning.ranks
    assert advice.outcome == meaning.outcome


def assert_finds(found: Found, consultation: sluimer.Consultation) -> None:
    """The other engine found the same truths of rules and findings."""
    assert {name: truth for name, truth in found.rules.items() if name != SCOPE} == consultation.truths
    assert found.findings == consultation.advice.findings


def states(advice: Advice) -> Mapping[str, State]:
    """The state of each item that has one."""
    return {item.id: item.state for item in advice.items}
