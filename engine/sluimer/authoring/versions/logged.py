"""Persons whose answers are known, such as those of a decision log: which of them two versions tell otherwise."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sluimer.authoring.names.renames import Renamed
from sluimer.authoring.versions.difference import who_differs
from sluimer.authoring.versions.seen import seen_answers
from sluimer.engines.planes import make_planes
from sluimer.engines.prove import Person
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.model import Meaning

BATCH = 4096


def told_otherwise(old: Knowledge, new: Knowledge, persons: Iterable[Person]) -> Iterator[bool]:
    """Of each person whether the advice differs: outcome, states, amounts, limits and ranks."""
    planes = [make_planes(make_net(one)) for one in (old, new)]
    facts = [one.vocabulary.facts for one in (old, new)]
    left = iter(persons)
    while batch := [*islice(left, BATCH)]:
        seen = [[seen_answers(person, each) for person in batch] for each in facts]
        differing = who_differs(*(one.run(some) for one, some in zip(planes, seen, strict=True)))
        numbers = [number for number in range(len(batch)) if differing >> number & 1]
        meanings = (
            one.run([some[number] for number in numbers]).meanings() for one, some in zip(planes, seen, strict=True)
        )
        otherwise = {number for number, *both in zip(numbers, *meanings, strict=True) if _differ(*both)}
        yield from (number in otherwise for number in range(len(batch)))


def _differ(one: Meaning, other: Meaning) -> bool:
    return _told(one) != _told(other)


def _told(one: Meaning) -> tuple[object, ...]:
    states = {item: state for item, state in one.states.items() if state != "not_indicated"}
    return one.outcome, states, one.ranges, one.limits, one.ranks


def with_names(person: Person, renames: Sequence[Renamed]) -> dict[str, Scalar]:
    """Answers under the names that facts and options were given since."""
    found = dict(person)
    for one in renames:
        if one.kind == "fact":
            found = {_moved(slot, one.old, one.new): value for slot, value in found.items()}
        elif one.kind == "option":
            found = {one.new if slot == one.old else slot: _chosen(slot, value, one) for slot, value in found.items()}
    return found


def _moved(slot: str, old: str, new: str) -> str:
    fact, dot, option = slot.partition(".")
    return f"{new}{dot}{option}" if fact == old else slot


def _chosen(slot: str, value: Scalar, one: Renamed) -> Scalar:
    owner, _, option = one.old.partition(".")
    return one.new.partition(".")[2] if slot == owner and value == option else value
