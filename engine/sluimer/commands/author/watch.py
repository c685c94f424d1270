"""`sluimer test --watch`: runs again on each save, and only what the edit touches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from sluimer.authoring.cases.read import read_with_cases
from sluimer.authoring.cases.run import CaseResult, run_cases
from sluimer.authoring.cases.select import matching, touched
from sluimer.authoring.cases.tell import tell_results
from sluimer.commands.knowledge import KnowledgePlace
from sluimer.commands.locale import chosen_language, message_language
from sluimer.commands.output import standard_error, standard_output
from sluimer.commands.problems import INTERRUPTED, problem_lines
from sluimer.knowledge.base import Knowledge
from sluimer.messages import KnowledgeError, Problem, Problems
from sluimer.messages.texts import word
from sluimer.read import case_files, check_knowledge, declared_in
from sluimer.tell.outline import Line, Tone
from sluimer.tell.speaker import Speaker

PARTS = ("facts", "rules")
"""The folders that are watched."""
WAIT = 50
"""Milliseconds to wait for more files that are saved at the same time."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last good save brought: the knowledge, and what came of each case."""

    knowledge: Knowledge | None = None
    results: Mapping[str, CaseResult] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Save:
    """What one save brought: what stands after it, the cases that ran of it, and the problems in the files."""

    last: LastRun
    ran: tuple[CaseResult, ...] = ()
    problems: tuple[Problem, ...] = ()


def run_save(folder: Path, last: LastRun, words: str) -> Save:
    """Read the files as they are now and run what they touch; with problems the last run stays as it was."""
    try:
        knowledge, cases = read_with_cases(folder)
    except KnowledgeError as error:
        return Save(last, (), error.problems)
    wanted = matching(cases, words)
    to_run = touched(last.knowledge, knowledge, wanted, last.results) if last.knowledge else wanted
    ran = run_cases(to_run, knowledge)
    known = {**last.results, **{result.case.id: result for result in ran}}
    kept = {case.id: replace(known[case.id], case=case) for case in wanted}  # a case may have moved in its file
    return Save(LastRun(knowledge, kept), ran)


def watch(folder: Path, words: str, lang: str | None) -> int:
    """Run on each save until Ctrl-C; where there is nothing to watch, tell that and end. The exit code."""
    if not folder.is_dir():
        raise KnowledgeError(check_knowledge(folder)[1])
    last = LastRun()
    try:
        for files in _saves(folder, lang):
            saved = run_save(folder, last, words)
            last = saved.last
            _tell(files, saved, folder, lang)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _saves(folder: Path, lang: str | None) -> Iterator[tuple[str, ...]]:
    """The names of the files of each save; the first has none."""
    try:
        from watchfiles import watch as changes
    except ImportError:
        standard_error().line(word("no-watchfiles", message_language(chosen_language(lang))))
        raise click.exceptions.Exit(2) from None
    yield ()
    while True:
        _no_links(folder)
        parts = [folder / part for part in PARTS if (folder / part).is_dir()]
        known = _identities(folder)
        for found in changes(*parts, watch_filter=_is_knowledge, debounce=WAIT, step=WAIT // 2, raise_interrupt=True):
            yield tuple(sorted({_name(path, folder) for _, path in found}))
            if _identities(folder) != known:
                break  # a folder was put in place of one that was watched, as when another branch is checked out


def _no_links(folder: Path) -> None:
    """A link to a folder must not have us watch what lies outside, such as the whole disk; raises KnowledgeError."""
    problems = Problems()
    case_files(folder, problems)
    if problems.has("linked-folder"):
        raise KnowledgeError(problems.sorted())


def _name(path: str, folder: Path) -> str:
    """A file as it is called below the folder; one that is reached through a link by its own name."""
    real, root = Path(path).resolve(), folder.resolve()
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else real.name


def _identities(folder: Path) -> list[int]:
    """What tells one folder from another that has its name."""
    return [(folder / part).stat().st_ino for part in PARTS if (folder / part).is_dir()]


def _is_knowledge(_: object, path: str) -> bool:
    return path.endswith(".yaml") and not Path(path).name.startswith(".")


def _tell(files: tuple[str, ...], saved: Save, folder: Path, lang: str | None) -> None:
    paper, knowledge = standard_output(), saved.last.knowledge
    language = chosen_language(lang, declared_in(folder)[1])
    if saved.problems:
        paper.lines(problem_lines(saved.problems, message_language(language)))
    if knowledge is None or saved.problems:
        paper.line(word("watching", language), Tone.QUIET)
        return
    speaker = Speaker(knowledge, language)
    ran, every = len(saved.ran), len(saved.last.results)
    head = speaker.say("cases-ran", files=", ".join(files), ran=ran, all=every) if files else ""
    results = tell_results(tuple(saved.last.results.values()), speaker)
    below = (KnowledgePlace.of(folder, speaker).line(language), Line(speaker.say("watching"), tone=Tone.QUIET))
    paper.lines([*([Line(head, tone=Tone.HEADING)] if head else []), *results, *below])
