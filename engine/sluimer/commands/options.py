"""The arguments and options that several commands share; their help is a key of the words table."""

from pathlib import Path
from typing import Annotated

import click

from sluimer.commands.parameters import CommandOption, Operand
from sluimer.messages import spoken

LANGUAGE_VARIABLE = "SLUIMER_LANG"


class LanguageOption(click.Option):
    """An option whose value is a language of the interface, or of a knowledge base."""

    def make_metavar(self, ctx: click.Context | None = None) -> str:  # noqa: ARG002  # Click gives it from 8.2 on
        """The languages of the interface."""
        return "|".join(spoken())


CaseArgument = Annotated[str, Operand("CASE", "option-case")]
Folder = Annotated[Path | None, Operand("[DIR]", "option-folder")]
AsJson = Annotated[bool, CommandOption("--json", help="option-json")]
AsPage = Annotated[bool, CommandOption("--html", help="option-html")]
Lang = Annotated[
    str | None,
    CommandOption("--lang", of=LanguageOption, show_envvar=True, envvar=LANGUAGE_VARIABLE, help="option-lang"),
]
KnowledgeFolder = Annotated[Path | None, CommandOption("--knowledge", metavar="DIR", help="option-knowledge")]
