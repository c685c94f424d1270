"""A name where it is written, what it names, and whether it is declared or used there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from sluimer.messages import Position

OF_CONDITIONS: Final = ("fact", "finding", "score")
"""The kinds of names that conditions test; they share one set of names."""
OF_ADVICE: Final = ("item", "topic", "group")
"""The kinds of names that advice is made of; they share one set of names."""
OWNED: Final = ("option", "weighed")
"""The kinds of names that mean something only for the fact or setting that they belong to."""


class NameKind(StrEnum):
    """What a name that an author chose can name."""

    FACT = "fact"
    OPTION = "option"
    WEIGHED = "weighed"
    FINDING = "finding"
    SCORE = "score"
    CONTRADICTION = "contradiction"
    TOPIC = "topic"
    ITEM = "item"
    GROUP = "group"
    RULE = "rule"
    CASE = "case"
    THEOREM = "theorem"
    STATEMENT = "statement"
    SOURCE = "source"
    PACK = "pack"
    UNIT = "unit"
    SETTING = "setting"
    SECTION = "section"
    CLAIM = "claim"
    AUDIENCE = "audience"
    CODE_SYSTEM = "code_system"


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """What a name stands for: its kind, the name, and the fact or setting that it belongs to, if it has one."""

    kind: str
    name: str
    owner: str = ""

    @property
    def whole(self) -> str:
        """The name by which nothing else of its kind is called."""
        return f"{self.owner}.{self.name}" if self.owner else self.name


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where something is named.

    `role` is the key that it stands behind, and `around` the entry of the file in which it stands; `part` says that
    the value at this place is longer than the name.
    """

    named: Named
    place: Position
    declares: bool = False
    role: str = ""
    around: Named | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Every mention in some files, in their order."""

    mentions: tuple[Mention, ...] = ()
    declared: Mapping[Named, Position] = field(default_factory=dict)

    def called(self, said: str, kind: str = "") -> tuple[Named, ...]:
        """All that is called so, an option by its name or as `fact.option`; of this kind alone where one is given."""
        found = {one.named for one in self.mentions if said in (one.named.name, one.named.whole)}
        return tuple(sorted(one for one in found if kind in ("", one.kind)))

    def of(self, named: Named) -> tuple[Mention, ...]:
        """Every mention of this one thing."""
        return tuple(one for one in self.mentions if one.named == named)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, and each option as `fact.option` too."""
        return tuple(sorted({name for one in self.mentions for name in (one.named.name, one.named.whole)}))


def index_of(mentions: Iterable[Mention]) -> NameIndex:
    """The mentions with what is declared among them."""
    every = tuple(mentions)
    return NameIndex(every, {one.named: one.place for one in every if one.declares})
