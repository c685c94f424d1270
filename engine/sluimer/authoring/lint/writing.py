"""Ways of writing of which one is right; these can be mended without asking, unless a comment would lose its place."""

from collections.abc import Iterator

from sluimer.authoring.lint.model import Desk, Edit, Warned, warned
from sluimer.knowledge.vocabulary import Kind
from sluimer.language.shape import Many, YesNo
from sluimer.messages import Position
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode
from sluimer.read.walk import TEST, Place

_RIGHT = {"true": "yes", "false": "no", "yes": "yes", "no": "no"}


def named_twice(desk: Desk) -> Iterator[Warned]:
    """Names that stand twice in one list."""
    for place in desk.places:
        for names in _lists_of_names(place):
            seen: set[str] = set()
            for number, item in enumerate(names.items):
                if isinstance(item, ScalarNode):
                    if item.text in seen:
                        edits = _without_item(item, number, desk)
                        yield warned("named-twice", item.position, edits=edits, name=item.text)
                    seen.add(item.text)


def _lists_of_names(place: Place) -> Iterator[ListNode]:
    """The list at this place, and where a set is tested those behind its `includes_any` and `includes_all`."""
    if isinstance(place.node, ListNode) and (isinstance(place.shape, Many) or place.shape is TEST):
        yield place.node
    elif isinstance(place.node, MappingNode) and place.shape is TEST:
        yield from (value for _, value in place.node.entries if isinstance(value, ListNode))


def _without_item(item: ScalarNode, number: int, desk: Desk) -> tuple[Edit, ...]:
    """The list without this item and what parts it from the one before; nothing where it is written another way."""
    if _has_comment(item.position, desk):
        return ()
    line = _line(desk, item.position)
    before, after = line[: item.position.column - 1], line[item.position.column - 1 :]
    if before.strip() == "-" and after.strip() == item.text:
        return (_whole_line(item.position),)
    if number and before.rstrip().endswith(",") and after.startswith(item.text):
        column = len(before.rstrip().removesuffix(",").rstrip()) + 1
        first = Position(item.position.file, item.position.line, column)
        return (Edit(first, _behind(item)),)
    return ()


def says_default(desk: Desk) -> Iterator[Warned]:
    """Keys that say what is so without them."""
    for place in desk.places:
        if place.key and place.name and place.key.default and isinstance(place.node, ScalarNode):
            said = _RIGHT.get(place.node.text.lower(), place.node.text)
            if said == place.key.default and not place.node.quoted:
                words = {"key": place.name.text, "value": place.node.text}
                yield warned("says-default", place.name.position, edits=_without_line(place, desk), **words)


def _without_line(place: Place, desk: Desk) -> tuple[Edit, ...]:
    """The file without the line, where the key and its value have it to themselves."""
    assert place.name is not None
    assert isinstance(place.node, ScalarNode)
    alone = _line(desk, place.name.position).strip() == f"{place.name.text}: {place.node.text}"
    return (_whole_line(place.name.position),) if alone and not _has_comment(place.name.position, desk) else ()


def yes_no_spelling(desk: Desk) -> Iterator[Warned]:
    """`true`, `false`, `Yes` and the like where `yes` or `no` is meant."""
    for place in desk.places:
        node = place.node
        if _is_yes_no(place, desk) and isinstance(node, ScalarNode) and not node.quoted:
            word = _RIGHT.get(node.text.lower())
            if word and word != node.text:
                edit = Edit(node.position, _behind(node), word)
                yield warned("yes-no-spelling", node.position, edits=[edit], word=word, value=node.text)


def _is_yes_no(place: Place, desk: Desk) -> bool:
    if isinstance(place.shape, YesNo):
        return True
    if place.shape is not TEST or place.name is None:
        return False
    fact = desk.knowledge.vocabulary.facts.get(place.name.text)
    return fact.kind is Kind.YES_NO if fact else place.name.text in desk.knowledge.vocabulary.findings


def spaces_at_end(desk: Desk) -> Iterator[Warned]:
    """Lines that end in spaces."""
    for name, text in desk.texts.items():
        for number, line in enumerate(text.split("\n"), start=1):
            kept = line.rstrip(" \t")
            if kept != line:
                first = Position(name, number, len(kept) + 1)
                yield warned("space-at-end", first, edits=[Edit(first, Position(name, number, len(line) + 1))])


def last_line_open(desk: Desk) -> Iterator[Warned]:
    """Files whose last line does not end."""
    for name, text in desk.texts.items():
        if text and not text.endswith("\n"):
            end = Position(name, text.count("\n") + 1, len(text) - text.rfind("\n"))
            yield warned("last-line-open", end, edits=[Edit(end, end, "\n")])


def _line(desk: Desk, place: Position) -> str:
    return desk.texts[place.file].split("\n")[place.line - 1]


def _has_comment(place: Position, desk: Desk) -> bool:
    """Whether a comment may be about this line, on it or right above it; it would be lost, or be about the next."""
    above = desk.texts[place.file].split("\n")[place.line - 2] if place.line > 1 else ""
    return "#" in _line(desk, place) or above.lstrip().startswith("#")


def _whole_line(place: Position) -> Edit:
    return Edit(Position(place.file, place.line, 1), Position(place.file, place.line + 1, 1))


def _behind(node: Node) -> Position:
    assert isinstance(node, ScalarNode)
    place = node.position
    return Position(place.file, place.line, place.column + len(node.text))
