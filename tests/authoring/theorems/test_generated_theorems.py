"""Theorems on generated knowledge: who breaks one does so for every reader, and nobody drawn breaks a proven one."""

from typing import Any as AnyType

import pytest

pytest.importorskip("z3", reason="needs the extra `prove`")

from hypothesis import given, settings
from hypothesis import strategies as st

from sluimer.authoring.theorems.amounts import amount_name
from sluimer.authoring.theorems.model import Claim, Theorem
from sluimer.authoring.theorems.net import APART, TheoremNet, theorem_name
from sluimer.authoring.theorems.prove import ProofBench, Standing
from sluimer.case import CaseReader
from sluimer.engines.planes import Planes, make_planes
from sluimer.engines.prove import Person
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, Condition, Is, Within
from sluimer.knowledge.text import NO_TEXT
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.net import OUTCOME, state_name
from sluimer.messages import NOWHERE
from strategies.knowledge import Luck, knowledge_bases
from strategies.persons import draw_persons
from tries import tries

SECONDS = 60


@st.composite
def theories(draw: st.DrawFn) -> tuple[Knowledge, list[Theorem]]:
    """A knowledge base with some theorems about it, which hold or not as it happens."""
    knowledge, luck = draw(knowledge_bases()), Luck(draw)
    return knowledge, [_theorem(f"theorem-{number}", knowledge, luck) for number in range(4)]


def _theorem(name: str, knowledge: Knowledge, luck: Luck) -> Theorem:
    claims = tuple(Claim(_test(knowledge, luck), "") for _ in range(luck.number(1, 2)))
    always = luck.once_in(2)
    return Theorem(
        name,
        NOWHERE,
        NO_TEXT,
        subject=_test(knowledge, luck) if luck.once_in(2) else ALWAYS,
        apart=(_test(knowledge, luck),) if luck.once_in(3) else (),
        always=claims if always else (),
        never=() if always else claims,
    )


def _test(knowledge: Knowledge, luck: Luck) -> Condition:
    """A test of an item's state, of the outcome, of an amount, or of a finding."""
    vocabulary = knowledge.vocabulary
    amounts = [item.id for item in vocabulary.items.values() if item.unit]
    match luck.number(1, 4):
        case 1 if amounts:
            bound: dict[str, AnyType] = {luck.of(("at_least", "above", "at_most", "below")): luck.number(0, 9)}
            return Within(amount_name(luck.of(amounts), luck.of(("from", "to", "start"))), **bound)
        case 2:
            return Is(OUTCOME, (luck.of(tuple(Outcome)),))
        case 3 if vocabulary.findings:
            return Is(luck.of(tuple(vocabulary.findings)), (luck.once_in(2),))
    return Is(state_name(luck.of(tuple(vocabulary.items))), (luck.of(tuple(State)),))


@given(theories())
@settings(max_examples=tries(200))
def test_a_proof_and_a_crowd_agree(drawn: tuple[Knowledge, list[Theorem]]) -> None:
    """Planes read a theorem for one person; Z3 speaks of all."""
    knowledge, theorems = drawn
    reader = CaseReader(knowledge.vocabulary)
    crowd = [reader.read_mapping(answers).given for answers in draw_persons(knowledge, 40, seed=5)]
    bench, planes = ProofBench(knowledge, theorems, {"": {}}, SECONDS), make_planes(TheoremNet(knowledge, theorems).net)
    for theorem in theorems:
        result, said = bench.prove(theorem), _said(planes, theorem, crowd)
        if result.standing is Standing.BROKEN:
            assert result.witness is not None
            assert _said(planes, theorem, [result.witness.answers])[0].startswith("broken")
        else:
            assert not any(label.startswith("broken") for label in said)
        if result.standing is Standing.ABOUT_NOBODY:
            assert set(said) == {APART}


def _said(planes: Planes, theorem: Theorem, people: list[Person]) -> list[str]:
    return planes.run(people).each(theorem_name(theorem.id))
