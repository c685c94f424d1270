"""`sluimer log backup`: a copy of the log in a file of its own."""

from typing import Annotated

from sluimer.commands.log import LogPlace
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import Operand
from sluimer.messages import shown
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Tone

BackupFile = Annotated[str, Operand("FILE", "option-log-backup-file")]


def backup(file: BackupFile, place: LogPlace) -> None:
    """Copy the log, and tell where the copy ends."""
    language = place.language()
    with place.opened() as log:
        from sluimer.audit.log import back_up

        end = back_up(log, file)
    copied = Line(word("log-backed-up", language, file=shown(file), entries=end.number), tone=Tone.HOLDS)
    standard_output().lines((copied, Line(word("log-backup-private", language), 1)))
