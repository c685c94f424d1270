"""`sluimer log`: the log of decisions; a command of its own for each thing to do with it.

What a command does stands in a module that is imported when it runs.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import click

from sluimer.commands.given import chosen_language, message_language, problems_told
from sluimer.commands.help import Command
from sluimer.commands.log_options import KeyFile, OfPerson, Place, Since, Until
from sluimer.commands.log_place import NamedLog
from sluimer.commands.options import AsJson, Audience, For, KnowledgeFolder, Lang, Packs, Settings
from sluimer.commands.parameters import PATH, Argument, OneOf, WholeNumber
from sluimer.messages import Language
from sluimer.messages.texts import word

LOG_EXAMPLES = {
    "init": "sluimer log init --log log.db --key-file log.key",
    "list": "sluimer log list --log log.db --key-file log.key",
    "show": "sluimer log show 1 --log log.db --key-file log.key",
    "verify": "sluimer log verify --log log.db --key-file log.key",
    "replay": "sluimer log replay --now --log log.db --key-file log.key",
    "erase": "sluimer log erase --person 42 --log log.db --key-file log.key",
    "export": "sluimer log export all.jsonl --log log.db --key-file log.key",
    "report": "sluimer log report 1 --log log.db --key-file log.key",
    "backup": "sluimer log backup copy.db --log log.db --key-file log.key",
    "checkpoint": "sluimer log checkpoint --log log.db --key-file log.key",
}
"""Each command with a line that shows its use."""


class ExportFormat(StrEnum):
    """What decisions are written as."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    RECORDS = "records"


Limit = Annotated[
    int | None, click.Option(["limit", "--limit"], type=WholeNumber(min=1), metavar="N", help="option-log-limit")
]
Decision = Annotated[str, Argument(["decision"], metavar="DECISION", help="option-log-decision")]
Decisions = Annotated[
    tuple[str, ...],
    Argument(["decisions"], required=False, nargs=-1, metavar="[DECISION]...", help="option-log-decisions"),
]
Checkpoints = Annotated[
    tuple[Path, ...],
    click.Option(
        ["checkpoints", "--checkpoints"], multiple=True, type=PATH, metavar="FILE", help="option-log-checkpoints"
    ),
]
Quick = Annotated[bool, click.Option(["quick", "--quick"], is_flag=True, help="option-log-quick")]
WithNow = Annotated[bool, click.Option(["now", "--now"], is_flag=True, help="option-log-now")]
ErasePerson = Annotated[str | None, click.Option(["person", "--person"], metavar="P", help="option-log-erase-person")]
EraseDecision = Annotated[
    str | None, click.Option(["decision", "--decision"], metavar="D", help="option-log-erase-decision")
]
EraseBefore = Annotated[
    str | None, click.Option(["before", "--before"], metavar="DATE", help="option-log-erase-before")
]
EraseOlder = Annotated[
    int | None,
    click.Option(
        ["older_than", "--older-than"],
        type=WholeNumber(min=1, max=36_500),
        metavar="DAYS",
        help="option-log-erase-older",
    ),
]
Reason = Annotated[str, click.Option(["reason", "--reason"], default="", metavar="TEXT", help="option-log-reason")]
Yes = Annotated[bool, click.Option(["yes", "--yes"], is_flag=True, help="option-log-yes")]
ExportFile = Annotated[str, Argument(["file"], metavar="FILE", help="option-log-file")]
AsFormat = Annotated[
    ExportFormat | None, click.Option(["form", "--format"], type=OneOf(ExportFormat), help="option-log-format")
]

BackupFile = Annotated[str, Argument(["file"], metavar="FILE", help="option-log-backup-file")]

AboutTarget = Annotated[str | None, Argument(["target"], required=False, metavar="[TARGET]", help="option-log-target")]
OfErasures = Annotated[bool, click.Option(["of_erasures", "--erasures"], is_flag=True, help="option-log-erasures")]
Reported = Annotated[str | None, Argument(["decision"], required=False, metavar="[DECISION]", help="option-log-report")]
WithDetails = Annotated[bool, click.Option(["details", "--details"], is_flag=True, help="option-log-details")]


def init(place: Place = None, key_file: KeyFile = None, lang: Lang = None) -> None:
    """Make a log."""
    from sluimer.commands.auditor.make import make_log

    with problems_told(False, lang):
        make_log(NamedLog(place, key_file), _language(lang))


def list_decisions(
    person: OfPerson = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    of_erasures: OfErasures = False,
    as_json: AsJson = False,
    place: Place = None,
    key_file: KeyFile = None,
    lang: Lang = None,
) -> None:
    """Print one line for each decision, or for each erasure."""
    from sluimer.commands.auditor.choose import Chosen, chosen
    from sluimer.commands.auditor.print import print_erasures, print_list

    with problems_told(as_json, lang):
        named, language = NamedLog(place, key_file), _language(lang)
        which = chosen(person, since, until, language, limit or 0)
        if not of_erasures:
            print_list(named, which, as_json, language)
        elif which != Chosen():
            raise click.BadParameter(word("log-erasures-alone", language), param_hint="--erasures")
        else:
            print_erasures(named, as_json, language)


def show(
    decision: Decision,
    target: AboutTarget = None,
    reader: For = None,
    as_json: AsJson = False,
    place: Place = None,
    key_file: KeyFile = None,
    lang: Lang = None,
) -> None:
    """Print one decision, or one item or topic of it."""
    from sluimer.commands.auditor.print import print_decision

    with problems_told(as_json, lang):
        if as_json and (reader or target) is not None:
            raise click.BadParameter(word("record-has-no-reader", _language(lang)), param_hint="--json")
        raise click.exceptions.Exit(print_decision(NamedLog(place, key_file), decision, target, reader, as_json, lang))


def verify(
    checkpoints: Checkpoints = (),
    quick: Quick = False,
    as_json: AsJson = False,
    place: Place = None,
    key_file: KeyFile = None,
    lang: Lang = None,
) -> None:
    """Check the whole log."""
    from sluimer.commands.auditor.print import print_verified

    with problems_told(as_json, lang):
        named, language = NamedLog(place, key_file), _language(lang)
        raise click.exceptions.Exit(print_verified(named, checkpoints, quick, as_json, language))


def replay(
    decisions: Decisions = (),
    person: OfPerson = None,
    since: Since = None,
    until: Until = None,
    now: WithNow = False,
    knowledge: KnowledgeFolder = None,
    packs: Packs = None,
    settings: Settings = (),
    audience: Audience = None,
    as_json: AsJson = False,
    place: Place = None,
    key_file: KeyFile = None,
    lang: Lang = None,
) -> None:
    """Make decisions again."""
    from sluimer.commands.auditor.choose import chosen, named_or_chosen
    from sluimer.commands.auditor.replay import Today, print_replayed

    with problems_told(as_json, lang):
        language = _language(lang)
        which = named_or_chosen(decisions, chosen(person, since, until, language), language)
        otherwise = now or knowledge is not None or packs is not None or bool(settings) or audience is not None
        today = Today(knowledge, packs, settings, audience) if otherwise else None
        raise click.exceptions.Exit(print_replayed(NamedLog(place, key_file), which, today, as_json, language))


def erase(
    person: ErasePerson = None,
    decision: EraseDecision = None,
    before: EraseBefore = None,
    older_than: EraseOlder = None,
    reason: Reason = "",
    yes: Yes = False,
    place: Place = None,
    key_file: KeyFile = None,
    lang: Lang = None,
) -> None:
    """Erase what is kept of persons."""
    from sluimer.commands.auditor.erase import Wanted, erase_and_tell

    with problems_told(False, lang):
        wanted = Wanted(person, decision, before, older_than, reason, yes)
        erase_and_tell(NamedLog(place, key_file), wanted, _language(lang))


def export(
    file: ExportFile,
    form: AsFormat = None,
    person: OfPerson = None,
    since: Since = None,
    until: Until = None,
    place: Place = None,
    key_file: KeyFile = None,
    lang: Lang = None,
) -> None:
    """Write decisions for other programs."""
    from sluimer.commands.auditor.choose import chosen
    from sluimer.commands.auditor.export import export_and_tell

    with problems_told(False, lang):
        language = _language(lang)
        which = chosen(person, since, until, language)
        export_and_tell(NamedLog(place, key_file), file, form and form.value, which, language)


def report(
    decision: Reported = None,
    person: OfPerson = None,
    since: Since = None,
    until: Until = None,
    details: WithDetails = False,
    checkpoints: Checkpoints = (),
    place: Place = None,
    key_file: KeyFile = None,
    lang: Lang = None,
) -> None:
    """Print a page."""
    from sluimer.commands.auditor.choose import chosen, named_or_chosen
    from sluimer.commands.auditor.report import print_report

    with problems_told(False, lang):
        language = _language(lang)
        which = chosen(person, since, until, language)
        named_or_chosen([] if decision is None else [decision], which, language)
        named = NamedLog(place, key_file)
        raise click.exceptions.Exit(print_report(named, decision, which, details, checkpoints, lang))


def backup(file: BackupFile, place: Place = None, key_file: KeyFile = None, lang: Lang = None) -> None:
    """Copy the log."""
    from sluimer.commands.auditor.back_up import back_up_and_tell

    with problems_told(False, lang):
        back_up_and_tell(NamedLog(place, key_file), file, _language(lang))


def checkpoint(place: Place = None, key_file: KeyFile = None, lang: Lang = None) -> None:
    """Print where the log ends."""
    from sluimer.commands.auditor.print import print_checkpoint

    with problems_told(False, lang):
        _language(lang)  # a line of data has none, but a wrong one is a mistake all the same
        print_checkpoint(NamedLog(place, key_file))


def _language(lang: str | None) -> Language:
    return message_language(chosen_language(lang))


_FUNCTIONS: dict[str, Callable[..., None]] = {
    "init": init,
    "list": list_decisions,
    "show": show,
    "verify": verify,
    "replay": replay,
    "erase": erase,
    "export": export,
    "report": report,
    "backup": backup,
    "checkpoint": checkpoint,
}

LOG_COMMANDS = tuple(
    Command.of(name, function, f"command-log-{name}", LOG_EXAMPLES[name]) for name, function in _FUNCTIONS.items()
)
"""All of them, in the order in which they are shown."""
