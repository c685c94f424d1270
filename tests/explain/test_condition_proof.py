"""How the parts of a condition count together: as data, in the words of both languages, and in pictures."""

import json
from xml.etree import ElementTree

import pytest

import sluimer
from conftest import EXAMPLES
from sluimer import Consultation, KnowledgeBase
from sluimer.explain.condition_proof import PartsProof, spoken
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Not, Within
from sluimer.knowledge.rule import Advise
from sluimer.tell.outline import plain
from sluimer.tell.pictures.chain import chain_of_rule
from sluimer.tell.pictures.decision_chain import chain_of_decision
from sluimer.tell.pictures.mermaid import escaped, mermaid
from sluimer.tell.pictures.svg import svg
from sluimer.tell.proof import tell_why_not
from sluimer.tell.readers import Reader, tell_to
from sluimer.tell.speaker import Speaker
from strategies.knowledge import small_knowledge
from strategies.pictures import SVG

X, Y = Is("x", (True,)), Is("y", (True,))
N = Within("n", at_most=0)
EN, NL = "en", "nl"


def asked(condition: Condition, **answers: object) -> Consultation:
    """A person with these answers, and one rule with this condition."""
    return KnowledgeBase(small_knowledge((condition, [Advise("a")]))).consult(answers)


def bert() -> Consultation:
    """Of the examples the one whose dose is withheld, while more may stop it."""
    kb = sluimer.load()
    return kb.consult(kb.read_case((EXAMPLES / "bert.yaml").read_text(encoding="utf-8")))


def condition_lines(consultation: Consultation, language: str = EN) -> list[str]:
    """How the condition of the rule is told."""
    [explanation] = consultation.why_not("rule-0")
    speaker = Speaker(consultation.knowledge, language)
    return [
        "  " * one.depth + speaker.condition(one, consultation.case)
        for one in spoken(explanation.supporting[0].condition)
    ]


@pytest.mark.parametrize(
    ("condition", "english", "dutch"),
    [
        (
            Any((X, Y, N)),
            "needed: one of 3; 0 so far, 2 still possible",
            "nodig: een van 3; tot nu toe 0, nog mogelijk 2",
        ),
        (
            All((Not(X), Y, N)),
            "needed: all of 3; 1 so far, 2 still possible",
            "nodig: alle 3; tot nu toe 1, nog mogelijk 2",
        ),
        (
            AtLeast(2, (Not(X), Y, N)),
            "needed: at least 2 of 3; 1 so far, 2 still possible",
            "nodig: ten minste 2 van 3; tot nu toe 1, nog mogelijk 2",
        ),
        (
            Not(Any((X, Y))),
            "must not be: one of 2; 0 so far, 1 still possible",
            "mag niet: een van 2; tot nu toe 0, nog mogelijk 1",
        ),
        (
            Not(AtLeast(2, (Not(X), Y, N))),
            "must not be: at least 2 of 3; 1 so far, 2 still possible",
            "mag niet: ten minste 2 van 3; tot nu toe 1, nog mogelijk 2",
        ),
        (
            Not(Not(Any((X, Y)))),
            "needed: one of 2; 0 so far, 1 still possible",
            "nodig: een van 2; tot nu toe 0, nog mogelijk 1",
        ),
    ],
    ids=["any", "all", "at least", "not any", "not at least", "not not any"],
)
def test_each_connective_is_said_with_what_is_needed_what_there_is_and_what_may_come(
    condition: Condition, english: str, dutch: str
) -> None:
    consultation = asked(condition, x="no")
    assert condition_lines(consultation)[0] == english
    assert condition_lines(consultation, NL)[0] == dutch
    graph = chain_of_decision(consultation, Speaker(consultation.knowledge, EN), "a")
    assert any(english in node.label for node in graph.nodes)
    drawn = ElementTree.fromstring(svg(graph)).iter(f"{SVG}text")
    assert english in " ".join(text.text or "" for text in drawn)
    assert escaped(english) in mermaid(graph)
    for reader in (Reader.PROFESSIONAL, Reader.AUDITOR):
        assert english in plain(tell_to(reader, consultation, Speaker(consultation.knowledge, EN), "a"))


def test_one_test_alone_and_a_group_of_one_need_no_connective() -> None:
    for condition in (X, All((X,)), Any((X,)), AtLeast(1, (X,)), Not(Not(X))):
        assert condition_lines(asked(condition)) == ["x en: not asked (needed: yes)"]
    assert condition_lines(asked(Not(All((X,))))) == ["x en: not asked (must not be: yes)"]


def test_what_stands_under_not_counts_when_it_is_so_and_is_not_turned_round() -> None:
    assert condition_lines(asked(Not(Any((X, Y))), x="yes", y="no")) == [
        "must not be: one of 2; 1 so far",
        "  x en: yes (counts when: yes)",
    ]
    assert condition_lines(asked(Not(All((X, Not(Y)))), x="yes", y="no")) == [
        "must not be: all of 2; 2 so far",
        "  x en: yes (counts when: yes)",
        "  y en: no (counts when not: yes)",
    ]


def test_a_group_in_a_group_is_told_below_it_and_all_of_all_is_one() -> None:
    nested = All((X, All((Y, Any((N, Not(Y)))))))
    assert condition_lines(asked(nested)) == [
        "needed: all of 3; 0 so far, 3 still possible",
        "  x en: not asked (needed: yes)",
        "  y en: not asked (needed: yes)",
        "  needed: one of 2; 0 so far, 2 still possible",
        "    n en: not asked (needed: at most 0)",
        "    y en: not asked (must not be: yes)",
    ]


def test_what_holds_so_far_is_named_where_it_is_counted() -> None:
    assert condition_lines(asked(AtLeast(2, (X, Y, N)), x="yes", y="no")) == [
        "needed: at least 2 of 3; 1 so far, 1 still possible",
        "  x en: yes (needed: yes)",
        "  n en: not asked (needed: at most 0)",
    ]


def test_the_data_has_every_part_with_how_they_count_and_the_flat_tests_as_before() -> None:
    [explanation] = asked(AtLeast(2, (X, Not(Any((Y, N))), N)), x="yes", y="no").why_not("rule-0")
    data = json.loads(json.dumps(explanation.supporting[0].as_dict()))
    outer = data["condition"]
    assert {key: outer[key] for key in ("connective", "needed", "of", "holding", "open", "negated", "truth")} == {
        "connective": "at_least",
        "needed": 2,
        "of": 3,
        "holding": 1,
        "open": 2,
        "negated": False,
        "truth": None,
    }
    assert [part.get("connective", part.get("name")) for part in outer["parts"]] == ["x", "any", "n"]
    assert outer["parts"][1]["negated"]
    assert [(test["name"], test["negated"]) for test in data["tests"]] == [("n", True), ("n", False)]


def test_the_parts_that_agree_decide_and_more_than_those_may_be_told() -> None:
    [explanation] = asked(AtLeast(2, (X, Y, N)), x="yes").why_not("rule-0")
    proof = explanation.supporting[0].condition
    assert isinstance(proof, PartsProof)
    assert (len(proof.agreeing), len(proof.telling)) == (2, 3)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (Any((X, Y)), "rule-0 (needed: one of 2)"),
        (All((X, Y)), "rule-0 (needed: all of 2)"),
        (AtLeast(2, (X, Y, N)), "rule-0 (needed: at least 2 of 3)"),
        (Not(Any((X, Y))), "rule-0 (must not be: one of 2)"),
    ],
)
def test_the_picture_of_a_rule_says_how_its_tests_count_together(condition: Condition, said: str) -> None:
    speaker = Speaker(small_knowledge((condition, [Advise("a")])), EN)
    assert said in [node.label for node in chain_of_rule("rule-0", speaker).nodes]


def test_a_group_within_a_rule_has_a_box_of_its_own_in_its_picture() -> None:
    speaker = Speaker(small_knowledge((All((X, Not(Any((Y, N))))), [Advise("a")])), EN)
    graph = chain_of_rule("rule-0", speaker)
    [gate] = [node for node in graph.nodes if node.label == "must not be: one of 2"]
    assert {edge.first for edge in graph.edges if edge.last == gate.id} == {"fact:y", "fact:n"}
    assert [edge.last for edge in graph.edges if edge.first == gate.id] == ["rule:rule-0"]


def test_a_finding_says_that_one_of_its_rules_is_enough() -> None:
    consultation = bert()
    [sleep] = [one for one in consultation.proof.findings if one.finding == "sleep_complaint"]
    assert (sleep.tally.needed, sleep.tally.of, sleep.tally.holding) == (1, 5, 1)
    told = plain(tell_to(Reader.AUDITOR, consultation, Speaker(consultation.knowledge, EN)))
    assert f"rules for this, needed: one of 5; 1 so far, {sleep.tally.open} still possible" in told


def test_what_stopped_it_comes_first_and_what_may_stop_it_too_in_one_line() -> None:
    consultation = bert()
    speaker = Speaker(consultation.knowledge, EN)
    found = consultation.why_not("dose")
    brief, full = (plain(tell_why_not(found, consultation, speaker, full=full)) for full in (False, True))
    maybe = [proof for proof in found[0].opposing if proof.truth is None]
    assert f"Beside that, this may still stop it ({len(maybe)}): " in brief
    assert "This may still stop it:" not in brief
    assert all(speaker.rule(proof.rule) in full for proof in maybe)
    assert brief.index("This stops it; each is enough:") < brief.index("Beside that")
