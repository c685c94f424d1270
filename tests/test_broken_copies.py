"""Slips in copies of the bundled files: each is refused, with one message that says where and what to do."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from sluimer import Problem
from sluimer.authoring.cases.read import read_cases
from sluimer.knowledge_base import bundled_folder
from sluimer.messages import Language
from sluimer.read import check_knowledge
from tries import IN_PART

MARK = "¦"


@dataclass(frozen=True)
class Slip:
    """One slip, and the message that it must give; `at` is the file it is reported in, where that is another place."""

    file: str
    replace: str
    by: str
    nl: str
    en: str
    at: str = ""


def _slips() -> list[Slip]:
    text = (Path(__file__).parent / "broken_copies.yaml").read_text(encoding="utf-8")
    return [Slip(**fields) for fields in yaml.safe_load(text)]


SLIPS = _slips()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bundled knowledge."""
    folder = tmp_path_factory.mktemp("copy")
    for part in ("facts", "rules"):
        shutil.copytree(bundled_folder() / part, folder / part)
    return folder


def _name(slip: Slip) -> str:
    return " ".join(slip.by.split())[-50:] or f"without {slip.replace.strip()[:40]}"


@IN_PART
@pytest.mark.parametrize("slip", SLIPS, ids=_name)
def test_a_slip_is_refused_with_one_message(slip: Slip, copy: Path) -> None:
    """The exact place where it is marked, the message and the help, in both languages, and nothing else."""
    path = copy / slip.file
    before = path.read_text(encoding="utf-8")
    assert slip.replace in before
    marked = before.replace(slip.replace, slip.by, 1)
    path.write_text(marked.replace(MARK, ""), encoding="utf-8")
    try:
        (problem,) = _problems(copy)
    finally:
        path.write_text(before, encoding="utf-8")
    if MARK in slip.by:
        assert str(problem.position) == f"{slip.file}:{_place(marked)}"
    else:
        assert (problem.position.file, problem.position.line > 0) == (slip.at, True)
    assert {"nl": _said(problem, "nl"), "en": _said(problem, "en")} == {"nl": slip.nl, "en": slip.en}


def _problems(folder: Path) -> tuple[Problem, ...]:
    """What is refused in the knowledge, or else in its cases."""
    knowledge, problems = check_knowledge(folder)
    return problems if knowledge is None else read_cases(folder, knowledge)[1]


def _place(marked: str) -> str:
    """The line and column of the mark."""
    lines = marked.partition(MARK)[0].split("\n")
    return f"{len(lines)}:{len(lines[-1]) + 1}"


def _said(problem: Problem, language: Language) -> str:
    """The message without its place, and with `#` for every other line it names."""
    text = problem.render(language).removeprefix(f"{problem.position}: ") + "\n"
    return re.sub(r"(\.yaml):\d+:\d+", r"\1:#", re.sub(r"(regel|line) \d+", r"\1 #", text))


def test_there_are_slips_in_every_kind_of_file() -> None:
    assert len(SLIPS) >= 60
    assert {slip.file.rpartition("/")[0] for slip in SLIPS} == {
        "facts",
        "rules",
        "rules/guide",
        "rules/safety",
        "rules/ledger",
    }
