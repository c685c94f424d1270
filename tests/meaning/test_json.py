"""The JSON of advice: what a program needs to show it, and with `full` all of it."""

import json
from typing import Any

import pytest

from sluimer import KnowledgeBase, State
from sluimer.audit.record import make_record
from sluimer.tell.item_texts import evidence_notes
from sluimer.tell.speaker import Speaker

THIRSTY = {"indoors": True, "drooping": True, "moisture": 20, "light": "shade", "pests": ["mites"]}
PERSONS: list[dict[str, object]] = [{}, {"age": 41}, {"age": 58, "insomnia": True, "kidney_problems": True}]


def _both(kb: KnowledgeBase, person: dict[str, object]) -> tuple[dict[str, Any], dict[str, Any]]:
    consultation = kb.consult(person)
    return json.loads(consultation.to_json("en")), json.loads(consultation.to_json("en", full=True))


@pytest.mark.parametrize("person", PERSONS)
def test_the_full_form_says_all_of_the_short_one_and_more(magnesium: KnowledgeBase, person: dict[str, object]) -> None:
    """Each key means the same in both, so that a program may read either; notes on what is stopped are added."""
    short, full = _both(magnesium, person)
    more = ("items", "notes")
    assert {key: full[key] for key in short if key not in more} == {key: short[key] for key in short if key not in more}
    assert {*short["notes"]} <= {*full["notes"]}
    assert set(full) - set(short) == {"findings", "fired", "evidence"}
    for one, whole in zip(short["items"], full["items"], strict=True):
        assert one == {key: whole[key] for key in one}


@pytest.mark.parametrize("person", PERSONS)
def test_the_short_form_holds_what_a_person_is_told_and_asked(
    magnesium: KnowledgeBase, person: dict[str, object]
) -> None:
    """Given items with text and reason, withheld ones with the reason, open ones with what they wait for."""
    consultation = magnesium.consult(person)
    advice = consultation.advice
    told = {
        State.GIVEN: {"topic", "id", "state", "rules", "limited_by", "text", "because", "title"},
        State.WITHHELD: {"topic", "id", "state", "withheld_by", "superseded_by", "because", "title"},
        State.OPEN: {"topic", "id", "state", "open_on"},
    }
    data = json.loads(consultation.to_json("nl"))
    for item, shown in zip(advice.items, data["items"], strict=True):
        assert set(shown) - {"urgency", "range", "limit", "rank", "claims"} == told[item.state]
        assert "" not in shown.values() or item.superseded_by  # its reasons are those of what supersedes it
        assert ("range" in shown) is (item.range is not None)
    facts = magnesium.knowledge.vocabulary.facts
    assert data["asked_as"] == {fact: facts[fact].question.in_language("nl") for fact in advice.questions}
    assert data["questions"] == list(data["asked_as"]) == list(advice.questions)
    assert data["notes"] == list(evidence_notes(advice, Speaker(magnesium.knowledge, "nl"), given=True))


def test_items_are_found_by_their_state_or_its_word(magnesium: KnowledgeBase) -> None:
    """As the JSON has it; a word for no state is refused, since no items would read as nothing of the kind."""
    consultation = magnesium.consult(PERSONS[-1])
    for whole in (consultation.advice, consultation.proof):
        assert whole.in_state("withheld") == whole.in_state(State.WITHHELD) != ()
        with pytest.raises(ValueError, match="witheld"):
            whole.in_state("witheld")


def test_who_said_little_is_answered_in_little(magnesium: KnowledgeBase) -> None:
    """The reasons of all that may still come are left to those who ask for them."""
    short, full = (len(magnesium.consult({"age": 41}).to_json("en", full=each)) for each in (False, True))
    assert short < 36_000 < 100_000 < full


def test_a_record_keeps_the_whole(plant_care: KnowledgeBase) -> None:
    """Whatever programs are given by default; but for titles, which the files of the knowledge have."""
    consultation = plant_care.consult(THIRSTY)
    items = json.loads(consultation.to_json("en", full=True))["items"]
    assert [item.pop("title") for item in items] == [
        plant_care.knowledge.vocabulary.items[item["id"]].title.in_language("en") for item in items
    ]
    assert make_record(consultation, "en")["result"]["items"] == items
