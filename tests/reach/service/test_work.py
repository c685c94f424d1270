"""Where an answer is made: what is short where it came in, what is long or kept in a thread."""

import asyncio
import threading

import pytest

from sluimer.reach.service.work import SHORT, Workshop

HERE = threading.get_ident


@pytest.mark.parametrize(
    ("keeping", "size", "handed_over"),
    [(False, 10, False), (False, SHORT, False), (False, SHORT + 1, True), (True, 10, True), (True, SHORT + 1, True)],
)
def test_only_what_is_short_and_not_kept_is_made_where_it_came_in(keeping: bool, size: int, handed_over: bool) -> None:
    made_by = asyncio.run(Workshop(keeping).advise("x" * size, HERE))
    assert (made_by != HERE()) == handed_over


def test_what_may_take_long_is_made_in_a_thread() -> None:
    assert asyncio.run(Workshop().run(HERE)) != HERE()


@pytest.mark.parametrize("size", [10, SHORT + 1])
def test_what_fails_fails_for_whoever_asked(size: int) -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(Workshop().advise("x" * size, lambda: 1 / 0))


def test_all_that_came_in_is_seen_before_the_first_is_answered() -> None:
    seen: list[str] = []

    async def one(workshop: Workshop, number: int) -> None:
        seen.append(f"came {number}")
        await workshop.advise("", lambda: seen.append(f"answered {number}"))

    async def three() -> None:
        workshop = Workshop()
        await asyncio.gather(*(one(workshop, number) for number in range(3)))

    asyncio.run(three())
    assert seen == ["came 0", "came 1", "came 2", "answered 0", "answered 1", "answered 2"]
