"""A population from its file to another one, or from a frame to a table: the whole way, in one place."""

import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from sluimer.case import CaseReader
from sluimer.engines.planes import Planes
from sluimer.files.replace import private_in_place, put_text
from sluimer.knowledge.vocabulary import Vocabulary
from sluimer.meaning.advice import KnowledgeName
from sluimer.messages import PopulationError, Position, Problem, shown
from sluimer.population.batch import WHY
from sluimer.population.choice import OnBadRow, ScreeningChoice
from sluimer.population.parts import RunOrigin, RunParts, kept_until_the_end
from sluimer.population.read import FileFormat, PersonSource, format_of, from_frame, opened
from sluimer.population.reasons import Consult, ExplainedPerson, explained
from sluimer.population.report import PopulationCount, PopulationReport
from sluimer.population.run import ResultOutput, RunSoFar, Screener, Tell, run
from sluimer.population.write import json_line, writing

KNOWLEDGE_KEY = "sluimer"
"""The key in the metadata of a file under which it stands which knowledge its results come from."""
_WITHOUT_METADATA = (FileFormat.CSV, FileFormat.JSON_LINES)


@dataclass(frozen=True, slots=True)
class PopulationRules:
    """A knowledge base as a population is advised by it."""

    name: KnowledgeName
    vocabulary: Vocabulary
    reader: CaseReader
    planes: Planes

    def screener(self, source: PersonSource, choice: ScreeningChoice) -> Screener:
        """What advises the persons of a source; raises PopulationError for columns that cannot be used."""
        return Screener(self.planes, self.vocabulary, self.reader, source, choice)

    def metadata(self) -> dict[str, str]:
        """What a file says of where its results come from."""
        return {KNOWLEDGE_KEY: json.dumps(self.name.as_dict(), sort_keys=True)}


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
    source = from_frame(frame)
    screener = rules.screener(source, choice)
    records: list[Any] = []
    apart: list[Any] = []
    so_far = RunSoFar(PopulationCount(rules.planes, source.file), screener.sample())
    report = run(screener, rules.name, ResultOutput(records.append, apart.append), lambda _: None, so_far)
    reasons = explained(so_far.sample.persons, consult, source.file)
    schema = screener.schema.with_metadata(rules.metadata())
    table = pa.Table.from_batches(records, screener.schema).cast(schema)
    apart_table = pa.Table.from_batches(apart, _with_why(source.schema))
    return Screening(table, _with_reasons(report, reasons), apart_table, reasons)


def screen_file(
    rules: PopulationRules,
    path: Path,
    out: Path,
    choice: ScreeningChoice,
    consult: Consult,
    language: str = "",
    tell: Tell = lambda _: None,
) -> PopulationReport:
    """Advise the persons of a file, and write the results in another one. Raises PopulationError and OSError.

    Rows that are set apart stand in a file beside it, and so do whole reasons, in this language; and, for CSV and JSON,
    which knowledge was used.
    """
    with opened(path) as source, ExitStack() as places:
        _never_over(path, (out, beside(out, path), reasons_beside(out)))
        screener = rules.screener(source, choice)
        files = _ResultFiles(out, beside(out, path), screener.schema.with_metadata(rules.metadata()), source, choice)
        so_far = RunSoFar(PopulationCount(rules.planes, source.file), screener.sample())
        if choice.resume:
            places.enter_context(kept_until_the_end(parts_beside(out)))
            origin = RunOrigin.of(path, rules.name.as_dict(), choice)
            parts = RunParts(parts_beside(out), origin, so_far, (screener.schema, _with_why(source.schema)))
            report = run(screener, rules.name, parts.output, tell, so_far)
            parts.pour(files.opened(places))
        else:
            report = run(screener, rules.name, files.opened(places), tell, so_far)
        if choice.explain:
            reasons = explained(so_far.sample.persons, consult, source.file)
            stream = places.enter_context(private_in_place(reasons_beside(out)))
            stream.writelines(json_line(one.as_dict(language)) for one in reasons)
            report = _with_reasons(report, reasons)
        if format_of(out) in _WITHOUT_METADATA:
            put_text(out.parent, f"{out.name}.json", json.dumps(rules.name.as_dict(), indent=2) + "\n")
    return report


@dataclass(frozen=True, slots=True)
class _ResultFiles:
    """Where results go, and the rows that are set apart where they may be."""

    out: Path
    apart: Path
    schema: Any
    source: PersonSource
    choice: ScreeningChoice

    def opened(self, places: ExitStack) -> ResultOutput:
        """Them to write in; they take their places once all ends well."""
        write = places.enter_context(writing(self.out, self.schema))
        if self.choice.on_bad_row is not OnBadRow.QUARANTINE:
            return ResultOutput(write, lambda _: None)
        return ResultOutput(write, places.enter_context(writing(self.apart, _with_why(self.source.schema))))


def _with_reasons(report: PopulationReport, reasons: Iterable[ExplainedPerson]) -> PopulationReport:
    return replace(report, explained=tuple(one.row for one in reasons))


def rows_of(path: Path) -> int | None:
    """How many rows a file has, where it says so. Raises as `opened` does."""
    with opened(path) as source:
        return source.rows


def beside(out: Path, path: Path) -> Path:
    """Where rows that are set apart go: beside the results, in the format in which they came.

    >>> beside(Path("advice.parquet"), Path("persons.csv")).name
    'advice.bad.csv'
    """
    return out.with_name(f"{out.stem}.bad{path.suffix}")


def reasons_beside(out: Path) -> Path:
    """Where whole reasons go: beside the results, as lines of JSON."""
    return out.with_name(f"{out.stem}.reasons.jsonl")


def parts_beside(out: Path) -> Path:
    """The folder with what a run that can go on has done."""
    return out.with_name(f"{out.name}.parts")


def _with_why(schema: Any) -> Any:
    return schema.append(pa.field(WHY, pa.string())) if schema is not None else None


def _never_over(path: Path, others: Iterable[Path]) -> None:
    """A slip of the hand must not put results in place of answers."""
    if any(each.exists() and each.samefile(path) for each in others):
        raise PopulationError((Problem("population-same-file", Position(shown(path)), (("name", shown(path)),)),))
