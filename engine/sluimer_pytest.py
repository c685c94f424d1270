"""Runs the cases beside the rules under pytest, one test for each, and tells of those that nothing would run.

It stands beside the package, so that a project without cases does not load the engine each time it runs its tests.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sluimer.authoring.cases.model import RuleCase
    from sluimer.authoring.cases.run import CaseResult
    from sluimer.knowledge.base import Knowledge
    from sluimer.messages import Problem
    from sluimer.tell.speaker import Speaker

_LIKE_YAML = re.compile(r"\.ya?ml", re.IGNORECASE)
_READ = ("facts/", "rules/")
_ENDING = ".cases.yaml"
_UNRUN = ("wrong-ending", "cases-misnamed", "cases-elsewhere")


@dataclass(frozen=True)
class Bench:
    """One knowledge base as it is while pytest runs: its cases, and every problem in its files."""

    knowledge: "Knowledge | None"
    cases: "tuple[RuleCase, ...]"
    problems: "tuple[Problem, ...]"

    @classmethod
    def of(cls, folder: Path) -> "Bench":
        """What stands in a folder now."""
        from sluimer.authoring.cases.read import read_cases
        from sluimer.read import check_knowledge
        from sluimer.read.stray import stray_cases

        knowledge, problems = check_knowledge(folder)
        if knowledge is None:
            return cls(None, (), (*problems, *stray_cases(folder)))
        return cls(knowledge, *read_cases(folder, knowledge))

    @cached_property
    def results(self) -> "Mapping[str, CaseResult]":
        """What came of every case; together they take less time than making one knowledge base for each."""
        from sluimer.authoring.cases.run import run_cases

        assert self.knowledge is not None
        return {result.case.id: result for result in run_cases(self.cases, self.knowledge)}

    @property
    def speaker(self) -> "Speaker":
        """Who tells what came of a case, in the language of the environment where the knowledge base has it."""
        from sluimer.tell.speaker import Speaker

        assert self.knowledge is not None
        chosen, known = os.environ.get("SLUIMER_LANG", ""), self.knowledge.manifest.languages
        return Speaker(self.knowledge, chosen if chosen in known else known[0])


_BENCHES = pytest.StashKey[dict[Path, Bench]]()


def _bench(folder: Path, config: pytest.Config) -> Bench:
    """The bench of a knowledge base, which is read once in each run."""
    benches = config.stash.setdefault(_BENCHES, {})
    if folder not in benches:
        benches[folder] = Bench.of(folder)
    return benches[folder]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "CaseFile | None":
    """A file with cases of a knowledge base of ours, or one that an author may take for such a file."""
    named = file_path.name
    if not _LIKE_YAML.search(named) or not any((each / "rules").is_dir() for each in file_path.parents):
        return None
    folder = _folder_of(file_path)
    if folder is None or not (named.endswith(_ENDING) or _goes_unrun(file_path, folder, parent.config)):
        return None
    return CaseFile.from_parent(parent, path=file_path, folder=folder)


def _folder_of(path: Path) -> Path | None:
    """The folder of the knowledge base that a file belongs to; what only looks like ours is left alone."""
    from sluimer.read.find import find_knowledge, has_manifest
    from sluimer.read.stray import file_holds_cases

    folder = find_knowledge(path)
    return folder if folder and (has_manifest(folder) or file_holds_cases(path)) else None


def _goes_unrun(path: Path, folder: Path, config: pytest.Config) -> bool:
    """Whether a file stands in the wrong place or has the wrong name, so that nothing runs what is in it."""
    name = path.resolve().relative_to(folder).as_posix()
    problems = _bench(folder, config).problems
    return any(problem.position.file == name and problem.code in _UNRUN for problem in problems)


class ProblemsError(Exception):
    """The files of a knowledge base cannot be read; the message tells why."""


class CaseFile(pytest.File):
    """One file with cases."""

    def __init__(self, *, folder: Path, **options: Any) -> None:
        super().__init__(**options)
        self.folder = folder

    def collect(self) -> "Iterator[CaseItem]":
        """A test for each case; where it is read, every problem of the whole stands in its way, else its own."""
        name = self.path.resolve().relative_to(self.folder).as_posix()
        is_read = name.startswith(_READ) and name.endswith(_ENDING)
        bench = _bench(self.folder, self.config)
        problems = [problem for problem in bench.problems if is_read or problem.position.file == name]
        if problems:
            raise ProblemsError(_told(problems))
        for case in bench.cases:
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
        from sluimer.authoring.cases.tell import tell_results
        from sluimer.tell.outline import plain

        assert isinstance(self.parent, CaseFile)
        bench = _bench(self.parent.folder, self.config)
        result = bench.results[self._case.id]
        if not result.passed:
            raise DifferentError(plain(tell_results([result], bench.speaker)[:-1]).rstrip())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The difference as `sluimer test` tells it."""
        return str(excinfo.value) if isinstance(excinfo.value, DifferentError) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands."""
        return self.path, self._case.position.line - 1, self.name


def _told(problems: "Sequence[Problem]") -> str:
    from sluimer.messages import known_language, spoken
    from sluimer.messages.texts import COMPLETE, FIRST

    language = known_language(os.environ.get("SLUIMER_LANG", FIRST), spoken()) or COMPLETE
    return "\n".join(problem.render(language) for problem in problems)
