"""What values say, remembered: each is read once, so that a column costs what its distinct values cost."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, Final, Generic, TypeVar

T = TypeVar("T")
LONGEST: Final = 200
"""Characters of a value that is remembered; longer ones are seldom twice the same, and could fill the memory."""


class Memory(Generic[T]):
    """Reads values, and remembers what the first `most` of them say; threads may share it, since all read alike."""

    def __init__(self, read: Callable[[Any], T], most: int) -> None:
        self._read = read
        self._most = most
        self._known: dict[Hashable, T] = {}

    def of(self, value: object) -> T:
        """What a value says."""
        key = key_of(value)
        found = self._known.get(key)
        if found is None:
            found = self._read(value)
            if len(self._known) < self._most and _length(key) <= LONGEST:
                self._known[key] = found
        return found


def key_of(value: object) -> Hashable:
    """What tells a value apart from all others, whatever it is: 1, 1.0, `1` and yes are four values.

    >>> len({key_of(value) for value in (1, 1.0, "1", True, [1], [1.0])})
    6
    """
    return value if isinstance(value, str | date) else (type(value), repr(value))


def _length(key: Any) -> int:
    return len(key) if isinstance(key, str) else len(key[1]) if isinstance(key, tuple) else 0
