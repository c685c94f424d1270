"""Persons drawn with a seed: answers as a user of the API would give them, some missing, unknown or declined."""

from collections.abc import Mapping
from random import Random

from sluimer.case import CaseReader
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Within, leaves, slots_of
from sluimer.knowledge.vocabulary import Fact, Kind, fact_of
from sluimer.meaning.truth import truth_of

Answers = dict[str, object]
Ends = Mapping[str, tuple[int, int]]


def draw_persons(knowledge: Knowledge, count: int, seed: int = 0, typical: Ends | None = None) -> list[Answers]:
    """Persons from nearly complete to sparse; `typical` narrows the numbers of some facts to what people have."""
    random = Random(seed)  # persons for tests, no secrets
    bounds = _bounds(knowledge)
    ends = {**{name: _ends(fact) for name, fact in knowledge.vocabulary.facts.items()}, **(typical or {})}
    persons = []
    for number in range(count):
        answered = 0.98 - 0.88 * number / max(1, count - 1)
        persons.append(
            {
                fact.id: _answer(fact, random, ends[fact.id], bounds.get(fact.id, []))
                for fact in knowledge.vocabulary.facts.values()
                if random.random() < answered
            }
        )
    random.shuffle(persons)
    reader = CaseReader(knowledge.vocabulary)
    return [one if random.random() < 0.1 else _agreeing(one, knowledge, reader) for one in persons]


def otherwise_well(knowledge: Knowledge) -> Answers:
    """Somebody who sleeps badly and has nothing else, of the bundled knowledge."""
    asked = knowledge.vocabulary.facts.values()
    complaints = {fact.id: False for fact in asked if fact.kind is Kind.YES_NO}
    lists = {fact.id: list[str]() for fact in asked if fact.kind is Kind.SET}
    known = {"age": 40, "sex": "male", "egfr": 90, "insomnia": True, "current_form": "none", "current_dose": 0}
    return {**complaints, **lists, **known}


def _agreeing(answers: Answers, knowledge: Knowledge, reader: CaseReader) -> Answers:
    """Without answers that contradict others; most people have none, and nine in ten drawn persons."""
    values = reader.read_mapping(answers).values
    held = [one for one in knowledge.vocabulary.contradictions if truth_of(one.never, values)]
    named = {fact_of(slot) for one in held for slot in slots_of(one.never)}
    dropped = next((name for name in reversed(answers) if name in named), None)
    if dropped is None:
        return answers
    return _agreeing({name: said for name, said in answers.items() if name != dropped}, knowledge, reader)


def _bounds(knowledge: Knowledge) -> dict[str, list[float]]:
    """The numbers at which rules change their mind."""
    found: dict[str, list[float]] = {}
    for rule in knowledge.rules.values():
        for leaf in leaves(rule.condition):
            if isinstance(leaf, Within):
                ends = (leaf.at_least, leaf.above, leaf.at_most, leaf.below)
                found.setdefault(leaf.slot, []).extend(end for end in ends if end is not None)
    return found


def _ends(fact: Fact) -> tuple[int, int]:
    low = int(fact.lowest) if fact.lowest is not None else 0
    return low, int(fact.highest) if fact.highest is not None else low + 1000


def _answer(fact: Fact, random: Random, ends: tuple[int, int], bounds: list[float]) -> object:
    if random.random() < 0.04:
        return random.choice(["unknown", "declined"])
    match fact.kind:
        case Kind.YES_NO:
            return random.random() < 0.25
        case Kind.CHOICE:
            return random.choice([option.id for option in fact.options])
        case Kind.NUMBER:
            return random.choice(bounds) if bounds and random.random() < 0.2 else random.randint(*ends)
        case Kind.SET:
            return _members([option.id for option in fact.options], random)


def _members(options: list[str], random: Random) -> object:
    if random.random() < 0.6:
        return []
    chosen = random.sample(options, random.randint(1, min(3, len(options))))
    if random.random() < 0.8:
        return chosen
    rest = [option for option in options if option not in chosen]
    return {"includes": chosen[:1], "excludes": random.sample(rest, len(rest) // 2)}
