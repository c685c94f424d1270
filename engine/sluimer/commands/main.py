"""The program `sluimer`: its commands, its help, and the way it meets the terminal."""

import gc
import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from sluimer.commands.advise import advise
from sluimer.commands.ask import ask
from sluimer.commands.check import check
from sluimer.commands.given import message_language
from sluimer.commands.help import Command, Group
from sluimer.commands.ledger import ledger
from sluimer.commands.log_group import LogGroup
from sluimer.commands.new import new
from sluimer.commands.options import LANGUAGE_VARIABLE
from sluimer.commands.paper import give_up, standard_error
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


app = typer.Typer(
    cls=Group,
    name="sluimer",
    help="program",
    epilog=EXAMPLES["advise"],
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


def _register(name: str, command: Callable[..., None]) -> None:
    app.command(name, cls=Command, help=f"command-{name}", epilog=EXAMPLES[name])(command)


_register("advise", advise)
_register("ask", ask)
_register("check", check)
_register("ledger", ledger)
app.add_typer(typer.Typer(), name="log", cls=LogGroup, no_args_is_help=True, help="command-log", epilog=EXAMPLES["log"])
_register("new", new)
_register("schema", schema)
_register("show", show)
_register("test", test)
_register("why", why)
_register("why-not", why_not)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"sluimer {version('sluimer')}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="option-version")
    ] = False,
) -> None:
    """The options of the program as a whole."""


def run() -> None:
    """Run the program on the arguments it was called with."""
    gc.set_threshold(100_000, 50, 100)  # what is read lives till the end; looking it through again takes half the time
    _open_streams()
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


def _open_streams() -> None:
    """Have all three streams, whichever was closed, and let none stop at a character it cannot take."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  # open till the end
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
