"""The engine knows no domain: another guide runs on it, and it holds no word of the bundled one."""

import re
from pathlib import Path

import pytest

import sluimer
from conftest import BICYCLE
from sluimer.knowledge.rule import Range
from sluimer.meaning.model import State
from sluimer.meaning.reference import evaluate
from sluimer.tell.item_texts import item_text
from sluimer.tell.speaker import Speaker
from strategies.persons import Answers, draw_persons

ENGINE = Path(sluimer.__file__).parent

SAFE: Answers = {
    "carries_child": False,
    "tyre_width": "28 mm",
    "worn_tyre": False,
    "kind_of_bicycle": "city",
    "noises": [],
}

ABOUT_THE_BUNDLED = """
    magnesium sleep slaap insomnia melatonin kidney nier egfr glycinate glycinaat citrate citraat oxide malate taurate
    medicine medicijn diuretic ppi levothyroxine benzodiazepine pregnant zwanger caffeine bedroom bedtime clinician
    deficiency supplement dose dosis dosage diarrhoea cramp patient nutrient vitamin doctor arts
"""

SHARED = "age caution conditions evening food form goals habits none other product refer separate sex test timing use"
"""Bundled ids that are plain English words, or words of the rule language."""


@pytest.fixture(scope="module")
def kb() -> sluimer.KnowledgeBase:
    """A guide of a bicycle workshop."""
    return sluimer.load(BICYCLE)


def test_a_safe_bicycle_gets_a_pressure(kb: sluimer.KnowledgeBase) -> None:
    """With a range in its own unit, told in the languages of its own guide."""
    advice = kb.consult(SAFE).advice
    item = advice.item("pressure")
    assert advice.outcome is sluimer.Outcome.ADVICE
    assert item is not None
    assert item.range == Range(6, 8)
    assert item_text(item, Speaker(kb.knowledge, "en")) == "Inflate the tyre to 6 to 8 bar."
    assert item_text(item, Speaker(kb.knowledge, "nl")) == "Pomp de band op tot 6 tot 8 bar."


def test_a_limit_holds_until_it_is_ruled_out(kb: sluimer.KnowledgeBase) -> None:
    """Nobody said whether the tyre is worn."""
    silent = {name: answer for name, answer in SAFE.items() if name != "worn_tyre"}
    consultation = kb.consult(silent)
    item = consultation.advice.item("pressure")
    assert item is not None
    assert item.range == Range(6, 6.5)
    assert item.limited_by == ("old-tyre-bears-less",)
    assert "worn_tyre" in consultation.questions


def test_a_number_implies_an_answer(kb: sluimer.KnowledgeBase) -> None:
    """A tyre without tread is worn, whatever its owner says."""
    consultation = kb.consult({**SAFE, "tread_depth": "0.2 mm"})
    assert consultation.case.values["worn_tyre"] is True
    assert consultation.advice.in_state(State.GIVEN)[-1].id == "replace_tyre"


def test_findings_build_up_to_an_urgent_referral_that_comes_first(kb: sluimer.KnowledgeBase) -> None:
    """A creaking cargo bicycle."""
    advice = kb.consult({**SAFE, "kind_of_bicycle": "cargo", "noises": ["creaking_frame"]}).advice
    assert advice.findings == {"heavily_loaded": True, "unsafe_to_ride": True}
    assert advice.items[0].id == "stop_riding"
    assert advice.outcome is sluimer.Outcome.URGENT


def test_the_assumed_answer_stops_until_it_is_given_otherwise(kb: sluimer.KnowledgeBase) -> None:
    """Nobody looked at the creaking frame, so far as is known."""
    creaking: Answers = {**SAFE, "noises": ["creaking_frame"]}
    assert kb.consult(creaking).advice.outcome is sluimer.Outcome.ASK_FIRST
    assert "seen_by_mechanic" in kb.consult(creaking).questions
    assert kb.consult({**creaking, "seen_by_mechanic": True}).advice.outcome is sluimer.Outcome.ADVICE


def test_options_are_ranked(kb: sluimer.KnowledgeBase) -> None:
    """The stronger preference goes first."""
    advice = kb.consult({**SAFE, "noises": ["rattling_chain", "squeaking_brake"]}).advice
    assert {item.id: item.rank for item in advice.items if item.rank} == {"oil_chain": 1, "clean_brake": 2}


def test_outside_the_scope_the_guide_is_silent(kb: sluimer.KnowledgeBase) -> None:
    """A moped is no bicycle."""
    advice = kb.consult({**SAFE, "kind_of_bicycle": "motorised"}).advice
    assert (advice.outcome, advice.items) == (sluimer.Outcome.NOT_COVERED, ())


def test_the_trace_cites_its_own_sources(kb: sluimer.KnowledgeBase) -> None:
    """Each firing names a statement of the workshop's ledger."""
    firings = kb.consult(SAFE).trace.firings
    assert [firing.rule for firing in firings] == ["narrow-tyre"]
    assert {cite for firing in firings for cite in firing.cites} <= kb.knowledge.statements.keys()


def test_the_reference_says_the_same(kb: sluimer.KnowledgeBase) -> None:
    """On this guide too."""
    for answers in draw_persons(kb.knowledge, 100, seed=5):
        consultation = kb.consult(answers)
        meaning = evaluate(kb.knowledge, consultation.case)
        assert consultation.truths == meaning.rules
        assert consultation.advice.outcome is meaning.outcome


def test_an_answer_of_the_other_guide_is_refused(kb: sluimer.KnowledgeBase) -> None:
    """It is no fact here."""
    with pytest.raises(sluimer.CaseError, match="`kidney_problems` is not a fact"):
        kb.consult({"kidney_problems": "yes"})


def test_no_word_of_the_bundled_guide_occurs_in_the_engine() -> None:
    """Neither its ids nor what the guide is about."""
    forbidden = {*ABOUT_THE_BUNDLED.split(), *_ids()} - set(SHARED.split())
    assert len(forbidden) > 100
    found = [
        f"{file.relative_to(ENGINE)}:{number}: {word}"
        for file in sorted(ENGINE.rglob("*"))
        if file.suffix in (".py", ".html", ".css", ".js", ".txt", ".md", ".yaml") and "bundled" not in file.parts
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        for word in sorted(forbidden.intersection(_words(line.lower().replace("asyncio.sleep", ""))))
    ]
    assert found == []


def _words(line: str) -> set[str]:
    """Names as they stand, and the words they are made of."""
    names = re.findall(r"[a-z_]+", line)
    return {*names, *(word for name in names for word in name.split("_"))}


def _ids() -> set[str]:
    knowledge = sluimer.load().knowledge
    vocabulary = knowledge.vocabulary
    ids = {*vocabulary.facts, *vocabulary.findings, *vocabulary.topics, *vocabulary.items}
    return ids | {option.id for fact in vocabulary.facts.values() for option in fact.options}
