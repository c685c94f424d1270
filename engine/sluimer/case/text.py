"""The answers in a YAML or JSON text as plain values, and where each of them stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from json import JSONDecoder
from typing import Final, NoReturn

from sluimer.files.source import LARGEST_FILE
from sluimer.messages import CaseError, Position, Problems, brief, shown
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode, parse

Path = tuple[object, ...]
KEY = object()
"""In a path: the key itself, not what stands behind it."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where in its file each answer stands, for messages."""

    file: str
    positions: Mapping[Path, Position] = field(default_factory=dict)

    def under(self, other: "Places") -> "Places":
        """These places, where `other` has none of its own."""
        return Places(other.file, {**self.positions, **other.positions})

    def of(self, *path: object) -> Position:
        """The place of an answer, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.positions:
                return self.positions[path[:length]]
        return Position(self.file, path="".join(_pointed(step) for step in path if step is not KEY))


def _pointed(step: object) -> str:
    """One step of a JSON Pointer; what cannot be printed is replaced in it, as everywhere in messages."""
    return "/" + shown(step).replace("~", "~0").replace("/", "~1")


def parse_answers(text: str, file: str) -> tuple[dict[str, object], Places]:
    """The answers in a YAML or JSON text as plain values, and where each of them stands; raises CaseError."""
    problems = Problems()
    answers = answers_in(parse_case(text, file, problems))
    if len(problems):
        raise CaseError(problems.sorted())
    return answers


def parse_case(text: str, file: str, problems: Problems) -> MappingNode:
    """The mapping in a text, with what is wrong inside it noted; raises CaseError where there is none."""
    if len(text) > LARGEST_FILE:
        problems.add("file-too-large", Position(file), most=f"{LARGEST_FILE // 1_000_000} MB")
        raise CaseError(problems.sorted())
    node = parse(text, file, problems, "person")
    if isinstance(node, MappingNode):
        return node
    if node is not None and not len(problems):
        problems.add("case-not-a-mapping", node.position, value=brief(_Reading(file).plain(node, (), "")))
    raise CaseError(problems.sorted())


def plain_json(text: str) -> dict[str, object] | None:
    """The answers in a text that is a JSON object with each key once, numbers as they are written; else None.

    It takes a tenth of the time of `parse_case`, and knows no places.
    """
    try:
        found = _JSON.decode(text) if text[:1] == "{" and len(text) <= LARGEST_FILE else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(name: str) -> NoReturn:
    """`NaN` and `Infinity` are no JSON."""
    raise ValueError(name)


_JSON: Final = JSONDecoder(object_pairs_hook=_each_once, parse_int=str, parse_float=str, parse_constant=_no_constant)


def answers_in(node: MappingNode, *above: str) -> tuple[dict[str, object], Places]:
    """The answers in a mapping that was parsed, as plain values, and where each of them stands.

    `above` are the keys that the mapping itself stands under in its file.
    """
    pointer = "".join(map(_pointed, above))
    reading = _Reading(node.position.file)
    answers = reading.plain(node, (), pointer)
    assert isinstance(answers, dict)
    return answers, Places(node.position.file, reading.positions)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The places of answers in a file, while their nodes are turned into plain values."""

    file: str
    positions: dict[Path, Position] = field(default_factory=dict)

    def plain(self, node: Node, path: Path, pointer: str) -> object:
        """The value of a node that stands at this path."""
        self._note(path, node, pointer)
        if isinstance(node, ScalarNode):
            return None if node.empty else node.text
        if isinstance(node, ListNode):
            return [self._member(item, path, pointer, index) for index, item in enumerate(node.items)]
        for key, _ in node.entries:
            self._note((*path, key.text, KEY), key, pointer + _pointed(key.text))
        return {key.text: self._member(value, path, pointer, key.text) for key, value in node.entries}

    def _member(self, node: Node, path: Path, pointer: str, step: str | int) -> object:
        return self.plain(node, (*path, step), pointer + _pointed(step))

    def _note(self, path: Path, node: Node, pointer: str) -> None:
        self.positions[path] = Position(self.file, node.position.line, node.position.column, pointer)
