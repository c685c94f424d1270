"""Texts that a mark of YAML ends before their author meant: a comma in braces, a `: `, a ` #`, a bracket, a quote.

YAML reads on as if all were well, or stumbles further on over something else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from sluimer.messages import Position, Problems
from sluimer.read.numbers import digits_and_unit, plain_number, refuse_two_readings

CUT = re.compile(r" #| +#(?! )")
"""Behind a text: not how a comment is written, which has two spaces before its `#` and one behind it."""
_PLACEHOLDER = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Part:
    """A key or value in braces: where it stands in the text, and what it is."""

    start: int
    end: int
    single: bool
    plain: bool


def part(first: Any, last: Any) -> Part:
    """What stands between these two events, or is this one."""
    single = isinstance(first, yaml.ScalarEvent)
    return Part(first.start_mark.index, last.end_mark.index, single, single and not first.style)


def texts_with_commas(parts: Sequence[Part], text: str) -> dict[int, int]:
    """Where a value in braces is a text that a comma ended: its number among the parts, and that of the last rest."""
    found: dict[int, int] = {}
    value = -1
    for key in range(0, len(parts), 2):
        if value > 0 and _is_text(parts[value]) and _is_rest(parts[key], parts[key + 1], text):
            found[value] = key if parts[key + 1].end == parts[key + 1].start else key + 1
        else:
            value = key + 1
    return found


def _is_text(value: Part) -> bool:
    return value.single and value.start < value.end


def has_no_colon(key: Part, value: Part, text: str) -> bool:
    """Whether what stands in the place of a key has no colon behind it."""
    return value.start == value.end and ":" not in text[key.end : value.end]


def _is_rest(key: Part, value: Part, text: str) -> bool:
    """Whether it cannot be a key of its own: there is no colon, or it has a space in it."""
    return has_no_colon(key, value, text) or (key.plain and " " in text[key.start : key.end])


def refuse_comma(whole: str, rest: str, place: Position, problems: Problems) -> None:
    """Say what to write in place of an amount or text that a comma splits."""
    digits, unit = digits_and_unit(whole)
    decimal, code = digits.replace(",", "."), "comma-in-braces"
    if refuse_two_readings(whole, "", place, problems):
        code = "number-two-ways"
    elif plain_number(decimal) is not None:
        code = "comma-in-number"
        problems.add(code, place, value=whole, decimal=f"{decimal} {unit}".rstrip())
    else:
        problems.add(code, place, text=whole, rest=rest)
    problems.settle(place, code)


def refuse_stumble(text: str, latest: Any, stumbles: Any, code: str, file: str, problems: Problems) -> bool:
    """Whether the parser stumbles since a mark ended a text too early; that is then a problem where the text begins.

    `code` is what would be said of the stumble itself.
    """
    if latest is None or code not in ("open-bracket", "bad-indentation") or stumbles.index < latest.end_mark.index:
        return False
    end = latest.end_mark.index
    if isinstance(latest, yaml.MappingEndEvent):
        return bool(_PLACEHOLDER.fullmatch(text, text.rfind("{", 0, end), end))  # these braces were refused already
    single = isinstance(latest, yaml.ScalarEvent)
    mark = _ended_by(text, latest, stumbles.index, code == "open-bracket") if single else ""
    if mark:
        place = Position(file, latest.start_mark.line + 1, latest.start_mark.column + 1)
        written = text[latest.start_mark.index : latest.end_mark.index]
        problems.add("colon-in-braces" if mark == ":" else "text-split", place, mark=mark, text=written)
    return bool(mark)


def _ended_by(text: str, latest: Any, index: int, in_braces: bool) -> str:
    """The mark that ended the text that was read last, or an empty string where something else is wrong."""
    mark, rest = text[index : index + 1], text[index:].partition("\n")[0]
    if not latest.style and CUT.match(text, latest.end_mark.index) and (in_braces or ":" not in rest):
        return " #"
    if not mark or "\n" in text[latest.start_mark.index : index]:
        return ""
    if latest.style:
        return latest.style if mark != ":" else ""
    return mark if in_braces and mark in ":{[?" else ""
