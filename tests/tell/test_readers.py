"""Three readers: each is told of the same decision what they need, and nothing that could be taken for advice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sluimer
from conftest import EXAMPLES
from sluimer import Consultation, KnowledgeBase, State
from sluimer.explain.condition_proof import spoken
from sluimer.knowledge.base import Knowledge
from sluimer.tell.item_texts import item_text
from sluimer.tell.outline import Outline, Tone, plain
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.speaker import Speaker
from strategies.knowledge import knowledge_bases
from strategies.people import persons
from strategies.persons import draw_persons
from tries import IN_PART

LANGUAGES = ["nl", "en"]
KB = sluimer.load()


def person(name: str) -> Consultation:
    """The consultation of one of the examples."""
    return KB.consult(KB.read_case((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")))


def told(reader: str, name: str, language: str, target: str | None = None) -> str:
    """What a reader is told of an example."""
    return plain(tell_to(Reader(reader), person(name), Speaker(KB.knowledge, language), target))


def urgent_first(lines: Outline, consultation: Consultation, language: str) -> bool:
    """Whether the urgent referrals come before everything else."""
    urgent = [item for item in consultation.advice.in_state(State.GIVEN) if item.urgent]
    if not urgent:
        return True
    texts = [item_text(item, Speaker(consultation.knowledge, language)) for item in urgent]
    places = [next(at for at, line in enumerate(lines) if line.text == text) for text in texts]
    calm = next((at for at, line in enumerate(lines) if line.tone in (Tone.HEADLINE, Tone.HEADING)), len(lines))
    return lines[0].tone is Tone.URGENT and max(places) < calm


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_a_person_reads_no_id_of_a_rule_and_no_code_of_a_source(name: str, language: str) -> None:
    text = told("person", name, language)
    words = set(re.findall(r"[\w.-]+", text))
    items = KB.knowledge.vocabulary.items
    assert words.isdisjoint({rule for rule in KB.knowledge.rules if rule not in items and "-" in rule})
    assert words.isdisjoint(KB.knowledge.statements)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_reads_what_not_now_with_every_reason_and_what_an_answer_would_tell(language: str) -> None:
    consultation, text = person("bert"), told("person", "bert", language)
    advice = consultation.advice
    for item in advice.in_state(State.WITHHELD):
        assert all(Speaker(KB.knowledge, language).because(rule) in text for rule in item.withheld_by)
    for item in advice.in_state(State.OPEN):
        assert all(KB.knowledge.vocabulary.facts[fact].title.in_language(language) in text for fact in item.open_on)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_professional_reads_both_sides_with_ids_values_grounds_and_sources_in_words(language: str) -> None:
    speaker, text = Speaker(KB.knowledge, language), told("professional", "bert", language, "dose")
    lines = [line.strip() for line in text.splitlines()]
    assert lines.index(speaker.say("arguments-for")) < lines.index(speaker.say("arguments-against"))
    dose = person("bert").proof_of("dose").items[0]
    for one in (each for each in dose.arguments if each not in dose.maybe):
        rule = KB.knowledge.rules[one.proof.rule]
        assert speaker.rule(rule.id) in text
        assert all(speaker.condition(each, person("bert").case) in text for each in spoken(one.proof.condition))
        assert speaker.ground(rule) in text
        assert speaker.text(rule.interpretation) in text
        assert all(speaker.source(cite) in text for cite in rule.cites)


@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_an_auditor_reads_every_answer_every_firing_and_what_stopped_every_other_rule(name: str) -> None:
    consultation, speaker, text = person(name), Speaker(KB.knowledge, "en"), told("auditor", name, "en")
    proof = consultation.proof
    for firing in proof.trace.firings:
        assert f"{firing.number}. {speaker.rule(firing.rule)}\n" in text
    for rule in proof.silent:
        state = speaker.say("rule-unknown" if rule.truth is None else "rule-false")
        assert f"{speaker.rule(rule.rule)}: {state}\n" in text
        assert all(speaker.condition(each, consultation.case) in text for each in spoken(rule.condition))
    assert all(speaker.answer(slot, value) in text for slot, value in consultation.case.given.items())
    digest = consultation.advice.knowledge.digest
    assert all(word in text for word in (digest, "packs guide, safety", "upper_limit: eu", "audience", "sluimer 0"))


@IN_PART
@pytest.mark.parametrize("reader", list(Reader))
def test_urgent_referrals_come_first_also_when_something_else_was_asked(reader: Reader) -> None:
    seen = 0
    for answers in draw_persons(KB.knowledge, 14, seed=5, typical={"age": (18, 90)}):
        consultation, speaker = KB.consult(answers), Speaker(KB.knowledge, "nl")
        seen += any(item.urgent for item in consultation.advice.in_state(State.GIVEN))
        for target in (None, "habits"):
            assert urgent_first(tell_to(reader, consultation, speaker, target), consultation, "nl")
    assert seen > 3


@given(st.data(), knowledge_bases())
def test_the_text_of_what_is_withheld_or_open_is_told_to_nobody(data: st.DataObject, knowledge: Knowledge) -> None:
    """Since it would read as advice, also with its amounts filled in."""
    consultation = KnowledgeBase(knowledge).consult(data.draw(persons(knowledge)))
    given_ids = {item.id for item in consultation.advice.in_state(State.GIVEN)}
    others = [item for item in knowledge.vocabulary.items.values() if item.id not in given_ids and not item.unit]
    for reader in Reader:
        lines = {line.text for line in tell_to(reader, consultation, Speaker(knowledge, "nl"))}
        assert lines.isdisjoint(item.text.in_language("nl") for item in others)


@pytest.mark.parametrize("reader", list(Reader))
@pytest.mark.parametrize("target", [None, "dose"])
def test_a_consultation_tells_each_reader_itself(reader: Reader, target: str | None) -> None:
    consultation, full = person("bert"), reader is Reader.PROFESSIONAL
    lines = tell_to(reader, consultation, Speaker(KB.knowledge, "en"), target, full)
    assert consultation.tell(reader.value, "en", target, full) == plain(lines)


def test_a_consultation_tells_the_person_in_the_first_language_where_nothing_is_asked() -> None:
    assert person("bert").tell() == told("person", "bert", "nl")


def test_what_nobody_can_be_told_is_refused() -> None:
    with pytest.raises(sluimer.UnknownTargetError, match="dsoe"):
        person("bert").tell("auditor", target="dsoe")
    with pytest.raises(sluimer.UnknownLanguageError):
        person("bert").tell("auditor", "de")
    with pytest.raises(ValueError, match="doctor"):
        person("bert").tell("doctor")


@pytest.mark.parametrize("reader", list(Reader))
def test_a_decision_is_told_in_the_same_words_every_time(reader: Reader) -> None:
    assert told(reader, "bert", "nl") == told(reader, "bert", "nl")


def test_outside_the_scope_the_reason_is_told_and_it_is_neither_yes_nor_no(plant_care: KnowledgeBase) -> None:
    consultation = plant_care.consult({"indoors": False, "drooping": True})
    speaker = Speaker(plant_care.knowledge, "en")
    for reader in Reader:
        text = plain(tell_to(reader, consultation, speaker))
        assert "The book is about indoors." in text
        assert "neither a yes nor a no" in text
    assert "Not called for in your case: Water" in plain(tell_to(Reader.PERSON, consultation, speaker, "water"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"amount": 1000, "as": "citrate"}, "1000 mg magnesium citrate (counts as 162 mg)"),
        (
            [{"amount": 1000, "as": "citrate"}, 50],
            "1000 mg magnesium citrate (counts as 162 mg); 50 mg; together 212 mg",
        ),
        ([{"amount": 250, "as": "citrate"}, {"amount": 250, "as": "citrate"}], "together 81 mg"),
        (0, "0 mg"),
    ],
    ids=str,
)
def test_an_auditor_reads_what_was_weighed_whole_as_it_was_given(
    magnesium: sluimer.KnowledgeBase, given: object, told: str
) -> None:
    consultation = magnesium.consult({"age": 41, "current_dose": given})
    lines = [line.text for line in tell_to(Reader.AUDITOR, consultation, Speaker(magnesium.knowledge, "en"))]
    start = lines.index("Answers as they were given")
    [answer] = [line for line in lines[start : lines.index("", start)] if "mg" in line]
    assert told in answer.replace("mg/day", "mg").replace(" a day", "")


def test_an_auditor_reads_where_each_source_is_to_be_found_once(magnesium: sluimer.KnowledgeBase) -> None:
    knowledge = magnesium.knowledge
    consultation = magnesium.consult({"age": 41, "insomnia": True})
    lines = [line.text for line in tell_to(Reader.AUDITOR, consultation, Speaker(knowledge, "en"))]
    start = lines.index("Sources that are named")
    section = lines[start : lines.index("", start)]
    cited = {knowledge.statements[cite].source for rule in knowledge.rules.values() for cite in rule.cites}
    for name in cited:
        source = knowledge.manifest.sources[name]
        assert section.count(f"{source.title.in_language('en')} ({name})") == 1
        assert not source.url or source.url in section


def test_the_sources_of_backgrounds_are_named_too(magnesium: sluimer.KnowledgeBase) -> None:
    knowledge = magnesium.knowledge
    consultation = magnesium.consult({"age": 41, "insomnia": True})
    text = plain(tell_to(Reader.AUDITOR, consultation, Speaker(knowledge, "en")))
    section = text.partition("\nSources that are named\n")[2].partition("\n\n")[0]
    told = set(re.findall(r"^ *(?:background in )?([A-Z]\d+\.\d+): ", text, flags=re.M))
    assert told
    assert [cite for cite in sorted(told) if f"({knowledge.statements[cite].source})" not in section] == []
