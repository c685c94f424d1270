"""`sluimer screen`: a whole population from a file, its advice in another one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import click

from sluimer.commands.knowledge import KnowledgeChoice, Session
from sluimer.commands.options import AsJson, Lang
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import PATH, Mistake, Operand, ValueOf
from sluimer.commands.progress import progress
from sluimer.messages import listed, nearest, shown
from sluimer.population import OnBadRow, ResultKind, needs_arrow

PersonsFile = Annotated[Path, Operand(["persons"], type=PATH, metavar="IN", help="option-screen-in")]
ResultsFile = Annotated[
    Path | None, Operand(["results"], required=False, type=PATH, metavar="[OUT]", help="option-screen-out")
]


@dataclass(frozen=True, slots=True)
class ScreenOptions:
    """The options that say what is carried along and written, and what becomes of bad rows."""

    keep: Annotated[
        tuple[str, ...], click.Option(["keep", "--keep"], multiple=True, metavar="COLUMN", help="option-screen-keep")
    ]
    columns: Annotated[
        str,
        click.Option(
            ["--columns"],
            default=ResultKind.STATES.value,
            metavar="A,B",
            show_default=True,
            help="option-screen-columns",
        ),
    ]
    on_bad_row: Annotated[
        OnBadRow,
        click.Option(
            ["--on-bad-row"],
            type=ValueOf(OnBadRow),
            default=OnBadRow.FAIL.value,
            show_default=True,
            help="option-screen-on-bad-row",
        ),
    ]
    mapping: Annotated[
        Path | None, click.Option(["mapping", "--map"], type=PATH, metavar="FILE", help="option-screen-map")
    ]
    as_json: AsJson
    lang: Lang

    @property
    def kinds(self) -> tuple[ResultKind, ...]:
        """What is written beside the outcome; raises Mistake for another word."""
        return tuple(_kind(word.strip()) for word in self.columns.split(",") if word.strip())


def screen(persons: PersonsFile, results: ResultsFile, options: ScreenOptions, choice: KnowledgeChoice) -> int | None:
    """Advise everybody in a file and tell what came of it. Raises PopulationError, KnowledgeError and OSError.

    Where the mapping is not there yet it drafts one, and where there is no place for results it only checks it.
    """
    needs_arrow()
    kinds = options.kinds
    if results is None and options.mapping is None:
        raise Mistake("argument-missing", "OUT")
    session = choice.session(options.lang)
    if options.mapping is not None and (results is None or not options.mapping.exists()):
        from sluimer.commands.embedder.mapping import draft_or_check

        return draft_or_check(persons, options.mapping, options.keep, session, options.as_json, results is not None)
    assert results is not None
    _advise(persons, results, options, kinds, session)
    return None


def _advise(
    persons: Path, results: Path, options: ScreenOptions, kinds: tuple[ResultKind, ...], session: Session
) -> None:
    from sluimer.population.screen import beside, rows_of
    from sluimer.population.tell import tell_population

    with progress() as show:
        telling = _telling(show, rows_of(persons), session)
        report = session.base.screen_file(
            persons, results, options.keep, kinds, options.on_bad_row, telling, options.mapping
        )
    if options.as_json:
        standard_output().data(report.as_dict(session.language))
        return
    apart = shown(beside(results, persons))
    standard_output().lines(tell_population(report, shown(results), apart, session.speaker))


def _telling(show: Callable[[str], None], total: int | None, session: Session) -> Callable[[int], None]:
    return lambda rows: show(_told(rows, total, session))


def _told(rows: int, total: int | None, session: Session) -> str:
    number = session.speaker.number
    if total is None:
        return session.speaker.say("screening", rows=number(rows))
    return session.speaker.say("screening-of", rows=number(rows), total=number(total))


def _kind(word: str) -> ResultKind:
    try:
        return ResultKind(word)
    except ValueError as error:
        known = [*map(str, ResultKind)]
        near = nearest(word, known)
        raise Mistake("value-not-offered", "--columns", None, near, value=word, known=listed(known)) from error
