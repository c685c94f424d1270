"""Which decisions of a log a command is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from sluimer.commands.auditor.dates import after, first_of
from sluimer.commands.log_place import person_named
from sluimer.messages.texts import word

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, LoggedDecision


@dataclass(frozen=True, slots=True)
class Chosen:
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


def chosen(person: str | None, since: str | None, until: str | None, language: str, last: int = 0) -> Chosen:
    """What was chosen by options; raises LogError for a person without a name."""
    begin = None if since is None else first_of(since, "--since", language)
    end = None if until is None else after(until, "--until", language)
    if begin and end and begin >= end:
        raise click.BadParameter(word("log-since-after-until", language), param_hint="--since")
    return Chosen(person=None if person is None else person_named(person), since=begin, until=end, last=last)


def named_or_chosen(names: Sequence[str], which: Chosen, language: str) -> Chosen:
    """The decisions that are named, or those that were chosen by options; to do both is a mistake in the command."""
    others = {"--person": which.person, "--since": which.since, "--until": which.until}
    if names and (other := next((option for option, given in others.items() if given), "")):
        raise click.BadParameter(word("log-not-together", language, other=other), param_hint="DECISION")
    return replace(which, names=tuple(dict.fromkeys(names)))
