"""`sluimer ledger`: each statement of the sources, with what became of it."""

from typing import Annotated

import typer

from sluimer.commands.given import given, problems_told
from sluimer.commands.options import AsJson, KnowledgeFolder, Lang
from sluimer.commands.paper import standard_output
from sluimer.explain.ledger import counted, make_ledger
from sluimer.explain.tell_ledger import ledger_page, tell_ledger
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
    with problems_told(as_json, lang):
        room = given(knowledge, None, lang)
        entries = make_ledger(room.base.knowledge, status)
        if as_json:
            counts = {status.value: count for status, count in counted(entries).items()}
            standard_output().data({"counts": counts, "statements": [entry.as_dict() for entry in entries]})
        elif as_page:
            standard_output().text(ledger_page(entries, room.speaker))
        else:
            standard_output().lines(tell_ledger(entries, room.speaker))
