"""`sluimer rename`: a name changed everywhere at once, with comments and layout as they are."""

from typing import Annotated

from sluimer.authoring.drafts.draft import keep_schemas
from sluimer.authoring.names.rename import NamedFiles, Renaming, one_called, read_names
from sluimer.authoring.names.rename import rename as renamed
from sluimer.commands.author.uses import OneKind
from sluimer.commands.knowledge import declared_place
from sluimer.commands.options import KnowledgeFolder, Lang
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import Operand
from sluimer.files.replace import ChangedMeanwhileError
from sluimer.language.files import RENAMES_FILE
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Outline, Tone

OldName = Annotated[str, Operand("OLD", "option-old")]
NewName = Annotated[str, Operand("NEW", "option-new")]
_SENT = ("fact", "option", "weighed")
"""The kinds of names that whoever asks for advice sends in."""


def rename(old: OldName, new: NewName, kind: OneKind, knowledge: KnowledgeFolder, lang: Lang) -> None:
    """Give something another name in every file, or in none."""
    place, language = declared_place(knowledge, lang)
    done = _written(old, new, kind or "", read_names(place.folder))
    keep_schemas(place.folder, done.inspection)
    standard_output().lines([*_told(done, language), place.line(language)])


def _written(old: str, new: str, kind: str, files: NamedFiles) -> Renaming:
    """The change as it was written, into the files as they were at that moment."""
    while True:
        change = renamed(one_called(old, kind, files), new, files)
        try:
            change.write(files.folder)
        except ChangedMeanwhileError:
            files = read_names(files.folder)
            continue
        return change


def _told(done: Renaming, language: str) -> Outline:
    names = {"old": done.old.whole, "new": done.new.whole}
    counts = {"places": done.places, "count": len(done.texts.keys() - {RENAMES_FILE})}
    lines = [Line(word("renamed", language, **names, **counts), tone=Tone.HOLDS)]
    if done.left:
        places = ", ".join(f"{place.file}:{place.line}" for place in done.left)
        lines.append(Line(word("left-in-comments", language, old=done.old.name, places=places)))
    if done.old.kind in _SENT:
        lines.append(Line(word("renamed-for-senders", language, old=done.old.name)))
    return tuple(lines)
