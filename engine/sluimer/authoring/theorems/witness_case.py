"""Somebody who shows something as a case, to be put beside the rules: like a known person, but for a few answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sluimer.authoring.theorems.prove import Witness
from sluimer.engines.prove import Person
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Fact, Kind, fact_of
from sluimer.language.block import block
from sluimer.read.numbers import written_amount

NOT_ASKED = "null"
"""What stands where nobody answered, in place of what the other person answered."""


@dataclass(frozen=True, slots=True)
class WitnessCase:
    """A case of a witness: the one it is like, the answers that are otherwise, and the settings it is about."""

    name: str
    like: str
    person: Mapping[str, object]
    settings: Mapping[str, str] = field(default_factory=dict)
    packs: tuple[str, ...] = ()
    expect: Mapping[str, object] = field(default_factory=dict)

    def written(self) -> str:
        """It as YAML."""
        like = {"like": self.like} if self.like else {}
        packs = {"packs": [*self.packs]} if self.packs else {}
        settings = {"settings": self.settings} if self.settings else {}
        return block(self.name, {**like, "person": self.person, **packs, **settings, "expect": self.expect})

    def as_dict(self) -> dict[str, object]:
        """It as data, with its YAML."""
        return {"name": self.name, "like": self.like or None, "person": dict(self.person), "yaml": self.written()}


def case_of(name: str, witness: Witness, knowledge: Knowledge, expect: Mapping[str, object]) -> WitnessCase:
    """The case of a witness; of a person who answers more it is the one with more answers."""
    defaults = {one.id: one.default for one in knowledge.manifest.settings.values()}
    settings = {key: option for key, option in (witness.settings or {}).items() if defaults[key] != option}
    answers = witness.answers if witness.more is None else witness.more
    person = changed_answers(witness.before, answers, knowledge)
    return WitnessCase(name, witness.like, person, settings, witness.packs or (), expect)


def changed_answers(before: Person, after: Person, knowledge: Knowledge) -> dict[str, object]:
    """The answers that are otherwise than before, each as an author writes it."""
    slots = (slot for slot in {**before, **after} if before.get(slot) != after.get(slot))
    facts = dict.fromkeys(map(fact_of, slots))
    order = [fact for fact in knowledge.vocabulary.facts.values() if fact.id in facts]
    return {fact.id: written_answer(fact, after) for fact in order}


def written_answer(fact: Fact, person: Person) -> object:
    """What a person answers to a fact, as an author writes it."""
    said = {slot: person[slot] for slot in fact.slots if slot in person}
    if not said:
        return NOT_ASKED
    match fact.kind:
        case Kind.SET:
            return _members(fact, said)
        case Kind.YES_NO:
            return "yes" if said[fact.id] else "no"
        case Kind.NUMBER:
            number = said[fact.id]
            assert isinstance(number, int | float)
            return written_amount(number, fact.unit)
    return said[fact.id]


def _members(fact: Fact, said: Person) -> object:
    """The options that are in a set, and where not all are known those that are not."""
    within = [option.id for option in fact.options if said.get(f"{fact.id}.{option.id}") is True]
    without = [option.id for option in fact.options if said.get(f"{fact.id}.{option.id}") is False]
    if len(said) == len(fact.slots):
        return within
    return {**({"includes": within} if within else {}), **({"excludes": without} if without else {})}
