"""What is said when something is wrong: problems as data, their wording, the errors that carry them."""

from sluimer.messages.errors import (
    CaseError,
    KnowledgeError,
    LogError,
    SluimerError,
    StepLimitError,
    UnknownTargetError,
    log_error,
)
from sluimer.messages.near import nearest, unexplained
from sluimer.messages.problem import (
    NOWHERE,
    Language,
    Position,
    Problem,
    Problems,
    brief,
    first_of,
    listed,
    shown,
)

__all__ = [
    "NOWHERE",
    "CaseError",
    "KnowledgeError",
    "Language",
    "LogError",
    "Position",
    "Problem",
    "Problems",
    "SluimerError",
    "StepLimitError",
    "UnknownTargetError",
    "brief",
    "first_of",
    "listed",
    "log_error",
    "nearest",
    "shown",
    "unexplained",
]
