"""From YAML text to nodes with their positions, keeping every scalar as it was written.

PyYAML's parser does the reading, its C one where there is one. Nothing is resolved or constructed, so `no` stays
`no`. Nesting is bounded and built without recursion: no text can exhaust the stack.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from sluimer.messages import Position, Problems

DEEPEST = 60
"""Levels of nesting; what goes deeper is refused."""


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value as text; `quoted` tells `"no"` from `no`."""

    text: str
    position: Position
    quoted: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was written: an empty place, `~` or `null`."""
        return not self.quoted and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class ListNode:
    """A sequence."""

    items: "tuple[Node, ...]"
    position: Position


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and values in the order written; each key stands once."""

    entries: "tuple[tuple[ScalarNode, Node], ...]"
    position: Position


Node = ScalarNode | ListNode | MappingNode

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class _Refused(Exception):
    """Reading cannot go on; the problem is already noted."""


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    event: yaml.CollectionStartEvent
    children: list[Node]


def parse(text: str, name: str, problems: Problems) -> Node | None:
    """The one document in a text, or None with its problems noted."""
    before = len(problems)
    try:
        node = _build(_events(text, name, problems), name, problems)
    except _Refused:
        return None
    if node is None and len(problems) == before:
        problems.add("empty-file", Position(name))
    return node


def _events(text: str, name: str, problems: Problems) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.reader.ReaderError as error:
        place = _position_of_character(text, error.position, name)
        problems.add("control-character", place)
        raise _Refused from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Position(name, mark.line + 1, mark.column + 1) if mark else Position(name)
        problems.add("not-yaml", place, reason=error.problem or error.context or "")
        raise _Refused from error


def _position_of_character(text: str, offset: int, name: str) -> Position:
    before = text[:offset]
    return Position(name, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def _build(events: Iterator[yaml.Event], name: str, problems: Problems) -> Node | None:
    root: Node | None = None
    stack: list[_Open] = []
    for event in events:
        place = Position(name, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            problems.add("second-document", place)
            raise _Refused
        _refuse_magic(event, place, problems)
        if isinstance(event, _OPENING):
            if len(stack) == DEEPEST:
                problems.add("too-deep", place, most=DEEPEST)
                raise _Refused
            stack.append(_Open(event, []))
            continue
        if isinstance(event, yaml.ScalarEvent):
            node: Node = ScalarNode(event.value, place, quoted=event.style is not None and event.style != "")
        elif isinstance(event, _CLOSING):
            node = _close(stack.pop(), name, problems)
        elif isinstance(event, yaml.AliasEvent):
            node = ScalarNode("", place)
        else:
            continue
        if stack:
            stack[-1].children.append(node)
        else:
            root = node
    return None if isinstance(root, ScalarNode) and root.empty else root


def _refuse_magic(event: yaml.Event, place: Position, problems: Problems) -> None:
    anchor = getattr(event, "anchor", None)
    if isinstance(event, yaml.AliasEvent):
        problems.add("alias", place, name=f"*{anchor}")
    elif anchor:
        problems.add("anchor", place, name=f"&{anchor}")
    tag = getattr(event, "tag", None)
    if tag and not isinstance(event, yaml.AliasEvent):
        problems.add("tag", place, name=_written(tag))


def _written(tag: str) -> str:
    """A tag as the author wrote it: the parser spells out what `!!` stands for."""
    return tag.replace("tag:yaml.org,2002:", "!!", 1) if tag.startswith("tag:yaml.org,2002:") else tag


def _close(opened: _Open, name: str, problems: Problems) -> Node:
    mark = opened.event.start_mark
    place = Position(name, mark.line + 1, mark.column + 1)
    if isinstance(opened.event, yaml.SequenceStartEvent):
        return ListNode(tuple(opened.children), place)
    pairs = zip(opened.children[::2], opened.children[1::2], strict=True)
    return MappingNode(tuple(_entries(pairs, problems)), place)


def _entries(
    pairs: "Iterator[tuple[Node, Node]]", problems: Problems
) -> "Iterator[tuple[ScalarNode, Node]]":
    first: dict[str, Position] = {}
    for key, value in pairs:
        if not isinstance(key, ScalarNode):
            problems.add("key-not-a-word", key.position)
        elif key.text in first:
            problems.add("duplicate-key", key.position, key=key.text, line=first[key.text].line)
        else:
            first[key.text] = key.position
            yield key, value
