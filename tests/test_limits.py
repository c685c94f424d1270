"""Work has bounds: what is read, what is compared, and what is told; counted, and not timed."""

import runpy
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from audit.record.conftest import checker  # noqa: F401  # a fixture
from sluimer import CaseError, KnowledgeBase
from sluimer.authoring.lint.inspect import Inspection
from sluimer.authoring.lint.model import Warned
from sluimer.messages import Position, Problem, Problems, listed, problem
from sluimer.messages.problem import LONGEST_SHOWN, MOST_COMPARED, MOST_TOLD
from tries import IN_PART

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def _growth() -> dict[str, Any]:
    """What stands in the benchmark of growth, which counts the same work at full size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCHMARKS)
        return runpy.run_path(str(BENCHMARKS / "growth.py"))


GROWTH = _growth()


def refused(kb: KnowledgeBase, answers: str | Mapping[str, object]) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as raised:
        kb.read_case(answers)
    return raised.value.problems


@pytest.mark.parametrize("way", ["text", "mapping", "part"])
def test_of_very_many_unknown_options_the_first_are_told_and_the_rest_counted(
    way: str, plant_care: KnowledgeBase
) -> None:
    many = [f"mite{number}" for number in range(20_000)]
    ways: dict[str, str | Mapping[str, object]] = {
        "text": f"pests: [{', '.join(many)}]",
        "mapping": {"pests": many},
        "part": {"pests": {"includes": many, "excludes": []}},
    }
    *told, last = refused(plant_care, ways[way])
    assert (len(told), last.message()) == (MOST_TOLD, f"and {20_000 - MOST_TOLD} more")
    assert sum(len(one.render()) for one in told) < MOST_TOLD * 2_000


def test_a_mapping_has_the_bound_of_a_text(plant_care: KnowledgeBase) -> None:
    """In keys, in lists, and in lists of what a set includes."""
    many = ["mites"] * 60_000
    for answers in (
        {"pests": [*many, *many]},
        {"pests": {"includes": many, "excludes": many}},
        {"pests": many, "light": many},
        {f"fact{number}": "yes" for number in range(100_001)},
    ):
        assert [one.code for one in refused(plant_care, answers)] == ["too-many-answers"]


def test_guesses_end_where_too_many_names_were_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def nearest(_: str, names: tuple[str, ...]) -> str:
        nonlocal compared
        compared += len(names)
        return ""

    monkeypatch.setattr(problem, "nearest", nearest)
    problems, names = Problems(), [f"name{number}" for number in range(900)]
    for _ in range(1_000):
        problems.nearest("nam", names)
    assert MOST_COMPARED < compared <= MOST_COMPARED + len(names)


def test_what_is_listed_in_a_message_is_no_longer_than_a_message_shows() -> None:
    """However many there are."""
    endless = (f"option{number}" for number in count())
    assert LONGEST_SHOWN < len(listed(endless)) < 2 * LONGEST_SHOWN
    assert listed(["a", "b"]) == "`a`, `b`"


def test_where_problems_are_left_out_none_is_left_out_in_silence() -> None:
    """What is muted is not counted, and what is counted is not muted."""
    problems = Problems()
    for number in range(MOST_TOLD + 7):
        problems.add("unknown-fact", Position("a.yaml", number), name=number)
        problems.add("never-concluded", Position("b.yaml", number), name=number)
    problems.mute("never-concluded")
    *told, last = problems.sorted()
    assert (len(told), last.message(), last.message("nl")) == (MOST_TOLD, "and 7 more", "en nog 7")
    assert len(problems) > MOST_TOLD


def test_warnings_are_counted_beyond_those_that_are_told() -> None:
    warned = Warned("named-twice", Position("a.yaml"), (("name", "a"),))
    found = Inspection(None, (), (), (warned,) * (MOST_TOLD + 3)).problems
    assert (len(found), found[-1].severity, found[-1].message()) == (MOST_TOLD + 1, "warning", "and 3 more")


@IN_PART
@pytest.mark.parametrize("name", GROWTH["INPUTS"])
def test_twice_as_much_input_is_about_twice_as_much_work(name: str) -> None:
    """Calls are counted, which are the same on every machine; what is compared in pairs makes four times as many."""
    once, twice = (GROWTH["calls"](GROWTH["INPUTS"][name](size)) for size in (60, 120))
    assert twice < 2.6 * once
