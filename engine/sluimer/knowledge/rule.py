"""Rules as data: a condition, the effects it has, the reason, and the sentences of the sources it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import ClassVar

from sluimer.knowledge.condition import ALWAYS, Condition
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.messages import Position

Number = int | float


class Side(StrEnum):
    """What an effect does to what it is about, and so in which direction it must err while its rule is unknown."""

    CONCLUDES = "concludes"
    BRINGS = "brings"
    STOPS = "stops"
    LIMITS = "limits"
    ASKS = "asks"

    @property
    def cautious(self) -> bool:
        """Whether it counts, or keeps things open, until its rule is ruled out."""
        return self in (Side.STOPS, Side.LIMITS)


class Strength(IntEnum):
    """How strongly a rule prefers an option; the strongest decides its rank."""

    WEAKLY = 1
    NORMALLY = 2
    STRONGLY = 3


@dataclass(frozen=True, slots=True)
class Range:
    """From the least to the most, and where to begin if anybody says, all in the unit of the item."""

    least: Number
    most: Number
    start: Number | None = None

    def as_dict(self) -> dict[str, Number]:
        """The range as plain data."""
        begin = {} if self.start is None else {"start": self.start}
        return {"min": self.least, "max": self.most, **begin}


class AboutOneItem:
    """An effect on a single item; whoever asks for the items of any effect gets that one."""

    __slots__ = ()
    item: str

    @property
    def items(self) -> tuple[str, ...]:
        """The items it is about."""
        return (self.item,)


@dataclass(frozen=True, slots=True)
class Conclude:
    """The finding is true."""

    kind: ClassVar = "conclude"
    side: ClassVar = Side.CONCLUDES
    items: ClassVar[tuple[str, ...]] = ()
    finding: str


@dataclass(frozen=True, slots=True)
class Advise(AboutOneItem):
    """The item is indicated; an item with a unit is indicated for a range."""

    kind: ClassVar = "advise"
    side: ClassVar = Side.BRINGS
    item: str
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class Prefer(AboutOneItem):
    """The option is indicated, and ranked by strength."""

    kind: ClassVar = "prefer"
    side: ClassVar = Side.BRINGS
    item: str
    strength: Strength = Strength.NORMALLY


@dataclass(frozen=True, slots=True)
class Withhold:
    """The items must not be given; `target` is the item or topic that the author named."""

    kind: ClassVar = "withhold"
    side: ClassVar = Side.STOPS
    target: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Avoid(AboutOneItem):
    """The option must not be given."""

    kind: ClassVar = "avoid"
    side: ClassVar = Side.STOPS
    item: str


@dataclass(frozen=True, slots=True)
class Limit(AboutOneItem):
    """The range of the item ends here at the latest."""

    kind: ClassVar = "limit"
    side: ClassVar = Side.LIMITS
    item: str
    at_most: Number


@dataclass(frozen=True, slots=True)
class Refer(AboutOneItem):
    """The person is sent to a professional."""

    kind: ClassVar = "refer"
    side: ClassVar = Side.BRINGS
    item: str


@dataclass(frozen=True, slots=True)
class Ask:
    """The fact must be asked."""

    kind: ClassVar = "ask"
    side: ClassVar = Side.ASKS
    items: ClassVar[tuple[str, ...]] = ()
    fact: str


Effect = Conclude | Advise | Prefer | Withhold | Avoid | Limit | Refer | Ask


@dataclass(frozen=True, slots=True)
class Evidence:
    """How good the ground of a rule is, and how far that was verified."""

    grade: str = ""
    verified: str = ""
    note: Text = NO_TEXT


NO_EVIDENCE = Evidence()


class Status(StrEnum):
    """What became of a statement: rules that cite it, a reason printed with rules, or left out."""

    ENCODED = "encoded"
    REASON = "reason"
    BACKGROUND = "background"
    MARKETING = "marketing"
    NOT_ENCODABLE = "not_encodable"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a source, in our own words, with the rules it explains or why it is left out.

    `claim` marks what it claims.
    """

    id: str
    source: str
    says: Text
    position: Position
    where: Text = NO_TEXT
    verified: str = ""
    status: Status = Status.ENCODED
    explains: tuple[str, ...] = ()
    why: Text = NO_TEXT
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """When the condition holds, the effects follow.

    `settings` are those it is for, with the options it allows; `claim` marks what its reason, reading and note claim.
    """

    id: str
    pack: str
    effects: tuple[Effect, ...]
    because: Text
    cites: tuple[str, ...]
    position: Position
    condition: Condition = ALWAYS
    title: Text = NO_TEXT
    interpretation: Text = NO_TEXT
    evidence: Evidence = NO_EVIDENCE
    settings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    claim: str = ""

    def holds_under(self, settings: Mapping[str, str]) -> bool:
        """Whether the rule has a say under these settings."""
        return all(settings[name] in options for name, options in self.settings)

    @property
    def concludes(self) -> tuple[str, ...]:
        """The findings this rule concludes."""
        return tuple(effect.finding for effect in self.effects if isinstance(effect, Conclude))

    @property
    def brings(self) -> tuple[str, ...]:
        """The items that this rule advises, prefers or refers to."""
        return tuple(item for effect in self.effects if effect.side is Side.BRINGS for item in effect.items)

    @property
    def cautions(self) -> bool:
        """Whether the rule warns, stops, limits or refers, and so goes before advice."""
        return any(effect.side.cautious or isinstance(effect, Refer) for effect in self.effects)
