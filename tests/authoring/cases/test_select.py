"""Which cases run: those with the words an author names, and after an edit those that may come out otherwise."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluimer import Consultation, KnowledgeBase
from sluimer.authoring.cases.model import Expected, RuleCase
from sluimer.authoring.cases.read import read_cases
from sluimer.authoring.cases.run import run_cases
from sluimer.authoring.cases.select import matching, touched
from sluimer.case import CaseReader
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Not
from sluimer.knowledge.rule import Conclude, Rule
from sluimer.messages import NOWHERE
from sluimer.read import read_knowledge
from strategies.knowledge import knowledge_bases
from strategies.people import persons

Change = Callable[[str, str | None, str], None]
NOTHING_EXPECTED = Expected(None, {}, {}, (), (), {}, ())
TWO = """dry-and-drooping:
  person: {drooping: yes}
  expect: {fires: [drooping-means-thirsty]}
tall:
  person: {height: 300, drooping: no}
  expect: {fires: [tall-plants-drink-less]}
"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["dry-and-drooping", "tall"]),
        ("TALL", ["tall"]),
        ("drooping dry", ["dry-and-drooping"]),
        ("drooping tall", []),
        ("water", ["dry-and-drooping", "tall"]),
        ("-and-", ["dry-and-drooping"]),
    ],
)
def test_a_case_is_found_by_words_in_its_name_or_file(
    words: str, found: list[str], plants: Path, change: Change
) -> None:
    change("rules/book/water.cases.yaml", None, TWO)
    cases, _ = read_cases(plants, read_knowledge(plants))
    assert [case.id for case in matching(cases, words)] == found


def _touched_by(change: Change, plants: Path, file: str, old: str, new: str) -> list[str]:
    change("rules/book/water.cases.yaml", None, TWO)
    before = read_knowledge(plants)
    cases, _ = read_cases(plants, before)
    results = {result.case.id: result for result in run_cases(cases, before)}
    change(file, old, new)
    after = read_knowledge(plants)
    return [case.id for case in touched(before, after, read_cases(plants, after)[0], results)]


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("rules/book/water.yaml", "  when: {drooping: yes}", "  when: {drooping: yes}  # why", []),
        ("rules/book/water.yaml", "drooping-means-thirsty:\n", "\n\ndrooping-means-thirsty:\n", []),
        ("rules/book/water.yaml", "Slappe planten hebben", "Een slappe plant heeft", ["dry-and-drooping"]),
        ("rules/book/water.yaml", "  when: {drooping: yes}", "  when: {drooping: no}", ["dry-and-drooping", "tall"]),
        ("rules/care/stop.yaml", "height: {above: 200}", "height: {above: 250}", ["dry-and-drooping", "tall"]),
        ("rules/book/water.cases.yaml", "height: 300", "height: 301", ["tall"]),
        ("facts/plant.yaml", "Hangt de plant slap?", "Hangt de plant nu slap?", ["dry-and-drooping", "tall"]),
        ("rules/ledger/book.yaml", "Over dorst.", "Alles over dorst.", []),
    ],
)
def test_an_edit_touches_the_cases_it_is_about(
    file: str, old: str, new: str, found: list[str], plants: Path, change: Change
) -> None:
    assert _touched_by(change, plants, file, old, new) == found


def _edited(knowledge: Knowledge, data: st.DataObject) -> Knowledge:
    """The knowledge with one rule removed, turned round, or doing what another does."""
    rules = dict(knowledge.rules)
    rule = rules[data.draw(st.sampled_from(sorted(rules)))]
    match data.draw(st.sampled_from(["removed", "turned", "swapped", "renamed"])):
        case "removed":
            del rules[rule.id]
        case "turned":
            rules[rule.id] = replace(rule, condition=Not(rule.condition))
        case "swapped":
            other = rules[data.draw(st.sampled_from(sorted(rules)))]
            if not _concludes(rule) and not _concludes(other):
                rules[rule.id] = replace(rule, effects=other.effects)
        case "renamed":
            del rules[rule.id]
            rules[f"{rule.id}-again"] = replace(rule, id=f"{rule.id}-again")
    return replace(knowledge, rules=dict(sorted(rules.items())))


def _said(consultation: Consultation) -> dict[str, object]:
    """The advice as a case can test it: without provenance, which names packs with rules, and without an order."""
    said = consultation.as_dict(full=True)
    items = [{**item, "open_on": sorted(item["open_on"])} for item in cast(list[dict[str, Any]], said["items"])]
    unordered = {key: sorted(cast(list[str], said[key])) for key in ("questions", "fired", "notes")}
    held = sorted(one.id for one in consultation.advice.contradictions)
    ordered = ("knowledge", "summary", "contradictions")
    kept = {key: value for key, value in said.items() if key not in ordered}
    return {**kept, "items": items, **unordered, "contradictions": held}


def _concludes(rule: Rule) -> bool:
    return any(isinstance(effect, Conclude) for effect in rule.effects)


@given(st.data())
def test_a_case_that_an_edit_does_not_touch_comes_out_the_same(data: st.DataObject) -> None:
    """The whole advice and the truth of every rule, on generated knowledge and persons."""
    before = data.draw(knowledge_bases())
    reader = CaseReader(before.vocabulary)
    people = [reader.read_mapping(data.draw(persons(before))) for _ in range(3)]
    cases = [RuleCase(f"c{n}", NOWHERE, person, NOTHING_EXPECTED) for n, person in enumerate(people)]
    kb = KnowledgeBase(before)
    results = {result.case.id: result for result in run_cases(cases, before)}
    after = _edited(before, data)
    now, left = KnowledgeBase(after), {case.id for case in touched(before, after, cases, results)}
    for case in cases:
        if case.id not in left:
            was, found = kb.consult(case.person), now.consult(case.person)
            assert _said(found) == _said(was)
            assert found.values == was.values
            assert {name for name, truth in found.truths.items() if truth is not False} == {
                name for name, truth in was.truths.items() if truth is not False
            }
