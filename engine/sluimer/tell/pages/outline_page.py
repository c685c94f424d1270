"""A page of an outline: its parts under their heads."""

from collections.abc import Iterator

from sluimer.tell.outline import BLANK, Line, Outline
from sluimer.tell.pages.page import page


def outline_page(outline: Outline, title: str, language: str) -> str:
    """One page of HTML, with a heading for the first line of each part."""
    return page("outline", language, title=title, parts=[*_parts(outline)])


def _parts(outline: Outline) -> Iterator[tuple[Line, list[Line]]]:
    part: list[Line] = []
    for line in (*outline, BLANK):
        if line.text:
            part.append(line)
        elif part:
            yield part[0], part[1:]
            part = []
