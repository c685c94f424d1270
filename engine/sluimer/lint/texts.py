"""Texts for people that are missing, too long, untranslated or unfinished."""

import re
from collections.abc import Iterator

from sluimer.language.shape import Texts
from sluimer.lint.model import Desk, Warned, warned
from sluimer.messages import Position
from sluimer.read.nodes import MappingNode, ScalarNode

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


def titles_missing(desk: Desk) -> Iterator[Warned]:
    """Rules without a title."""
    for rule in desk.knowledge.rules.values():
        if not rule.title:
            yield warned("title-missing", rule.position, name=rule.id)


def reasons_too_long(desk: Desk) -> Iterator[Warned]:
    """Reasons of more than thirty words."""
    for language, text, place in _written(desk, "because"):
        count = len(text.split())
        if count > MOST_WORDS:
            yield warned("reason-too-long", place, count=count, language=language, most=MOST_WORDS)


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
    for _, text, place in _written(desk):
        found = _MARKED.search(text) or _MARK_ALONE.fullmatch(text)
        if found:
            yield warned("text-unfinished", place, found=found[0].strip())


def _written(desk: Desk, key: str = "") -> Iterator[tuple[str, str, Position]]:
    """Each text in each language, with where it stands; `key` is the only key it may stand behind."""
    for place in desk.places:
        if isinstance(place.shape, Texts) and isinstance(place.node, MappingNode):
            if key and (place.key is None or place.key.name != key):
                continue
            for language, value in place.node.entries:
                if isinstance(value, ScalarNode):
                    yield language.text, value.text, value.position
