"""One case beside the rules: a person, and what must come out."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from itertools import count

from sluimer.case import Case
from sluimer.knowledge.rule import Number
from sluimer.language.shape import LONGEST_NAME
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import Outcome, State
from sluimer.messages import Position

Expectation = Mapping[str, object]
"""What a case expects, as an author writes it."""


def free_name(what: str, end: str, taken: Container[str]) -> str:
    """A name that no other case has: what it is about, cut where it is long, and how it ends, with a number if need be.

    >>> free_name("dry-soil", "-true", {"dry-soil-true"})
    'dry-soil-true-2'
    """
    ends = (end if number == 1 else f"{end}-{number}" for number in count(1))
    names = (f"{what[: LONGEST_NAME - len(one)].rstrip('-')}{one}" for one in ends)
    return next(name for name in names if name not in taken)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The ends that the range of an item, or a score, must have, and its start; None where one is not tested."""

    least: Number | None = None
    most: Number | None = None
    start: Number | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come out; what is not named is not tested.

    `untold` are marks of claims of which no text may come out.
    """

    outcome: Outcome | None
    states: Mapping[str, State]
    ranges: Mapping[str, Bounds]
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    findings: Mapping[str, Truth]
    asks: tuple[str, ...]
    untold: tuple[str, ...] = ()
    scores: Mapping[str, Bounds] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A person and what must come out for them, by the id of the case; `packs` is None where all of them count.

    `answers` are those of the person as they were written, with those of the cases that it is like.
    """

    id: str
    position: Position
    person: Case
    expected: Expected
    packs: tuple[str, ...] | None = None
    settings: tuple[tuple[str, str], ...] = ()
    audience: str | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
