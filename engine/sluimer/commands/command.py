"""Commands and groups of them: their help and what is wrong with them is told in the language of the user."""

import re
import sys
from collections.abc import Iterable, Sequence
from copy import copy
from importlib import import_module
from typing import Any

import click

from sluimer.commands.locale import language_of
from sluimer.commands.parameters import ClickOperand, Mistake, filled, parameters
from sluimer.commands.problems import INTERRUPTED, MISTAKEN, tell_mistake, telling_problems
from sluimer.messages import nearest
from sluimer.messages.texts import spoken, word

_LANGUAGE = "sluimer.language"
"""Where the context of Click has the language of the user, for all commands below it."""


def _said(key: str, **places: str) -> str:
    """A text about a command, in the language of the user."""
    context = click.get_current_context(silent=True)
    language = context.meta.get(_LANGUAGE) if context else None
    return word(key, language or language_of(), **places)


class HelpPage(click.HelpFormatter):
    """The help of a command, with the words that Click puts in it."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix or f"{_said('usage')} ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a part."""
        super().write_heading(_said(f"heading-{heading.lower()}"))

    def write_dl(self, rows: Iterable[tuple[str, str]], *widths: int, **named: int) -> None:
        """Write what stands beside what."""
        told = [(name, _EXTRA.sub(lambda found: _said(f"extra-{found[0]}"), about)) for name, about in rows]
        super().write_dl(told, *widths, **named)


_EXTRA = re.compile(r"(?<=\[)(env var|default)(?=: [^\]]*\]$)")


class CommandContext(click.Context):
    """What a command is called with."""

    formatter_class = HelpPage


class Command(click.Command):
    """One command; its help and those of its parameters are keys of words, and its epilog is an example."""

    context_class = CommandContext

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the user."""
        super(Command, _in_words(self, self.get_params(ctx))).format_help(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each argument is, then the options."""
        rows = [(str(each.metavar), each.about) for each in self.params if isinstance(each, ClickOperand)]
        if rows:
            with formatter.section("Arguments"):
                formatter.write_dl(rows)
        super().format_options(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help; its own is a key of words too."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "option-help"
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words behind the command; raises Mistake for one too many."""
        ctx.allow_extra_args = True
        ctx.meta.setdefault(_LANGUAGE, language_of(args))
        try:
            left = super().parse_args(ctx, args)
        except click.UsageError as mistake:
            mistake.ctx = mistake.ctx or ctx  # the parser itself does not know whose words it reads
            raise
        if left and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise Mistake("argument-unwanted", left[0], ctx)
        return left

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line that stands beside it in the list of a group."""
        return super(Command, _in_words(self, ())).get_short_help_str(limit)


class LazyCommand(Command):
    """A command whose function stands in a module that is imported once the command is wanted.

    What the function gives is the exit code, or nothing where all went well. `place` names the module and the function
    in `sluimer.commands`.
    """

    def __init__(self, name: str, place: str, help_key: str, example: str) -> None:
        super().__init__(name, help=help_key, epilog=example)
        self._place = place

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its arguments and options."""
        if self.callback is None:
            module, _, name = self._place.rpartition(".")
            function = getattr(import_module(f"sluimer.commands.{module}"), name)
            self.params = parameters(function)
            self.callback = lambda **values: filled(function, values)
        return super().get_params(ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Run it, and tell what is wrong with what it was given."""
        form = ctx.params.get("form")
        with telling_problems(form == "json" if form else bool(ctx.params.get("as_json")), ctx.params.get("lang")):
            return super().invoke(ctx)


class Group(Command, click.Group):
    """A group of commands, shown in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as Click calls it
        """Their names."""
        return [*self.commands]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words behind the group; without any its help is shown, as what is missing."""
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(MISTAKEN)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named; raises Mistake where there is none."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise Mistake("no-such-command", args[0], ctx, nearest(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **settings: Any,
    ) -> Any:
        """Run the program, and end it as a program ends; a mistake in the command is told and ends with 2."""
        try:
            code = super().main(args, prog_name, complete_var, False, **settings)
        except click.UsageError as mistake:
            if not standalone_mode:
                raise
            tell_mistake(mistake, sys.argv[1:] if args is None else args)
            sys.exit(MISTAKEN)
        except click.Abort:
            if not standalone_mode:
                raise
            click.echo(_said("aborted"), err=True)
            sys.exit(INTERRUPTED)
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code


def _in_words(command: Command, params: Iterable[click.Parameter]) -> Command:
    """A copy of a command with these parameters, in which each key of words is replaced by the words."""
    shown = copy(command)
    shown.options_metavar = _said("metavar-options")
    if isinstance(shown, click.Group):
        shown.subcommand_metavar = _said("metavar-command")
    shown.params = [copy(each) for each in params]
    for each in (shown, *shown.params):
        name = "about" if isinstance(each, ClickOperand) else "help"
        key = getattr(each, name)
        if key:
            setattr(each, name, _said(key, languages=", ".join(spoken())))
    if shown.epilog:
        shown.epilog = _said("example", command=shown.epilog)
    return shown
