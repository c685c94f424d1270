"""Proofs: what brought something, what stopped it, and on which values."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import sluimer
from conftest import EXAMPLES
from sluimer import Consultation, KnowledgeBase, UnknownTargetError
from sluimer.explain.condition_proof import Origin
from sluimer.explain.proof import RuleProof

Person = Callable[[str], Consultation]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return sluimer.load()


@pytest.fixture(scope="module")
def person(kb: KnowledgeBase) -> Person:
    """The consultation of one of the examples."""
    return lambda name: kb.consult(kb.read_case((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"), name))


def met(proof: RuleProof) -> dict[str, tuple[object, Origin]]:
    """The values that the tests of a proof met."""
    return {test.name: (test.value, test.origin) for test in proof.tests}


def test_a_given_item_is_proven_by_its_rules_down_to_the_answers(person: Person) -> None:
    [explanation] = person("anna").why("dose")
    assert explanation.came
    proofs = {proof.rule: proof for proof in explanation.supporting}
    assert proofs.keys() == {"sleep-dose", "begin-at-the-bottom"}
    assert met(proofs["sleep-dose"]) == {"sleep_sought": (True, Origin.CONCLUDED)}
    assert {finding.finding for finding in explanation.findings} >= {"sleep_sought"}
    assert all(rule.truth for finding in explanation.findings for rule in finding.rules)


def test_the_limit_that_cut_the_range_stands_against_the_item(person: Person) -> None:
    [explanation] = person("anna").why("dose")
    assert [(proof.rule, proof.truth) for proof in explanation.opposing] == [("eu-upper-limit-supplements", True)]


def test_a_withheld_item_names_each_stop_with_the_answer_it_met(person: Person) -> None:
    [explanation] = person("bert").why_not("dose")
    stops = {proof.rule: met(proof) for proof in explanation.opposing if proof.truth}
    assert stops["kidney-problems-ask-first"] == {
        "kidney_problems": (True, Origin.ANSWERED),
        "clinician_agreed.kidney_problems": (False, Origin.ASSUMED),
    }


def test_an_open_item_names_the_answers_it_misses(person: Person) -> None:
    [explanation] = person("carla").why_not("dose")
    missing = {test.fact for proof in explanation.opposing for test in proof.tests if test.value is None}
    assert {"kidney_problems", "conditions"} <= missing
    assert not explanation.came


def test_a_rule_that_did_not_fire_shows_the_value_that_stopped_it(person: Person) -> None:
    [explanation] = person("anna").why_not("kidney-problems-ask-first")
    [proof] = explanation.supporting
    assert (explanation.state, met(proof)["kidney_problems"]) == ("false", (False, Origin.ANSWERED))


def test_a_finding_is_ruled_out_only_by_all_its_rules(kb: KnowledgeBase) -> None:
    nothing = {name: False for name, fact in kb.knowledge.vocabulary.facts.items() if fact.kind.value == "yes_no"}
    consultation = kb.consult({**nothing, "medicines": [], "goals": [], "age": 30, "sex": "male", "life_stage": []})
    [explanation] = consultation.why_not("deficiency_risk")
    concluding = {rule.id for rule in kb.knowledge.rules.values() if "deficiency_risk" in rule.concludes}
    assert explanation.state == "false"
    assert {proof.rule for proof in explanation.supporting} == concluding


def test_outside_the_scope_the_scope_itself_stands_against_everything(kb: KnowledgeBase) -> None:
    [explanation] = kb.consult({"age": 12, "insomnia": True}).why_not("dose")
    first = explanation.opposing[0]
    assert (first.rule, met(first), first.cites) == ("(scope)", {"age": (12, Origin.ANSWERED)}, ("S6.6",))


def test_a_topic_is_explained_item_by_item(person: Person) -> None:
    targets = [explanation.target for explanation in person("anna").why("form")]
    assert targets == ["glycinate", "citrate", "oxide", "malate", "taurate"]  # as declared


def test_an_implied_answer_is_shown_as_implied(kb: KnowledgeBase) -> None:
    consultation = kb.consult({"age": 60, "insomnia": True, "egfr": 25, "kidney_problems": False})
    [explanation] = consultation.why_not("dose")
    [stop] = [proof for proof in explanation.opposing if proof.rule == "egfr-below-30-stop"]
    assert met(stop)["kidney_problems"] == (True, Origin.IMPLIED)
    [implied] = consultation.trace.implied
    assert (implied.source, implied.instead_of) == ("egfr", False)


@pytest.mark.parametrize(("answer", "origin"), [("unknown", Origin.UNKNOWN), ("declined", Origin.DECLINED)])
def test_a_missing_answer_says_why_it_is_missing(kb: KnowledgeBase, answer: str, origin: Origin) -> None:
    [explanation] = kb.consult({"kidney_problems": answer}).why_not("kidney-problems-ask-first")
    assert met(explanation.supporting[0])["kidney_problems"] == (None, origin)


@pytest.mark.parametrize("ask", ["why", "why_not"])
def test_an_unknown_target_is_refused_with_a_near_name(person: Person, ask: str) -> None:
    with pytest.raises(UnknownTargetError) as caught:
        getattr(person("anna"), ask)("glycinat")
    assert "did you mean `glycinate`?" in str(caught.value)


@pytest.mark.parametrize("target", [None, 3, ["dose"]])
@pytest.mark.parametrize("ask", ["why", "why_not", "proof_of", "changes"])
def test_a_target_that_is_no_text_is_an_unknown_one(person: Person, ask: str, target: object) -> None:
    with pytest.raises(UnknownTargetError, match=r"`(null|3|\[…\])` is not an? "):
        getattr(person("anna"), ask)(target)


@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_everything_can_be_explained_as_plain_data(kb: KnowledgeBase, person: Person, name: str) -> None:
    consultation = person(name)
    vocabulary = kb.knowledge.vocabulary
    for target in [*kb.knowledge.rules, *vocabulary.items, *vocabulary.findings, *vocabulary.topics]:
        for explanation in (*consultation.why(target), *consultation.why_not(target)):
            assert json.loads(json.dumps(explanation.as_dict()))["target"] == explanation.target


@pytest.mark.parametrize("name", ["anna", "bert", "carla"])
def test_an_item_that_is_not_given_always_has_a_reason(kb: KnowledgeBase, person: Person, name: str) -> None:
    """An item that only another setting brings has none to give."""
    consultation = person(name)
    brought = {item for rule in kb.knowledge.rules.values() for effect in rule.effects for item in effect.items}
    for item in brought:
        [explanation] = consultation.why_not(item)
        assert explanation.came or explanation.supporting or explanation.opposing or explanation.superseded_by


def test_a_proof_names_each_finding_once_however_many_rules_lead_there(
    write: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    deep = 40
    text = "{nl: t, en: t}"
    findings = "".join(f"  f{number}: {{title: {text}}}\n" for number in range(deep))
    rules = "".join(
        f"r{number}-{side}: {{when: {{{f'f{number - 1}' if number else 'start'}: yes}}, then: {{conclude: f{number}}},"
        f" because: {text}, cites: [B1]}}\n"
        for number in range(deep)
        for side in "ab"
    )
    last = f"advise-it: {{when: {{f{deep - 1}: yes}}, then: {{advise: it}}, because: {text}, cites: [B1]}}\n"
    folder = write(
        {
            "rules/knowledge.yaml": f"{{name: deep, version: '1', title: {text}, languages: [nl, en], main_topic: one,"
            f" topics: [one], packs: {{book: {text}}}, sources: {{book: {{title: {text}}}}}}}",
            "rules/ledger/book.yaml": f"B1: {{source: book, says: {text}}}",
            "rules/book/all.yaml": rules + last,
            "facts/all.yaml": f"facts:\n  start: {{kind: yes_no, title: {text}, question: {text}}}\n"
            f"findings:\n{findings}topics:\n  one: {{title: {text}, items: {{it: {{title: {text}, text: {text}}}}}}}\n",
        }
    )
    [explanation] = sluimer.load(folder).consult({"start": True}).why("it")
    assert [proof.finding for proof in explanation.findings] == [f"f{number}" for number in reversed(range(deep))]
