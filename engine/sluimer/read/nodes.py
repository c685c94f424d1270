"""From YAML text to nodes with their positions, keeping every scalar as it was written.

PyYAML's parser does the reading, its C one where there is one. Nothing is resolved or constructed, so `no` stays
`no`. Nesting is bounded and built without recursion: no text can exhaust the stack.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

import yaml

from sluimer.messages import Position, Problems
from sluimer.read.hidden import as_seen, refuse_escaped
from sluimer.read.split import (
    refuse_comma,
    refuse_stumble,
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


@dataclass(frozen=True)
class _Source:
    """A text, in which what stands at a place is found at once however many lines there are."""

    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) for line in self.text.splitlines(keepends=True))]

    def offset(self, place: Position) -> int:
        """How many characters stand before a place."""
        return self._starts[place.line - 1] + place.column - 1

    def end(self, node: Node) -> int:
        """How many characters stand before the end of a plain value on one line, or else before it begins."""
        return self.offset(node.position) + (len(node.text) if isinstance(node, ScalarNode) else 0)


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    event: yaml.CollectionStartEvent
    place: Position
    children: list[Node] = field(default_factory=list)
    bare: dict[int, int] = field(default_factory=dict)
    """In braces, the empty values in front of which there is no colon: their numbers, and where what is there ends."""


def parse(text: str, name: str, problems: Problems) -> Node | None:
    """The one document in a text, or None with its problems noted."""
    before = len(problems)
    seen = as_seen(text.removeprefix("\ufeff"), name, problems)
    if seen is None:
        return None
    try:
        node = _build(_events(seen, name, problems), _Source(seen), name, problems)
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
        reason = error.problem or error.context or ""
        code = next((code for said, code in _REASONS if said in reason), "not-yaml")
        mark = _telling_mark(error, len(text))
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
    """Where the mistake is; what is still open where the text ends, or goes wrong by how it begins, where it begins."""
    if (error.context or "").endswith(("an alias", "an anchor", "a block scalar")):
        return error.context_mark
    if error.context_mark and error.problem_mark and error.problem_mark.index >= end:
        return error.context_mark
    return error.problem_mark or error.context_mark


_REASONS = (
    ("mapping values are not allowed", "stray-colon"),
    ("unexpected end of stream", "open-quote"),
    ("',' or ']'", "open-bracket"),
    ("',' or '}'", "open-bracket"),
    ("cannot start any token", "needs-quotes"),
    ("mapping keys are not allowed", "needs-quotes"),
    ("alphabetic or numeric", "needs-quotes"),
    ("comment or", "needs-quotes"),
    ("sequence entries are not allowed", "stray-dash"),
    ("unknown escape character", "bad-escape"),
    ("expected key", "bad-indentation"),
    ("expected '-' indicator", "bad-indentation"),
    ("expected <block end>", "bad-indentation"),
    ("expected ':'", "missing-colon"),
    ("exceeded maximum nesting depth", "too-deep"),
)
"""What PyYAML says, in its C parser and its own, and the message that says it to an author."""


def _build(events: Iterator[yaml.Event], source: _Source, name: str, problems: Problems) -> Node | None:
    root: Node | None = None
    stack: list[_Open] = []
    latest: Any = None
    for number, event in enumerate(events):
        before, latest = latest, event
        if number > MOST_VALUES:
            problems.add("too-many-values", _place(event.start_mark, name), most=MOST_VALUES)
            raise _RefusedError
        node: Node
        if isinstance(event, _CLOSING):  # these have no use for a place, and are many
            node = _close(stack.pop(), source, problems)
        elif isinstance(event, _OPENING):
            stack.append(_opened(event, name, len(stack), problems))
            continue
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            node = _single(event, name, stack, problems)
            if not node.text and stack:
                _note_bare(stack[-1], source.text, before, event)
        else:
            _refuse_second_document(event, root, name, problems)
            continue
        if stack:
            stack[-1].children.append(node)
        else:
            root = node
    return None if isinstance(root, ScalarNode) and root.empty else root


def _note_bare(opened: _Open, text: str, before: Any, event: Any) -> None:
    if opened.event.flow_style and ":" not in text[before.end_mark.index : event.start_mark.index]:
        opened.bare[len(opened.children)] = before.end_mark.index


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
    if event.style == '"' and event.end_mark.index - event.start_mark.index - 2 != len(event.value):
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


def _close(opened: _Open, source: _Source, problems: Problems) -> Node:
    if isinstance(opened.event, yaml.SequenceStartEvent):
        if opened.event.flow_style:
            _refuse_commas_in_digits(opened.children, source.text, problems)
        return ListNode(tuple(opened.children), opened.place)
    pairs = list(zip(opened.children[::2], opened.children[1::2], strict=True))
    if opened.event.flow_style and (opened.bare or any(_has_space(key) for key, _ in pairs)):
        pairs = _whole(pairs, opened, source, problems)
    return MappingNode(tuple(_entries(pairs, problems)), opened.place)


_JSON = re.compile(r'\s*[{\[]\s*["{\[]')
"""How a text begins in which a comma between digits can only part them."""


def _refuse_commas_in_digits(items: Sequence[Node], text: str, problems: Problems) -> None:
    """`[100, 400,5]` can hold two amounts or three."""
    for one, other in pairwise(items):
        if isinstance(one, ScalarNode) and isinstance(other, ScalarNode) and other.text[:1].isdigit():
            near = one.position.line == other.position.line and one.text[-1:].isdigit()
            together = other.position.column - one.position.column == len(one.text) + 1  # with a quote it is more
            if near and together and not _JSON.match(text):
                problems.add("comma-between-digits", one.position, value=f"{one.text},{other.text}")


def _has_space(key: Node) -> bool:
    """Whether this is no key of its own, since in braces no key has a space."""
    return isinstance(key, ScalarNode) and " " in key.text and not key.quoted


def _whole(
    pairs: Sequence[tuple[Node, Node]], opened: _Open, source: _Source, problems: Problems
) -> list[tuple[Node, Node]]:
    """The entries in braces, without the rests of texts that a comma splits, and what has no colon behind it."""
    kept: list[tuple[Node, Node]] = []
    ends: dict[int, tuple[Node, int]] = {}
    for number, (key, value) in enumerate(pairs):
        bare = opened.bare.get(2 * number + 1)
        if (bare or _has_space(key)) and kept and isinstance(kept[-1][1], ScalarNode) and kept[-1][1].text:
            first, _ = ends.get(len(kept) - 1, (key, 0))
            ends[len(kept) - 1] = first, bare or source.end(value)
        elif bare:
            problems.add("no-colon-in-braces", key.position, text=source.text[source.offset(key.position) : bare])
            problems.settle(opened.place, "no-colon-in-braces")
        else:
            kept.append((key, value))
    for number, (rest, end) in ends.items():
        place, behind = kept[number][1].position, rest.text if isinstance(rest, ScalarNode) else "{…}"
        refuse_comma(source.text[source.offset(place) : end], behind, place, problems)
    return kept


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
