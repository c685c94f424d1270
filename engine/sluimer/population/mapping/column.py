"""One column of a file as answers, batch after batch: each distinct value is read once, whatever it is made of."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa

from sluimer.case import CaseReader, GivenAnswer
from sluimer.population.bits import Bits, bools_of
from sluimer.population.mapping.ages import AgeReader
from sluimer.population.mapping.distinct import distinct
from sluimer.population.mapping.model import ColumnMapping
from sluimer.population.mapping.words import NOTHING_SAID, ReadValue, ValueReader
from sluimer.population.reading.answers import Codes, ReadAnswers, Values
from sluimer.population.reading.batch import PersonBatch
from sluimer.population.reading.columns import fits, is_number
from sluimer.population.reading.memory import LONGEST, Memory
from sluimer.population.reading.plain_arrow import plainest

_MOST_REMEMBERED: Final = 100_000
"""Distinct values of a column, and distinct answers, that are kept between batches."""


class ColumnTranslator:
    """Turns one column into answers; threads may share it, since it only remembers what it has read."""

    def __init__(self, column: ColumnMapping, cases: CaseReader) -> None:
        self.column = column
        self._values = ValueReader.of(column, cases)
        self._memory = Memory(self._read_value, _MOST_REMEMBERED)
        self._same: dict[Hashable, GivenAnswer] = {}
        self._ages = AgeReader(column.age, self._values, cases) if column.age else None

    @property
    def name(self) -> str:
        """What the column is called where it comes from."""
        return self.column.name

    def answers(self, batch: PersonBatch) -> Values:
        """What the column says of the persons of a batch: answers, or the column itself where it needs no reading."""
        values = batch.values(self.column.name)
        array = values if isinstance(values, list) else plainest(values)
        if self._ages is not None:
            return self._ages.answers(array, batch)
        if not isinstance(array, list) and self._is_plain(array.type):
            return array
        return self._read(*distinct(array))

    def _is_plain(self, kind: Any) -> bool:
        if pa.types.is_struct(kind):
            return True
        bits = pa.types.is_boolean(kind) or is_number(kind)
        return bool(bits and self.column.is_plain and fits(self.column.fills, kind))

    def _read(self, values: Sequence[object], codes: Codes) -> ReadAnswers:
        read = [self._memory.of(value) for value in (*values, None)]
        found = _coded([one.given for one in read], codes)
        return replace(found, unplaced=partial(_unplaced, read, codes)) if any(one.unplaced for one in read) else found

    def _read_value(self, value: object) -> ReadValue:
        """What a value says; the same answer is one object, so that many values cost no more than they mean."""
        found = self._values.read(value)
        given = found.given
        if given.problems:
            return found
        mine, same = (tuple(given.values.items()), given.silent), self._same
        one = same.setdefault(mine, given) if len(same) < _MOST_REMEMBERED else same.get(mine, given)
        return ReadValue(one, found.unplaced)


def _unplaced(read: Sequence[ReadValue], codes: Codes, persons: Bits) -> Counter[str | None]:
    """The names that fit no option in the lists of these persons; the last value is that of who has none."""
    theirs = codes[bools_of(persons, len(codes))]
    rows = np.bincount(np.where(theirs < 0, len(read) - 1, theirs), minlength=len(read))
    found = Counter[str | None]()
    for one, count in zip(read, map(int, rows), strict=True):
        if one.unplaced and count:
            found.update(dict.fromkeys((None, *(name[:LONGEST] for name in one.unplaced)), count))
    return found


def _coded(answers: Sequence[GivenAnswer], codes: Codes) -> ReadAnswers:
    """The distinct answers, and which of them each person gave; the last is of those who have no value."""
    if answers[-1] == NOTHING_SAID and len({id(one) for one in answers}) == len(answers):
        return ReadAnswers(answers[:-1], codes, lambda row: answers[int(codes[row])].problems)
    found: dict[int, int] = {}
    places = np.array([found.setdefault(id(one), len(found)) for one in answers])
    distinct = list({id(one): one for one in answers}.values())
    theirs = places[codes]  # -1 is the last
    return ReadAnswers(distinct, theirs, lambda row: distinct[int(theirs[row])].problems)
