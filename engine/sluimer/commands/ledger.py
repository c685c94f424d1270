"""`sluimer ledger`: each statement of the sources, with what became of it."""

from typing import Annotated

import typer

from sluimer.commands.given import problems_told
from sluimer.commands.options import AsJson, KnowledgeFolder, Lang
from sluimer.knowledge.rule import Status

OneStatus = Annotated[Status | None, typer.Option("--status", help="option-status", show_default=False)]
AsPage = Annotated[bool, typer.Option("--html", help="option-html")]


def ledger(
    status: OneStatus = None,
    as_json: AsJson = False,
    as_page: AsPage = False,
    knowledge: KnowledgeFolder = None,
    lang: Lang = None,
) -> None:
    """Print the ledger."""
    from sluimer.commands.print_ledger import print_ledger  # the other commands can do without

    with problems_told(as_json, lang):
        print_ledger(status, as_json, as_page, knowledge, lang)
