"""From batches of answers to batches of results: read ahead, advised by several threads, and in the order they came."""

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Any, Protocol, TypeVar

import pyarrow as pa

from sluimer.case import CaseReader, Places
from sluimer.engines.planes import Planes
from sluimer.knowledge.vocabulary import Vocabulary, fact_of
from sluimer.meaning.advice import KnowledgeName
from sluimer.messages import PopulationError, Position, Problem
from sluimer.population.bits import Bits, Rows, anybody, bitmap, everybody, is_among, nobody, places_in, those_at
from sluimer.population.choice import OnBadRow, ResultKind, ScreeningChoice
from sluimer.population.cohort.question import CohortQuestion, who_is_meant
from sluimer.population.reading.answers import AnswerReader, ColumnAnswers
from sluimer.population.reading.batch import PersonBatch
from sluimer.population.reading.columns import Layout, layout_of
from sluimer.population.reading.source import PersonSource
from sluimer.population.reasons import BatchAnswers, Consult, ReasonsSample
from sluimer.population.report.count import Counts, PopulationCount
from sluimer.population.report.model import PopulationReport
from sluimer.population.results.columns import result_columns

T = TypeVar("T")
_NAMES = pa.list_(pa.string())
Tell = Callable[[int], None]
"""Is told how many rows are done."""


@dataclass(frozen=True, slots=True)
class ScreenedBatch:
    """What was found of the persons of a batch; `record` is the result, None once nothing will be written.

    Of the `good` rows, which can be read, those of `meant` are asked about; of `unsure` that is not known. A column is
    `called` something where it comes from, and there is what each watcher has `seen`.
    """

    batch: PersonBatch
    rows: Rows
    good: Bits
    meant: Bits
    unsure: Bits
    columns: Mapping[str, ColumnAnswers]
    record: Any
    seen: Sequence[Any]
    called: Callable[[str], str]

    def count_in(self, tally: PopulationCount) -> None:
        """Add its persons to what was counted of others."""
        tally.count(self.rows, self.good, self.batch.count, self.meant, self.unsure)
        tally.silence(self.columns, self.meant)
        for name, answers in self.columns.items():
            tally.name_unplaced(self.called(name), answers.unplaced(self.meant))

    def note_bad(self, tally: PopulationCount, row_name: Callable[[int], object]) -> dict[int, list[str]]:
        """Count its bad rows, called so; what is wrong with each of them, by its place in the batch."""
        found: dict[int, list[str]] = {}

        def note(column: str, place: int, problems: Sequence[Problem]) -> None:
            name = self.called(column)
            for problem in problems:
                tally.bad_answer(name, row_name(place), problem)
                said = problem.message()
                said = said if name == column or f"`{name}`" in said else f"{name}: {said}"
                found.setdefault(place, []).append(said)

        for place, problem in self.batch.broken.items():
            note("", place, [problem])
        for column, answers in self.columns.items():
            for place in places_in(answers.bad):
                note(column, place, answers.problems(place))
        return dict(sorted(found.items()))


class Watcher(Protocol):
    """Looks at the persons of each batch who are meant, and adds up what it sees of them.

    `fields` are those of the columns of Arrow in which it says something of each of them.
    """

    fields: Sequence[Any]

    def see(self, rows: Rows, meant: Bits, batch: PersonBatch) -> Any:
        """What it sees of a batch; threads may ask it of several at once."""

    def made(self, seen: Any, good: Bits, count: int) -> Sequence[Any]:
        """Its columns for a batch of so many persons, with null for who is not good."""

    def add(self, seen: Any) -> None:
        """Add what it saw, batch after batch in their order."""

    def told_in(self, report: PopulationReport) -> PopulationReport:
        """The report with all that it saw, where that has a place in it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is asked of persons beside their advice: who is meant, and who watches."""

    question: CohortQuestion = field(default_factory=CohortQuestion)
    watchers: Sequence[Watcher] = ()


class Screener:
    """Advises the persons of one source with one knowledge base; threads may share it.

    Where nothing is `written`, no results are made.
    """

    def __init__(
        self,
        planes: Planes,
        vocabulary: Vocabulary,
        reader: CaseReader,
        source: PersonSource,
        choice: ScreeningChoice,
        beside: Beside = Beside(),
        written: bool = True,
        consult: Consult | None = None,
    ) -> None:
        self.source = source
        self.choice = choice
        self.planes = planes
        self.beside = beside
        self._written = written
        self._consult = consult
        self._asks = ResultKind.QUESTIONS in choice.columns
        if self._asks and consult is None:
            raise PopulationError((Problem("questions-one-by-one", Position("columns")),))
        self._results = result_columns(planes, vocabulary, choice.columns)
        some = choice.on_bad_row is OnBadRow.NULL  # who has no result
        fields = [pa.field(column.name, column.type, some or not column.of_all) for column in self._results]
        fields += [pa.field(ResultKind.QUESTIONS.value, _NAMES)] if self._asks else []
        fields += [one for watcher in beside.watchers for one in watcher.fields]
        self.layout = _layout(source, vocabulary, choice, {one.name for one in fields})
        self._readers = tuple(AnswerReader(column, reader, planes) for column in self.layout.answers)
        self.schema = pa.schema([*source.kept(self.layout.keep), *fields])

    @property
    def never_asked(self) -> tuple[str, ...]:
        """The slots of the net that no column fills."""
        filled = {name for column in self.layout.answers for name in column.slots}
        return tuple(dict.fromkeys(fact_of(name) for name in self.planes.slots if name not in filled))

    def screen(self, batch: PersonBatch, writing: bool = True) -> ScreenedBatch:
        """What is found of the persons of a batch; without `writing` only what is wrong with it may matter."""
        columns = {reader.column.name: self._read(reader, batch) for reader in self._readers}
        inputs = inputs_of(self.planes, columns.values(), batch.count)
        rows = self.planes.function(everybody(batch.count), nobody(batch.count), *inputs)
        bad = reduce(or_, (answers.bad for answers in columns.values()), those_at(batch.broken, batch.count))
        good = everybody(batch.count) ^ bad if anybody(bad) else everybody(batch.count)
        meant, unsure = who_is_meant(self.planes, self.beside.question, rows, good)
        wanted = self._written and (self.choice.on_bad_row is not OnBadRow.FAIL or (writing and not anybody(bad)))
        seen = [watcher.see(rows, meant, batch) for watcher in self.beside.watchers]
        made = zip(self.beside.watchers, seen, strict=True) if wanted else ()
        more = [one for watcher, each in made for one in watcher.made(each, good, batch.count)]
        record = self._record(batch, rows, good, meant, more) if wanted else None
        return ScreenedBatch(batch, rows, good, meant, unsure, columns, record, seen, self.source.called)

    @property
    def _all_rows(self) -> bool:
        """Whether every row has its place among the results."""
        return self.beside.question.where is None and self.choice.on_bad_row is not OnBadRow.QUARANTINE

    def _read(self, reader: AnswerReader, batch: PersonBatch) -> ColumnAnswers:
        name = reader.column.name
        try:
            return reader.read(batch.values(name))
        except (pa.ArrowException, UnicodeDecodeError) as error:
            called = self.source.called(name)
            place = Places(self.source.file).of(called)
            raise PopulationError((Problem("column-unreadable", place, (("column", called),)),)) from error

    def _questions(self, batch: PersonBatch, meant: Bits) -> Any:
        """What to ask each person, the most important first; each is consulted, as planes do not wait."""
        assert self._consult is not None
        said = BatchAnswers(self._readers, (), batch)
        asked = [
            self._consult(said.case(place)).advice.questions if is_among(meant, place) else None
            for place in range(batch.count)
        ]
        return pa.array(asked, _NAMES)

    def so_far(self) -> "RunSoFar":
        """Nobody counted, and nobody drawn yet."""
        tally = PopulationCount(self.planes, self.source.file)
        return RunSoFar(tally, ReasonsSample(self.planes, self._readers, self.layout.keep, self.choice.explain))

    def _record(self, batch: PersonBatch, rows: Rows, good: Bits, meant: Bits, more: Sequence[Any]) -> Any:
        made = [column.make(rows, good, batch.count) for column in self._results]
        made += [self._questions(batch, meant)] if self._asks else []
        record = pa.RecordBatch.from_arrays([*batch.kept(self.layout.keep), *made, *more], schema=self.schema)
        if self._all_rows or not anybody(meant ^ everybody(batch.count)):
            return record
        return record.filter(pa.Array.from_buffers(pa.bool_(), batch.count, [None, bitmap(meant)]))


def inputs_of(planes: Planes, columns: Iterable[ColumnAnswers], count: int) -> Rows:
    """Who goes in at which input of the net, of so many persons whose answers are in these columns."""
    inputs = [nobody(count)] * len(planes.inputs)
    for answers in columns:
        for place, bits in answers.inputs.items():
            inputs[place] = inputs[place] | bits
    return inputs


def _layout(source: PersonSource, vocabulary: Vocabulary, choice: ScreeningChoice, results: Collection[str]) -> Layout:
    names = source.names
    if names is None:  # of JSON each line may have names of its own, of facts and of what is kept
        names = [*dict.fromkeys((*vocabulary.facts, *choice.keep))]
    return layout_of(names, source.types, vocabulary, choice.keep, results, source.file)


@dataclass(frozen=True, slots=True)
class ResultOutput:
    """Where results go, and the rows that are set apart; it is told when all of a batch was written."""

    write: Callable[[Any], None]
    set_apart: Callable[[Any], None]
    batch_done: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class RunSoFar:
    """What is known of the persons whose results are written: the counts, and who was drawn to be explained."""

    tally: PopulationCount
    sample: ReasonsSample

    def saved(self) -> dict[str, object]:
        """It as plain data."""
        return {"counts": self.tally.counts.as_dict(), "drawn": self.sample.saved()}

    def restore(self, saved: Mapping[str, Any], file: str) -> None:
        """Go on from what was saved, of a file that is called so now."""
        self.tally.counts.add(Counts.of_dict(saved["counts"], file))
        self.sample.restore(saved["drawn"])


def run(
    screener: Screener, name: KnowledgeName, output: ResultOutput, tell: Tell, so_far: RunSoFar
) -> PopulationReport:
    """Advise who was not yet; raises PopulationError where rows are bad and may not be, once all were looked at."""
    choice, tally, counts = screener.choice, so_far.tally, so_far.tally.counts
    before = counts.rows
    batches = (batch for batch in screener.source.batches(screener.layout, before) if batch.first > before)
    for screened in _in_order(lambda batch: screener.screen(batch, not counts.bad_rows), batches):
        screened.count_in(tally)
        so_far.sample.note(screened.batch, screened.rows, screened.meant)
        for watcher, seen in zip(screener.beside.watchers, screened.seen, strict=True):
            watcher.add(seen)
        whys = screened.note_bad(tally, screened.batch.first.__add__)
        if screened.record is not None and (choice.on_bad_row is not OnBadRow.FAIL or not counts.bad_rows):
            output.write(screened.record)
        if whys and choice.on_bad_row is OnBadRow.QUARANTINE:
            output.set_apart(screened.batch.apart([*whys], ["; ".join(said) for said in whys.values()]))
        output.batch_done()
        tell(counts.rows)
    if counts.bad_rows and choice.on_bad_row is OnBadRow.FAIL:
        raise PopulationError(tally.problems())
    report = tally.report(name, screener.never_asked, choice.on_bad_row, choice.where)
    report = replace(report, mapping=screener.source.mapping)
    for watcher in screener.beside.watchers:
        report = watcher.told_in(report)
    return report


def _in_order(work: Callable[[T], ScreenedBatch], batches: Iterator[T]) -> Iterator[ScreenedBatch]:
    """What comes of each batch, in their order: a few are under way at once, and one is read meanwhile."""
    workers = os.cpu_count() or 1
    waiting: deque[Future[ScreenedBatch]] = deque()
    with ThreadPoolExecutor(workers) as pool, ThreadPoolExecutor(1) as ahead:
        try:
            following = ahead.submit(next, batches, None)
            while (batch := following.result()) is not None:
                following = ahead.submit(next, batches, None)
                waiting.append(pool.submit(work, batch))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()
