"""Parameters of commands: each is what Click takes, and stands in a function's signature beside the type that it gives.

>>> Name = Annotated[str, Argument(["name"], metavar="NAME")]
>>> def greet(name: Name, loud: Annotated[bool, click.Option(["loud", "--loud"], is_flag=True)] = False): ...
>>> [parameter.name for parameter in parameters(greet)]
['name', 'loud']
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated as Annotated  # for the example above
from typing import Any

import click

PATH = click.Path(path_type=Path, readable=False)
"""A name of a file or folder; whether it can be read is told by what reads it."""


class Argument(click.Argument):
    """An argument with what it is about; Click's own has a help only in its latest versions."""

    def __init__(self, names: list[str], help: str = "", **settings: Any) -> None:  # noqa: A002  # as in click.Option
        super().__init__(names, **settings)
        self.about = help


class OneOf(click.Choice):  # type: ignore[type-arg]  # it takes a type from Click 8.2 on only
    """One of the values of an enumeration, by its text."""

    def __init__(self, values: type[StrEnum]) -> None:
        super().__init__([str(value) for value in values])
        self._values = values

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> StrEnum:
        """The value that a text names; raises BadParameter."""
        return self._values(super().convert(value, param, ctx))


def parameters(command: Callable[..., None]) -> list[click.Parameter]:
    """What a function is called with from the command line, in the order in which it is shown."""
    beside = (part for hint in command.__annotations__.values() for part in getattr(hint, "__metadata__", ()))
    return [part for part in beside if isinstance(part, click.Parameter)]
