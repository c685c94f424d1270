"""Numbers written out in a text that its own rule or item holds, so that a change of one would leave the other."""

import re
from collections.abc import Iterable, Iterator

from sluimer.authoring.lint.model import Desk, Warned, warned
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Condition, Within, leaves
from sluimer.knowledge.numeral import numeral
from sluimer.knowledge.rule import Advise, Limit, Number, Rule, Side
from sluimer.knowledge.text import NO_TEXT
from sluimer.knowledge.vocabulary import LIMIT_PLACE, RANGE_PLACE, START_PLACE, Item
from sluimer.language.files import Sort, sort_of
from sluimer.read.nodes import MappingNode, Node, ScalarNode

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
                for rule, node in _entries(file):
                    held = _held_by_rule(knowledge.rules[rule.text], knowledge)
                    for path in _TEXTS_OF_RULE:
                        yield from _written_out(_below(node, *path), held, knowledge)
            case Sort.KNOWLEDGE:
                held = _thresholds(knowledge.manifest.scope.condition, knowledge)
                yield from _written_out(_below(file, "scope", "because"), held, knowledge)
            case Sort.FACTS:
                for item, node in _items(file):
                    held = _held_by_item(knowledge.vocabulary.items[item.text], knowledge)
                    yield from _written_out(_below(node, "text"), held, knowledge)


def _held_by_rule(rule: Rule, knowledge: Knowledge) -> list[Held]:
    return [*_thresholds(rule.condition, knowledge), *_amounts([rule], knowledge)]


def _thresholds(condition: Condition, knowledge: Knowledge) -> list[Held]:
    """The bounds of facts; a score has no unit, and its points are hardly ever told."""
    facts = knowledge.vocabulary.facts
    tests = [leaf for leaf in leaves(condition) if isinstance(leaf, Within) and leaf.slot in facts]
    return [
        (f"{{{leaf.slot}.{bound}}}", end, facts[leaf.slot].unit) for leaf in tests for bound, end in leaf.bounds.items()
    ]


def _held_by_item(item: Item, knowledge: Knowledge) -> list[Held]:
    bringing = [rule for rule in knowledge.rules.values() if _brings(rule, item)]
    held = _amounts(bringing, knowledge)
    return held if item.unit else [one for one in held if one[0] == LIMIT_PLACE]


def _brings(rule: Rule, item: Item) -> bool:
    return any(item.id in effect.items for effect in rule.effects if effect.side is Side.BRINGS)


def _amounts(rules: Iterable[Rule], knowledge: Knowledge) -> list[Held]:
    found: list[Held] = []
    for effect in (effect for rule in rules for effect in rule.effects):
        match effect:
            case Limit(item, at_most):
                found.append((LIMIT_PLACE, at_most, knowledge.vocabulary.items[item].unit))
            case Advise(item, advised) if advised:
                unit = knowledge.vocabulary.items[item].unit
                found += [(RANGE_PLACE, end, unit) for end in (advised.least, advised.most)]
                found += [] if advised.start is None else [(START_PLACE, advised.start, unit)]
    return found


def _written_out(texts: Node | None, held: Iterable[Held], knowledge: Knowledge) -> Iterator[Warned]:
    """One warning for each number in a text, with the first place that can stand for it."""
    for language, value in _entries(texts):
        seen: set[Number] = set()
        for place, number, unit in held if isinstance(value, ScalarNode) else ():
            if number not in seen and _says(value, number, unit, language.text, knowledge):
                seen.add(number)
                words = numeral(number, language.text)
                yield warned("number-written-out", value.position, number=words, place=place, language=language.text)


def _says(text: Node, number: Number, unit: str, language: str, knowledge: Knowledge) -> bool:
    """Whether a text has a number of its own, with its unit or where a phrase ends; a count of things is neither."""
    assert isinstance(text, ScalarNode)
    words = knowledge.manifest.units.get(unit, NO_TEXT).in_language(language).split()
    behind = rf"(?:{_PHRASE_ENDS}|\s+{re.escape(words[0])}(?!\w))" if words else _PHRASE_ENDS
    return re.search(rf"(?<![\w.,-]){re.escape(numeral(number, language))}{behind}", text.text) is not None


def _entries(node: Node | None) -> tuple[tuple[ScalarNode, Node], ...]:
    return node.entries if isinstance(node, MappingNode) else ()


def _below(node: Node, *path: str) -> Node | None:
    found: Node | None = node
    for name in path:
        found = next((value for key, value in _entries(found) if key.text == name), None)
    return found


def _items(file: Node) -> Iterator[tuple[ScalarNode, Node]]:
    for _, topic in _entries(_below(file, "topics")):
        yield from _entries(_below(topic, "items"))
