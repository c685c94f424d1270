"""Tables for notebooks, of texts that anyone may have written."""

from collections.abc import Iterable, Sequence
from html import escape

from sluimer.messages import shown


def table(caption: str, rows: Iterable[Sequence[object]]) -> str:
    """A table in HTML; nothing in it can be more than text.

    >>> table("plants", [("<b>", 1)])
    '<table><caption>plants</caption><tr><td>&lt;b&gt;</td><td>1</td></tr></table>'
    """
    lines = "".join("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><caption>{_cell(caption)}</caption>{lines}</table>"


def _cell(value: object) -> str:
    return escape(shown(value))
