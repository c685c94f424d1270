"""`sluimer show`: everything about one rule, as text or as a picture of its chain."""

from enum import StrEnum
from typing import Annotated

import click

from sluimer.commands.given import problems_told
from sluimer.commands.options import KnowledgeFolder, Lang
from sluimer.commands.parameters import Argument, OneOf


class View(StrEnum):
    """How a rule is shown."""

    TEXT = "text"
    JSON = "json"
    MERMAID = "mermaid"
    SVG = "svg"


RuleName = Annotated[str, Argument(["rule"], metavar="RULE", help="option-rule")]
As = Annotated[
    View, click.Option(["view", "--format"], type=OneOf(View), default="text", show_default=True, help="option-view")
]


def show(rule: RuleName, view: As = View.TEXT, knowledge: KnowledgeFolder = None, lang: Lang = None) -> None:
    """Show one rule."""
    from sluimer.commands.print_rule import print_rule  # the other commands can do without

    with problems_told(view is View.JSON, lang):
        print_rule(rule, view.value, knowledge, lang)
