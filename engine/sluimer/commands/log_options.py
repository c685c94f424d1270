"""The options that the commands about the log share with those that give advice."""

from pathlib import Path
from typing import Annotated

import typer

PLACE_VARIABLE, KEY_FILE_VARIABLE, KEY_VARIABLE = "SLUIMER_LOG", "SLUIMER_LOG_KEY_FILE", "SLUIMER_LOG_KEY"

Place = Annotated[
    str | None, typer.Option("--log", metavar="PLACE", envvar=PLACE_VARIABLE, help="option-log", show_default=False)
]
KeepIn = Annotated[
    str | None,
    typer.Option("--log", metavar="PLACE", envvar=PLACE_VARIABLE, help="option-log-keep", show_default=False),
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key-file", metavar="FILE", envvar=KEY_FILE_VARIABLE, help="option-log-key-file", show_default=False
    ),
]
About = Annotated[str | None, typer.Option("--person", metavar="P", help="option-log-about", show_default=False)]
LogOptional = Annotated[bool, typer.Option("--log-optional", help="option-log-optional")]
OfPerson = Annotated[str | None, typer.Option("--person", metavar="P", help="option-log-person", show_default=False)]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="option-log-since", show_default=False)]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="option-log-until", show_default=False)]
