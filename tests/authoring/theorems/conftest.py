"""Theorems about the house plants, and what comes of them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # without the extra `prove` the tests are passed over, and this file is read all the same
    from sluimer.authoring.theorems.run import ProofRun

Prove = Callable[..., "ProofRun"]
SAYS = "  says: {nl: Zo is het., en: So it is.}\n"


@pytest.fixture
def prove(plants: Path) -> Prove:
    """Prove these theorems, each by its name and the lines below `says`, in the folder of the house plants."""
    from sluimer.authoring.theorems.prove import known_persons
    from sluimer.authoring.theorems.read import read_with_theorems
    from sluimer.authoring.theorems.run import ProofRun

    def proven(looks_at_rules: bool = False, **theorems: str) -> "ProofRun":
        text = "".join(
            f"{name.replace('_', '-')}:\n{SAYS}" + "".join(f"  {line}\n" for line in body.splitlines())
            for name, body in theorems.items()
        )
        if theorems:
            (plants / "rules" / "theorems.yaml").write_text(text, encoding="utf-8")
        knowledge, cases, read = read_with_theorems(plants)
        run = ProofRun(knowledge, read, known_persons(cases), 10, looks_at_rules)
        run.run(lambda _: None)
        return run

    return proven
