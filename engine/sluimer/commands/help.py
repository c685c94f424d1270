"""Commands and groups whose help is in the language of the user."""

import os
from typing import Any

from typer.core import TyperCommand, TyperGroup

from sluimer.commands.given import message_language
from sluimer.commands.options import LANGUAGE_VARIABLE
from sluimer.explain.words import WORDS, word


class Group(TyperGroup):
    """A group of commands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        _put_in_words(self)


class Command(TyperCommand):
    """One command."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        _put_in_words(self)


def _put_in_words(command: TyperCommand | TyperGroup) -> None:
    """Replace each help that is a key by its words."""
    language = message_language(os.environ.get(LANGUAGE_VARIABLE) or None)
    for each in (command, *command.params):
        key = getattr(each, "help", None)
        if key in WORDS:
            setattr(each, "help", word(str(key), language))  # noqa: B010  # only some parameters have a help
    if command.epilog:
        command.epilog = word("example", language, command=command.epilog)
