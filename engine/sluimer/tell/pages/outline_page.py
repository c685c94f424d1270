"""A page of an outline: its parts under their heads."""

from sluimer.tell.outline import Outline, sections_of
from sluimer.tell.pages.page import page


def outline_page(outline: Outline, title: str, language: str) -> str:
    """One page of HTML, with a heading for the first line of each part."""
    return page("outline", language, title=title, parts=[(head, rest) for head, *rest in sections_of(outline)])
