"""Persons as bits, one each, in arrays of NumPy: between the bits of Arrow, planes, and bytes; all of it is said here.

The bits lie as Arrow has them, the first person in the lowest bit of the first byte, in whole words; a bit after the
last person is never set.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bits = npt.NDArray[np.uint64]
"""Some of the persons of a batch. Others may hold the same array: what is made of it is a new one."""
Rows = Sequence[Bits]
"""The bits that a run of the net returns, in the order of its program."""
Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

_WORD: Final = 64
NOBODY: Final[Bits] = np.zeros(1, np.uint64)
"""Nobody among however many there are: it joins with all bits."""
NOBODY.flags.writeable = False


@lru_cache(16)
def everybody(count: int) -> Bits:
    """All of so many persons."""
    return _kept(bits_of(np.ones(count, np.bool_)))


@lru_cache(16)
def nobody(count: int) -> Bits:
    """None of so many persons."""
    return _kept(np.zeros_like(everybody(count)))


def _kept(bits: Bits) -> Bits:
    bits.flags.writeable = False
    return bits


def bits_of(bools: npt.NDArray[Any]) -> Bits:
    """Those for whom this is true."""
    return _whole(np.packbits(bools, bitorder="little"), len(bools))


def those_at(places: Iterable[int], count: int) -> Bits:
    """Those at these places, from 0 up, of so many persons."""
    found = np.zeros(count, np.bool_)
    found[np.fromiter(places, np.intp)] = True
    return bits_of(found)


def bools_of(bits: Bits, count: int) -> Bools:
    """For each person whether they are among these."""
    return np.unpackbits(bits.view(np.uint8), count=count, bitorder="little").view(np.bool_)


def how_many(bits: Bits) -> int:
    """How many persons these are."""
    return int(np.count_nonzero(np.unpackbits(bits.view(np.uint8)).view(np.bool_)))


def anybody(bits: Bits) -> bool:
    """Whether there is anybody among these."""
    return bool(bits.any())


def is_among(bits: Bits, place: int) -> bool:
    """Whether the person at this place is among these."""
    return bool(bits.view(np.uint8)[place >> 3] >> (place & 7) & 1)


def places_in(bits: Bits) -> list[int]:
    """The places of these persons, from 0 up."""
    found: list[int] = np.flatnonzero(np.unpackbits(bits.view(np.uint8), bitorder="little")).tolist()
    return found


def numbers_of(bits: Sequence[Bits]) -> Any:
    """A buffer of Arrow with a byte for each person: the number of which these are the binary digits, the least first.

    It has room for as many persons as whole words have.
    """
    buffer = pa.allocate_buffer(_WORD * len(bits[0]))  # of Arrow's memory, which comes back when results are let go
    number, room = _spread(bits[-1]), np.frombuffer(buffer, np.uint64)
    for digit in bits[-2::-1]:
        number += number
        number = np.bitwise_or(number, _spread(digit), out=room)
    if number is not room:
        room[:] = number
    return buffer


def _spread(bits: Bits) -> Bits:
    """A byte for each person, 1 for who is among these, eight in a word."""
    return np.unpackbits(bits.view(np.uint8), bitorder="little").view(np.uint64)


def validity(array: Any) -> Bits:
    """Who has a value in an Arrow array."""
    return _bits_in(array.buffers()[0], array.offset, len(array)) if array.null_count else everybody(len(array))


def true_values(array: Any) -> Bits:
    """Who has true in a boolean Arrow array; of who has no value it says nothing."""
    return _bits_in(array.buffers()[1], array.offset, len(array)) if len(array) else nobody(0)


def bitmap(bits: Bits) -> Any:
    """What an Arrow array has in the place of its bits."""
    return pa.py_buffer(bits)


def _bits_in(buffer: Any, offset: int, count: int) -> Bits:
    first, shift = divmod(offset, 8)
    taken = np.frombuffer(buffer, np.uint8)[first : (offset + count + 7) // 8]
    if shift:
        return bits_of(np.unpackbits(taken, bitorder="little")[shift : shift + count])
    return _whole(taken, count) & everybody(count)


def _whole(taken: Bytes, count: int) -> Bits:
    """Bits that are bytes, in whole words."""
    bits = np.zeros(-(-count // _WORD), np.uint64)
    bits.view(np.uint8)[: len(taken)] = taken
    return bits
