"""What may be asked of a population: which columns, what becomes of bad rows, and which persons are counted by what."""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol, TypeVar, runtime_checkable

MOST_EXPLAINED: Final = 1_000
"""Persons of each outcome for whom there can be whole reasons, which are kept in memory."""


@runtime_checkable
class ReadMapping(Protocol):
    """A mapping that was read before; what it says of the day on which ages are told is settled."""

    @property
    def digest(self) -> str:
        """What tells it from every other one."""


MappingGiven = str | Path | Mapping[str, object] | ReadMapping | None
"""A mapping: the name of its file, what would stand in it, or what was read there before."""


Kind = TypeVar("Kind", bound=StrEnum)


class ResultKind(StrEnum):
    """What may be written of each person, beside the outcome."""

    STATES = "states"
    RANGES = "ranges"
    RANKS = "ranks"
    FIRST = "first"
    REFERRALS = "referrals"
    RULES = "rules"
    QUESTIONS = "questions"


class OnBadRow(StrEnum):
    """What becomes of a row with an answer that cannot be read."""

    FAIL = "fail"
    NULL = "null"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class ScreeningChoice:
    """What is carried along and written, what becomes of bad rows, what is asked of a cohort, and what columns mean.

    `where` says which persons are meant, `by` what they are grouped by, and `items` which states are counted then.
    `explain` is for how many persons of each outcome there are whole reasons; to `resume` is to keep what is done, and
    go on from there.
    """

    keep: tuple[str, ...] = ()
    columns: tuple[ResultKind, ...] = (ResultKind.STATES,)
    on_bad_row: OnBadRow = OnBadRow.FAIL
    _: KW_ONLY
    where: str | None = None
    by: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    explain: int = 0
    resume: bool = False
    mapping: MappingGiven = None

    @classmethod
    def of(
        cls,
        keep: Iterable[str],
        columns: Iterable[str],
        on_bad_row: str,
        *,
        where: str | None = None,
        by: Iterable[str] = (),
        items: Iterable[str] = (),
        explain: int = 0,
        resume: bool = False,
        mapping: MappingGiven = None,
    ) -> "ScreeningChoice":
        """The choice that these words make; raises ValueError for others, and TypeError for what is none."""
        if explain not in range(MOST_EXPLAINED + 1):
            raise ValueError(f"explain takes a whole number from 0 to {MOST_EXPLAINED}")
        if not isinstance(where, str | None):
            raise TypeError("where takes a text")
        if not isinstance(mapping, str | Path | Mapping | ReadMapping | None):
            raise TypeError("mapping takes the name of a file, or what would stand in it")
        return cls(
            _several(keep),
            tuple(_one_of(ResultKind, "columns", word) for word in _several(columns)),
            _one_of(OnBadRow, "on_bad_row", on_bad_row),
            where=where,
            by=_several(by),
            items=_several(items),
            explain=explain,
            resume=resume,
            mapping=mapping,
        )


def _one_of(kind: type[Kind], what: str, word: str) -> Kind:
    """The member that a word is; raises ValueError with those that there are."""
    if word not in [*kind]:
        raise ValueError(f"{what} takes {', '.join(kind)}; not {word!r}")
    return kind(word)


def _several(words: Iterable[str]) -> tuple[str, ...]:
    """Words as they are given; one alone may stand without a list."""
    return (words,) if isinstance(words, str) else tuple(words)
