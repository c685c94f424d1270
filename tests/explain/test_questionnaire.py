"""What is asked on one screen: subject by subject, ticks together, what is sensitive by itself."""

from dataclasses import replace

import pytest

from sluimer import KnowledgeBase, load
from sluimer.explain.questionnaire import MOST_TOGETHER, Sheet, next_sheet
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.presentation import QuestionSection
from sluimer.knowledge.text import Text

BUNDLED = load().knowledge
SECTIONS = {section.id: section for section in BUNDLED.manifest.sections}


def sheet(pending: list[str], answered: tuple[str, ...] = (), room: int = 99, knowledge: Knowledge = BUNDLED) -> Sheet:
    """The next screen, on which so many questions fit."""
    latest = answered[-1] if answered else ""
    return next_sheet(knowledge, pending, answered, latest, lambda some: len(some) <= room)


def ids(found: Sheet) -> list[str]:
    """The facts that are asked."""
    return [fact.id for fact in found.facts]


def test_every_fact_of_the_bundled_knowledge_stands_in_a_section() -> None:
    assert {fact for section in SECTIONS.values() for fact in section.facts} == set(BUNDLED.vocabulary.facts)


def test_it_begins_with_age_and_goes_on_with_what_stops_and_sensitive_sections_come_last() -> None:
    assert [*SECTIONS][:2] == ["you", "safety"]
    everything = [*BUNDLED.vocabulary.facts]
    assert ids(sheet(everything)) == ["age"]
    assert ids(sheet([*SECTIONS["mood"].facts, "insomnia"])) == ["insomnia"]


def test_a_section_is_finished_before_another_begins() -> None:
    assert ids(sheet(["age", "caffeine_after_14"], ("evening_screens",))) == ["caffeine_after_14"]
    assert ids(sheet(["age"], ("evening_screens",))) == ["age"]


def test_yes_no_questions_of_a_section_are_asked_together_as_far_as_they_fit() -> None:
    habits = [*SECTIONS["habits"].facts]
    assert ids(sheet(habits)) == habits[:MOST_TOGETHER]
    assert ids(sheet(habits, room=3)) == habits[:3]
    assert ids(sheet(habits, room=0)) == habits[:1]


def test_what_is_assumed_or_no_yes_no_question_is_asked_by_itself() -> None:
    assert ids(sheet(["conditions", "kidney_problems", "gut_disorder"])) == ["conditions"]
    assert ids(sheet(["kidney_problems", "clinician_agreed", "malabsorption"])) == ["kidney_problems", "malabsorption"]
    assert ids(sheet(["clinician_agreed", "malabsorption"], ("gut_disorder",))) == ["clinician_agreed"]


def test_sensitive_questions_are_asked_one_by_one() -> None:
    assert ids(sheet(["low_mood", "suicidal_thoughts"])) == ["low_mood"]


def test_an_introduction_in_the_middle_makes_nothing_sensitive() -> None:
    assert SECTIONS["safety"].introduction
    assert len(ids(sheet(["kidney_problems", "gut_disorder"]))) == 2


@pytest.mark.parametrize("answered", [(), ("age",), ("age", "sex")])
def test_it_says_where_one_is_in_the_section(answered: tuple[str, ...]) -> None:
    left = [fact for fact in ("age", "sex", "life_stage") if fact not in answered]
    found = sheet(left, answered)
    assert (found.first, found.last, found.total) == (len(answered) + 1, len(answered) + 1, 3)
    assert found.opens == (not answered)


def test_without_sections_each_question_stands_alone_in_the_order_of_the_engine(
    plant_care: KnowledgeBase,
) -> None:
    found = sheet(["light", "indoors"], ("pests",), knowledge=plant_care.knowledge)
    assert (ids(found), found.section, found.first, found.total) == (["light"], None, 2, 3)


def test_a_fact_in_no_section_is_asked_after_all_that_are() -> None:
    only = QuestionSection("only", Text((("nl", "Alleen"),)), ("insomnia",))
    knowledge = replace(BUNDLED, manifest=replace(BUNDLED.manifest, sections=(only,)))
    assert ids(sheet(["age", "insomnia"], knowledge=knowledge)) == ["insomnia"]
    assert ids(sheet(["age", "sex"], ("insomnia",), knowledge=knowledge)) == ["age"]
