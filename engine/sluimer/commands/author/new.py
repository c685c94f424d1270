"""`sluimer new`: a rule, fact, score or case, made by answering questions."""

import shlex
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import click

from sluimer.commands.folder import about, authors_folder
from sluimer.commands.given import INTERRUPTED, problems_told, whole
from sluimer.commands.options import Lang
from sluimer.commands.paper import standard_output
from sluimer.commands.parameters import PATH, Argument, OneOf
from sluimer.tell.outline import Tone


class What(StrEnum):
    """What can be made, each with what to do next."""

    RULE = "rule"
    FACT = "fact"
    SCORE = "score"
    CASE = "case"


Made = Annotated[What, Argument(["what"], type=OneOf(What), metavar="rule|fact|score|case", help="option-what")]
Folder = Annotated[Path | None, Argument(["folder"], required=False, type=PATH, metavar="[DIR]", help="option-folder")]


def new(what: Made, folder: Folder = None, lang: Lang = None) -> None:
    """Ask for a rule, fact, score or case, and write it in its place."""
    from sluimer.authoring.drafts.draft import (  # here, since no other command needs all this at its start
        write,
        write_schemas,
    )
    from sluimer.commands.author.drafting import agreed
    from sluimer.commands.author.interview import Interview, StoppedError

    with problems_told(False, lang):
        place = authors_folder(folder)
        interview = Interview(whole(place, lang), standard_output(), sys.stdin)
        interview.paper.lines([about(interview.speaker, place).line(interview.speaker.language)])
        interview.say("new-welcome", Tone.QUIET)
        try:
            draft = interview.hold(lambda one: agreed(what.value, one, place))
        except (StoppedError, KeyboardInterrupt) as stopped:
            interview.paper.line("")
            interview.say("nothing-written")
            raise click.exceptions.Exit(INTERRUPTED if isinstance(stopped, KeyboardInterrupt) else 1) from None
        drafted = write(place, draft)
        interview.say("written", Tone.HOLDS, file=draft.file, line=drafted.placed.line)
        write_schemas(place, drafted)
        interview.say(f"next-after-{what}", Tone.QUIET, folder=shlex.quote(str(place)))
