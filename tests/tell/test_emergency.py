"""In an emergency every account for the person tells that alone; what is for others keeps all."""

import json
from collections.abc import Mapping
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from conftest import HOUSE_PLANTS
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge_base import Consultation, KnowledgeBase
from sluimer.meaning.model import Outcome, State
from sluimer.messages.texts import section
from sluimer.tell.advice import tell_advice
from sluimer.tell.item_texts import item_text
from sluimer.tell.outline import plain
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.speaker import Speaker
from sluimer.tell.summary import summary_page, tell_summary
from strategies.knowledge import knowledge_bases
from strategies.people import persons
from strategies.persons import draw_persons, otherwise_well
from tries import amount

KB = sluimer.load()
PLANTS = sluimer.load(HOUSE_PLANTS)
DRAWN = amount("DRAWN", 16, 150)
WELL = otherwise_well(KB.knowledge)
DARK = {"age": 40, "suicidal_thoughts": True, "insomnia": True, "current_dose": 6000}
MUCH = {"age": 40, "current_dose": 6000, "insomnia": True}


def accounts(consultation: Consultation, speaker: Speaker, target: str) -> Mapping[str, str]:
    """Everything that a person can be told of one decision."""
    data = json.loads(consultation.to_json(speaker.told_in))
    return {
        "screen": plain(tell_summary(consultation.summary, speaker)),
        "page": summary_page(consultation.summary, consultation, speaker),
        "full": plain(tell_advice(consultation, speaker, with_ids=False)),
        "why": plain(tell_to(Reader.PERSON, consultation, speaker)),
        "of one": plain(tell_to(Reader.PERSON, consultation, speaker, target)),
        "data": json.dumps([data["summary"], data["items"], data["notes"]], ensure_ascii=False),
    }


def test_a_drawn_person_in_an_emergency_reads_of_nothing_else() -> None:
    seen, speaker = 0, Speaker(KB.knowledge, "nl")
    for answers in draw_persons(KB.knowledge, DRAWN, seed=4):
        consultation = KB.consult(answers)
        urgent = {item.id for item in consultation.advice.emergencies}
        if not urgent:
            continue
        seen += 1
        others = [name for name in KB.knowledge.vocabulary.items if name not in urgent]
        texts = {speaker.item_text(name) for name in others} | {speaker.item(name) for name in others}
        notes = {speaker.text(rule.evidence.note) for rule in KB.knowledge.rules.values()} - {""}
        for name, text in accounts(consultation, speaker, "dose").items():
            assert [words for words in (*texts, *notes) if words in text] == [], name
    assert seen > DRAWN // 15


@settings(max_examples=60)
@given(st.data(), knowledge_bases())
def test_of_any_knowledge_an_emergency_is_told_alone(data: st.DataObject, knowledge: Knowledge) -> None:
    consultation = KnowledgeBase(knowledge).consult(data.draw(persons(knowledge)))
    urgent = {item.id for item in consultation.advice.emergencies}
    told, speaker = accounts(consultation, Speaker(knowledge, "en"), "main_0"), Speaker(knowledge, "en")
    others = [name for name in knowledge.vocabulary.items if name not in urgent] if urgent else []
    for name in others:
        assert not any(speaker.item(name) in text for text in told.values())


@pytest.mark.parametrize("answers", [DARK, MUCH])
def test_no_account_of_a_person_in_an_emergency_names_an_amount_or_a_way_out(answers: dict[str, object]) -> None:
    speaker = Speaker(KB.knowledge, "nl")
    for name, text in accounts(KB.consult(answers), speaker, "call_doctor_now").items():
        assert "5000" not in text, name
        assert "6000" not in text, name
        assert "kwam er wel" not in text, name


def test_where_a_sensitive_answer_is_a_reason_no_other_is_told() -> None:
    dark, much = KB.consult(DARK), KB.consult(MUCH)
    speaker = Speaker(KB.knowledge, "nl")
    reason = KB.knowledge.rules["deadly-amount-urgent"].because.in_language("nl")
    own = KB.knowledge.rules["suicidal-thoughts-urgent"].because.in_language("nl")
    for text in accounts(dark, speaker, "dose").values():
        assert reason not in text
    assert own in accounts(dark, speaker, "dose")["why"]
    assert reason in accounts(much, speaker, "dose")["why"]


def test_a_professional_and_an_auditor_keep_all() -> None:
    consultation, speaker = KB.consult(DARK), Speaker(KB.knowledge, "nl")
    for reader in (Reader.PROFESSIONAL, Reader.AUDITOR):
        assert speaker.item("dose") in plain(tell_to(reader, consultation, speaker))
    full = json.loads(consultation.to_json("nl", full=True))
    assert {item["id"] for item in full["items"]} == {item.id for item in consultation.advice.items}


def test_other_knowledge_tells_its_emergency_alone() -> None:
    consultation = PLANTS.consult({"indoors": True, "light": "shade", "pests": ["aphids", "mites"], "moisture": 20})
    assert consultation.advice.outcome is Outcome.URGENT
    speaker = Speaker(PLANTS.knowledge, "en")
    [call] = consultation.advice.emergencies
    for text in accounts(consultation, speaker, "water").values():
        assert item_text(call, speaker) in text
        assert "Water" not in text


@pytest.mark.parametrize("answers", [DARK, MUCH])
def test_emergencies_stand_as_they_are_declared(answers: dict[str, object]) -> None:
    declared = [name for name, item in KB.knowledge.vocabulary.items.items() if item.urgent]
    order = {topic: place for place, topic in enumerate(KB.knowledge.manifest.topics)}
    urgent = KB.consult({**answers, "side_effects": ["danger_signs"]}).advice.in_state(State.GIVEN)
    places = [(order[item.topic], declared.index(item.id)) for item in urgent if item.urgent]
    assert places == sorted(places)


def test_no_account_of_a_drawn_person_names_a_rule_a_statement_or_an_id() -> None:
    knowledge, speaker = KB.knowledge, Speaker(KB.knowledge, "nl")
    ids = {
        name for name in (*knowledge.rules, *knowledge.statements, *knowledge.vocabulary.items) if not name.isalpha()
    }
    for answers in draw_persons(knowledge, DRAWN, seed=9):
        told = accounts(KB.consult(answers), speaker, "dose")
        for name, text in told.items():
            words = {word.strip(".,:;()\"'`!?") for word in text.split()}
            assert name == "data" or ids.isdisjoint(words), name


def test_notes_of_what_is_withheld_are_not_told_to_the_person() -> None:
    note = KB.knowledge.rules["sleep-dose"].evidence.note.in_language("nl")
    speaker = Speaker(KB.knowledge, "nl")
    stopped = KB.consult({"age": 40, "egfr": 12, "insomnia": True})
    assert not any(note in text for text in accounts(stopped, speaker, "dose").values())
    assert note in plain(tell_advice(stopped, speaker))
    given = accounts(KB.consult(WELL), speaker, "dose")
    assert all(note in unescape(given[name]) for name in ("screen", "page", "full", "why", "of one"))
    notice = speaker.text(KB.knowledge.manifest.notice)
    assert given["full"].index(notice) < given["full"].index(note)
    assert given["why"].count(notice) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_word_of_the_interface_speaks_of_a_knowledge_base_or_of_an_unnamed_professional(language: str) -> None:
    for name, forms in section("tell", "advice", "proofs", "readers", "questions", language=language).items():
        for form in forms:
            assert "kennisbank" not in form, name
            assert "knowledge base" not in form, name
            assert "deskundige" not in form or name == "professional", name
    silent = dict.fromkeys(KB.knowledge.vocabulary.facts, "declined")
    told = accounts(KB.consult({**silent, "age": 40}), Speaker(KB.knowledge, language), "dose")
    assert {"nl": "uw apotheker of huisarts", "en": "your pharmacist or doctor"}[language] in told["screen"]
