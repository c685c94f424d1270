"""What is wrong with a request, as a document (RFC 9457): each problem with its code, its place and both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sluimer.messages import (
    CaseError,
    LogError,
    Position,
    Problem,
    UnknownLanguageError,
    UnknownTargetError,
    known_language,
    listed,
    shown,
    spoken,
)
from sluimer.messages.texts import COMPLETE, template

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = "urn:sluimer:problem:"
REQUEST: Final = "request"


class RefusedError(Exception):
    """A request that is not answered, with the status to say so and what is wrong with it."""

    def __init__(self, status: int, problems: Sequence[Problem], kind: str = "answers", retry: bool = False) -> None:
        super().__init__(status, kind)  # and no words of a person, who may show an error
        self.refusal = Refusal(status, tuple(problems), kind, retry)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered."""

    status: int
    problems: tuple[Problem, ...]
    kind: str = "answers"
    retry: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """What is said beside the document: when to try again, and whether to hang up."""
        return {**({"retry-after": "1"} if self.retry else {}), **({"connection": "close"} if self.closing else {})}

    @property
    def closing(self) -> bool:
        """Whether the rest of the request is not read."""
        return self.status in (408, 413)

    def document(self, language: str = "") -> dict[str, object]:
        """The refusal as data, its title and detail in this language where the interface speaks it."""
        said_in = known_language(language, spoken()) or COMPLETE
        return {
            "type": TYPES + self.kind,
            "title": template(("reach",), f"refused-{self.kind}", said_in),
            "status": self.status,
            "detail": self.problems[0].message(said_in),
            "problems": [problem_data(each) for each in self.problems],
        }


def problem_data(problem: Problem) -> dict[str, object]:
    """One problem as data: its code with its words, its place in the body, and what it says in each language."""
    place = problem.position
    return {
        "code": problem.code,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "words": dict(problem.words),
        "texts": {one: {"message": problem.message(one), "help": problem.help(one)} for one in spoken()},
    }


def refuse(status: int, code: str, kind: str = REQUEST, retry: bool = False, **words: object) -> RefusedError:
    """The error of one problem with a request as a whole."""
    pairs = tuple((name, shown(word)) for name, word in words.items())
    return RefusedError(status, (Problem(code, Position("request"), pairs),), kind, retry)


def refusal_of(error: Exception) -> Refusal | None:
    """How a request is refused that ended in this error; None for one that nobody expects."""
    match error:
        case RefusedError():
            return error.refusal
        case CaseError():
            return Refusal(422, error.problems)
        case UnknownTargetError():
            return Refusal(422, error.problems, REQUEST)
        case UnknownLanguageError():
            return refuse(422, "service-language", value=error.language, choices=listed(error.known)).refusal
        case LogError() if error.problems[0].code == "log-person":
            return Refusal(422, error.problems, REQUEST)
        case LogError():
            return Refusal(503, tuple(map(_placeless, error.problems)), "log", retry=True)
    return None


def _placeless(problem: Problem) -> Problem:
    """A problem of the log without where it is, which is no business of who asks."""
    hidden: Mapping[str, str] = {"reason": "…", "name": "…", "file": "…"}
    words = tuple((name, hidden.get(name, word)) for name, word in problem.words)
    return Problem(problem.code, Position("log"), words, severity=problem.severity)
