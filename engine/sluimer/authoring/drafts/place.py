"""Where a new block goes in a file, so that it stands as if its author had put it there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sluimer.language.block import STEP, WIDTH, Value, block, written
from sluimer.messages import Problems
from sluimer.read.nodes import ListNode, ScalarNode, below, entries_of, parse, scalar_spans
from sluimer.schema.write import with_modeline


@dataclass(frozen=True, slots=True)
class Draft:
    """A new entry of a file: its name and keys, below the keys of `path` where the file has several.

    One that is `brief` stands on one line where it fits.
    """

    file: str
    name: str
    value: Mapping[str, Value] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    brief: bool = False


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A name that is put at the end of a list in a file, behind the keys of `path`."""

    file: str
    path: tuple[str, ...]
    name: str


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
    if not draft.path:
        return _joined(_parted(lines), draft, 0, [])
    section = _section_of(lines, draft.path)
    if section is None:
        return _joined([*_parted(lines), *_heads(draft.path)], draft, STEP * len(draft.path), [])
    return _joined(lines[: section.end], draft, section.indent, lines[section.end :])


def lengthened(text: str, entry: ListEntry) -> str:
    """The text with the name at the end of its list; as it is where there is no such list."""
    node = below(parse(text, entry.file, Problems()), *entry.path)
    spans = scalar_spans(text)
    name = written(entry.name)
    if isinstance(node, ScalarNode):
        first, last = spans[node.position.line, node.position.column]
        return f"{text[:first]}[{text[first:last]}, {name}]{text[last:]}"
    items = node.items if isinstance(node, ListNode) else ()
    if not items or not isinstance(node, ListNode):
        return text
    place = items[-1].position
    end = spans.get((place.line, place.column), (0, 0))[1]
    if not end:
        return text
    lines = text.split("\n")
    if lines[node.position.line - 1][node.position.column - 1] == "[":
        return f"{text[:end]}, {name}{text[end:]}"
    dash = lines[place.line - 1][: lines[place.line - 1].index("-")]
    return "\n".join([*lines[: place.line], f"{dash}- {name}", *lines[place.line :]])


def _heads(path: tuple[str, ...]) -> list[str]:
    return [f"{' ' * STEP * depth}{name}:" for depth, name in enumerate(path)]


def _parted(lines: list[str]) -> list[str]:
    """The lines, and an empty one behind them unless there are only comments."""
    return [*lines, ""] if any(line and not line.startswith("#") for line in lines) else lines


@dataclass(frozen=True, slots=True)
class _Section:
    """Where the entries below a key end, and how far in they stand."""

    end: int
    indent: int


def _section_of(lines: list[str], path: tuple[str, ...]) -> _Section | None:
    """The section behind these keys; None where a key is missing."""
    node = parse("\n".join(lines), "", Problems())
    following = len(lines)
    for name in path:
        entries = entries_of(node)
        at = next((number for number, (key, _) in enumerate(entries) if key.text == name), None)
        if at is None:
            return None
        if at + 1 < len(entries):
            following = entries[at + 1][0].position.line - 1
        node = entries[at][1]
    children = entries_of(node)
    indent = children[0][0].position.column - 1 if children else STEP * len(path)
    return _Section(_without_what_goes_before(lines, following, indent), indent)


def _without_what_goes_before(lines: list[str], line: int, indent: int) -> int:
    """The line behind the last one above this one that is not empty and no comment further out than this."""
    while line and (not (bare := lines[line - 1].lstrip()) or _is_outside(lines[line - 1], bare, indent)):
        line -= 1
    return line


def _is_outside(line: str, bare: str, indent: int) -> bool:
    return bare.startswith("#") and len(line) - len(bare) < max(indent, 1)


def _joined(before: list[str], draft: Draft, indent: int, after: list[str]) -> Placed:
    above, below = ("".join(f"{line}\n" for line in part) for part in (before, after))
    text = drafted_text(draft, indent)
    line = len(before) + 1
    return Placed(above + text + below, line, line + text.count("\n"))


def drafted_text(draft: Draft, indent: int = 0) -> str:
    """The lines of a draft, so many columns in."""
    line = f"{' ' * indent}{draft.name}: {written(draft.value)}\n"
    return line if draft.brief and len(line) <= WIDTH else block(draft.name, draft.value, indent)
