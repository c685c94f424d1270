"""Commands and groups whose help is in the language of the user."""

import os
from collections.abc import MutableMapping
from typing import Any

from click import Context
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from sluimer.commands.given import message_language
from sluimer.commands.options import LANGUAGE_VARIABLE
from sluimer.explain.words import WORDS, word


class Group(TyperGroup):
    """A group of commands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        _put_in_words(self)


class LogGroup(Group):
    """The commands about the log, which are made once one of them is wanted: the others start without them."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002  # as the group that it is has it
        """Their names, in the order in which they are shown."""
        return [*self._made()]

    def get_command(self, ctx: Context, cmd_name: str) -> Any:  # noqa: ARG002  # likewise
        """One of them, or None."""
        return self._made().get(cmd_name)

    def _made(self) -> MutableMapping[str, Any]:
        if not self.commands:
            from sluimer.commands.log import log

            self.commands.update(get_group(log).commands)
        return self.commands


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
