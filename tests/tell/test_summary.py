"""The first screen of advice: short, the same on every paper, without ids, and an emergency alone."""

import json
import re
from html import unescape
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from conftest import BICYCLE, HOUSE_PLANTS, ROOT
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import SOONEST_FIRST, Urgency
from sluimer.knowledge_base import KnowledgeBase
from sluimer.meaning.model import State
from sluimer.tell.advice import tell_advice
from sluimer.tell.item_texts import item_text
from sluimer.tell.outline import Outline, plain
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.screen import MOST_WORDS_OF_A_STOP, Screen
from sluimer.tell.speaker import Speaker
from sluimer.tell.summary import next_step, rest_text, screen_of, summary_page, tell_summary, title_on
from sluimer.tell.titles import id_of
from strategies.knowledge import knowledge_bases
from strategies.people import persons
from strategies.persons import draw_persons, otherwise_well
from tries import IN_PART, amount

APPROVED = ROOT / "tests" / "approved"
KB = sluimer.load()
DUTCH = Speaker(KB.knowledge, "nl")
COLUMNS, LINES, LAST_LINES = 80, 24, 3
PERSONS = 3_000
DRAWN = amount("DRAWN", 24, 100)
WELL = otherwise_well(KB.knowledge)


def lines_of(told: Outline) -> int:
    """How many lines of a terminal it takes, with the last line that names the commands and the blank before it."""
    wrapped = (wrap(line.text, COLUMNS - len(line.prefix)) or [""] for line in told)
    return sum(map(len, wrapped)) + LAST_LINES


@pytest.fixture(scope="module")
def drawn() -> list[sluimer.Consultation]:
    """Some of the persons that the share is measured on."""
    return [KB.consult(person) for person in draw_persons(KB.knowledge, DRAWN, seed=15)]


def test_nine_of_ten_persons_read_one_screen(drawn: list[sluimer.Consultation]) -> None:
    fitting = [one for one in drawn if lines_of(tell_summary(one.summary, DUTCH)) <= LINES]
    assert len(fitting) >= 0.9 * len(drawn)


def test_nobody_reads_more_than_two_hundred_words(drawn: list[sluimer.Consultation]) -> None:
    told = [plain(tell_summary(one.summary, DUTCH)) for one in drawn]
    assert max(len(text.split()) for text in told) <= 200


def test_of_a_stop_few_read_more_than_a_hundred_and_twenty_words(drawn: list[sluimer.Consultation]) -> None:
    stops = [plain(tell_summary(one.summary, DUTCH)) for one in drawn if one.summary.verdict == "stop"]
    assert stops
    assert sum(len(text.split()) > MOST_WORDS_OF_A_STOP for text in stops) <= 0.02 * len(stops)


def told_on(screen: Screen) -> set[str]:
    """The items that stand on a screen among referrals and actions."""
    return {one.item.id for one in (*screen.calls, *screen.actions)}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_referral_that_is_more_than_a_remark_is_missing(drawn: list[sluimer.Consultation], language: str) -> None:
    speaker, topics = Speaker(KB.knowledge, language), KB.knowledge.vocabulary.topics
    for one in drawn:
        given = [item for item in one.advice.in_state(State.GIVEN) if topics[item.topic].referral]
        remarks = {item.id for item in given if item.urgency is Urgency.REMARK}
        told = told_on(screen_of(one.summary, speaker)) | {item.id for item in one.summary.emergency}
        assert {item.id for item in given} - remarks <= told
        assert remarks.isdisjoint(told) <= (not remarks or one.summary.verdict == "stop")


@settings(max_examples=60)
@given(st.data(), knowledge_bases())
def test_what_a_screen_leaves_out_is_counted_in_words(data: st.DataObject, knowledge: Knowledge) -> None:
    summary = KnowledgeBase(knowledge).consult(data.draw(persons(knowledge))).summary
    for language in ("nl", "en"):
        speaker = Speaker(knowledge, language)
        screen, text = screen_of(summary, speaker), plain(tell_summary(summary, speaker))
        every = [item.id for item in (*summary.call, *summary.actions, *summary.beside)]
        assert screen.to_ask + screen.to_read == len(set(every) - told_on(screen))
        assert {item.id for item in summary.needed} <= told_on(screen)
        rest = rest_text(screen, speaker)
        assert bool(rest) == bool(screen.to_ask + screen.to_read)
        assert rest in text


def test_a_stop_tells_the_reason_of_the_stop_and_not_of_what_is_to_be_asked_first() -> None:
    answers = {
        "age": 60,
        "egfr": 22,
        "medicines": ["digoxin"],
        "conditions": ["addison"],
        "trouble_falling_asleep": True,
    }
    [one] = KB.consult(answers).summary.not_now
    assert one.leading == ("egfr-below-30-stop",)
    assert {"addison-ask-first", "digoxin-ask-first"} <= {*one.rules}


def test_several_reasons_to_ask_first_are_all_named_by_their_titles() -> None:
    answers = {"age": 34, "sex": "female", "life_stage": ["breastfeeding"], "medicines": ["digoxin"], "insomnia": True}
    text = plain(tell_summary(KB.consult(answers).summary, DUTCH))
    assert "Dit komt door: borstvoeding, digoxine." in text
    assert KB.knowledge.rules["digoxin-ask-first"].because.in_language("nl") not in text


def test_what_the_same_rule_withholds_is_not_listed_beside_the_dose(drawn: list[sluimer.Consultation]) -> None:
    main = KB.knowledge.manifest.main_topic
    for one in drawn:
        withheld = [item for item in one.advice.in_state(State.WITHHELD) if item.topic == main and item.rules]
        stopping = {rule for item in withheld for rule in item.withheld_by}
        beside = [item for group in one.summary.not_now for item in group.items if item.topic != main]
        assert all(stopping.isdisjoint(item.withheld_by) for item in beside)


def test_a_heavy_action_is_told_by_its_text_while_there_is_room() -> None:
    summary = KB.consult({"age": 40, "medicines": ["tetracycline"], "insomnia": True}).summary
    screen = screen_of(summary, DUTCH)
    [one] = [one for one in screen.actions if one.item.id == "from_antibiotic"]
    assert one.text == item_text(one.item, DUTCH)
    assert lines_of(tell_summary(summary, DUTCH)) <= LINES


def test_a_name_of_the_help_line_is_on_the_screen_and_understood(drawn: list[sluimer.Consultation]) -> None:
    seen, names = 0, {*KB.knowledge.vocabulary.items, *KB.knowledge.vocabulary.topics}
    for one in drawn:
        name = title_on(one.summary, DUTCH)
        seen += bool(name)
        assert name.casefold() in plain(tell_summary(one.summary, DUTCH)).casefold()
        assert not name or id_of(name, KB.knowledge) in names
    assert seen > len(drawn) / 5


@pytest.mark.parametrize("kb", [KB, sluimer.load(HOUSE_PLANTS)])
def test_every_title_that_one_thing_alone_has_leads_to_it(kb: sluimer.KnowledgeBase) -> None:
    """Also that of a topic whose only item is called the same."""
    vocabulary = kb.knowledge.vocabulary
    called = [(one.id, text) for one in vocabulary.topics.values() for _, text in one.title.translations]
    called += [(one.id, text) for one in vocabulary.items.values() for _, text in one.title.translations]
    for name, title in called:
        if {other for other, text in called if text.casefold() == title.casefold()} == {name}:
            assert id_of(title, kb.knowledge) == name


def test_forms_are_alternatives_in_a_sentence() -> None:
    summary = KB.consult({**WELL, "fatigue": True, "constipation": True}).summary
    assert any(" of magnesium" in line.text for line in tell_summary(summary, DUTCH))
    assert DUTCH.within("Xylofoon") == "Xylofoon"


def test_only_an_author_who_writes_a_start_has_somebody_begin() -> None:
    bicycle = sluimer.load(BICYCLE)
    speaker = Speaker(bicycle.knowledge, "en")
    ridden = {"kind_of_bicycle": "city", "worn_tyre": False, "carries_child": False, "noises": []}
    for width, told in ((25, "6 to 8 bar."), (40, "3 to 4 bar (begin with 3.5 bar).")):
        summary = bicycle.consult({**ridden, "tyre_width": width}).summary
        assert any(line.text.endswith(told) for line in tell_summary(summary, speaker)), width


def test_an_emergency_stands_alone() -> None:
    consultation = KB.consult({"age": 40, "suicidal_thoughts": True, "trouble_falling_asleep": True})
    summary = consultation.summary
    assert summary.verdict == "urgent"
    assert {item.id for item in summary.emergency} == {"urgent_help"}
    assert (summary.call, summary.frame, summary.actions, summary.not_now, summary.question) == ((), (), (), (), "")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_answers_that_do_not_go_together_are_named_before_they_are_asked_again(language: str) -> None:
    consultation = KB.consult({"age": 40, "insomnia": True, "sex": "male", "life_stage": ["pregnant"]})
    speaker = Speaker(KB.knowledge, language)
    [held] = consultation.advice.contradictions
    assert speaker.contradiction(held) == speaker.text(KB.knowledge.vocabulary.facts["sex"].implies[0].because)
    text = plain(tell_summary(consultation.summary, speaker))
    assert text.index(speaker.contradiction(held)) < text.index(next_step(consultation.summary, speaker))
    assert speaker.contradiction(held) in summary_page(consultation.summary, consultation, speaker)


def test_nothing_that_is_not_given_is_told_as_an_instruction(drawn: list[sluimer.Consultation]) -> None:
    texts = {name: item.text.in_language("nl") for name, item in KB.knowledge.vocabulary.items.items()}
    for one in drawn:
        told = plain(tell_summary(one.summary, DUTCH))
        silent = [item.id for item in one.advice.items if item.state is not State.GIVEN]
        assert [name for name in silent if texts[name] in told] == []


def test_who_is_not_covered_reads_whom_the_knowledge_is_about() -> None:
    told = plain(tell_summary(KB.consult({"age": 12}).summary, DUTCH))
    assert "Dit advies is voor mensen van 18 jaar en ouder." in told


def test_without_verdicts_frame_and_weights_the_words_of_the_interface_stand_there() -> None:
    plants = sluimer.load(HOUSE_PLANTS)
    consultation = plants.consult({"drooping": True, "indoors": True, "moisture": 20, "height": 250, "light": "shade"})
    told = plain(tell_summary(consultation.summary, Speaker(plants.knowledge, "en")))
    assert told.startswith("Advice: this is what you can do\n")
    assert "Water: 100 to 250 ml a week" in told


def test_json_and_page_hold_the_first_screen(drawn: list[sluimer.Consultation]) -> None:
    for one in drawn[:30]:
        data, summary = json.loads(one.to_json("nl"))["summary"], one.summary
        screen = screen_of(summary, DUTCH)
        assert [item["id"] for item in data["actions"]] == [each.item.id for each in screen.actions]
        assert [item["short"] for item in data["call"]] == [each.text for each in screen.calls]
        assert (data["verdict"]["id"], data["left_text"]) == (summary.verdict, rest_text(screen, DUTCH))
        page = summary_page(summary, one, DUTCH)
        text = unescape(re.sub(r"\s+", " ", page))
        for words in (*(each.text for each in (*screen.calls, *screen.actions)), rest_text(screen, DUTCH)):
            assert words in text


def shown(consultation: sluimer.Consultation, speaker: Speaker) -> dict[str, str]:
    """All that a person or a professional can read of one decision, by its name."""
    told = {
        "summary": tell_summary(consultation.summary, speaker),
        "advice": tell_advice(consultation, speaker),
        "person": tell_to(Reader.PERSON, consultation, speaker),
        "professional": tell_to(Reader.PROFESSIONAL, consultation, speaker, full=True),
    }
    return {"page": summary_page(consultation.summary, consultation, speaker), **{k: plain(v) for k, v in told.items()}}


def ids_in(text: str, knowledge: Knowledge) -> set[str]:
    """The ids of items that stand in a text and can be nothing else."""
    words = set(re.findall(r"\w+", text))
    return {name for name in knowledge.vocabulary.items if "_" in name and name in words}


def test_nobody_but_an_auditor_reads_the_id_of_an_item(drawn: list[sluimer.Consultation]) -> None:
    for language in ("nl", "en"):
        speaker = Speaker(KB.knowledge, language)
        for one in drawn[:6]:
            rules = {*KB.knowledge.rules, *KB.knowledge.vocabulary.facts}
            found = {name: ids_in(text, KB.knowledge) - rules for name, text in shown(one, speaker).items()}
            assert {name: ids for name, ids in found.items() if ids} == {}


@settings(max_examples=40)
@given(st.data(), knowledge_bases())
def test_no_id_of_an_item_of_generated_knowledge_is_told(data: st.DataObject, knowledge: Knowledge) -> None:
    """Its texts hold their own ids as words, so that it is asked whether an id stands in brackets, where ids stood."""
    consultation = KnowledgeBase(knowledge).consult(data.draw(persons(knowledge)))
    for text in shown(consultation, Speaker(knowledge, "en")).values():
        bracketed = {name.strip() for part in re.findall(r"\(([^()]*)\)", text) for name in part.split(",")}
        assert not bracketed & {*knowledge.vocabulary.items}


STOPPING: tuple[dict[str, object], ...] = (
    {"egfr": 20}, {"conditions": ["heart_block"]},
    {"conditions": ["myasthenia_gravis"], "clinician_agreed": ["digoxin"]},
    {"side_effects": ["diarrhoea"], "current_dose": 200, "current_form": "oxide"}, {"side_effects": ["danger_signs"]},
    {"suicidal_thoughts": True}, {"current_dose": 5000},
)  # fmt: skip
TAKING = {
    *("dose", "form", "timing", "use", "caution", "side_effects", "separate", "product"),
    *("kidney_check", "pharmacist_for_amount", "pharmacist_for_upset", "pharmacist_about_splitting"),
}
"""The topics and items that tell how, how much or when to take, and what to mind when one does."""


@IN_PART
@pytest.mark.parametrize("stopping", STOPPING, ids=str)
def test_beside_a_stop_nothing_is_told_of_taking(stopping: dict[str, object]) -> None:
    """Whoever else the person is, and on whatever paper: no instruction to take, and no limit of taking."""
    items = KB.knowledge.vocabulary.items.values()
    taking = [item for item in items if {item.id, item.topic} & TAKING]
    wordings = [max(re.split(r"\{\w+\}", item.text.in_language("nl")), key=len) for item in taking]
    for answers in draw_persons(KB.knowledge, 8, seed=8):
        one = KB.consult({**answers, "age": 50, "trouble_falling_asleep": True, **stopping})
        assert one.advice.outcome in ("stop", "urgent")
        assert [item.id for item in one.advice.in_state(State.GIVEN) if {item.id, item.topic} & TAKING] == []
        for text in (*shown(one, DUTCH).values(), one.to_json("nl", full=True)):
            assert [words for words in wordings if words in text] == []


def test_the_full_account_is_headed_by_the_verdict_of_the_first_screen(drawn: list[sluimer.Consultation]) -> None:
    """For each reader, so that both accounts say one thing."""
    for one in drawn[::3]:
        title, *_ = plain(tell_summary(one.summary, DUTCH)).splitlines()
        full = [plain(tell_advice(one, DUTCH))]
        full += [plain(tell_to(reader, one, DUTCH)) for reader in (Reader.PERSON, Reader.PROFESSIONAL)]
        assert [title in text.splitlines() for text in full] == [True] * 3


def test_items_of_a_topic_stand_by_urgency_by_rank_and_then_as_declared(drawn: list[sluimer.Consultation]) -> None:
    declared = {topic.id: [item.id for item in topic.items] for topic in KB.knowledge.vocabulary.topics.values()}
    acting = {name for name, rule in KB.knowledge.rules.items() if any(one.kind == "withhold" for one in rule.effects)}
    soon = {urgency: number for number, urgency in enumerate((*SOONEST_FIRST, None))}
    for one in drawn:
        for topic, order in declared.items():
            some = [item for item in one.advice.in_state(State.GIVEN) if item.topic == topic]
            places = [
                (soon[item.urgency], item.rank or 0, item.urgent or acting.isdisjoint(item.rules), order.index(item.id))
                for item in some
            ]
            assert places == sorted(places)


NAMED = (
    *("anna", "bert", "carla", "sleepless", "kidneys", "pregnant", "child"),
    *("much-magnesium", "levothyroxine", "diarrhoea", "dark-thoughts", "nothing-known"),
)
PEOPLE: dict[str, dict[str, object]] = {
    "sleepless": {"age": 40, "trouble_falling_asleep": True, "goals": ["better_sleep"]},
    "kidneys": {"age": 70, "egfr": 25, "trouble_falling_asleep": True},
    "pregnant": {"age": 31, "sex": "female", "life_stage": ["pregnant"], "wakes_at_night": True},
    "child": {"age": 15, "trouble_falling_asleep": True},
    "much-magnesium": {"age": 50, "current_dose": 800, "current_form": "oxide", "insomnia": True},
    "levothyroxine": {"age": 55, "medicines": ["levothyroxine"], "wakes_at_night": True, "kidney_problems": False},
    "diarrhoea": {"age": 45, "current_dose": 300, "current_form": "oxide", "side_effects": ["diarrhoea"]},
    "dark-thoughts": {"age": 28, "suicidal_thoughts": True, "insomnia": True},
    "nothing-known": {},
}


@pytest.mark.parametrize("name", NAMED)
def test_the_dutch_advice_of_a_named_person_is_as_it_was_approved(name: str) -> None:
    """Who changes it on purpose writes it anew: `SLUIMER_APPROVE=1 pytest tests/tell/test_summary.py`."""
    example = ROOT / "examples" / f"{name}.yaml"
    answers = KB.read_case(example.read_text(encoding="utf-8")) if name not in PEOPLE else PEOPLE[name]
    told = plain(tell_summary(KB.consult(answers).summary, DUTCH))
    file = APPROVED / f"{name}.txt"
    if approving():
        file.write_text(told, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == told


def approving() -> bool:
    """Whether the texts are to be written as they are now."""
    import os

    return os.environ.get("SLUIMER_APPROVE") == "1"


def test_every_approved_text_is_of_a_named_person() -> None:
    assert {Path(file).stem for file in APPROVED.glob("*.txt")} == {*NAMED}
