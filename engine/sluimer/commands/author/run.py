"""What commands have in common that run cases, theorems or mutants: what they need, how they end, what is excused."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, TypeVar

from sluimer.commands.output import standard_error
from sluimer.commands.parameters import CommandOption, WholeNumber
from sluimer.commands.progress import progress
from sluimer.messages import KnowledgeError, Position, Problem, nearest
from sluimer.read import read_texts
from sluimer.read.allow import allowances
from sluimer.tell.speaker import Speaker

T = TypeVar("T")

Seconds = Annotated[
    int,
    CommandOption(
        "--seconds", type=WholeNumber(1, 3_600), metavar="N", default=10, show_default=True, help="option-prove-seconds"
    ),
]
"""What one question may take."""


def needs_solver() -> None:
    """What proves must be installed; raises KnowledgeError."""
    try:
        import z3  # noqa: F401
    except ModuleNotFoundError as error:
        raise KnowledgeError((Problem("prove-needs-extra", Position("sluimer prove")),)) from error


def tell_none(words: str, names: Iterable[str], keys: tuple[str, str], speaker: Speaker) -> int:
    """Say that nothing is called so, or what is called nearly so, by these two keys; the exit code."""
    near = nearest(words, names)
    standard_error().line(speaker.say(keys[bool(near)], words=words, near=near))
    return 1


def runs_to_end(run: Callable[[Callable[[str], None]], None]) -> bool:
    """Run what tells how far it is; whether it came to its end before somebody stopped it."""
    try:
        with progress() as show:
            run(show)
    except KeyboardInterrupt:
        return False
    return True


def excused(found: Iterable[T], about: Callable[[T], tuple[str, Position]], folder: Path) -> list[T]:
    """What may be as it is, since a comment at its place says why: `about` gives the code of that and the place."""
    reasons = [one for one in allowances(read_texts(folder)) if one.reason]
    return [each for each in found if any(one.covers(*about(each)) for one in reasons)]
