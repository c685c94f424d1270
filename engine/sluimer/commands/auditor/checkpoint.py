"""`sluimer log checkpoint`: one line that tells where the log ends."""

from sluimer.commands.log import LogPlace
from sluimer.commands.output import standard_output


def checkpoint(place: LogPlace) -> None:
    """Print where the log ends."""
    place.language()  # a line of data has none, but a wrong one is a mistake all the same
    with place.opened() as log:
        standard_output().text(log.checkpoint().line() + "\n")
