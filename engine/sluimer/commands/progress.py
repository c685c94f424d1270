"""What a long run is at, told on a terminal and nowhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sluimer.commands.output import standard_error


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Shows a line of text with a spinner and the time, until it is replaced by the next one."""
    paper = standard_error()
    if not paper.terminal:
        yield lambda _: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=paper.console(), transient=True) as shown:
        task = shown.add_task("")
        yield lambda said: shown.update(task, description=said)
