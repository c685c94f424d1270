"""Ages from dates of birth and the days on which they are told: whole columns at once, each distinct date read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sluimer.case import CaseReader, GivenAnswer
from sluimer.messages import Problem, brief
from sluimer.population.mapping.dates import Order, as_digits, day_of
from sluimer.population.mapping.distinct import distinct
from sluimer.population.mapping.model import AgeWords
from sluimer.population.mapping.words import NOTHING_SAID, ValueReader, text_of
from sluimer.population.reading.answers import Codes, ReadAnswers, Values
from sluimer.population.reading.batch import PersonBatch
from sluimer.population.reading.memory import Memory
from sluimer.population.reading.plain_arrow import plainest

Days = npt.NDArray[np.int64]
"""A day for each person as one number, or one of these two."""
_NONE: Final = 0
_NO_DAY: Final = -1
_MOST_REMEMBERED: Final = 100_000

Birth = tuple[GivenAnswer | None, int]
"""What a word in place of a date says, and the day as a number."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The days on which ages are told: the distinct values of their column, which each person has, and all as days."""

    days: Days
    values: Sequence[object] = ()
    codes: Codes | None = None

    def value(self, row: int) -> object:
        """What stands in the row of a person; None where all ages are told on one day."""
        return self.values[int(self.codes[row])] if self.codes is not None and self.codes[row] >= 0 else None


class AgeReader:
    """Reads one column of dates of birth; threads may share it, since it only remembers what it has read."""

    def __init__(self, age: AgeWords, values: ValueReader, cases: CaseReader) -> None:
        self.age = age
        self.values = values
        self.cases = cases
        self._memory = Memory(self._birth, _MOST_REMEMBERED)

    def answers(self, array: Values, batch: PersonBatch) -> ReadAnswers:
        """The age of each person of a batch; who has no date of birth, or no day to tell it on, has none."""
        born, codes = distinct(array)
        read = [self._memory.of(value) for value in (*born, None)]
        births, told = np.array([day for _, day in read])[codes], self._told(batch)
        dated = births > 0
        wrong = (births == _NO_DAY) | (dated & ((told.days == _NO_DAY) | ((told.days > 0) & (told.days < births))))
        told_here = dated & (told.days > 0) & ~wrong
        ages, places = np.unique((told.days - births)[told_here] // 10_000, return_inverse=True)
        said = [given or NOTHING_SAID for given, _ in read]
        found = [self.cases.read_answer(self.values.column.fills.fact, int(age)) for age in ages]
        which = np.where(codes < 0, len(born), codes)
        which[told_here] = len(said) + places
        which[wrong] = len(said) + len(found)
        answers = [*said, *found, self.values.wrong("no-day")]

        def problems(row: int) -> tuple[Problem, ...]:
            value = born[int(codes[row])] if codes[row] >= 0 else None
            return self._problems(value, told.value(row), answers[int(which[row])])

        return ReadAnswers(answers, which, problems)

    def _birth(self, value: object) -> Birth:
        text = text_of(value)
        has_words = text is not None and (self.values.column.words or not text.strip())
        said = self.values.said(text) if text is not None and has_words else None
        return said, _NONE if said else _digits(value, self.age.born)

    def _told(self, batch: PersonBatch) -> _Told:
        if self.age.day:
            return _Told(np.full(batch.count, as_digits(self.age.day)))
        column = batch.values(self.age.column)
        values, codes = distinct(column if isinstance(column, list) else plainest(column))
        days = [_NONE if text_of(value) == "" else _digits(value, self.age.order) for value in (*values, None)]
        return _Told(np.array(days)[codes], values, codes)

    def _problems(self, born: object, told: object, read: GivenAnswer) -> tuple[Problem, ...]:
        """What is wrong with a person's date, or with the day on which the age is told."""
        age, fact, wrong = self.age, self.values.column.fills.fact, self.values.wrong
        first, last = day_of(born, age.born), age.day or day_of(told, age.order)
        if first is None:
            return wrong("no-day", value=_told(born), order=age.born).problems
        if last is None:
            return wrong("no-told-day", told=age.column, value=_told(told), order=age.order).problems
        if last < first:
            return wrong("born-after", value=_told(born), day=last.isoformat()).problems
        words = dict(read.problems[0].words)
        ends = {name: words[name] for name in ("fact", "lowest", "highest")}
        return wrong("turned-out-of-bounds", value=_told(born), amount=f"{words['value']} {fact.unit}", **ends).problems


def _told(value: object) -> str:
    return brief(value) if isinstance(value, str) else str(value)


def _digits(value: object, order: Order) -> int:
    day = day_of(value, order)
    return as_digits(day) if day else _NO_DAY
