"""Parameters of commands: each is what Click takes, and stands in a function's signature beside the type that it gives.

>>> Name = Annotated[str, Argument(["name"], metavar="NAME")]
>>> def greet(name: Name, loud: Annotated[bool, click.Option(["loud", "--loud"], is_flag=True)] = False): ...
>>> [parameter.name for parameter in parameters(greet)]
['name', 'loud']
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated as Annotated  # for the example above
from typing import Any

import click

from sluimer.read.numbers import plain_number

PATH = click.Path(path_type=Path, readable=False)
"""A name of a file or folder; whether it can be read is told by what reads it."""


class Argument(click.Argument):
    """An argument with what it is about; Click's own has a help only in its latest versions."""

    def __init__(self, names: list[str], help: str = "", **settings: Any) -> None:  # noqa: A002  # as in click.Option
        super().__init__(names, **settings)
        self.about = help


class ValueMistake(click.BadParameter):
    """A value that an option does not take; `known` are the values that it takes, where there are so few."""

    def __init__(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None, known: Sequence[str] = ()
    ) -> None:
        super().__init__(str(value), ctx, param)
        self.value = str(value)
        self.known = tuple(known)


class Refused(click.UsageError):
    """What was given to an option or a variable, and cannot be meant; `words` fill the message of this code."""

    def __init__(self, code: str, name: str, **words: str) -> None:
        super().__init__(code)
        self.code, self.name, self.words = code, name, words


@contextmanager
def _refusing(value: object, param: click.Parameter | None, ctx: click.Context | None) -> Iterator[None]:
    """Raise ValueMistake for what Click says of a value, and for a number that no file could hold either."""
    if isinstance(value, str) and plain_number(value) is None:
        raise ValueMistake(value, param, ctx)
    try:
        yield
    except click.BadParameter as error:
        raise ValueMistake(value, param, ctx) from error


class WholeNumber(click.IntRange):
    """A whole number within bounds."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number that a text spells; raises ValueMistake."""
        with _refusing(value, param, ctx):
            return super().convert(value, param, ctx)


class Percentage(click.FloatRange):
    """A number from 0 to 100."""

    def __init__(self) -> None:
        super().__init__(min=0, max=100)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number that a text spells; raises ValueMistake."""
        with _refusing(value, param, ctx):
            return super().convert(value, param, ctx)


class OneOf(click.Choice):  # type: ignore[type-arg]  # it takes a type from Click 8.2 on only
    """One of the values of an enumeration, by its text."""

    def __init__(self, values: type[StrEnum]) -> None:
        super().__init__([str(value) for value in values])
        self._values = values

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> StrEnum:
        """The value that a text names; raises ValueMistake."""
        try:
            return self._values(value)
        except ValueError as error:
            raise ValueMistake(value, param, ctx, list(self._values)) from error


def parameters(command: Callable[..., None]) -> list[click.Parameter]:
    """What a function is called with from the command line, in the order in which it is shown."""
    beside = (part for hint in command.__annotations__.values() for part in getattr(hint, "__metadata__", ()))
    return [part for part in beside if isinstance(part, click.Parameter)]
