"""Runs the cases beside the rules under pytest, one test for each, wherever they stand in a knowledge base.

It stands beside the package, so that a project without cases does not load the engine each time it runs its tests.
"""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sluimer.cases.model import RuleCase
    from sluimer.cases.run import CaseResult
    from sluimer.explain.speaker import Speaker

ENDING = ".cases.yaml"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "CaseFile | None":
    """A file with cases, where it belongs to a knowledge base."""
    if not file_path.name.endswith(ENDING) or _folder_of(file_path) is None:
        return None
    return CaseFile.from_parent(parent, path=file_path)


def _folder_of(path: Path) -> Path | None:
    """The folder of the knowledge base that a file stands in."""
    return next((each for each in path.parents if (each / "rules" / "knowledge.yaml").is_file()), None)


class ProblemsError(Exception):
    """The files of a knowledge base cannot be read; the message tells why."""


class CaseFile(pytest.File):
    """One file with cases."""

    def collect(self) -> "Iterator[CaseItem]":
        """A test for each case."""
        folder = _folder_of(self.path)
        assert folder is not None
        name = self.path.relative_to(folder).as_posix()
        for case in _cases_of(folder):
            if case.position.file == name:
                yield CaseItem.from_parent(self, name=case.id, case=case)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> Any:  # type: ignore[override]  # as pytest's
        """The problems as `sluimer check` tells them."""
        return str(excinfo.value) if isinstance(excinfo.value, ProblemsError) else super().repr_failure(excinfo)


class DifferentError(Exception):
    """A case came out otherwise than it expects."""


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: "RuleCase", **options: Any) -> None:
        super().__init__(**options)
        self._case = case

    def runtest(self) -> None:
        """Run the case."""
        from sluimer.cases.tell import tell_results
        from sluimer.explain.outline import plain

        folder = _folder_of(self.path)
        assert folder is not None
        result = _results_of(folder)[self._case.id]
        if not result.passed:
            raise DifferentError(plain(tell_results([result], _speaker_of(folder))[:-1]).rstrip())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The difference as `sluimer test` tells it."""
        return str(excinfo.value) if isinstance(excinfo.value, DifferentError) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands."""
        return self.path, self._case.position.line - 1, self.name


@cache
def _speaker_of(folder: Path) -> "Speaker":
    """The speaker of a knowledge base, which is read once."""
    from sluimer.explain.speaker import Speaker
    from sluimer.messages import KnowledgeError
    from sluimer.read import read_knowledge

    try:
        knowledge = read_knowledge(folder)
    except KnowledgeError as error:
        raise ProblemsError(_told(error.problems)) from error
    chosen, known = os.environ.get("SLUIMER_LANG", ""), knowledge.manifest.languages
    return Speaker(knowledge, chosen if chosen in known else known[0])


@cache
def _cases_of(folder: Path) -> "tuple[RuleCase, ...]":
    from sluimer.cases.read import read_cases

    cases, problems = read_cases(folder, _speaker_of(folder).knowledge)
    if problems:
        raise ProblemsError(_told(problems))
    return cases


@cache
def _results_of(folder: Path) -> "Mapping[str, CaseResult]":
    """What came of every case; together they take less time than making one knowledge base for each."""
    from sluimer.cases.run import run_cases

    return {result.case.id: result for result in run_cases(_cases_of(folder), _speaker_of(folder).knowledge)}


def _told(problems: Any) -> str:
    language = "en" if os.environ.get("SLUIMER_LANG", "nl") != "nl" else "nl"
    return "\n".join(problem.render(language) for problem in problems)
