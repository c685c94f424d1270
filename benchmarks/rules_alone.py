"""The rules alone, from answers in memory to a code for the state of each item and the outcome: planes and others.

Every engine has one thread, is given the answers in the form that it likes best, and must say the same of everybody.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # before Polars is imported: on one core, as the planes are

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from duckdb_engine import query
from openfisca_engine import OpenFisca
from polars_engine import add_parts, codes_of

import sluimer
from sluimer.case import CaseReader
from sluimer.engines.planes import Wanted, make_planes
from sluimer.knowledge.vocabulary import Kind
from sluimer.meaning.net import OUTCOME, Net
from sluimer.population import ResultKind, ScreeningChoice
from sluimer.population.bits import Rows, everybody, nobody
from sluimer.population.reading.answers import AnswerReader
from sluimer.population.reading.source import from_frame
from sluimer.population.results.columns import result_columns
from sluimer.population.run import Screener, inputs_of

Codes = dict[str, Any]
"""For each choice the code of each person's label, from 1; Polars may have the label itself."""
SQL_TYPES = {Kind.YES_NO: "BOOLEAN", Kind.SET: "BOOLEAN", Kind.NUMBER: "DOUBLE"}


@dataclass(frozen=True, slots=True)
class Engine:
    """What is timed, and how its result is read as codes, which is not."""

    run: Callable[[], Any]
    codes: Callable[[Any], Codes] = lambda found: found


class RulesAlone:
    """The same persons for each engine; `table` has their ids, and a column for each slot."""

    def __init__(self, kb: sluimer.KnowledgeBase, table: Any) -> None:
        self._vocabulary = kb.knowledge.vocabulary
        self._net = kb.net
        self._results = [*(item.state for item in kb.net.items), OUTCOME]
        self._planes = make_planes(kb.net, Wanted((), self._results))
        self._slots = list(kb.net.slots)
        self._table = table
        facts = self._vocabulary.facts
        self._kinds = {slot: facts[slot.partition(".")[0]] for slot in self._slots}
        self._options = {
            slot: [option.id for option in fact.options]
            for slot, fact in self._kinds.items()
            if fact.kind is Kind.CHOICE
        }

    def engines(self) -> dict[str, Engine]:
        """Those that know of missing answers, each ready to run."""
        return {
            "planes": self.on_planes(self._table),
            "planes from columns": self.from_columns(),
            "Polars, labels as text": self.on_polars(as_text=True),
            "Polars, labels as codes": self.on_polars(as_text=False),
            "DuckDB SQL": self.on_duckdb(),
        }

    def two_valued(self) -> dict[str, Engine]:
        """OpenFisca, and planes beside it, for the same persons with an answer where they gave none."""
        full = _answered(self._table)
        return {"planes, all answered": self.on_planes(full), "OpenFisca, all answered": self.on_openfisca(full)}

    def on_planes(self, table: Any) -> Engine:
        """Planes of answers that are at hand, batch by batch."""
        source, screener = self._screener(table)
        reader = CaseReader(self._vocabulary)
        readers = [AnswerReader(column, reader, self._planes) for column in screener.layout.answers]
        batches = []
        for batch in source.batches(screener.layout, 0):
            read = [one.read(batch.values(one.column.name)) for one in readers]
            assert not any(one.bad.any() for one in read)
            batches.append((batch.count, inputs_of(self._planes, read, batch.count)))
        columns = result_columns(self._planes, self._vocabulary, [ResultKind.STATES])

        def advised(count: int, inputs: Rows) -> list[Any]:
            rows = self._planes.function(everybody(count), nobody(count), *inputs)
            return [column.make(rows, everybody(count), count) for column in columns]

        return Engine(lambda: [advised(*batch) for batch in batches], self._codes)

    def from_columns(self) -> Engine:
        """As `screen` does it in one thread: answers in Arrow, results in Arrow."""
        source, screener = self._screener(self._table)
        batches = [*source.batches(screener.layout, 0)]
        kept = len(screener.layout.keep)
        return Engine(lambda: [screener.screen(batch).record.columns[kept:] for batch in batches], self._codes)

    def on_polars(self, as_text: bool) -> Engine:
        """A lazy query, with common parts computed once; what is text becomes a code once the time was taken."""
        frame = pl.DataFrame(self._table.select(self._slots))
        frame = frame.with_columns(pl.col(slot).cast(pl.Enum(ids)) for slot, ids in self._options.items())

        def run() -> Any:
            return add_parts(frame.lazy(), self._net, as_text).select(self._results).collect()

        return Engine(run, lambda done: {name: done[name] for name in self._results})

    def on_duckdb(self) -> Engine:
        """A table in its memory, with choices as its enumerations."""
        connection = duckdb.connect(config={"threads": 1})
        connection.register("answers", self._table.select(self._slots))
        connection.execute(f"CREATE TABLE persons AS SELECT {', '.join(map(self._typed, self._slots))} FROM answers")
        text = query(self._net, "persons", self._results)
        return Engine(
            lambda: connection.sql(text).to_arrow_table(), lambda done: {name: done[name] for name in self._results}
        )

    def on_openfisca(self, table: Any) -> Engine:
        """Arrays of persons who answered everything, with choices by their code."""
        system = OpenFisca(self._net, self._options)
        arrays = {slot: self._array(slot, table[slot].combine_chunks()) for slot in self._slots}
        return Engine(lambda: system.run(arrays, self._results))

    def _screener(self, table: Any) -> tuple[Any, Screener]:
        source = from_frame(table)
        choice = ScreeningChoice(("id",))
        return source, Screener(self._planes, self._vocabulary, CaseReader(self._vocabulary), source, choice)

    def _codes(self, made: Sequence[Sequence[Any]]) -> Codes:
        """The outcome stands first in the results of planes; their codes begin at 0."""
        names = [OUTCOME, *self._results[:-1]]
        columns = [[column.indices.to_numpy() for column in columns] for columns in made]
        together = zip(names, zip(*columns, strict=True), strict=True)
        return {name: np.concatenate(parts) + np.int8(1) for name, parts in together}

    def _typed(self, slot: str) -> str:
        kind = self._kinds[slot].kind
        enum = (
            f"ENUM({', '.join(repr(one) for one in self._options[slot])})" if kind is Kind.CHOICE else SQL_TYPES[kind]
        )
        return f'"{slot}"::{enum} AS "{slot}"'

    def _array(self, slot: str, column: Any) -> npt.NDArray[Any]:
        if slot in self._options:
            column = pa.array([*map(self._options[slot].index, column.to_pylist())], pa.int32())
        return np.asarray(column.to_numpy(zero_copy_only=False))


def _answered(table: Any) -> Any:
    """The table with an answer where there is none: no, or the least that anybody said."""
    columns = {
        name: column if not column.null_count else column.fill_null(_filler(column))
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
    return pa.table(columns)


def _filler(column: Any) -> Any:
    return False if pa.types.is_boolean(column.type) else pc.min(column)


def disagreements(net: Net, told: Mapping[str, Codes]) -> list[str]:
    """Each part of which an engine says something else than the first."""
    codes, (first, *_) = codes_of(net), told.values()
    found = []
    for name, said in told.items():
        for part in first:
            column = said[part]
            if isinstance(column, pl.Series) and column.dtype == pl.String:
                column = column.replace_strict(codes[part])
            if len(column) != len(first[part]) or (np.asarray(column) != first[part]).any():
                found.append(f"{name}: {part}")
    return found
