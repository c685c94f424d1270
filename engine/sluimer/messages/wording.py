"""The wording of one message, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One message and its help in both languages; `{names}` are filled with the words of the problem."""

    en: str
    nl: str
    help_en: str = ""
    help_nl: str = ""
