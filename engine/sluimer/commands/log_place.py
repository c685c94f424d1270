"""The log that a command is about: where it is, and which key belongs to it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sluimer.commands.log_options import KEY_VARIABLE
from sluimer.knowledge_base import Consultation, Keeper
from sluimer.knowledge_base.receipt import Receipt, Unlogged
from sluimer.messages import LogError, log_error

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, LogKey


@dataclass(frozen=True, slots=True)
class NamedLog:
    """A log as it was named on the command line or in the environment; `where` and `key_file` may be missing."""

    where: str | None
    key_file: Path | None

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
    """What a command that gives advice does with the decision: nothing, unless a log was named."""

    named: NamedLog
    person: str | None = None
    optional: bool = False

    @contextmanager
    def keeper(self) -> Iterator[Keeper | None]:
        """What keeps the decision, if anything does; raises LogError where it cannot and must.

        A log that stands in the environment alone counts too: whoever set it there wants no advice to go unlogged, and
        the last line of the advice tells of it.
        """
        if self.person is not None:
            person_named(self.person)
        if self.optional:
            yield _Reporting(self._keep)
        elif self.named.where is None and self.person is None:
            yield None
        else:
            with self.named.opened() as log:
                yield log

    def _keep(self, consultation: Consultation, person: str | None, language: str) -> Receipt | Unlogged:
        with self.named.opened() as log:
            return log.keep(consultation, person, language)


@dataclass(frozen=True, slots=True)
class _Reporting:
    """Keeps a decision where that can be done, and else says why not."""

    attempt: Callable[[Consultation, str | None, str], Receipt | Unlogged]

    def keep(self, consultation: Consultation, person: str | None = None, language: str = "") -> Receipt | Unlogged:
        """Keep a decision, whatever is wrong with the log."""
        try:
            return self.attempt(consultation, person, language)
        except LogError as error:
            return Unlogged(error.problems)


def person_named(person: str) -> str:
    """What someone is known by; raises LogError where nothing stands there, as when a variable was empty."""
    if not person.strip():
        raise log_error("log-person", "--person")
    return person
