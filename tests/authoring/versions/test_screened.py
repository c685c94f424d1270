"""Whose advice differs in a population: each person as both versions consulted say, and the classes as `diff` says."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("z3", reason="needs the extra `prove`")
pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import pyarrow as pa

import sluimer
from authoring.theorems.test_deliberate_errors import DeliberateError
from authoring.versions.brute_force import Crowd, Told, TwoVersions, moved, turned
from authoring.versions.test_compare import CHANGED, EDITS, compared, edit_of, edited
from conftest import NEWS2
from sluimer.authoring.versions.change import ChangeKind
from sluimer.authoring.versions.move import AdviceMove, Aspect, direction_of
from sluimer.authoring.versions.screened import PART, PopulationComparison
from sluimer.authoring.versions.seen import seen_answers
from sluimer.authoring.versions.tell_move import riskiest
from sluimer.authoring.versions.tell_screened import tell_comparison
from sluimer.authoring.versions.watch import CHANGE, MOVES, SAME, ComparedRules
from sluimer.case import CaseReader
from sluimer.engines.prove import Person
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge_base import KnowledgeBase
from sluimer.meaning.model import State
from sluimer.population import ScreeningChoice
from sluimer.population.screen import Screening, screen_frame
from sluimer.read import choose, read_knowledge
from sluimer.tell.outline import plain
from strategies.columns import ROW, table_of
from strategies.knowledge import Luck
from strategies.people import persons
from strategies.persons import Answers, draw_persons
from tries import IN_FULL, tries

Edit = Callable[[str, str | None, str], None]
Versions = tuple[Knowledge, Knowledge]


def beside_old(versions: Versions, table: Any, choice: ScreeningChoice) -> Screening:
    """The persons of a table, advised by the second version beside the first."""
    return screen_frame(ComparedRules.beside_old(*versions), table, choice, KnowledgeBase(versions[1]).consult)


def screened(versions: Versions, table: Any, **said: Any) -> tuple[PopulationComparison, list[str]]:
    """The comparison, and what it says of each person."""
    found = beside_old(versions, table, ScreeningChoice(**said))
    comparison = found.report.watched[PART]
    assert [bool(one) for one in found.table.column(MOVES).to_pylist()] == [
        way not in (SAME, None) for way in found.table.column(CHANGE).to_pylist()
    ]
    assert isinstance(comparison, PopulationComparison)
    return comparison, found.table.column(CHANGE).to_pylist()


def crowd_of(people: Sequence[Person]) -> Crowd:
    """Persons as brute force has them."""
    answers: dict[str, tuple[int, dict[Any, int]]] = {}
    for number, person in enumerate(people):
        for slot, value in person.items():
            known, values = answers.get(slot, (0, {}))
            answers[slot] = known | 1 << number, {**values, value: values.get(value, 0) | 1 << number}
    return Crowd(len(people), answers)


def expected(versions: Versions, people: Sequence[Person]) -> dict[AdviceMove, int]:
    """Who makes which move, by brute force."""
    return dict(moved(*readings(versions, people)))


def readings(versions: Versions, people: Sequence[Person]) -> tuple[Told, Told]:
    """What each version says of persons, by brute force."""
    both, crowd = TwoVersions(*versions), crowd_of(people)
    for slot in both.domains:
        crowd.answers.setdefault(slot, (0, {}))
    return both.readings(crowd)


def assert_as_expected(
    versions: Versions, people: Sequence[Person], comparison: PopulationComparison, said: list[str]
) -> None:
    """Every move that somebody makes is told of as many, and each person of the riskiest of theirs."""
    moves = expected(versions, people)
    told: Counter[AdviceMove] = Counter()
    for one in comparison.classes:
        told.update({move: count.persons for move, count in one.moves.items()})
    assert told == {move: who.bit_count() for move, who in moves.items()}
    for number, way in enumerate(said):
        mine = [direction_of(move, *versions) for move, who in moves.items() if who >> number & 1]
        assert way == (str(riskiest(mine)) if mine else SAME)
    assert comparison.otherwise == sum(way != SAME for way in said)
    assert_turned(versions, people, comparison)


def assert_turned(versions: Versions, people: Sequence[Person], comparison: PopulationComparison) -> None:
    """Whoever is shown in a class falls under its turn, by brute force."""
    sides = readings(versions, people)
    for one in comparison.classes:
        for change, turn in one.turns:
            who = turned(*sides, change)[turn]
            assert one.count.persons <= who.bit_count()
            assert all(who >> (row - 1) & 1 for row in one.count.rows)


@st.composite
def populations(draw: st.DrawFn) -> tuple[Versions, list[Answers], Luck]:
    """Two versions, some persons, and the chance by which their columns get a form."""
    versions = draw(edited())
    return versions, draw(st.lists(persons(versions[0]), min_size=1, max_size=11)), Luck(draw)


@given(populations())
@settings(max_examples=tries(50))
def test_each_person_moves_as_consulting_both_versions_says(drawn: tuple[Versions, list[Answers], Luck]) -> None:
    versions, people, luck = drawn
    comparison, said = screened(versions, table_of(versions[0], people, luck), keep=(ROW,))
    reader = CaseReader(versions[0].vocabulary)
    assert_as_expected(versions, [reader.read_mapping(one).given for one in people], comparison, said)
    told: Counter[tuple[str, object, object]] = Counter()
    for one in comparison.classes:
        for move, count in one.moves.items():
            if move.aspect is Aspect.STATE:
                told[move.item, move.was, move.now] += count.persons
    assert told == _consulted(versions, people)


@given(populations())
@settings(max_examples=tries(50))
def test_all_that_moves_for_a_person_is_listed(drawn: tuple[Versions, list[Answers], Luck]) -> None:
    versions, people, luck = drawn
    reader = CaseReader(versions[0].vocabulary)
    moves = expected(versions, [reader.read_mapping(one).given for one in people])
    found = beside_old(versions, table_of(versions[0], people, luck), ScreeningChoice(keep=(ROW,)))
    for number, listed in enumerate(found.table.column(MOVES).to_pylist()):
        assert sorted(listed) == sorted(move.code for move, who in moves.items() if who >> number & 1)


def _consulted(versions: Versions, people: Sequence[Answers]) -> Counter[tuple[str, object, object]]:
    """The states that differ where both versions are consulted about each person."""
    bases = [sluimer.KnowledgeBase(one) for one in versions]
    found: Counter[tuple[str, object, object]] = Counter()
    for person in people:
        before, after = ({one.id: str(one.state) for one in kb.consult(person).advice.items} for kb in bases)
        for item in {*before, *after}:
            was, now = (states.get(item, str(State.NOT_INDICATED)) for states in (before, after))
            if was != now:
                found[item, was, now] += 1
    return found


@given(populations())
@settings(max_examples=tries(20))
def test_a_class_is_one_that_diff_tells(drawn: tuple[Versions, list[Answers], Luck]) -> None:
    """Where one change alone turned, `diff` tells of it all that moves for them."""
    versions, people, luck = drawn
    comparison, _ = screened(versions, table_of(versions[0], people, luck), keep=(ROW,))
    run = compared(*versions)
    told = {(one.turns, move) for one in run.classes for move in one.moves}
    every = {move for _, move in told}
    for one in comparison.classes:
        assert {*one.moves} <= every
        if len(run.bench.changes) == 1:
            assert {(one.turns, move) for move in one.moves} <= told


@IN_FULL
@pytest.mark.parametrize("error", EDITS[::4], ids=str)
def test_of_edits_of_the_bundled_knowledge_everybody_moves_as_expected(
    error: DeliberateError, magnesium: sluimer.KnowledgeBase
) -> None:
    versions = (magnesium.knowledge, edit_of(error))
    _as_expected(versions, draw_persons(versions[0], 500, seed=2))


def test_of_the_safety_pack_everybody_moves_as_expected(magnesium: sluimer.KnowledgeBase) -> None:
    """A hundred changes at once, of which most that turn for somebody turn together."""
    versions = (choose(magnesium.knowledge, ["guide"]), magnesium.knowledge)
    comparison = _as_expected(versions, draw_persons(versions[0], 60, seed=2))
    assert comparison.classes[-1].turns == ()
    assert comparison.classes[-1].among


@pytest.mark.parametrize(("file", "before", "after"), [one[:3] for one in CHANGED])
def test_whatever_was_changed_everybody_moves_as_expected(
    plants: Path, change: Edit, file: str, before: str, after: str
) -> None:
    """A rule, the scope, what counts as an answer, an item or what the outcome follows from."""
    old = choose(read_knowledge(plants))
    change(file, before, after)
    assert _as_expected((old, choose(read_knowledge(plants))), draw_persons(old, 150, seed=4)).otherwise


def test_points_that_changed_move_as_expected() -> None:
    """Of a score that others add up."""
    old = choose(read_knowledge(NEWS2))
    score = old.vocabulary.scores["pulse_points"]
    scores = {**old.vocabulary.scores, score.id: replace(score, terms=(score.terms[0][:2],))}
    new = replace(old, vocabulary=replace(old.vocabulary, scores=scores))
    comparison = _as_expected((old, new), draw_persons(old, 150, seed=4))
    assert {change.kind for one in comparison.classes for change, _ in one.turns} == {ChangeKind.SCORE}


def test_a_contradiction_that_is_new_moves_as_expected(plants: Path, change: Edit) -> None:
    old = choose(read_knowledge(plants))
    never = "{drooping: yes, light: shade}"
    change("facts/never.yaml", None, f"contradictions:\n  wilts: {{never: {never}, because: {{nl: Nee., en: No.}}}}\n")
    thirsty: Answers = {"indoors": True, "drooping": True, "moisture": 20, "height": 50}
    people = [{**thirsty, "light": light} for light in ("shade", "sun")]
    comparison = _as_expected((old, choose(read_knowledge(plants))), people)
    assert comparison.otherwise == 1
    assert [change.kind for one in comparison.classes for change, _ in one.turns] == [ChangeKind.CONTRADICTION]


def _as_expected(versions: Versions, people: list[Answers]) -> PopulationComparison:
    reader = CaseReader(versions[0].vocabulary)
    comparison, said = screened(versions, table_of(versions[0], people, _Seeded()), keep=(ROW,))
    assert_as_expected(versions, [reader.read_mapping(one).given for one in people], comparison, said)
    for language in ("nl", "en"):
        assert plain(tell_comparison(comparison, language))
        assert json.dumps(comparison.as_dict(language))
    return comparison


class _Seeded(Luck):
    """The first of anything."""

    def __init__(self) -> None:
        """Nothing is drawn."""

    def once_in(self, many: int) -> bool:
        """Never."""
        return many < 0

    def of(self, some: Sequence[Any]) -> Any:
        """The first of these."""
        return some[0]


SNAILS = "      snails: {nl: slakken, en: snails}\n"
CHANGES = [
    ("facts/plant.yaml", "highest: 100", "highest: 50", {"moisture": 70}, "taken"),
    ("facts/plant.yaml", "highest: 100", "highest: 50", {"moisture": 50}, SAME),
    (
        "facts/plant.yaml",
        "      shade: {nl: schaduw",
        "      dusk: {nl: schemer, en: dusk}\n      shade: {nl: schaduw",
        {"light": "dusk"},
        "taken",
    ),
    ("facts/plant.yaml", "      sun: {nl: zon, en: sun}\n", "", {"light": "sun"}, "taken"),
    (
        "facts/plant.yaml",
        "      thrips: {",
        f"{SNAILS}      thrips: {{",
        {"light": "shade", "pests": ["snails"]},
        "moves",
    ),
    (
        "facts/plant.yaml",
        "      thrips: {",
        f"{SNAILS}      thrips: {{",
        {"light": "shade", "pests.snails": True},
        "moves",
    ),
    ("rules/care/stop.yaml", "above: 200", "above: 150", {"height": 180, "drooping": True, "moisture": 30}, "moves"),
    ("rules/care/stop.yaml", "above: 200", "above: 150", {"height": 201, "drooping": True, "moisture": 30}, SAME),
]


@pytest.mark.parametrize(("file", "before", "after", "person", "told"), CHANGES)
def test_what_one_version_does_not_take_is_no_answer_to_it(
    plants: Path, change: Edit, file: str, before: str, after: str, person: dict[str, Any], told: str
) -> None:
    """Bounds and options that one version alone has, whichever is the older one."""
    one = choose(read_knowledge(plants))
    change(file, before, after)
    other = choose(read_knowledge(plants))
    table = pa.Table.from_pylist([{"indoors": True, **person}])
    given = {"indoors": True, **{name: value for name, value in person.items() if not isinstance(value, list)}}
    for versions in ((one, other), (other, one)):
        comparison, said = screened(versions, table)
        seen = [seen_answers(given, each.vocabulary.facts) for each in versions]
        outcomes = [
            sluimer.KnowledgeBase(each).consult(_spoken(answers, person, each)).advice
            for each, answers in zip(versions, seen, strict=True)
        ]
        alike = [{item.id: item.state for item in advice.items} for advice in outcomes]
        if told in (SAME, "moves"):
            assert (said == [SAME]) is (told == SAME)
        assert (alike[0] != alike[1]) <= (said != [SAME])
        assert bool(comparison.apart) is (told == "taken")


def _spoken(seen: Person, person: dict[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """What one version sees of a person, as it is told to it."""
    options = {option.id for option in knowledge.vocabulary.facts["pests"].options}
    lists = {
        name: [one for one in value if one in options] for name, value in person.items() if isinstance(value, list)
    }
    parts = {"includes": [slot.partition(".")[2] for slot in seen if "." in slot]}
    others = {name: value for name, value in seen.items() if "." not in name}
    return others | lists | ({"pests": parts} if parts["includes"] else {})


def test_a_question_that_one_version_alone_asks_is_a_column_for_it(plants: Path, change: Edit) -> None:
    """It is read for that version, and no slip for the other."""
    new = choose(read_knowledge(plants))
    leaves = "    title: {nl: Bladeren, en: Leaves}\n    question: {nl: Hoeveel?, en: How many?}\n"
    change("facts/plant.yaml", "  light:\n", f"  leaves:\n    kind: number\n{leaves}  light:\n")
    change("rules/care/stop.yaml", "height: {above: 200}", "any: [{height: {above: 200}}, {leaves: {above: 9}}]")
    old = choose(read_knowledge(plants))
    table = pa.table(
        {"indoors": [True] * 2, "drooping": [True] * 2, "moisture": [30] * 2, "height": [9] * 2, "leaves": [3, 12]}
    )
    for versions in ((old, new), (new, old)):
        comparison, said = screened(versions, table)
        assert [one == SAME for one in said] == [True, False]
        assert [*comparison.classes[0].count.rows] == [2]
        assert "Leaves" in plain(tell_comparison(comparison, "en"))


def test_a_version_without_the_language_speaks_its_own(plants: Path, change: Edit) -> None:
    """Such as one from before a language was added."""
    old = choose(read_knowledge(plants))
    new = replace(old, manifest=replace(old.manifest, languages=("nl", "en", "fr")))
    comparison, _ = screened((old, new), pa.table({"height": [180]}))
    for language in ("fr", "nl", "en"):
        assert comparison.as_dict(language)["otherwise"] == 0


def test_only_those_who_are_meant_are_compared(plants: Path, change: Edit) -> None:
    old = choose(read_knowledge(plants))
    change("rules/care/stop.yaml", "above: 200", "above: 150")
    new = choose(read_knowledge(plants))
    table = pa.table({"indoors": [True] * 3, "drooping": [True] * 3, "moisture": [30] * 3, "height": [180, 180, 100]})
    whole, _ = screened((old, new), table)
    some, said = screened((old, new), table, where="{height: {below: 150}}", by=("height:150",))
    assert (whole.persons, whole.otherwise, some.persons, some.otherwise, said) == (3, 2, 1, 0, [SAME])


def test_who_cannot_be_read_by_either_version_is_bad(plants: Path, change: Edit) -> None:
    versions = (choose(read_knowledge(plants)),) * 2
    table = pa.table({"moisture": [70, 101]})
    with pytest.raises(sluimer.PopulationError):
        screened(versions, table)
    comparison, said = screened(versions, table, on_bad_row=sluimer.population.OnBadRow.NULL)
    assert (comparison.persons, said) == (1, [SAME, None])
