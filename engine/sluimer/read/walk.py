"""Every place in a parsed file, with what the description of the language says may stand there."""

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


def places(node: Node, shape: Shape) -> list[Place]:
    """This place and all below it, from top to bottom; what does not fit its shape is not entered."""
    found: list[Place] = []
    _look(Place(node, shape), found)
    return found


def _look(place: Place, found: list[Place]) -> None:
    found.append(place)
    node, shape = place.node, place.shape
    if isinstance(shape, (Form, Table, Condition)):
        for entry, value in entries_of(node):
            _look_at_entry(entry, value, shape, found)
    elif isinstance(shape, (Many, Listing)):
        for item in parts_of(node):
            _look(Place(item, shape.part, place.key, place.name), found)
    elif isinstance(shape, Either):
        meant = fitting(node, shape.shapes)
        if meant:
            _look(Place(node, meant, place.key, place.name), found)


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


def _look_at_entry(entry: ScalarNode, value: Node, shape: Form | Table | Condition, found: list[Place]) -> None:
    if isinstance(shape, Table):
        _look(Place(value, shape.value, None, entry), found)
        return
    forms = connectives(shape.of_advice) if isinstance(shape, Condition) else (shape,)
    key = next((key for form in forms if (key := form.key(entry.text))), None)
    if key:
        _look(Place(value, key.holds, key, entry), found)
    elif isinstance(shape, Condition):
        found.append(Place(value, TEST, None, entry))


TEST = Name("test")
"""The shape of what stands behind a fact or finding in a condition."""


def fitting(node: Node, shapes: tuple[Shape, ...]) -> Shape | None:
    """The shape that is meant: a mapping is a form, best one with a key of it, or a table; anything else is not."""
    entries = entries_of(node)
    written = {key.text for key, _ in entries}
    alike = [each for each in shapes if isinstance(each, Form | Table) is isinstance(node, MappingNode)]
    known = [each for each in alike if isinstance(each, Form) and not written.isdisjoint(each.names)]
    return next(iter([*known, *alike]), None)
