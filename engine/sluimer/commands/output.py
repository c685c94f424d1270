"""Where output goes: colour and wrapping on a terminal, plain and stable text everywhere else.

No text can act as markup or send control characters. Through a pipe and in a file text is UTF-8 on every system; on a
terminal that cannot show a character, something stands in its place.
"""

import json
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from errno import EINVAL
from io import TextIOWrapper
from textwrap import wrap
from typing import TYPE_CHECKING, Final, TextIO

from sluimer.tell.outline import Line, Tone, plain, printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

COLUMNS = 80
"""Columns of a terminal that does not say how many it has."""
ROWS = 24
"""Lines of a terminal that does not say how many it has."""
NARROWEST = 20
"""Columns that a text keeps on a terminal, however deep it is indented."""
GUIDE = 4
"""Columns that a tree needs for each step deeper."""

_LOOK: Final = {
    Tone.PLAIN: "",
    Tone.HEADLINE: "bold",
    Tone.HEADING: "bold cyan",
    Tone.URGENT: "bold red",
    Tone.REFERRAL: "bold yellow",
    Tone.QUIET: "dim",
    Tone.HOLDS: "green",
    Tone.FAILS: "red",
    Tone.UNSURE: "yellow",
}
_CONTROLS = re.compile("[\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Paper:
    """One stream to print on."""

    stream: TextIO

    @property
    def terminal(self) -> bool:
        """Whether a person looks at it directly."""
        return self.stream.isatty()

    def console(self) -> "Console":
        """It for what moves while one waits; only a terminal shows that."""
        return _console(self.stream)

    @property
    def rows(self) -> int:
        """The lines that a person sees at once."""
        return _size(self.stream)[1] if self.terminal else ROWS

    def height(self, lines: Iterable[Line]) -> int:
        """The lines that these take on a terminal, once they are wrapped."""
        width = _width(self.stream) if self.terminal else COLUMNS
        return sum(len(wrap(line.text, max(width - len(_prefix(line, width)), 1))) or 1 for line in lines)

    def lines(self, lines: Iterable[Line]) -> None:
        """Print lines, indented by their depth."""
        safe = [_safe(line) for line in lines]
        if self.terminal:
            _print_wrapped(safe, _console(self.stream))
        else:
            self.text(plain(safe))

    def tree(self, lines: Iterable[Line]) -> None:
        """Print lines as a tree, where each line belongs to the nearest one above it that is less deep."""
        safe = [_safe(line) for line in lines]
        if not self.terminal:
            self.text(plain(safe))
        elif _fits_tree(safe, (console := _console(self.stream)).width):
            console.print(*_trees(safe), sep="\n", end="")
        else:
            _print_wrapped(safe, console)

    def line(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Print one line."""
        self.lines([Line(text, tone=tone)])

    def prompt(self, text: str) -> None:
        """Print a text and leave the cursor behind it."""
        self.text(f"{printable(text)} ")

    def data(self, data: object) -> None:
        """Print plain data as JSON; where the stream cannot take a character, as its escape."""
        utf = (getattr(self.stream, "encoding", None) or "utf-8").lower().startswith("utf")
        text = json.dumps(data, ensure_ascii=not utf, indent=2)
        self.text(_escaped(text) + "\n")

    def json_lines(self, lines: Iterable[str]) -> None:
        """Print lines of JSON as they come, until there are no more or nobody reads on."""
        for line in lines:
            if not self.text(_escaped(line)):
                return

    def text(self, text: str) -> bool:
        """Print a text as it stands; when nobody reads on, the rest goes nowhere. Whether somebody still reads."""
        try:
            self.stream.write(text)
            self.stream.flush()
        except OSError as error:
            if not _nobody_reads(error):
                raise
            give_up(self.stream)
            return False
        return True


def _nobody_reads(error: OSError) -> bool:
    """Whether a pipe was closed at its other end, which Windows calls a bad argument."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == EINVAL)


def standard_output() -> Paper:
    """What other programs read."""
    return Paper(sys.stdout)


def standard_error() -> Paper:
    """What is said beside it."""
    return Paper(sys.stderr)


def open_streams() -> None:
    """Have all three standard streams, whichever was closed, as they are to be on every system.

    A byte order mark before what is said is none of it, as PowerShell puts there.
    """
    for name, mode, encoding in (("stdin", "r", "utf-8-sig"), ("stdout", "w", "utf-8"), ("stderr", "w", "utf-8")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  # open till the end
        stream = getattr(sys, name)
        if not isinstance(stream, TextIOWrapper):
            continue  # a host that calls the program put something of its own there
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding=encoding, errors="replace", newline="\n" if mode == "w" else None)


def typed(word: str) -> str:
    """A word as it is typed in a command: in quotes that every shell of the system knows, where it needs them.

    >>> typed("anna.yaml"), typed("my answers.yaml")
    ('anna.yaml', "'my answers.yaml'")
    """
    if os.name == "nt":  # where no name holds a double quote, and single ones are known to PowerShell alone
        return f'"{word}"' if re.search(r"[^\w.:/\\-]", word) else word
    import shlex

    return shlex.quote(word)


def give_up(stream: TextIO) -> None:
    """Send what is still to be written nowhere, so that the end of the program does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _escaped(text: str) -> str:
    """JSON without characters that a terminal would act on."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _safe(line: Line) -> Line:
    return Line(printable(line.text), line.depth, line.tone, line.mark)


def _print_wrapped(lines: Iterable[Line], console: "Console") -> None:
    from rich.text import Text

    for line in lines:
        prefix = _prefix(line, console.width)
        before = Text(prefix, style=_LOOK[line.tone])
        body = Text(line.text, style=_LOOK[line.tone])
        for wrapped in body.wrap(console, max(console.width - len(prefix), 1)) or [Text()]:
            wrapped.rstrip()
            console.print(before + wrapped)
            before = Text(" " * len(prefix))


def _prefix(line: Line, width: int) -> str:
    """The indent and the mark; the indent gives way where the text would have no room."""
    mark = f"{line.mark} " if line.mark else ""
    return " " * min(2 * line.depth, max(width - NARROWEST - len(mark), 0)) + mark


def _fits_tree(lines: Iterable[Line], width: int) -> bool:
    deepest = max((line.depth for line in lines), default=0)
    return GUIDE * deepest + NARROWEST <= width


def _trees(lines: Iterable[Line]) -> "list[Tree]":
    """A tree for each line that stands outermost, with all below it."""
    from rich.tree import Tree

    trees: list[Tree] = []
    trail: list[tuple[int, Tree]] = []
    for line in lines:
        while trail and trail[-1][0] >= line.depth:
            trail.pop()
        node = trail[-1][1].add(_look(line)) if trail else Tree(_look(line), guide_style="dim")
        if not trail:
            trees.append(node)
        trail.append((line.depth, node))
    return trees


def _look(line: Line) -> "Text":
    from rich.text import Text

    return Text(f"{line.mark} {line.text}" if line.mark else line.text, style=_LOOK[line.tone])


def _console(stream: TextIO) -> "Console":
    from rich.console import Console

    width = _width(stream)  # with a height too, since else a terminal that calls itself dumb is taken to be 80 wide
    return Console(file=stream, width=width, height=width, highlight=False, markup=False, emoji=False)


def _width(stream: TextIO) -> int:
    """The columns that somebody chose, else those of the terminal."""
    chosen = os.environ.get("COLUMNS", "")
    return int(chosen) if chosen.isdecimal() and int(chosen) else _size(stream)[0]


def _size(stream: TextIO) -> tuple[int, int]:
    """The columns and lines of a terminal."""
    try:
        columns, rows = os.get_terminal_size(stream.fileno())
    except OSError:
        return COLUMNS, ROWS
    return columns or COLUMNS, rows or ROWS
