"""What is said when something is wrong: problems as data, their wording, the errors that carry them."""

from sluimer.messages.errors import (
    CaseError,
    KnowledgeError,
    LogError,
    PopulationError,
    StepLimitError,
    UndecidedError,
    UnknownTargetError,
    log_error,
)
from sluimer.messages.languages import UnknownLanguageError, known_language, language_among
from sluimer.messages.near import nearest, unexplained
from sluimer.messages.problem import (
    NOWHERE,
    Position,
    Problem,
    Problems,
    brief,
    first_of,
    listed,
    shown,
)
from sluimer.messages.root import SluimerError
from sluimer.messages.texts import Language, spoken

__all__ = [
    "NOWHERE",
    "CaseError",
    "KnowledgeError",
    "Language",
    "LogError",
    "PopulationError",
    "Position",
    "Problem",
    "Problems",
    "SluimerError",
    "StepLimitError",
    "UndecidedError",
    "UnknownLanguageError",
    "UnknownTargetError",
    "brief",
    "first_of",
    "known_language",
    "language_among",
    "listed",
    "log_error",
    "nearest",
    "shown",
    "spoken",
    "unexplained",
]
