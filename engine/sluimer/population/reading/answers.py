"""One column of answers as bits: what each person said, who said nothing, and whose answer cannot be read.

Booleans are bits as they lie; numbers cost one comparison a threshold; of all else each distinct value is read once,
by what reads a case. So an answer means here what it means there, and what is refused there is refused here.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sluimer.case import CaseReader, GivenAnswer
from sluimer.engines.planes import Planes
from sluimer.knowledge.condition import Within
from sluimer.knowledge.vocabulary import slot
from sluimer.messages import Problem
from sluimer.population.bits import NOBODY, Bits, Bools, bits_of, bools_of, those_at, true_values, validity
from sluimer.population.reading.columns import PARTS_OF_SET, AnswerColumn, is_list, is_number
from sluimer.population.reading.memory import Memory, key_of
from sluimer.population.reading.plain_arrow import plainest
from sluimer.read.numbers import LARGEST_NUMBER

Codes = npt.NDArray[np.signedinteger[Any]]
"""For each person which of the distinct values it is; -1 for none."""
Values = Any
"""A column of a batch: an array of Arrow, a list of what stood in JSON, or answers that were read (ReadAnswers)."""

CountUnplaced = Callable[[Bits], Counter[str | None]]
"""Counts for these persons the names in their lists that fit no option, and under None how many persons have any."""

_MOST_REMEMBERED = 20_000
"""Distinct values of a column that are kept between batches."""
_FEW = 8
"""Values that are looked for one by one, which takes less than looking them up."""


@dataclass(frozen=True, slots=True)
class ColumnAnswers:
    """What one column says of the persons of a batch: who is in which input of the net, and how much is known of whom.

    `known` are those of whom all is known that the column can say; `problems` says what is wrong in a `bad` row.
    """

    inputs: Mapping[int, Bits] = field(default_factory=dict)
    known: Bits = field(default_factory=lambda: NOBODY)
    unknown: Bits = field(default_factory=lambda: NOBODY)
    declined: Bits = field(default_factory=lambda: NOBODY)
    bad: Bits = field(default_factory=lambda: NOBODY)
    problems: Callable[[int], tuple[Problem, ...]] = lambda _: ()
    unplaced: CountUnplaced = lambda _: Counter()


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """The distinct answers of a column as read elsewhere, which of them each person gave, and what is wrong."""

    answers: Sequence[GivenAnswer]
    codes: Codes
    problems: Callable[[int], tuple[Problem, ...]]
    unplaced: CountUnplaced = lambda _: Counter()

    def of(self, person: int) -> GivenAnswer | None:
        """The answer of one person; None for who was not asked."""
        code = int(self.codes[person])
        return None if code < 0 else self.answers[code]


class AnswerReader:
    """Reads one column, batch after batch; threads may share it, since it only remembers what it has read."""

    def __init__(self, column: AnswerColumn, reader: CaseReader, planes: Planes) -> None:
        self.column = column
        self._planes = planes
        self._memory = Memory(partial(reader.read_answer, column.fact), _MOST_REMEMBERED)
        self._tests = tuple((place, one.says) for place, one in enumerate(planes.inputs) if one.slot == column.name)

    def read(self, values: Values) -> ColumnAnswers:
        """What the column says of the persons of a batch."""
        if isinstance(values, ReadAnswers):
            return self._answered(values)
        if isinstance(values, list):
            return self._distinct(*distinct_objects(values))
        array = plainest(values)
        kind = array.type
        if pa.types.is_null(kind):
            return ColumnAnswers()
        if pa.types.is_boolean(kind):
            return self._bits(array)
        if is_number(kind):
            return self._numbers(array)
        if is_list(kind):
            return self._members(array)
        if pa.types.is_struct(kind):
            return self._parts(array)
        return self._distinct(*distinct_values(array))

    def answer(self, value: object) -> GivenAnswer:
        """What one value of the column says."""
        return self._memory.of(value)

    def _bits(self, array: Any) -> ColumnAnswers:
        known = validity(array)
        true = true_values(array) & known
        return ColumnAnswers(self._inputs({self.column.name: (true, known ^ true)}), known)

    def _inputs(self, said: Mapping[str, tuple[Bits, Bits]]) -> dict[int, Bits]:
        """What goes into the net where of each of these slots these persons say yes, and these no."""
        found: dict[int, Bits] = {}
        for name, (yes, no) in said.items():
            for value, who in ((True, yes), (False, no)):
                for place in self._planes.places_for(name, value):
                    found[place] = found.get(place, NOBODY) | who
        return found

    def _numbers(self, array: Any) -> ColumnAnswers:
        data = np.frombuffer(array.buffers()[1], array.type.to_pandas_dtype())[array.offset :][: len(array)]
        numbers = data.astype(np.float64)
        fact, given = self.column.fact, validity(array)
        good = np.abs(numbers) < LARGEST_NUMBER  # false of what is no number too
        good &= _passed(numbers, fact.allowed)
        known = given & bits_of(good)
        inputs = {
            place: known if test is None else known & bits_of(_passed(numbers, test)) for place, test in self._tests
        }
        return ColumnAnswers(inputs, known, bad=given & ~known, problems=partial(self._wrong_number, array))

    def _wrong_number(self, array: Any, row: int) -> tuple[Problem, ...]:
        value = array[row].as_py()
        return self.answer(value if isfinite(value) else str(value)).problems

    def _distinct(self, values: Sequence[object], codes: Codes) -> ColumnAnswers:
        answers = [self.answer(value) for value in values]
        return self._answered(ReadAnswers(answers, codes, lambda row: answers[int(codes[row])].problems))

    def _answered(self, read: ReadAnswers) -> ColumnAnswers:
        answers, codes = read.answers, read.codes
        places: defaultdict[int, list[int]] = defaultdict(list)
        for number, answer in enumerate(answers):
            for name, value in answer.values.items() if not answer.problems else ():
                for place in self._planes.places_for(name, value):
                    places[place].append(number)
        whole = len(self.column.slots)
        return ColumnAnswers(
            {place: _among(codes, numbers) for place, numbers in places.items()},
            _where(codes, [len(answer.values) == whole and not answer.problems for answer in answers]),
            _where(codes, [answer.silent == "unknown" for answer in answers]),
            _where(codes, [answer.silent == "declined" for answer in answers]),
            _where(codes, [bool(answer.problems) for answer in answers]),
            read.problems,
            read.unplaced,
        )

    def _members(self, array: Any) -> ColumnAnswers:
        given = validity(array)
        named, bad = self._named(array)
        said = {name: (plane, given & ~plane) for name, plane in named.items()}
        problems = partial(self._wrong_value, array)
        return ColumnAnswers(self._inputs(said), given & ~bad, bad=bad, problems=problems)

    def _parts(self, array: Any) -> ColumnAnswers:
        given = validity(array)
        parts = {one.name: part for one, part in zip(array.type, map(plainest, array.flatten()), strict=True)}
        (yes, bad_yes), (no, bad_no) = (
            self._named(parts[name]) if name in parts else (dict.fromkeys(self.column.slots, NOBODY), NOBODY)
            for name in PARTS_OF_SET
        )
        bad, known = bad_yes | bad_no, given
        for name in self.column.slots:
            bad = bad | (yes[name] & no[name])
            known = known & (yes[name] | no[name])
        problems = partial(self._wrong_value, array)
        said = {name: (yes[name], no[name]) for name in self.column.slots}
        return ColumnAnswers(self._inputs(said), known & ~bad, bad=bad, problems=problems)

    def _wrong_value(self, array: Any, row: int) -> tuple[Problem, ...]:
        value = array[row].as_py()
        parts = {name: part for name, part in value.items() if part is not None} if isinstance(value, dict) else value
        return self.answer(parts).problems

    def _named(self, array: Any) -> tuple[dict[str, Bits], Bits]:
        """For each slot of a set whose list names it, and whose list names something else."""
        lengths = np.diff(array.offsets.to_numpy()) * bools_of(validity(array), len(array))
        persons = np.repeat(np.arange(len(array), dtype=np.int32), lengths)
        values, codes = distinct_values(plainest(array.flatten()))
        options = {option.id: place for place, option in enumerate(self.column.fact.options)}
        which = np.array([*(options.get(value, -1) if isinstance(value, str) else -1 for value in values), -1])[codes]
        known = which >= 0
        marked = np.zeros((len(options), len(array)), np.bool_)
        marked[which[known], persons[known]] = True
        named = {slot(self.column.fact.id, option): bits_of(marked[place]) for option, place in options.items()}
        return named, those_at(persons[~known], len(array))


def _passed(numbers: npt.NDArray[np.float64], test: Any) -> Bools:
    """Which numbers lie within these bounds."""
    assert isinstance(test, Within)
    passed = np.ones(len(numbers), np.bool_)
    for end, above in test.lower:
        passed &= numbers > end if above else numbers >= end
    for end, below in test.upper:
        passed &= numbers < end if below else numbers <= end
    return passed


def _among(codes: Codes, numbers: Sequence[int]) -> Bits:
    """Who has one of these values; numbers of values are from 0 up, and in their order."""
    if len(numbers) <= _FEW:
        found = codes == numbers[0]
        for number in numbers[1:]:
            found |= codes == number
        return bits_of(found)
    chosen = np.zeros(max(numbers) + 2, np.bool_)
    chosen[[*numbers]] = True
    return bits_of(chosen[np.minimum(codes, max(numbers) + 1)])


def _where(codes: Codes, true: Sequence[bool]) -> Bits:
    return _among(codes, [number for number, one in enumerate(true) if one]) if any(true) else NOBODY


def distinct_values(array: Any) -> tuple[Sequence[object], Codes]:
    """The distinct values of an Arrow array, and which of them each person has."""
    if pa.types.is_null(array.type):
        return (), np.full(len(array), -1)
    encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    signed = encoded.indices.cast(pa.int32())
    codes = (signed.fill_null(-1) if signed.null_count else signed).to_numpy()
    return encoded.dictionary.to_pylist(), codes


def distinct_objects(values: Sequence[object]) -> tuple[Sequence[object], Codes]:
    """The distinct values of a list of what stood in JSON, and which of them each person has."""
    found: dict[Hashable, tuple[int, object]] = {}
    codes = np.full(len(values), -1)
    for row, value in enumerate(values):
        if value is not None:
            codes[row] = found.setdefault(key_of(value), (len(found), value))[0]
    return [value for _, value in found.values()], codes
