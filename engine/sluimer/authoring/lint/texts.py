"""Texts for people that are missing, too long, untranslated or unfinished."""

import re
from collections.abc import Iterator, Sequence

from sluimer.authoring.lint.model import Desk, Warned, warned
from sluimer.language.shape import Texts, Word
from sluimer.messages import Position
from sluimer.read.nodes import MappingNode, ScalarNode
from sluimer.read.split import CUT
from sluimer.read.walk import Place

MOST_WORDS = 30
"""Words in a reason."""
FEWEST_TO_TRANSLATE = 4
"""Words; a shorter text may be the same in two languages by chance."""
_SENTENCES = ("because", "question", "text", "note", "says", "why", "interpretation", "notice", "instead")
"""The keys of texts that are more than a name."""
_MARKED = re.compile(r"\b(?:TODO|FIXME|TBD)(?=\s*:)|\b(?i:lorem ipsum)\b")
"""What is never part of a finished text."""
_MARK_ALONE = re.compile(r"\W*(TODO|FIXME|TBD|XXX)\W*|\s*(\?{3,}|\.{3,}|…)\s*")
"""What may be part of one, but is none by itself: `TODO` is a word in Spanish, and XXX a size."""

_IN_QUOTES = re.compile(
    "[\u201c-\u201f\xab\xbb][^\u201c-\u201f\xab\xbb]*[\u201c\u201d\xab\xbb]|[\u2018\u201a\u201b][^\u2018-\u201b]*[\u2018\u2019]"
)
"""A whole text between such marks, double or single, with none of them inside."""


def titles_missing(desk: Desk) -> Iterator[Warned]:
    """Rules without a title."""
    for rule in desk.knowledge.rules.values():
        if not rule.title:
            yield warned("title-missing", rule.position, name=rule.id)


def reasons_too_long(desk: Desk) -> Iterator[Warned]:
    """Reasons of more than thirty words."""
    for language, node in _written(desk, "because"):
        count = len(node.text.split())
        if count > MOST_WORDS:
            yield warned("reason-too-long", node.position, count=count, language=language, most=MOST_WORDS)


def same_in_both(desk: Desk) -> Iterator[Warned]:
    """Sentences that are the same in two languages."""
    for place in desk.places:
        if place.key and place.key.name in _SENTENCES and isinstance(place.node, MappingNode):
            seen: dict[str, str] = {}
            for language, value in place.node.entries:
                text = " ".join(value.text.split()) if isinstance(value, ScalarNode) else ""
                if len(text.split()) >= FEWEST_TO_TRANSLATE and text in seen:
                    yield warned("same-in-both", value.position, one=seen[text], other=language.text)
                seen.setdefault(text, language.text)


def texts_unfinished(desk: Desk) -> Iterator[Warned]:
    """Texts with a mark that says there is more to write."""
    for _, node in _written(desk):
        found = _MARKED.search(node.text) or _MARK_ALONE.fullmatch(node.text)
        if found:
            yield warned("text-unfinished", node.position, found=found[0].strip())


def texts_cut(desk: Desk) -> Iterator[Warned]:
    """Texts for people behind which ` #` begins what may have been meant as more of the text."""
    lines = {name: text.split("\n") for name, text in desk.texts.items() if "#" in text}
    for _, _, node in desk.once(_translations):
        if not node.quoted and node.file in lines:
            cut = _cut(node, lines[node.file])
            if cut:
                yield warned("text-cut", cut)


def _cut(node: ScalarNode, lines: Sequence[str]) -> Position | None:
    """Where ` #` stands behind a text that may have several lines, unless it is written as a comment is."""
    line, column = node.position.line - 1, node.position.column - 1
    for word in node.text.split():
        column += _spaces(lines[line][column:])
        while not lines[line].startswith(word, column):
            line, column = line + 1, _spaces(lines[line + 1])
        column += len(word)
    return Position(node.position.file, line + 1, column + 1) if CUT.match(lines[line], column) else None


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())


def quotes_printed(desk: Desk) -> Iterator[Warned]:
    """Texts and words that stand as a whole between quotation marks of a word processor."""
    words = (place.node for place in desk.places if isinstance(place.shape, Word))
    texts = (node for _, _, node in desk.once(_translations))
    for node in (*texts, *words):
        if isinstance(node, ScalarNode) and _IN_QUOTES.fullmatch(node.text.strip()):
            yield warned("quotes-printed", node.position)


def _translations(desk: Desk) -> Iterator[tuple[Place, str, ScalarNode]]:
    """The text in each language at each place."""
    for place in desk.places:
        if isinstance(place.shape, Texts) and isinstance(place.node, MappingNode):
            texts = ((language.text, node) for language, node in place.node.entries)
            yield from ((place, language, node) for language, node in texts if isinstance(node, ScalarNode))


def _written(desk: Desk, key: str = "") -> Iterator[tuple[str, ScalarNode]]:
    """Each text in each language; `key` is the only key it may stand behind."""
    for place, language, value in desk.once(_translations):
        if not key or (place.key and place.key.name == key):
            yield language, value
