"""The program `sluimer`: its commands, and the way it meets the terminal."""

import sys

import click

from sluimer.commands.command import Group, LazyCommand
from sluimer.commands.locale import language_of
from sluimer.commands.output import give_up, open_streams, standard_error
from sluimer.files.replace import NotPlainError
from sluimer.files.source import problem_of
from sluimer.messages.texts import word
from sluimer.tell.outline import Line

_LOG = "--log log.db --key-file log.key"
_COMMANDS = {
    "advise": ("person.advise.advise", "examples/anna.yaml"),
    "ask": ("person.ask.ask", "--save answers.yaml"),
    "compile": ("embedder.compile.compile_knowledge", "-o knowledge.json"),
    "page": ("embedder.page.page", "-o advice.html"),
    "check": ("author.check.check", ""),
    "diff": ("author.diff.diff", "HEAD~1"),
    "ledger": ("author.ledger.ledger", "--status marketing"),
    "log init": ("auditor.init.init", _LOG),
    "log list": ("auditor.list.list_decisions", _LOG),
    "log show": ("auditor.show.show", f"1 {_LOG}"),
    "log verify": ("auditor.verify.verify", _LOG),
    "log replay": ("auditor.replay.replay", f"--now {_LOG}"),
    "log erase": ("auditor.erase.erase", f"--person 42 {_LOG}"),
    "log export": ("auditor.export.export", f"all.jsonl {_LOG}"),
    "log report": ("auditor.report.report", f"1 {_LOG}"),
    "log backup": ("auditor.backup.backup", f"copy.db {_LOG}"),
    "log checkpoint": ("auditor.checkpoint.checkpoint", _LOG),
    "mutate": ("author.mutate.mutate", "-k heart-block-stop"),
    "new": ("author.new.new", "rule"),
    "prove": ("author.prove.prove", "--theorems"),
    "rename": ("author.rename.rename", "form preparation"),
    "schema": ("author.schema.schema", ". --modelines"),
    "screen": ("embedder.screen.screen", "examples/persons.csv advice.csv --keep id"),
    "serve": ("embedder.serve.serve", "--port 8000"),
    "show": ("author.show.show", "start-low"),
    "uses": ("author.uses.uses", "form"),
    "test": ("author.test.test", "--coverage"),
    "why": ("person.why.why", "examples/anna.yaml form"),
    "why-not": ("person.why.why_not", "examples/bert.yaml form"),
}
"""Each command in the order in which it is shown: its module and function, and the words that show its use."""

EXAMPLES = {name: f"sluimer {name} {words}".rstrip() for name, (_, words) in _COMMANDS.items()}
"""Each command with a line that shows its use."""

app = Group("sluimer", help="program", epilog=EXAMPLES["advise"], no_args_is_help=True)
click.version_option(package_name="sluimer", message="%(prog)s %(version)s", help="option-version")(app)
_log = Group("log", help="command-log", epilog=EXAMPLES["log list"], no_args_is_help=True)
for _name, (_place, _) in _COMMANDS.items():
    _command = LazyCommand(_name.split()[-1], _place, f"command-{_name.replace(' ', '-')}", EXAMPLES[_name])
    if _name.startswith("log "):
        app.add_command(_log)
        _log.add_command(_command)
    else:
        app.add_command(_command)


def run() -> None:
    """Run the program on the arguments it was called with."""
    open_streams()
    try:
        app(prog_name="sluimer")
    except OSError as error:
        standard_error().lines(Line(line) for line in _explanation(error).splitlines())
        give_up(sys.stdout)
        sys.exit(1)


def _explanation(error: OSError) -> str:
    language = language_of(sys.argv[1:])
    if isinstance(error, NotPlainError):
        return problem_of(error, str(error.filename)).render(language)
    file = f"`{error.filename}`" if error.filename else word("the-output", language)
    return word("cannot-write", language, file=file, reason=error.strerror or error)
