"""Whether something is settled: nothing that is still open, however it is answered, can change it."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING

from sluimer.explain.changes import GRACE, Change, Changes
from sluimer.explain.other_answers import Person
from sluimer.explain.smallest_sets import MOST_TRIED, AnswerSet
from sluimer.knowledge.vocabulary import fact_of
from sluimer.messages import UndecidedError

if TYPE_CHECKING:
    from sluimer.explain.answer_trial import AnswerTrial

MOST_SETS = 1 << 14
"""Sets of open answers that are all tried before the solver is asked."""


class Settling(StrEnum):
    """What open answers can do to something: they cannot change it, they can, or it is not decided."""

    SETTLED = "settled"
    CAN_CHANGE = "can-change"
    UNDECIDED = "not-decided"


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether an item, or the outcome, can still change, and by which `change`, of those that were found the smallest.

    `open` are the facts without an answer, or with a part of one, that have a say in it.
    """

    target: str
    settling: Settling
    open: tuple[str, ...] = ()
    change: "Change | None" = None

    def as_dict(self) -> dict[str, object]:
        """It as plain data."""
        change = {"change": self.change.as_dict()} if self.change else {}
        return {"target": self.target, "settling": self.settling.value, "open": list(self.open), **change}


def settle(changes: "Changes", target: str, person: Person, seconds: float) -> Settled:
    """Whether nothing open can change a target for one person; raises UnknownTargetError."""
    trial = changes.trial(changes.otherwise(target, person), person, still_open=True)
    left = tuple(dict.fromkeys(map(fact_of, trial.matters)))
    try:
        found = trial.first(MOST_TRIED) or _larger(changes, trial, seconds)
    except (ModuleNotFoundError, UndecidedError):
        return Settled(target, Settling.UNDECIDED, left)
    if found is None:
        return Settled(target, Settling.SETTLED, left)
    return Settled(target, Settling.CAN_CHANGE, left, changes.told(trial, [found])[0])


def _larger(changes: "Changes", trial: "AnswerTrial", seconds: float) -> AnswerSet | None:
    """One of more answers than are tried at first: of all sets where these are few, else by the solver."""
    if len(set(trial.matters)) <= MOST_TRIED:
        return None
    if trial.count <= MOST_SETS:
        return min(trial.every(), key=len, default=None)
    until = monotonic() + seconds
    found = changes.more.smallest(trial, (), count(MOST_TRIED + 1), until, any_one=True)
    return next(iter(trial.of_matters(found, until + GRACE)), None)
