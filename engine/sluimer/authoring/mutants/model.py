"""One mutant: which of the things that an author wrote is changed, into what, and where it stands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import Condition
from sluimer.knowledge.rule import Effect
from sluimer.messages import Position


class MutantKind(StrEnum):
    """What is changed."""

    THRESHOLD = "threshold"
    STRICTNESS = "strictness"
    PART = "part"
    NEGATION = "negation"
    CONNECTIVE = "connective"
    COUNT = "count"
    OPTION = "option"
    EFFECT = "effect"
    NEIGHBOUR = "neighbour"
    GROUP = "group"
    AMOUNT = "amount"
    STRENGTH = "strength"
    POINTS = "points"
    IMPLIED = "implied"
    OVERRULING = "overruling"
    ASSUMED = "assumed"
    SUPERSEDED = "superseded"
    SETTING = "setting"
    DEFAULT = "default"


class Owner(StrEnum):
    """What sort of thing the changed one is a part of."""

    RULE = "rule"
    FACT = "fact"
    SCOPE = "scope"
    CONTRADICTION = "contradiction"
    SCORE = "score"
    GROUP = "group"
    ITEM = "item"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class MutationPoint:
    """One thing that an author wrote: the condition of its owner, or the effect, implication or term of this number."""

    owner: Owner
    name: str = SCOPE
    part: str = "condition"
    number: int = 0


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: what stands at a point becomes `new`, or goes where that is None.

    `before` and `after` are the least that changes, to be told: a part of a condition, an effect, a number or a name.
    """

    kind: MutantKind
    point: MutationPoint
    new: Any
    position: Position
    before: Condition | Effect | str | float | None = None
    after: Condition | Effect | str | float | None = None

    def pack(self, knowledge: Knowledge) -> str:
        """The pack of the rule that is changed; empty where it is no rule."""
        return knowledge.rules[self.point.name].pack if self.point.owner is Owner.RULE else ""
