"""`sluimer log erase`: first how much is kept of persons, then whether it may be erased, then what was done."""

import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import click

from sluimer.commands.auditor.selection import first_of
from sluimer.commands.log import LogPlace, person_named
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption, WholeNumber
from sluimer.commands.replies import YES_NO, Replies, meaning
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Outline, Tone

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, Erased, Erasing


@dataclass(frozen=True, slots=True)
class EraseOptions:
    """The options that say what is to be erased: one of the first four; why, and whether without asking."""

    person: Annotated[str | None, CommandOption("--person", metavar="P", help="option-log-erase-person")]
    decision: Annotated[str | None, CommandOption("--decision", metavar="D", help="option-log-erase-decision")]
    before: Annotated[str | None, CommandOption("--before", metavar="DATE", help="option-log-erase-before")]
    older_than: Annotated[
        int | None,
        CommandOption(
            "--older-than", type=WholeNumber(min=1, max=36_500), metavar="DAYS", help="option-log-erase-older"
        ),
    ]
    reason: Annotated[str, CommandOption("--reason", default="", metavar="TEXT", help="option-log-reason")]
    yes: Annotated[bool, CommandOption("--yes", help="option-log-yes")]

    def check(self, language: str) -> None:
        """Let pass what can be done; raises a mistake in the command, and LogError for a person without a name."""
        named = [one for one in (self.person, self.decision, self.before, self.older_than) if one is not None]
        if len(named) != 1:
            raise click.BadParameter(word("log-one-of-four", language))
        if self.person is not None and _names(self.reason, person_named(self.person)):
            raise click.BadParameter(word("log-reason-names", language), param_hint="--reason")
        if self.before is not None:
            first_of(self.before, "--before", language)

    def erasing(self, log: "DecisionLog", language: str) -> "Erasing":
        """The erasure that this means in a log; raises LogError."""
        from sluimer.audit.log import erasing_before, erasing_decision, erasing_person

        if self.person is not None:
            return erasing_person(log, self.person)
        if self.decision is not None:
            return erasing_decision(log, self.decision)
        if self.before is not None:
            return erasing_before(log, first_of(self.before, "--before", language))
        return erasing_before(log, datetime.now(UTC) - timedelta(days=self.older_than or 0))


def _names(reason: str, person: str) -> bool:
    """Whether a reason names a person, as a word of its own.

    >>> _names("asked by customer 42", "42"), _names("after 420 days", "42")
    (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(person.strip())}(?!\w)", reason, re.IGNORECASE) is not None


def erase(options: EraseOptions, place: LogPlace) -> int:
    """Erase what is wanted once that may be done, and tell what was done."""
    language = place.language()
    options.check(language)
    with place.opened() as log:
        erasing = options.erasing(log, language)
        numbers = erasing.numbers()
        if numbers and not _allowed(numbers, options.yes, language):
            standard_output().line(word("log-erase-stopped", language))
            return 1
        none = "log-erase-none" if options.person is None else "log-erase-nobody"
        standard_output().lines(_told(erasing.erase(options.reason), none, log, language))
    return 0


def _allowed(numbers: tuple[int, ...], yes: bool, language: str) -> bool:
    """Tell how much it is, and ask whether it may be done; where nobody can answer it may not."""
    from sluimer.audit.log.entry import number_ranges

    if yes:
        return True
    if not sys.stdin.isatty():
        raise click.BadParameter(word("log-unasked", language), param_hint="--yes")
    paper = standard_output()
    paper.line(word("log-erase-how-many", language, count=len(numbers), numbers=number_ranges(numbers)))
    paper.prompt(word("log-erase-final", language) + ":")
    return meaning(Replies(sys.stdin).next().strip().casefold(), language, YES_NO) == "yes"


def _told(erased: "Erased", none: str, log: "DecisionLog", language: str) -> Outline:
    from sluimer.audit.log.entry import number_ranges

    if erased.entry is None:
        done = [Line(word(none, language))]
    else:
        what = {"count": len(erased.numbers), "numbers": number_ranges(erased.numbers), "entry": erased.entry}
        done = [
            Line(word("log-erase-done", language, **what), tone=Tone.HOLDS),
            Line(word("log-erase-entries", language), 1),
            Line(word("log-erase-copies", language), 1),
        ]
    left = word("log-erase-left", language, replayable=erased.replayable, decisions=erased.decisions)
    return (*done, Line(left, 1), *_remains(erased.vacuumed, log.store.is_sqlite, language))


def _remains(vacuumed: bool, own_file: bool, language: str) -> Outline:
    """Where something of it may still be."""
    unclean = (Line(word("log-erase-not-clean", language), 1, Tone.URGENT),) if not vacuumed else ()
    server = () if own_file else (Line(word("log-erase-server", language), 1, Tone.REFERRAL),)
    return (*unclean, *server)
