"""A population from one file to another one: what is written beside the results, and where a stopped run goes on."""

import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from sluimer.files.replace import private_in_place, put_text
from sluimer.messages import PopulationError, Position, Problem, shown
from sluimer.population.choice import OnBadRow, ScreeningChoice
from sluimer.population.parts import RunOrigin, RunParts, kept_until_the_end
from sluimer.population.reading.batch import with_why
from sluimer.population.reading.source import ENDINGS, FileFormat, format_of, opened
from sluimer.population.reasons import Consult, explained
from sluimer.population.report.model import PopulationReport
from sluimer.population.results.write import json_line, writing
from sluimer.population.rules import PopulationRules
from sluimer.population.run import ResultOutput, RunSoFar, Screener, Tell, run

_WITHOUT_METADATA = (FileFormat.CSV, FileFormat.JSON_LINES)


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
                _never_over(Path(read), (out, apart_beside(out, path), reasons_beside(out), origin_beside(out)))
        screener = rules.screener(source, choice, consult=consult)
        made = _FileRun(rules, path, out, screener, screener.so_far(), places, tell)
        report = made.in_parts() if choice.resume else made.at_once()
        if choice.explain:
            report = made.with_reasons(report, consult, language)
        if format_of(out) in _WITHOUT_METADATA:
            put_text(out.parent, origin_beside(out).name, json.dumps(rules.origin(screener.source), indent=2) + "\n")
    return report


def _counted(rules: PopulationRules, path: Path, choice: ScreeningChoice, tell: Tell) -> PopulationReport:
    """What would come of a file; raises PopulationError for what needs a place beside results."""
    needing_a_place = {
        "--on-bad-row quarantine": choice.on_bad_row is OnBadRow.QUARANTINE,
        "--explain": choice.explain,
        "--resume": choice.resume,
    }
    asked = [name for name, wanted in needing_a_place.items() if wanted]
    if asked:
        code = "option-without-results"
        raise PopulationError(tuple(Problem(code, Position(name), (("name", name),)) for name in asked))
    with opened(path) as source:
        screener = rules.screener(source, choice, written=False)
        nowhere = ResultOutput(lambda _: None, lambda _: None)
        return run(screener, rules.name, nowhere, tell, screener.so_far())


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
        if self.screener.beside.watchers:
            raise PopulationError((Problem("resume-beside", Position("--resume")),))
        folder = parts_beside(self.out)
        self.places.enter_context(kept_until_the_end(folder))
        origin = RunOrigin.of(self.path, self.rules.origin(self.screener.source), self.screener.choice)
        schemas = self.screener.schema, with_why(self.screener.source.schema)
        parts = RunParts(folder, origin, self.so_far, schemas)
        report = run(self.screener, self.rules.name, parts.output, self.tell, self.so_far)
        parts.pour(self._results())
        return report

    def with_reasons(self, report: PopulationReport, consult: Consult, language: str) -> PopulationReport:
        """Write the whole reasons of those who were drawn."""
        reasons = explained(self.so_far.sample.persons, consult, self.screener.source.file)
        stream = self.places.enter_context(private_in_place(reasons_beside(self.out)))
        stream.writelines(json_line(one.as_dict(language)) for one in reasons)
        return replace(report, explained=tuple(one.row for one in reasons))

    def _results(self) -> ResultOutput:
        source = self.screener.source
        schema = self.screener.schema.with_metadata(self.rules.metadata(source))
        write = self.places.enter_context(writing(self.out, schema))
        if self.screener.choice.on_bad_row is not OnBadRow.QUARANTINE:
            return ResultOutput(write, lambda _: None)
        apart = apart_beside(self.out, self.path)
        return ResultOutput(write, self.places.enter_context(writing(apart, with_why(source.schema))))


def rows_of(path: Path) -> int | None:
    """How many rows a file has, where it says so. Raises as `opened` does."""
    with opened(path) as source:
        return source.rows


def apart_beside(out: Path, path: Path) -> Path:
    """Where rows that are set apart go: beside the results, in the format in which they came.

    >>> apart_beside(Path("advice.parquet"), Path("persons.csv")).name
    'advice.bad.csv'
    """
    return out.with_name(f"{out.stem}.bad{path.suffix}")


def reasons_beside(out: Path) -> Path:
    """Where whole reasons go: beside the results, as lines of JSON."""
    return out.with_name(f"{out.stem}.reasons.jsonl")


def earlier_beside(out: Path, path: Path, choice: ScreeningChoice) -> tuple[Path, ...]:
    """The files beside results that an earlier run wrote, and one that was asked this does not."""
    written = [apart_beside(out, path)] if choice.on_bad_row is OnBadRow.QUARANTINE else []
    written += [reasons_beside(out)] if choice.explain else []
    known = [*(apart_beside(out, Path(f"persons{ending}")) for ending in ENDINGS), reasons_beside(out)]
    return tuple(one for one in known if one not in (*written, path) and one.exists())


def origin_beside(out: Path) -> Path:
    """Where it stands which knowledge results come from, for a format that has no room for that."""
    return out.with_name(f"{out.name}.json")


def parts_beside(out: Path) -> Path:
    """The folder with what a run that can go on has done."""
    return out.with_name(f"{out.name}.parts")


def _never_over(path: Path, others: Iterable[Path]) -> None:
    """A slip of the hand must not put results in place of answers."""
    if any(each.exists() and each.samefile(path) for each in others):
        raise PopulationError((Problem("population-same-file", Position(shown(path)), (("name", shown(path)),)),))
