"""`sluimer new`: a rule or anything else, made by answering questions, and a whole knowledge base to begin with."""

import shlex
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from sluimer.authoring.drafts.draft import keep_schemas, write
from sluimer.authoring.drafts.starter import write_starter
from sluimer.commands.author.drafting import agreed
from sluimer.commands.author.fill import slug
from sluimer.commands.author.interview import Interview, StoppedError
from sluimer.commands.knowledge import authors_knowledge
from sluimer.commands.locale import message_language
from sluimer.commands.options import Folder, Lang
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import Mistake, Operand
from sluimer.commands.problems import INTERRUPTED
from sluimer.messages import KnowledgeError, Language, Position, Problems, shown
from sluimer.messages.texts import word
from sluimer.read import find_knowledge
from sluimer.tell.outline import Line, Tone


class DraftKind(StrEnum):
    """What can be made, each with what to do next."""

    RULE = "rule"
    FACT = "fact"
    OPTION = "option"
    FINDING = "finding"
    SCORE = "score"
    TOPIC = "topic"
    ITEM = "item"
    STATEMENT = "statement"
    CASE = "case"
    KNOWLEDGE = "knowledge"


What = Annotated[DraftKind, Operand("WHAT", "option-what")]


def new(what: What, folder: Folder, lang: Lang) -> int:
    """Ask for a rule or anything else of a knowledge base, and write it in its place; or write a whole new one."""
    if what is DraftKind.KNOWLEDGE:
        return _new_knowledge(folder, message_language(lang))
    place, speaker = authors_knowledge(folder, lang)
    interview = Interview(speaker, standard_output(), sys.stdin)
    interview.paper.lines([place.line(speaker.language)])
    interview.say("new-welcome", Tone.QUIET)
    try:
        parts = interview.hold(lambda one: agreed(what.value, one, place.folder))
    except (StoppedError, KeyboardInterrupt) as stopped:
        interview.paper.line("")
        interview.say("nothing-written")
        return INTERRUPTED if isinstance(stopped, KeyboardInterrupt) else 1
    drafted = write(place.folder, parts)
    for draft, where in drafted.places:
        interview.say("written", Tone.HOLDS, file=draft.file, line=where.line)
    keep_schemas(place.folder, drafted.inspection)
    interview.say(f"next-after-{what}", Tone.QUIET, folder=shlex.quote(str(place.folder)))
    return 0


def _new_knowledge(folder: Path | None, language: Language) -> int:
    """Write a small knowledge base in a folder that is new or empty; raises KnowledgeError and Mistake."""
    if folder is None:
        raise Mistake("argument-missing", "DIR")
    folder_to_begin_in(folder)
    files = write_starter(folder, slug(folder.resolve().name, "-") or DraftKind.KNOWLEDGE)
    told = {"count": len(files), "folder": shlex.quote(str(folder))}
    standard_output().lines(Line(line) for line in word("new-knowledge", language, **told).splitlines())
    return 0


def folder_to_begin_in(folder: Path) -> None:
    """Raise KnowledgeError where something stands in a folder already, or where it is a part of another knowledge."""
    problems, place = Problems(), Position(str(folder))
    around = find_knowledge(next(each for each in (folder.resolve(), *folder.resolve().parents) if each.exists()))
    inside = folder.resolve().relative_to(around).parts[:1] if around else ()
    if inside in (("facts",), ("rules",)):
        problems.add("knowledge-inside-another", place, name=shown(folder), other=shown(around))
    elif folder.is_dir() and any(folder.iterdir()):
        problems.add("folder-not-empty", place, name=shown(folder))
    elif folder.exists() and not folder.is_dir():
        problems.add("folder-is-a-file", place, name=shown(folder))
    if len(problems):
        raise KnowledgeError(problems.sorted())
