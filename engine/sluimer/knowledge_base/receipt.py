"""What a log says of a decision that it was given: that it is there for good, or that it is not."""

from dataclasses import dataclass

from sluimer.messages import Problem


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a decision is in the log for good: its id, its number, and the seal that its entry has."""

    decision: str
    number: int
    mac: str


@dataclass(frozen=True, slots=True)
class Unlogged:
    """That a decision is not in the log, and why."""

    problems: tuple[Problem, ...]
