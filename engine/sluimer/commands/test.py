"""`sluimer test`: the cases that stand beside the rules."""

from pathlib import Path
from typing import Annotated

import typer

from sluimer.commands.options import AsJson, Lang

Folder = Annotated[Path | None, typer.Argument(metavar="DIR", help="option-folder", show_default=False)]
WithCoverage = Annotated[bool, typer.Option("--coverage", help="option-coverage")]
AsPage = Annotated[bool, typer.Option("--html", help="option-coverage-html")]
FailUnder = Annotated[
    float | None,
    typer.Option("--fail-under", metavar="PERCENT", min=0, max=100, help="option-fail-under", show_default=False),
]
Words = Annotated[str, typer.Option("-k", metavar="WORDS", help="option-words", show_default=False)]
Watching = Annotated[bool, typer.Option("--watch", help="option-watch")]


def run(
    folder: Folder = None,
    coverage: WithCoverage = False,
    as_page: AsPage = False,
    fail_under: FailUnder = None,
    words: Words = "",
    watching: Watching = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Run the cases, and tell what differs."""
    from sluimer.commands.run_cases import Wanted, run_and_tell, watch_and_tell  # the other commands can do without

    wanted = Wanted(coverage, as_page, fail_under, words, as_json)
    (watch_and_tell if watching else run_and_tell)(folder, wanted, lang)
