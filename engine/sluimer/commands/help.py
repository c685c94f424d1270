"""Commands and groups whose help is in the language of the user."""

import os
from collections.abc import Callable
from copy import copy
from typing import Self

import click

from sluimer.commands.given import message_language
from sluimer.commands.options import LANGUAGE_VARIABLE
from sluimer.commands.parameters import Argument, parameters
from sluimer.explain.words import WORDS, word


class Command(click.Command):
    """One command; its help and those of its parameters are keys of words, and its epilog is an example."""

    @classmethod
    def of(cls, name: str, function: Callable[..., None], help_key: str, example: str) -> Self:
        """The command that calls a function with what its parameters say."""
        return cls(name, callback=function, params=parameters(function), help=help_key, epilog=example)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the user."""
        super(Command, _in_words(self)).format_help(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each argument is, then the options."""
        rows = [(str(each.metavar), each.about) for each in self.params if isinstance(each, Argument)]
        if rows:
            with formatter.section("Arguments"):
                formatter.write_dl(rows)
        super().format_options(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line that stands beside it in the list of a group."""
        return super(Command, _in_words(self)).get_short_help_str(limit)


class Group(Command, click.Group):
    """A group of commands, shown in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as Click calls it
        """Their names."""
        return [*self.commands]


def _in_words(command: Command) -> Command:
    """A copy of a command in which each key of words is replaced by the words."""
    language = message_language(os.environ.get(LANGUAGE_VARIABLE) or None)
    shown = copy(command)
    shown.params = [copy(each) for each in command.params]
    for each in (shown, *shown.params):
        name = "about" if isinstance(each, Argument) else "help"
        key = getattr(each, name)
        if key in WORDS:
            setattr(each, name, word(key, language))
    if shown.epilog:
        shown.epilog = word("example", language, command=shown.epilog)
    return shown
