"""A set that is assumed to hold nothing: what its question offers, in a small guide on diving."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sluimer import Consultation, KnowledgeBase, KnowledgeError, Outcome, load
from sluimer.audit.record import make_record
from sluimer.audit.record.check_record import check
from sluimer.explain.condition_proof import Origin
from sluimer.meaning.reference import evaluate

MANIFEST = """
name: diving
version: "1"
title: {nl: Duiken, en: Diving}
languages: [nl, en]
main_topic: water
topics: [see, water]
units: {m: {nl: m, en: m}}
packs: {book: {nl: Het boek, en: The book}}
sources: {book: {title: {nl: Het boek, en: The book}}}
scope: {when: {any: [{wants: yes}, {wants: no}]}, because: {nl: s, en: s}, cites: [B1]}
"""
FACTS = """
facts:
  wants: {kind: yes_no, title: {nl: w, en: w}, question: {nl: w, en: w}}
  ears: {kind: yes_no, title: {nl: o, en: e}, question: {nl: o, en: e}}
  asthma: {kind: yes_no, title: {nl: a, en: a}, question: {nl: a, en: a}}
  cold: {kind: yes_no, title: {nl: c, en: c}, question: {nl: c, en: c}}
  heart: {kind: yes_no, title: {nl: h, en: h}, question: {nl: h, en: h}}
  agreed:
    kind: set
    assume: none
    title: {nl: Arts akkoord, en: Doctor agreed}
    question: {nl: Waarbij?, en: With what?}
    options:
      ears: {nl: oren, en: ears}
      asthma: {nl: astma, en: asthma}
      cold: {nl: kou, en: cold}
      depth: {nl: diepte, en: depth}
      minor: {nl: jong, en: minor}
findings:
  any_agreement: {title: {nl: iets, en: something}}
topics:
  see:
    title: {nl: Naar, en: See}
    referral: yes
    items:
      doctor: {title: {nl: Arts, en: Doctor}, text: {nl: Arts., en: Doctor.}}
      wardrobe: {title: {nl: Pak, en: Suit}, text: {nl: Pak., en: Suit.}}
      reminder: {title: {nl: Denk, en: Think}, text: {nl: Denk., en: Think.}}
  water:
    title: {nl: Water, en: Water}
    items:
      dive: {title: {nl: Duik, en: Dive}, text: {nl: Duik., en: Dive.}}
      depth: {unit: m, title: {nl: Hoe diep, en: How deep}, text: {nl: "{range} {start}", en: "{range} {start}"}}
"""
BEHIND = "because: {nl: r, en: r}, cites: [B1]"
RULES = f"""
go: {{when: {{wants: yes}}, then: {{advise: dive}}, {BEHIND}}}
ears:
  {{when: {{ears: yes, not: {{agreed: {{includes: ears}}}}}}, then: [{{refer: doctor}}, {{withhold: dive}}], {BEHIND}}}
asthma: {{when: {{asthma: yes, not: {{agreed: {{includes: asthma}}}}}}, then: {{withhold: dive}}, {BEHIND}}}
cold: {{when: {{cold: yes, not: {{agreed: {{includes: cold}}}}}}, then: {{refer: wardrobe}}, {BEHIND}}}
heart: {{when: {{heart: yes}}, then: {{withhold: dive}}, {BEHIND}}}
something:
  when: {{agreed: {{includes_any: [ears, asthma, cold, depth, minor]}}}}
  then: {{conclude: any_agreement}}
  because: {{nl: r, en: r}}
  cites: [B1]
reminder: {{when: {{any_agreement: no}}, then: {{refer: reminder}}, {BEHIND}}}
"""
DEPTH = f"""
deep: {{when: {{wants: yes}}, then: {{advise: {{depth: {{from: 1 m, to: 20 m, start: 1 m}}}}}}, {BEHIND}}}
shallow: {{when: {{not: {{agreed: {{includes: depth}}}}}}, then: {{limit: {{depth: {{at_most: 5 m}}}}}}, {BEHIND}}}
"""
Write = Callable[[Mapping[str, str | bytes]], Path]
WELL: dict[str, object] = {"wants": True, "ears": False, "asthma": False, "cold": False, "heart": False}


def diving(write: Write, rules: str = "", facts: str = FACTS, manifest: str = MANIFEST) -> KnowledgeBase:
    """The guide, with more rules."""
    texts = {
        "rules/knowledge.yaml": manifest,
        "rules/ledger/book.yaml": "B1: {source: book, says: {nl: Een zin., en: A sentence.}}",
        "facts/all.yaml": facts,
        "rules/book/all.yaml": RULES + rules,
    }
    return load(write(texts))


@pytest.fixture
def kb(write: Write) -> KnowledgeBase:
    """The guide without depths."""
    return diving(write)


def offered(consultation: Consultation) -> tuple[str, ...] | None:
    """The options that the question offers; None where it is not asked."""
    return consultation.options("agreed") if "agreed" in consultation.questions else None


@pytest.mark.parametrize(
    ("answers", "options"),
    [
        pytest.param({}, None, id="nothing is stopped"),
        pytest.param({"ears": True}, ("ears",), id="what stops"),
        pytest.param({"ears": True, "asthma": True}, ("ears", "asthma"), id="all that stops, as declared"),
        pytest.param({"ears": True, "cold": True}, ("ears", "cold"), id="with it what sends to somebody"),
        pytest.param({"cold": True}, None, id="what sends is no reason to ask"),
        pytest.param({"ears": True, "heart": True}, None, id="nobody may lift it"),
        pytest.param({"ears": True, "agreed": "unknown"}, None, id="it was asked in vain"),
        pytest.param({"ears": True, "agreed": {"includes": ["ears"]}}, None, id="it was lifted"),
        pytest.param({"ears": True, "agreed": {"excludes": ["ears"]}}, None, id="it was not"),
        pytest.param({"ears": True, "asthma": True, "agreed": {"includes": ["ears"]}}, ("asthma",), id="the rest"),
        pytest.param({"ears": True, "agreed": []}, None, id="nothing was agreed"),
    ],
)
def test_it_offers_the_options_that_matter_now(
    kb: KnowledgeBase, answers: dict[str, object], options: tuple[str, ...] | None
) -> None:
    assert offered(kb.consult({**WELL, **answers})) == options


def test_it_is_asked_last_and_only_what_is_stopped_counts(kb: KnowledgeBase) -> None:
    """Where the reason itself is not known yet that is asked first."""
    assert kb.consult({"wants": True, "ears": True}).questions[-1] == "agreed"
    assert "agreed" not in kb.consult({"wants": True}).questions


def test_a_limit_is_lifted_too(write: Write) -> None:
    kb = diving(write, DEPTH)
    before, after = kb.consult(WELL), kb.consult({**WELL, "agreed": ["depth"]})
    assert offered(before) == ("depth",)
    assert [one.range.most for each in (before, after) for one in [each.advice.item("depth")] if one and one.range] == [
        5,
        20,
    ]


def test_an_option_that_leaves_nobody_out_is_offered_to_who_is_left_out(write: Write) -> None:
    scope = MANIFEST.replace("{any: [{wants: yes}, {wants: no}]}", "{any: [{wants: no}, {agreed: {includes: minor}}]}")
    consultation = diving(write, manifest=scope).consult(WELL)
    assert (consultation.advice.outcome, offered(consultation)) == (Outcome.NOT_COVERED, ("minor",))


def test_no_other_question_and_no_other_set_is_shortened(plant_care: KnowledgeBase, kb: KnowledgeBase) -> None:
    assert plant_care.consult({"pests": {"includes": ["mites"]}}).options("pests") == ("aphids", "mites", "thrips")
    assert kb.consult(WELL).options("agreed") == ("ears", "asthma", "cold", "depth", "minor")
    assert kb.consult(WELL).options("ears") == ()


def test_what_nobody_spoke_of_is_assumed_slot_by_slot(kb: KnowledgeBase) -> None:
    consultation = kb.consult({**WELL, "asthma": True, "agreed": {"includes": ["ears"], "excludes": ["cold"]}})
    assert consultation.case.assumed == ("agreed.asthma", "agreed.depth", "agreed.minor")
    [explanation] = consultation.why("asthma")
    tests = {test.name: test.origin for proof in explanation.supporting for test in proof.tests}
    assert tests["agreed.asthma"] is Origin.ASSUMED
    told = consultation.tell("professional", "en", full=True)
    assert "Doctor agreed: none of the others (assumed" in told
    assert "Doctor agreed: none of these (assumed" in kb.consult(WELL).tell("professional", "en", full=True)


@pytest.mark.parametrize("agreed", [None, "unknown", [], ["ears"], {"includes": ["ears"]}, {"excludes": ["asthma"]}])
def test_the_reference_and_the_checker_say_so_too(kb: KnowledgeBase, agreed: object) -> None:
    for reasons in ({"ears": True}, {"ears": True, "cold": True}, {"ears": True, "asthma": True}, {"heart": True}):
        consultation = kb.consult({**WELL, **reasons, "agreed": agreed})
        meaning = evaluate(kb.knowledge, consultation.case)
        assert meaning.outcome is consultation.advice.outcome
        record = make_record(consultation, "en")
        check(record)
        given = record["result"]["offered"]
        assert given == {name: sorted(some) for name, some in consultation.advice.offered.items()}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("assume: none", "assume: depth", "unknown-option"),
        ("assume: none", "assume: no", "unknown-option"),
        ("assume: none", "assume: [ears]", "not-a-word"),
    ],
)
def test_a_set_is_assumed_to_hold_none_or_nothing_is_assumed(write: Write, old: str, new: str, expected: str) -> None:
    with pytest.raises(KnowledgeError) as error:
        diving(write, facts=FACTS.replace(old, new))
    assert [problem.code for problem in error.value.problems] == [expected]


@pytest.mark.parametrize("when", ["{not: {agreed: {includes: ears}}}", "{any_agreement: no}"])
def test_it_brings_nobody_into_the_scope_also_through_a_finding(write: Write, when: str) -> None:
    """Whom the scope leaves out is stopped, and would not be while nobody asked."""
    scoped = MANIFEST.replace("{any: [{wants: yes}, {wants: no}]}", when)
    with pytest.raises(KnowledgeError) as error:
        diving(write, manifest=scoped)
    bold = [problem for problem in error.value.problems if problem.code == "bold-assumption"]
    assert "under `scope` another answer permits less" in bold[0].message("en")


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("{when: {not: {agreed: {includes: ears}}}, then: {advise: dive}", "bold-assumption"),
        ("{when: {agreed: {includes: ears}}, then: {withhold: dive}", "bold-assumption"),
        ("{when: {agreed: known}, then: {refer: doctor}", "known-of-assumed"),
    ],
)
def test_it_must_be_the_cautious_one_for_every_option(write: Write, rule: str, code: str) -> None:
    with pytest.raises(KnowledgeError) as error:
        diving(write, f"bold: {rule}, {BEHIND}}}\n")
    assert code in [problem.code for problem in error.value.problems]
    bold = [problem for problem in error.value.problems if problem.code == "bold-assumption"]
    assert all("`agreed.ears`" in problem.message("en") for problem in bold)
