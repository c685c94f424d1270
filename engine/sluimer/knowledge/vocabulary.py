"""What may be known, concluded and advised: facts, findings, topics and their items."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from sluimer.knowledge.condition import Condition, Within, telling_numbers
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.messages import Position

Scalar = bool | str | int | float
"""The value of a yes_no (bool), a choice (str) or a number."""


class Kind(StrEnum):
    """What sort of answer a fact takes."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    SET = "set"
    NUMBER = "number"


class Outcome(StrEnum):
    """What the consultation as a whole says."""

    ADVICE = "advice"
    ASK_FIRST = "ask_first"
    ANSWERS_NEEDED = "answers_needed"
    NOT_COVERED = "not_covered"


Codes = tuple[tuple[str, tuple[str, ...]], ...]
"""For each code system, sorted, the codes that mean the same."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers of a choice, or one member of a set."""

    id: str
    label: Text
    codes: Codes = ()


@dataclass(frozen=True, slots=True)
class Implication:
    """What the value of a number says about a yes_no fact; the answer it implies wins over the one given."""

    test: Within
    fact: str
    value: bool
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Something that may be weighed whole where only a part of it counts: this percentage."""

    id: str
    label: Text
    percent: float
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a person can be asked; `fixed` where nobody can change what the answer is, such as age."""

    id: str
    kind: Kind
    title: Text
    question: Text
    position: Position
    note: Text = NO_TEXT
    options: tuple[Option, ...] = ()
    unit: str = ""
    unit_optional: bool = False
    fixed: bool = False
    lowest: float | None = None
    highest: float | None = None
    assume: Scalar | None = None
    implies: tuple[Implication, ...] = ()
    weighed_as: tuple[Weighed, ...] = ()
    codes: Codes = ()

    @property
    def allowed(self) -> Within:
        """The bounds of the numbers that it may be."""
        return Within(self.id, at_least=self.lowest, at_most=self.highest)

    @property
    def slots(self) -> tuple[str, ...]:
        """The places this fact fills in a case: its own name, or one for each option of a set, sorted."""
        if self.kind is Kind.SET:
            return tuple(sorted(slot(self.id, option.id) for option in self.options))
        return (self.id,)


def allowed_numbers(tests: Iterable[Within], fact: "Fact | Score") -> tuple[float, ...]:
    """Numbers that this fact or score may be: at the bounds of these tests, between them and beyond them.

    Whatever these tests can be together for any number that is allowed, they are for one of these.
    """
    allowed = fact.allowed
    return tuple(number for number in telling_numbers([*tests, allowed]) if allowed.contains(number))


def slot(fact: str, option: str) -> str:
    """The place in a case of one option of a set: true, false, or absent while unknown."""
    return f"{fact}.{option}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that rules conclude and other rules build on."""

    id: str
    title: Text
    position: Position


Points = tuple[tuple[Condition, int | float], ...]
"""One term of a score: alternatives with their points, of which the highest that holds counts, and else nothing."""


@dataclass(frozen=True, slots=True)
class Score:
    """A number that the points of its terms add up to, which conditions test with bounds; nobody is asked for it."""

    id: str
    title: Text
    position: Position
    terms: tuple[Points, ...] = ()
    cites: tuple[str, ...] = ()

    @property
    def allowed(self) -> Within:
        """The bounds of what it can add up to."""
        ends = [(Fraction(0), *(Fraction(str(points)) for _, points in term)) for term in self.terms]
        return Within(self.id, at_least=float(sum(map(min, ends))), at_most=float(sum(map(max, ends))))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition that brings points."""
        return tuple(condition for term in self.terms for condition, _ in term)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be advised; with a unit it is advised as a range. `claim` marks what its text claims."""

    id: str
    topic: str
    text: Text
    position: Position
    unit: str = ""
    urgent: bool = False
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of advice and the items it consists of; those of a referral topic are never withheld."""

    id: str
    title: Text
    items: tuple[Item, ...]
    position: Position
    referral: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Vocabulary:
    """Every name that rules and cases may use."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    scores: Mapping[str, Score] = field(default_factory=dict)

    def __repr__(self) -> str:
        named = {"facts": self.facts, "findings": self.findings, "scores": self.scores, "topics": self.topics}
        counts = ", ".join(f"{len(some)} {name}" for name, some in named.items())
        return f"<Vocabulary: {counts}>"

    @property
    def items(self) -> dict[str, Item]:
        """Every item by its id."""
        return {item.id: item for topic in self.topics.values() for item in topic.items}
