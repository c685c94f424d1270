"""`sluimer ledger`: each statement of the sources, with what became of it."""

from typing import Annotated

import click

from sluimer.commands.given import problems_told
from sluimer.commands.options import AsJson, KnowledgeFolder, Lang
from sluimer.commands.parameters import OneOf
from sluimer.knowledge.rule import Status

OneStatus = Annotated[Status | None, click.Option(["status", "--status"], type=OneOf(Status), help="option-status")]
AsPage = Annotated[bool, click.Option(["as_page", "--html"], is_flag=True, help="option-html")]


def ledger(
    status: OneStatus = None,
    as_json: AsJson = False,
    as_page: AsPage = False,
    knowledge: KnowledgeFolder = None,
    lang: Lang = None,
) -> None:
    """Print the ledger."""
    from sluimer.commands.author.print_ledger import print_ledger  # the other commands can do without

    with problems_told(as_json, lang):
        print_ledger(status, as_json, as_page, knowledge, lang)
