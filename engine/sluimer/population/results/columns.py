"""What the net says of the persons of a batch, as columns: outcome and states by code, amounts, ranks, lists of ids."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sluimer.engines.planes import Planes
from sluimer.knowledge.rule import Strength
from sluimer.knowledge.vocabulary import SOONEST_FIRST, Vocabulary
from sluimer.meaning.model import State
from sluimer.meaning.net import OUTCOME, NetItem, rule_name
from sluimer.population.bits import Bools, Plane, Rows, bitmap, bytes_of, ones, two_bits
from sluimer.population.choice import ResultKind

Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """One column of the result: its name, its type, and how it is made for those of `count` persons who are `good`.

    `of_all` says whether each of them has a value.
    """

    name: str
    type: Any
    make: Callable[[Rows, Plane, int], Any]
    of_all: bool = False


_NOWHERE = np.iinfo(np.int64).max
LABEL = pa.dictionary(pa.int8(), pa.string())


def result_columns(planes: Planes, vocabulary: Vocabulary, kinds: Sequence[ResultKind]) -> tuple[ResultColumn, ...]:
    """The columns of these kinds, the outcome first."""
    maker = _ColumnMaker(planes, vocabulary)
    of_kind: Mapping[ResultKind, Callable[[], Iterator[ResultColumn]]] = {
        ResultKind.STATES: maker.states,
        ResultKind.RANGES: maker.ranges,
        ResultKind.RANKS: maker.ranks,
        ResultKind.FIRST: maker.first,
        ResultKind.REFERRALS: maker.referrals,
        ResultKind.RULES: maker.rules,
    }
    return (
        maker.labels(OUTCOME, OUTCOME),
        *(column for kind in ResultKind if kind in kinds and kind in of_kind for column in of_kind[kind]()),
    )


class _ColumnMaker:
    """Makes the columns of one net."""

    def __init__(self, planes: Planes, vocabulary: Vocabulary) -> None:
        self._places = planes.places
        self._net = planes.net
        self._vocabulary = vocabulary

    def states(self) -> Iterator[ResultColumn]:
        """A column for each item, by its id."""
        return (self.labels(item.id, item.state) for item in self._net.items)

    def ranges(self) -> Iterator[ResultColumn]:
        """The least, the most and the start of each item with a range, and the limit that a text tells."""
        for item in self._net.items:
            if item.bounds:
                for name in ("least", "most", "start"):
                    yield ResultColumn(f"{item.id}.{name}", pa.float64(), partial(self._end, item, name))
            if item.told_limit:
                yield ResultColumn(f"{item.id}.limit", pa.float64(), partial(self._end, item, "limit"))

    def ranks(self) -> Iterator[ResultColumn]:
        """The rank of each item that may have one, among the preferred items of its topic: 1 for the first."""
        for item in self._net.items:
            if item.strength:
                yield ResultColumn(f"{item.id}.rank", pa.int8(), partial(self._rank, item))

    def first(self) -> Iterator[ResultColumn]:
        """For each topic the given item that stands first in it."""
        for topic in self._vocabulary.topics.values():
            ids = pa.array([item.id for item in topic.items], pa.string())
            items = [one for one in self._net.items if one.topic == topic.id]
            yield ResultColumn(
                f"{topic.id}.first", pa.dictionary(pa.int16(), pa.string()), partial(self._first, ids, items)
            )

    def referrals(self) -> Iterator[ResultColumn]:
        """A list of the referrals that are given."""
        topics = self._vocabulary.topics
        items = [item for item in self._net.items if topics[item.topic].referral]
        yield self._list("referrals", [item.id for item in items], [self._given_place(item) for item in items])

    def rules(self) -> Iterator[ResultColumn]:
        """A list of the rules that fired."""
        places = [dict(self._places[rule_name(rule)])[True] for rule in self._net.rules]
        yield self._list("rules", self._net.rules, places)

    def labels(self, column: str, name: str) -> ResultColumn:
        """What a choice says of each person, as codes of its labels."""
        labels = pa.array([str(label) for label, _ in self._places[name]], pa.string())
        return ResultColumn(
            column, LABEL, partial(labelled, labels, [place for _, place in self._places[name]]), of_all=True
        )

    def _end(self, item: NetItem, name: str, rows: Rows, good: Plane, count: int) -> Any:
        given = bytes_of(rows[self._given_place(item)] & good, count).astype(np.bool_)
        numbers = self._numbers(item.told_limit.name, rows, count) if item.told_limit and name == "limit" else None
        if numbers is None:
            assert item.bounds is not None
            numbers = self._numbers(getattr(item.bounds, name).name, rows, count)
            most = self._numbers(item.bounds.most.name, rows, count)
            most = np.fmin(most, self._numbers(item.bounds.limit.name, rows, count))  # one that is none cuts nothing
            numbers = numbers if name == "least" else most if name == "most" else np.minimum(numbers, most)
        return pa.array(numbers, mask=~given | np.isnan(numbers))

    def _numbers(self, name: str, rows: Rows, count: int) -> npt.NDArray[np.float64]:
        """The number that a bound says of each person; none is not a number."""
        found = np.full(count, np.nan)
        for number, place in self._places.get(name, ()):
            found[bytes_of(rows[place], count).astype(np.bool_)] = number
        return found

    def _rank(self, item: NetItem, rows: Rows, good: Plane, count: int) -> Any:
        mine = self._strength(item, rows, count)
        rivals = [other for other in self._net.items if other.topic == item.topic and other.strength]
        rank = 1 + sum((self._strength(other, rows, count) > mine).astype(np.int8) for other in rivals)
        return pa.array(np.asarray(rank, np.int8), mask=(mine < 0) | (bytes_of(good, count) == 0))

    def _first(self, ids: Any, items: Sequence[NetItem], rows: Rows, good: Plane, count: int) -> Any:
        """Of those that stand equally high the one that was declared first."""
        best, which = np.full(count, _NOWHERE), np.full(count, -1, np.int16)
        for place, item in enumerate(items):
            given = bytes_of(rows[self._given_place(item)] & good, count).astype(np.bool_)
            higher = given & ((height := self._height(item, rows, count)) < best)
            best, which = np.where(higher, height, best), np.where(higher, np.int16(place), which)
        return pa.DictionaryArray.from_arrays(pa.array(which, mask=which < 0), ids)

    def _height(self, item: NetItem, rows: Rows, count: int) -> npt.NDArray[np.int64]:
        """How high a given item stands, the lowest number first: by urgency, rank and whether it says what to do."""
        urgency = self._vocabulary.items[item.id].urgency
        acting = 0
        for rule in item.acting:
            acting |= rows[dict(self._places[rule_name(rule)])[True]]
        strength = self._strength(item, rows, count) if item.strength else np.full(count, -1)
        rank = np.where(strength < 0, 0, 1 + max(Strength) - strength)
        soon = SOONEST_FIRST.index(urgency) if urgency else len(SOONEST_FIRST)
        return np.asarray((soon * (2 + max(Strength)) + rank) * 2 + 1 - bytes_of(acting, count), np.int64)

    def _strength(self, item: NetItem, rows: Rows, count: int) -> npt.NDArray[np.int32]:
        """How strongly an item that is given is preferred; -1 where it is not."""
        assert item.strength is not None
        found = np.full(count, -1, np.int32)
        for label, place in self._places[item.strength.name]:
            found[bytes_of(rows[place] & rows[self._given_place(item)], count).astype(np.bool_)] = int(label)
        return found

    def _given_place(self, item: NetItem) -> int:
        return dict(self._places[item.state])[State.GIVEN]

    def _list(self, name: str, ids: Sequence[str], places: Sequence[int]) -> ResultColumn:
        return ResultColumn(
            name, pa.list_(pa.dictionary(pa.int16(), pa.string())), partial(listed_ids, ids, places), of_all=True
        )


def labelled(labels: Any, places: Sequence[int], rows: Rows, good: Plane, count: int) -> Any:
    """For each person the label whose plane it is in; None for who is not good."""
    codes = _codes([rows[place] for place in places], count)
    bits = None if good == ones(count) else bitmap(good, count)
    indices = pa.Array.from_buffers(pa.int8(), count, [bits, pa.py_buffer(codes)])
    return pa.DictionaryArray.from_arrays(indices, labels, safe=False)


def listed_ids(ids: Sequence[str], places: Sequence[int], rows: Rows, good: Plane, count: int) -> Any:
    """For each person a list of the ids whose plane it is in; None for who is not good."""
    marked: Bools = np.zeros((count, len(ids)), np.bool_)
    for column, place in enumerate(places):
        marked[:, column] = bytes_of(rows[place] & good, count)
    codes = np.nonzero(marked)[1].astype(np.int16)
    ends = np.zeros(count + 1, np.int32)
    np.cumsum(marked.sum(axis=1), out=ends[1:])
    values = pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(ids, pa.string()))
    mask = None if good == ones(count) else pa.array(bytes_of(good, count) == 0)
    return pa.ListArray.from_arrays(pa.array(ends), values, mask=mask)


def _codes(labels: Sequence[Plane], count: int) -> Codes:
    """For each person the place of the only label whose plane it is in; what is in none is the first."""
    bits = [0] * max(len(labels) - 1, 1).bit_length()
    for place, label in enumerate(labels):
        for bit in range(place.bit_length()):
            bits[bit] |= label if place >> bit & 1 else 0
    found: Codes = two_bits(bits[0], bits[1] if len(bits) > 1 else 0, count)
    for bit in range(2, len(bits)):
        found |= bytes_of(bits[bit], count) << np.uint8(bit)
    return found
