"""Exports of forms that a draft knows by the names of their columns, and which of these are no answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of export: its name, how it is known by its columns, and those that it keeps for itself.

    `marks` must each fit a column; `member` splits the name of one of several columns of a set in two.
    """

    name: str
    marks: tuple[str, ...]
    ignored: str
    kept: tuple[str, ...] = ()
    member: str = r"(.+?) ?\[(.+)\]"

    def fits(self, names: Sequence[str]) -> bool:
        """Whether columns with these names come from it."""
        return all(any(re.fullmatch(mark, name.casefold()) for name in names) for mark in self.marks)

    def ignores(self, name: str) -> bool:
        """Whether a column is one that it keeps for itself."""
        return bool(self.ignored) and re.fullmatch(self.ignored, name.casefold()) is not None


OTHER: Final = Export("", (), "")
EXPORTS: Final = (
    Export(
        "LimeSurvey",
        ("submitdate",),
        "submitdate|lastpage|startlanguage|seed|startdate|datestamp|ipaddr|refurl|token|interviewtime",
        ("id",),
    ),
    Export(
        "REDCap",
        (r"record.id|.+___[0-9a-z_]+|.+ \(choice=.+\)",),
        "redcap_.+|.+_complete|.+_timestamp",
        ("record_id", "Record ID"),
        r"(.+?)___(.+)|(.+?) \(choice=(.+)\)",
    ),
    Export("Google Forms", ("timestamp|tijdstempel",), "timestamp|tijdstempel|score|username|gebruikersnaam"),
)


def export_of(names: Sequence[str]) -> Export:
    """The export that these columns come from; another one where none is known by them.

    >>> export_of(["record_id", "pests___1"]).name
    'REDCap'
    """
    return next((one for one in EXPORTS if one.fits(names)), OTHER)


def member_of(name: str, export: Export) -> tuple[str, str] | None:
    """A name in its two parts: of a set, and of one option of it; None where it has not two.

    >>> member_of("pests[mites]", OTHER)
    ('pests', 'mites')
    """
    found = re.fullmatch(export.member, name)
    parts = [part for part in found.groups() if part] if found else []
    return (parts[0], parts[1]) if len(parts) == 2 else None
