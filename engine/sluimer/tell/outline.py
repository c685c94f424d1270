"""Text for people as data: lines with a depth and a tone, whatever they are printed on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby


class Tone(StrEnum):
    """How a line is said; a terminal gives each its own look, and plain text none."""

    PLAIN = "plain"
    HEADLINE = "headline"
    HEADING = "heading"
    URGENT = "urgent"
    REFERRAL = "referral"
    QUIET = "quiet"
    HOLDS = "holds"
    FAILS = "fails"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, indented by its depth, with an optional mark such as `-` or `1.` before it."""

    text: str
    depth: int = 0
    tone: Tone = Tone.PLAIN
    mark: str = ""

    @property
    def prefix(self) -> str:
        """What stands before the text: the indent and the mark."""
        return "  " * self.depth + (f"{self.mark} " if self.mark else "")


Outline = tuple[Line, ...]

BLANK = Line("")


def deeper(lines: Iterable[Line], by: int = 1) -> Outline:
    """Lines further in than they were."""
    return tuple(replace(line, depth=line.depth + by) for line in lines)


def bullets(texts: Iterable[str], depth: int = 1, tone: Tone = Tone.PLAIN) -> Outline:
    """Each text as a line with a dash before it."""
    return tuple(Line(text, depth, tone, "-") for text in texts)


def section(heading: str, lines: Iterable[Line], tone: Tone = Tone.HEADING, depth: int = 0) -> Outline:
    """Lines below their heading, or nothing where there are none."""
    below = tuple(lines)
    return (Line(heading, depth, tone), *below) if below else ()


def parted(*sections: Outline) -> Outline:
    """The sections that are not empty, with a blank line between them.

    >>> [line.text for line in parted((Line("one"),), (), (Line("two"),))]
    ['one', '', 'two']
    """
    lines: list[Line] = []
    for section in sections:
        if section:
            lines += [BLANK, *section] if lines else section
    return tuple(lines)


def sections_of(outline: Outline) -> Iterator[list[Line]]:
    """The lines between blank ones: what `parted` put together, taken apart."""
    return (list(lines) for told, lines in groupby(outline, lambda line: bool(line.text)) if told)


def plain(lines: Iterable[Line]) -> str:
    """The lines as text without colour; each ends with a line end."""
    return "".join(f"{line.prefix}{line.text}".rstrip() + "\n" for line in lines)


def printable(text: str) -> str:
    """The text on one line, with everything that is not to be seen replaced.

    >>> printable("a\\tb\\x1b[1m")
    'a b\\ufffd[1m'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char.isspace() else "\ufffd" for char in text)
