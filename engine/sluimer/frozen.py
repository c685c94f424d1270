"""Mappings that nobody can change, inside values that can still be copied or sent to another process."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
Whole = TypeVar("Whole")


def frozen(mapping: Mapping[Key, Value]) -> Mapping[Key, Value]:
    """A view of a mapping that cannot be changed; whoever made the mapping must not change it either."""
    return MappingProxyType(mapping)


def reduced(value: Any) -> tuple[object, tuple[object, ...]]:
    """What `__reduce__` of a frozen dataclass returns, since a view itself cannot be pickled."""
    parts = [getattr(value, each.name) for each in fields(value)]
    return _rebuilt, (type(value), *[dict(part) if isinstance(part, MappingProxyType) else part for part in parts])


def _rebuilt(kind: type[Whole], *parts: object) -> Whole:
    return kind(*[frozen(part) if isinstance(part, dict) else part for part in parts])
