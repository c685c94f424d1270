"""A population from its file to another one, or from a frame to a table: the whole way, in one place."""

import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sluimer.case import CaseReader
from sluimer.engines.planes import Planes, make_planes
from sluimer.files.replace import put_text
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Vocabulary
from sluimer.meaning.advice import KnowledgeName
from sluimer.meaning.net import Net
from sluimer.messages import PopulationError, Position, Problem, shown
from sluimer.population.batch import WHY
from sluimer.population.choice import OnBadRow, ScreeningChoice
from sluimer.population.cohort import CohortQuestion, GroupWatcher, read_question
from sluimer.population.mapping.use import as_facts
from sluimer.population.read import FileFormat, PersonSource, format_of, from_frame, opened
from sluimer.population.report import PopulationReport
from sluimer.population.run import Beside, ResultOutput, Screener, Tell, run
from sluimer.population.write import writing

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

    def screener(self, source: PersonSource, choice: ScreeningChoice, written: bool = True) -> Screener:
        """What advises the persons of a source; raises PopulationError for columns that cannot be used."""
        question = read_question(choice, self.knowledge, self.planes.net)
        net = question.within(self.planes.net)
        planes = self.planes if net is self.planes.net else self.compiled(net)
        beside = self.beside(question, planes, source)
        return Screener(planes, self.vocabulary, self.reader, source, choice, beside, written)

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
    """What came of a frame: a table of pyarrow with a row a person, the report, and the rows that were set apart."""

    table: Any
    report: PopulationReport
    bad: Any

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table, for whatever reads Arrow: Polars, pandas, DuckDB."""
        return self.table.__arrow_c_stream__(requested_schema)


def screen_frame(rules: PopulationRules, frame: object, choice: ScreeningChoice) -> Screening:
    """Advise the persons of a frame. Raises PopulationError, and TypeError for what has no Arrow stream."""
    source, choice = as_facts(from_frame(frame), choice, rules.vocabulary, rules.reader)
    screener = rules.screener(source, choice)
    records: list[Any] = []
    apart: list[Any] = []
    report = run(screener, rules.name, ResultOutput(records.append, apart.append), lambda _: None)
    schema = screener.schema.with_metadata(rules.metadata(source))
    table = pa.Table.from_batches(records, screener.schema).cast(schema)
    return Screening(table, report, pa.Table.from_batches(apart, _with_why(source.schema)))


def advise_file(
    rules: PopulationRules, path: Path, out: Path | None, choice: ScreeningChoice, tell: Tell = lambda _: None
) -> PopulationReport:
    """Advise the persons of a file, and write the results in another one, if any. Raises PopulationError and OSError.

    Rows that are set apart stand in a file beside it; so does, for CSV and JSON, which knowledge and mapping were used.
    """
    return _counted(rules, path, choice, tell) if out is None else _written(rules, path, out, choice, tell)


def _counted(rules: PopulationRules, path: Path, choice: ScreeningChoice, tell: Tell) -> PopulationReport:
    if choice.on_bad_row is OnBadRow.QUARANTINE:
        raise PopulationError((Problem("quarantine-without-results", Position("--on-bad-row")),))
    with opened(path) as source:
        source, choice = as_facts(source, choice, rules.vocabulary, rules.reader)
        nothing = ResultOutput(lambda _: None, lambda _: None)
        return run(rules.screener(source, choice, written=False), rules.name, nothing, tell)


def _written(rules: PopulationRules, path: Path, out: Path, choice: ScreeningChoice, tell: Tell) -> PopulationReport:
    form = format_of(out)
    with opened(path) as source, ExitStack() as places:
        for read in (path, choice.mapping):
            if isinstance(read, str | Path):
                _never_over(Path(read), (out, beside(out, path)))
        source, choice = as_facts(source, choice, rules.vocabulary, rules.reader)
        screener = rules.screener(source, choice)
        write = places.enter_context(writing(out, screener.schema.with_metadata(rules.metadata(source))))
        set_apart = lambda _: None  # noqa: E731
        if choice.on_bad_row is OnBadRow.QUARANTINE:
            set_apart = places.enter_context(writing(beside(out, path), _with_why(source.schema)))
        report = run(screener, rules.name, ResultOutput(write, set_apart), tell)
        if form in _WITHOUT_METADATA:
            put_text(out.parent, f"{out.name}.json", json.dumps(rules.origin(source), indent=2) + "\n")
    return report


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


def _with_why(schema: Any) -> Any:
    return schema.append(pa.field(WHY, pa.string())) if schema is not None else None


def _never_over(path: Path, others: Iterable[Path]) -> None:
    """A slip of the hand must not put results in place of answers."""
    if any(each.exists() and each.samefile(path) for each in others):
        raise PopulationError((Problem("population-same-file", Position(shown(path)), (("name", shown(path)),)),))
