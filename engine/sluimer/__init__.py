"""Sluimer: rules that people can read, run for one person, with every step of the advice explained.

>>> import sluimer
>>> kb = sluimer.load()
>>> consultation = kb.consult({"age": 12})
>>> consultation.advice.outcome.value
'not_covered'
"""

from sluimer.advice.model import Advice, ItemAdvice
from sluimer.case import Case
from sluimer.explain.argument import DecisionProof
from sluimer.explain.trace import Firing, Trace
from sluimer.explain.why import Explanation
from sluimer.knowledge_base import Consultation, KnowledgeBase, load
from sluimer.meaning.model import Outcome, State
from sluimer.messages import (
    CaseError,
    KnowledgeError,
    LogError,
    Position,
    Problem,
    SluimerError,
    StepLimitError,
    UnknownLanguageError,
    UnknownTargetError,
)
from sluimer.receipt import Receipt, Unlogged

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
    "Position",
    "Problem",
    "Receipt",
    "SluimerError",
    "State",
    "StepLimitError",
    "Trace",
    "UnknownLanguageError",
    "UnknownTargetError",
    "Unlogged",
    "__version__",
    "load",
]
