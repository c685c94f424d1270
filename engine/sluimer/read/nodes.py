"""From YAML or JSON text to nodes with their positions, keeping every scalar as it was written.

PyYAML's parser does the reading of YAML, its C one where there is one. Nothing is resolved or constructed, so `no`
stays `no`. Nesting is bounded and built without recursion: no text can exhaust the stack.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice, pairwise
from typing import Any

import yaml
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from sluimer.language.shape import LONGEST_VALUE
from sluimer.messages import Position, Problems
from sluimer.read.hidden import as_seen, refuse_escaped
from sluimer.read.json_text import is_json, json_events
from sluimer.read.split import refuse_comma, refuse_stumble

DEEPEST = 60
"""Levels of nesting; what goes deeper is refused."""
LONGEST_BEGINNING = 30
"""Characters that tell which value is too long."""
MOST_VALUES = 100_000
"""Values, keys, lists and mappings in one text; reading them takes a second."""


class _Placed:
    """What begins somewhere in a file; of most nobody asks where."""

    __slots__ = ()
    file: str
    line: int
    column: int

    @property
    def position(self) -> Position:
        """Where it begins."""
        return Position(self.file, self.line, self.column)


@dataclass(frozen=True, slots=True)
class ScalarNode(_Placed):
    """A single value as text; `quoted` tells `"no"` from `no`."""

    text: str
    file: str
    line: int
    column: int
    quoted: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was written: an empty place, `~` or `null`."""
        return not self.quoted and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class ListNode(_Placed):
    """A sequence."""

    items: "tuple[Node, ...]"
    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MappingNode(_Placed):
    """Keys and values in the order written; each key stands once."""

    entries: "tuple[tuple[ScalarNode, Node], ...]"
    file: str
    line: int
    column: int


Node = ScalarNode | ListNode | MappingNode


def entries_of(node: Node | None) -> "tuple[tuple[ScalarNode, Node], ...]":
    """The keys and values of a mapping; what is none has none."""
    return node.entries if isinstance(node, MappingNode) else ()


def parts_of(node: Node) -> tuple[Node, ...]:
    """The items of a list, or what stands alone in place of a list of one."""
    return node.items if isinstance(node, ListNode) else (node,)


def below(node: Node | None, *path: str) -> Node | None:
    """What stands behind these keys, each in the mapping behind the one before; None where nothing does."""
    for name in path:
        node = next((value for key, value in entries_of(node) if key.text == name), None)
    return node


_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _RefusedError(Exception):
    """Reading cannot go on; the problem is already noted."""


@dataclass(frozen=True)
class _Source:
    """A text, in which what stands at a place is found at once however many lines there are."""

    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) for line in self.text.splitlines(keepends=True))]

    def place(self, offset: int, name: str) -> Position:
        """The place before which so many characters stand."""
        before = self.text[:offset]
        return Position(name, before.count("\n") + 1, offset - before.rfind("\n"))

    def offset(self, place: Position) -> int:
        """How many characters stand before a place."""
        return self._starts[place.line - 1] + place.column - 1

    def end(self, node: Node) -> int:
        """How many characters stand before the end of a plain value on one line, or else before it begins."""
        return self.offset(node.position) + (len(node.text) if isinstance(node, ScalarNode) else 0)


@dataclass(slots=True)
class _Open(_Placed):
    """A mapping, a list or the document itself, whose end has not come yet; `flow` is one in braces or brackets."""

    file: str
    line: int = 0
    column: int = 0
    mapping: bool = False
    flow: bool = False
    children: list[Node] = field(default_factory=list)
    bare: dict[int, int] = field(default_factory=dict)
    """In braces, the empty values in front of which there is no colon: their numbers, and where what is there ends."""


def parse(text: str, name: str, problems: Problems, under: str = "") -> Node | None:
    """The one document in a text, or None with its problems noted; `under` is the key that it would stand behind."""
    before = len(problems)
    seen = as_seen(text.removeprefix("\ufeff"), name, problems)
    if seen is None:
        return None
    try:
        node = _build(_events(seen, name, problems), _Source(seen), name, under, problems)
    except _RefusedError:
        return None
    if node is None and len(problems) == before:
        problems.add("empty-file", Position(name))
    return node


def scalar_spans(text: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Where each single value of a sound text begins and ends, in characters, by its line and column."""
    events = json_events(text) if is_json(text) else yaml.parse(text, Loader=_LOADER)
    marks: list[Any] = [(event.start_mark, event.end_mark) for event in events if isinstance(event, yaml.ScalarEvent)]
    return {(first.line + 1, first.column + 1): (first.index, last.index) for first, last in marks}


def _events(text: str, name: str, problems: Problems) -> Iterator[yaml.Event]:
    found = _CONFLICT.search(text)
    if found:
        problems.add("merge-conflict", _Source(text).place(found.start(), name))
        raise _RefusedError
    return json_events(text) if is_json(text) else _events_of_yaml(text, name, problems)


def _events_of_yaml(text: str, name: str, problems: Problems) -> Iterator[yaml.Event]:
    latest: yaml.Event | None = None
    try:
        for latest in iter(_LOADER(text).get_event, None):
            yield latest
    except yaml.MarkedYAMLError as error:
        code, mark = _told_of_quote(text, latest, error) or _told(text, error)
        around = "'" if mark and text[mark.index : mark.index + 1] == '"' else '"'
        reason = error.problem or error.context or ""
        stumbles = error.problem_mark
        if stumbles and refuse_stumble(text, latest, stumbles, code, name, problems):
            raise _RefusedError from error
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
    """Where the mistake is; what is still open where the text ends, or goes wrong by how it begins, where it begins."""
    if (error.context or "").endswith(("an alias", "an anchor", "a block scalar")):
        return error.context_mark
    if error.context_mark and error.problem_mark and error.problem_mark.index >= end:
        return error.context_mark
    return error.problem_mark or error.context_mark


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
    ("mapping keys are not allowed", "needs-quotes"),
    ("alphabetic or numeric", "needs-quotes"),
    ("comment or", "needs-quotes"),
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


def _build(events: Iterator[yaml.Event], source: _Source, name: str, under: str, problems: Problems) -> Node | None:
    opened = document = _Open(name)
    around: list[_Open] = []
    before: Any = None
    event: Any
    for event in islice(events, MOST_VALUES + 1):
        kind = type(event)
        if kind is ScalarEvent:  # most are, and of most nothing is to be told
            mark, value, style = event.start_mark, event.value, event.style
            escaped = style == '"' and event.end_mark.index - mark.index != len(value) + 2
            if escaped or event.anchor or event.tag or len(value) > LONGEST_VALUE:
                value = _checked(event, name, problems)
            opened.children.append(ScalarNode(value, name, mark.line + 1, mark.column + 1, bool(style)))
            if not value and opened.flow:
                _note_bare(opened, source.text, before, event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node = _mapping(opened, around, under, source, problems) if opened.mapping else _list(opened, problems)
            opened = around.pop()
            opened.children.append(node)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            around.append(opened)
            opened = _opened(event, name, len(around), problems)
        elif kind is AliasEvent:
            opened.children.append(_alias(event, name, opened.children, problems))
        else:
            _refuse_second_document(event, document, name, problems)
        before = event
    _refuse_too_many(events, name, problems)
    root = next(iter(document.children), None)
    return None if isinstance(root, ScalarNode) and root.empty else root


def _note_bare(opened: _Open, text: str, before: Any, event: Any) -> None:
    if ":" not in text[before.end_mark.index : event.start_mark.index]:
        opened.bare[len(opened.children) - 1] = before.end_mark.index


def _place(mark: Any, name: str) -> Position:
    return Position(name, mark.line + 1, mark.column + 1)


def _opened(event: Any, name: str, depth: int, problems: Problems) -> _Open:
    mark = event.start_mark
    if event.anchor or event.tag:
        _refuse_magic(event, _place(mark, name), problems)
    if depth > DEEPEST:
        problems.add("too-deep", _place(mark, name), most=DEEPEST)
        raise _RefusedError
    return _Open(name, mark.line + 1, mark.column + 1, type(event) is MappingStartEvent, event.flow_style)


def _checked(event: Any, name: str, problems: Problems) -> str:
    """A value that is long, marked, or written with escapes, as far as it may be read."""
    place = _place(event.start_mark, name)
    if event.anchor or event.tag:
        _refuse_magic(event, place, problems)
    value: str = event.value
    if _HALF.search(value):
        problems.add("half-character", place)
        raise _RefusedError
    if len(value) > LONGEST_VALUE:
        problems.add("value-too-long", place, value=value[:LONGEST_BEGINNING], most=LONGEST_VALUE)
        problems.settle(place, "value-too-long")
        return value[:LONGEST_VALUE]
    if event.style == '"':
        refuse_escaped(value, place, problems)
    return value


def _refuse_too_many(left: Iterator[yaml.Event], name: str, problems: Problems) -> None:
    """Nothing may be left of a text that has as many values as are read."""
    for event in left:
        problems.add("too-many-values", _place(event.start_mark, name), most=MOST_VALUES)
        raise _RefusedError


def _refuse_second_document(event: yaml.Event, document: _Open, name: str, problems: Problems) -> None:
    if isinstance(event, yaml.DocumentStartEvent) and document.children:
        problems.add("second-document", _place(event.start_mark, name))
        raise _RefusedError


def _refuse_magic(event: Any, place: Position, problems: Problems) -> None:
    """Anchors and tags, on a value, list or mapping."""
    if event.anchor:
        problems.add("anchor", place, name=f"&{event.anchor}")
    if event.tag:
        problems.add("tag", place, name=_written(event.tag))
        problems.settle(place, "tag", "anchor")


def _alias(event: yaml.AliasEvent, name: str, before: list[Node], problems: Problems) -> ScalarNode:
    """Stands where an alias stands; nothing more is said of that place, nor of the `<<` before it."""
    place = _place(event.start_mark, name)
    problems.add("alias", place, name=f"*{event.anchor}")
    problems.settle(place, "alias")
    if len(before) % 2 and isinstance(before[-1], ScalarNode) and before[-1].text == "<<":
        problems.settle(before[-1].position, "alias")
    return ScalarNode(f"*{event.anchor}", *place.spot)


def _written(tag: str) -> str:
    """A tag as the author wrote it: the parser spells out what `!!` stands for."""
    return tag.replace("tag:yaml.org,2002:", "!!", 1) if tag.startswith("tag:yaml.org,2002:") else tag


def _list(opened: _Open, problems: Problems) -> ListNode:
    if opened.flow:
        _refuse_commas_in_digits(opened, problems)
    return ListNode(tuple(opened.children), opened.file, opened.line, opened.column)


def _mapping(opened: _Open, around: list[_Open], under: str, source: _Source, problems: Problems) -> MappingNode:
    pairs = list(zip(opened.children[::2], opened.children[1::2], strict=True))
    if opened.flow and (opened.bare or any(_has_space(key) for key, _ in pairs)):
        pairs = _whole(pairs, opened, source, problems)
    entries = {key.text: (key, value) for key, value in pairs if isinstance(key, ScalarNode)}
    if len(entries) < len(pairs):
        entries = _entries(pairs, around, under, problems)
    return MappingNode(tuple(entries.values()), opened.file, opened.line, opened.column)


def _refuse_commas_in_digits(opened: _Open, problems: Problems) -> None:
    """`[100, 400,5]` can hold two amounts or three."""
    for one, other in pairwise(opened.children):
        if isinstance(one, ScalarNode) and isinstance(other, ScalarNode) and other.text[:1].isdigit():
            near = one.line == other.line and one.text[-1:].isdigit()
            together = other.column - one.column == len(one.text) + 1  # with a quote it is more
            if near and together:
                problems.add("comma-between-digits", one.position, value=f"{one.text},{other.text}")
                problems.settle(opened.position, "comma-between-digits")


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
            problems.settle(opened.position, "no-colon-in-braces")
        else:
            kept.append((key, value))
    for number, (rest, end) in ends.items():
        place, behind = kept[number][1].position, rest.text if isinstance(rest, ScalarNode) else "{…}"
        refuse_comma(source.text[source.offset(place) : end], behind, place, problems)
    return kept


def _entries(
    pairs: Iterable[tuple[Node, Node]], around: list[_Open], under: str, problems: Problems
) -> dict[str, tuple[ScalarNode, Node]]:
    """Each key that is one with its value, the first where it stands twice, which is told."""
    entries: dict[str, tuple[ScalarNode, Node]] = {}
    for key, value in pairs:
        if not isinstance(key, ScalarNode):
            problems.add("key-not-a-word", key.position)
        elif key.text in entries:
            code = _twice(key.text, [under, *_keys(around)])
            problems.add(code, key.position, key=key.text, line=entries[key.text][0].line)
        else:
            entries[key.text] = key, value
    return entries


def _keys(around: list[_Open]) -> Iterator[str]:
    """The keys that what is read now stands behind, from the outermost."""
    for opened in around:
        key = opened.children[-1] if len(opened.children) % 2 else None
        if isinstance(key, ScalarNode) and opened.mapping:
            yield key.text


def _twice(key: str, behind: list[str]) -> str:
    """The problem of a key that stands twice in one mapping: what to do about it depends on what the key is."""
    if "person" in behind:
        return "answer-twice"
    in_condition = "when" in (*behind, key) and "implies" not in behind
    return "test-twice" if in_condition else "duplicate-key"
