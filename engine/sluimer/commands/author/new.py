"""`sluimer new`: a rule, fact, score or case, made by answering questions."""

import shlex
import sys
from enum import StrEnum
from typing import Annotated

from sluimer.authoring.drafts.draft import write, write_schemas
from sluimer.commands.author.drafting import agreed
from sluimer.commands.author.interview import Interview, StoppedError
from sluimer.commands.knowledge import authors_knowledge
from sluimer.commands.options import Folder, Lang
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import Operand, ValueOf
from sluimer.commands.problems import INTERRUPTED
from sluimer.tell.outline import Tone


class DraftKind(StrEnum):
    """What can be made, each with what to do next."""

    RULE = "rule"
    FACT = "fact"
    SCORE = "score"
    CASE = "case"


What = Annotated[
    DraftKind, Operand(["what"], type=ValueOf(DraftKind), metavar="rule|fact|score|case", help="option-what")
]


def new(what: What, folder: Folder, lang: Lang) -> int:
    """Ask for a rule, fact, score or case, and write it in its place."""
    place, speaker = authors_knowledge(folder, lang)
    interview = Interview(speaker, standard_output(), sys.stdin)
    interview.paper.lines([place.line(speaker.language)])
    interview.say("new-welcome", Tone.QUIET)
    try:
        draft = interview.hold(lambda one: agreed(what.value, one, place.folder))
    except (StoppedError, KeyboardInterrupt) as stopped:
        interview.paper.line("")
        interview.say("nothing-written")
        return INTERRUPTED if isinstance(stopped, KeyboardInterrupt) else 1
    drafted = write(place.folder, draft)
    interview.say("written", Tone.HOLDS, file=draft.file, line=drafted.placed.line)
    write_schemas(place.folder, drafted.inspection)
    interview.say(f"next-after-{what}", Tone.QUIET, folder=shlex.quote(str(place.folder)))
    return 0
