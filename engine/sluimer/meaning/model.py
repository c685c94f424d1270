"""The meaning of the rules for one person: what every engine finds, and all that it finds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sluimer.knowledge.rule import Number, Range
from sluimer.knowledge.vocabulary import Outcome as Outcome
from sluimer.meaning.logic import Truth
from sluimer.meaning.truth import ScoreRange


class State(StrEnum):
    """Where an item stands for one person."""

    GIVEN = "given"
    OPEN = "open"
    WITHHELD = "withheld"
    NOT_INDICATED = "not_indicated"


@dataclass(frozen=True, slots=True)
class Meaning:
    """All that follows for one person: a truth for each rule and finding, scores, states of items, the outcome.

    `contradictions` are those that hold; `limits` what the texts of given items say of the most there may be.
    """

    rules: Mapping[str, Truth]
    findings: Mapping[str, Truth]
    states: Mapping[str, State]
    ranges: Mapping[str, Range]
    ranks: Mapping[str, int]
    outcome: Outcome
    scores: Mapping[str, ScoreRange] = field(default_factory=dict)
    contradictions: tuple[str, ...] = ()
    limits: Mapping[str, Number] = field(default_factory=dict)


def ranks_of(strengths: Mapping[str, int], groups: Iterable[Iterable[str]]) -> dict[str, int]:
    """Among the preferred items of each group: one more than the number that are preferred more strongly.

    >>> ranks_of({"a": 1, "b": 3, "c": 3}, [["a", "b", "c"]])
    {'a': 3, 'b': 1, 'c': 1}
    """
    ranks: dict[str, int] = {}
    for group in groups:
        rivals = [name for name in group if name in strengths]
        ranks |= {name: 1 + sum(strengths[other] > strengths[name] for other in rivals) for name in rivals}
    return ranks
