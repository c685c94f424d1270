"""Cases beside the rules: what they may expect, what they tell when it does not come, and what they must cover."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sluimer as engine
from sluimer import Consultation
from sluimer.authoring.cases.coverage import make_coverage
from sluimer.authoring.cases.model import Bounds, Expected, RuleCase
from sluimer.authoring.cases.read import read_cases
from sluimer.authoring.cases.run import CaseResult, run_cases
from sluimer.case import Case
from sluimer.knowledge_base import bundled_folder
from sluimer.meaning.model import State
from sluimer.messages import NOWHERE
from sluimer.read import read_knowledge
from strategies.knowledge import knowledge_bases
from strategies.people import persons

Change = Callable[[str, str | None, str], None]

DRY = """
dry:
  title: {nl: Een dorstige plant, en: A thirsty plant}
  person: {indoors: yes, drooping: yes, moisture: 30 percent, pests: []}
  expect: {fires: [drooping-means-thirsty], findings: {thirsty: yes}}
"""


def _cases(folder: Path) -> tuple[RuleCase, ...]:
    cases, problems = read_cases(folder, read_knowledge(folder))
    assert problems == ()
    return cases


@pytest.fixture
def result(plants: Path, change: Change) -> Callable[[str], CaseResult]:
    """What comes of a case that is like the dry plant, with this expected."""

    def run(expected: str) -> CaseResult:
        text = f"{DRY}other:\n  like: dry\n  expect: {expected}\n"
        change("rules/book/water.cases.yaml", None, text)
        (other,) = [case for case in _cases(plants) if case.id == "other"]
        return run_cases([other], read_knowledge(plants))[0]

    return run


def _as_consulted(consultation: Consultation, person: Case) -> RuleCase:
    """A case that expects all that a consultation says."""
    advice, truths = consultation.advice, consultation.truths
    items = {name: advice.item(name) for name in consultation.knowledge.vocabulary.items}
    expected = Expected(
        outcome=advice.outcome,
        states={name: item.state if item else State.NOT_INDICATED for name, item in items.items()},
        ranges={
            name: Bounds(item.range.least, item.range.most, item.range.start)
            for name, item in items.items()
            if item and item.range
        },
        ranks={name: item.rank for name, item in items.items() if item and item.rank},
        fires=tuple(name for name, truth in truths.items() if truth),
        silent=tuple(name for name, truth in truths.items() if not truth),
        findings=advice.findings,
        asks=advice.questions,
    )
    return RuleCase("as-consulted", NOWHERE, person, expected)


@given(st.data())
def test_a_case_passes_where_it_expects_what_a_consultation_says_and_nowhere_else(data: st.DataObject) -> None:
    """Cases are run at once, without a consultation each, on generated knowledge and persons."""
    knowledge = data.draw(knowledge_bases())
    kb = engine.KnowledgeBase(knowledge)
    people = [kb.consult(data.draw(persons(knowledge))) for _ in range(3)]
    cases = [_as_consulted(one, one.case) for one in people]
    turned = [
        replace(case, expected=replace(case.expected, fires=case.expected.silent, silent=case.expected.fires))
        for case in cases
    ]
    passed, failed = (run_cases(some, knowledge) for some in (cases, turned))
    assert [result.differences for result in passed] == [()] * len(cases)
    assert [{one.name for one in result.differences} for result in failed] == [{*one.truths} for one in people]


def test_a_case_has_the_answers_of_the_case_it_is_like_under_its_own(plants: Path, change: Change) -> None:
    wet = "wet: {like: dry, person: {drooping: no}, expect: {silent: [drooping-means-thirsty]}}\n"
    change("rules/book/water.cases.yaml", None, DRY + wet)
    one, other = _cases(plants)
    assert (one.person.values["drooping"], other.person.values["drooping"]) == (True, False)
    assert one.person.values["moisture"] == other.person.values["moisture"] == 30


@pytest.mark.parametrize(
    ("expected", "differences"),
    [
        ("{findings: {thirsty: yes}}", []),
        ("{findings: {thirsty: no}}", [("findings", "thirsty", "state-false", "state-true")]),
        ("{findings: {thirsty: unknown}}", [("findings", "thirsty", "state-unknown", "state-true")]),
        ("{fires: [sun-is-better]}", [("fires", "sun-is-better", "rule-true", "rule-false")]),
        ("{silent: [drooping-means-thirsty]}", [("silent", "drooping-means-thirsty", "silent", "rule-true")]),
        ("{outcome: not_covered}", [("outcome", "outcome", "not_covered", "advice")]),
        ("{given: [water]}", []),
        ("{withheld: [water]}", [("state", "water", "state-withheld", "state-given")]),
        ("{absent: [water]}", [("state", "water", "state-not_indicated", "state-given")]),
        ("{asks: [indoors]}", [("asks", "indoors", "asked", "not-asked")]),
        ("{range: {water: {at_least: 1 ml/week}}}", [("range", "water", "1-…", "100-…")]),
        ("{range: {water: {start: 200 ml/week}}}", []),
        ("{range: {water: {start: 250 ml/week}}}", [("range", "water", "…-… (250)", "…-… (200)")]),
        (
            "{range: {water: {at_most: 400 ml/week, start: 1 ml/week}}}",
            [("range", "water", "…-400 (1)", "…-250 (200)")],
        ),
        ("{rank: {sunny_spot: 1}}", [("rank", "sunny_spot", "1", "no-rank-found")]),
        ("{rank: {water: 1}}", [("rank", "water", "1", "no-rank-found")]),
    ],
)
def test_all_that_differs_is_told(
    result: Callable[[str], CaseResult], expected: str, differences: list[tuple[str, str, str, str]]
) -> None:
    found = result(expected)
    assert [(one.key, one.name, one.wanted, one.found) for one in found.differences] == differences
    assert found.passed is not bool(differences)


@pytest.mark.parametrize(
    ("expected", "differences"),
    [
        ("{rank: {sunny_spot: 1, shady_spot: 2}}", []),
        ("{rank: {shady_spot: 1}}", [("rank", "shady_spot", "1", "2")]),
    ],
)
def test_a_case_can_say_what_stands_first(
    result: Callable[[str], CaseResult], expected: str, differences: list[tuple[str, str, str, str]]
) -> None:
    """Among what could be there instead; one that is not preferred has no place."""
    found = result(f"{expected}\n  person: {{light: shade, pests: [aphids]}}")
    assert [(one.key, one.name, one.wanted, one.found) for one in found.differences] == differences


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("dry: [1]\n", "1:6 not-a-mapping"),
        ("Dry: {expect: {outcome: advice}}\n", "1:1 bad-id"),
        ("dry: {expects: {outcome: advice}}\n", "1:7 unknown-key"),
        ("dry: {person: {drooping: yes}}\n", "1:6 missing-key"),
        ("dry: {person: yes, expect: {outcome: advice}}\n", "1:15 not-a-mapping"),
        ("dry: {person: {droopin: yes}, expect: {outcome: advice}}\n", "1:16 unknown-fact"),
        ("dry: {person: {drooping: 7}, expect: {outcome: advice}}\n", "1:26 answer-yes-no"),
        ("dry: {expect: {outcome: fine}}\n", "1:25 unknown-value"),
        ("dry: {expect: {given: [wter]}}\n", "1:24 unknown-item"),
        ("dry: {expect: {fires: [dry]}}\n", "1:24 unknown-rule"),
        ("dry: {expect: {findings: {wet: yes}}}\n", "1:27 unknown-finding"),
        ("dry: {expect: {findings: {thirsty: often}}}\n", "1:36 unknown-value"),
        ("dry: {expect: {range: {water: {at_least: 1}}}}\n", "1:42 unit-missing"),
        ("dry: {expect: {range: {water: {from: 1}}}}\n", "1:32 unknown-key"),
        ("dry: {expect: {range: {water: {start: 1}}}}\n", "1:39 unit-missing"),
        ("dry: {expect: {range: {sunny_spot: {start: 1 ml/week}}}}\n", "1:44 unit-unwanted"),
        ("dry: {expect: {rank: {water: 0}}}\n", "1:30 no-rank"),
        ("dry: {expect: {rank: {water: 1.5}}}\n", "1:30 no-rank"),
        ("dry: {expect: {rank: {water: first}}}\n", "1:30 not-a-number"),
        ("dry: {expect: {rank: {wter: 1}}}\n", "1:23 unknown-item"),
        ("dry: {expect: {rank: [water]}}\n", "1:22 not-a-mapping"),
        ("dry: {expect: {asks: [rain]}}\n", "1:23 unknown-fact"),
        ("dry: {like: [dry], expect: {outcome: advice}}\n", "1:13 not-a-word"),
        ("dry: {expect: {outcome: advice}}\ndry: {expect: {outcome: advice}}\n", "2:1 duplicate-key"),
        ("dry: &a {expect: {outcome: advice}}\n", "1:6 anchor"),
        ("", " empty-file"),
    ],
)
def test_a_mistake_in_a_case_has_its_place(plants: Path, change: Change, text: str, problem: str) -> None:
    change("rules/book/water.cases.yaml", None, text)
    _, problems = read_cases(plants, engine.load(plants).knowledge)
    place = "rules/book/water.cases.yaml"
    assert [f"{one.position} {one.code}" for one in problems] == [f"{place}:{problem}" if text else f"{place}{problem}"]


def test_a_mistake_far_down_is_found_where_it_stands(plants: Path, change: Change) -> None:
    """Also when the answer comes from the case that another is like, in another file."""
    change("rules/book/water.cases.yaml", None, DRY.replace("drooping: yes", "drooping: perhaps"))
    change("rules/care/stop.cases.yaml", None, "wet:\n  like: dry\n  expect: {outcome: advice}\n")
    _, problems = read_cases(plants, engine.load(plants).knowledge)
    assert [str(problem.position) for problem in problems] == ["rules/book/water.cases.yaml:4:36"]


def test_cases_are_no_part_of_the_knowledge(plants: Path, change: Change) -> None:
    before = engine.load(plants).knowledge.digest
    change("rules/book/water.cases.yaml", None, DRY)
    assert engine.load(plants).knowledge.digest == before


def test_every_bundled_case_passes_and_together_they_show_every_rule_each_test_decide() -> None:
    knowledge = read_knowledge(bundled_folder())
    results = run_cases(_cases(bundled_folder()), knowledge)
    assert [(result.case.id, result.differences) for result in results if not result.passed] == []
    assert make_coverage(results, knowledge).missing == ()


def test_every_bundled_rule_has_a_case_in_which_it_fires_and_one_in_which_it_does_not() -> None:
    cases, rules = _cases(bundled_folder()), set(engine.load().knowledge.rules)
    assert rules - {rule for case in cases for rule in case.expected.fires} == set()
    assert rules - {rule for case in cases for rule in case.expected.silent} == set()
