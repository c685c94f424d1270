"""The arguments and options that several commands share; their help is a key of the words table."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

LANGUAGE_VARIABLE = "SLUIMER_LANG"


class ReaderName(StrEnum):
    """Whom a decision is explained to."""

    PERSON = "person"
    PROFESSIONAL = "professional"
    AUDITOR = "auditor"


CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="option-case", show_default=False)]
Target = Annotated[str | None, typer.Argument(metavar="[TARGET]", help="option-target", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="option-json")]
Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="nl|en", envvar=LANGUAGE_VARIABLE, help="option-lang", show_default=False),
]
KnowledgeFolder = Annotated[
    Path | None, typer.Option("--knowledge", metavar="DIR", help="option-knowledge", show_default=False)
]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=OPTION", help="option-set", show_default=False)
]
Audience = Annotated[str | None, typer.Option("--audience", metavar="NAME", help="option-audience", show_default=False)]
Packs = Annotated[str | None, typer.Option("--packs", metavar="A,B", help="option-packs", show_default=False)]
Full = Annotated[bool, typer.Option("--full", help="option-full")]
For = Annotated[ReaderName | None, typer.Option("--for", help="option-reader", show_default=False)]
