"""Characters that nobody sees: they turn words round, part them, or hide among them."""

import re
from collections.abc import Iterator
from itertools import islice

from sluimer.messages import Position, Problems

MOST_TOLD = 100
"""In one text; what holds more is not mended one by one."""
_HIDDEN = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\uffa0"
    "\ufff0-\ufffb\U000e0000-\U000e0fff]"
    "|(?<![\u0590-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\U0010ffff])"
)
"""Hyphens and spaces without width, directions, fillers, tags; joiners where no script or picture needs them."""
_ONLY_ESCAPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What cannot stand in a file as it is, but can be written behind a backslash."""


def without_hidden(text: str, file: str, problems: Problems) -> str:
    """The text as it is seen; each character that nobody sees is reported at its place."""
    if not _HIDDEN.search(text):
        return text
    for place, character in islice(_places(text, file), MOST_TOLD):
        _report(character, place, problems)
    return _HIDDEN.sub("", text)


def _places(text: str, file: str) -> Iterator[tuple[Position, str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        for found in _HIDDEN.finditer(line):
            yield Position(file, number, found.start() + 1), found[0]


def refuse_escaped(text: str, place: Position, problems: Problems) -> None:
    """Report what nobody would see of a text in which it was written behind a backslash."""
    found = _HIDDEN.search(text) or _ONLY_ESCAPED.search(text)
    if found:
        _report(found[0], place, problems)


def _report(character: str, place: Position, problems: Problems) -> None:
    problems.add("hidden-character", place, name=f"U+{ord(character):04X}")
