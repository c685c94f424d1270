"""Outlines as Markdown, as GitHub shows it in a pull request: the first part open, each other one to be unfolded."""

import re
from collections.abc import Iterable

from sluimer.tell.outline import Line, Outline, printable, sections_of

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~])")


def markdown(outline: Outline) -> str:
    """The outline, in whose texts no sign is more than text.

    >>> print(markdown((Line("one *"), Line("two", 1), Line(""), Line("three"), Line("four", 1, mark="-"))), end="")
    ### one \\*
    <BLANKLINE>
    - two
    <BLANKLINE>
    <details><summary>three</summary>
    <BLANKLINE>
    - four
    <BLANKLINE>
    </details>
    """
    parts = enumerate(sections_of(outline))
    return "".join(_folded(part) if number else _open(part) for number, part in parts)


def _open(part: list[Line]) -> str:
    return f"### {_shown(part[0].text)}\n{_list(part[1:])}"


def _folded(part: list[Line]) -> str:
    return f"\n<details><summary>{_in_html(part[0].text)}</summary>\n{_list(part[1:])}\n</details>\n"


def _list(lines: Iterable[Line]) -> str:
    """The lines as a list within lists; none is more than one step deeper than the one before it."""
    told, depths = "", list[int]()
    for line in lines:
        while depths and depths[-1] >= line.depth:
            depths.pop()
        told += f"{'  ' * len(depths)}- {_shown(line.text)}\n"
        depths.append(line.depth)
    return f"\n{told}" if told else ""


def _shown(text: str) -> str:
    return _MARKS.sub(r"\\\1", _in_html(text)).replace("@", "&#64;")


def _in_html(text: str) -> str:
    return printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
