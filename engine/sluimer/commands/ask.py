"""`sluimer ask`: a conversation that asks only what still matters, and ends in advice."""

from pathlib import Path
from typing import Annotated

import typer

from sluimer.commands.given import given, problems_told
from sluimer.commands.options import AsJson, Audience, KnowledgeFolder, Lang, Packs, Settings

StartFile = Annotated[str | None, typer.Option("--case", metavar="FILE", help="option-start", show_default=False)]
SaveFile = Annotated[Path | None, typer.Option("--save", metavar="FILE", help="option-save", show_default=False)]


def ask(
    case: StartFile = None,
    save: SaveFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
    knowledge: KnowledgeFolder = None,
    packs: Packs = None,
    settings: Settings = None,
    audience: Audience = None,
) -> None:
    """Ask what still matters, one question at a time, and print the advice."""
    from sluimer.commands.talk import converse  # the other commands can do without

    with problems_told(as_json, lang):
        raise typer.Exit(converse(case, save, as_json, given(knowledge, packs, lang, settings, audience)))
