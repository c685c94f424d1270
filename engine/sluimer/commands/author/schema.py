"""`sluimer schema`: what an editor needs to complete names and underline wrong ones."""

from typing import Annotated

from sluimer.authoring.cases.read import cases_of
from sluimer.commands.knowledge import authors_knowledge
from sluimer.commands.options import Folder, Lang
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption
from sluimer.files.replace import replace_text
from sluimer.read import read_texts
from sluimer.schema.write import with_modeline, write_schemas
from sluimer.tell.outline import Line

Modelines = Annotated[bool, CommandOption("--modelines", help="option-modelines")]


def schema(folder: Folder, modelines: Modelines, lang: Lang) -> None:
    """Write the schemas of a knowledge base into it, and where wanted each file's first line that names its own."""
    place, speaker = authors_knowledge(folder, lang)
    cases = cases_of(place.folder, speaker.knowledge)
    texts = read_texts(place.folder) if modelines else {}
    lined = {name: after for name, text in texts.items() if (after := with_modeline(text, name)) != text}
    count = write_schemas(place.folder, speaker.knowledge, [case.id for case in cases])
    for name, text in lined.items():
        replace_text(place.folder, name, text, texts[name])
    told = Line(speaker.say("schemas-written", count=count, files=len(lined)))
    standard_output().lines([told, place.line(speaker.language)])
