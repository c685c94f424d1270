"""Tables for notebooks, of texts that anyone may have written."""

from collections.abc import Iterable, Sequence

from sluimer.messages import shown
from sluimer.tell.pages.page import page


def table(caption: str, rows: Iterable[Sequence[object]]) -> str:
    """A table in HTML; nothing in it can be more than text, of bearable length.

    >>> table("plants", [("<b>", 1)])
    '<table><caption>plants</caption><tr><td>&lt;b&gt;</td><td>1</td></tr></table>'
    """
    return page("notebook", "", caption=shown(caption), rows=([shown(cell) for cell in row] for row in rows))
