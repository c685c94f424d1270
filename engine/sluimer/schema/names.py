"""The names that a knowledge base declares, by kind, each with what an author may want to know of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.knowledge.vocabulary import Kind
from sluimer.language.forms import MANY_ITEMS

Schema = dict[str, object]
_Told = Iterable[tuple[str, Text]]
"""Names, each with what is said of it."""


@dataclass(frozen=True, slots=True)
class Names:
    """What may be named in the files of a knowledge base, and the language it is described in."""

    knowledge: Knowledge
    cases: tuple[str, ...]
    language: str

    def of_kind(self, kind: str) -> Mapping[str, str]:
        """Every name of this kind with a few words about it."""
        return {name: self.text(said) for name, said in _OF_KIND[kind](self)}

    def text(self, text: Text) -> str:
        """A text in the language of the descriptions."""
        return text.in_nearest_language(self.language)

    def enum(self, kind: str) -> Schema:
        """One of the names of this kind."""
        return enumeration(self.of_kind(kind))

    def unit_of(self, item: str) -> str:
        """The unit of an item."""
        return self.knowledge.vocabulary.items[item].unit


def _titled(declared: Mapping[str, Any]) -> _Told:
    return ((one.id, one.title) for one in declared.values())


def _bare(names: Iterable[str]) -> _Told:
    return ((name, NO_TEXT) for name in names)


def _items(names: Names, referral: bool = False, unit: bool | None = None) -> _Told:
    for topic in names.knowledge.vocabulary.topics.values():
        for item in topic.items:
            if topic.referral is referral and unit in (None, bool(item.unit)):
                yield item.id, item.text


def _every_item(names: Names) -> _Told:
    return (*_items(names), *_items(names, referral=True))


def _implied(names: Names) -> _Told:
    facts = names.knowledge.vocabulary.facts.values()
    return ((one.id, one.question) for one in facts if one.kind is Kind.YES_NO and one.assume is None)


def _withheld(names: Names) -> _Told:
    topics = ((one.id, one.title) for one in names.knowledge.vocabulary.topics.values() if not one.referral)
    return (*topics, *_items(names), *_bare(names.knowledge.manifest.groups))


def _item_or_topic(names: Names) -> _Told:
    return (*_titled(names.knowledge.vocabulary.topics), *_every_item(names))


def _item_or_group(names: Names) -> _Told:
    return (*_item_or_topic(names), *_bare((*names.knowledge.manifest.groups, *MANY_ITEMS)))


_OF_KIND: Final[Mapping[str, Callable[[Names], _Told]]] = {
    "fact": lambda names: ((one.id, one.question) for one in names.knowledge.vocabulary.facts.values()),
    "implied": _implied,
    "finding": lambda names: _titled(names.knowledge.vocabulary.findings),
    "score": lambda names: _titled(names.knowledge.vocabulary.scores),
    "topic": lambda names: _titled(names.knowledge.vocabulary.topics),
    "item": _every_item,
    "plain_item": lambda names: _items(names, unit=False),
    "ranged_item": lambda names: _items(names, unit=True),
    "stoppable_item": _items,
    "referral": lambda names: _items(names, referral=True),
    "withheld": _withheld,
    "item_or_topic": _item_or_topic,
    "item_or_group": _item_or_group,
    "statement": lambda names: ((one.id, one.says) for one in names.knowledge.statements.values()),
    "rule": lambda names: ((one.id, one.because) for one in names.knowledge.rules.values()),
    "case": lambda names: _bare(names.cases),
    "source": lambda names: _titled(names.knowledge.manifest.sources),
    "pack": lambda names: names.knowledge.manifest.packs.items(),
    "unit": lambda names: names.knowledge.manifest.units.items(),
    "claim": lambda names: ((mark.id, mark.label) for mark in names.knowledge.manifest.claims.options),
    "audience": lambda names: _titled(names.knowledge.manifest.audiences),
    "code_system": lambda names: _titled(names.knowledge.manifest.code_systems),
    "setting": lambda names: _titled(names.knowledge.manifest.settings),
}
"""The kinds of names, each with where its names are declared."""


def enumeration(names: Mapping[str, str]) -> Schema:
    """One of these words; each with what an editor shows beside it. Nothing at all where there is none."""
    if not names:
        return {"not": {}}  # for an editor an empty list of words breaks the whole schema
    if not any(names.values()):
        return {"enum": list(names)}
    return {"enum": list(names), "enumDescriptions": list(names.values())}
