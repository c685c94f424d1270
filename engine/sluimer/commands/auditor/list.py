"""`sluimer log list`: one line for each decision of the log, or for each erasure."""

from typing import Annotated

import click

from sluimer.audit.report.tell_log import Listed, tell_erasures, tell_list
from sluimer.commands.auditor.selection import Selection, SelectionOptions
from sluimer.commands.auditor.verdict import known_of
from sluimer.commands.log import LogPlace
from sluimer.commands.options import AsJson
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption, WholeNumber
from sluimer.messages.texts import word

Limit = Annotated[int | None, CommandOption("--limit", type=WholeNumber(min=1), metavar="N", help="option-log-limit")]
OfErasures = Annotated[bool, CommandOption("--erasures", help="option-log-erasures")]


def list_decisions(
    options: SelectionOptions, limit: Limit, of_erasures: OfErasures, as_json: AsJson, place: LogPlace
) -> None:
    """Print the decisions that were chosen, or all erasures."""
    language = place.language()
    selection = options.selection(language, last=limit or 0)
    if of_erasures and selection != Selection():
        raise click.BadParameter(word("log-erasures-alone", language), param_hint="--erasures")
    with place.opened() as log:
        from sluimer.audit.log import erasures

        erased = erasures(log) if of_erasures else ()
        listed = () if of_erasures else tuple(Listed.of(one, known_of(log, one)) for one in selection.of(log))
    if as_json:
        found = {"erasures": erased} if of_erasures else {"decisions": listed}
        standard_output().data({name: [one.as_dict() for one in some] for name, some in found.items()})
    else:
        standard_output().lines(tell_erasures(erased, language) if of_erasures else tell_list(listed, language))
