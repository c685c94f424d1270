"""The options that the commands about the log share with those that give advice."""

from pathlib import Path
from typing import Annotated

import click

from sluimer.commands.parameters import PATH

PLACE_VARIABLE, KEY_FILE_VARIABLE, KEY_VARIABLE = "SLUIMER_LOG", "SLUIMER_LOG_KEY_FILE", "SLUIMER_LOG_KEY"

Place = Annotated[
    str | None,
    click.Option(["place", "--log"], metavar="PLACE", show_envvar=True, envvar=PLACE_VARIABLE, help="option-log"),
]
KeepIn = Annotated[
    str | None,
    click.Option(["log", "--log"], metavar="PLACE", show_envvar=True, envvar=PLACE_VARIABLE, help="option-log-keep"),
]
KeyFile = Annotated[
    Path | None,
    click.Option(
        ["key_file", "--key-file"],
        type=PATH,
        metavar="FILE",
        show_envvar=True,
        envvar=KEY_FILE_VARIABLE,
        help="option-log-key-file",
    ),
]
About = Annotated[str | None, click.Option(["person", "--person"], metavar="P", help="option-log-about")]
LogOptional = Annotated[
    bool, click.Option(["log_optional", "--log-optional"], is_flag=True, help="option-log-optional")
]
OfPerson = Annotated[str | None, click.Option(["person", "--person"], metavar="P", help="option-log-person")]
Since = Annotated[str | None, click.Option(["since", "--since"], metavar="DATE", help="option-log-since")]
Until = Annotated[str | None, click.Option(["until", "--until"], metavar="DATE", help="option-log-until")]
