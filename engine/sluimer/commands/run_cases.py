"""`sluimer test`: the cases that stand beside the rules."""

from pathlib import Path
from typing import Annotated

import typer

from sluimer.cases import CaseResult, Coverage, read_cases, run_cases
from sluimer.cases.tell import tell_coverage, tell_results
from sluimer.commands.given import message_language, problems_told, tell_problems, whole
from sluimer.commands.options import AsJson, Lang
from sluimer.commands.paper import standard_output
from sluimer.explain.outline import parted
from sluimer.knowledge_base import bundled_folder

Folder = Annotated[Path | None, typer.Argument(metavar="DIR", help="option-folder", show_default=False)]
WithCoverage = Annotated[bool, typer.Option("--coverage", help="option-coverage")]


def run(folder: Folder = None, coverage: WithCoverage = False, as_json: AsJson = False, lang: Lang = None) -> None:
    """Run the cases, and tell what differs."""
    with problems_told(as_json, lang):
        speaker = whole(folder, lang)
        cases, problems = read_cases(folder or bundled_folder(), speaker.knowledge)
        if problems:
            tell_problems(problems, as_json, message_language(speaker.language))
            raise typer.Exit(1)
        results, covered = run_cases(cases, speaker.knowledge)
        if as_json:
            standard_output().data(_data(results, covered if coverage else None))
        else:
            told = [tell_coverage(covered, speaker)] if coverage else []
            standard_output().lines(parted(*told, tell_results(results, speaker)))
        raise typer.Exit(0 if all(result.passed for result in results) else 1)


def _data(results: tuple[CaseResult, ...], coverage: Coverage | None) -> dict[str, object]:
    data: dict[str, object] = {
        "cases": [
            {
                "id": result.case.id,
                "place": str(result.case.position),
                "passed": result.passed,
                "differences": [
                    {"key": one.key, "name": one.name, "wanted": one.wanted, "found": one.found, "rules": [*one.rules]}
                    for one in result.differences
                ],
            }
            for result in results
        ]
    }
    if coverage is not None:
        data["coverage"] = {
            rule: {"true": counts[True], "false": counts[False], "unknown": counts[None]}
            for rule, counts in coverage.counts.items()
        }
    return data
