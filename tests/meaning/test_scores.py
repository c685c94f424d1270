"""Scores: what they add up to while answers are missing, exactly, and what a test of one is then."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from sluimer import KnowledgeBase, State
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Condition, Is, Within
from sluimer.knowledge.rule import Advise, Range, Refer, Withhold
from sluimer.knowledge.vocabulary import Points, Score
from sluimer.meaning.logic import Truth
from sluimer.meaning.reference import evaluate
from sluimer.meaning.truth import ScoreRange, plain_total
from strategies.knowledge import HERE, small_knowledge, text
from strategies.persons import Answers

X, Y = Is("x", (True,)), Is("y", (True,))
BOTH: tuple[Points, ...] = (((X, 2),), ((Y, 1),))


def scored(knowledge: Knowledge, *scores: Score) -> KnowledgeBase:
    """The knowledge with these scores, ready to be consulted."""
    vocabulary = replace(knowledge.vocabulary, scores={score.id: score for score in scores})
    return KnowledgeBase(replace(knowledge, vocabulary=vocabulary))


def adding(*terms: Points, test: Condition | None = None) -> KnowledgeBase:
    """A knowledge base with one score and one rule that tests it."""
    knowledge = small_knowledge((test or Within("score", at_least=1), [Refer("see_someone")]))
    return scored(knowledge, Score("score", text("score"), HERE, terms))


def total(kb: KnowledgeBase, answers: Answers) -> tuple[float, float]:
    """What the score may be, as the engine and the reference both say."""
    consultation = kb.consult(answers)
    assert evaluate(kb.knowledge, consultation.case).scores == consultation.scores
    return plain(consultation.scores["score"])


def plain(found: ScoreRange) -> tuple[float, float]:
    """The ends as plain numbers."""
    return plain_total(found.low), plain_total(found.high)


@pytest.mark.parametrize(
    ("answers", "low", "high"),
    [
        ({}, 0, 3),
        ({"x": True}, 2, 3),
        ({"x": False}, 0, 1),
        ({"y": "unknown"}, 0, 3),
        ({"x": True, "y": "declined"}, 2, 3),
        ({"x": True, "y": False}, 2, 2),
        ({"x": False, "y": False}, 0, 0),
    ],
)
def test_what_nobody_answered_counts_for_the_highest_and_not_for_the_lowest(
    answers: Answers, low: int, high: int
) -> None:
    assert total(adding(*BOTH), answers) == (low, high)


@pytest.mark.parametrize(
    ("answers", "low", "high"),
    [
        ({}, 0, 3),
        ({"y": True}, 1, 3),
        ({"x": True}, 3, 3),
        ({"x": False}, 0, 1),
        ({"x": False, "y": True}, 1, 1),
        ({"x": False, "y": False}, 0, 0),
    ],
)
def test_of_alternatives_the_highest_that_holds_counts(answers: Answers, low: int, high: int) -> None:
    """Once it surely holds, the lower ones do not matter any more."""
    assert total(adding(((X, 3), (Y, 1))), answers) == (low, high)


def test_points_below_zero_are_taken_off() -> None:
    """While nobody knows, the lowest total is lower for them."""
    kb = adding(((X, -2),), ((Y, 1),))
    assert total(kb, {}) == (-2, 1)
    assert total(kb, {"x": True, "y": True}) == (-1, -1)


def test_decimals_are_exact() -> None:
    """Three times a tenth is three tenths, which no binary fraction is."""
    n = Within("n", at_least=0.5)
    kb = adding(((X, 0.1),), ((Y, 0.1),), ((n, 0.1),), test=Within("score", at_least=0.3))
    consultation = kb.consult({"x": True, "y": True, "n": 0.5})
    assert consultation.scores["score"] == (Fraction("0.3"), Fraction("0.3"))
    assert consultation.truths["rule-0"] is True


@pytest.mark.parametrize(
    ("bounds", "low", "high", "truth"),
    [
        ({"at_least": 3}, 3, 5, True),
        ({"at_least": 3}, 2, 5, None),
        ({"at_least": 3}, 0, 2, False),
        ({"above": 3}, 3, 3, False),
        ({"above": 3}, 3, 4, None),
        ({"at_most": 3}, 0, 3, True),
        ({"at_most": 3}, 3, 4, None),
        ({"below": 3}, 3, 4, False),
        ({"below": 3}, 0, 2, True),
        ({"at_least": 1, "at_most": 4}, 1, 4, True),
        ({"at_least": 1, "at_most": 4}, 0, 4, None),
        ({"at_least": 1, "at_most": 4}, 5, 9, False),
        ({"at_least": 1, "at_most": 4}, 0, 9, None),
    ],
)
def test_a_test_is_true_when_the_lowest_suffices_and_false_when_the_highest_does_not(
    bounds: dict[str, Any], low: int, high: int, truth: Truth
) -> None:
    assert ScoreRange(Fraction(low), Fraction(high)).within(Within("score", **bounds)) is truth


def test_an_item_waits_for_what_can_still_bring_a_stop_over_its_bound() -> None:
    """It is open while the score may reach the bound, and asks for what can still count, and for nothing else."""
    knowledge = small_knowledge(
        (Within("y_again", at_least=0), [Advise("amount", Range(1, 2, 1))]),
        (Within("score", at_least=3), [Withhold("amount", ("amount",))]),
    )
    scores = Score("score", text("score"), HERE, BOTH), Score("y_again", text("y again"), HERE, (((Y, 1),),))
    kb = scored(knowledge, *scores)
    open_one = kb.consult({"x": True}).advice.item("amount")
    assert open_one is not None
    assert (open_one.state, open_one.open_on) == (State.OPEN, ("y",))
    assert kb.consult({"x": False}).advice.in_state(State.GIVEN)[0].id == "amount"
    assert kb.consult({"x": True, "y": True}).advice.in_state(State.WITHHELD)[0].id == "amount"


def test_a_question_that_cannot_change_a_total_any_more_is_not_asked() -> None:
    """Once the higher alternative holds, whether the lower one does makes no difference."""
    kb = adding(((X, 3), (Y, 1)), ((Within("n", below=0), 1),), test=Within("score", at_least=4))
    assert set(kb.consult({}).questions) == {"x", "y", "n"}
    assert kb.consult({"x": True}).questions == ("n",)
    assert kb.consult({"n": -1, "x": False}).questions == ()


def test_a_score_may_add_up_other_scores() -> None:
    knowledge = small_knowledge((Within("sum", at_least=2), [Refer("see_someone")]))
    inner = Score("inner", text("inner"), HERE, BOTH)
    outer = Score("sum", text("sum"), HERE, (((Within("inner", at_least=3), 2), (Within("inner", at_least=1), 1)),))
    kb = scored(knowledge, outer, inner)
    for answers, found in (({}, ((0, 2), (0, 3))), ({"y": True}, ((1, 2), (1, 3)))):
        scores = kb.consult(answers).scores
        assert (plain(scores["sum"]), plain(scores["inner"])) == found
    assert kb.consult({"x": True, "y": True}).truths == {"rule-0": True}
