"""How one rule or decision is shown: as text, as data or as a picture."""

from enum import StrEnum
from typing import TYPE_CHECKING

from sluimer.commands.output import Paper

if TYPE_CHECKING:
    from sluimer.tell.pictures.graph import Graph


class View(StrEnum):
    """How a rule or a decision is shown."""

    TEXT = "text"
    JSON = "json"
    MERMAID = "mermaid"
    SVG = "svg"


PICTURES = (View.MERMAID, View.SVG)


def print_picture(graph: "Graph", view: View, paper: Paper) -> None:
    """Print a picture in one of the two ways that there are."""
    from sluimer.tell.pictures.mermaid import mermaid  # here, since most commands can do without
    from sluimer.tell.pictures.svg import svg

    paper.text(mermaid(graph) if view is View.MERMAID else svg(graph))
