"""Sluimer in JavaScript says what Sluimer in Python says, to the character."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sluimer
from conftest import KNOWLEDGE, ROOT
from reach.by_hand import BY_HAND
from reach.javascript import JavaScript, needs_node, running
from sluimer import KnowledgeBase
from sluimer.knowledge.base import Knowledge
from strategies.dressed import dressed
from strategies.people import persons
from strategies.persons import Answers, draw_persons
from tries import IN_FULL, tries

pytestmark = needs_node
LANGUAGES = ("nl", "en")


@pytest.fixture(scope="module")
def javascript() -> Iterator[JavaScript]:
    """The module, running."""
    with running() as found:
        yield found


@st.composite
def consultations(draw: st.DrawFn) -> tuple[Knowledge, list[Answers]]:
    """A knowledge base with some persons for it."""
    knowledge = draw(dressed())
    return knowledge, draw(st.lists(persons(knowledge), min_size=2, max_size=4))


@pytest.mark.parametrize("name", BY_HAND)
def test_it_says_the_same_where_chance_seldom_comes(javascript: JavaScript, name: str) -> None:
    knowledge, people = BY_HAND[name]
    for answers in people:
        assert_same(javascript, KnowledgeBase(knowledge), answers)


@given(drawn=consultations())
@settings(max_examples=tries(300))
def test_it_says_the_same_on_any_knowledge(javascript: JavaScript, drawn: tuple[Knowledge, list[Answers]]) -> None:
    knowledge, people = drawn
    kb = KnowledgeBase(knowledge)
    for answers in people:
        assert_same(javascript, kb, answers)


def test_it_says_the_same_on_the_bundled_knowledge(javascript: JavaScript, magnesium: KnowledgeBase) -> None:
    for answers in draw_persons(magnesium.knowledge, tries(600), seed=5):
        assert_same(javascript, magnesium, answers)


@pytest.mark.parametrize("folder", sorted(KNOWLEDGE.glob("*/rules")), ids=lambda folder: folder.parent.name)
def test_it_says_the_same_on_other_knowledge(javascript: JavaScript, folder: Path) -> None:
    kb = sluimer.load(folder.parent)
    for answers in draw_persons(kb.knowledge, tries(300), seed=6):
        assert_same(javascript, kb, answers)


@IN_FULL
def test_the_comparison_of_very_many_tells_who_is_told_something_else(tmp_path: Path) -> None:
    """As `benchmarks/javascript.py` makes it, for the bundled knowledge and two that are generated."""
    words = ("--persons", "40", "--each", "10", "--in", "node", "--folder", str(tmp_path))
    command = [sys.executable, str(ROOT / "benchmarks/javascript.py"), *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout.strip().rpartition(", ")[2]) == (0, "0 told something else")
    batch = tmp_path / "000001.json"
    kept = json.loads(batch.read_text(encoding="utf-8"))
    kept["persons"][3][1] = "of somebody else"
    batch.write_text(json.dumps(kept), encoding="utf-8")
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr.strip()) == (1, "node: 000001.json, person 3")


def assert_same(javascript: JavaScript, kb: KnowledgeBase, answers: Answers) -> None:
    """In every language, in short and in full; and in how it came about."""
    consultation = kb.consult(answers)
    languages = kb.knowledge.manifest.languages
    told = javascript.consult(kb, answers, languages)
    assert told["texts"] == [consultation.to_json(one, full) for one in languages for full in (False, True)]
    assert told["truths"] == consultation.truths
    assert told["values"] == consultation.case.values
    assert told["implied"] == [[one.slot, one.value, one.source, one.instead_of] for one in consultation.case.implied]
