"""`sluimer test --watch`: runs again on each save, and only what the edit touches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import typer

from sluimer.cases.model import RuleCase
from sluimer.cases.read import read_cases
from sluimer.cases.run import CaseResult, run_cases
from sluimer.cases.select import matching, touched
from sluimer.cases.tell import tell_results
from sluimer.commands.given import chosen_language, message_language, problem_lines
from sluimer.commands.paper import standard_error, standard_output
from sluimer.explain.outline import Line, Tone
from sluimer.explain.speaker import Speaker
from sluimer.explain.words import word
from sluimer.knowledge.base import Knowledge
from sluimer.messages import Problem
from sluimer.read import check_knowledge

INTERRUPTED = 130
WAIT = 50
"""Milliseconds to wait for more files that are saved at the same time."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the last good save brought: the knowledge, and what came of each case."""

    knowledge: Knowledge | None = None
    results: Mapping[str, CaseResult] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """What one save brought: the session after it, the cases that ran, and the problems in the files."""

    session: Session
    ran: tuple[CaseResult, ...] = ()
    problems: tuple[Problem, ...] = ()


def save(folder: Path, session: Session, words: str) -> Saved:
    """Read the files as they are now and run what they touch; with problems the session stays as it was."""
    knowledge, problems = check_knowledge(folder)
    if knowledge is None:
        return Saved(session, (), problems)
    cases, problems = read_cases(folder, knowledge)
    if problems:
        return Saved(session, (), problems)
    wanted = matching(cases, words)
    ran = run_cases(_to_run(session, knowledge, wanted), knowledge)
    known = {**session.results, **{result.case.id: result for result in ran}}
    return Saved(Session(knowledge, {case.id: known[case.id] for case in wanted}), ran)


def _to_run(session: Session, knowledge: Knowledge, cases: tuple[RuleCase, ...]) -> tuple[RuleCase, ...]:
    return cases if session.knowledge is None else touched(session.knowledge, knowledge, cases, session.results)


def watch(folder: Path, words: str, lang: str | None) -> None:
    """Run on each save until Ctrl-C."""
    saves = _saves(folder, lang)
    session = Session()
    try:
        for files in saves:
            saved = save(folder, session, words)
            session = saved.session
            _tell(files, saved, lang)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def _saves(folder: Path, lang: str | None) -> Iterator[tuple[str, ...]]:
    """The names of the files of each save; the first has none."""
    try:
        from watchfiles import watch as changes
    except ImportError:
        standard_error().line(word("no-watchfiles", message_language(chosen_language(lang))))
        raise typer.Exit(2) from None
    yield ()
    parts = [folder / part for part in ("facts", "rules") if (folder / part).is_dir()]
    for found in changes(*parts, watch_filter=_is_knowledge, debounce=WAIT, step=WAIT // 2, raise_interrupt=True):
        root = folder.resolve()
        yield tuple(sorted({Path(path).resolve().relative_to(root).as_posix() for _, path in found}))


def _is_knowledge(_: object, path: str) -> bool:
    return path.endswith(".yaml") and not Path(path).name.startswith(".")


def _tell(files: tuple[str, ...], saved: Saved, lang: str | None) -> None:
    paper, knowledge = standard_output(), saved.session.knowledge
    if saved.problems:
        paper.lines(problem_lines(saved.problems, message_language(chosen_language(lang))))
    if knowledge is None or saved.problems:
        paper.line(word("watching", chosen_language(lang)), Tone.QUIET)
        return
    speaker = Speaker(knowledge, chosen_language(lang, knowledge.manifest.languages))
    ran, every = len(saved.ran), len(saved.session.results)
    head = speaker.say("cases-ran", files=", ".join(files), ran=ran, all=every) if files else ""
    results = tuple(saved.session.results.values())
    told = tell_results(results, speaker)
    paper.lines(
        [*([Line(head, tone=Tone.HEADING)] if head else []), *told, Line(speaker.say("watching"), tone=Tone.QUIET)]
    )
