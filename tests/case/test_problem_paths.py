"""Each problem in a person's answers points to its place by a JSON Pointer, and names its words as data."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sluimer import CaseError, KnowledgeBase, KnowledgeError, Problem, load
from sluimer.authoring.cases.read import read_cases
from sluimer.read import read_knowledge

MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({"lihgt": "sun"}, "/lihgt"),
    ({"light": "sunn"}, "/light"),
    ({"drooping": "maybe"}, "/drooping"),
    ({"height": "tall"}, "/height"),
    ({"height": "3 km"}, "/height"),
    ({"moisture": 101}, "/moisture"),
    ({"pests": "mites"}, "/pests"),
    ({"pests": ["mites", "aphids", "lice"]}, "/pests/2"),
    ({"pests": {"includes": ["mites"], "excludes": ["aphids", "lice"]}}, "/pests/excludes/1"),
    ({"pests": {"includes": ["mites"], "excludes": ["mites"]}}, "/pests/excludes"),
    ({"pests": {"perhaps": ["mites"]}}, "/pests/perhaps"),
    ({"a/b~c": True}, "/a~1b~0c"),
]


def _problem(kb: KnowledgeBase, answers: object) -> Problem:
    with pytest.raises(CaseError) as raised:
        kb.consult(kb.read_case(answers))  # type: ignore[arg-type]  # a text or a mapping
    (problem,) = raised.value.problems
    return problem


def _written(value: object) -> str:
    """As JSON, which is YAML too."""
    return json.dumps(value)


@pytest.mark.parametrize(("answers", "path"), MISTAKES, ids=[path for _, path in MISTAKES])
def test_a_problem_points_to_its_place(plant_care: KnowledgeBase, answers: dict[str, Any], path: str) -> None:
    """The same in a mapping and in a text, where the line and column stand beside it."""
    in_mapping, in_text = _problem(plant_care, answers), _problem(plant_care, _written(answers))
    assert in_mapping.as_dict()["path"] == in_text.as_dict()["path"] == path
    assert (in_mapping.position.line, in_text.position.line) == (0, 1)
    assert str(in_mapping.position) == f"case#{path}"
    assert str(in_text.position).startswith("case:1:")


@pytest.mark.parametrize(("answers", "path"), MISTAKES, ids=[path for _, path in MISTAKES])
def test_a_problem_names_its_fact_under_one_key(plant_care: KnowledgeBase, answers: dict[str, Any], path: str) -> None:
    """Whatever its code; so that a program finds the question that it is about."""
    words = _problem(plant_care, answers).as_dict()["words"]
    assert isinstance(words, dict)
    assert words["fact"] == next(iter(answers))


@pytest.mark.parametrize(
    ("dose", "path"),
    [
        ([3, "tall"], "/current_dose/1"),
        ([{"amount": 3, "as": "pott"}], "/current_dose/0/as"),
        ([100, {"amount": "tall", "as": "citrate"}], "/current_dose/1/amount"),
        ({"amount": "tall", "as": "citrate"}, "/current_dose/amount"),
        ([9_000, 9_000], "/current_dose"),
    ],
)
def test_a_problem_in_a_sum_points_to_the_part_that_has_it(magnesium: KnowledgeBase, dose: object, path: str) -> None:
    """Or to the whole where the parts are right and their sum is not."""
    assert _problem(magnesium, {"current_dose": dose}).as_dict()["path"] == path
    assert _problem(magnesium, _written({"current_dose": dose})).as_dict()["path"] == path


def test_an_answer_as_a_whole_is_pointed_to_as_a_whole(plant_care: KnowledgeBase) -> None:
    assert _problem(plant_care, ["light"]).as_dict()["path"] == ""


def test_a_path_can_be_printed_anywhere(plant_care: KnowledgeBase) -> None:
    """Whatever the name is that it holds."""
    problem = _problem(plant_care, {"\x1b[31m\ud800" + "x" * 10_000: True})
    assert str(problem.position).isprintable()
    assert len(str(problem.position)) < 100


def test_problems_with_one_member_each_stay_apart(plant_care: KnowledgeBase) -> None:
    with pytest.raises(CaseError) as raised:
        plant_care.consult({"pests": ["lice", "mites", "lice"]})
    assert [problem.position.path for problem in raised.value.problems] == ["/pests/0", "/pests/2"]


def test_in_a_file_with_cases_the_path_starts_at_the_file(
    plants: Path, change: Callable[[str, str | None, str], None]
) -> None:
    """Also for an answer of a case that another one is like."""
    change(
        "rules/care/more.cases.yaml",
        None,
        "one: {person: {light: sunn}, expect: {outcome: advice}}\n"
        "two: {like: one, person: {pests: [lice]}, expect: {outcome: advice}}\n",
    )
    _, problems = read_cases(plants, read_knowledge(plants))
    assert {problem.position.path for problem in problems} == {"/one/person/light", "/two/person/pests/0"}


@pytest.mark.parametrize(
    ("chosen", "place"),
    [
        ({"packs": ["boek"]}, "packs"),
        ({"packs": []}, "packs"),
        ({"settings": {"strictness": "hard"}}, "settings"),
        ({"audience": "shop"}, "audience"),
    ],
)
def test_a_wrong_choice_is_named_as_python_names_it(plants: Path, chosen: dict[str, Any], place: str) -> None:
    """Not by an option of the command line, which nobody wrote."""
    with pytest.raises(KnowledgeError) as raised:
        load(plants, **chosen)
    (problem,) = raised.value.problems
    assert str(problem.position) == place


def test_a_place_is_one_line_that_can_be_printed_whatever_the_file_is_called(plant_care: KnowledgeBase) -> None:
    """A name with a line end in it would bring a message that nobody gave, and an escape would act on the terminal."""
    name = "a\nrules/b.yaml:1:1: error: c\x1b[2J\u202e.yaml"
    told = "a\ufffdrules/b.yaml:1:1: error: c\ufffd[2J\ufffd.yaml"
    with pytest.raises(CaseError) as of_case:
        plant_care.read_case("height: x", name)
    with pytest.raises(KnowledgeError) as of_folder:
        load(name)
    assert str(of_case.value).startswith(f"{told}:1:9: error: ")
    assert str(of_folder.value).startswith(f"{told}: error: ")
    assert {len(str(error.value).splitlines()) for error in (of_case, of_folder)} == {2}
    assert of_case.value.problems[0].as_dict()["file"] == name  # data stays as it is
