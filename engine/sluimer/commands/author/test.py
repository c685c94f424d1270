"""`sluimer test`: the cases that stand beside the rules, and what came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import click

from sluimer.authoring.cases.coverage import Coverage, make_coverage
from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.page import coverage_page
from sluimer.authoring.cases.read import read_with_cases
from sluimer.authoring.cases.run import CaseResult, run_cases
from sluimer.authoring.cases.select import matching
from sluimer.authoring.cases.suggest import Suggester
from sluimer.authoring.cases.tell import percentage, tell_coverage, tell_results
from sluimer.commands.author.run import tell_none
from sluimer.commands.author.watch import watch
from sluimer.commands.knowledge import KnowledgePlace, authors_folder
from sluimer.commands.locale import chosen_language, message_language
from sluimer.commands.options import AsJson, Folder, Lang
from sluimer.commands.output import standard_error, standard_output
from sluimer.commands.parameters import CommandOption, Percentage
from sluimer.messages.texts import word
from sluimer.read import read_texts
from sluimer.read.allow import allowances
from sluimer.tell.outline import parted
from sluimer.tell.speaker import Speaker


@dataclass(frozen=True, slots=True)
class TestOptions:
    """The options that say which cases run, and what is told of them."""

    folder: Folder
    coverage: Annotated[bool, CommandOption("--coverage", help="option-coverage")]
    page: Annotated[bool, CommandOption("--html", help="option-coverage-html")]
    fail_under: Annotated[
        float | None, CommandOption("--fail-under", type=Percentage(), metavar="PERCENT", help="option-fail-under")
    ]
    words: Annotated[str, CommandOption("-k", default="", metavar="WORDS", help="option-words")]
    watching: Annotated[bool, CommandOption("--watch", help="option-watch")]
    as_json: AsJson
    lang: Lang

    @property
    def covers(self) -> bool:
        """Whether coverage is worked out, for whichever reason."""
        return self.coverage or self.page or self.fail_under is not None

    @property
    def beside_watch(self) -> str:
        """An option that does not go with `--watch`, if there is one."""
        named = {"--json": self.as_json, "--html": self.page, "--fail-under": self.fail_under is not None}
        return next((option for option, chosen in {**named, "--coverage": self.coverage}.items() if chosen), "")


def test(options: TestOptions) -> int:
    """Run the cases and tell what differs, once or again on each save."""
    if not options.watching:
        return _run(options)
    if other := options.beside_watch:
        said = word("not-beside-watch", message_language(options.lang), other=other)
        raise click.BadParameter(said, param_hint="--watch")
    return watch(authors_folder(options.folder), options.words, options.lang)


def _run(options: TestOptions) -> int:
    """Run the cases and tell what differs; the exit code that belongs to it."""
    folder = authors_folder(options.folder)
    knowledge, cases = read_with_cases(folder)
    speaker = Speaker(knowledge, chosen_language(options.lang, knowledge.manifest.languages))
    chosen = matching(cases, options.words)
    if options.words and not chosen:
        return tell_none(options.words, [case.id for case in cases], ("no-match", "no-match-near"), speaker)
    results = run_cases(chosen, knowledge)
    texts = read_texts(folder) if options.covers else {}
    covered = make_coverage(results, knowledge, allowances(texts)) if options.covers else None
    _print(results, covered, texts, cases, options, speaker, KnowledgePlace.of(folder, speaker))
    enough = _enough(covered, options.fail_under, speaker)
    return 0 if enough and all(result.passed for result in results) else 1


def _print(
    results: Sequence[CaseResult],
    covered: Coverage | None,
    texts: Mapping[str, str],
    cases: Sequence[RuleCase],
    options: TestOptions,
    speaker: Speaker,
    place: KnowledgePlace,
) -> None:
    if options.as_json:
        data = {"knowledge": place.as_dict(), "cases": [result.as_dict() for result in results]}
        rows = [row.as_dict() for row in covered.rows] if covered else []
        coverage = {"coverage": {"percent": covered.percent, "rows": rows}} if covered else {}
        standard_output().data({**data, **coverage})
    elif options.page and covered:
        standard_output().text(coverage_page(covered, texts, speaker))
    else:
        missing = covered.missing if covered else ()
        suggestions = Suggester(cases, speaker.knowledge).suggest(missing) if missing else ()
        told = tell_coverage(covered, suggestions, speaker) if covered else ()
        standard_output().lines([*parted(told, tell_results(results, speaker)), place.line(speaker.language)])


def _enough(coverage: Coverage | None, wanted: float | None, speaker: Speaker) -> bool:
    if coverage is None or wanted is None or coverage.percent >= wanted:
        return True
    standard_error().line(speaker.say("below-fail-under", percent=percentage(coverage), wanted=f"{wanted:g}"))
    return False
