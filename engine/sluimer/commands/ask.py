"""`sluimer ask`: a conversation that asks only what still matters, and ends in advice."""

from pathlib import Path
from typing import Annotated

import typer

from sluimer.commands.given import given, problems_told
from sluimer.commands.log_options import About, KeepIn, KeyFile, LogOptional
from sluimer.commands.log_place import Keeping, NamedLog
from sluimer.commands.options import AsJson, Audience, KnowledgeFolder, Lang, Packs, Settings

StartFile = Annotated[str | None, typer.Option("--case", metavar="FILE", help="option-start", show_default=False)]
SaveFile = Annotated[Path | None, typer.Option("--save", metavar="FILE", help="option-save", show_default=False)]

Overwrite = Annotated[bool, typer.Option("--overwrite", help="option-overwrite")]


def ask(
    case: StartFile = None,
    save: SaveFile = None,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
    lang: Lang = None,
    knowledge: KnowledgeFolder = None,
    packs: Packs = None,
    settings: Settings = None,
    audience: Audience = None,
    log: KeepIn = None,
    key_file: KeyFile = None,
    person: About = None,
    log_optional: LogOptional = False,
) -> None:
    """Ask what still matters, one question at a time, and print the advice."""
    from sluimer.commands.talk import Kept, Saved, converse  # the other commands can do without

    with problems_told(as_json, lang):
        room = given(knowledge, packs, lang, settings, audience)
        with Keeping(NamedLog(log, key_file), person, log_optional).keeper() as keeper:
            saved = Saved(save, overwrite) if save else None
            raise typer.Exit(converse(case, saved, as_json, room, Kept(keeper, person)))
