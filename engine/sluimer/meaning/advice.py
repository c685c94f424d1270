"""The shape of advice: what is given, withheld and open, and the rules that determined it."""

import json
import pickle
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import InitVar, dataclass, fields
from typing import Any, ClassVar, Final
from zlib import compress, decompress

from sluimer.knowledge.frozen import FrozenDict, Value
from sluimer.knowledge.numeral import numeral
from sluimer.knowledge.rule import Evidence, Range
from sluimer.knowledge.text import Text
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import Outcome, State
from sluimer.messages import language_among, spoken
from sluimer.messages.notebook import table
from sluimer.messages.texts import word


@dataclass(frozen=True, repr=False)
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

    def __repr__(self) -> str:
        return f"<ItemAdvice {self.id}: {self.state}>"


def item_advice(said: dict[str, object]) -> ItemAdvice:
    """What is said of one item, each field by its name, in a mapping to be kept; the others are as they are by default.

    A frozen dataclass sets its fields one by one, past its own lock, which took a third of a whole consultation.
    """
    made = object.__new__(ItemAdvice)
    object.__setattr__(made, "__dict__", said)
    return made


@dataclass(frozen=True, slots=True)
class KnowledgeName:
    """Which knowledge gave the advice: its name, its version, the digest of its exact content, and what was chosen."""

    name: str
    version: str
    digest: str
    packs: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    audience: str = ""

    def as_dict(self) -> dict[str, object]:
        """The knowledge as plain data."""
        return {
            "name": self.name,
            "version": self.version,
            "digest": self.digest,
            "packs": list(self.packs),
            "settings": dict(self.settings),
            "audience": self.audience or None,
        }


@dataclass(frozen=True, slots=True, repr=False)
class Wordings:
    """The texts that advice is told with, apart from the advice itself.

    `questions` are those of facts; `item_claims` and `rule_claims` mark what they claim, where the knowledge base does;
    `evidence` holds that of each rule that names any; `concluding` are the rules that conclude a finding.
    """

    items: Mapping[str, Text] = FrozenDict()
    reasons: Mapping[str, Text] = FrozenDict()
    cites: Mapping[str, tuple[str, ...]] = FrozenDict()
    item_claims: Mapping[str, str] = FrozenDict()
    rule_claims: Mapping[str, str] = FrozenDict()
    evidence: Mapping[str, Evidence] = FrozenDict()
    units: Mapping[str, Text] = FrozenDict()
    questions: Mapping[str, Text] = FrozenDict()
    languages: tuple[str, ...] = ()
    concluding: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"<Wordings in {', '.join(self.languages)}>"

    def only(self, names: Collection[str]) -> "Wordings":
        """What is said of these items, rules, units and facts alone."""
        parts: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}
        kept = {name: _kept(part, names) for name, part in parts.items() if isinstance(part, FrozenDict)}
        return Wordings(**{**parts, **kept})


@dataclass(frozen=True, repr=False)
class Advice:
    """What one person is told: urgent referrals first, then the items in the order of their topics.

    The texts that it is told with are not part of it, since equal advice is equal in every language.
    What takes a language takes one of the knowledge base, with a region or without, and raises
    UnknownLanguageError for any other.
    """

    outcome: Outcome
    items: tuple[ItemAdvice, ...]
    findings: Mapping[str, Truth]
    questions: tuple[str, ...]
    fired: tuple[str, ...]
    knowledge: KnowledgeName
    worded: InitVar[Wordings] = Wordings()  # it cannot change

    wordings: ClassVar[Wordings]

    def __post_init__(self, worded: Wordings) -> None:
        object.__setattr__(self, "wordings", worded)

    def __reduce__(self) -> tuple[Any, ...]:
        return _packed_advice, (compress(pickle.dumps((*self._parts(), self.wordings.only(self._named())))),)

    def __repr__(self) -> str:
        counts = Counter(item.state for item in self.items)
        told = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
        return f"<Advice {self.outcome}: {told or 'no items'}; {len(self.questions)} questions>"

    def _repr_html_(self) -> str:
        language = self._spoken("")
        rows = [(item.topic, item.id, item.state, self.text(item, language)) for item in self.items]
        return table(repr(self), rows)

    def item(self, name: str) -> ItemAdvice | None:
        """The item with this id, or None where it is not indicated."""
        return next((item for item in self.items if item.id == name), None)

    def in_state(self, state: State | str) -> tuple[ItemAdvice, ...]:
        """The items in one state, in the order of the advice; raises ValueError for what is no state."""
        wanted = State(state)
        return tuple(item for item in self.items if item.state is wanted)

    def text(self, item: ItemAdvice, language: str) -> str:
        """What the person is told to do, with its range filled in; empty for an item that is not given."""
        spoken = self._spoken(language)
        if item.state is not State.GIVEN:
            return ""
        template = self.wordings.items[item.id].in_language(spoken)
        if item.range is None:
            return template
        return filled(template, item.range, self.wordings.units[item.unit].in_language(spoken), spoken)

    def because(self, item: ItemAdvice, language: str) -> str:
        """The reasons of the rules that determined the state of the item, each once."""
        spoken = self._spoken(language)
        reasons = (self.wordings.reasons[rule].in_language(spoken) for rule in determining(item))
        return " ".join(dict.fromkeys(reasons))

    def as_dict(self, language: str = "", full: bool = False) -> dict[str, object]:
        """The advice as plain data with its texts in one language, the first of the knowledge base by default.

        It holds what a person is to be told or asked; with `full` also every rule that has, or may get, a say in an
        item, all that fired, and how good the ground of each rule is.
        """
        spoken = self._spoken(language)
        more = {
            "findings": dict(self.findings),
            "fired": list(self.fired),
            "evidence": self._evidence_dicts(spoken),
        }
        return {
            "language": spoken,
            "outcome": str(self.outcome),
            "items": [self._item_dict(item, spoken, full) for item in self.items],
            "notes": list(self.notes(spoken)),
            "questions": list(self.questions),
            "asked_as": {fact: self.wordings.questions[fact].in_language(spoken) for fact in self.questions},
            **(more if full else {}),
            "knowledge": self.knowledge.as_dict(),
        }

    def to_json(self, language: str = "", full: bool = False) -> str:
        """The advice as JSON text, as `as_dict` gives it: equal advice is equal to the byte."""
        return json.dumps(self.as_dict(language, full), ensure_ascii=False, indent=2)

    def notes(self, language: str) -> dict[str, str]:
        """What is known of the ground of the rules that fired: for each note the first rule that has it.

        Of those that had no say, since what they advise is no item of this advice, nothing is noted.
        """
        spoken = self._spoken(language)
        evidence, telling = self.wordings.evidence, self._telling()
        rules = [rule for rule in self.fired if rule in evidence and rule in telling]
        noted = ((evidence[rule].note.in_language(spoken), rule) for rule in rules)
        notes: dict[str, str] = {}
        for note, rule in noted:
            if note:
                notes.setdefault(note, rule)
        return notes

    def _spoken(self, language: str) -> str:
        known = self.wordings.languages
        return language_among(language or next(iter(known), ""), known)

    def _parts(self) -> tuple[Any, ...]:
        return tuple(getattr(self, each.name) for each in fields(self))

    def _named(self) -> frozenset[str]:
        """Every item, rule, unit and fact that the advice names."""
        of_items = ((item.id, item.unit, *_say(item), *item.open_on) for item in self.items)
        return frozenset((*self.fired, *self.questions)).union(*of_items)

    def _telling(self) -> frozenset[str]:
        """The rules that have a say in an item, or conclude a finding where anything is advised at all."""
        said = (rule for item in self.items for rule in _say(item))
        return frozenset(said) if self.outcome is Outcome.NOT_COVERED else self.wordings.concluding.union(said)

    def _evidence_dicts(self, language: str) -> dict[str, dict[str, str]]:
        """For each rule that fired how good its ground is, how far that was verified, and what else is known of it."""
        known = self.wordings.evidence
        found = {rule: known[rule] for rule in self.fired if rule in known}
        return {
            rule: {"grade": one.grade, "verified": one.verified, "note": one.note.in_language(language)}
            for rule, one in found.items()
        }

    def _item_dict(self, item: ItemAdvice, language: str, full: bool) -> dict[str, object]:
        data: dict[str, object] = {"topic": item.topic, "id": item.id, "state": str(item.state)}
        if item.urgent:
            data["urgent"] = True
        if item.range is not None:
            ends = {"min": item.range.least, "max": item.range.most, "start": item.range.start}
            data["range"] = {**ends, "unit": item.unit}
        if item.rank is not None:
            data["rank"] = item.rank
        for key in RULES_AND_FACTS if full else TOLD_OF[item.state]:
            data[key] = list(getattr(item, key))
        if full:
            cites = (cite for rule in determining(item) for cite in self.wordings.cites[rule])
            data["cites"] = list(dict.fromkeys(cites))
        if full or item.state is State.GIVEN:
            data["text"] = self.text(item, language)
        if full or item.state is not State.OPEN:
            data["because"] = self.because(item, language)
        if (full or item.state is State.GIVEN) and item.id in self.wordings.item_claims:
            marks = (self.wordings.rule_claims.get(rule) for rule in determining(item))
            because = list(dict.fromkeys(mark for mark in marks if mark))
            data["claims"] = {"text": self.wordings.item_claims[item.id], "because": because}
        return data


RULES_AND_FACTS: Final = ("rules", "limited_by", "withheld_by", "undecided", "open_on")
"""What names the rules that have a say in an item, and the facts it waits for."""
TOLD_OF: Final = {
    State.GIVEN: ("rules", "limited_by"),
    State.WITHHELD: ("withheld_by",),
    State.OPEN: ("open_on",),
    State.NOT_INDICATED: (),
}
"""Which of these put an item in its state."""


def _kept(said: Mapping[str, Value], names: Collection[str]) -> FrozenDict[str, Value]:
    return FrozenDict({name: text for name, text in said.items() if name in names})


def _packed_advice(parcel: bytes) -> Advice:
    """The advice in a parcel; texts that it does not name stayed behind."""
    return Advice(*pickle.loads(decompress(parcel)))  # noqa: S301  # it is part of a pickle, and no safer than that


def _say(item: ItemAdvice) -> tuple[str, ...]:
    """Every rule that has a say in an item, or may."""
    return (*item.rules, *item.withheld_by, *item.limited_by, *item.undecided)


def determining(item: ItemAdvice) -> tuple[str, ...]:
    """The rules that put an item in its state: those against it while it is withheld, else those for it."""
    if item.state is State.WITHHELD:
        return item.withheld_by
    if item.state is State.OPEN:
        return (*item.rules, *item.undecided)
    return (*item.rules, *item.limited_by)


def filled(template: str, advised: Range, unit: str, language: str) -> str:
    """The text of an item with its range and where to begin."""
    return template.format(
        range=range_text(advised, unit, language), start=f"{numeral(advised.start, language)} {unit}"
    )


def range_text(advised: Range, unit: str, language: str) -> str:
    """A range as people read it."""
    ends = dict.fromkeys(numeral(end, language) for end in (advised.least, advised.most))
    to = word("range-to", language) if language in spoken() else "-"
    return f"{f' {to} '.join(ends)} {unit}"
