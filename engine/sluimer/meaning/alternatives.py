"""The answers that a person might have given instead: for each slot one of every kind that the net tells apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sluimer.knowledge.condition import Within, leaves, telling_numbers
from sluimer.knowledge.vocabulary import Fact, Kind, Scalar, Vocabulary
from sluimer.meaning.net import Net, conditions


@dataclass(frozen=True, slots=True)
class Alternatives:
    """For each slot the values that are told apart, and the tests of numbers that tell them apart."""

    values: Mapping[str, tuple[Scalar, ...]]
    tests: Mapping[str, tuple[Within, ...]]

    def to(self, slot: str, value: Scalar | None) -> Iterator[Scalar]:
        """The values of a slot that say something else than this one, or than none."""
        tests = self.tests.get(slot, ())
        now = None if value is None else _said(value, tests)
        return (other for other in self.values[slot] if _said(other, tests) != now)


def make_alternatives(net: Net, vocabulary: Vocabulary) -> Alternatives:
    """The alternatives in the slots of all facts."""
    tests = _tests(net)
    values = {slot: _values(fact, tests.get(slot, ())) for fact in vocabulary.facts.values() for slot in fact.slots}
    return Alternatives(values, tests)


def _tests(net: Net) -> dict[str, tuple[Within, ...]]:
    found: defaultdict[str, dict[Within, None]] = defaultdict(dict)
    fillings = [one.condition for completion in net.completions for one in completion.fillings]
    for condition in (*fillings, *(one for part in net.parts for one in conditions(part))):
        for leaf in leaves(condition):
            if isinstance(leaf, Within):
                found[leaf.slot][leaf] = None
    return {slot: tuple(tests) for slot, tests in found.items()}


def _values(fact: Fact, tests: tuple[Within, ...]) -> tuple[Scalar, ...]:
    match fact.kind:
        case Kind.CHOICE:
            return tuple(option.id for option in fact.options)
        case Kind.NUMBER:
            allowed = Within(fact.id, at_least=fact.lowest, at_most=fact.highest)
            numbers = [one for one in telling_numbers([*tests, allowed]) if allowed.contains(one)]
            return tuple({_said(number, tests): number for number in numbers}.values())
    return (True, False)


def _said(value: Scalar, tests: Iterable[Within]) -> object:
    """What a value says: itself, or of a number which tests it passes."""
    passed = tuple(test.contains(float(value)) for test in tests)
    return passed or value
