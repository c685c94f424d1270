"""Which decisions of a log a command is about; days and times are read as people type them, in UTC."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

import click

from sluimer.commands.log import person_named
from sluimer.commands.parameters import CommandOption
from sluimer.messages import shown
from sluimer.messages.texts import word

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, LoggedDecision

_STEP = timedelta(milliseconds=1)
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Selection:
    """The decisions that are named; or else those of a person, from a time until before another, the last so many."""

    names: tuple[str, ...] = ()
    person: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    last: int = 0

    def of(self, log: "DecisionLog") -> "Iterator[LoggedDecision]":
        """These decisions in the order of the log, or as they were named; raises LogError."""
        if self.names:
            return (log.decision(name) for name in self.names)
        return log.decisions(self.person, self.since, self.until, self.last)


@dataclass(frozen=True, slots=True)
class SelectionOptions:
    """The options that choose decisions: those of a person, and those of a time."""

    person: Annotated[str | None, CommandOption("--person", metavar="P", help="option-log-person")]
    since: Annotated[str | None, CommandOption("--since", metavar="DATE", help="option-log-since")]
    until: Annotated[str | None, CommandOption("--until", metavar="DATE", help="option-log-until")]

    def selection(self, language: str, names: Sequence[str] = (), last: int = 0) -> Selection:
        """What was chosen, by these options or by names; both is a mistake in the command.

        Raises LogError for a person without a name.
        """
        begin = None if self.since is None else first_of(self.since, "--since", language)
        end = None if self.until is None else _span(self.until, "--until", language)[1]
        if begin and end and begin >= end:
            raise click.BadParameter(word("log-since-after-until", language), param_hint="--since")
        person = None if self.person is None else person_named(self.person)
        others = {"--person": person, "--since": begin, "--until": end}
        if names and (other := next((option for option, chosen in others.items() if chosen), "")):
            raise click.BadParameter(word("log-not-together", language, other=other), param_hint="DECISION")
        return Selection(tuple(dict.fromkeys(names)), person, begin, end, last)


def first_of(written: str, option: str, language: str) -> datetime:
    """Where a day begins, or a time itself; a mistake in the command where it is no day or time."""
    return _span(written, option, language)[0]


def _span(written: str, option: str, language: str) -> tuple[datetime, datetime]:
    """From when until before when a day or a time lasts; what is before its end includes all of it."""
    try:
        begin, length = _read(written.strip())
        return begin, begin + length if begin < _LAST - length else _LAST
    except (ValueError, OverflowError) as error:
        said = word("log-bad-date", language, written=shown(written))
        raise click.BadParameter(said, param_hint=option) from error


def _read(written: str) -> tuple[datetime, timedelta]:
    """A day or time, with how long it lasts. Raises ValueError and OverflowError."""
    if "W" in written:  # Python takes a week for its Monday, and who writes "until" means all of it
        raise ValueError(written)
    try:
        return datetime.combine(date.fromisoformat(written), time(), UTC), timedelta(days=1)
    except ValueError:
        read = datetime.fromisoformat(written)
    zoned = read if read.tzinfo else read.replace(tzinfo=UTC)
    return zoned.astimezone(UTC), _STEP
