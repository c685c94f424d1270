"""What may be known, concluded and advised: facts, findings, topics and their items."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from sluimer.knowledge.condition import All, Any, Condition, Is, Not, Within, telling_numbers
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.strata import strata_of
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.messages import NOWHERE, Position

Scalar = bool | str | int | float
"""The value of a yes_no (bool), a choice (str) or a number."""


NONE_OF_THEM = "none"
"""What is written where a set holds none of its options, which no option may be called."""


class Kind(StrEnum):
    """What sort of answer a fact takes."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    SET = "set"
    NUMBER = "number"


class Outcome(StrEnum):
    """What the consultation as a whole says."""

    URGENT = "urgent"
    STOP = "stop"
    ADVICE = "advice"
    ASK_FIRST = "ask_first"
    ANSWERS_NEEDED = "answers_needed"
    NOT_COVERED = "not_covered"


class Urgency(StrEnum):
    """How soon a referral must be followed: at once, today, before one starts, or when it suits."""

    NOW = "now"
    TODAY = "today"
    BEFORE = "before"
    REMARK = "remark"


SOONEST_FIRST = tuple(Urgency)


Codes = tuple[tuple[str, tuple[str, ...]], ...]
"""For each code system, sorted, the codes that mean the same."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers of a choice, or one member of a set; `names` is what else people call it."""

    id: str
    label: Text
    codes: Codes = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Implication:
    """What an answer says of other facts: a value for slots of these, where nobody answered, or whatever was answered.

    Where it does not overrule, and somebody answered otherwise, the two contradict each other; `because` says so.
    """

    test: Condition
    answers: tuple[tuple[str, Scalar], ...]
    cites: tuple[str, ...]
    overrules: bool = False
    because: Text = NO_TEXT

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it says something of."""
        return tuple(dict.fromkeys(fact_of(name) for name, _ in self.answers))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot all be true; one that follows from an implication may have no words of its own."""

    id: str
    never: Condition
    because: Text = NO_TEXT
    cites: tuple[str, ...] = ()
    position: Position = NOWHERE


@dataclass(frozen=True, slots=True)
class Weighed:
    """Something that may be weighed whole where only a part of it counts: this percentage."""

    id: str
    label: Text
    percent: float
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a person can be asked; `fixed` where nobody can change what the answer is, such as age.

    What is assumed counts in each slot that nobody answered: of a set it is that the option is not in it. A code that
    begins as one of the `combinations` of a set may be that of several options at once.
    """

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
    combinations: Codes = ()

    @property
    def allowed(self) -> Within:
        """The bounds of the numbers that it may be."""
        return Within(self.id, at_least=self.lowest, at_most=self.highest)

    def among(self, options: Container[str]) -> "Fact":
        """The fact with only these of its options, as it is asked where the others do not matter."""
        return replace(self, options=tuple(option for option in self.options if option.id in options))

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


def fact_of(name: str) -> str:
    """The fact whose slot this is."""
    return name.partition(".")[0]


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


RANGE_PLACE, START_PLACE, LIMIT_PLACE = "{range}", "{start}", "{limit}"
"""The places in the text of an item that are filled in with its amounts for one person."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be advised; with a unit it is advised as a range. `claim` marks what its text claims.

    A referral has an urgency, and withholds the other referrals that it supersedes while it is given.
    `instead` says that it is not to be had; the heaviest come first where there is little room, and background never.
    `limit_of` is the item whose limit its text says, the strictest that holds for a person.
    """

    id: str
    topic: str
    text: Text
    position: Position
    unit: str = ""
    urgency: Urgency | None = None
    supersedes: tuple[str, ...] = ()
    claim: str = ""
    title: Text = NO_TEXT
    instead: Text = NO_TEXT
    weight: float = 0
    background: bool = False
    limit_of: str = ""

    @property
    def urgent(self) -> bool:
        """Whether it is an emergency where it is given."""
        return self.urgency is Urgency.NOW


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of advice and the items it consists of; those of a referral topic no rule withholds."""

    id: str
    title: Text
    items: tuple[Item, ...]
    position: Position
    referral: bool = False


def _contradicting(fact: Fact) -> Iterator[Contradiction]:
    """That what an answer implies was answered otherwise, for each other fact; no name can have a `/`."""
    for number, one in enumerate(fact.implies, start=1):
        for other in sorted(one.facts) if not one.overrules else ():
            otherwise = tuple(Not(_holds(name, value)) for name, value in one.answers if fact_of(name) == other)
            never = All((one.test, Any(otherwise)))
            yield Contradiction(f"{fact.id}/{number}/{other}", never, one.because, one.cites)


def _holds(name: str, value: Scalar) -> Condition:
    if isinstance(value, bool | str):
        return Is(name, (value,))
    return Within(name, at_least=value, at_most=value)


@dataclass(frozen=True, repr=False)
class Vocabulary:
    """Every name that rules and cases may use."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    scores: Mapping[str, Score] = field(default_factory=dict)
    declared_contradictions: Mapping[str, Contradiction] = field(default_factory=dict)

    def __repr__(self) -> str:
        named = {"facts": self.facts, "findings": self.findings, "scores": self.scores, "topics": self.topics}
        counts = ", ".join(f"{len(some)} {name}" for name, some in named.items())
        return f"<Vocabulary: {counts}>"

    @property
    def implying(self) -> dict[str, tuple[str, ...]]:
        """For each fact those that may imply an answer to it, sorted."""
        found: dict[str, set[str]] = {name: set() for name in self.facts}
        for fact in self.facts.values():
            for one in fact.implies:
                for name in one.facts:
                    found[name].add(fact.id)
        return {name: tuple(sorted(names)) for name, names in sorted(found.items())}

    @property
    def completing(self) -> tuple[str, ...]:
        """The facts, each after all that may imply an answer to it; there must be no circle."""
        depths = strata_of(self.implying)
        return tuple(sorted(depths, key=lambda name: (depths[name], name)))

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Those that are declared, and those between an answer and what another one implies without overruling it."""
        declared = (one for _, one in sorted(self.declared_contradictions.items()))
        return (*declared, *(one for _, fact in sorted(self.facts.items()) for one in _contradicting(fact)))

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its id."""
        return frozen({item.id: item for topic in self.topics.values() for item in topic.items})

    @property
    def superseding(self) -> Mapping[str, tuple[str, ...]]:
        """For each item that others supersede those others, sorted."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name, item in sorted(self.items.items()):
            for other in item.supersedes:
                found[other].append(name)
        return {name: tuple(others) for name, others in found.items()}
