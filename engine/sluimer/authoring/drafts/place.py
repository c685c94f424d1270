"""Where a new block goes in a file, so that it stands as if its author had put it there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sluimer.language.block import STEP, Value, block
from sluimer.messages import Problems
from sluimer.read.nodes import MappingNode, parse
from sluimer.schema.write import with_modeline


@dataclass(frozen=True, slots=True)
class Draft:
    """A new entry of a file: its name and keys, below `section` where the file has several."""

    file: str
    name: str
    value: Mapping[str, Value] = field(default_factory=dict)
    section: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A file with the draft in it, the line on which it begins, and the one behind it."""

    text: str
    line: int
    end: int


def placed(text: str | None, draft: Draft, modeline: bool = False) -> Placed:
    """The draft at the end of its file, or of its section; None is a file that is not there yet."""
    if text is None:
        lines = with_modeline("", draft.file).splitlines() if modeline else []
    else:
        lines = text.rstrip("\n").split("\n") if text.strip() else []
    if not draft.section:
        return _joined(_parted(lines), draft, 0, [])
    section = _section_of(lines, draft.section)
    if section is None:
        return _joined([*_parted(lines), f"{draft.section}:"], draft, STEP, [])
    return _joined(lines[: section.end], draft, section.indent, lines[section.end :])


def _parted(lines: list[str]) -> list[str]:
    """The lines, and an empty one behind them unless there are only comments."""
    return [*lines, ""] if any(line and not line.startswith("#") for line in lines) else lines


@dataclass(frozen=True, slots=True)
class _Section:
    """Where the entries below a key end, and how far in they stand."""

    end: int
    indent: int


def _section_of(lines: list[str], name: str) -> _Section | None:
    node = parse("\n".join(lines), "", Problems())
    entries = node.entries if isinstance(node, MappingNode) else ()
    for at, (key, value) in enumerate(entries):
        if key.text == name:
            following = entries[at + 1][0].position.line - 1 if at + 1 < len(entries) else len(lines)
            children = value.entries if isinstance(value, MappingNode) else ()
            indent = children[0][0].position.column - 1 if children else STEP
            return _Section(_without_what_goes_before(lines, following), indent)
    return None


def _without_what_goes_before(lines: list[str], line: int) -> int:
    """The line behind the last one above this one that is not empty and no comment at the margin."""
    while line and (not lines[line - 1].strip() or lines[line - 1].startswith("#")):
        line -= 1
    return line


def _joined(before: list[str], draft: Draft, indent: int, after: list[str]) -> Placed:
    above, below = ("".join(f"{line}\n" for line in part) for part in (before, after))
    text = block(draft.name, draft.value, indent)
    line = len(before) + 1
    return Placed(above + text + below, line, line + text.count("\n"))
