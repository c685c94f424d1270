"""Numbers written out in a text that its own rule or item holds, so that a change of one would leave the other."""

import re
from collections.abc import Iterable, Iterator

from sluimer.authoring.lint.model import Desk, Warned, warned
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Condition
from sluimer.knowledge.numeral import numeral
from sluimer.knowledge.own_numbers import amounts, thresholds
from sluimer.knowledge.rule import Effect, Number
from sluimer.knowledge.text import NO_TEXT
from sluimer.knowledge.vocabulary import LIMIT_PLACE, Item
from sluimer.language.files import Sort, sort_of
from sluimer.read.nodes import Node, ScalarNode, below, entries_of

Held = tuple[str, Number, str]
"""A place that can stand for a number, the number, and its unit."""
_TEXTS_OF_RULE = (("title",), ("because",), ("interpretation",), ("evidence", "note"))
_PHRASE_ENDS = r"\s*(?:[;:!?)\"']|[.,](?!\d)|$)"


def numbers_written_out(desk: Desk) -> Iterator[Warned]:
    """In texts of rules and the scope their own numbers, in those of items what the rules that bring them set."""
    knowledge = desk.knowledge
    for name, file in desk.nodes.items():
        match sort_of(name):
            case Sort.RULES:
                for rule, node in entries_of(file):
                    own = knowledge.rules[rule.text]
                    held = [*_thresholds(own.condition, knowledge), *_amounts(own.effects, knowledge)]
                    for path in _TEXTS_OF_RULE:
                        yield from _written_out(below(node, *path), held, knowledge)
            case Sort.KNOWLEDGE:
                held = _thresholds(knowledge.manifest.scope.condition, knowledge)
                yield from _written_out(below(file, "scope", "because"), held, knowledge)
            case Sort.FACTS:
                for item, node in _items(file):
                    held = _held_by_item(knowledge.vocabulary.items[item.text], knowledge)
                    yield from _written_out(below(node, "text"), held, knowledge)


def _thresholds(condition: Condition, knowledge: Knowledge) -> list[Held]:
    """The bounds of facts; a score has no unit, and its points are hardly ever told."""
    facts = knowledge.vocabulary.facts
    held = [one for one in thresholds(condition) if one.measured in facts]
    return [(one.place, number, facts[one.measured].unit) for one in held for number in one.numbers]


def _held_by_item(item: Item, knowledge: Knowledge) -> list[Held]:
    effects = [effect for rule in knowledge.rules.values() if item.id in rule.brings for effect in rule.effects]
    held = _amounts(effects, knowledge)
    return held if item.unit else [one for one in held if one[0] == LIMIT_PLACE]


def _amounts(effects: Iterable[Effect], knowledge: Knowledge) -> list[Held]:
    items = knowledge.vocabulary.items
    return [(one.place, number, items[one.measured].unit) for one in amounts(effects) for number in one.numbers]


def _written_out(texts: Node | None, held: Iterable[Held], knowledge: Knowledge) -> Iterator[Warned]:
    """One warning for each number in a text, with the first place that can stand for it."""
    for language, value in entries_of(texts):
        seen: set[Number] = set()
        for place, number, unit in held if isinstance(value, ScalarNode) else ():
            if number not in seen and _says(value, number, unit, language.text, knowledge):
                seen.add(number)
                words = numeral(number, language.text)
                yield warned("number-written-out", value.position, number=words, place=place, language=language.text)


def _says(text: Node, number: Number, unit: str, language: str, knowledge: Knowledge) -> bool:
    """Whether a text has a number of its own, with its unit or where a phrase ends; a count of things is neither."""
    assert isinstance(text, ScalarNode)
    digits = numeral(number, language)
    if digits not in text.text:
        return False
    words = knowledge.manifest.units.get(unit, NO_TEXT).in_language(language).split()
    behind = rf"(?:{_PHRASE_ENDS}|\s+{re.escape(words[0])}(?!\w))" if words else _PHRASE_ENDS
    return re.search(rf"(?<![\w.,-]){re.escape(digits)}{behind}", text.text) is not None


def _items(file: Node) -> Iterator[tuple[ScalarNode, Node]]:
    for _, topic in entries_of(below(file, "topics")):
        yield from entries_of(below(topic, "items"))
