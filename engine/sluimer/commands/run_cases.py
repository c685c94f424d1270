"""Runs the cases that stand beside the rules, and prints what came of them."""

from collections.abc import Sequence
from pathlib import Path

import typer

from sluimer.cases.coverage import Coverage, make_coverage
from sluimer.cases.model import RuleCase
from sluimer.cases.page import coverage_page
from sluimer.cases.read import read_cases
from sluimer.cases.run import run_cases
from sluimer.cases.select import matching
from sluimer.cases.suggest import Suggester
from sluimer.cases.tell import percentage, tell_coverage, tell_results
from sluimer.commands.given import SPOKEN, authors_folder, message_language, problems_told, tell_problems, whole
from sluimer.commands.paper import standard_error, standard_output
from sluimer.commands.watch import watch
from sluimer.explain.outline import Outline, parted
from sluimer.explain.speaker import Speaker
from sluimer.explain.words import word
from sluimer.messages import nearest
from sluimer.read import read_texts
from sluimer.read.allow import allowances


def run_and_tell(
    folder: Path | None,
    coverage: bool,
    as_page: bool,
    fail_under: float | None,
    words: str,
    watching: bool,
    as_json: bool,
    lang: str | None,
) -> None:
    """Run the cases, and tell what differs."""
    if watching:
        _refuse_beside_watch(as_json, coverage or as_page or fail_under is not None, lang)
        with problems_told(as_json, lang):
            watch(authors_folder(folder), words, lang)
    with problems_told(as_json, lang):
        place = authors_folder(folder)
        speaker = whole(place, lang)
        cases, problems = read_cases(place, speaker.knowledge)
        if problems:
            tell_problems(problems, as_json, message_language(speaker.language))
            raise typer.Exit(1)
        chosen = matching(cases, words)
        if words and not chosen:
            standard_error().line(_no_match(words, cases, speaker))
            raise typer.Exit(1)
        results = run_cases(chosen, speaker.knowledge)
        wanted = coverage or as_page or fail_under is not None
        texts = read_texts(place) if wanted else {}
        covered = make_coverage(results, speaker.knowledge, allowances(texts)) if wanted else None
        if as_json:
            standard_output().data({"cases": [result.as_dict() for result in results], **_data(covered)})
        elif as_page and covered:
            standard_output().text(coverage_page(covered, texts, speaker))
        else:
            told = _told(covered, cases, speaker) if covered else ()
            standard_output().lines(parted(told, tell_results(results, speaker)))
        enough = _enough(covered, fail_under, speaker)
        raise typer.Exit(0 if enough and all(result.passed for result in results) else 1)


def _refuse_beside_watch(as_json: bool, covering: bool, lang: str | None) -> None:
    if as_json or covering:
        other = "--json" if as_json else "--coverage"
        raise typer.BadParameter(word("not-beside-watch", lang or SPOKEN[0], other=other), param_hint="--watch")


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
