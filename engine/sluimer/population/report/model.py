"""What came of a population: how many got what, which rules fired, what was not known, and which rows were bad."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from sluimer.meaning.advice import KnowledgeName
from sluimer.messages import Problem
from sluimer.population.choice import OnBadRow
from sluimer.population.cohort.groups import GroupedCounts
from sluimer.population.cohort.question import WhereCount

MOST_NAMES: Final = 1_000
"""Names of one column that are told as data."""


class Answering(StrEnum):
    """What became of somebody's answers: they contradict each other, an item still waits for some, or none does."""

    CONTRADICTING = "contradicting"
    WAITING = "waiting"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class BadAnswers:
    """Answers of one column that cannot be read, for one reason: in how many rows, with the first of them."""

    column: str
    code: str
    count: int
    examples: tuple[Problem, ...]

    def as_dict(self, language: str) -> dict[str, object]:
        """It as plain data."""
        examples = [problem.as_dict(language) for problem in self.examples]
        return {"column": self.column, "code": self.code, "count": self.count, "examples": examples}


@dataclass(frozen=True, slots=True)
class Silence:
    """Of how many persons a column says nothing, or not all: since nobody asked, or they do not know, or declined."""

    column: str
    not_asked: int
    unknown: int
    declined: int

    @property
    def count(self) -> int:
        """All of them."""
        return self.not_asked + self.unknown + self.declined


@dataclass(frozen=True, slots=True)
class UnplacedNames:
    """What stood in lists of one column and fits no option: in how many rows, and each name with its count."""

    column: str
    rows: int
    names: tuple[tuple[str, int], ...]

    def as_dict(self) -> dict[str, object]:
        """It as plain data, with the most frequent names."""
        return {"column": self.column, "rows": self.rows, "names": dict(self.names[:MOST_NAMES])}


class ReportPart(Protocol):
    """What somebody who watched has to tell beside the counts."""

    def as_dict(self, language: str) -> dict[str, object]:
        """It as plain data, with the texts in this language."""


@dataclass(frozen=True, slots=True)
class PopulationReport:
    """The counts at the end of a run; those of advice are of the persons whose answers could all be read.

    Where a question says which persons are meant, they are of those persons.
    """

    knowledge: KnowledgeName
    rows: int
    bad_rows: int
    outcomes: Mapping[str, int]
    states: Mapping[str, Mapping[str, int]]
    rules: Mapping[str, int]
    """For each rule for how many persons it fired."""
    contradictions: Mapping[str, int]
    silences: tuple[Silence, ...]
    never_asked: tuple[str, ...]
    """The facts that no column is about."""
    bad: tuple[BadAnswers, ...] = ()
    on_bad_row: OnBadRow = OnBadRow.FAIL
    ways: Mapping[Answering, Mapping[str, int]] = field(default_factory=dict)
    """For whatever became of the answers how many got which outcome."""
    where: WhereCount | None = None
    groups: tuple[GroupedCounts, ...] = ()
    watched: Mapping[str, ReportPart] = field(default_factory=dict)
    explained: tuple[int, ...] = ()
    """The rows of the persons for whom there are whole reasons."""
    unplaced: tuple[UnplacedNames, ...] = ()
    mapping: Mapping[str, object] | None = None
    """Which mapping the columns were read by, where there was one."""

    @property
    def advised(self) -> int:
        """For how many persons there is a result."""
        return self.where.true if self.where else self.rows - self.bad_rows

    @property
    def never_fired(self) -> tuple[str, ...]:
        """The rules that fired for nobody."""
        return tuple(rule for rule, count in self.rules.items() if not count)

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """It as plain data, with the messages in this language."""
        return {
            "knowledge": self.knowledge.as_dict(),
            "rows": self.rows,
            "on_bad_row": str(self.on_bad_row),
            "bad_rows": self.bad_rows,
            "bad": [one.as_dict(language) for one in self.bad],
            "outcomes": dict(self.outcomes),
            "answers_to_outcome": {str(one): dict(counts) for one, counts in self.ways.items()},
            "states": {item: dict(counts) for item, counts in self.states.items()},
            "rules": dict(self.rules),
            "never_fired": list(self.never_fired),
            "contradictions": dict(self.contradictions),
            "not_known": [
                {"column": one.column, "not_asked": one.not_asked, "unknown": one.unknown, "declined": one.declined}
                for one in self.silences
            ],
            "never_asked": list(self.never_asked),
            "where": self.where.as_dict() if self.where else None,
            "by": [one.as_dict() for one in self.groups],
            "explained": list(self.explained),
            **{name: part.as_dict(language) for name, part in self.watched.items()},
            "unplaced": [one.as_dict() for one in self.unplaced],
            "mapping": self.mapping,
        }
