"""Work of a process apart from its talking: answers are made by a few threads, so that it keeps listening meanwhile.

What takes no longer than a message is made at once: to hand it to a thread and back took a quarter of an answer.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final, TypeVar

T = TypeVar("T")
KEEPING: Final = 8
"""Answers at once where each waits for a log; without one more threads than one would only wait for each other."""
SHORT: Final = 4_096
"""Characters of answers that are read in about the time that it takes to weigh them."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """The threads that answer; `keeping` where each answer waits for a log."""

    keeping: bool = False
    pool: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pool", ThreadPoolExecutor(KEEPING if self.keeping else 1, "sluimer-answer"))

    async def advise(self, text: str, make: Callable[[], T]) -> T:
        """What a function makes of one person's answers: at once where these are short and nothing is kept of them."""
        if self.keeping or len(text) > SHORT:
            return await self.run(make)
        await asyncio.sleep(0)  # so that all that came in meanwhile is counted, or refused, before this begins
        return make()

    async def run(self, make: Callable[[], T]) -> T:
        """What a function gives, once a thread is free; one that nobody waits for any more does not begin."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, make)
