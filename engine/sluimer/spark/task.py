"""What a Python worker of Spark does with the persons of a task; it needs no Spark itself."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any, Final
from zlib import compress, decompress

import pyarrow as pa

from sluimer import __version__
from sluimer.knowledge.frozen import frozen
from sluimer.messages import PopulationError, Position, Problem
from sluimer.population import OnBadRow, ScreeningChoice
from sluimer.population.bits import anybody, everybody
from sluimer.population.reading.batch import PersonBatch
from sluimer.population.reading.columns import is_list
from sluimer.population.reading.source import FRAME, from_records
from sluimer.population.report.count import PopulationCount
from sluimer.population.rules import PopulationRules
from sluimer.population.run import ScreenedBatch

COUNTS: Final = "counts"
_REMEMBERED: Final = 4
"""Knowledge bases whose planes a worker holds from one task to the next."""


@dataclass(frozen=True, slots=True)
class Shipment:
    """What is sent to the workers: the knowledge, small, and what the columns of the frame are called."""

    rules: bytes
    names: tuple[str, ...]
    choice: ScreeningChoice
    version: str = __version__

    @classmethod
    def of(cls, rules: PopulationRules, names: Sequence[str], choice: ScreeningChoice) -> "Shipment":
        """These rules, packed without their texts and files, which no task needs."""
        bare = replace(rules.knowledge, rules=frozen({}), statements=frozen({}), files=frozen({}))
        return cls(compress(pickle.dumps(replace(rules, knowledge=bare))), tuple(names), choice)

    @property
    def unpacked(self) -> PopulationRules:
        """The rules, compiled once in a worker; raises PopulationError where it has another version of Sluimer."""
        if self.version != __version__:
            words = (("version", self.version), ("here", __version__))
            raise PopulationError((Problem("spark-other-version", Position(FRAME), words),))
        return _unpacked(self.rules)

    def screened(self, records: Iterator[Any]) -> Iterator[ScreenedBatch]:
        """What is found of the persons of a task; bad rows have no result."""
        first = next(records, None)
        if first is None:
            return
        named = (one.rename_columns(list(self.names)) for one in chain((first,), records))
        source = from_records(first.rename_columns(list(self.names)).schema, named)
        screener = self.unpacked.screener(source, self.choice)
        yield from map(screener.screen, screener.source.batches(screener.layout, 0))


@lru_cache(_REMEMBERED)
def _unpacked(rules: bytes) -> PopulationRules:
    found: PopulationRules = pickle.loads(decompress(rules))  # noqa: S301  # it is part of a pickle, and no safer
    return found


@dataclass(frozen=True, slots=True)
class ScreenTask:
    """From answers to results; `why` is the column that says what is wrong with a row, empty for none."""

    shipment: Shipment
    on_bad_row: OnBadRow
    why: str = ""

    def __call__(self, records: Iterator[Any]) -> Iterator[Any]:
        """Batches of results; where bad rows are not allowed a row with what is told of a batch, and then an error."""
        for screened in self.shipment.screened(records):
            batch = screened.batch
            tally = PopulationCount(self.shipment.unpacked.planes, FRAME)
            bad = anybody(screened.good ^ everybody(batch.count))
            whys = screened.note_bad(tally, row_name(batch, self.shipment.choice)) if bad and self.why else {}
            record = pa.RecordBatch.from_arrays([*map(_plain, screened.record.columns)], screened.record.schema.names)
            if whys and self.on_bad_row is OnBadRow.FAIL:
                tally.counts.rows, tally.counts.bad_rows = batch.count, len(whys)
                error = PopulationError(tally.problems("spark-bad-rows"))
                yield _with_column(record.slice(0, 1), self.why, pa.array([error.render()]))
                raise error  # where a condition of the query left out the row that tells it
            said = ["; ".join(whys[place]) if place in whys else None for place in range(batch.count)] if whys else None
            column = pa.array(said, pa.string()) if said else pa.nulls(batch.count, pa.string())
            yield _with_column(record, self.why, column) if self.why else record


@dataclass(frozen=True, slots=True)
class CountTask:
    """From answers to what is counted of all persons of a task, in one row."""

    shipment: Shipment

    def __call__(self, records: Iterator[Any]) -> Iterator[Any]:
        """One batch with one row, even where there is nobody."""
        tally = PopulationCount(self.shipment.unpacked.planes, FRAME)
        for screened in self.shipment.screened(records):
            screened.count_in(tally)
            screened.note_bad(tally, row_name(screened.batch, self.shipment.choice))
        yield pa.RecordBatch.from_arrays([pa.array([compress(pickle.dumps(tally.counts))])], [COUNTS])


def row_name(batch: PersonBatch, choice: ScreeningChoice) -> Callable[[int], object]:
    """What a row is called in messages: rows have no number on a cluster, so what is kept first names them."""
    if not choice.keep:
        return lambda _: None
    name = choice.keep[0]
    [values] = batch.kept([name])
    return lambda place: f"{name}={values[place].as_py() if values[place].is_valid else 'null'}"


def plain_type(kind: Any) -> Any:
    """An Arrow type as Spark has it: without codes."""
    if is_list(kind):
        return pa.list_(plain_type(kind.value_type))
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _plain(column: Any) -> Any:
    kind = plain_type(column.type)
    return column if kind.equals(column.type) else column.cast(kind)


def _with_column(record: Any, name: str, column: Any) -> Any:
    return pa.RecordBatch.from_arrays([*record.columns, column], [*record.schema.names, name])
