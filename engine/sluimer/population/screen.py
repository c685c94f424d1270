"""A population from a frame to a table, in memory."""

from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from sluimer.population.choice import ScreeningChoice
from sluimer.population.reading.batch import with_why
from sluimer.population.reading.source import from_frame
from sluimer.population.reasons import Consult, ExplainedPerson, explained
from sluimer.population.report.model import PopulationReport
from sluimer.population.rules import PopulationRules
from sluimer.population.run import ResultOutput, run


@dataclass(frozen=True, slots=True)
class Screening:
    """What came of a frame: a table of pyarrow with a row a person, the report, rows set apart, and some reasons."""

    table: Any
    report: PopulationReport
    bad: Any
    reasons: tuple[ExplainedPerson, ...] = ()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table, for whatever reads Arrow: Polars, pandas, DuckDB."""
        return self.table.__arrow_c_stream__(requested_schema)


def screen_frame(rules: PopulationRules, frame: object, choice: ScreeningChoice, consult: Consult) -> Screening:
    """Advise the persons of a frame. Raises PopulationError, and TypeError for what has no Arrow stream."""
    screener = rules.screener(from_frame(frame), choice, consult=consult)
    source, so_far = screener.source, screener.so_far()
    records: list[Any] = []
    apart: list[Any] = []
    report = run(screener, rules.name, ResultOutput(records.append, apart.append), lambda _: None, so_far)
    reasons = explained(so_far.sample.persons, consult, source.file)
    told = replace(report, explained=tuple(one.row for one in reasons))
    schema = screener.schema.with_metadata(rules.metadata(source))
    table = pa.Table.from_batches(records, screener.schema).cast(schema)
    apart_table = pa.Table.from_batches(apart, with_why(source.schema))
    return Screening(table, told, apart_table, reasons)
