"""`sluimer show`: everything about one rule, as text or as a picture of its chain; or the net of all rules."""

from enum import StrEnum
from typing import Annotated

import click

from sluimer.commands.given import message_language, problems_told
from sluimer.commands.options import KnowledgeFolder, Lang
from sluimer.commands.parameters import Argument, OneOf
from sluimer.messages.texts import word


class View(StrEnum):
    """How a rule is shown."""

    TEXT = "text"
    JSON = "json"
    MERMAID = "mermaid"
    SVG = "svg"


RuleName = Annotated[str | None, Argument(["rule"], metavar="RULE", required=False, help="option-rule")]
WithNet = Annotated[bool, click.Option(["net", "--net"], is_flag=True, help="option-net")]
As = Annotated[
    View, click.Option(["view", "--format"], type=OneOf(View), default="text", show_default=True, help="option-view")
]


def show(
    rule: RuleName = None,
    net: WithNet = False,
    view: As = View.TEXT,
    knowledge: KnowledgeFolder = None,
    lang: Lang = None,
) -> None:
    """Show one rule, or what all rules amount to."""
    from sluimer.commands.author.print_rule import print_net, print_rule  # the other commands can do without

    if net is (rule is not None):
        raise click.UsageError(word("rule-or-net", message_language(lang)))
    with problems_told(view is View.JSON, lang):
        if rule is None:
            print_net(knowledge, lang)
        else:
            print_rule(rule, view.value, knowledge, lang)
