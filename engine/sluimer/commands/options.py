"""The arguments and options that several commands share; their help is a key of the words table."""

from pathlib import Path
from typing import Annotated

import click

from sluimer.commands.parameters import PATH, Argument

LANGUAGE_VARIABLE = "SLUIMER_LANG"

CaseArgument = Annotated[str, Argument(["case"], metavar="CASE", help="option-case")]
Folder = Annotated[Path | None, Argument(["folder"], required=False, type=PATH, metavar="[DIR]", help="option-folder")]
AsJson = Annotated[bool, click.Option(["as_json", "--json"], is_flag=True, help="option-json")]
AsPage = Annotated[bool, click.Option(["as_page", "--html"], is_flag=True, help="option-html")]
Lang = Annotated[
    str | None,
    click.Option(["lang", "--lang"], metavar="nl|en", show_envvar=True, envvar=LANGUAGE_VARIABLE, help="option-lang"),
]
KnowledgeFolder = Annotated[
    Path | None, click.Option(["knowledge", "--knowledge"], type=PATH, metavar="DIR", help="option-knowledge")
]
