"""Numbers may imply answers, but never opposite ones at the same time."""

from collections.abc import Callable
from pathlib import Path

import pytest

Change = Callable[[str, str | None, str], None]


@pytest.mark.parametrize(
    ("bounds", "accepted"),
    [
        ("{at_least: 10 percent}", True),
        ("{above: 10 percent}", True),
        ("{above: 9.5 percent}", False),
        ("{at_most: 3 percent}", False),
        ("{at_least: 10 percent, below: 20 percent}", True),
        ("{at_least: 5 percent, at_most: 5 percent}", False),
    ],
)
def test_the_bounds_of_opposite_answers_must_lie_apart(
    plants: Path, change: Change, problems_of: Callable[[Path], list[str]], bounds: str, accepted: bool
) -> None:
    """Below 10 percent the plant droops; elsewhere a second implication may say that it does not."""
    change(
        "facts/plant.yaml",
        "        cites: [B2]\n  height:",
        f"        cites: [B2]\n      - when: {bounds}\n        then: {{drooping: no}}\n        overrules: yes\n"
        "        cites: [B2]\n  height:",
    )
    codes = [problem.split()[1] for problem in problems_of(plants)]
    assert ("opposite-implications" not in codes) is accepted
