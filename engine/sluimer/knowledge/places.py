"""Knowledge without the places where it stands, to see whether an edit changed what is said."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from sluimer.messages import NOWHERE, Position


def without_places(value: Any) -> Any:
    """A value as plain data, with every position in it left out."""
    if isinstance(value, Position):
        return NOWHERE
    if isinstance(value, tuple):
        return tuple(without_places(each) for each in value)
    if isinstance(value, Mapping):
        return {key: without_places(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), [without_places(getattr(value, each.name)) for each in fields(value)]
    return value
