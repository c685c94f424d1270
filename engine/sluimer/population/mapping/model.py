"""A mapping as frozen data: of each column which answers it holds, and what its words mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

from sluimer.case.called import plain_name
from sluimer.knowledge.vocabulary import Kind
from sluimer.messages import Position
from sluimer.population.mapping.dates import Order
from sluimer.population.mapping.shape import DecimalMark, Unplaced
from sluimer.population.reading.columns import AnswerColumn

NOT_ASKED: Final = "not_asked"
Answer = str | tuple[str, ...]
"""What a word means: an answer as in a case, `not_asked`, or options of a set."""


def word_for(text: str, kind: Kind) -> str:
    """What a word is looked up by: as people write it, and of yes and no one of the words that a case has.

    >>> word_for(" Ja ", Kind.CHOICE), word_for("False", Kind.YES_NO)
    ('ja', 'no')
    """
    plain = plain_name(text)
    return {"true": "yes", "false": "no"}.get(plain, plain) if kind is Kind.YES_NO else plain


@dataclass(frozen=True, slots=True)
class ListWords:
    """How lists are written, and what they leave open."""

    separator: str = ""
    complete: bool = False
    unplaced: Unplaced = Unplaced.PART


@dataclass(frozen=True, slots=True)
class CodeWords:
    """The options by their codes in one system; with `beginning` a code counts for all that begin with it.

    What begins as one of the `combinations` may be more options than its code says.
    """

    options: Mapping[str, tuple[str, ...]]
    beginning: bool = False
    combinations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How numbers are written: the mark before decimals, and a unit with how many of the fact's own go in one."""

    decimal: DecimalMark | None = None
    unit: str = ""
    factor: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class AgeWords:
    """How dates of birth are written, and when people were so old: on `day`, or on what stands in `column`."""

    born: Order
    day: date | None = None
    column: str = ""
    order: Order = Order.YEAR_FIRST


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What one column of a file answers, and how; `words` are by their plain names."""

    name: str
    fills: AnswerColumn
    words: Mapping[str, Answer] = field(default_factory=dict)
    empty: Answer = NOT_ASKED
    listed: ListWords | None = None
    codes: CodeWords | None = None
    numbers: NumberWords = NumberWords()
    age: AgeWords | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing is said of it but what it answers."""
        said = self.words or self.listed or self.codes or self.age or self.empty != NOT_ASKED
        return not said and self.numbers == NumberWords()


@dataclass(frozen=True, slots=True)
class PopulationMapping:
    """What is said of every column of a file; `places` are the columns that it names, each with its position."""

    file: str
    columns: tuple[ColumnMapping, ...]
    keep: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    places: tuple[tuple[str, Position], ...] = ()
    digest: str = ""

    def as_dict(self) -> dict[str, object]:
        """Which mapping it is, as plain data: its digest, and on which day ages are told."""
        days = {one.name: one.age.day.isoformat() for one in self.columns if one.age and one.age.day}
        return {"digest": self.digest, "told_on": days}
