"""Problems in what a command was given, and mistakes in the command itself: told once, in the language of the user."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from sluimer.commands.locale import language_of, message_language
from sluimer.commands.output import standard_error, standard_output
from sluimer.commands.parameters import Mistake, typed_name
from sluimer.files.replace import NotPlainError
from sluimer.files.source import problem_of
from sluimer.messages import (
    CaseError,
    KnowledgeError,
    Language,
    LogError,
    PopulationError,
    Position,
    Problem,
    Problems,
    StepLimitError,
    UnknownTargetError,
    nearest,
)
from sluimer.messages.texts import word
from sluimer.tell.outline import Line

MISTAKEN = 2
"""The exit code after a mistake in the command."""
INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it."""


@contextmanager
def telling_problems(as_json: bool, lang: str | None, code: int = 1) -> Iterator[None]:
    """Tell what is wrong with the input, and end with this exit code."""
    try:
        yield
    except (CaseError, KnowledgeError, LogError, PopulationError, UnknownTargetError) as error:
        _tell(error.problems, as_json, message_language(lang))
    except NotPlainError as error:
        _tell((problem_of(error, str(error.filename)),), as_json, message_language(lang))
    except StepLimitError as error:
        standard_error().line(str(error))
    else:
        return
    raise click.exceptions.Exit(code)


def _tell(problems: tuple[Problem, ...], as_json: bool, language: Language) -> None:
    """Print problems: as data for programs on standard output, else as text beside it."""
    if as_json:
        standard_output().data({"problems": [problem.as_dict(language) for problem in problems]})
    else:
        standard_error().lines(problem_lines(problems, language))


def problem_lines(problems: tuple[Problem, ...], language: Language) -> list[Line]:
    """Each problem with its place, and its help below it."""
    return [Line(line) for problem in problems for line in problem.render(language).splitlines()]


def tell_mistake(error: click.UsageError, words: Sequence[str]) -> None:
    """Say on standard error what is wrong with a command that was typed as these words."""
    language, command = language_of(words), error.ctx.command_path if error.ctx else "sluimer"
    mistake = _mistake(error)
    if mistake:
        problems = Problems()
        names = {"name": mistake.name, "command": command}
        problems.add(mistake.code, Position(mistake.name), mistake.near, **names, **mistake.words)
        standard_error().lines(problem_lines(problems.sorted(), language))
        return
    hint = getattr(error, "param_hint", None)
    place = hint if isinstance(hint, str) else command
    standard_error().line(word("mistake", language, place=place, said=error.message))


def _mistake(error: click.UsageError) -> Mistake | None:
    """The mistake that Click found; None where it has words of its own."""
    match error:
        case Mistake():
            return error
        case click.NoSuchOption():
            return Mistake("no-such-option", error.option_name, near=nearest(error.option_name, _options(error.ctx)))
        case click.MissingParameter() if error.param:
            return Mistake("argument-missing", typed_name(error.param))
        case click.BadOptionUsage():
            unwanted = error.option_name in _options(error.ctx, flags=True)
            return Mistake("value-unwanted" if unwanted else "value-missing", error.option_name)
    return None


def _options(context: click.Context | None, flags: bool = False) -> list[str]:
    """The names of the options of a command, or of those alone that take no value."""
    parameters = context.command.get_params(context) if context else []
    options = [each for each in parameters if isinstance(each, click.Option)]
    return [name for each in options if each.is_flag or not flags for name in each.opts]
