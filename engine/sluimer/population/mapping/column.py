"""One column of a file as answers, batch after batch: each distinct value is read once, whatever it is made of."""

from collections import Counter
from collections.abc import Hashable, Sequence
from threading import Lock
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sluimer.case import CaseReader, GivenAnswer
from sluimer.messages import Problem, brief
from sluimer.population.answers import Codes, ReadAnswers, Values, distinct_objects, distinct_values
from sluimer.population.batch import PersonBatch
from sluimer.population.columns import fits, is_list, is_number, is_text
from sluimer.population.mapping.dates import as_digits, day_of
from sluimer.population.mapping.model import AgeWords, ColumnMapping
from sluimer.population.mapping.words import NOTHING_SAID, ReadValue, ValueReader, text_of
from sluimer.population.plain_arrow import plainest
from sluimer.population.report import UnplacedNames

Numbers = npt.NDArray[np.int64]
_MOST_REMEMBERED: Final = 100_000
_MOST_NAMES: Final = 10_000
"""Names that fit no option which are told apart."""
_BETWEEN: Final = "\x1f"
"""Stands between the members of a list while it is one text."""
_NO_DAY: Final = -1
_NONE: Final = 0


class ColumnTranslator:
    """Turns one column into answers; threads may share it, since it only remembers what it has read, and counts."""

    def __init__(self, column: ColumnMapping, cases: CaseReader) -> None:
        self.column = column
        self._values = ValueReader.of(column, cases)
        self._cases = cases
        self._read_before: dict[Hashable, ReadValue] = {}
        self._same: dict[Hashable, GivenAnswer] = {}
        self._lock = Lock()
        self._names: Counter[str] = Counter()
        self._rows = 0

    @property
    def name(self) -> str:
        """What the column is called where it comes from."""
        return self.column.name

    @property
    def unplaced(self) -> UnplacedNames:
        """The names that fit no option, the most frequent first."""
        return UnplacedNames(self.column.name, self._rows, tuple(self._names.most_common()))

    def answers(self, batch: PersonBatch) -> Values:
        """What the column says of the persons of a batch: answers, or the column itself where it needs no reading."""
        values = batch.values(self.column.name)
        array = values if isinstance(values, list) else plainest(values)
        if self.column.age is not None:
            return self._ages(array, self.column.age, batch)
        if not isinstance(array, list) and self._is_plain(array.type):
            return array
        return self._read(*_distinct(array))

    def _is_plain(self, kind: Any) -> bool:
        if pa.types.is_struct(kind):
            return True
        bits = pa.types.is_boolean(kind) or is_number(kind)
        return bool(bits and self.column.is_plain and fits(self.column.fills, kind))

    def _read(self, values: Sequence[object], codes: Codes) -> ReadAnswers:
        read = [self._value(value) for value in (*values, None)]
        if any(one.unplaced for one in read):
            self._count(read, codes)
        return _coded([one.given for one in read], codes)

    def _value(self, value: object) -> ReadValue:
        key = value if isinstance(value, str) else (type(value), repr(value))
        found = self._read_before.get(key)
        if found is None:
            found = self._values.read(value)
            given = found.given
            if not given.problems:  # the same answer is one object, so that many values cost no more than they mean
                mine = (tuple(given.values.items()), given.silent)
                found = ReadValue(self._same.setdefault(mine, given), found.unplaced)
            if len(self._read_before) < _MOST_REMEMBERED:
                self._read_before[key] = found
        return found

    def _count(self, read: Sequence[ReadValue], codes: Codes) -> None:
        rows = np.bincount(np.where(codes < 0, len(read) - 1, codes), minlength=len(read))
        with self._lock:
            for one, count in zip(read, map(int, rows), strict=True):
                if one.unplaced and count:
                    self._rows += count
                    for name in dict.fromkeys(one.unplaced):
                        if name in self._names or len(self._names) < _MOST_NAMES:
                            self._names[name] += count

    def _ages(self, array: Values, age: AgeWords, batch: PersonBatch) -> ReadAnswers:
        """The whole years between a date of birth and the day on which they are told, a day that may have a column."""
        born, born_codes = _distinct(array)
        said = [None if (text := text_of(value)) is None else self._values.said(text) for value in (*born, None)]
        births = [
            _NONE if known else _digits(value, age.born) for value, known in zip((*born, None), said, strict=True)
        ]
        told = batch.values(age.column) if age.column else None
        days, day_codes = _distinct(told if isinstance(told, list) else plainest(told)) if age.column else ((), None)
        theirs: Any = as_digits(age.day) if age.day else _NONE
        if day_codes is not None:
            theirs = np.array(
                [*(_digits(value, age.order) if text_of(value) != "" else _NONE for value in days), _NONE]
            )[day_codes]
        ours = np.array(births)[born_codes]
        years = np.where((ours > 0) & (theirs > 0), (theirs - ours) // 10_000, 0)
        wrong = (ours == _NO_DAY) | ((ours > 0) & ((theirs == _NO_DAY) | ((theirs > 0) & (theirs < ours))))
        answers = [*(one or NOTHING_SAID for one in said)]
        codes = np.where(born_codes < 0, len(answers) - 1, born_codes)
        told_here = (ours > 0) & (theirs > 0) & ~wrong
        distinct, places = np.unique(years[told_here], return_inverse=True)
        found = [self._cases.read_answer(self.column.fills.fact, int(one)) for one in distinct]
        codes[told_here] = len(answers) + places
        codes[(ours > 0) & (theirs == _NONE)] = len(answers) + len(found)
        answers += [*found, NOTHING_SAID, self._values.wrong("no-day")]
        codes[wrong] = len(answers) - 1

        def problems(row: int) -> tuple[Problem, ...]:
            value = born[born_codes[row]] if born_codes[row] >= 0 else None
            day = days[day_codes[row]] if day_codes is not None and day_codes[row] >= 0 else age.day
            return self._wrong_age(value, day, answers[int(codes[row])])

        return ReadAnswers(answers, codes, problems)

    def _wrong_age(self, born: object, day: object, read: GivenAnswer) -> tuple[Problem, ...]:
        age, fact = self.column.age, self.column.fills.fact
        assert age is not None
        first, last = day_of(born, age.born), day_of(day, age.order)
        if first is None:
            return self._values.wrong("no-day", value=_told(born), order=age.born).problems
        if last is None:
            return self._values.wrong("no-told-day", told=age.column, value=_told(day), order=age.order).problems
        if last < first:
            return self._values.wrong("born-after", value=_told(born), day=last.isoformat()).problems
        words = dict(read.problems[0].words)
        words = {
            "amount": f"{words['value']} {fact.unit}",
            **{name: words[name] for name in ("fact", "lowest", "highest")},
        }
        return self._values.wrong("turned-out-of-bounds", value=_told(born), **words).problems


def _told(value: object) -> str:
    return brief(value) if isinstance(value, str) else str(value)


def _digits(value: object, order: Any) -> int:
    day = day_of(value, order)
    return as_digits(day) if day else _NO_DAY


def _coded(answers: Sequence[GivenAnswer], codes: Codes) -> ReadAnswers:
    """The distinct answers, and which of them each person gave; the last is of those who have no value."""
    found: dict[int, int] = {}
    places = np.array([found.setdefault(id(one), len(found)) for one in answers])
    distinct = list({id(one): one for one in answers}.values())
    theirs = places[codes]  # -1 is the last
    return ReadAnswers(distinct, theirs, lambda row: distinct[int(theirs[row])].problems)


def _distinct(array: Values) -> tuple[Sequence[object], Codes]:
    """The distinct values of a column, and which of them each person has."""
    if isinstance(array, list):
        return distinct_objects(array)
    if is_list(array.type):
        return _distinct_lists(array)
    return distinct_values(array)


def _distinct_lists(array: Any) -> tuple[Sequence[object], Codes]:
    members = plainest(array.values)
    texts = (members.dictionary_decode() if pa.types.is_dictionary(members.type) else members).cast(pa.string())
    if pc.any(pc.match_substring(texts, _BETWEEN)).as_py():
        return distinct_objects(array.to_pylist())
    lists = pa.ListArray.from_arrays(array.offsets.cast(pa.int32()), texts.fill_null(""))
    joined = pc.binary_join(lists, _BETWEEN)
    joined = pc.if_else(pc.equal(pc.list_value_length(array), 0), pa.scalar(_BETWEEN * 2, joined.type), joined)
    joined = pc.if_else(array.is_null(), pa.scalar(None, joined.type), joined)
    values, codes = distinct_values(joined)
    return [[] if value == _BETWEEN * 2 else str(value).split(_BETWEEN) for value in values], codes


def can_be_read(kind: Any) -> bool:
    """Whether a column of this Arrow type can be translated: single values, and lists of text or whole numbers."""
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
        return can_be_read(kind.value_type)
    if is_list(kind):
        bare = kind.value_type.value_type if pa.types.is_dictionary(kind.value_type) else kind.value_type
        return is_text(bare) or bool(pa.types.is_integer(bare) or pa.types.is_null(bare))
    days = pa.types.is_date(kind) or pa.types.is_timestamp(kind)
    single = is_text(kind) or is_number(kind) or pa.types.is_boolean(kind) or pa.types.is_decimal(kind)
    return bool(days or single or pa.types.is_null(kind))
