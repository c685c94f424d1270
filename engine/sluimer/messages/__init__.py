"""What is said when something is wrong: problems as data, their wording, the errors that carry them."""

from sluimer.messages.errors import (
    CaseError,
    KnowledgeError,
    SluimerError,
    StepLimitError,
    UnknownTargetError,
)
from sluimer.messages.problem import NOWHERE, Language, Position, Problem, Problems, brief, listed, nearest, shown

__all__ = [
    "NOWHERE",
    "CaseError",
    "KnowledgeError",
    "Language",
    "Position",
    "Problem",
    "Problems",
    "SluimerError",
    "StepLimitError",
    "UnknownTargetError",
    "brief",
    "listed",
    "nearest",
    "shown",
]
