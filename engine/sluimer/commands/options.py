"""The arguments and options that several commands share; their help is a key of the words table."""

from pathlib import Path
from typing import Annotated

import click

from sluimer.commands.parameters import PATH, Argument, OneOf
from sluimer.messages import spoken
from sluimer.tell.readers import Reader

LANGUAGE_VARIABLE = "SLUIMER_LANG"


class LanguageOption(click.Option):
    """An option whose value is a language of the interface, or of a knowledge base."""

    def make_metavar(self, ctx: click.Context | None = None) -> str:  # noqa: ARG002  # Click gives it from 8.2 on
        """The languages of the interface."""
        return "|".join(spoken())


CaseArgument = Annotated[str, Argument(["case"], metavar="CASE", help="option-case")]
Target = Annotated[str | None, Argument(["target"], required=False, metavar="[TARGET]", help="option-target")]
AsJson = Annotated[bool, click.Option(["as_json", "--json"], is_flag=True, help="option-json")]
Lang = Annotated[
    str | None,
    LanguageOption(["lang", "--lang"], show_envvar=True, envvar=LANGUAGE_VARIABLE, help="option-lang"),
]
KnowledgeFolder = Annotated[
    Path | None, click.Option(["knowledge", "--knowledge"], type=PATH, metavar="DIR", help="option-knowledge")
]
Settings = Annotated[
    tuple[str, ...], click.Option(["settings", "--set"], multiple=True, metavar="NAME=OPTION", help="option-set")
]
Audience = Annotated[str | None, click.Option(["audience", "--audience"], metavar="NAME", help="option-audience")]
Packs = Annotated[str | None, click.Option(["packs", "--packs"], metavar="A,B", help="option-packs")]
Full = Annotated[bool, click.Option(["full", "--full"], is_flag=True, help="option-full")]
For = Annotated[Reader | None, click.Option(["reader", "--for"], type=OneOf(Reader), help="option-reader")]
