"""What is settled is so whatever is still answered, and of what is not somebody shows how it would change."""

import json
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import sluimer
from conftest import EXAMPLES, SOLVER
from sluimer.engines.planes import make_planes
from sluimer.explain import settled as module
from sluimer.explain.changes import Changes
from sluimer.explain.settled import Settling, settle
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Kind, Scalar
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.model import Meaning, State
from strategies.knowledge import knowledge_bases
from strategies.people import persons
from strategies.persons import Answers
from tries import tries

MOST = 30_000
"""Ways to answer what is open that are all tried."""


@st.composite
def halfway(draw: st.DrawFn) -> tuple[Knowledge, Answers, str]:
    """A knowledge base, a person who has answered a part, and an item."""
    knowledge = draw(knowledge_bases())
    return knowledge, draw(persons(knowledge)), draw(st.sampled_from([*knowledge.vocabulary.items]))


@given(halfway(), st.sampled_from([False, True] if find_spec("z3") else [False]))
@settings(max_examples=tries(60))
def test_what_is_settled_is_so_whatever_is_answered(drawn: tuple[Knowledge, Answers, str], by_solver: bool) -> None:
    """Against every way to answer what is open, by planes alone and by the solver where three answers bring nothing."""
    knowledge, answers, item = drawn
    person = sluimer.KnowledgeBase(knowledge).read_case(answers).given
    expected = _changeable(knowledge, person, item)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_SETS", 0 if by_solver else MOST * 100)
        found = settle(Changes(make_net(knowledge), knowledge.vocabulary), item, person, 60)
    assert found.settling is (Settling.CAN_CHANGE if expected else Settling.SETTLED)
    assert (found.change is None) is not expected
    if found.change:
        there = {fact for one in found.change.answers for fact in [one.slot.partition(".")[0]]}
        assert there <= {*found.open}


def _changeable(knowledge: Knowledge, person: Mapping[str, Scalar], item: str) -> bool:
    """Whether any way to answer what is open, without a new contradiction, brings another state or amount."""
    values = {
        slot: [None, *_values(fact.kind)]
        for fact in knowledge.vocabulary.facts.values()
        for slot in fact.slots
        if slot not in person
    }
    assume(prod(map(len, values.values())) <= MOST)
    ways = [dict(zip(values, way, strict=True)) for way in product(*values.values())]
    people = [{**person, **{slot: value for slot, value in way.items() if value is not None}} for way in ways]
    now, *then = make_planes(make_net(knowledge)).run([person, *map(_whole_sets(knowledge, person), people)]).meanings()
    return any(_said(one, item) != _said(now, item) for one in then if {*one.contradictions} <= {*now.contradictions})


def _whole_sets(knowledge: Knowledge, person: Mapping[str, Scalar]) -> Any:
    """What makes somebody who said no to one option, and nothing of others, a person who said nothing of any.

    That an option is not in a set is said with the others that are not in it.
    """
    sets = [fact.slots for fact in knowledge.vocabulary.facts.values() if fact.kind is Kind.SET]

    def made(answers: Mapping[str, Scalar]) -> Mapping[str, Scalar]:
        answers = dict(answers)
        for slots in sets:
            left = [slot for slot in slots if slot not in person]
            if any(slot not in answers for slot in left):
                for slot in left:
                    if answers.get(slot) is False:
                        del answers[slot]
        return answers

    return made


def _said(meaning: Meaning, item: str) -> tuple[object, ...]:
    return meaning.states[item], meaning.ranges.get(item), meaning.limits.get(item)


def _values(kind: Kind) -> list[Scalar]:
    if kind is Kind.CHOICE:
        return ["a", "b", "c"]
    return [number / 2 for number in range(-2, 15)] if kind is Kind.NUMBER else [True, False]


ANNA: dict[str, Any] = yaml.safe_load((EXAMPLES / "anna.yaml").read_text(encoding="utf-8"))


def test_what_has_no_open_answer_that_matters_is_settled(magnesium: sluimer.KnowledgeBase) -> None:
    found = magnesium.consult(ANNA).settled("no_caffeine_after_14")
    assert found.as_dict() == {"target": "no_caffeine_after_14", "settling": "settled", "open": list(found.open)}


def test_an_open_answer_that_would_stop_a_dose_is_told(magnesium: sluimer.KnowledgeBase) -> None:
    found = magnesium.consult(ANNA).settled("dose")
    assert found.settling is Settling.CAN_CHANGE
    assert found.change is not None
    [answer] = found.change.answers
    assert answer.slot == "egfr"
    assert dict(found.change.states)["dose"] == "withheld"
    again = magnesium.consult({**ANNA, answer.slot: answer.value})
    assert "dose" in {item.id for item in again.advice.in_state(State.WITHHELD)}


def test_the_outcome_may_be_asked_about_and_nothing_else(magnesium: sluimer.KnowledgeBase) -> None:
    assert magnesium.consult(ANNA).settled("outcome").target == "outcome"
    with pytest.raises(sluimer.UnknownTargetError, match="dosse"):
        magnesium.consult(ANNA).settled("dosse")


QUIET: dict[str, Any] = {"indoors": True, "pests": []}
LEAVES = range(12)
"""Leaves of which seven must be yellow before somebody is asked; more answers than are tried settle that."""


@pytest.fixture
def leaves(plants: Path) -> sluimer.KnowledgeBase:
    facts = {f"leaf_{one}": {"kind": "yes_no", "title": _twice(f"L{one}"), "question": _twice("?")} for one in LEAVES}
    items = {"ask_about_leaves": {"text": _twice("Vraag."), "title": _twice("Vragen")}}
    topic = {"leaves": {"title": _twice("Blad"), "referral": True, "items": items}}
    rule = {
        "when": {"at_least": {"count": 7, "of": [{name: True} for name in facts]}},
        "then": [{"refer": "ask_about_leaves"}],
        "because": _twice("Veel geel."),
        "cites": ["B4"],
    }
    manifest = plants / "rules" / "knowledge.yaml"
    written = manifest.read_text(encoding="utf-8")
    manifest.write_text(written.replace("topics: [help, ", "topics: [help, leaves, "), encoding="utf-8")
    (plants / "facts" / "leaves.yaml").write_text(json.dumps({"facts": facts, "topics": topic}), encoding="utf-8")
    (plants / "rules" / "care" / "leaves.yaml").write_text(json.dumps({"many-leaves": rule}), encoding="utf-8")
    return sluimer.load(plants)


def _twice(text: str) -> dict[str, str]:
    return {"nl": text, "en": text}


@SOLVER
def test_what_takes_more_answers_than_are_tried_is_proven(leaves: sluimer.KnowledgeBase) -> None:
    found = leaves.consult(QUIET).settled("ask_about_leaves")
    assert found.settling is Settling.CAN_CHANGE
    assert found.change is not None
    assert len(found.change.answers) == 6
    yellow = {**QUIET} | {f"leaf_{one}": True for one in range(7)}
    assert leaves.consult(yellow).settled("ask_about_leaves").settling is Settling.SETTLED


def test_without_the_solver_what_takes_more_than_trying_is_not_decided(
    leaves: sluimer.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What few answers change is found without it, and so is what few open answers leave."""
    monkeypatch.setitem(sys.modules, "sluimer.explain.more_answers", None)
    found = leaves.consult(QUIET).settled("ask_about_leaves")
    assert (found.settling, found.change) == (Settling.UNDECIDED, None)
    some = {**QUIET} | {f"leaf_{one}": True for one in range(6)}
    assert leaves.consult(some).settled("ask_about_leaves").settling is Settling.CAN_CHANGE
    few = {**QUIET} | {f"leaf_{one}": one < 2 for one in range(5)}
    assert leaves.consult(few).settled("ask_about_leaves").settling is Settling.CAN_CHANGE
    none = {**QUIET} | {f"leaf_{one}": False for one in range(6)}
    assert leaves.consult(none).settled("ask_about_leaves").settling is Settling.SETTLED


@SOLVER
def test_too_little_time_is_not_decided(leaves: sluimer.KnowledgeBase) -> None:
    assert leaves.consult(QUIET).settled("ask_about_leaves", seconds=0).settling is Settling.UNDECIDED
