"""Sluimer: rules that people can read, run for one person, with every step of the advice explained.

>>> import sluimer
>>> kb = sluimer.load()
>>> consultation = kb.consult({"age": 12})
>>> consultation.advice.outcome.value
'not_covered'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from sluimer.case import Case
from sluimer.knowledge_base import Consultation, KnowledgeBase, load
from sluimer.knowledge_base.receipt import Receipt, Unlogged
from sluimer.meaning.advice import Advice, ItemAdvice
from sluimer.meaning.model import Outcome, State
from sluimer.messages import (
    CaseError,
    KnowledgeError,
    LogError,
    PopulationError,
    Position,
    Problem,
    SluimerError,
    StepLimitError,
    UndecidedError,
    UnknownLanguageError,
    UnknownTargetError,
)

if TYPE_CHECKING:
    from sluimer.explain.argument import DecisionProof
    from sluimer.explain.settled import Settled
    from sluimer.explain.stakes import Stakes
    from sluimer.explain.trace import Firing, Trace
    from sluimer.explain.why import Explanation

__version__ = "0.1.0"

__all__ = [
    "Advice",
    "Case",
    "CaseError",
    "Consultation",
    "DecisionProof",
    "Explanation",
    "Firing",
    "ItemAdvice",
    "KnowledgeBase",
    "KnowledgeError",
    "LogError",
    "Outcome",
    "PopulationError",
    "Position",
    "Problem",
    "Receipt",
    "Settled",
    "SluimerError",
    "Stakes",
    "State",
    "StepLimitError",
    "Trace",
    "UndecidedError",
    "UnknownLanguageError",
    "UnknownTargetError",
    "Unlogged",
    "__version__",
    "load",
]

_EXPLAINING: Final = {
    "DecisionProof": "argument",
    "Explanation": "why",
    "Firing": "trace",
    "Settled": "settled",
    "Stakes": "stakes",
    "Trace": "trace",
}
"""What explains advice, which is read once somebody asks for it: a tenth of the time that importing takes."""


def __getattr__(name: str) -> object:
    if name not in _EXPLAINING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"sluimer.explain.{_EXPLAINING[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
