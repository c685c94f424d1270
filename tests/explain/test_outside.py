"""A person outside the scope: every step may have been taken, but nothing reads as advice to them."""

import pytest

import sluimer
from sluimer.tell.advice import tell_advice
from sluimer.tell.item_texts import evidence_notes
from sluimer.tell.outline import Outline, Tone
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.speaker import Speaker
from sluimer.tell.trace import tell_trace

CHILD = {
    "age": 12, "insomnia": True, "trouble_falling_asleep": True, "kidney_problems": False, "medicines": [],
    "conditions": [], "life_stage": [], "side_effects": [], "current_dose": 0, "suicidal_thoughts": False,
}  # fmt: skip
LOUD = {"nl": "LET OP: deze persoon valt buiten het bereik", "en": "TAKE CARE: this person is outside the scope"}
VOID = {"nl": "(telt hier niet)", "en": "(does not count here)"}


def steps_of(consultation: sluimer.Consultation, language: str, reader: str) -> Outline:
    speaker = Speaker(consultation.knowledge, language)
    told = tell_trace(consultation, speaker) if reader == "trace" else tell_to(Reader.AUDITOR, consultation, speaker)
    first = next(place for place, line in enumerate(told) if line.text == speaker.say("trace"))
    return told[first + 1 :]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("reader", ["trace", "auditor"])
def test_the_steps_say_first_that_only_referrals_count(
    magnesium: sluimer.KnowledgeBase, language: str, reader: str
) -> None:
    steps = steps_of(magnesium.consult(CHILD), language, reader)
    assert steps[0].text.startswith(LOUD[language])
    assert steps[0].tone is Tone.URGENT
    dosed = [line for line in steps if line.mark == ">" and "(dose)" in line.text]
    assert dosed
    assert [line.text for line in dosed if VOID[language] not in line.text] == []


def test_what_refers_a_child_counts(magnesium: sluimer.KnowledgeBase) -> None:
    consultation = magnesium.consult({**CHILD, "kidney_problems": True, "conditions": ["myasthenia_gravis"]})
    referrals = [item.id for item in consultation.advice.in_state(sluimer.State.GIVEN)]
    steps = steps_of(consultation, "en", "trace")
    effects = [line.text for line in steps if line.mark == ">"]
    for name in referrals:
        assert any(f"({name})" in text and VOID["en"] not in text for text in effects)


def test_within_the_scope_nothing_is_said_of_it(magnesium: sluimer.KnowledgeBase) -> None:
    for age in ({"age": 41}, {"age": None}):
        steps = steps_of(magnesium.consult({**CHILD, **age}), "en", "auditor")
        assert [line.text for line in steps if LOUD["en"] in line.text or VOID["en"] in line.text] == []


@pytest.mark.parametrize("age", [12, 41])
def test_notes_come_only_from_rules_that_have_a_say(magnesium: sluimer.KnowledgeBase, age: int) -> None:
    consultation = magnesium.consult({**CHILD, "age": age, "kidney_problems": True})
    advice, rules = consultation.advice, magnesium.knowledge.rules
    telling = {
        rule for item in advice.items for rule in (*item.rules, *item.withheld_by, *item.limited_by, *item.undecided)
    }
    noted = set(evidence_notes(advice, Speaker(magnesium.knowledge, "en")).values())
    assert all(rule in telling or (rules[rule].concludes and age >= 18) for rule in noted)


def test_a_child_is_told_nothing_of_how_well_a_dose_works(magnesium: sluimer.KnowledgeBase) -> None:
    consultation = magnesium.consult({**CHILD, "kidney_problems": True})
    grown = magnesium.consult({**CHILD, "age": 41})
    given = {item.id for item in consultation.advice.items}
    notes = evidence_notes(grown.advice, Speaker(magnesium.knowledge, "en"))
    dosing = {rule for rule in notes.values() if not magnesium.knowledge.rules[rule].concludes}
    assert dosing
    told = [line.text for line in tell_advice(consultation, Speaker(consultation.knowledge, "en"))]
    assert "dose" not in given
    assert [text for text in told for rule in dosing if f"({rule})" in text] == []
