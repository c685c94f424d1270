"""What may be asked of a population: which columns, and what becomes of bad rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MappingGiven = str | Path | Mapping[str, object] | None
"""A mapping: the name of its file, or what would stand in it."""


class ResultKind(StrEnum):
    """What may be written of each person, beside the outcome."""

    STATES = "states"
    RANGES = "ranges"
    RANKS = "ranks"
    REFERRALS = "referrals"
    RULES = "rules"


class OnBadRow(StrEnum):
    """What becomes of a row with an answer that cannot be read."""

    FAIL = "fail"
    NULL = "null"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class ScreeningChoice:
    """What is carried along, what is written of each person, what becomes of bad rows, and what columns mean."""

    keep: tuple[str, ...] = ()
    columns: tuple[ResultKind, ...] = (ResultKind.STATES,)
    on_bad_row: OnBadRow = OnBadRow.FAIL
    mapping: MappingGiven = None

    @classmethod
    def of(
        cls, keep: Iterable[str], columns: Iterable[str], on_bad_row: str, mapping: MappingGiven = None
    ) -> "ScreeningChoice":
        """The choice that these words make; raises ValueError for others."""
        return cls(tuple(keep), tuple(map(ResultKind, columns)), OnBadRow(on_bad_row), mapping)
