"""What moves on a terminal while one waits, and nowhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sluimer.commands.output import standard_error

Show = Callable[[str], None]
"""Shows what is being done now."""


@contextmanager
def progress(begun: str) -> Iterator[Show]:
    """Shows on a terminal what is being done, with the time that it takes; elsewhere nothing."""
    paper = standard_error()
    if not paper.terminal:
        yield lambda _: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=paper.console(), transient=True) as shown:
        task = shown.add_task(begun)
        yield lambda now: shown.update(task, description=now)
