"""What a text claims, and for whom a text that claims too much is left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.knowledge.vocabulary import Option


@dataclass(frozen=True, slots=True)
class Claims:
    """The marks that a text can have; without one of its own it has that of its pack or source, else the default."""

    options: tuple[Option, ...] = ()
    default: str = ""
    packs: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the marks."""
        return tuple(option.id for option in self.options)

    def of_pack(self, pack: str) -> str:
        """The mark of what a rule of this pack says."""
        return self.packs.get(pack, self.default)

    def of_source(self, source: str) -> str:
        """The mark of a statement of this source."""
        return self.sources.get(source, self.default)


NO_CLAIMS = Claims()


@dataclass(frozen=True, slots=True)
class Audience:
    """Readers who may not be told everything: texts with these marks are replaced by `instead`."""

    id: str
    title: Text
    leaves_out: tuple[str, ...] = ()
    instead: Text = NO_TEXT


EVERYBODY = Audience("", NO_TEXT)
"""Readers who may be told all."""
