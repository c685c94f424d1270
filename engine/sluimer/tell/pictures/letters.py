"""How wide words are in a picture, and where they go on on the next line; rather too wide than too narrow."""

import re
from unicodedata import east_asian_width, normalize

_WIDTHS = {
    0.30: "\"'IJijl",
    0.35: " ,./:;\\|",
    0.40: "()-[]ft",
    0.45: "!r",
    0.50: "*_`",
    0.55: "?csz",
    0.60: "FLkvxy",
    0.65: "$0123456789EPSTYabdeghnopqu{}",
    0.70: "ABCKRVXZ",
    0.75: "NU",
    0.80: "&DGHOQ",
    0.85: "#+<=>^w~",
    0.90: "M",
    1.00: "%@Wm",
}
"""Of letters, in parts of their height, in the widest of the common fonts without serifs."""
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER, _FULL = 0.9, 1.1
_PIECE = re.compile(r"\s+|[^\s_/-]*[_/-]+|[^\s_/-]+")
"""What stays together: a word, or what comes before a sign after which a line may end, with that sign."""


def width(text: str, height: float) -> float:
    """The pixels that a text takes, in letters of this height.

    >>> width("ill", 10), width("mmm", 10)
    (9.0, 30.0)
    """
    return round(height * sum(map(_letter, text)), 1)


def _letter(letter: str) -> float:
    plain = normalize("NFD", letter)[0]
    return _WIDTH.get(plain, _FULL if east_asian_width(letter) in "WF" else _OTHER)


def longest(text: str, height: float) -> float:
    """The pixels of the longest piece of a text that stays together."""
    return max((width(piece.strip(), height) for piece in _PIECE.findall(text)), default=0)


def wrapped(text: str, room: float, height: float) -> tuple[str, ...]:
    """The lines of a text: a word is broken only where it is wider than the room.

    >>> wrapped("a_long_name that stays whole", 60, 10)
    ('a_long_', 'name that', 'stays', 'whole')
    """
    lines = [""]
    for piece in (part for each in _PIECE.findall(text) for part in _fitting(each, room, height)):
        if lines[-1] and width((lines[-1] + piece).rstrip(), height) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] or piece.strip() else ""
    return tuple(line.rstrip() for line in lines if line.strip()) or ("",)


def _fitting(piece: str, room: float, height: float) -> list[str]:
    """The piece, or where it is wider than the room the parts of it that fit."""
    if not piece.strip():
        return [" "]
    parts = [""]
    for letter in piece:
        if parts[-1] and width(parts[-1] + letter, height) > room:
            parts.append("")
        parts[-1] += letter
    return parts
