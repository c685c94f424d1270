"""The checkpoints in the files that a command was given, of the log that it is about and no other."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sluimer.commands.parameters import CommandOption
from sluimer.files.source import read_file
from sluimer.messages import LogError, Position, Problems, log_error

if TYPE_CHECKING:
    from sluimer.audit.log import Checkpoint, DecisionLog

CheckpointFiles = Annotated[
    tuple[Path, ...], CommandOption("--checkpoints", metavar="FILE", help="option-log-checkpoints")
]


def checkpoints_in(files: Sequence[Path], log: "DecisionLog") -> "tuple[Checkpoint, ...]":
    """All of them; raises LogError with each place where something else stands, such as one of another log."""
    found = [placed for file in files for placed in _in_file(file)]
    errors = [log_error("log-checkpoint-form", place) for place, one in found if not _is_of(one, log)]
    foreign = [problem for error in errors for problem in error.problems]
    if foreign:
        raise LogError(tuple(foreign))
    return tuple(one for _, one in found)


def _in_file(file: Path) -> "Iterator[tuple[str, Checkpoint]]":
    """The checkpoints in a file, each with its place; raises LogError."""
    from sluimer.audit.log import read_checkpoints

    problems = Problems()
    text = read_file(file, str(file), problems)
    if text is None:
        raise LogError(problems.sorted())
    lines = text.splitlines()
    places = [f"{file}:{number}" for number, line in enumerate(lines, start=1) if line.strip()]
    if not places:  # nothing would be compared, and all would be well
        problems.add("empty-file", Position(str(file)))
        raise LogError(problems.sorted())
    yield from zip(places, read_checkpoints(lines, str(file)), strict=True)


def _is_of(checkpoint: "Checkpoint", log: "DecisionLog") -> bool:
    try:
        return checkpoint.is_of(log.id, log.key)
    except ValueError:  # a text that no log ever had
        return False
