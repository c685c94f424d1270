"""Texts that a mark of YAML ends before their author meant: a comma in braces, a `: `, a ` #`, a bracket, a quote.

YAML reads on as if all were well, or stumbles further on over something else.
"""

import re
from typing import Any

import yaml

from sluimer.messages import Position, Problems
from sluimer.read.numbers import digits_and_unit, plain_number, refuse_two_readings

CUT = re.compile(r"[ \t]#|[ \t]+#(?![ \t])")
"""Behind a text: not how a comment is written, which has two spaces before its `#` and one behind it."""
_PLACEHOLDER = re.compile(r"\{\w+\}")


def refuse_comma(whole: str, rest: str, place: Position, problems: Problems) -> None:
    """Say what to write in place of an amount or text that a comma splits; `rest` is what stands behind the comma."""
    digits, unit = digits_and_unit(whole)
    decimal, code = digits.replace(",", "."), "comma-two-ways"
    if not refuse_two_readings(whole, "", place, problems, code):
        code = "comma-in-number" if plain_number(decimal) is not None else "comma-in-braces"
        problems.add(code, place, text=whole, rest=rest, decimal=f"{decimal} {unit}".rstrip())
    problems.settle(place, code)


def refuse_stumble(text: str, latest: Any, stumbles: Any, code: str, file: str, problems: Problems) -> bool:
    """Whether the parser stumbles since a mark ended a text too early; that is then a problem where the text begins.

    `code` is what would be said of the stumble itself.
    """
    if latest is None or code not in ("open-bracket", "bad-indentation") or stumbles.index < latest.end_mark.index:
        return False
    end = latest.end_mark.index
    if isinstance(latest, yaml.AliasEvent):
        return "\n" not in text[end : stumbles.index]  # nor may an alias stand there
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
        return "" if ":" in rest.partition(",")[0] else latest.style  # a comma may be missing before the next key
    return mark if in_braces and mark in ":{[?" else ""
