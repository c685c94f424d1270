"""Parameters of commands: each stands in an annotation beside the type that it gives, which says how it is typed.

A dataclass of such annotations is a group of options, which several commands share and get as one object.

>>> @dataclass(frozen=True)
... class Size:
...     wide: Annotated[int, CommandOption("--wide")]
...     high: Annotated[int, CommandOption("--high")]
>>> def area(name: Annotated[str, Operand("NAME")], size: Size) -> str:
...     return f"{name}: {size.wide * size.high}"
>>> [parameter.name for parameter in parameters(area)]
['name', 'wide', 'high']
>>> filled(area, {"name": "door", "wide": 2, "high": 3})
'door: 6'
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass as dataclass  # for the example above
from dataclasses import is_dataclass
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Annotated as Annotated  # for the example above
from typing import Any, TypeVar, get_args, get_origin

import click

from sluimer.messages import listed, nearest
from sluimer.read.numbers import plain_number

T = TypeVar("T")
PATH = click.Path(path_type=Path, readable=False)
"""A name of a file or folder; whether it can be read is told by what reads it."""


class Mistake(click.UsageError):
    """What was typed in a command and cannot be meant: `name` says where, and `words` fill the message of this code."""

    def __init__(
        self, code: str, name: str, context: click.Context | None = None, near: str = "", **words: str
    ) -> None:
        super().__init__(code, context)
        self.code, self.name, self.near, self.words = code, name, near, words


class ClickOperand(click.Argument):
    """An argument of a command, with what it is about; Click's own has a help only in its latest versions."""

    def __init__(self, names: list[str], about: str, **settings: Any) -> None:
        super().__init__(names, **settings)
        self.about = about


class CommandOption:
    """An option: how it is typed, and what Click is told of it beside its name and type."""

    def __init__(self, *typed: str, of: type[click.Option] = click.Option, **settings: Any) -> None:
        self._typed, self._of, self._settings = typed, of, settings

    def made(self, name: str, kind: object) -> click.Option:
        """The option for a parameter of this name and type: a flag, one value, or several."""
        given = {"is_flag": True} if kind is bool else {"multiple": _is_several(kind), "type": _type_of(kind)}
        return self._of([name, *self._typed], **{**given, **self._settings})


class Operand:
    """An argument: what it is called in the usage, and the key of what it is about."""

    def __init__(self, metavar: str, about: str = "") -> None:
        self._metavar, self._about = metavar, about

    def made(self, name: str, kind: object) -> ClickOperand:
        """The argument for a parameter of this name and type, which may be left out where there may be none."""
        several = _is_several(kind)
        needed = not several and NoneType not in get_args(kind)
        kinds = {"type": _type_of(kind), "nargs": -1 if several else 1, "required": needed}
        return ClickOperand([name], self._about, metavar=self._metavar, **kinds)


def _is_several(kind: object) -> bool:
    return get_origin(kind) is tuple


def _type_of(kind: object) -> Any:
    """How Click reads one value of a type; nothing where that is a text."""
    [one] = {*(get_args(kind) or (kind,))} - {NoneType, Ellipsis}
    if one is Path:
        return PATH
    return ValueOf(one) if isinstance(one, type) and issubclass(one, StrEnum) else None


class WholeNumber(click.IntRange):
    """A whole number within bounds."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number that a text spells; raises Mistake."""
        return _number(super().convert, value, param, ctx)


class Percentage(click.FloatRange):
    """A number from 0 to 100."""

    def __init__(self) -> None:
        super().__init__(min=0, max=100)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number that a text spells; raises Mistake."""
        return _number(super().convert, value, param, ctx)


def _number(convert: Callable[..., Any], value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
    """What Click makes of a text, unless no file could hold such a number either."""
    try:
        if not isinstance(value, str) or plain_number(value) is not None:
            return convert(value, param, ctx)
    except click.BadParameter:
        pass
    raise Mistake("value-not-a-number", typed_name(param), ctx, value=str(value))


class ValueOf(click.Choice):  # type: ignore[type-arg]  # it takes a type from Click 8.2 on only
    """One of the values of an enumeration, by its text."""

    def __init__(self, values: type[StrEnum]) -> None:
        super().__init__([str(value) for value in values])
        self._values = values

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> StrEnum:
        """The value that a text names; raises Mistake."""
        try:
            return self._values(value)
        except ValueError as error:
            known, name, near = list(self._values), typed_name(param), nearest(str(value), list(self._values))
            raise Mistake("value-not-offered", name, ctx, near, value=str(value), known=listed(known)) from error


def typed_name(parameter: click.Parameter | None) -> str:
    """What a person calls an option or argument."""
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return (parameter.metavar or parameter.name or "").strip("[].") if parameter else ""


def parameters(command: Callable[..., object]) -> list[click.Parameter]:
    """What a function or a group is filled with from the command line, in the order in which it is shown."""
    found: list[click.Parameter] = []
    for name, hint in command.__annotations__.items():
        beside = getattr(hint, "__metadata__", ())
        found += parameters(hint) if _is_group(hint) else [one.made(name, hint.__origin__) for one in beside]
    return found


def filled(command: Callable[..., T], values: Mapping[str, Any]) -> T:
    """What a function gives for the values that Click read, or a group that holds them."""
    hints = {name: hint for name, hint in command.__annotations__.items() if name != "return"}
    return command(**{name: filled(hint, values) if _is_group(hint) else values[name] for name, hint in hints.items()})


def _is_group(hint: object) -> bool:
    return is_dataclass(hint)
