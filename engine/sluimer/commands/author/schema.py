"""`sluimer schema`: what an editor needs to complete names and underline wrong ones."""

from pathlib import Path
from typing import Annotated

import click

from sluimer.commands.folder import about, authors_folder
from sluimer.commands.given import problems_told, whole
from sluimer.commands.options import Lang
from sluimer.commands.paper import standard_output
from sluimer.commands.parameters import PATH, Argument
from sluimer.files.replace import put_text, replace_text
from sluimer.read import read_texts
from sluimer.tell.speaker import Speaker

Folder = Annotated[Path | None, Argument(["folder"], required=False, type=PATH, metavar="[DIR]", help="option-folder")]
Modelines = Annotated[bool, click.Option(["modelines", "--modelines"], is_flag=True, help="option-modelines")]


def schema(folder: Folder = None, modelines: Modelines = False, lang: Lang = None) -> None:
    """Write the schemas of a knowledge base into it."""
    from sluimer.authoring.cases.read import cases_of  # here, since few other commands need these
    from sluimer.schema.write import schema_texts

    with problems_told(False, lang):
        place = authors_folder(folder)
        speaker = whole(place, lang)
        cases = cases_of(place, speaker.knowledge)
        written = schema_texts(speaker.knowledge, [case.id for case in cases])
        changed = _with_modelines(place) if modelines else {}
        for name, text in written.items():
            put_text(place, name, text)
        for name, (before, text) in changed.items():
            replace_text(place, name, text, before)
        _tell(len(written), len(changed), speaker)
        standard_output().lines([about(speaker, place).line(speaker.language)])


def _with_modelines(folder: Path) -> dict[str, tuple[str, str]]:
    """The files whose first line does not name their schema yet, as they are and as they will be."""
    from sluimer.schema.write import with_modeline

    texts = read_texts(folder)
    lined = {name: with_modeline(text, name) for name, text in texts.items()}
    return {name: (texts[name], text) for name, text in lined.items() if text != texts[name]}


def _tell(schemas: int, files: int, speaker: Speaker) -> None:
    standard_output().line(speaker.say("schemas-written", count=schemas, files=files))
