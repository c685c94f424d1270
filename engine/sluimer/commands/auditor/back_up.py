"""A copy of the log in a file of its own."""

from sluimer.commands.log_place import NamedLog
from sluimer.commands.paper import standard_output
from sluimer.messages import shown
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Tone


def back_up_and_tell(named: NamedLog, file: str, language: str) -> None:
    """Copy the log, and tell where the copy ends; raises LogError."""
    with named.opened() as log:
        from sluimer.audit.log import back_up

        end = back_up(log, file)
    standard_output().lines(
        (
            Line(word("log-backed-up", language, file=shown(file), entries=end.number), tone=Tone.HOLDS),
            Line(word("log-backup-private", language), 1),
        )
    )
