"""A version of a knowledge base, read with its cases."""

from pathlib import Path

from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.read import read_with_cases
from sluimer.knowledge.base import Knowledge


def read_version(folder: Path) -> tuple[Knowledge, tuple[RuleCase, ...]]:
    """The knowledge in a folder and its cases; raises KnowledgeError."""
    knowledge, cases = read_with_cases(folder)
    return knowledge, tuple(cases)
