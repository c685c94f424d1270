"""From YAML or JSON text to nodes with their positions, keeping every scalar as it was written.

PyYAML's parser does the reading of YAML, its C one where there is one. Nothing is resolved or constructed, so `no`
stays `no`. Nesting is bounded and built without recursion: no text can exhaust the stack.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from sluimer.language.shape import LONGEST_VALUE
from sluimer.messages import Position, Problems
from sluimer.read.json_text import is_json, json_events

DEEPEST = 60
"""Levels of nesting; what goes deeper is refused."""
LONGEST_BEGINNING = 30
"""Characters that tell which value is too long."""
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
    children: list[Node]


def parse(text: str, name: str, problems: Problems, under: str = "") -> Node | None:
    """The one document in a text, or None with its problems noted; `under` is the key that it would stand behind."""
    before = len(problems)
    try:
        node = _build(_events(text.removeprefix("\ufeff"), name, problems), name, under, problems)
    except _RefusedError:
        return None
    if node is None and len(problems) == before:
        problems.add("empty-file", Position(name))
    return node


def _events(text: str, name: str, problems: Problems) -> Iterator[yaml.Event]:
    for code, sought in (("control-character", _FORBIDDEN), ("merge-conflict", _CONFLICT)):
        found = sought.search(text)
        if found:
            problems.add(code, _position_of_character(text, found.start(), name))
            raise _RefusedError
    yield from json_events(text) if is_json(text) else _events_of_yaml(text, name, problems)


def _events_of_yaml(text: str, name: str, problems: Problems) -> Iterator[yaml.Event]:
    latest: yaml.Event | None = None
    try:
        for latest in yaml.parse(text, Loader=_LOADER):
            yield latest
    except yaml.MarkedYAMLError as error:
        code, mark = _told_of_quote(text, latest, error) or _told(text, error)
        around = "'" if mark and text[mark.index : mark.index + 1] == '"' else '"'
        reason = error.problem or error.context or ""
        place = _place(mark, name) if mark else Position(name)
        problems.add(code, place, reason=reason, most=DEEPEST, around=around)
        raise _RefusedError from error


def _told_of_quote(text: str, latest: yaml.Event | None, error: yaml.MarkedYAMLError) -> tuple[str, Any] | None:
    """Where the parser stumbles behind a quoted text: the message, and where the text opens."""
    if not isinstance(latest, yaml.ScalarEvent) or latest.style not in ('"', "'"):
        return None
    if _swallowed_lines(latest, error):
        return "open-quote", latest.start_mark
    end = latest.end_mark.index if latest.end_mark else 0
    stumbles = error.problem_mark.index if error.problem_mark else len(text)
    between, goes_on = text[end:stumbles], bool(text[stumbles : stumbles + 1].strip())
    comma_missing = "',' or" in (error.problem or "") and between
    return ("text-after-quote", latest.start_mark) if goes_on and not (between.strip(" ") or comma_missing) else None


def _told(text: str, error: yaml.MarkedYAMLError) -> tuple[str, Any]:
    """The message for what the parser says, and where the mistake is."""
    reason = error.problem or error.context or ""
    mark = _telling_mark(error, len(text))
    if mark and text[mark.index : mark.index + 1] == "\t":
        return "tab", mark
    return next((code for said, code in _REASONS if said in reason), "not-yaml"), mark


def _swallowed_lines(event: yaml.ScalarEvent, error: yaml.MarkedYAMLError) -> bool:
    """Whether a quoted text ran on until the quote that opens a later one, where the parser stumbles."""
    marks = event.start_mark, event.end_mark, error.problem_mark
    first, last, stumbles = (mark.line if mark else 0 for mark in marks)
    return first < last == stumbles


def _telling_mark(error: yaml.MarkedYAMLError, end: int) -> Any:
    """Where the mistake is; what is still open where the text ends is pointed at where it opened."""
    if error.context_mark and error.problem_mark and error.problem_mark.index >= end:
        return error.context_mark
    return error.problem_mark or error.context_mark


_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML forbids, and what it takes for the end of a line while editors do not: NEL, LS and PS."""

_HALF = re.compile("[\ud800-\udfff]")
"""One half of a character that JSON writes as two escapes, without the other."""

_CONFLICT = re.compile(r"^(<{7,}|={7,}|>{7,}|\|{7,})(?=[ \r\n]|$)", re.MULTILINE)
"""The lines that git and others leave where two versions could not be merged."""

_REASONS = (
    ("mapping values are not allowed", "stray-colon"),
    ("unexpected end of stream", "open-quote"),
    ("',' or ']'", "open-bracket"),
    ("',' or '}'", "open-bracket"),
    ("cannot start any token", "needs-quotes"),
    ("sequence entries are not allowed", "stray-dash"),
    ("unknown escape character", "bad-escape"),
    ("invalid Unicode character escape", "half-character"),
    ("expected key", "bad-indentation"),
    ("expected '-' indicator", "bad-indentation"),
    ("expected <block end>", "bad-indentation"),
    ("expected ':'", "missing-colon"),
    ("exceeded maximum nesting depth", "too-deep"),
)
"""What PyYAML says, in its C parser and its own, and the message that says it to an author."""


def _position_of_character(text: str, offset: int, name: str) -> Position:
    before = text[:offset]
    return Position(name, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def _build(events: Iterator[yaml.Event], name: str, under: str, problems: Problems) -> Node | None:
    root: Node | None = None
    stack: list[_Open] = []
    for number, event in enumerate(events):
        if number > MOST_VALUES:
            problems.add("too-many-values", _place(event.start_mark, name), most=MOST_VALUES)
            raise _RefusedError
        node: Node
        if isinstance(event, _CLOSING):  # these have no use for a place, and are many
            node = _close(stack.pop(), stack, under, problems)
        elif isinstance(event, _OPENING):
            stack.append(_opened(event, name, len(stack), problems))
            continue
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            node = _single(event, name, stack, problems)
        else:
            _refuse_second_document(event, root, name, problems)
            continue
        if stack:
            stack[-1].children.append(node)
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
    return _Open(event, place, [])


def _single(event: Any, name: str, stack: "list[_Open]", problems: Problems) -> ScalarNode:
    place = _place(event.start_mark, name)
    if isinstance(event, yaml.AliasEvent):
        return _alias(event, place, stack[-1].children if stack else [], problems)
    if event.anchor or event.tag:
        _refuse_magic(event, place, problems)
    half = _HALF.search(event.value)
    if half:
        problems.add("half-character", place)
        raise _RefusedError
    if len(event.value) > LONGEST_VALUE:
        problems.add("value-too-long", place, value=event.value[:LONGEST_BEGINNING], most=LONGEST_VALUE)
        problems.settle(place, "value-too-long")
        return ScalarNode(event.value[:LONGEST_VALUE], place, bool(event.style))
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
        problems.settle(place, "tag", "anchor")


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


def _close(opened: _Open, around: list[_Open], under: str, problems: Problems) -> Node:
    if isinstance(opened.event, yaml.SequenceStartEvent):
        return ListNode(tuple(opened.children), opened.place)
    entries: dict[str, tuple[ScalarNode, Node]] = {}
    for key, value in zip(opened.children[::2], opened.children[1::2], strict=True):
        if not isinstance(key, ScalarNode):
            problems.add("key-not-a-word", key.position)
        elif key.text in entries:
            code = _twice(key.text, [under, *_keys(around)])
            problems.add(code, key.position, key=key.text, line=entries[key.text][0].position.line)
        else:
            entries[key.text] = key, value
    return MappingNode(tuple(entries.values()), opened.place)


def _keys(around: list[_Open]) -> Iterator[str]:
    """The keys that what is read now stands behind, from the outermost."""
    for opened in around:
        key = opened.children[-1] if len(opened.children) % 2 else None
        if isinstance(key, ScalarNode) and isinstance(opened.event, yaml.MappingStartEvent):
            yield key.text


def _twice(key: str, behind: list[str]) -> str:
    """The problem of a key that stands twice in one mapping: what to do about it depends on what the key is."""
    if "person" in behind:
        return "answer-twice"
    in_condition = "when" in (*behind, key) and "implies" not in behind
    return "test-twice" if in_condition else "duplicate-key"
