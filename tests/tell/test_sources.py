"""Each code that an account names is told in words, once; each account reaches a sentence of a source."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from conftest import EXAMPLES
from sluimer import Consultation, KnowledgeBase
from sluimer.knowledge.base import Knowledge, Source
from sluimer.knowledge.cited import codes_in
from sluimer.knowledge.rule import Statement
from sluimer.knowledge.text import Text
from sluimer.tell.outline import Outline, plain
from sluimer.tell.plainly import tell_plainly
from sluimer.tell.proof import tell_why, tell_why_not
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.speaker import Speaker
from sluimer.tell.trace import tell_trace
from strategies.knowledge import HERE, knowledge_bases, text
from strategies.people import persons
from tries import IN_PART

LANGUAGES = ["nl", "en"]
READERS = [Reader.PROFESSIONAL, Reader.AUDITOR]


@pytest.fixture(scope="module")
def bundled() -> KnowledgeBase:
    return sluimer.load()


def person(kb: KnowledgeBase, name: str) -> Consultation:
    """The consultation of one of the examples."""
    return kb.consult(kb.read_case((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")))


def with_ledger(knowledge: Knowledge) -> Knowledge:
    """The same knowledge, in which rules cite, texts name, and statements lead to other statements."""
    names = [f"S{number}" for number in range(1, 13)]
    statements = {
        name: Statement(name, "book", text(f"words of {name}, see {names[(at + 5) % 12]};"), HERE)
        for at, name in enumerate(names)
    }
    rules = {
        name: replace(rule, cites=(names[at % 7],), interpretation=Text((("nl", f"({names[at % 5 + 7]})"),) * 1))
        for at, (name, rule) in enumerate(knowledge.rules.items())
    }
    source = Source("book", text("the book"), "https://example.org/book")
    manifest = replace(knowledge.manifest, sources={"book": source})
    return replace(knowledge, rules=rules, statements=statements, manifest=manifest)


def accounts(consultation: Consultation, speaker: Speaker) -> Iterator[Outline]:
    """Every account of a decision for who reads codes."""
    for reader in READERS:
        yield tell_to(reader, consultation, speaker)
        yield from (tell_to(reader, consultation, speaker, topic) for topic in consultation.knowledge.vocabulary.topics)
    for target in (*consultation.knowledge.rules, *consultation.knowledge.vocabulary.items):
        yield tell_why(consultation.why(target), consultation, speaker)
        yield tell_why_not(consultation.why_not(target), consultation, speaker)
    yield tell_trace(consultation, speaker)


def untold(account: Outline, speaker: Speaker) -> list[str]:
    """The codes that an account names and does not tell in words exactly once."""
    told = plain(account)
    return [code for code in set(codes_in(told, speaker.knowledge)) if told.count(speaker.source(code)) != 1]


@settings(max_examples=6)
@given(st.data(), knowledge_bases())
def test_no_account_names_a_code_that_it_does_not_tell_once(data: st.DataObject, knowledge: Knowledge) -> None:
    consultation = KnowledgeBase(with_ledger(knowledge)).consult(data.draw(persons(knowledge)))
    speaker = Speaker(consultation.knowledge, "nl")
    assert [untold(account, speaker) for account in accounts(consultation, speaker) if untold(account, speaker)] == []


@IN_PART
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_every_code_of_the_bundled_accounts_is_told_once(bundled: KnowledgeBase, name: str, language: str) -> None:
    consultation, speaker = person(bundled, name), Speaker(bundled.knowledge, language)
    told = [tell_to(reader, consultation, speaker) for reader in READERS] + [tell_trace(consultation, speaker)]
    assert [untold(account, speaker) for account in told] == [[], [], []]


@pytest.mark.parametrize("reader", READERS)
def test_an_implied_answer_is_told_with_the_number_the_bound_and_the_words_of_its_sources(
    bundled: KnowledgeBase, reader: Reader
) -> None:
    consultation, speaker = bundled.consult({"age": 60, "insomnia": True, "egfr": 45}), Speaker(bundled.knowledge, "en")
    told = plain(tell_to(reader, consultation, speaker))
    [implied] = consultation.case.implied
    assert "Kidney problems: yes, follows from: Kidney function (eGFR): 45" in told
    assert ", below 60; sources S3.10, S3.12" in told
    assert all(speaker.source(code) in told for code in implied.cites)


def test_a_person_reads_the_number_and_the_bound_from_which_an_answer_follows(bundled: KnowledgeBase) -> None:
    consultation = bundled.consult({"age": 60, "insomnia": True, "egfr": 45})
    told = plain(tell_to(Reader.PERSON, consultation, Speaker(bundled.knowledge, "nl")))
    assert "(volgt uit: Nierfunctie (eGFR): 45" in told
    assert ", onder 60)" in told


def test_the_data_of_a_proof_has_the_bound_and_the_words_of_each_statement(bundled: KnowledgeBase) -> None:
    consultation = bundled.consult({"age": 60, "insomnia": True, "egfr": 45})
    trace = json.loads(json.dumps(consultation.trace.as_dict()))
    assert [one["wanted"] for one in trace["implied"]] == [{"below": 60}]
    statements = consultation.proof.as_dict()["statements"]
    assert isinstance(statements, dict)
    assert {"S3.10", "S3.12"} <= statements.keys()
    assert set(statements["S3.10"]) == {"says", "source", "where", "verified"}


def test_a_weighed_answer_is_told_with_the_words_of_its_sources(bundled: KnowledgeBase) -> None:
    consultation = bundled.consult({"age": 41, "insomnia": True, "current_dose": {"amount": 1000, "as": "citrate"}})
    speaker = Speaker(bundled.knowledge, "en")
    [part] = consultation.case.parts
    for reader in READERS:
        told = plain(tell_to(reader, consultation, speaker))
        assert all(speaker.source(code) in told for code in part.cites)


@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_why_and_why_not_reach_a_sentence_of_a_source_for_every_rule_and_finding(
    bundled: KnowledgeBase, name: str
) -> None:
    consultation, speaker = person(bundled, name), Speaker(bundled.knowledge, "en")
    sentences = [speaker.statement(code) for code in bundled.knowledge.statements]
    for target in (*list(bundled.knowledge.rules)[::6], *bundled.knowledge.vocabulary.findings):
        for found, tell in ((consultation.why(target), tell_why), (consultation.why_not(target), tell_why_not)):
            coming = tell is tell_why
            if any(each.came is coming for each in found):
                for told in (
                    plain(tell(found, consultation, speaker)),
                    plain(tell_plainly(found, consultation, speaker)),
                ):
                    assert any(sentence in told for sentence in sentences), (target, tell.__name__)


@pytest.mark.parametrize("reader", list(Reader))
@pytest.mark.parametrize("name", ["anna", "bert"])
def test_each_reader_reaches_a_sentence_of_a_source_for_what_is_given_or_withheld(
    bundled: KnowledgeBase, name: str, reader: Reader
) -> None:
    consultation, speaker = person(bundled, name), Speaker(bundled.knowledge, "nl")
    sentences = [speaker.statement(code) for code in bundled.knowledge.statements]
    for target in ("dose", "form", "habits"):
        told = plain(tell_to(reader, consultation, speaker, target))
        assert any(sentence in told for sentence in sentences)


def test_what_did_not_hold_keeps_its_reason_reading_and_sources_for_a_professional(bundled: KnowledgeBase) -> None:
    consultation, speaker = person(bundled, "anna"), Speaker(bundled.knowledge, "en")
    told = plain(tell_to(Reader.PROFESSIONAL, consultation, speaker, "ask_about_kidneys"))
    rule = bundled.knowledge.rules["high-blood-pressure-check-the-kidneys"]
    assert f"The reason that the rule would give: {speaker.text(rule.because)}" in told
    assert speaker.say("interpretation", reading=speaker.text(rule.interpretation)) in told
    assert all(speaker.source(code) in told for code in rule.cites)
    assert "Reason, if the rule holds: " + speaker.text(rule.because) not in told


@pytest.mark.parametrize("reader", READERS)
def test_the_whole_decision_shows_the_test_of_the_scope_whether_it_holds_or_not(
    bundled: KnowledgeBase, reader: Reader
) -> None:
    speaker = Speaker(bundled.knowledge, "en")
    for age, state in ((12, "does not hold"), (41, "holds")):
        told = plain(tell_to(reader, bundled.consult({"age": age, "insomnia": True}), speaker))
        assert f"Whom this advice is about: {state}\n  Why: This advice is for people of 18 and over." in told
        assert f"Age: {age} years (needed: at least 18)" in told
        assert speaker.source("S6.6") in told
