"""The wording of one message, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One message and its help in both languages; `{names}` are filled with the words of the problem.

    `none_en` and `none_nl` are the help where the list in `{known}` would be empty.
    """

    en: str
    nl: str
    help_en: str = ""
    help_nl: str = ""
    none_en: str = ""
    none_nl: str = ""
