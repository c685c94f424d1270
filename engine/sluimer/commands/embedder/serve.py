"""`sluimer serve`: the knowledge base over HTTP."""

from contextlib import closing, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

from sluimer.commands.knowledge import KnowledgeChoice
from sluimer.commands.locale import chosen_language, message_language
from sluimer.commands.log import KeptIn
from sluimer.commands.options import Lang
from sluimer.commands.output import standard_error
from sluimer.commands.parameters import CommandOption, WholeNumber
from sluimer.commands.problems import problem_lines
from sluimer.knowledge_base import KnowledgeBase
from sluimer.messages import KnowledgeError, Language, Position, Problem
from sluimer.messages.texts import word
from sluimer.tell.outline import Line

if TYPE_CHECKING:
    import socket

    from sluimer.reach.service.worker import Assignment, OpenLog


def _number(name: str, lowest: int, highest: int, default: int) -> CommandOption:
    limits = WholeNumber(lowest, highest)
    help_key = f"option-serve-{name.strip('-')}"
    return CommandOption(name, type=limits, metavar="N", default=default, show_default=True, help=help_key)


@dataclass(frozen=True, slots=True)
class ServiceOptions:
    """The options that say where a service listens, how much it takes on, and when it reads the rules again."""

    host: Annotated[
        str,
        CommandOption("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="option-serve-host"),
    ]
    port: Annotated[int, _number("--port", 0, 65_535, 8000)]
    workers: Annotated[int, _number("--workers", 1, 256, 1)]
    max_body: Annotated[int, _number("--max-body", 100, 100_000_000, 65_536)]
    max_rows: Annotated[int, _number("--max-rows", 1, 1_000_000, 1_000)]
    max_seconds: Annotated[int, _number("--max-seconds", 1, 3_600, 10)]
    max_at_once: Annotated[int, _number("--max-at-once", 1, 10_000, 64)]
    grace: Annotated[int, _number("--grace", 0, 3_600, 30)]
    no_watch: Annotated[bool, CommandOption("--no-watch", help="option-serve-no-watch")]
    quiet: Annotated[bool, CommandOption("--quiet", help="option-serve-quiet")]

    def assignment(self, open_log: "OpenLog") -> "Assignment":
        """What each process does."""
        from sluimer.reach.service import Limits
        from sluimer.reach.service.worker import Assignment

        batch = max(self.max_body, Limits().batch_body)
        limits = Limits(self.max_body, batch, self.max_rows, self.max_seconds, self.max_at_once)
        return Assignment(open_log, limits, grace=self.grace, log_requests=not self.quiet)

    def listening(self) -> "socket.socket":
        """A socket at the place that was chosen; raises KnowledgeError where another one listens there."""
        from sluimer.reach.service.supervisor import listen

        try:
            return listen(self.host, self.port)
        except (OSError, UnicodeError) as error:
            raise _problem("service-place-taken", address=f"{self.host}:{self.port}", reason=_reason(error)) from error


def serve(options: ServiceOptions, lang: Lang, choice: KnowledgeChoice, log: KeptIn) -> int:
    """Answer over HTTP until a signal says stop. Raises KnowledgeError and LogError."""
    needs_service()
    from sluimer.reach.service.supervisor import Supervisor

    language = message_language(chosen_language(lang))
    with log.opener() if log.opener else nullcontext():
        pass  # what is wrong with the log is told here, once
    choice.tell_found(lang)
    assignment = options.assignment(log.opener or nullcontext)
    with closing(options.listening()) as listening:
        supervisor = Supervisor(choice.base, assignment, listening, partial(tell_service, language), choice.folder)
        supervisor.count, supervisor.watching = options.workers, not options.no_watch
        if not supervisor.run():
            raise _problem("service-no-worker")
    return 0


def tell_service(
    language: Language, key: str, base: KnowledgeBase, problems: tuple[Problem, ...] = (), **words: str
) -> None:
    """Tell on standard error what becomes of the service, and before that what keeps newer rules out."""
    named = {"name": base.name.name, "version": base.name.version, "digest": base.name.digest}
    standard_error().lines([*problem_lines(problems, language), Line(word(key, language, **named, **words))])


def needs_service() -> None:
    """Whatever a service needs beside this package must be installed; raises KnowledgeError."""
    try:
        import sluimer.reach.service  # noqa: F401  # it says itself what it lacks
    except ModuleNotFoundError as error:
        if error.name not in ("fastapi", "uvicorn", "prometheus_client"):
            raise
        raise _problem("service-needs-extra") from error


def _problem(code: str, **words: str) -> KnowledgeError:
    return KnowledgeError((Problem(code, Position("sluimer serve"), tuple(words.items())),))


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
