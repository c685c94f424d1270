"""The proof of a decision: what stands for and against each item, and why the other rules did not fire."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sluimer
from conftest import EXAMPLES
from sluimer import Consultation, KnowledgeBase, State, UnknownTargetError
from sluimer.explain.argument import Bearing, DecisionProof, ItemArguments
from sluimer.knowledge.base import SCOPE, Knowledge
from strategies.knowledge import knowledge_bases
from strategies.people import persons

Plant = Callable[[str], Consultation]


@pytest.fixture
def plant(plant_care: KnowledgeBase) -> Plant:
    """The consultation about a plant with these answers."""
    return lambda text: plant_care.consult(plant_care.read_case(text))


def about(item: str, proof: DecisionProof) -> ItemArguments:
    """What is argued about one item."""
    return next(each for each in proof.items if each.advice.id == item)


def said(item: str, proof: DecisionProof) -> list[tuple[str, str, bool]]:
    """Each argument about an item: its rule, what it does, and whether it is sure."""
    return [(one.proof.rule, str(one.bearing), one.sure) for one in about(item, proof).arguments]


def test_both_sides_stand_beside_each_other_with_limits_among_those_against(plant: Plant) -> None:
    proof = plant("drooping: yes\nindoors: yes\nmoisture: 20\nheight: 250\n").proof
    assert said("water", proof) == [
        ("thirsty-plants-get-water", "brings", True),
        ("tall-plants-drink-less", "limits", True),
    ]
    assert about("water", proof).advice.state is State.GIVEN


def test_what_is_still_unknown_is_an_argument_that_is_not_sure(plant: Plant) -> None:
    proof = plant("drooping: yes\nindoors: yes\n").proof
    assert ("wet-soil-stops-water", "stops", False) in said("water", proof)
    assert ("tall-plants-drink-less", "limits", False) in said("water", proof)


def test_a_rule_that_could_have_brought_an_item_and_does_not_is_lacking(plant: Plant) -> None:
    proof = plant("drooping: no\nindoors: yes\nmoisture: 20\n").proof_of("water")
    assert about("water", proof).advice.state is State.NOT_INDICATED
    assert [one.rule for one in about("water", proof).lacking] == ["thirsty-plants-get-water"]


def test_outside_the_scope_the_scope_stands_against_the_target(plant: Plant) -> None:
    proof = plant("drooping: yes\nindoors: no\nmoisture: 20\n").proof_of("water")
    assert (SCOPE, "stops", True) in said("water", proof)
    assert proof.scope.truth is False


def test_a_topic_has_all_its_items_and_every_urgent_referral_comes_with_it(
    plant_care: KnowledgeBase, plant: Plant
) -> None:
    topic = plant_care.knowledge.vocabulary.topics["place"]
    consultation = plant("indoors: yes\nlight: shade\npests: [aphids, mites]\n")
    urgent = [item.id for item in consultation.advice.items if item.urgent and item.state is State.GIVEN]
    ids = [each.advice.id for each in consultation.proof_of("place").items]
    assert ids[: len(urgent)] == urgent
    assert sorted(ids[len(urgent) :]) == sorted(item.id for item in topic.items)


@pytest.mark.parametrize("target", ["thirsty", "wet-soil-stops-water", "wotter"])
def test_only_an_item_or_a_topic_has_a_proof_of_its_own(plant: Plant, target: str) -> None:
    with pytest.raises(UnknownTargetError):
        plant("indoors: yes\n").proof_of(target)


def test_the_answers_that_count_are_in_the_proof(plant: Plant) -> None:
    answers = plant("indoors: yes\nmoisture: 5\nlight: unknown\nheight: declined\n").proof.as_dict()["answers"]
    assert isinstance(answers, dict)
    assert answers["given"] == {"indoors": True, "moisture": 5}
    assert (answers["unknown"], answers["declined"]) == (["light"], ["height"])
    assert answers["assumed"] == ["gardener_agreed"]
    assert [one["fact"] for one in answers["implied"]] == ["drooping"]


@given(st.data(), knowledge_bases())
def test_every_rule_fired_or_is_silent_and_every_item_has_its_arguments(
    data: st.DataObject, knowledge: Knowledge
) -> None:
    consultation = KnowledgeBase(knowledge).consult(data.draw(persons(knowledge)))
    proof, advice = consultation.proof, consultation.advice
    assert tuple(each.advice for each in proof.items) == advice.items
    assert tuple(one.rule for one in proof.fired) == advice.fired
    assert {one.rule for one in (*proof.fired, *proof.silent)} == set(knowledge.rules)
    assert not any(one.truth for one in proof.silent)
    for each in proof.items:
        brings = {one.proof.rule for one in each.supporting if one.sure}
        stops = {one.proof.rule for one in each.opposing if one.sure and one.bearing is Bearing.STOPS}
        assert set(each.advice.rules) == brings
        assert set(each.advice.withheld_by) == stops
        unsure = {one.proof.rule for one in each.arguments if not one.sure}
        sure_limits = {one.proof.rule for one in each.opposing if one.sure}
        assert set(each.advice.undecided) <= unsure | sure_limits
        assert set(each.advice.limited_by) <= {one.proof.rule for one in each.opposing}


@given(st.data(), knowledge_bases())
def test_a_proof_of_a_target_is_a_part_of_the_whole_proof(data: st.DataObject, knowledge: Knowledge) -> None:
    consultation = KnowledgeBase(knowledge).consult(data.draw(persons(knowledge)))
    whole = consultation.proof
    for topic in knowledge.vocabulary.topics:
        part = consultation.proof_of(topic)
        called = [each for each in part.items if each.advice.state is not State.NOT_INDICATED]
        assert all(each in whole.items for each in called)
        assert set(part.trace.firings) <= set(whole.trace.firings)
        assert set(part.causes) <= {*whole.causes, *(one.rule for one in whole.silent)}


@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_a_proof_is_plain_data_in_which_every_rule_is_proven_once(name: str) -> None:
    kb = sluimer.load()
    proof = kb.consult(kb.read_case((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))).proof
    data = json.loads(json.dumps(proof.as_dict()))
    proven = [rule["rule"] for rule in data["rules"]]
    assert sorted(proven) == sorted({*kb.knowledge.rules, SCOPE})
    assert {one["rule"] for item in data["items"] for one in (*item["for"], *item["against"])} <= set(proven)
    assert [item["id"] for item in data["items"]] == [each.advice.id for each in proof.items]
