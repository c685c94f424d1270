"""One theorem: for whom it is, and what is always or never so for them, or stays so where they answer more."""

from dataclasses import dataclass

from sluimer.knowledge.condition import ALWAYS, Condition
from sluimer.knowledge.text import Text
from sluimer.messages import Position


@dataclass(frozen=True, slots=True)
class Claim:
    """A condition, over answers and what comes of them, that must `always` be true, or never; `words` as written."""

    condition: Condition
    words: str
    always: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A person beside the same person who answers more, and what must be so of the two.

    `answered` are the facts that are answered too, whatever the answer is; where there are none, anything is, as long
    as nothing is taken back, overruled or contradicted. The rest are items.
    """

    answered: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    keeps_range: tuple[str, ...] = ()
    adds_none_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theorem:
    """What must hold for everybody of whom `subject` is surely true, and none of `apart`.

    `packs` is None where all of them count; a setting that is not named may be anything.
    """

    id: str
    position: Position
    says: Text
    subject: Condition = ALWAYS
    apart: tuple[Condition, ...] = ()
    always: tuple[Claim, ...] = ()
    never: tuple[Claim, ...] = ()
    comparison: Comparison | None = None
    packs: tuple[str, ...] | None = None
    settings: tuple[tuple[str, str], ...] = ()
