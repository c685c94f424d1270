"""The files of a knowledge base: where each sort stands, and what one of them holds."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from sluimer.language.forms import CASE, MANIFEST, RENAMING, RULE, STATEMENT, THEOREM, VOCABULARY
from sluimer.language.shape import Listing, Shape, Table

MANIFEST_FILE: Final = "rules/knowledge.yaml"
LEDGER_FOLDER: Final = "rules/ledger/"
RULES_FOLDER: Final = "rules/"
FACTS_FOLDER: Final = "facts/"
CASES_ENDING: Final = ".cases.yaml"
THEOREMS_FILE: Final = "rules/theorems.yaml"
RENAMES_FILE: Final = "rules/renames.yaml"


class Sort(StrEnum):
    """What a file is for."""

    FACTS = "facts"
    RULES = "rules"
    LEDGER = "ledger"
    CASES = "cases"
    THEOREMS = "theorems"
    RENAMES = "renames"
    KNOWLEDGE = "knowledge"


RULES: Final = Table(RULE, joint="-")
CASES: Final = Table(CASE, joint="-")
THEOREMS: Final = Table(THEOREM, joint="-")
BESIDE: Final = (Sort.CASES, Sort.THEOREMS, Sort.RENAMES)
"""What stands beside the knowledge, says what must come of it or what it was called, and is no part of it."""
HOLDS: Final[Mapping[Sort, Shape]] = {
    Sort.FACTS: VOCABULARY,
    Sort.RULES: RULES,
    Sort.LEDGER: Table(STATEMENT, joint=""),
    Sort.CASES: CASES,
    Sort.THEOREMS: THEOREMS,
    Sort.RENAMES: Listing(RENAMING),
    Sort.KNOWLEDGE: MANIFEST,
}
"""The shape of each sort of file."""


def sort_of(name: str) -> Sort:
    """The sort of a file, by its name from the folder of the whole.

    >>> sort_of("rules/book/water.cases.yaml").value
    'cases'
    """
    if name == MANIFEST_FILE:
        return Sort.KNOWLEDGE
    if name == THEOREMS_FILE:
        return Sort.THEOREMS
    if name == RENAMES_FILE:
        return Sort.RENAMES
    if name.startswith(FACTS_FOLDER):
        return Sort.FACTS
    if name.startswith(LEDGER_FOLDER):
        return Sort.LEDGER
    return Sort.CASES if name.endswith(CASES_ENDING) else Sort.RULES
