"""`sluimer screen`: a whole population from a file, its advice in another one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sluimer.commands.knowledge import KnowledgeChoice, Session
from sluimer.commands.options import AsJson, Lang
from sluimer.commands.output import standard_error, standard_output
from sluimer.commands.parameters import CommandOption, Mistake, Operand, WholeNumber
from sluimer.commands.progress import progress
from sluimer.commands.versions import version_folder
from sluimer.messages import listed, nearest, shown
from sluimer.population import MOST_EXPLAINED, OnBadRow, ResultKind, ScreeningChoice, needs_arrow
from sluimer.tell.outline import Outline, parted
from sluimer.tell.speaker import Speaker

if TYPE_CHECKING:
    from sluimer.population.report.model import PopulationReport
    from sluimer.population.report.tell import WrittenFiles
    from sluimer.population.rules import PopulationRules

PersonsFile = Annotated[Path, Operand("IN", "option-screen-in")]
ResultsFile = Annotated[Path | None, Operand("[OUT]", "option-screen-out")]


@dataclass(frozen=True, slots=True)
class ScreenOptions:
    """The options that say what is carried along and written, and what becomes of bad rows."""

    keep: Annotated[tuple[str, ...], CommandOption("--keep", metavar="COLUMN", help="option-screen-keep")]
    columns: Annotated[
        str,
        CommandOption(
            "--columns", default=ResultKind.STATES.value, metavar="A,B", show_default=True, help="option-screen-columns"
        ),
    ]
    on_bad_row: Annotated[
        OnBadRow,
        CommandOption("--on-bad-row", default=OnBadRow.FAIL.value, show_default=True, help="option-screen-on-bad-row"),
    ]
    mapping: Annotated[Path | None, CommandOption("--map", metavar="FILE", help="option-screen-map")]
    where: Annotated[str | None, CommandOption("--where", metavar="CONDITION", help="option-screen-where")]
    by: Annotated[tuple[str, ...], CommandOption("--by", metavar="FACT[:A,B]", help="option-screen-by")]
    items: Annotated[tuple[str, ...], CommandOption("--item", metavar="ITEM", help="option-screen-item")]
    compare: Annotated[str | None, CommandOption("--compare", metavar="OLD", help="option-screen-compare")]
    pictures: Annotated[Path | None, CommandOption("--pictures", metavar="DIR", help="option-screen-pictures")]
    explain: Annotated[
        int,
        CommandOption(
            "--explain", type=WholeNumber(0, MOST_EXPLAINED), metavar="N", default=0, help="option-screen-explain"
        ),
    ]
    resume: Annotated[bool, CommandOption("--resume", help="option-screen-resume")]
    as_json: AsJson
    lang: Lang

    @property
    def kinds(self) -> tuple[ResultKind, ...]:
        """What is written beside the outcome; raises Mistake for another word."""
        return tuple(_kind(word.strip()) for word in self.columns.split(",") if word.strip())

    @property
    def choice(self) -> ScreeningChoice:
        """What is asked; raises Mistake for another word behind `--columns`."""
        return ScreeningChoice(
            self.keep,
            self.kinds,
            self.on_bad_row,
            where=self.where,
            by=self.by,
            items=self.items,
            explain=self.explain,
            resume=self.resume,
            mapping=self.mapping,
        )


def screen(persons: PersonsFile, results: ResultsFile, options: ScreenOptions, choice: KnowledgeChoice) -> int:
    """Advise everybody in a file and tell what came of it. Raises PopulationError, KnowledgeError and OSError.

    Where the mapping is not there yet it drafts one; the exit code is 1 then where results were wanted.
    """
    needs_arrow()
    asked = options.choice
    session = choice.session(options.lang)
    if options.mapping is not None and not options.mapping.exists():
        from sluimer.commands.embedder.mapping import draft

        draft(persons, options.mapping, options.keep, session, options.as_json)
        return int(results is not None)
    from sluimer.population.files import advise_file, rows_of
    from sluimer.population.report.pictures import ready_for_pictures, write_pictures
    from sluimer.population.report.tell import tell_earlier, tell_population

    if options.pictures is not None:
        ready_for_pictures(options.pictures)
    rules = _rules(options.compare, session, choice)
    with progress() as show:
        step = _telling(show, rows_of(persons), session.speaker)
        told_in = session.speaker.told_in
        report = advise_file(rules, persons, results, asked, session.base.consult, told_in, step)
    if options.pictures is not None:
        write_pictures(report, session.speaker, options.pictures)
    files = _written(persons, results, options.pictures, asked)
    if options.as_json:
        standard_output().data(report.as_dict(session.language))
        standard_error().lines(tell_earlier(files, session.speaker))
        return 0
    told = tell_population(report, files, session.speaker)
    standard_output().lines(parted(told, _compared(report, session.speaker)))
    return 0


def _written(persons: Path, results: Path | None, pictures: Path | None, asked: ScreeningChoice) -> "WrittenFiles":
    from sluimer.population.files import apart_beside, earlier_beside, reasons_beside
    from sluimer.population.report.tell import WrittenFiles

    drawn = shown(pictures or "")
    if results is None:
        return WrittenFiles(pictures=drawn)
    return WrittenFiles(
        shown(results),
        shown(apart_beside(results, persons)),
        shown(reasons_beside(results)),
        drawn,
        tuple(map(shown, earlier_beside(results, persons, asked))),
    )


def _rules(old: str | None, session: Session, choice: KnowledgeChoice) -> "PopulationRules":
    """The rules, with those of an old version beside them where one is named; raises KnowledgeError."""
    if old is None:
        from sluimer.population.rules import PopulationRules

        return PopulationRules.of(session.base.knowledge, session.base.net)
    from sluimer.authoring.versions.read import read_old_version, read_version
    from sluimer.authoring.versions.watch import ComparedRules

    now = read_version(choice.folder)
    with version_folder(old, choice.folder) as there:
        before = read_old_version(there).beside_version(now)
        return ComparedRules.beside_old(choice.of(before.knowledge), session.base.knowledge)


def _compared(report: "PopulationReport", speaker: Speaker) -> Outline:
    """Whose advice differs, where an old version was beside this one."""
    if not report.watched:
        return ()
    from sluimer.authoring.versions.screened import PART, PopulationComparison
    from sluimer.authoring.versions.tell_screened import tell_comparison

    found = report.watched.get(PART)
    return tell_comparison(found, speaker.language) if isinstance(found, PopulationComparison) else ()


def _telling(show: Callable[[str], None], total: int | None, speaker: Speaker) -> Callable[[int], None]:
    """Shows how many rows were read, and of how many where that is known."""
    key, whole = ("screening", "") if total is None else ("screening-of", speaker.number(total))
    return lambda rows: show(speaker.say(key, rows=speaker.number(rows), total=whole))


def _kind(word: str) -> ResultKind:
    try:
        return ResultKind(word)
    except ValueError as error:
        known = [*map(str, ResultKind)]
        near = nearest(word, known)
        raise Mistake("value-not-offered", "--columns", None, near, value=word, known=listed(known)) from error
