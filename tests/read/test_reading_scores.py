"""Scores as they are read: what may stand in them, and every mistake in them with one message."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sluimer.knowledge.condition import Is, Within
from sluimer.read import check_knowledge, read_knowledge

Change = Callable[[str, str | None, str], None]
FILE = "facts/advice.yaml"
POINTS = "{when: {drooping: yes}, points: 1}"
OF_PESTS = "{when: {pests: {includes: mites}}, points: 1}"
OF_OTHER = "{when: {other: {at_least: 1}}, points: 2}"


def scored(points: str) -> str:
    """A score with these points, before the findings of the house plants."""
    return f"scores:\n  need:\n    title: {{nl: Nood, en: Need}}\n    points: {points}\nfindings:\n"


def test_a_score_holds_its_terms_with_their_alternatives(change: Change, plants: Path) -> None:
    """Points may be less than zero and have decimals; conditions read facts, findings and other scores."""
    terms = f"[{{when: {{thirsty: yes}}, points: -0.5}}, {{highest: [{OF_OTHER}, {POINTS}]}}]"
    other = f"  other:\n    title: {{nl: Ander, en: Other}}\n    cites: [B1]\n    points: [{POINTS}]\nfindings:\n"
    change(FILE, "findings:\n", scored(terms).replace("findings:\n", other))
    scores = read_knowledge(plants).vocabulary.scores
    first, second = scores["need"].terms
    assert first == ((Is("thirsty", (True,)), -0.5),)
    assert second == ((Within("other", at_least=1), 2), (Is("drooping", (True,)), 1))
    assert scores["other"].cites == ("B1",)
    assert (scores["need"].allowed.at_least, scores["need"].allowed.at_most) == (-0.5, 2)


@pytest.mark.parametrize(
    ("points", "codes"),
    [
        ("[{when: {drooping: yes}}]", ["missing-key"]),
        ("[{points: 1}]", ["missing-key"]),
        ("[{when: {drooping: yes}, points: many}]", ["not-a-number"]),
        ("[{when: {drooping: yes}, points: 1.500}]", ["number-two-ways"]),
        ("[{when: {drooping: yes}, points: 2 mg}]", ["not-a-number"]),
        ("[{when: {}, points: 1}]", ["empty-condition"]),
        ("[{when: {droopy: yes}, points: 1}]", ["unknown-test"]),
        ("[{when: {drooping: known}, points: 1}]", ["known-in-score"]),
        ("[{when: {need: {at_least: 1}}, points: 1}]", ["score-cycle"]),
        ("[{when: {drooping: yes}, points: 1, because: x}]", ["unknown-key"]),
        (f"[{{highest: [{POINTS}], points: 1}}]", ["unknown-key"]),
        ("[{highest: []}]", ["empty-list"]),
        (f"[{{highest: {POINTS}}}]", ["not-a-list"]),
        ("[]", ["empty-list"]),
        (POINTS, ["not-a-list"]),
        ("[drooping]", ["not-a-mapping"]),
        ("3", ["not-a-list"]),
    ],
)
def test_a_mistake_in_points_is_told_once(points: str, codes: list[str], change: Change, plants: Path) -> None:
    change(FILE, "findings:\n", scored(points))
    knowledge, problems = check_knowledge(plants)
    assert knowledge is None
    assert [problem.code for problem in problems] == codes


@pytest.mark.parametrize(
    ("test", "codes"),
    [
        ("{at_least: 1}", []),
        ("{above: -2.5, below: 4}", []),
        ("{at_least: 1 mg}", ["unit-unwanted"]),
        ("{at_least: 3, at_most: 2}", ["empty-range"]),
        ("{least: 3}", ["unknown-key"]),
        ("{}", ["test-of-score"]),
        ("yes", ["test-of-score"]),
        ("known", ["test-of-score"]),
        ("[1, 2]", ["test-of-score"]),
    ],
)
def test_a_score_is_tested_with_bounds_and_with_nothing_else(
    test: str, codes: list[str], change: Change, plants: Path
) -> None:
    change(FILE, "findings:\n", scored(f"[{OF_PESTS}]"))
    change("rules/care/stop.yaml", "height: {above: 200}", f"need: {test}")
    assert [problem.code for problem in check_knowledge(plants)[1]] == codes


def test_a_circle_through_a_finding_is_told_at_the_score(change: Change, plants: Path) -> None:
    change(FILE, "findings:\n", scored("[{when: {thirsty: yes}, points: 1}]"))
    change("rules/book/water.yaml", "when: {drooping: yes}", "when: {need: {at_least: 1}}")
    [problem] = check_knowledge(plants)[1]
    assert (problem.code, str(problem.position)) == ("score-cycle", "facts/advice.yaml:2:3")


def test_an_assumption_must_be_cautious_through_a_score_too(change: Change, plants: Path) -> None:
    """More points bring water: to assume that it droops permits more than any other answer."""
    change(FILE, "findings:\n", scored(f"[{POINTS}]"))
    change("rules/care/stop.yaml", "height: {above: 200}", "need: {at_most: 0}")
    change("facts/plant.yaml", "  drooping:\n    kind: yes_no\n", "  drooping:\n    kind: yes_no\n    assume: yes\n")
    codes = [problem.code for problem in check_knowledge(plants)[1]]
    assert "bold-assumption" in codes
