"""What may be asked of a population: which columns, what becomes of bad rows, and which persons are counted by what."""

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
    """What is carried along and written, what becomes of bad rows, what is asked of a cohort, and what columns mean.

    `where` says which persons are meant, `by` what they are grouped by, and `items` which states are counted then.
    """

    keep: tuple[str, ...] = ()
    columns: tuple[ResultKind, ...] = (ResultKind.STATES,)
    on_bad_row: OnBadRow = OnBadRow.FAIL
    where: str | None = None
    by: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    mapping: MappingGiven = None

    @classmethod
    def of(
        cls,
        keep: Iterable[str],
        columns: Iterable[str],
        on_bad_row: str,
        where: str | None = None,
        by: Iterable[str] = (),
        items: Iterable[str] = (),
        mapping: MappingGiven = None,
    ) -> "ScreeningChoice":
        """The choice that these words make; raises ValueError for others."""
        kinds = tuple(map(ResultKind, columns))
        return cls(tuple(keep), kinds, OnBadRow(on_bad_row), where, _several(by), _several(items), mapping)


def _several(words: Iterable[str]) -> tuple[str, ...]:
    """Words as they are given; one alone may stand without a list."""
    return (words,) if isinstance(words, str) else tuple(words)
