"""What two versions say of a population, as data: of how many persons the advice differs, and by which changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sluimer.authoring.versions.change import Amendment
from sluimer.authoring.versions.move import AdviceMove, Direction
from sluimer.authoring.versions.turn import Turn
from sluimer.knowledge.base import Knowledge
from sluimer.population.bits import Bits, how_many, places_in

PART = "compared"
"""What a comparison is called in the report of a population."""
MOST_ROWS = 3
"""Rows of persons that are shown of each class and move."""
Turns = tuple[tuple[Amendment, Turn], ...]
SEVERAL: Turns = ()
"""Of those for whom several changes turned that can reach what moves."""


@dataclass(slots=True)
class PersonCount:
    """How many persons there are, and the rows of the first of them."""

    persons: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, other: "PersonCount") -> None:
        """Add those of a later batch."""
        self.persons += other.persons
        self.rows += other.rows[: MOST_ROWS - len(self.rows)]


def counted(bits: Bits, first: int) -> PersonCount:
    """These persons of a batch whose first person stands in this row."""
    return PersonCount(how_many(bits), [first + place for place in places_in(bits)[:MOST_ROWS]])


@dataclass(frozen=True, slots=True)
class ScreenedClass:
    """Persons who are told otherwise by a change that turned so for them, with the moves that they make.

    With no turns it is about those for whom several changes turned; `among` are these, with how many had which.
    """

    turns: Turns
    count: PersonCount
    moves: Mapping[AdviceMove, PersonCount]
    among: Mapping[tuple[Amendment, Turn], int] = field(default_factory=dict)


@dataclass(frozen=True)
class PopulationComparison:
    """Of how many persons another version tells otherwise, by direction and by class, the riskiest classes first.

    `apart` are slots with an answer that one version alone takes, with how many persons gave one.
    """

    versions: tuple[Knowledge, Knowledge]
    persons: int
    ways: Mapping[Direction, PersonCount]
    classes: tuple[ScreenedClass, ...]
    apart: Mapping[str, int]

    @property
    def otherwise(self) -> int:
        """How many are told otherwise."""
        return sum(one.persons for one in self.ways.values())

    def as_dict(self, language: str) -> dict[str, object]:
        """It as plain data."""
        from sluimer.authoring.versions.tell_screened import comparison_data

        return comparison_data(self, language)
