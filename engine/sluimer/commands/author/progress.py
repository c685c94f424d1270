"""What is shown while a long run goes on: on a terminal alone, and nothing elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sluimer.commands.output import standard_error
from sluimer.tell.speaker import Speaker


@contextmanager
def progress(key: str, speaker: Speaker) -> Iterator[Callable[[str], None]]:
    """Tells on a terminal, in the phrase of this key, what is looked at."""
    paper = standard_error()
    if not paper.terminal:
        yield lambda _: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=paper.console(), transient=True) as shown:
        task = shown.add_task(speaker.say(key, name=""))
        yield lambda name: shown.update(task, description=speaker.say(key, name=name))
