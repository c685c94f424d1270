"""Whole populations: answers in columns in, the state of every item in columns out, and nothing dropped on the way."""

from sluimer.messages import PopulationError, Position, Problem
from sluimer.population.choice import MOST_EXPLAINED as MOST_EXPLAINED
from sluimer.population.choice import MappingGiven as MappingGiven
from sluimer.population.choice import OnBadRow as OnBadRow
from sluimer.population.choice import ResultKind as ResultKind
from sluimer.population.choice import ScreeningChoice as ScreeningChoice


def needs_arrow() -> None:
    """What reads columns must be installed; raises PopulationError."""
    try:
        import numpy  # noqa: F401
        import pyarrow  # noqa: F401
    except ModuleNotFoundError as error:
        raise PopulationError((Problem("screen-needs-extra", Position("sluimer screen")),)) from error
