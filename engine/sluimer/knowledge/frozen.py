"""Mappings that nobody can change, and that can be copied, compared, serialised and sent as plain dictionaries can."""

from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class FrozenDict(dict[Key, Value]):
    """A dictionary that refuses every change.

    >>> FrozenDict(age=41)
    {'age': 41}
    >>> FrozenDict(age=41).update(age=42)
    Traceback (most recent call last):
    TypeError: this mapping cannot be changed
    """

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this mapping cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # a dictionary has none, since it can change
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


def frozen(mapping: Mapping[Key, Value]) -> Mapping[Key, Value]:
    """A mapping that nobody can change, with what is in this one."""
    return FrozenDict(mapping)
