"""Between planes, the bits of Arrow, and the bytes of NumPy: the same persons, one bit or one byte each."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Plane = int
"""One bit a person, the first person in the lowest bit."""
Rows = Sequence[Plane]
"""The planes that a run of the net returns, in the order of its program."""
Bools = npt.NDArray[np.bool_]


@lru_cache(16)
def ones(count: int) -> Plane:
    """The plane of so many persons that holds all of them."""
    return (1 << count) - 1


def plane_of(bools: Bools) -> Plane:
    """The plane of those for whom this is true."""
    return int.from_bytes(np.packbits(bools, bitorder="little").tobytes(), "little")


def bytes_of(plane: Plane, count: int) -> npt.NDArray[np.uint8]:
    """A byte for each person: 1 for who is in the plane."""
    return np.unpackbits(np.frombuffer(_bytes(plane, count), np.uint8), count=count, bitorder="little")


def two_bits(low: Plane, high: Plane, count: int) -> npt.NDArray[np.uint8]:
    """A byte for each person: 1 for who is in the first plane, and 2 more for who is in the second."""
    pairs = np.frombuffer(_bytes(low, count), np.uint8) | np.frombuffer(_bytes(high, count), np.uint8) * np.uint16(256)
    return _eight_of_each()[pairs].view(np.uint8)[:count]


@cache
def _eight_of_each() -> npt.NDArray[np.uint64]:
    """For each pair of bytes of two planes the bytes of eight persons; it takes half a megabyte."""
    every = np.arange(256, dtype=np.uint8)
    bits = np.unpackbits(every[:, None], axis=1, bitorder="little")
    return (bits[None, :, :] + 2 * bits[:, None, :]).reshape(-1, 8).view(np.uint64).reshape(-1)


def places_in(plane: Plane, count: int) -> list[int]:
    """The places of those who are in a plane, from 0 up."""
    return [int(place) for place in np.flatnonzero(bytes_of(plane, count))] if plane else []


def validity(array: Any) -> Plane:
    """Who has a value in an Arrow array."""
    return _plane_in(array.buffers()[0], array.offset, len(array)) if array.null_count else ones(len(array))


def true_values(array: Any, known: Plane) -> Plane:
    """Which of those who have a value in a boolean Arrow array have true: its bits as they lie."""
    return _plane_in(array.buffers()[1], array.offset, len(array)) & known if len(array) else 0


def bitmap(plane: Plane, count: int) -> Any:
    """A plane as the bits of an Arrow array."""
    return pa.py_buffer(_bytes(plane, count))


def _bytes(plane: Plane, count: int) -> bytes:
    return plane.to_bytes((count + 7) // 8, "little")


def _plane_in(buffer: Any, offset: int, count: int) -> Plane:
    first, shift = divmod(offset, 8)
    taken = memoryview(buffer)[first : (offset + count + 7) // 8]
    plane = int.from_bytes(taken, "little")
    return (plane >> shift if shift else plane) & ones(count)
