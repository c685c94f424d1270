"""A knowledge base with cases, for the commands that say where a rule or a name stands in them."""

from pathlib import Path

import pytest

CASES = """wet:
  person: {moisture: 60}
  expect: {fires: [wet-soil-stops-water]}
dry:
  person: {moisture: 59}
  expect: {silent: [wet-soil-stops-water]}
nobody:
  expect: {outcome: answers_needed}
"""


@pytest.fixture
def cared_for(plants: Path) -> Path:
    """The house plants with three cases."""
    (plants / "rules" / "care" / "stop.cases.yaml").write_text(CASES, encoding="utf-8")
    return plants
