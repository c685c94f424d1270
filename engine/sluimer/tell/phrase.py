"""What the tables of words are made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase in both languages; `{names}` are filled in."""

    nl: str
    en: str
