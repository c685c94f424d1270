"""Allowances: comments in which an author says why a warning does not matter here.

`# allow CODE: reason` stands on a line of its own, above what it is about: the next line and all that is indented
deeper below it. A list whose dashes stand right below its key belongs to that key.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sluimer.messages import Position

NOT_COVERED = "not-covered"
"""The code of an allowance that excuses what no case has shown; no warning has it."""
_ALLOW = re.compile(r"(?P<indent> *)#\s*allow\s+(?P<code>[^\s:]+)\s*(?::(?P<reason>.*))?$")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is allowed, from the first line to the last, and why; the reason is empty where none is written."""

    code: str
    position: Position
    first: int
    last: int
    reason: str = ""

    def covers(self, code: str, place: Position) -> bool:
        """Whether it is about a warning with this code at this place."""
        return self.code == code and self.position.file == place.file and self.first <= place.line <= self.last


def allowances(texts: Mapping[str, str]) -> tuple[Allowance, ...]:
    """Every allowance in these files, by their names."""
    return tuple(one for name, text in texts.items() if "allow" in text for one in _in_file(name, text.split("\n")))


def _in_file(name: str, lines: list[str]) -> Iterator[Allowance]:
    for number, line in enumerate(lines, start=1):
        found = _ALLOW.match(line.rstrip())
        if found:
            place = Position(name, number, len(found["indent"]) + 1)
            yield Allowance(found["code"], place, *_block(lines, number), (found["reason"] or "").strip())


def _block(lines: list[str], above: int) -> tuple[int, int]:
    """The first and last line, counted from 1, of what stands below this line number."""
    first = next((at for at in range(above, len(lines)) if _is_content(lines[at])), above)
    last = first
    for at in range(first + 1, len(lines)):
        if _is_content(lines[at]):
            if not _is_below(lines[at], lines[first]):
                break
            last = at
    return first + 1, last + 1


def _is_below(line: str, first: str) -> bool:
    """Whether a line belongs to the one that a block begins with."""
    if _indent(line) == _indent(first):
        return _is_item(line) and not _is_item(first)
    return _indent(line) > _indent(first)


def _is_item(line: str) -> bool:
    return line.split(maxsplit=1)[0] == "-"


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
