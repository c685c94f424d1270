"""Runs the cases that stand beside the rules, and prints what came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from sluimer.authoring.cases.coverage import Coverage, make_coverage
from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.page import coverage_page
from sluimer.authoring.cases.read import read_with_cases
from sluimer.authoring.cases.run import CaseResult, run_cases
from sluimer.authoring.cases.select import matching
from sluimer.authoring.cases.suggest import Suggester
from sluimer.authoring.cases.tell import percentage, tell_coverage, tell_results
from sluimer.commands.author.watch import watch
from sluimer.commands.folder import About, about, authors_folder
from sluimer.commands.given import chosen_language, message_language, problems_told
from sluimer.commands.paper import standard_error, standard_output
from sluimer.messages import nearest
from sluimer.messages.texts import word
from sluimer.read import read_texts
from sluimer.read.allow import allowances
from sluimer.tell.outline import Outline, parted
from sluimer.tell.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run of the cases is to show."""

    coverage: bool = False
    page: bool = False
    fail_under: float | None = None
    words: str = ""
    data: bool = False

    @property
    def covers(self) -> bool:
        """Whether coverage is worked out, for whichever reason."""
        return self.coverage or self.page or self.fail_under is not None

    @property
    def beside_watch(self) -> str:
        """An option that does not go with `--watch`, if there is one."""
        named = {"--json": self.data, "--html": self.page, "--fail-under": self.fail_under is not None}
        return next((option for option, chosen in {**named, "--coverage": self.coverage}.items() if chosen), "")


def watch_and_tell(folder: Path | None, wanted: Wanted, lang: str | None) -> None:
    """Run the cases again on each save."""
    if other := wanted.beside_watch:
        raise click.BadParameter(word("not-beside-watch", message_language(lang), other=other), param_hint="--watch")
    with problems_told(False, lang):
        watch(authors_folder(folder), wanted.words, lang)


def run_and_tell(folder: Path | None, wanted: Wanted, lang: str | None) -> None:
    """Run the cases, tell what differs, and end with the exit code that belongs to it."""
    with problems_told(wanted.data, lang):
        place = authors_folder(folder)
        knowledge, cases = read_with_cases(place)
        speaker = Speaker(knowledge, chosen_language(lang, knowledge.manifest.languages))
        chosen = matching(cases, wanted.words)
        if wanted.words and not chosen:
            standard_error().line(_no_match(wanted.words, cases, speaker))
            raise click.exceptions.Exit(1)
        results = run_cases(chosen, speaker.knowledge)
        texts = read_texts(place) if wanted.covers else {}
        covered = make_coverage(results, speaker.knowledge, allowances(texts)) if wanted.covers else None
        _print(results, covered, texts, cases, wanted, speaker, about(speaker, place))
        enough = _enough(covered, wanted.fail_under, speaker)
        raise click.exceptions.Exit(0 if enough and all(result.passed for result in results) else 1)


def _print(
    results: Sequence[CaseResult],
    covered: Coverage | None,
    texts: Mapping[str, str],
    cases: Sequence[RuleCase],
    wanted: Wanted,
    speaker: Speaker,
    subject: About,
) -> None:
    if wanted.data:
        data = {"knowledge": subject.as_dict(), "cases": [result.as_dict() for result in results]}
        standard_output().data({**data, **_data(covered)})
    elif wanted.page and covered:
        standard_output().text(coverage_page(covered, texts, speaker))
    else:
        told = _told(covered, cases, speaker) if covered else ()
        standard_output().lines([*parted(told, tell_results(results, speaker)), subject.line(speaker.language)])


def _no_match(words: str, cases: Sequence[RuleCase], speaker: Speaker) -> str:
    near = nearest(words, [case.id for case in cases])
    return speaker.say("no-match-near" if near else "no-match", words=words, near=near)


def _told(coverage: Coverage, cases: Sequence[RuleCase], speaker: Speaker) -> Outline:
    suggestions = Suggester(cases, speaker.knowledge).suggest(coverage.missing) if coverage.missing else ()
    return tell_coverage(coverage, suggestions, speaker)


def _enough(coverage: Coverage | None, wanted: float | None, speaker: Speaker) -> bool:
    if coverage is None or wanted is None or coverage.percent >= wanted:
        return True
    standard_error().line(speaker.say("below-fail-under", percent=percentage(coverage), wanted=f"{wanted:g}"))
    return False


def _data(coverage: Coverage | None) -> dict[str, object]:
    if coverage is None:
        return {}
    return {"coverage": {"percent": coverage.percent, "rows": [row.as_dict() for row in coverage.rows]}}
