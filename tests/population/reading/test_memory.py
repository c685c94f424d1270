"""What values say is remembered, and never more of it than fits."""

import pytest

pytest.importorskip("pyarrow", reason="needs the extra `screen`")

from sluimer.population.reading.memory import LONGEST, Memory


def reads(*values: object, most: int = 9) -> list[object]:
    """The values that are read when these are asked for one after another."""
    read: list[object] = []

    def once(value: object) -> int:
        read.append(value)
        return len(read)

    memory = Memory(once, most)
    for value in values:
        memory.of(value)
    return read


def test_each_value_is_read_once() -> None:
    assert reads("yes", "no", "yes", None, None, ["a"], ["a"]) == ["yes", "no", None, ["a"]]


def test_values_of_other_types_are_other_values() -> None:
    assert reads(1, True, 1.0, "1", 1) == [1, True, 1.0, "1"]


def test_what_comes_after_the_first_ones_is_read_each_time() -> None:
    assert reads("a", "b", "b", "a", most=1) == ["a", "b", "b"]


@pytest.mark.parametrize("long", ["x" * (LONGEST + 1), ["x" * LONGEST]])
def test_what_is_long_is_read_each_time(long: object) -> None:
    assert reads(long, long) == [long, long]
