"""The portable form of a knowledge base: all that advises one person, in one JSON document with nothing to decide.

The net stands in it as it is, with the vocabulary, the texts in the languages that are wanted, and the statements that
are cited. Where order means something there is a list: facts as they are asked, rules as they fire, parts of the net
after those that they read. `js/sluimer.js` reads it in JavaScript.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from string import Formatter
from typing import Final

from sluimer.audit.record.canonical import canonical
from sluimer.case.read import fillings
from sluimer.engines.consult.experta_adapter import firing_order
from sluimer.engines.consult.facts import in_order
from sluimer.engines.consult.plan import Plan, make_plan
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.cited import all_cited
from sluimer.knowledge.condition import Is, signed_leaves, slots_of
from sluimer.knowledge.numeral import numeral, range_word
from sluimer.knowledge.presentation import VERDICTS, QuestionSection
from sluimer.knowledge.rule import NO_EVIDENCE, Rule, Withhold
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import (
    LIMIT_PLACE,
    RANGE_PLACE,
    START_PLACE,
    Contradiction,
    Fact,
    Item,
    Topic,
    fact_of,
)
from sluimer.knowledge_base import KnowledgeBase
from sluimer.meaning.advice import KnowledgeName
from sluimer.meaning.net import Net, NetItem, rule_name
from sluimer.meaning.reach import reach_of_answers
from sluimer.messages import language_among
from sluimer.messages.texts import WORDS, template
from sluimer.reach.conditions import Json, condition_data, part_data
from sluimer.tell.speaker import Speaker

FORMAT: Final = 1
"""The version of the document; what reads another one must refuse it."""
_PHRASES: Final = (
    *("yes", "no", "or", "because", "amount-from-start", "contradicting", "contradictions"),
    *("summary-next", "summary-next-more", "summary-not-now", "summary-because-of"),
    *("summary-left", "summary-to-ask", "summary-to-read"),
)
"""What advice says in words of the interface."""
_ASKING: Final = ("contradictions-help", "nothing-left-to-ask")
"""What says in words of the interface whom to ask, by the word of the knowledge base for that."""


def portable_text(kb: KnowledgeBase, languages: Iterable[str] = ()) -> str:
    """The document of a knowledge base as JSON text: equal knowledge in the same languages is equal to the byte.

    Raises UnknownLanguageError for a language that the knowledge base does not have.
    """
    return canonical(portable(kb, languages)).decode() + "\n"


def portable(kb: KnowledgeBase, languages: Iterable[str] = ()) -> Json:
    """The document of a knowledge base, in all of its languages where none is named; raises UnknownLanguageError."""
    knowledge, declared = kb.knowledge, kb.knowledge.manifest.languages
    wanted = {language_among(one, declared) for one in languages}
    speakers = tuple(Speaker(knowledge, language) for language in declared if language in wanted or not wanted)
    return _PortableKnowledge(knowledge, kb.net, make_plan(knowledge, kb.net), speakers).document()


@dataclass(frozen=True, slots=True)
class _PortableKnowledge:
    """Writes out one knowledge base; `speakers` has one for each language."""

    knowledge: Knowledge
    net: Net
    plan: Plan
    speakers: tuple[Speaker, ...]

    def document(self) -> Json:
        """The whole document."""
        return {"sluimer": FORMAT, **self._about(), **self._presentation(), **self._vocabulary(), **self._meaning()}

    def _about(self) -> Json:
        """Which knowledge it is, and what it stands on."""
        manifest = self.knowledge.manifest
        sources = manifest.sources.values()
        return {
            "knowledge": KnowledgeName.of(self.knowledge).as_dict(),
            "title": self._text(manifest.title),
            "notice": self._text(manifest.notice),
            "languages": [_language(speaker.language) for speaker in self.speakers],
            "packs": [{"id": name, "title": self._text(title)} for name, title in sorted(manifest.packs.items())],
            "statements": list(self._statements()),
            "sources": [_without_empty(id=one.id, title=self._text(one.title), url=one.url) for one in sources],
        }

    def _presentation(self) -> Json:
        """How advice is told and questions are asked, wherever that is."""
        manifest = self.knowledge.manifest
        words = {key: self._said(partial(_phrase, key)) for key in _PHRASES}
        asking = {key: self._said(partial(Speaker.ask_professional, key=key)) for key in _ASKING}
        return {
            "words": words | asking,
            "verdicts": [self._verdict(name) for name in VERDICTS],
            "frame": list(manifest.frame or (manifest.main_topic,)),
            "sections": [self._section(one) for one in manifest.sections],
            "telephones": list(manifest.telephones),
        }

    def _vocabulary(self) -> Json:
        """Every name, in the order that means something."""
        manifest, vocabulary, reach = self.knowledge.manifest, self.knowledge.vocabulary, reach_of_answers(self.net)
        return {
            "units": [{"id": name, "title": self._text(title)} for name, title in manifest.units.items()],
            "facts": [self._fact(vocabulary.facts[name]) for name in in_order(self.knowledge, reach)],
            "findings": [{"id": one.id, "title": self._text(one.title)} for one in vocabulary.findings.values()],
            "scores": [{"id": one.id, "title": self._text(one.title)} for one in vocabulary.scores.values()],
            "topics": [self._topic(vocabulary.topics[name]) for name in manifest.topics],
            "main_topic": manifest.main_topic,
            "stops": list(manifest.stops),
        }

    def _meaning(self) -> Json:
        """Completion, contradictions, the net, and what its rules say of themselves."""
        scope = self.knowledge.manifest.scope
        return {
            "scope": {
                "because": self._text(scope.because),
                "cites": list(scope.cites),
                "assumes": sorted(self.plan.lifting[SCOPE]),
            },
            "fillings": list(self._fillings()),
            "contradictions": [self._contradiction(one) for one in self.knowledge.vocabulary.contradictions],
            "net": [part_data(part) for part in self.net.parts],
            "rules": [self._rule(self.knowledge.rules[rule]) for rule in self._firing()],
        }

    def _said(self, say: Callable[[Speaker], object]) -> Json:
        """What each of the speakers says, by language."""
        return {speaker.language: say(speaker) for speaker in self.speakers}

    def _text(self, text: Text) -> Json | None:
        return self._said(lambda speaker: speaker.text(text)) if text else None

    def _verdict(self, name: str) -> Json:
        return {
            "id": name,
            "title": self._said(lambda speaker: speaker.verdict(name)[0]),
            "line": self._said(lambda speaker: speaker.verdict(name)[1]),
        }

    def _section(self, section: QuestionSection) -> Json:
        return _without_empty(
            id=section.id,
            title=self._text(section.title),
            introduction=self._text(section.introduction),
            facts=list(section.facts),
            sensitive=section.sensitive,
        )

    def _fact(self, fact: Fact) -> Json:
        """A fact; `implied_by` are those that may imply an answer to it."""
        return _without_empty(
            id=fact.id,
            kind=fact.kind.value,
            title=self._text(fact.title),
            question=self._text(fact.question),
            note=self._text(fact.note),
            options=[
                _without_empty(id=one.id, label=self._text(one.label), names=list(one.names)) for one in fact.options
            ],
            unit=fact.unit,
            lowest=fact.lowest,
            highest=fact.highest,
            weighed_as=[
                {"id": one.id, "label": self._text(one.label), "percent": one.percent, "cites": list(one.cites)}
                for one in fact.weighed_as
            ],
            implied_by=list(self.plan.implying[fact.id]),
            fixed=fact.fixed,
        ) | ({} if fact.assume is None else {"assume": fact.assume})

    def _fillings(self) -> Iterator[Json]:
        """All that answers may imply, in the order in which it is filled in."""
        for slot, value, source, one in fillings(self.knowledge.vocabulary):
            yield {
                "slot": slot,
                "value": value,
                "source": source,
                "when": condition_data(one.test),
                "overrules": one.overrules,
                "cites": list(one.cites),
            }

    def _contradiction(self, one: Contradiction) -> Json:
        """A contradiction with the tests in it, each with what it is where the contradiction holds because of it."""
        tests = [[condition_data(leaf), not negated] for leaf, negated in signed_leaves(one.never)]
        return _without_empty(id=one.id, because=self._text(one.because), tests=tests, cites=list(one.cites))

    def _firing(self) -> Iterator[str]:
        rules = {rule_name(rule.id): rule for rule in self.knowledge.rules.values()}
        return (rules[name].id for name in firing_order(self.plan.program, rules))

    def _rule(self, rule: Rule) -> Json:
        evidence, sensitive = rule.evidence, self.knowledge.manifest.sensitive
        stops = any(effect.side.cautious for effect in rule.effects)
        graded = {"grade": evidence.grade, "verified": evidence.verified, "note": self._text(evidence.note)}
        return _without_empty(
            id=rule.id,
            pack=rule.pack,
            title=self._text(rule.title),
            brief=self._said(lambda speaker: speaker.within(speaker.brief(rule.id))) if stops else None,
            because=self._text(rule.because),
            cites=list(rule.cites),
            claim=rule.claim,
            evidence=_without_empty(**graded) if evidence != NO_EVIDENCE else None,
            concludes=list(rule.concludes),
            assumes=sorted(self.plan.lifting[rule.id]),
            asks=[fact for name, fact in self.plan.asking if name == rule.id],
            urgent=rule.id in self.plan.urgent,
            sensitive=not sensitive.isdisjoint(map(fact_of, slots_of(rule.condition))),
            withholds=any(isinstance(effect, Withhold) for effect in rule.effects),
        )

    def _topic(self, topic: Topic) -> Json:
        return {
            "id": topic.id,
            "title": self._said(lambda speaker: speaker.name(topic.id)),
            "referral": topic.referral,
            "items": [self._item(item) for item in topic.items],
        }

    def _item(self, item: Item) -> Json:
        """An item; its text has places where amounts are filled in for each person."""
        net = next(one for one in self.net.items if one.id == item.id)
        ranged = (RANGE_PLACE, START_PLACE) if net.bounds else ()
        limited = (LIMIT_PLACE,) if net.told_limit else ()
        return _without_empty(
            id=item.id,
            title=self._said(lambda speaker: speaker.item(item.id)),
            instead=self._said(lambda speaker: speaker.not_having(item.id)),
            text=self._said(lambda speaker: _pieces(speaker.item_text(item.id), (*ranged, *limited))),
            unit=item.unit or (self.knowledge.vocabulary.items[item.limit_of].unit if item.limit_of else ""),
            urgency=item.urgency and item.urgency.value,
            superseded_by=list(self.knowledge.vocabulary.superseding.get(item.id, ())),
            claim=item.claim,
            weight=item.weight,
            background=item.background,
            ranges=list(_ranges(net)),
        )

    def _statements(self) -> Iterator[Json]:
        """What is cited, in the order of the ledger."""
        known = self.knowledge.statements
        for one in (known[code] for code in all_cited(self.knowledge) if code in known):
            yield _without_empty(
                id=one.id,
                source=one.source,
                says=self._text(one.says),
                where=self._text(one.where),
                verified=one.verified,
            )


def _ranges(net: NetItem) -> Iterator[Json]:
    """Each range that may be advised of an item, with its rule."""
    for guard, one in net.bounds.ranges if net.bounds else ():
        assert isinstance(guard, Is)
        yield {"rule": guard.slot.removeprefix(rule_name("")), **one.as_dict()}


def _language(name: str) -> Json:
    return {"id": name, "decimal": numeral(0.5, name)[1], "range": range_word(name)}


def _phrase(key: str, speaker: Speaker) -> object:
    text = template(WORDS, key, speaker.language)
    return _pieces(text, [f"{{{place}}}" for _, place, _, _ in Formatter().parse(text) if place])


def _pieces(text: str, places: Collection[str]) -> object:
    """A text with places, as a list of what is said and what is filled in; one without places as it is.

    >>> _pieces("From {start}.", ["{start}"])
    ['From ', {'place': 'start'}, '.']
    """
    if not any(place in text for place in places):
        return text
    pieces = re.split(f"({'|'.join(map(re.escape, places))})", text)
    return [{"place": one.strip("{}")} if one in places else one for one in pieces if one]


def _without_empty(**fields: object) -> Json:
    """These fields without those that say nothing; a zero says something."""
    return {name: value for name, value in fields.items() if value is not False and value not in (None, "", [])}
