"""The errors that callers may catch; each carries what went wrong as data."""

from typing import Any

from sluimer.messages.problem import Position, Problem, shown
from sluimer.messages.root import SluimerError
from sluimer.messages.texts import COMPLETE


class _ProblemsError(SluimerError):
    def __init__(self, problems: tuple[Problem, ...] | str) -> None:
        """With text in place of problems it is what came of one that was sent as text, as Celery sends errors."""
        self.problems = () if isinstance(problems, str) else problems
        self._told = problems if isinstance(problems, str) else ""
        super().__init__(self.render())

    def render(self, language: str = COMPLETE) -> str:
        """Every problem with its position and help, one after the other. Raises UnknownLanguageError."""
        return "\n".join(problem.render(language) for problem in self.problems) or self._told


class KnowledgeError(_ProblemsError):
    """The facts or rules of a knowledge base have problems; none of it was loaded."""


class CaseError(_ProblemsError):
    """The answers of a person have problems; no advice was given."""


class PopulationError(_ProblemsError):
    """A file or frame of many persons has problems; nothing was written or returned."""


class UnknownTargetError(_ProblemsError):
    """`why` or `why_not` was asked of something that the knowledge base does not have."""


class LogError(_ProblemsError):
    """A log of decisions cannot be opened, read or written; nothing was logged."""


def log_error(code: str, place: str, /, **words: object) -> LogError:
    """The error of one problem with a log, at the place that it has."""
    return LogError((Problem(code, Position(place), tuple((name, shown(word)) for name, word in words.items())),))


class StepLimitError(SluimerError):
    """A consultation fired more rules than it may; `fired` holds those that did, in order."""

    def __init__(self, limit: int, fired: tuple[str, ...]) -> None:
        super().__init__(limit, fired)
        self.limit = limit
        self.fired = fired

    def __str__(self) -> str:
        last = ", ".join(f"`{rule}`" for rule in self.fired[-3:])
        return f"stopped after {self.limit} firings; the last were {last}"


class UndecidedError(SluimerError):
    """There was not enough time to know; `found` is what was found until then, and there may be more."""

    def __init__(self, found: tuple[Any, ...] = ()) -> None:
        super().__init__(found)
        self.found = found

    def __str__(self) -> str:
        return f"not decided: there was not enough time, and {len(self.found)} were found until then"
