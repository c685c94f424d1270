"""A condition at work as data: each test with the value it met, and how the tests count together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from sluimer.knowledge.condition import Is, Known, Leaf, Within
from sluimer.knowledge.data import data_of
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.logic import Truth, count_truth, negation
from sluimer.meaning.truth import ScoreRange


class Origin(StrEnum):
    """Where a value comes from, or why there is none."""

    ANSWERED = "answered"
    ASSUMED = "assumed"
    IMPLIED = "implied"
    CONCLUDED = "concluded"
    ADDED = "added"
    NOT_ASKED = "not_asked"
    UNKNOWN = "unknown"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test of a condition and the value it met; None where there is no value, of a score what is still possible.

    `negated` tells that it stands under `not`, so that the condition wants it to be false.
    """

    __test__ = False

    test: Leaf
    name: str
    value: Scalar | ScoreRange | None
    origin: Origin
    truth: Truth
    negated: bool = False

    @property
    def fact(self) -> str:
        """The fact or finding that was tested, without the option of a set."""
        return self.name.partition(".")[0]

    @property
    def meets(self) -> Truth:
        """Whether it is as the condition wants it."""
        return negation(self.truth) if self.negated else self.truth

    def as_dict(self) -> dict[str, object]:
        """The test as plain data."""
        return {
            "name": self.name,
            "wanted": wanted(self.test),
            "negated": self.negated,
            "met": self.value.as_dict() if isinstance(self.value, ScoreRange) else self.value,
            "origin": str(self.origin),
            "truth": self.truth,
        }


class Connective(StrEnum):
    """How the parts of a condition count together."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of several things are needed, how many there are so far, and how many are not known yet."""

    connective: Connective
    needed: int
    of: int
    holding: int
    open: int

    @property
    def truth(self) -> Truth:
        """Whether there are enough."""
        return count_truth(self.needed, [True] * self.holding + [None] * self.open)

    def as_dict(self) -> dict[str, object]:
        """The tally as plain data."""
        return data_of(self)


def tally(connective: Connective, needed: int, truths: Iterable[Truth]) -> Tally:
    """The tally of things that are true, false or unknown."""
    met = tuple(truths)
    return Tally(connective, needed, len(met), met.count(True), met.count(None))


@dataclass(frozen=True, slots=True)
class PartsProof:
    """Parts of a condition that count together; `negated` tells that the condition wants there to be too few."""

    tally: Tally
    parts: "tuple[ConditionProof, ...]"
    negated: bool = False

    @property
    def meets(self) -> Truth:
        """Whether it is as the condition wants it."""
        return negation(self.tally.truth) if self.negated else self.tally.truth

    @property
    def agreeing(self) -> "tuple[ConditionProof, ...]":
        """The parts that make it what it is."""
        return tuple(part for part in self.parts if part.meets is self.tally.truth)

    @property
    def telling(self) -> "tuple[ConditionProof, ...]":
        """The parts to be named: those that agree, and where they are counted those that hold so far."""
        counted = self.tally.connective is Connective.AT_LEAST
        return tuple(part for part in self.parts if part.meets is self.tally.truth or (counted and part.meets))

    def as_dict(self) -> dict[str, object]:
        """Every part as plain data, with how they count together."""
        parts = [part.as_dict() for part in self.parts]
        return {**self.tally.as_dict(), "negated": self.negated, "truth": self.tally.truth, "parts": parts}


ConditionProof = TestResult | PartsProof


def deciding(proof: ConditionProof, negated: bool = False) -> Iterator[TestResult]:
    """The tests that make a condition what it is; `negated` where all of them stand under a `not` in the end."""
    if isinstance(proof, TestResult):
        yield replace(proof, negated=proof.negated is not negated)
        return
    for part in proof.agreeing:
        yield from deciding(part, negated is not proof.negated)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One test, or one tally, in the order in which a condition is told; `under_not` where it only counts against."""

    part: ConditionProof
    depth: int
    under_not: bool


def spoken(proof: ConditionProof, depth: int = 0, under_not: bool = False) -> Iterator[Spoken]:
    """A condition from the outside to the inside, with only the parts that tell; nothing where it has none."""
    if isinstance(proof, PartsProof) and not proof.parts:
        return
    yield Spoken(proof, depth, under_not)
    if isinstance(proof, PartsProof):
        for part in proof.telling:
            yield from spoken(part, depth + 1, under_not or proof.negated)


def wanted(test: Leaf) -> object:
    """What a test wants, as plain data in the words of the rule language."""
    match test:
        case Is(_, values):
            return values[0] if len(values) == 1 else list(values)
        case Within():
            return test.bounds
        case Known(_, _, known):
            return "known" if known else "unknown"
