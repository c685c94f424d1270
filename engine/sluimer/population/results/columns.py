"""What the net says of the persons of a batch, as columns: outcome and states by code, amounts, ranks, lists of ids."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sluimer.engines.planes import Planes
from sluimer.knowledge.rule import Strength
from sluimer.knowledge.vocabulary import SOONEST_FIRST, Vocabulary
from sluimer.meaning.model import State
from sluimer.meaning.net import OUTCOME, Choice, NetItem, rule_name
from sluimer.population.bits import NOBODY, Bits, Bools, Rows, anybody, bitmap, bools_of, everybody, numbers_of
from sluimer.population.choice import ResultKind


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """One column of the result: its name, its type, and how it is made for those of `count` persons who are `good`.

    `of_all` says whether each of them has a value.
    """

    name: str
    type: Any
    make: Callable[[Rows, Bits, int], Any]
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
        self._digits = planes.digits
        self._labels = {part.name: part.labels for part in planes.net.parts if isinstance(part, Choice)}
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
        labels = pa.array(map(str, self._labels[name]), pa.string())
        return ResultColumn(column, LABEL, partial(labelled, labels, self._digits[name]), of_all=True)

    def _end(self, item: NetItem, name: str, rows: Rows, good: Bits, count: int) -> Any:
        given = bools_of(rows[self._given_place(item)] & good, count)
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
            found[bools_of(rows[place], count)] = number
        return found

    def _rank(self, item: NetItem, rows: Rows, good: Bits, count: int) -> Any:
        mine = self._strength(item, rows, count)
        rivals = [other for other in self._net.items if other.topic == item.topic and other.strength]
        rank = 1 + sum((self._strength(other, rows, count) > mine).astype(np.int8) for other in rivals)
        return pa.array(np.asarray(rank, np.int8), mask=(mine < 0) | ~bools_of(good, count))

    def _first(self, ids: Any, items: Sequence[NetItem], rows: Rows, good: Bits, count: int) -> Any:
        """Of those that stand equally high the one that was declared first."""
        best, which = np.full(count, _NOWHERE), np.full(count, -1, np.int16)
        for place, item in enumerate(items):
            given = bools_of(rows[self._given_place(item)] & good, count)
            higher = given & ((height := self._height(item, rows, count)) < best)
            best, which = np.where(higher, height, best), np.where(higher, np.int16(place), which)
        return pa.DictionaryArray.from_arrays(pa.array(which, mask=which < 0), ids)

    def _height(self, item: NetItem, rows: Rows, count: int) -> npt.NDArray[np.int64]:
        """How high a given item stands, the lowest number first: by urgency, rank and whether it says what to do."""
        urgency = self._vocabulary.items[item.id].urgency
        rules = (rows[dict(self._places[rule_name(rule)])[True]] for rule in item.acting)
        acting = reduce(np.bitwise_or, rules, NOBODY)
        strength = self._strength(item, rows, count) if item.strength else np.full(count, -1)
        rank = np.where(strength < 0, 0, 1 + max(Strength) - strength)
        soon = SOONEST_FIRST.index(urgency) if urgency else len(SOONEST_FIRST)
        return np.asarray((soon * (2 + max(Strength)) + rank) * 2 + 1 - bools_of(acting, count), np.int64)

    def _strength(self, item: NetItem, rows: Rows, count: int) -> npt.NDArray[np.int32]:
        """How strongly an item that is given is preferred; -1 where it is not."""
        assert item.strength is not None
        found = np.full(count, -1, np.int32)
        for label, place in self._places[item.strength.name]:
            found[bools_of(rows[place] & rows[self._given_place(item)], count)] = int(label)
        return found

    def _given_place(self, item: NetItem) -> int:
        return dict(self._places[item.state])[State.GIVEN]

    def _list(self, name: str, ids: Sequence[str], places: Sequence[int]) -> ResultColumn:
        return ResultColumn(
            name, pa.list_(pa.dictionary(pa.int16(), pa.string())), partial(listed_ids, ids, places), of_all=True
        )


def labelled(labels: Any, digits: Sequence[int], rows: Rows, good: Bits, count: int) -> Any:
    """For each person the label at the place that has these binary digits; None for who is not good."""
    codes = numbers_of([rows[place] for place in digits])
    return pa.DictionaryArray.from_buffers(LABEL, count, [_validity(good, count), codes], labels)


def listed_ids(ids: Sequence[str], places: Sequence[int], rows: Rows, good: Bits, count: int) -> Any:
    """For each person a list of the ids whose plane it is in; None for who is not good."""
    marked: Bools = np.zeros((count, len(ids)), np.bool_)
    for column, place in enumerate(places):
        marked[:, column] = bools_of(rows[place] & good, count)
    codes = np.nonzero(marked)[1].astype(np.int16)
    ends = np.zeros(count + 1, np.int32)
    np.cumsum(marked.sum(axis=1), out=ends[1:])
    values = pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(ids, pa.string()))
    mask = pa.array(~bools_of(good, count)) if _validity(good, count) else None
    return pa.ListArray.from_arrays(pa.array(ends), values, mask=mask)


def _validity(good: Bits, count: int) -> Any:
    """The bits of those who have a value, for Arrow; None where all have."""
    all_are = good is everybody(count) or not anybody(good ^ everybody(count))
    return None if all_are else bitmap(good)
