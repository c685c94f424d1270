"""How often something generated is tried: enough to find most faults while one waits, and in full where CI has time.

`SLUIMER_FULL=1` tries all; `.ci/run` sets it once.
"""

import os

FULL = os.environ.get("SLUIMER_FULL", "") not in ("", "0")
SHARE = 5


def tries(full: int) -> int:
    """How often to try what is tried so often in full."""
    return full if FULL else max(full // SHARE, 8)
