"""The program `sluimer`: its commands, its help, and the way it meets the terminal."""

import gc
import os
import sys
from importlib import import_module

import click

from sluimer.commands.auditor.log_group import LogGroup
from sluimer.commands.given import message_language
from sluimer.commands.help import Command, Group
from sluimer.commands.options import LANGUAGE_VARIABLE
from sluimer.commands.paper import give_up, open_streams, standard_error
from sluimer.files.replace import NotPlainError
from sluimer.files.source import problem_of
from sluimer.messages.texts import word
from sluimer.tell.outline import Line

EXAMPLES = {
    "advise": "sluimer advise examples/anna.yaml",
    "ask": "sluimer ask --save answers.yaml",
    "check": "sluimer check",
    "ledger": "sluimer ledger --status marketing",
    "log": "sluimer log list --log log.db --key-file log.key",
    "new": "sluimer new rule",
    "schema": "sluimer schema . --modelines",
    "show": "sluimer show start-low",
    "test": "sluimer test --coverage",
    "why": "sluimer why examples/anna.yaml form",
    "why-not": "sluimer why-not examples/bert.yaml form",
}
"""Each command with a line that shows its use."""

_PLACES = {
    "advise": "person.advise.advise",
    "ask": "person.ask.ask",
    "why": "person.why.why",
    "why-not": "person.why.why_not",
    "check": "author.check.check",
    "ledger": "author.ledger.ledger",
    "new": "author.new.new",
    "schema": "author.schema.schema",
    "show": "author.show.show",
    "test": "author.test.run",
}
"""The module of each command among these, and its function there."""


class Commands(Group):
    """The commands of the program, each of which is read once it is wanted: the others start without it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as Click calls it
        """Their names, in the order in which they are shown."""
        return [*EXAMPLES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # the same
        """One of them, or None."""
        if cmd_name in EXAMPLES and cmd_name not in self.commands:
            module, _, name = _PLACES[cmd_name].rpartition(".")
            function = getattr(import_module(f"sluimer.commands.{module}"), name)
            self.commands[cmd_name] = Command.of(cmd_name, function, f"command-{cmd_name}", EXAMPLES[cmd_name])
        return self.commands.get(cmd_name)


app = Commands("sluimer", help="program", epilog=EXAMPLES["advise"], no_args_is_help=True)
click.version_option(package_name="sluimer", message="%(prog)s %(version)s", help="option-version")(app)
app.add_command(LogGroup("log", help="command-log", epilog=EXAMPLES["log"], no_args_is_help=True))


def run() -> None:
    """Run the program on the arguments it was called with."""
    gc.set_threshold(100_000, 50, 100)  # what is read lives till the end; looking it through again takes half the time
    open_streams()
    try:
        app(prog_name="sluimer")
    except OSError as error:
        standard_error().lines(Line(line) for line in _told(error).splitlines())
        give_up(sys.stdout)
        sys.exit(1)


def _told(error: OSError) -> str:
    language = message_language(os.environ.get(LANGUAGE_VARIABLE) or None)
    if isinstance(error, NotPlainError):
        return problem_of(error, str(error.filename)).render(language)
    file = f"`{error.filename}`" if error.filename else word("the-output", language)
    return word("cannot-write", language, file=file, reason=error.strerror or error)
