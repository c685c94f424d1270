"""Every place in a parsed file, with what the description of the language says may stand there."""

from collections.abc import Iterator
from dataclasses import dataclass

from sluimer.language.forms import connectives
from sluimer.language.shape import Condition, Either, Form, Key, Listing, Many, Name, Shape, Table
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode, entries_of, parts_of


@dataclass(frozen=True, slots=True)
class Place:
    """A node, the shape it must have, and the key it stands behind; `key` is None where the file itself chose it."""

    node: Node
    shape: Shape
    key: Key | None = None
    name: ScalarNode | None = None


def places(node: Node, shape: Shape, key: Key | None = None, name: ScalarNode | None = None) -> Iterator[Place]:
    """This place and all below it, from top to bottom; what does not fit its shape is not entered."""
    yield Place(node, shape, key, name)
    match shape:
        case Many(part) | Listing(part):
            for item in parts_of(node):
                yield from places(item, part, key, name)
        case Either(shapes):
            meant = fitting(node, shapes)
            if meant:
                yield from places(node, meant, key, name)
        case Form() | Table() | Condition() if isinstance(node, MappingNode):
            for entry, value in node.entries:
                yield from _entry(entry, value, shape)


def words_below(node: Node, key: str) -> set[str]:
    """Every word that is written behind this key, wherever it stands in a file, and whatever is wrong around it."""
    match node:
        case MappingNode(entries):
            return {
                word
                for entry, value in entries
                for word in (_words(value) if entry.text == key else words_below(value, key))
            }
        case ListNode(items):
            return {word for item in items for word in words_below(item, key)}
    return set()


def _words(node: Node) -> set[str]:
    match node:
        case MappingNode(entries):
            return {word for entry, value in entries for word in (entry.text, *_words(value))}
        case ListNode(items):
            return {word for item in items for word in _words(item)}
    return {node.text}


def _entry(entry: ScalarNode, value: Node, shape: Form | Table | Condition) -> Iterator[Place]:
    if isinstance(shape, Table):
        yield from places(value, shape.value, None, entry)
        return
    forms = connectives(shape.of_advice) if isinstance(shape, Condition) else (shape,)
    key = next((key for form in forms if (key := form.key(entry.text))), None)
    if key:
        yield from places(value, key.holds, key, entry)
    elif isinstance(shape, Condition):
        yield Place(value, TEST, None, entry)


TEST = Name("test")
"""The shape of what stands behind a fact or finding in a condition."""


def fitting(node: Node, shapes: tuple[Shape, ...]) -> Shape | None:
    """The shape that is meant: a mapping is a form, best one with a key of it, or a table; anything else is not."""
    entries = entries_of(node)
    written = {key.text for key, _ in entries}
    alike = [each for each in shapes if isinstance(each, Form | Table) is isinstance(node, MappingNode)]
    known = [each for each in alike if isinstance(each, Form) and not written.isdisjoint(each.names)]
    return next(iter([*known, *alike]), None)
