"""Characters that nobody sees: they end lines, turn words round, part them, or hide among them."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from unicodedata import category

from sluimer.messages import Position, Problems

MOST_TOLD = 100
"""In one text; what holds more is not mended one by one."""
_UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000effff]"
)
"""What YAML forbids or nobody sees: controls, hyphens and spaces without width, directions, fillers, tags."""
_LONE_RETURN = re.compile("\r(?!\n)")
_NO_TEXT = ("Cc", "Cs", "Cn", "Zl", "Zp")
"""What YAML forbids, and what it takes for the end of a line while editors do not: NEL, LS and PS."""
_JOINERS = "\u200c\u200d"
_FIRST_JOINED = "\u0590"
"""From here on, scripts and pictures are written with joiners between them."""


def as_seen(text: str, file: str, problems: Problems) -> str | None:
    """The text without what nobody sees in it, each reported at its place; None where it is no text at all."""
    found = list(islice(chain(_unseen(text), _lone_returns(text)), MOST_TOLD))
    if not found:
        return text
    for at in found:
        no_text = text[at] == "\ufeff" or (category(text[at]) in _NO_TEXT and text[at] != "\r")
        place = _position(text, at, file)
        if no_text:
            problems.add("control-character", place)
            return None
        problems.add("hidden-character", place, name=_name(text[at]))
    unseen = {*_unseen(text), *_lone_returns(text)}
    return "".join(character for at, character in enumerate(text) if at not in unseen)


def refuse_escaped(text: str, place: Position, problems: Problems) -> None:
    """Report what nobody would see of a text in which it was written behind a backslash."""
    for at in islice(_unseen(text), 1):
        problems.add("hidden-character", place, name=_name(text[at]))


def _unseen(text: str) -> Iterator[int]:
    for found in _UNSEEN.finditer(text):
        around = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if found[0] not in _JOINERS or not all(each >= _FIRST_JOINED for each in around):
            yield found.start()


def _lone_returns(text: str) -> Iterator[int]:
    """Where some programs end a line and others do not, in a text whose lines end otherwise."""
    if "\r" in text and "\n" in text:
        yield from (found.start() for found in _LONE_RETURN.finditer(text))


def _position(text: str, at: int, file: str) -> Position:
    before = text[:at]
    return Position(file, before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
