"""`sluimer test`: the cases that stand beside the rules."""

from pathlib import Path
from typing import Annotated

import click

from sluimer.commands.options import AsJson, Lang
from sluimer.commands.parameters import PATH, Argument, Percentage

Folder = Annotated[Path | None, Argument(["folder"], required=False, type=PATH, metavar="[DIR]", help="option-folder")]
WithCoverage = Annotated[bool, click.Option(["coverage", "--coverage"], is_flag=True, help="option-coverage")]
AsPage = Annotated[bool, click.Option(["as_page", "--html"], is_flag=True, help="option-coverage-html")]
FailUnder = Annotated[
    float | None,
    click.Option(
        ["fail_under", "--fail-under"],
        type=Percentage(),
        metavar="PERCENT",
        help="option-fail-under",
    ),
]
Words = Annotated[str, click.Option(["words", "-k"], default="", metavar="WORDS", help="option-words")]
Watching = Annotated[bool, click.Option(["watching", "--watch"], is_flag=True, help="option-watch")]


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
    from sluimer.commands.author.run_cases import (  # the other commands can do without
        Wanted,
        run_and_tell,
        watch_and_tell,
    )

    wanted = Wanted(coverage, as_page, fail_under, words, as_json)
    (watch_and_tell if watching else run_and_tell)(folder, wanted, lang)
