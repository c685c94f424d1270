"""From YAML text to nodes with their positions, keeping every scalar as it was written.

PyYAML's parser does the reading, its C one where there is one. Nothing is resolved or constructed, so `no` stays
`no`. Nesting is bounded and built without recursion: no text can exhaust the stack.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import yaml

from sluimer.messages import Position, Problems
from sluimer.read.hidden import as_seen, refuse_escaped
from sluimer.read.split import (
    has_no_colon,
    part,
    refuse_comma,
    refuse_stumble,
    texts_with_commas,
)

DEEPEST = 60
"""Levels of nesting; what goes deeper is refused."""
MOST_VALUES = 100_000
"""Values, keys, lists and mappings in one text; reading them takes a second."""


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


class _RefusedError(Exception):
    """Reading cannot go on; the problem is already noted."""


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    event: yaml.CollectionStartEvent
    place: Position
    children: list[Node] = field(default_factory=list)
    events: list[tuple[yaml.Event, yaml.Event]] = field(default_factory=list)
    """The first and the last of each child, where it stands in braces or brackets."""


def parse(text: str, name: str, problems: Problems) -> Node | None:
    """The one document in a text, or None with its problems noted."""
    before = len(problems)
    seen = as_seen(text.removeprefix("\ufeff"), name, problems)
    if seen is None:
        return None
    try:
        node = _build(_events(seen, name, problems), seen, name, problems)
    except _RefusedError:
        return None
    if node is None and len(problems) == before:
        problems.add("empty-file", Position(name))
    return node


def _events(text: str, name: str, problems: Problems) -> Iterator[yaml.Event]:
    latest: yaml.Event | None = None
    try:
        for latest in yaml.parse(text, Loader=_LOADER):
            yield latest
    except yaml.MarkedYAMLError as error:
        if latest and _swallowed_lines(latest, error):
            problems.add("open-quote", _place(latest.start_mark, name))
            raise _RefusedError from error
        mark = _telling_mark(error, len(text))
        reason = error.problem or error.context or ""
        code = next((code for said, code in _REASONS if said in reason), "not-yaml")
        stumbles = error.problem_mark
        if stumbles and refuse_stumble(text, latest, stumbles, code, name, problems):
            raise _RefusedError from error
        if mark and text[mark.index : mark.index + 1] == "\t":
            code = "tab"
        problems.add(code, _place(mark, name) if mark else Position(name), reason=reason, most=DEEPEST)
        raise _RefusedError from error


def _swallowed_lines(event: yaml.Event, error: yaml.MarkedYAMLError) -> bool:
    """Whether a quoted text ran on until the quote that opens a later one, where the parser stumbles."""
    quoted = isinstance(event, yaml.ScalarEvent) and event.style in ('"', "'")
    marks = event.start_mark, event.end_mark, error.problem_mark
    first, last, stumbles = (mark.line if mark else 0 for mark in marks)
    return quoted and first < last == stumbles


def _telling_mark(error: yaml.MarkedYAMLError, end: int) -> yaml.Mark | None:
    """Where the mistake is; what is still open where the text ends is pointed at where it opened."""
    if error.context_mark and error.problem_mark and error.problem_mark.index >= end:
        return error.context_mark
    return error.problem_mark or error.context_mark


_REASONS = (
    ("mapping values are not allowed", "stray-colon"),
    ("unexpected end of stream", "open-quote"),
    ("',' or ']'", "open-bracket"),
    ("',' or '}'", "open-bracket"),
    ("cannot start any token", "needs-quotes"),
    ("sequence entries are not allowed", "stray-dash"),
    ("unknown escape character", "bad-escape"),
    ("expected key", "bad-indentation"),
    ("expected '-' indicator", "bad-indentation"),
    ("expected <block end>", "bad-indentation"),
    ("expected ':'", "missing-colon"),
    ("exceeded maximum nesting depth", "too-deep"),
)
"""What PyYAML says, in its C parser and its own, and the message that says it to an author."""


def _build(events: Iterator[yaml.Event], text: str, name: str, problems: Problems) -> Node | None:
    root: Node | None = None
    stack: list[_Open] = []
    for number, event in enumerate(events):
        if number > MOST_VALUES:
            problems.add("too-many-values", _place(event.start_mark, name), most=MOST_VALUES)
            raise _RefusedError
        node: Node
        first = event
        if isinstance(event, _CLOSING):  # these have no use for a place, and are many
            opened = stack.pop()
            first, node = opened.event, _close(opened, text, problems)
        elif isinstance(event, _OPENING):
            stack.append(_opened(event, name, len(stack), problems))
            continue
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            node = _single(event, name, stack, problems)
        else:
            _refuse_second_document(event, root, name, problems)
            continue
        if stack:
            parent = stack[-1]
            parent.children.append(node)
            if parent.event.flow_style:
                parent.events.append((first, event))
        else:
            root = node
    return None if isinstance(root, ScalarNode) and root.empty else root


def _place(mark: Any, name: str) -> Position:
    return Position(name, mark.line + 1, mark.column + 1)


def _opened(event: Any, name: str, depth: int, problems: Problems) -> "_Open":
    place = _place(event.start_mark, name)
    _refuse_magic(event, place, problems)
    if depth == DEEPEST:
        problems.add("too-deep", place, most=DEEPEST)
        raise _RefusedError
    return _Open(event, place)


def _single(event: Any, name: str, stack: "list[_Open]", problems: Problems) -> ScalarNode:
    place = _place(event.start_mark, name)
    if isinstance(event, yaml.AliasEvent):
        return _alias(event, place, stack[-1].children if stack else [], problems)
    if event.anchor or event.tag:
        _refuse_magic(event, place, problems)
    if event.style == '"':
        refuse_escaped(event.value, place, problems)
    return ScalarNode(event.value, place, bool(event.style))


def _refuse_second_document(event: yaml.Event, root: Node | None, name: str, problems: Problems) -> None:
    if isinstance(event, yaml.DocumentStartEvent) and root is not None:
        problems.add("second-document", _place(event.start_mark, name))
        raise _RefusedError


def _refuse_magic(event: Any, place: Position, problems: Problems) -> None:
    """Anchors and tags, on a value, list or mapping."""
    if event.anchor:
        problems.add("anchor", place, name=f"&{event.anchor}")
    if event.tag:
        problems.add("tag", place, name=_written(event.tag))


def _alias(event: yaml.AliasEvent, place: Position, before: list[Node], problems: Problems) -> ScalarNode:
    """Stands where an alias stands; nothing more is said of that place, nor of the `<<` before it."""
    problems.add("alias", place, name=f"*{event.anchor}")
    problems.settle(place, "alias")
    if len(before) % 2 and isinstance(before[-1], ScalarNode) and before[-1].text == "<<":
        problems.settle(before[-1].position, "alias")
    return ScalarNode(f"*{event.anchor}", place)


def _written(tag: str) -> str:
    """A tag as the author wrote it: the parser spells out what `!!` stands for."""
    return tag.replace("tag:yaml.org,2002:", "!!", 1) if tag.startswith("tag:yaml.org,2002:") else tag


def _close(opened: _Open, text: str, problems: Problems) -> Node:
    if isinstance(opened.event, yaml.SequenceStartEvent):
        if opened.events and not _JSON.match(text):
            _refuse_commas_in_digits(opened.children, problems)
        return ListNode(tuple(opened.children), opened.place)
    pairs = list(zip(opened.children[::2], opened.children[1::2], strict=True))
    if opened.events and any(map(_may_be_split, pairs)):
        pairs = list(_whole(pairs, opened, text, problems))
    return MappingNode(tuple(_entries(pairs, problems)), opened.place)


_JSON = re.compile(r'\s*[{\[]\s*["{\[]')
"""How a text begins in which a comma between digits can only part them."""


def _refuse_commas_in_digits(items: Sequence[Node], problems: Problems) -> None:
    """`[100, 400,5]` can hold two amounts or three."""
    for one, other in pairwise(items):
        if isinstance(one, ScalarNode) and isinstance(other, ScalarNode) and not (one.quoted or other.quoted):
            follows = replace(one.position, column=one.position.column + len(one.text) + 1) == other.position
            if one.text[-1:].isdigit() and other.text[:1].isdigit() and follows:
                problems.add("comma-between-digits", one.position, value=f"{one.text},{other.text}")


def _may_be_split(pair: tuple[Node, Node]) -> bool:
    """Whether an entry in braces has no value, or a key that no key of the language looks like."""
    key, value = pair
    return (isinstance(value, ScalarNode) and not value.text) or (isinstance(key, ScalarNode) and " " in key.text)


def _whole(
    pairs: Iterable[tuple[Node, Node]], opened: _Open, text: str, problems: Problems
) -> Iterator[tuple[Node, Node]]:
    """The entries in braces, without the rests of texts that a comma splits, and what has no colon behind it."""
    parts = [part(first, last) for first, last in opened.events]
    split, rest = texts_with_commas(parts, text), -1
    for at, (key, value) in enumerate(pairs):
        one, other = parts[2 * at], parts[2 * at + 1]
        if 2 * at <= rest:
            continue
        if last := split.get(2 * at + 1):
            rest = last
            whole, next_part = text[other.start : parts[last].end], parts[2 * at + 2]
            refuse_comma(whole, text[next_part.start : next_part.end], value.position, problems)
        elif has_no_colon(one, other, text):
            problems.add("no-colon-in-braces", key.position, text=text[one.start : one.end])
            problems.settle(opened.place, "no-colon-in-braces")
            continue
        yield key, value


def _entries(pairs: Iterable[tuple[Node, Node]], problems: Problems) -> "Iterator[tuple[ScalarNode, Node]]":
    first: dict[str, Position] = {}
    for key, value in pairs:
        if not isinstance(key, ScalarNode):
            problems.add("key-not-a-word", key.position)
        elif key.text in first:
            problems.add("duplicate-key", key.position, key=key.text, line=first[key.text].line)
        else:
            first[key.text] = key.position
            yield key, value
