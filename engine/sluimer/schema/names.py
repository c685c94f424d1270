"""The names that a knowledge base declares, by kind, each with what an author may want to know of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import Fact, Finding, Kind, Score
from sluimer.language.forms import MANY_ITEMS

Schema = dict[str, object]


@dataclass(frozen=True, slots=True)
class Names:
    """What may be named in the files of a knowledge base, and the language it is described in."""

    knowledge: Knowledge
    cases: tuple[str, ...]
    language: str

    def of_kind(self, kind: str) -> Mapping[str, str]:
        """Every name of this kind with a few words about it."""
        return dict(getattr(self, f"_{kind}")())

    def text(self, text: Text) -> str:
        """A text in the language of the descriptions."""
        return text.in_nearest_language(self.language)

    def enum(self, kind: str) -> Schema:
        """One of the names of this kind."""
        return enumeration(self.of_kind(kind))

    def unit_of(self, item: str) -> str:
        """The unit of an item."""
        return self.knowledge.vocabulary.items[item].unit

    def _fact(self) -> Iterable[tuple[str, str]]:
        return ((fact.id, self.text(fact.question)) for fact in self.knowledge.vocabulary.facts.values())

    def _finding(self) -> Iterable[tuple[str, str]]:
        return _titled(self.knowledge.vocabulary.findings.values(), self)

    def _score(self) -> Iterable[tuple[str, str]]:
        return _titled(self.knowledge.vocabulary.scores.values(), self)

    def _implied(self) -> Iterable[tuple[str, str]]:
        facts = self.knowledge.vocabulary.facts.values()
        return ((one.id, self.text(one.question)) for one in facts if one.kind is Kind.YES_NO and one.assume is None)

    def _items(self, referral: bool = False, unit: bool | None = None) -> Iterable[tuple[str, str]]:
        for topic in self.knowledge.vocabulary.topics.values():
            for item in topic.items:
                if topic.referral is referral and unit in (None, bool(item.unit)):
                    yield item.id, self.text(item.text)

    def _item(self) -> Iterable[tuple[str, str]]:
        return (*self._items(), *self._items(referral=True))

    def _plain_item(self) -> Iterable[tuple[str, str]]:
        return self._items(unit=False)

    def _stoppable_item(self) -> Iterable[tuple[str, str]]:
        return self._items()

    def _ranged_item(self) -> Iterable[tuple[str, str]]:
        return self._items(unit=True)

    def _referral(self) -> Iterable[tuple[str, str]]:
        return self._items(referral=True)

    def _withheld(self) -> Iterable[tuple[str, str]]:
        topics = self.knowledge.vocabulary.topics.values()
        groups = ((name, "") for name in self.knowledge.manifest.groups)
        return (*((one.id, self.text(one.title)) for one in topics if not one.referral), *self._items(), *groups)

    def _item_or_group(self) -> Iterable[tuple[str, str]]:
        groups = (*self.knowledge.manifest.groups, *MANY_ITEMS)
        return (*self._topic(), *self._item(), *((name, "") for name in groups))

    def _item_or_topic(self) -> Iterable[tuple[str, str]]:
        return (*self._topic(), *self._item())

    def _topic(self) -> Iterable[tuple[str, str]]:
        topics = self.knowledge.vocabulary.topics.values()
        return ((topic.id, self.text(topic.title)) for topic in topics)

    def _statement(self) -> Iterable[tuple[str, str]]:
        return ((one.id, self.text(one.says)) for one in self.knowledge.statements.values())

    def _rule(self) -> Iterable[tuple[str, str]]:
        return ((rule.id, self.text(rule.because)) for rule in self.knowledge.rules.values())

    def _case(self) -> Iterable[tuple[str, str]]:
        return ((name, "") for name in self.cases)

    def _source(self) -> Iterable[tuple[str, str]]:
        return ((one.id, self.text(one.title)) for one in self.knowledge.manifest.sources.values())

    def _pack(self) -> Iterable[tuple[str, str]]:
        return ((name, self.text(title)) for name, title in self.knowledge.manifest.packs.items())

    def _unit(self) -> Iterable[tuple[str, str]]:
        return ((name, self.text(title)) for name, title in self.knowledge.manifest.units.items())

    def _claim(self) -> Iterable[tuple[str, str]]:
        return ((mark.id, self.text(mark.label)) for mark in self.knowledge.manifest.claims.options)

    def _audience(self) -> Iterable[tuple[str, str]]:
        return ((one.id, self.text(one.title)) for one in self.knowledge.manifest.audiences.values())

    def _code_system(self) -> Iterable[tuple[str, str]]:
        return ((one.id, self.text(one.title)) for one in self.knowledge.manifest.code_systems.values())

    def _setting(self) -> Iterable[tuple[str, str]]:
        return ((one.id, self.text(one.title)) for one in self.knowledge.manifest.settings.values())


def _titled(declared: Iterable[Fact | Finding | Score], names: Names) -> Iterable[tuple[str, str]]:
    return ((one.id, names.text(one.title)) for one in declared)


def enumeration(names: Mapping[str, str]) -> Schema:
    """One of these words; each with what an editor shows beside it. Nothing at all where there is none."""
    if not names:
        return {"not": {}}  # for an editor an empty list of words breaks the whole schema
    if not any(names.values()):
        return {"enum": list(names)}
    return {"enum": list(names), "enumDescriptions": list(names.values())}
