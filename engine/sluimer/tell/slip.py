"""Where a text departs from the proof, as data."""

from dataclasses import dataclass
from enum import StrEnum

from sluimer.tell.outline import printable


class Fault(StrEnum):
    """How a text departs from the proof."""

    ITEM = "item"
    AMOUNT = "amount"
    CAUSE = "cause"
    CONDITION = "condition"
    STATE = "state"
    DROPPED_ITEM = "dropped_item"
    DROPPED_REFERRAL = "dropped_referral"


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """One place where a text departs from the proof: its line, counted from 0, or -1 for what is nowhere told.

    `name` is the id of what is named or dropped, or the number itself.
    """

    line: int
    fault: Fault
    name: str
    words: str = ""


def plainly(text: str) -> str:
    """A text as it is compared: on one line, with one space between words."""
    return " ".join(printable(text).split())
