"""Numbers of a rule that its own texts name between braces, so that no number stands twice."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from sluimer.knowledge.condition import Condition
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.numeral import range_text
from sluimer.knowledge.own_numbers import amounts, thresholds
from sluimer.knowledge.rule import Effect, Limit, Number, Range, Rule
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.knowledge.vocabulary import LIMIT_PLACE, Item, Topic, Vocabulary
from sluimer.messages import Problems, listed
from sluimer.read import form
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import Node, ScalarNode, entries_of

Places = Mapping[str, Collection[Text]]
"""For each place the numbers that may be meant by it, as they are printed in each language; one where it is clear."""
BARE = ".number"
"""What stands behind a threshold that is printed without its unit."""


def own_places(condition: Condition, effects: Iterable[Effect], lexicon: Lexicon) -> Places:
    """What the texts of a rule may name: thresholds of its condition, and the amounts that it advises or limits."""
    found: defaultdict[str, dict[Text, None]] = defaultdict(dict)
    for place, text in (*_thresholds(condition, lexicon), *_amounts(effects, lexicon)):
        found[place][text] = None
    return found


def _thresholds(condition: Condition, lexicon: Lexicon) -> Iterator[tuple[str, Text]]:
    facts = lexicon.vocabulary.facts
    for place, numbers, slot in thresholds(condition):
        unit = facts[slot].unit if slot in facts else ""
        yield place, _printed(numbers, unit, lexicon)
        yield f"{place[:-1]}{BARE}}}", _printed(numbers, "", lexicon)


def _amounts(effects: Iterable[Effect], lexicon: Lexicon) -> Iterator[tuple[str, Text]]:
    for place, numbers, item in amounts(effects):
        yield place, _printed(numbers, lexicon.items[item].unit, lexicon)


def _printed(numbers: tuple[Number, ...], unit: str, lexicon: Lexicon) -> Text:
    ends = Range(numbers[0], numbers[-1])
    words = ((one, range_text(ends, _unit(unit, one, lexicon), one).strip()) for one in lexicon.languages)
    return Text(tuple(words))


def _unit(unit: str, language: str, lexicon: Lexicon) -> str:
    return lexicon.units.get(unit, NO_TEXT).in_language(language)


def own_text(node: Node | None, what: str, own: Callable[[], Places] | None, lexicon: Lexicon) -> Text:
    """A text of a rule with the places that are its own filled in; without them nothing is said of those it names.

    They are worked out where it names one. A place of what is broken stays as it is.
    """
    if node is None:
        return NO_TEXT
    named = {place for _, value in _written(node) for place in form.places_in(value.text)}
    if not named:
        return form.text(node, what, lexicon)
    broken = {place for place in named if place.strip("{}").partition(".")[0] in lexicon.broken}
    places = own() if own else {}
    text = form.text(node, what, lexicon, {*places, *broken} if own else named)
    _check_clear(node, what, places, lexicon)
    return Text(tuple((language, _filled(words, language, places)) for language, words in text.translations))


def _check_clear(node: Node, what: str, places: Places, lexicon: Lexicon) -> None:
    """No place in a text may stand for several numbers."""
    for language, value in _written(node):
        for place in sorted({*form.places_in(value.text)}):
            if len(places.get(place, ())) > 1 and language in lexicon.languages:
                numbers = listed([one.in_language(language) for one in places[place]])
                lexicon.problems.add("ambiguous-place", value.position, place=place, what=what, numbers=numbers)


def _written(node: Node) -> list[tuple[str, ScalarNode]]:
    entries = entries_of(node)
    return [(key.text, value) for key, value in entries if isinstance(value, ScalarNode)]


def _filled(words: str, language: str, places: Places) -> str:
    for place, texts in places.items():
        for text in texts:
            words = words.replace(place, text.in_language(language))
    return words


def with_told_limits(vocabulary: Vocabulary, rules: Collection[Rule], problems: Problems) -> Vocabulary:
    """The vocabulary in which each item knows whose limit its text says, which each rule that brings it must set."""
    topics = {
        name: replace(topic, items=tuple(_with_told_limit(item, rules, problems) for item in topic.items))
        for name, topic in vocabulary.topics.items()
    }
    return replace(vocabulary, topics=frozen(topics)) if _says_limit(vocabulary.topics.values()) else vocabulary


def _says_limit(topics: Iterable[Topic]) -> bool:
    return any(_says(item) for topic in topics for item in topic.items)


def _says(item: Item) -> bool:
    return any(LIMIT_PLACE in words for _, words in item.text.translations)


def _with_told_limit(item: Item, rules: Iterable[Rule], problems: Problems) -> Item:
    if not _says(item):
        return item
    bringing = [rule for rule in rules if item.id in rule.brings]
    limited = {rule.id: _limited(rule, item) for rule in bringing}
    for place in [rule.position for rule in bringing if not limited[rule.id]] or ([] if bringing else [item.position]):
        problems.add("limit-told-of-nothing", place, name=item.id)
    every = sorted({name for names in limited.values() for name in names})
    if len(every) > 1:
        problems.add("limit-told-of-several", item.position, name=item.id, items=listed(every))
    return replace(item, limit_of=every[0]) if len(every) == 1 else item


def _limited(rule: Rule, item: Item) -> set[str]:
    """The items that a rule limits; of an item with a unit only its own limit counts."""
    found = {effect.item for effect in rule.effects if isinstance(effect, Limit)}
    return found & {item.id} if item.unit else found
