"""Why a score is what it is: as data, in words for each reader, and in pictures."""

import json

import pytest

import sluimer
from conftest import NEWS2
from meaning.test_scores import X, Y, adding
from sluimer import Consultation, State
from sluimer.explain.proof import ScoreProof
from sluimer.explain.why import TargetKind
from sluimer.tell.faithful import unfaithful
from sluimer.tell.outline import plain
from sluimer.tell.pictures.chain import chain_of_rule
from sluimer.tell.pictures.decision_chain import chain_of_decision
from sluimer.tell.plainly import tell_plainly
from sluimer.tell.proof import tell_why
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.rule import tell_rule
from sluimer.tell.speaker import Speaker
from strategies.persons import Answers, draw_persons
from tries import tries

KB = sluimer.load(NEWS2)
ILL: Answers = {
    "age": 50,
    "pregnant": False,
    "scale_2": False,
    "extra_oxygen": False,
    "breaths": 26,
    "saturation": 95,
    "systolic": 120,
    "pulse": 112,
    "consciousness": "alert",
}
"""Six points for sure; the temperature, which nobody took, can add three."""


def ill(**answers: object) -> Consultation:
    """Who is ill, and more or otherwise."""
    return KB.consult({**ILL, **answers})


def score(consultation: Consultation, name: str) -> ScoreProof:
    """The proof of a score that is asked about."""
    [explanation] = consultation.why(name)
    assert explanation.kind is TargetKind.SCORE
    return explanation.scores[0]


def why(consultation: Consultation, target: str, language: str) -> str:
    """What is told of a target."""
    return plain(tell_why(consultation.why(target), consultation, Speaker(KB.knowledge, language)))


def test_a_proof_says_for_each_term_what_counts_what_may_and_why() -> None:
    proof = score(ill(), "news2").as_dict()
    assert (proof["score"], proof["lowest"], proof["highest"], proof["cites"]) == ("news2", 6, 9, ["N5"])
    terms = proof["terms"]
    assert isinstance(terms, list)
    counted = [[(one["points"], one["counts"]) for one in term] for term in terms]
    assert counted[0] == [(3, True), (2, False), (1, False)]
    assert counted[2] == [(2, False)]
    assert counted[6] == [(3, None), (2, None), (1, None)]
    assert json.loads(json.dumps(proof)) == proof


def test_points_that_hold_are_not_sure_while_higher_ones_may_count() -> None:
    """They count for the lowest total all the same."""
    proof = score(adding(((X, 3), (Y, 1))).consult({"y": True}), "score")
    assert proof.total.as_dict() == {"lowest": 1, "highest": 3}
    assert [(one.points, one.counts) for one in proof.terms[0]] == [(3, None), (1, None)]


IN_WORDS = {
    "en": (
        "NEWS2: 6 so far, 3 still possible (needed: at least 7)",
        "points: 3",
        "points that may still count: 3",
        "points: 0 (Extra oxygen: no)",
    ),
    "nl": (
        "NEWS2: tot nu toe 6, nog mogelijk 3 (nodig: ten minste 7)",
        "punten: 3",
        "punten die nog kunnen tellen: 3",
        "punten: 0 (Extra zuurstof: nee)",
    ),
}


@pytest.mark.parametrize("language", IN_WORDS)
def test_a_test_of_a_score_says_how_many_there_are_and_how_many_may_come(language: str) -> None:
    """Then each term: what counts or may, with its answers, and what comes to nothing, with what was met."""
    told = ill().tell("professional", language, "emergency_assessment")
    for line in IN_WORDS[language]:
        assert line in told


def test_who_asks_why_a_score_is_what_it_is_is_told_term_by_term() -> None:
    told = why(ill(temperature=37), "breathing_points", "en")
    assert told.splitlines()[:3] == [
        "Points for breathing (breathing_points): 3",
        "  + points: 3",
        "    + Breathing: 26 a minute (needed: at least 25)",
    ]
    assert "N2: " in told


def test_a_person_is_told_what_a_score_adds_up() -> None:
    """Without codes of sources."""
    consultation = ill(temperature=37)
    told = plain(tell_plainly(consultation.why("breathing_points"), consultation, Speaker(KB.knowledge, "en")))
    assert told.startswith(
        "Points for breathing: 3\n  + points: 3\n    - Breathing: 26 a minute (needed: at least 25)\n"
    )
    assert "Breaths a minute. 8 or less" in told
    assert "N2" not in told


def test_a_score_waits_for_what_can_still_count() -> None:
    """And for nothing else: the temperature."""
    item = ill().advice.item("emergency_assessment")
    assert item is not None
    assert (item.state, item.open_on) == (State.OPEN, ("temperature",))


def test_the_smallest_changes_reach_through_scores() -> None:
    """Each single answer that would bring the total to 7, and no other."""
    found = ill(temperature=37).changes("emergency_assessment", "given", most=1)
    changed = {(answer.slot, answer.value) for change in found for answer in change.answers}
    assert ("extra_oxygen", True) in changed
    assert ("consciousness", "voice") in changed
    assert {slot for slot, _ in changed} == {
        "extra_oxygen", "consciousness", "saturation", "systolic", "pulse", "temperature",
    }  # fmt: skip
    for change in found:
        again = ill(**{"temperature": 37, **{one.slot: one.value for one in change.answers}})
        assert again.scores["news2"].low >= 7


def test_a_question_says_what_it_decides_through_scores() -> None:
    stakes = ill().stakes("temperature")
    assert {"high-total", "medium-total"} <= {*stakes.bringing, *stakes.referring}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_readers_are_told_is_faithful(language: str) -> None:
    """For drawn persons, whole and of one item."""
    speaker = Speaker(KB.knowledge, language)
    for person in draw_persons(KB.knowledge, tries(12), seed=4):
        consultation = KB.consult(person)
        for reader in Reader:
            lines = tell_to(reader, consultation, speaker, None, True)
            assert unfaithful(lines, consultation.proof, KB.knowledge, language) == ()


def test_pictures_draw_a_score_with_its_points() -> None:
    speaker = Speaker(KB.knowledge, "en")
    labels = {node.label for node in chain_of_decision(ill(), speaker, "emergency_assessment").nodes}
    assert {"NEWS2: 6 so far, 3 still possible", "points: 3", "Breathing: 26 a minute"} <= labels
    labels = {node.label for node in chain_of_rule("high-total", speaker).nodes}
    assert {"NEWS2", "points: 2", "Points for breathing", "Breathing"} <= labels


def test_a_rule_that_tests_a_score_is_shown_with_what_it_adds_up() -> None:
    told = plain(tell_rule("high-total", (), Speaker(KB.knowledge, "en")))
    assert "NEWS2 (news2) adds up" in told
    assert "points: 2" in told
    assert "Points for breathing: at least 3" in told
