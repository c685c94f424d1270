"""What cases show of rules: every truth value of every test, and which test alone turned the rule."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluimer import KnowledgeBase
from sluimer.authoring.cases import coverage
from sluimer.authoring.cases.coverage import TRUTHS, Cell, CoverageRow, decisive_tests, make_coverage, truth_of_tests
from sluimer.authoring.cases.model import Expected, RuleCase
from sluimer.authoring.cases.page import coverage_page
from sluimer.authoring.cases.read import read_cases
from sluimer.authoring.cases.run import CaseResult, run_cases
from sluimer.authoring.cases.tell import tell_coverage
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Not, leaves
from sluimer.knowledge_base import bundled_folder
from sluimer.meaning.logic import Truth
from sluimer.meaning.truth import truth_of
from sluimer.messages import NOWHERE
from sluimer.read import read_knowledge, read_texts
from sluimer.read.allow import allowances
from sluimer.tell.outline import plain
from sluimer.tell.speaker import Speaker
from strategies.knowledge import knowledge_bases
from strategies.people import persons

Change = Callable[[str, str | None, str], None]

DROOPING = "drooping-means-thirsty"
NOTHING_EXPECTED = Expected(None, {}, {}, (), (), {}, ())
DRY = f"dry:\n  person: {{drooping: yes}}\n  expect: {{fires: [{DROOPING}]}}\n"
LIMITED = "    kind: number\n    lowest: 60\n    highest: 100\n    title: {nl: Hoogte"

conditions = st.recursive(
    st.sampled_from("abcd").map(lambda name: Is(name, (True,))),
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda found: All(tuple(found))),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: Any(tuple(found))),
        st.lists(parts, min_size=2, max_size=3).map(lambda found: AtLeast(2, tuple(found))),
        parts.map(Not),
    ),
    max_leaves=6,
)


def _rows(folder: Path) -> dict[tuple[str, int | None], CoverageRow]:
    knowledge = read_knowledge(folder)
    cases, problems = read_cases(folder, knowledge)
    assert problems == ()
    coverage = make_coverage(run_cases(cases, knowledge), knowledge, allowances(read_texts(folder)))
    return {(row.rule, row.number if row.test else None): row for row in coverage.rows}


@given(conditions, st.dictionaries(st.sampled_from("abcd"), st.booleans()))
def test_a_condition_is_what_its_tests_make_it(condition: Condition, values: dict[str, bool]) -> None:
    truths = [truth_of(test, values) for test in leaves(condition)]
    assert truth_of_tests(condition, truths) is truth_of(condition, values)


@given(conditions, st.data())
def test_what_never_decides_can_be_anything(condition: Condition, data: st.DataObject) -> None:
    """Where a test is not decisive, no value of it changes the rule."""
    tests = leaves(condition)
    truth: st.SearchStrategy[Truth] = st.sampled_from([True, False, None])
    truths = tuple(data.draw(truth) for _ in tests)
    for number, decisive in enumerate(decisive_tests(condition, truths)):
        found = {truth_of_tests(condition, (*truths[:number], one, *truths[number + 1 :])) for one in (True, False)}
        assert decisive is (len(found) > 1)
        assert decisive or found == {truth_of_tests(condition, truths)}


def test_the_only_test_of_a_rule_always_decides() -> None:
    assert decisive_tests(Not(Is("a", (True,))), (None,)) == (True,)


def test_a_test_beside_one_that_fails_decides_nothing() -> None:
    both = All((Is("a", (True,)), Is("b", (True,))))
    assert decisive_tests(both, (True, False)) == (False, True)


def test_a_rule_of_many_tests_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that is counted: twice the tests, twice the work, and not four times."""
    asked: Counter[int] = Counter()
    real = coverage._counted

    def counted(needed: int, one: Truth, sure: int, unsure: int) -> Truth:
        asked[size] += 1
        return real(needed, one, sure, unsure)

    monkeypatch.setattr(coverage, "_counted", counted)
    for size in (100, 200):
        wide = AtLeast(2, tuple(Is(f"a{number}", (True,)) for number in range(size)))
        decisive_tests(wide, (None,) * size)
    assert asked[200] == 2 * asked[100] > 0


@given(st.data())
def test_what_is_counted_at_once_is_what_each_person_shows(data: st.DataObject) -> None:
    """On generated knowledge and persons, for every test in it, also of findings and scores."""
    knowledge = data.draw(knowledge_bases())
    kb = KnowledgeBase(knowledge)
    people = [kb.consult(data.draw(persons(knowledge))) for _ in range(4)]
    results = [CaseResult(RuleCase(f"c{n}", NOWHERE, one.case, NOTHING_EXPECTED), ()) for n, one in enumerate(people)]
    for row in make_coverage(results, knowledge).rows:
        scores, at = knowledge.vocabulary.scores, row.points - 1
        condition = scores[row.rule].conditions[at] if row.points else knowledge.rules[row.rule].condition
        found = [[truth_of(test, {**one.values, **one.scores}) for test in leaves(condition)] for one in people]
        shown = Counter(
            TRUTHS[truths[row.number] if row.test else truth_of_tests(condition, truths)] for truths in found
        )
        if row.test:
            shown[Cell.DECISIVE] = sum(decisive_tests(condition, truths)[row.number] for truths in found)
        assert row.counts == {cell: shown[cell] for cell in row.counts}


def test_each_case_fills_the_cells_it_shows(plants: Path, change: Change) -> None:
    change(
        "rules/book/water.cases.yaml", None, f"dry:\n  person: {{drooping: yes}}\n  expect: {{fires: [{DROOPING}]}}\n"
    )
    rows = _rows(plants)
    assert rows[DROOPING, None].missing == (Cell.FALSE, Cell.UNKNOWN)
    assert rows[DROOPING, 0].counts[Cell.DECISIVE] == 1
    assert rows[DROOPING, 0].position.line == rows[DROOPING, None].position.line + 1


def test_an_allowance_excuses_what_no_case_shows(plants: Path, change: Change) -> None:
    change("rules/book/water.yaml", f"{DROOPING}:", f"# allow not-covered: nobody looks\n{DROOPING}:")
    row = _rows(plants)[DROOPING, 0]
    assert row.missing == ()
    assert set(row.excused.values()) == {"nobody looks"}


def test_an_allowance_without_a_reason_excuses_nothing(plants: Path, change: Change) -> None:
    change("rules/book/water.yaml", f"{DROOPING}:", f"# allow not-covered\n{DROOPING}:")
    assert _rows(plants)[DROOPING, 0].missing == tuple(Cell)


def test_an_assumed_answer_cannot_be_unknown(plants: Path) -> None:
    reasons = {reason for row in _rows(plants).values() for reason in row.excused.values()}
    assert reasons >= {"never-unknown-assumed", "never-unknown"}


def test_a_finding_that_builds_on_assumed_answers_alone_cannot_be_unknown(plants: Path, change: Change) -> None:
    """One that builds on another answer too can."""
    change(
        "rules/book/water.yaml",
        f"{DROOPING}:\n  when: {{drooping: yes}}",
        f"{DROOPING}:\n  when: {{gardener_agreed: yes}}",
    )
    rows = _rows(plants)
    assert rows["thirsty-plants-get-water", 0].excused == {Cell.UNKNOWN: "never-unknown-assumed"}
    assert rows["thirst-or-pests-mean-stress", 0].excused == {Cell.UNKNOWN: "never-unknown-assumed"}
    assert rows["thirst-or-pests-mean-stress", 1].excused == {}


@pytest.mark.parametrize(
    ("when", "rule", "test"),
    [
        ("{height: {at_least: 60}}", {Cell.FALSE: "never-false"}, {Cell.FALSE: "never-false"}),
        ("{height: {above: 100}}", {Cell.TRUE: "never-true"}, {Cell.TRUE: "never-true"}),
        ("{not: {height: {at_least: 60}}}", {Cell.TRUE: "never-false"}, {Cell.FALSE: "never-false"}),
        ("{height: {above: 60}}", {}, {}),
        ("{height: {at_least: 60}, drooping: yes}", {}, {Cell.FALSE: "never-false"}),
    ],
)
def test_a_test_that_every_answer_meets_or_none_is_excused(
    plants: Path, change: Change, when: str, rule: dict[Cell, str], test: dict[Cell, str]
) -> None:
    """As is the rule that consists of it."""
    change("facts/plant.yaml", "    kind: number\n    title: {nl: Hoogte", LIMITED)
    change("rules/care/stop.yaml", "{height: {above: 200}}", when)
    rows = _rows(plants)
    assert rows["tall-plants-drink-less", None].excused == rule
    assert rows["tall-plants-drink-less", 0].excused == test


@pytest.mark.parametrize(("language", "said"), [("nl", "2: nooit onwaar: elk getal"), ("en", "2: never false: every")])
def test_the_report_says_why_a_test_is_never_false(plants: Path, change: Change, language: str, said: str) -> None:
    change("facts/plant.yaml", "    kind: number\n    title: {nl: Hoogte", LIMITED)
    change("rules/care/stop.yaml", "{height: {above: 200}}", "{height: {at_least: 60}}")
    knowledge = read_knowledge(plants)
    assert said in plain(tell_coverage(make_coverage((), knowledge), (), Speaker(knowledge, language)))


@pytest.mark.parametrize(("language", "never"), [("nl", "nooit onwaar, onbekend"), ("en", "never false, unknown")])
def test_the_report_names_the_place_of_each_gap(plants: Path, change: Change, language: str, never: str) -> None:
    change(
        "rules/book/water.cases.yaml", None, f"dry:\n  person: {{drooping: yes}}\n  expect: {{fires: [{DROOPING}]}}\n"
    )
    knowledge = read_knowledge(plants)
    cases, _ = read_cases(plants, knowledge)
    coverage = make_coverage(run_cases(cases, knowledge), knowledge)
    told = plain(tell_coverage(coverage, (), Speaker(knowledge, language)))
    row = next(row for row in coverage.rows if row.rule == DROOPING)
    assert f"- {row.position}: {DROOPING}: {never}" in told


def test_the_page_shows_every_line_of_the_rules_and_is_well_formed(plant_care: KnowledgeBase, plants: Path) -> None:
    coverage, texts = make_coverage((), plant_care.knowledge), read_texts(plants)
    html = coverage_page(coverage, texts, Speaker(plant_care.knowledge, "en"))
    root = ElementTree.fromstring(re.sub("<meta [^>]*>", "", html.partition("\n")[2]))
    shown = list(root.iter("span"))
    assert len(shown) == sum(text.rstrip("\n").count("\n") + 1 for name, text in texts.items() if _has_rules(name))
    assert 'class="missed"' in html


def _has_rules(name: str) -> bool:
    return name.count("/") == 2 and "ledger" not in name and not name.endswith(".cases.yaml")


def test_the_bundled_page_has_no_gap() -> None:
    folder = bundled_folder()
    knowledge = read_knowledge(folder)
    cases, _ = read_cases(folder, knowledge)
    html = coverage_page(
        make_coverage(run_cases(cases, knowledge), knowledge), read_texts(folder), Speaker(knowledge, "nl")
    )
    assert 'class="seen"' in html
    assert 'class="partly"' not in html
    assert 'class="missed"' not in html


SCORE = """
scores:
  need:
    title: {nl: Nood, en: Need}
    points:
      - {when: {drooping: yes, indoors: yes}, points: 2}
      - highest:
          - {when: {moisture: {below: 20 percent}}, points: 2}
          - {when: {moisture: {below: 40 percent}}, points: 1}
"""


def test_the_points_of_a_score_are_shown_like_a_rule(plants: Path, change: Change) -> None:
    """Each alternative by itself, with what alone turned it; a score of no rule is no exception."""
    (plants / "facts/score.yaml").write_text(SCORE, encoding="utf-8")
    change(
        "rules/book/water.cases.yaml",
        None,
        "dry: {person: {drooping: yes, indoors: yes, moisture: 30}, expect: {fires: []}}\n",
    )
    knowledge = read_knowledge(plants)
    cases, _ = read_cases(plants, knowledge)
    rows = [row for row in make_coverage(run_cases(cases, knowledge), knowledge).rows if row.rule == "need"]
    whole = [row for row in rows if row.test is None]
    assert [(row.points, row.position.line, row.missing) for row in whole] == [
        (1, 6, (Cell.FALSE, Cell.UNKNOWN)),
        (2, 8, (Cell.TRUE, Cell.UNKNOWN)),
        (3, 9, (Cell.FALSE, Cell.UNKNOWN)),
    ]
    assert [(row.points, row.number, row.counts[Cell.DECISIVE]) for row in rows if row.test] == [
        (1, 0, 1),
        (1, 1, 1),
        (2, 0, 1),
        (3, 0, 1),
    ]
    assert {**whole[1].as_dict(), "place": ""} == {
        "score": "need",
        "points": 2,
        "place": "",
        "test": None,
        "seen": {"true": 0, "false": 1, "unknown": 0},
        "excused": {},
    }
    told = plain(tell_coverage(make_coverage((), knowledge), (), Speaker(knowledge, "en")))
    assert "  points (3): true 0 of 3, false 0 of 3, unknown 0 of 3\n" in told
    assert "need, points number 2, `moisture: " in told


def test_who_has_no_score_hears_of_no_points(plant_care: KnowledgeBase) -> None:
    told = plain(tell_coverage(make_coverage((), plant_care.knowledge), (), Speaker(plant_care.knowledge, "en")))
    assert "points" not in told
