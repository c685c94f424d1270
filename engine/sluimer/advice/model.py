"""The shape of advice: what is given, withheld and open, and the rules that determined it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sluimer.frozen import reduced
from sluimer.knowledge.rule import Evidence, Number, Range
from sluimer.knowledge.text import Text
from sluimer.logic import Truth
from sluimer.meaning.model import Outcome as Outcome
from sluimer.meaning.model import State as State


@dataclass(frozen=True, slots=True)
class ItemAdvice:
    """One item that is given, open or withheld, with every rule that has a say in it.

    `rules` are those that indicate it, `withheld_by` those that bar it, `limited_by` those that cut its range,
    `undecided` those that wait for an answer, and `open_on` the facts they wait for.
    """

    topic: str
    id: str
    state: State
    urgent: bool = False
    range: Range | None = None
    unit: str = ""
    rank: int | None = None
    rules: tuple[str, ...] = ()
    limited_by: tuple[str, ...] = ()
    withheld_by: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    open_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnowledgeName:
    """Which knowledge gave the advice: its name, its version, the digest of its exact content, and what was chosen."""

    name: str
    version: str
    digest: str
    packs: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Wordings:
    """The texts that advice is told with, apart from the advice itself.

    `item_claims` and `rule_claims` mark what they claim, where the knowledge base does;
    `evidence` holds that of each rule that names any; `concluding` are the rules that conclude a finding.
    """

    items: Mapping[str, Text]
    reasons: Mapping[str, Text]
    cites: Mapping[str, tuple[str, ...]]
    item_claims: Mapping[str, str]
    rule_claims: Mapping[str, str]
    evidence: Mapping[str, Evidence]
    units: Mapping[str, Text]
    languages: tuple[str, ...]
    concluding: frozenset[str] = frozenset()

    def __reduce__(self) -> tuple[object, ...]:
        return reduced(self)


@dataclass(frozen=True, slots=True)
class Advice:
    """What one person is told: urgent referrals first, then the items in the order of their topics."""

    outcome: Outcome
    items: tuple[ItemAdvice, ...]
    findings: Mapping[str, Truth]
    questions: tuple[str, ...]
    fired: tuple[str, ...]
    knowledge: KnowledgeName
    wordings: Wordings

    def __reduce__(self) -> tuple[object, ...]:
        return reduced(self)

    def item(self, name: str) -> ItemAdvice | None:
        """The item with this id, or None where it is not indicated."""
        return next((item for item in self.items if item.id == name), None)

    def in_state(self, state: State) -> tuple[ItemAdvice, ...]:
        """The items in one state, in the order of the advice."""
        return tuple(item for item in self.items if item.state is state)

    def text(self, item: ItemAdvice, language: str) -> str:
        """What the person is told to do, with its range filled in; empty for an item that is not given."""
        if item.state is not State.GIVEN:
            return ""
        template = self.wordings.items[item.id].in_language(language)
        if item.range is None:
            return template
        return filled(template, item.range, self.wordings.units[item.unit].in_language(language), language)

    def because(self, item: ItemAdvice, language: str) -> str:
        """The reasons of the rules that determined the state of the item, each once."""
        reasons = (self.wordings.reasons[rule].in_language(language) for rule in determining(item))
        return " ".join(dict.fromkeys(reasons))

    def as_dict(self, language: str = "") -> dict[str, object]:
        """The advice as plain data with its texts in one language, the first of the knowledge base by default."""
        chosen = language or self.wordings.languages[0]
        return {
            "outcome": str(self.outcome),
            "items": [self._item_dict(item, chosen) for item in self.items],
            "findings": dict(self.findings),
            "questions": list(self.questions),
            "fired": list(self.fired),
            "evidence": self._evidence_dicts(chosen),
            "knowledge": {
                "name": self.knowledge.name,
                "version": self.knowledge.version,
                "digest": self.knowledge.digest,
                "packs": list(self.knowledge.packs),
                "settings": dict(self.knowledge.settings),
                "audience": self.knowledge.audience or None,
            },
        }

    def to_json(self, language: str = "") -> str:
        """The same as JSON text: equal advice is equal to the byte."""
        return json.dumps(self.as_dict(language), ensure_ascii=False, indent=2)

    def notes(self, language: str) -> dict[str, str]:
        """What is known of the ground of the rules that fired: for each note the first rule that has it.

        Of those that had no say, since what they advise is no item of this advice, nothing is noted.
        """
        evidence, telling = self.wordings.evidence, self._telling()
        rules = [rule for rule in self.fired if rule in evidence and rule in telling]
        noted = ((evidence[rule].note.in_language(language), rule) for rule in rules)
        notes: dict[str, str] = {}
        for note, rule in noted:
            if note:
                notes.setdefault(note, rule)
        return notes

    def _telling(self) -> frozenset[str]:
        """The rules that have a say in an item, or conclude a finding where anything is advised at all."""
        said = (
            rule for item in self.items for rule in (*item.rules, *item.withheld_by, *item.limited_by, *item.undecided)
        )
        return frozenset(said) if self.outcome is Outcome.NOT_COVERED else self.wordings.concluding.union(said)

    def _evidence_dicts(self, language: str) -> dict[str, dict[str, str]]:
        """For each rule that fired how good its ground is, how far that was verified, and what else is known of it."""
        known = self.wordings.evidence
        found = {rule: known[rule] for rule in self.fired if rule in known}
        return {
            rule: {"grade": one.grade, "verified": one.verified, "note": one.note.in_language(language)}
            for rule, one in found.items()
        }

    def _item_dict(self, item: ItemAdvice, language: str) -> dict[str, object]:
        cites = (cite for rule in determining(item) for cite in self.wordings.cites[rule])
        data: dict[str, object] = {"topic": item.topic, "id": item.id, "state": str(item.state)}
        if item.urgent:
            data["urgent"] = True
        if item.range is not None:
            ends = {"min": item.range.least, "max": item.range.most, "start": item.range.start}
            data["range"] = {**ends, "unit": item.unit}
        if item.rank is not None:
            data["rank"] = item.rank
        for key in ("rules", "limited_by", "withheld_by", "undecided", "open_on"):
            data[key] = list(getattr(item, key))
        data["cites"] = list(dict.fromkeys(cites))
        data["text"] = self.text(item, language)
        data["because"] = self.because(item, language)
        if item.id in self.wordings.item_claims:
            marks = (self.wordings.rule_claims.get(rule) for rule in determining(item))
            because = list(dict.fromkeys(mark for mark in marks if mark))
            data["claims"] = {"text": self.wordings.item_claims[item.id], "because": because}
        return data


def determining(item: ItemAdvice) -> tuple[str, ...]:
    """The rules that put an item in its state: those against it while it is withheld, else those for it."""
    if item.state is State.WITHHELD:
        return item.withheld_by
    if item.state is State.OPEN:
        return (*item.rules, *item.undecided)
    return (*item.rules, *item.limited_by)


def filled(template: str, advised: Range, unit: str, language: str) -> str:
    """The text of an item with its range and where to begin."""
    return template.format(range=_range_text(advised, unit, language), start=f"{shown(advised.start)} {unit}")


_TO = {"nl": "tot", "en": "to"}


def _range_text(advised: Range, unit: str, language: str) -> str:
    if advised.least == advised.most:
        return f"{shown(advised.least)} {unit}"
    return f"{shown(advised.least)} {_TO.get(language, '-')} {shown(advised.most)} {unit}"


def shown(number: Number) -> str:
    """A number as people read it."""
    return f"{number:.15g}"
