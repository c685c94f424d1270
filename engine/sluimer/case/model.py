"""What is known of one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sluimer.case.amounts import WeighedAmount
from sluimer.knowledge.condition import Condition
from sluimer.knowledge.vocabulary import Scalar, fact_of


@dataclass(frozen=True, slots=True)
class Implied:
    """The value of a slot that follows from an answer by a test of it, and the one it took the place of, if any."""

    slot: str
    value: Scalar
    source: str
    test: Condition
    cites: tuple[str, ...]
    instead_of: Scalar | None = None

    @property
    def fact(self) -> str:
        """The fact whose slot it is."""
        return fact_of(self.slot)


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """What is known of one person: a value for each slot that has one, and why the others have none.

    `assumed` are the slots with a value that nobody gave; `parts` are the amounts that were weighed as something else;
    `given` the values that the person gave themselves.
    What it shows of itself names no answer, so that none gets into a log by accident.
    """

    values: Mapping[str, Scalar]
    unknown: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    implied: tuple[Implied, ...] = ()
    parts: tuple[WeighedAmount, ...] = ()
    given: Mapping[str, Scalar] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Case: {len(self.values)} values, {len(self.unknown)} unknown, {len(self.declined)} declined>"

    def was_asked(self, fact: str) -> bool:
        """Whether the person was asked and gave no answer."""
        return fact in self.unknown or fact in self.declined
