"""Frozen data as plain data, as JSON has it: what every explanation, record and export is written from."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any

from sluimer.knowledge.text import Text


def data_of(one: Any, *names: str) -> dict[str, Any]:
    """The fields of a dataclass, or only these of them, by name: a text by language, and what is frozen within too.

    >>> data_of(Text((("nl", "kamer"),)))
    {'translations': [['nl', 'kamer']]}
    """
    return {name: plain_data(getattr(one, name)) for name in names or [each.name for each in fields(one)]}


def plain_data(value: Any) -> Any:
    """A value as JSON has it; what says of itself how it is told (`as_dict`) is told so."""
    match value:
        case StrEnum():
            return value.value
        case Text(translations):
            return dict(translations)
        case Mapping():
            return {name: plain_data(each) for name, each in value.items()}
        case tuple():
            return [plain_data(each) for each in value]
    if hasattr(value, "as_dict"):
        return value.as_dict()
    return data_of(value) if is_dataclass(value) else value
