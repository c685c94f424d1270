"""What may be asked of a population: which columns, and what becomes of bad rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


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
    """What is carried along, what is written of each person, and what becomes of bad rows."""

    keep: tuple[str, ...] = ()
    columns: tuple[ResultKind, ...] = (ResultKind.STATES,)
    on_bad_row: OnBadRow = OnBadRow.FAIL

    @classmethod
    def of(cls, keep: Iterable[str], columns: Iterable[str], on_bad_row: str) -> "ScreeningChoice":
        """The choice that these words make; raises ValueError for others."""
        return cls(tuple(keep), tuple(map(ResultKind, columns)), OnBadRow(on_bad_row))
