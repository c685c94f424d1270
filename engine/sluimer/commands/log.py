"""The log that a command is about: where it is, which key belongs to it, and whether advice is kept in it."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sluimer.commands.locale import chosen_language, message_language
from sluimer.commands.options import Lang
from sluimer.commands.parameters import CommandOption
from sluimer.knowledge_base import Consultation, Keeper
from sluimer.knowledge_base.receipt import Receipt, Unlogged
from sluimer.messages import Language, LogError, log_error

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, LogKey

KEY_VARIABLE = "SLUIMER_LOG_KEY"


def _place(help_key: str) -> CommandOption:
    return CommandOption("--log", metavar="PLACE", show_envvar=True, envvar="SLUIMER_LOG", help=help_key)


KeyFile = Annotated[
    Path | None,
    CommandOption(
        "--key-file", metavar="FILE", show_envvar=True, envvar="SLUIMER_LOG_KEY_FILE", help="option-log-key-file"
    ),
]


@dataclass(frozen=True, slots=True)
class LogPlace:
    """The options that name a log, on the command line or in the environment; and the language to tell of it in."""

    where: Annotated[str | None, _place("option-log")]
    key_file: KeyFile
    lang: Lang = None

    def language(self) -> Language:
        """The language to tell of the log in; one that is not there is a mistake."""
        return message_language(chosen_language(self.lang))

    @property
    def place(self) -> str:
        """Where the log is; raises LogError where nobody said."""
        if not self.where:
            raise log_error("log-no-place", "--log")
        return self.where

    def key(self) -> "LogKey":
        """The key in the file that was named, else the one in the environment; raises LogError."""
        from sluimer.audit.log import key_from_text, read_key

        if self.key_file is not None:
            return read_key(self.key_file)
        if text := os.environ.get(KEY_VARIABLE):
            return key_from_text(text, KEY_VARIABLE)
        raise log_error("log-no-key", "--key-file")

    @contextmanager
    def opened(self) -> Iterator["DecisionLog"]:
        """The log, open; raises LogError."""
        needs_library(self.place)
        from sluimer.audit.log import open_log

        log = open_log(self.place, self.key())
        try:
            yield log
        finally:
            log.close()


def needs_library(place: str) -> None:
    """Whatever a log needs beside this package must be installed; raises LogError."""
    try:
        import sluimer.audit.log  # noqa: F401  # it says itself what it lacks
    except ModuleNotFoundError as error:
        if error.name != "sqlalchemy":
            raise
        raise log_error("log-needs-extra", place, extra="log") from error


@dataclass(frozen=True, slots=True)
class Keeping:
    """The options that say what a command does with the advice it gives: nothing, unless a log was named."""

    where: Annotated[str | None, _place("option-log-keep")]
    key_file: KeyFile
    person: Annotated[str | None, CommandOption("--person", metavar="P", help="option-log-about")]
    log_optional: Annotated[bool, CommandOption("--log-optional", help="option-log-optional")]

    @contextmanager
    def keeper(self) -> Iterator[Keeper | None]:
        """What keeps the decision, if anything does; raises LogError where it cannot and must.

        A log that stands in the environment alone counts too: whoever set it there wants no advice to go unlogged, and
        the last line of the advice tells of it.
        """
        log = LogPlace(self.where, self.key_file)
        if self.person is not None:
            person_named(self.person)
        if self.log_optional:
            yield OptionalKeeper(log)
        elif self.where is None and self.person is None:
            yield None
        else:
            with log.opened() as keeper:
                yield keeper


@dataclass(frozen=True, slots=True)
class KeptIn:
    """The options that name the log in which a service keeps every decision, if any."""

    where: Annotated[str | None, _place("option-log-serve")]
    key_file: KeyFile

    @property
    def opener(self) -> Callable[[], AbstractContextManager[Keeper]] | None:
        """What opens the log in whichever process writes to it; None where no log was named."""
        return LogPlace(self.where, self.key_file).opened if self.where else None


@dataclass(frozen=True, slots=True)
class OptionalKeeper:
    """Keeps a decision in a log where that can be done, and else says why not."""

    log: LogPlace

    def keep(self, consultation: Consultation, person: str | None = None, language: str = "") -> Receipt | Unlogged:
        """Keep a decision, whatever is wrong with the log."""
        try:
            with self.log.opened() as log:
                return log.keep(consultation, person, language)
        except LogError as error:
            return Unlogged(error.problems)


def person_named(person: str) -> str:
    """What someone is known by; raises LogError where nothing stands there, as when a variable was empty."""
    if not person.strip():
        raise log_error("log-person", "--person")
    return person
