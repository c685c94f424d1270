"""The program `sluimer`: its commands, its help, and the way it meets the terminal."""

import gc
import os
import sys
from collections.abc import Callable

import click

from sluimer.commands.advise import advise
from sluimer.commands.ask import ask
from sluimer.commands.check import check
from sluimer.commands.given import message_language
from sluimer.commands.help import Command, Group
from sluimer.commands.ledger import ledger
from sluimer.commands.log_group import LogGroup
from sluimer.commands.new import new
from sluimer.commands.options import LANGUAGE_VARIABLE
from sluimer.commands.paper import give_up, open_streams, standard_error
from sluimer.commands.schema import schema
from sluimer.commands.show import show
from sluimer.commands.test import run as test
from sluimer.commands.why import why, why_not
from sluimer.explain.outline import Line
from sluimer.explain.words import word
from sluimer.files import NotPlainError
from sluimer.read.source import problem_of

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


COMMANDS: dict[str, Callable[..., None]] = {
    "advise": advise,
    "ask": ask,
    "check": check,
    "ledger": ledger,
    "new": new,
    "schema": schema,
    "show": show,
    "test": test,
    "why": why,
    "why-not": why_not,
}

app = Group("sluimer", help="program", epilog=EXAMPLES["advise"], no_args_is_help=True)
click.version_option(package_name="sluimer", message="%(prog)s %(version)s", help="option-version")(app)
for _name, _function in COMMANDS.items():
    app.add_command(Command.of(_name, _function, f"command-{_name}", EXAMPLES[_name]))
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
