"""The trace: what fired, in which order, on what, and from which sentence."""

import pytest

import sluimer
from conftest import EXAMPLES
from sluimer import Consultation, KnowledgeBase
from sluimer.knowledge.condition import slots_of
from sluimer.knowledge.strata import dependencies, strata_of


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return sluimer.load()


@pytest.fixture(params=["anna", "bert", "carla"])
def consultation(kb: KnowledgeBase, request: pytest.FixtureRequest) -> Consultation:
    text = (EXAMPLES / f"{request.param}.yaml").read_text(encoding="utf-8")
    return kb.consult(kb.read_case(text))


def test_it_holds_each_rule_that_is_true_once_and_no_other(consultation: Consultation) -> None:
    fired = [firing.rule for firing in consultation.trace.firings]
    assert sorted(fired) == sorted(rule for rule, truth in consultation.truths.items() if truth is True)
    assert tuple(fired) == consultation.advice.fired


def test_every_firing_shows_true_tests_and_cites_statements_that_exist(
    kb: KnowledgeBase, consultation: Consultation
) -> None:
    for firing in consultation.trace.firings:
        assert firing.tests
        assert all(test.truth is not test.negated for test in firing.tests)
        assert None not in {test.truth for test in firing.tests}
        assert firing.cites
        assert set(firing.cites) <= set(kb.knowledge.statements)


def test_findings_come_before_what_builds_on_them_and_caution_before_advice(
    kb: KnowledgeBase, consultation: Consultation
) -> None:
    rules = kb.knowledge.rules
    strata = strata_of(dependencies(rules.values(), kb.knowledge.vocabulary))
    fired = [rules[firing.rule] for firing in consultation.trace.firings]
    above = [
        max([strata[name] + 1 for name in slots_of(rule.condition) if name in strata], default=0) for rule in fired
    ]
    places = [(stratum, not rule.cautions, rule.id) for stratum, rule in zip(above, fired, strict=True)]
    assert places == sorted(places)


def test_it_names_what_was_assumed_and_what_holds_while_unknown(kb: KnowledgeBase) -> None:
    trace = kb.consult({"age": 40, "clinician_agreed": {"includes": ["digoxin"]}}).trace
    agreed = kb.knowledge.vocabulary.facts["clinician_agreed"]
    assert trace.assumed == tuple(slot for slot in agreed.slots if slot != "clinician_agreed.digoxin")
    assert "kidney-problems-ask-first" in trace.holding


def test_it_names_the_findings_that_were_ruled_out(kb: KnowledgeBase) -> None:
    quiet = {"high_stress": False, "processed_diet": False, "poor_diet": False, "gut_disorder": False}
    trace = kb.consult({**quiet, "malabsorption": False, "medicines": [], "age": 40}).trace
    assert "deficiency_risk" in trace.ruled_out
