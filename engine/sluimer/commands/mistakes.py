"""Mistakes in the command itself: told once, in the language of the user, as every other problem is."""

import os
from collections.abc import Sequence

import click

from sluimer.commands.given import message_language, problem_lines
from sluimer.commands.options import LANGUAGE_VARIABLE
from sluimer.commands.paper import standard_error
from sluimer.commands.parameters import Refused, ValueMistake
from sluimer.messages import Language, Position, Problem, Problems, known_language, listed, nearest, spoken
from sluimer.messages.texts import word

EXIT_CODE = 2


def language_of(words: Sequence[str] = ()) -> Language:
    """The language of what is said about a command: as these words or the environment choose it."""
    for before, option in zip(("", *words), words, strict=False):
        chosen = option.removeprefix("--lang=") if option.startswith("--lang=") else option
        if (before == "--lang" or chosen != option) and known_language(chosen, spoken()):
            return message_language(chosen)
    return message_language(os.environ.get(LANGUAGE_VARIABLE) or None)


def tell_mistake(mistake: click.UsageError, words: Sequence[str]) -> None:
    """Say on standard error what is wrong with a command that was typed as these words."""
    language = language_of(words)
    problem = _problem(mistake)
    if problem:
        standard_error().lines(problem_lines((problem,), language))
        return
    hint = getattr(mistake, "param_hint", None)
    place = hint if isinstance(hint, str) else _command(mistake)
    standard_error().line(word("mistake", language, place=place, said=mistake.message))


def _command(mistake: click.UsageError) -> str:
    return mistake.ctx.command_path if mistake.ctx else "sluimer"


def _problem(mistake: click.UsageError) -> Problem | None:
    """What is wrong as data; None where the mistake has words of its own."""
    match mistake:
        case WordMistake():
            return mistake.problem
        case Refused():
            return _made(mistake.code, mistake.name, _command(mistake), **mistake.words)
        case click.NoSuchOption():
            options = _options(mistake.ctx)
            return _made(
                "no-such-option", mistake.option_name, _command(mistake), nearest(mistake.option_name, options)
            )
        case click.MissingParameter() if mistake.param:
            return _made("argument-missing", _name(mistake.param), _command(mistake))
        case click.BadOptionUsage():
            code = "value-unwanted" if mistake.option_name in _options(mistake.ctx, flags=True) else "value-missing"
            return _made(code, mistake.option_name, _command(mistake))
        case ValueMistake() if mistake.param and mistake.known:
            words = {"value": mistake.value, "known": listed(mistake.known)}
            near = nearest(mistake.value, mistake.known)
            return _made("value-not-offered", _name(mistake.param), _command(mistake), near, **words)
        case ValueMistake() if mistake.param:
            return _made("value-not-a-number", _name(mistake.param), _command(mistake), value=mistake.value)
    return None


def _made(code: str, name: str, command: str, near: str = "", **words: str) -> Problem:
    problems = Problems()
    problems.add(code, Position(name), near, name=name, command=command, **words)
    return problems.sorted()[0]


def _name(parameter: click.Parameter) -> str:
    """What a person calls an option or argument."""
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return (parameter.metavar or parameter.name or "").strip("[].")


def _options(context: click.Context | None, flags: bool = False) -> list[str]:
    """The names of the options of a command, or of those alone that take no value."""
    parameters = context.command.get_params(context) if context else []
    options = [each for each in parameters if isinstance(each, click.Option)]
    return [name for each in options if each.is_flag or not flags for name in each.opts]


class WordMistake(click.UsageError):
    """A word that a command has no use for: not one of its commands, or one argument too many."""

    def __init__(self, code: str, name: str, context: click.Context, known: Sequence[str] = ()) -> None:
        super().__init__(code, context)
        self.problem = _made(code, name, context.command_path, nearest(name, known))
