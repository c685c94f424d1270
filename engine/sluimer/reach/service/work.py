"""Work of a process apart from its talking: answers are made by a few threads, so that it keeps listening meanwhile."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
KEEPING = 8
"""Answers at once where each waits for a log; without one more threads than one would only wait for each other."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """The threads that answer."""

    threads: int = 1
    pool: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pool", ThreadPoolExecutor(self.threads, "sluimer-answer"))

    async def run(self, make: Callable[[], T]) -> T:
        """What a function gives, once a thread is free; one that nobody waits for any more does not begin."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, make)
