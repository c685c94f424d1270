"""Persons as bits: Arrow, planes and bytes say the same of them, however many there are and wherever they lie."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

import numpy as np
import pyarrow as pa

from sluimer.population.bits import (
    NOBODY,
    anybody,
    bitmap,
    bits_of,
    bools_of,
    everybody,
    how_many,
    is_among,
    nobody,
    numbers_of,
    places_in,
    those_at,
    true_values,
    validity,
)
from tries import tries

CROWDS = st.lists(st.booleans(), max_size=200)
COUNTS = (0, 1, 7, 8, 63, 64, 65, 128, 1000)


@given(CROWDS)
@settings(max_examples=tries(300))
def test_bits_say_of_each_person_what_was_said(crowd: list[bool]) -> None:
    """There and back, one by one, by their places, and counted; and as bits of Arrow."""
    count, bits = len(crowd), bits_of(np.array(crowd, np.bool_))
    places = [place for place, one in enumerate(crowd) if one]
    assert bools_of(bits, count).tolist() == crowd
    assert [is_among(bits, place) for place in range(count)] == crowd
    assert (places_in(bits), how_many(bits), anybody(bits)) == (places, len(places), bool(places))
    assert those_at(places, count).tolist() == bits.tolist()
    assert pa.Array.from_buffers(pa.bool_(), count, [None, bitmap(bits)]).to_pylist() == crowd


@pytest.mark.parametrize("count", COUNTS)
def test_nobody_after_the_last_is_ever_counted(count: int) -> None:
    """Nor is anybody who is not among none; what is kept for all cannot be changed."""
    assert how_many(everybody(count)) == how_many(everybody(count) ^ nobody(count)) == count
    assert how_many(everybody(count) & ~nobody(count)) == count
    assert how_many(everybody(count) & ~NOBODY) == count
    assert how_many(everybody(count) & NOBODY) == how_many(nobody(count)) == 0
    assert bools_of(NOBODY, count).tolist() == [False] * count
    for kept in (everybody(count), nobody(count), NOBODY):
        with pytest.raises(ValueError, match="read-only"):
            kept |= kept


@given(st.lists(st.sampled_from([True, False, None]), max_size=200), st.integers(0, 80), st.integers(0, 200))
@settings(max_examples=tries(300))
def test_arrow_says_the_same_wherever_an_array_begins(said: list[bool | None], first: int, length: int) -> None:
    """A part of a longer array has other persons before and behind it, in the same bytes."""
    array, part = pa.array(said, pa.bool_())[first : first + length], said[first : first + length]
    known = validity(array)
    assert bools_of(known, len(part)).tolist() == [one is not None for one in part]
    assert bools_of(true_values(array) & known, len(part)).tolist() == [one is True for one in part]
    assert how_many(known) == sum(one is not None for one in part)


@pytest.mark.parametrize("count", COUNTS)
def test_bits_that_stand_behind_the_last_person_are_left(count: int) -> None:
    """Arrow promises nothing of them, and a buffer may end with its last byte or go on."""
    for length in ((count + 7) // 8, (count + 7) // 8 + 9):
        array = pa.Array.from_buffers(pa.bool_(), count, [None, pa.py_buffer(b"\xff" * length)])
        assert how_many(true_values(array)) == how_many(validity(array)) == count
        numbers = pa.py_buffer(bytes(8 * count))
        unknown = pa.Array.from_buffers(pa.int64(), count, [pa.py_buffer(b"\xaa" * length), numbers], 1 if count else 0)
        assert places_in(validity(unknown)) == [*range(1, count, 2)] or not count


@given(st.lists(st.integers(0, 31), max_size=200), st.integers(1, 5))
@settings(max_examples=tries(200))
def test_numbers_are_made_of_their_digits(numbers: list[int], width: int) -> None:
    """A byte for each person, from one binary digit to five; and the digits stay as they were."""
    asked = np.array(numbers, np.uint8) % (1 << width)
    digits = [bits_of(asked >> place & 1) for place in range(width)]
    before = [one.tolist() for one in digits]
    assert np.frombuffer(numbers_of(digits), np.uint8)[: len(asked)].tolist() == asked.tolist()
    assert [one.tolist() for one in digits] == before


def test_many_threads_may_share_all_that_is_kept() -> None:
    """Each gets the same, however many ask for crowds of how many sizes at once."""
    with ThreadPoolExecutor(8) as pool:
        assert [*pool.map(lambda count: how_many(everybody(count)), [*range(40)] * 20)] == [*range(40)] * 20
