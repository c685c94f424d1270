"""How often something generated is tried: enough to find most faults while one waits, and in full where CI has time.

`SLUIMER_FULL=1` tries all; `.ci/run` sets it once.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

Case = TypeVar("Case")

FULL = os.environ.get("SLUIMER_FULL", "") not in ("", "0")
SHARE = 40
CASES_IN_PART = 4
IN_PART = pytest.mark.in_part
"""For a test with many cases, of which every fourth is tried; all in full."""
IN_FULL = pytest.mark.skipif(not FULL, reason="takes long: it is tried where SLUIMER_FULL is set, as in .ci/run")


def tries(full: int) -> int:
    """How often to try what is tried so often in full."""
    return full if FULL else max(full // SHARE, 5)


def some(full: Sequence[Case], share: int = 3) -> Sequence[Case]:
    """Of many cases every third one, or another share; all in full."""
    return full if FULL else full[::share]


def amount(name: str, share: int, full: int) -> int:
    """How many of these are made: a share, all of them in full, or what the environment says in `SLUIMER_<name>`."""
    return int(os.environ.get(f"SLUIMER_{name}", full if FULL else share))
