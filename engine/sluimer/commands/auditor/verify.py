"""`sluimer log verify`: whether the whole log is what was written."""

from typing import Annotated

from sluimer.audit.report.tell_log import tell_verified
from sluimer.commands.auditor.checkpoints import CheckpointFiles, checkpoints_in
from sluimer.commands.log import LogPlace
from sluimer.commands.options import AsJson
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption
from sluimer.commands.problems import problem_lines

Quick = Annotated[bool, CommandOption("--quick", help="option-log-quick")]


def verify(files: CheckpointFiles, quick: Quick, as_json: AsJson, place: LogPlace) -> int:
    """Print whether the log is what was written; 1 where it is not."""
    language = place.language()
    with place.opened() as log:
        from sluimer.audit import log as audit

        checkpoints = checkpoints_in(files, log)
        found = audit.verify(log, checkpoints, records=not quick)
    if as_json:
        counts = {name: getattr(found, name) for name in ("entries", "decisions", "erased", "replayable")}
        compared = {"checkpoints": len(checkpoints), "records": not quick}
        problems = [fault.as_dict(language) for fault in found.faults]
        standard_output().data({**counts, **compared, "problems": problems})
    else:
        faults = problem_lines(found.faults, language)
        standard_output().lines([*faults, *tell_verified(found, not quick, len(checkpoints), language)])
    return 1 if found.faults else 0
