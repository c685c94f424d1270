"""A population from its file to another one, or from a frame to a table: the whole way, in one place."""

import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from sluimer.case import CaseReader
from sluimer.engines.planes import Planes, make_planes
from sluimer.files.replace import private_in_place, put_text
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Vocabulary
from sluimer.meaning.advice import KnowledgeName
from sluimer.meaning.net import Net
from sluimer.messages import PopulationError, Position, Problem, shown
from sluimer.population.batch import WHY
from sluimer.population.choice import OnBadRow, ScreeningChoice
from sluimer.population.cohort import CohortQuestion, GroupWatcher, read_question
from sluimer.population.mapping.use import as_facts
from sluimer.population.parts import RunOrigin, RunParts, kept_until_the_end
from sluimer.population.read import FileFormat, PersonSource, format_of, from_frame, opened
from sluimer.population.reasons import Consult, ExplainedPerson, explained
from sluimer.population.report import PopulationReport
from sluimer.population.run import Beside, ResultOutput, RunSoFar, Screener, Tell, run
from sluimer.population.write import json_line, writing

KNOWLEDGE_KEY = "sluimer"
"""The key in the metadata of a file under which it stands which knowledge its results come from."""
_WITHOUT_METADATA = (FileFormat.CSV, FileFormat.JSON_LINES)


@dataclass(frozen=True, slots=True)
class PopulationRules:
    """A knowledge base as a population is advised by it."""

    name: KnowledgeName
    knowledge: Knowledge
    vocabulary: Vocabulary
    reader: CaseReader
    planes: Planes

    @classmethod
    def of(cls, knowledge: Knowledge, net: Net) -> "PopulationRules":
        """The rules of some knowledge, whose net this is."""
        vocabulary = knowledge.vocabulary
        return cls(KnowledgeName.of(knowledge), knowledge, vocabulary, CaseReader(vocabulary), make_planes(net))

    def screener(
        self, source: PersonSource, choice: ScreeningChoice, written: bool = True, consult: Consult | None = None
    ) -> Screener:
        """What advises the persons of a source; raises PopulationError for columns that cannot be used."""
        question = read_question(choice, self.knowledge, self.planes.net)
        net = question.within(self.planes.net)
        planes = self.planes if net is self.planes.net else self.compiled(net)
        beside = self.beside(question, planes, source)
        return Screener(planes, self.vocabulary, self.reader, source, choice, beside, written, consult)

    def compiled(self, net: Net) -> Planes:
        """The planes of the net in which a question is asked too."""
        return make_planes(net)

    def beside(self, question: CohortQuestion, planes: Planes, source: PersonSource) -> Beside:
        """What is asked beside the advice: counts by group, where the question has groups."""
        return Beside(question, (GroupWatcher(question, planes, source.file),) if question.groupings else ())

    def origin(self, source: PersonSource | None = None) -> dict[str, object]:
        """Where results come from, as plain data: the knowledge, and the mapping where there is one."""
        mapping = source.mapping if source else None
        return {**self.name.as_dict(), **({"mapping": mapping} if mapping else {})}

    def metadata(self, source: PersonSource | None = None) -> dict[str, str]:
        """What a file says of where its results come from."""
        return {KNOWLEDGE_KEY: json.dumps(self.origin(source), sort_keys=True)}


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
    source, choice = as_facts(from_frame(frame), choice, rules.vocabulary, rules.reader)
    screener = rules.screener(source, choice, consult=consult)
    records: list[Any] = []
    apart: list[Any] = []
    so_far = screener.so_far()
    report = run(screener, rules.name, ResultOutput(records.append, apart.append), lambda _: None, so_far)
    reasons = explained(so_far.sample.persons, consult, source.file)
    schema = screener.schema.with_metadata(rules.metadata(source))
    table = pa.Table.from_batches(records, screener.schema).cast(schema)
    apart_table = pa.Table.from_batches(apart, _with_why(source.schema))
    return Screening(table, _with_reasons(report, reasons), apart_table, reasons)


def advise_file(
    rules: PopulationRules,
    path: Path,
    out: Path | None,
    choice: ScreeningChoice,
    consult: Consult,
    language: str = "",
    tell: Tell = lambda _: None,
) -> PopulationReport:
    """Advise the persons of a file, and write the results in another one, if any. Raises PopulationError and OSError.

    Rows that are set apart stand in a file beside it, and so do whole reasons, in this language; and, for CSV and JSON,
    which knowledge and mapping were used.
    """
    if out is None:
        return _counted(rules, path, replace(choice, columns=()), tell)
    with opened(path) as source, ExitStack() as places:
        for read in (path, choice.mapping):
            if isinstance(read, str | Path):
                _never_over(Path(read), (out, beside(out, path), reasons_beside(out)))
        source, choice = as_facts(source, choice, rules.vocabulary, rules.reader)
        screener = rules.screener(source, choice, consult=consult)
        made = _FileRun(rules, path, out, screener, screener.so_far(), places, tell)
        report = made.in_parts() if choice.resume else made.at_once()
        if choice.explain:
            report = made.with_reasons(report, consult, language)
        if format_of(out) in _WITHOUT_METADATA:
            put_text(out.parent, f"{out.name}.json", json.dumps(rules.origin(source), indent=2) + "\n")
    return report


def _counted(rules: PopulationRules, path: Path, choice: ScreeningChoice, tell: Tell) -> PopulationReport:
    nowhere = {
        "--on-bad-row quarantine": choice.on_bad_row is OnBadRow.QUARANTINE,
        "--explain": choice.explain,
        "--resume": choice.resume,
    }
    asked = [name for name in nowhere if nowhere[name]]
    if asked:
        code = "option-without-results"
        raise PopulationError(tuple(Problem(code, Position(name), (("name", name),)) for name in asked))
    with opened(path) as source:
        source, choice = as_facts(source, choice, rules.vocabulary, rules.reader)
        screener = rules.screener(source, choice, written=False)
        nothing = ResultOutput(lambda _: None, lambda _: None)
        return run(screener, rules.name, nothing, tell, screener.so_far())


@dataclass(frozen=True, slots=True)
class _FileRun:
    """One run from a file to another; what it opens takes its place once `places` ends well."""

    rules: PopulationRules
    path: Path
    out: Path
    screener: Screener
    so_far: RunSoFar
    places: ExitStack
    tell: Tell

    def at_once(self) -> PopulationReport:
        """Advise everybody."""
        return run(self.screener, self.rules.name, self._results(), self.tell, self.so_far)

    def in_parts(self) -> PopulationReport:
        """Advise who was not yet in an earlier run that was stopped; raises PopulationError for what has no parts."""
        if self.screener.beside.watchers or self.screener.source.mapping:
            raise PopulationError((Problem("resume-beside", Position("--resume")),))
        folder = parts_beside(self.out)
        self.places.enter_context(kept_until_the_end(folder))
        origin = RunOrigin.of(self.path, self.rules.name.as_dict(), self.screener.choice)
        schemas = self.screener.schema, _with_why(self.screener.source.schema)
        parts = RunParts(folder, origin, self.so_far, schemas)
        report = run(self.screener, self.rules.name, parts.output, self.tell, self.so_far)
        parts.pour(self._results())
        return report

    def with_reasons(self, report: PopulationReport, consult: Consult, language: str) -> PopulationReport:
        """Write the whole reasons of those who were drawn."""
        reasons = explained(self.so_far.sample.persons, consult, self.screener.source.file)
        stream = self.places.enter_context(private_in_place(reasons_beside(self.out)))
        stream.writelines(json_line(one.as_dict(language)) for one in reasons)
        return _with_reasons(report, reasons)

    def _results(self) -> ResultOutput:
        source = self.screener.source
        schema = self.screener.schema.with_metadata(self.rules.metadata(source))
        write = self.places.enter_context(writing(self.out, schema))
        if self.screener.choice.on_bad_row is not OnBadRow.QUARANTINE:
            return ResultOutput(write, lambda _: None)
        apart = beside(self.out, self.path)
        return ResultOutput(write, self.places.enter_context(writing(apart, _with_why(source.schema))))


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
