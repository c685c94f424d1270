"""Where what an author wrote stands in its file: an effect of a rule, an assumption of a fact, a member of a group."""

from collections.abc import Iterator, Mapping

from sluimer.language.files import MANIFEST_FILE
from sluimer.messages import Position, Problems
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode, below, parse


class WrittenPlaces:
    """The files of a knowledge base, in which words are looked for below what was declared somewhere."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self._parsed: dict[str, Node | None] = {}

    def under(self, declared: Position, key: str, word: str = "") -> Position:
        """Where a word stands behind a key, below what is declared at a place; else the key, or that place."""
        behind = (value for one, value in _pairs(self._node(declared.file)) if one.position == declared)
        return _found(next(behind, None), key, word) or declared

    def in_manifest(self, path: tuple[str, ...], word: str = "") -> Position:
        """Where a word stands below these keys of the declaration of the knowledge base; else the last of the keys."""
        *above, key = path
        return _found(below(self._node(MANIFEST_FILE), *above), key, word) or Position(MANIFEST_FILE)

    def _node(self, file: str) -> Node | None:
        if file not in self._parsed:
            text = self._files.get(file)
            self._parsed[file] = None if text is None else parse(text, file, Problems())
        return self._parsed[file]


def _found(node: Node | None, key: str, word: str) -> Position | None:
    """The first place of a word behind a key of this name in a node, else of the key."""
    keys = [(one, value) for one, value in _pairs(node) if one.text == key]
    words = (one.position for _, value in keys for one in _words(value) if word and one.text == word)
    return next(words, keys[0][0].position if keys else None)


def _pairs(node: Node | None) -> Iterator[tuple[ScalarNode, Node]]:
    """Every key with what stands behind it, however deep."""
    match node:
        case MappingNode(entries):
            for key, value in entries:
                yield key, value
                yield from _pairs(value)
        case ListNode(items):
            for item in items:
                yield from _pairs(item)


def _words(node: Node) -> Iterator[ScalarNode]:
    """Every key and value of a node, in order."""
    match node:
        case ScalarNode():
            yield node
        case MappingNode(entries):
            for key, value in entries:
                yield key
                yield from _words(value)
        case ListNode(items):
            for item in items:
                yield from _words(item)
