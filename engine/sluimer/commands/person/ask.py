"""`sluimer ask`: a conversation that asks only what still matters, and ends in advice."""

from pathlib import Path
from typing import Annotated

import click

from sluimer.commands.given import given, problems_told
from sluimer.commands.log_options import About, KeepIn, KeyFile, LogOptional
from sluimer.commands.log_place import Keeping, NamedLog
from sluimer.commands.options import AsJson, Audience, KnowledgeFolder, Lang, Packs, Settings
from sluimer.commands.parameters import PATH

StartFile = Annotated[str | None, click.Option(["case", "--case"], metavar="FILE", help="option-start")]
SaveFile = Annotated[Path | None, click.Option(["save", "--save"], type=PATH, metavar="FILE", help="option-save")]

Overwrite = Annotated[bool, click.Option(["overwrite", "--overwrite"], is_flag=True, help="option-overwrite")]


def ask(
    case: StartFile = None,
    save: SaveFile = None,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
    lang: Lang = None,
    knowledge: KnowledgeFolder = None,
    packs: Packs = None,
    settings: Settings = (),
    audience: Audience = None,
    log: KeepIn = None,
    key_file: KeyFile = None,
    person: About = None,
    log_optional: LogOptional = False,
) -> None:
    """Ask what still matters, one question at a time, and print the advice."""
    from sluimer.commands.person.talk import Kept, Saved, converse  # the other commands can do without

    with problems_told(as_json, lang):
        room = given(knowledge, packs, lang, settings, audience)
        with Keeping(NamedLog(log, key_file), person, log_optional).keeper() as keeper:
            saved = Saved(save, overwrite) if save else None
            raise click.exceptions.Exit(converse(case, saved, as_json, room, Kept(keeper, person)))
