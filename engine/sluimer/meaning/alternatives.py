"""The answers that a person might have given instead: for each slot one of every kind that the net tells apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from sluimer.knowledge.condition import Within, leaves
from sluimer.knowledge.vocabulary import Fact, Kind, Scalar, Vocabulary, allowed_numbers
from sluimer.meaning.net import Net


@dataclass(frozen=True, slots=True)
class Alternatives:
    """For each slot the values that are told apart, and the tests of numbers that tell them apart.

    A number stands for all that pass the same tests; `alike` are their bounds.
    """

    values: Mapping[str, tuple[Scalar, ...]]
    tests: Mapping[str, tuple[Within, ...]]
    alike: Mapping[tuple[str, Scalar], Within]

    def to(self, slot: str, value: Scalar | None) -> Iterator[Scalar]:
        """The values of a slot that say something else than this one, or than none."""
        tests = self.tests.get(slot, ())
        now = None if value is None else _said(value, tests)
        return (other for other in self.values[slot] if _said(other, tests) != now)


def make_alternatives(net: Net, vocabulary: Vocabulary) -> Alternatives:
    """The alternatives in the slots of all facts."""
    tests = _tests(net)
    alike = {(fact.id, value): among for fact in vocabulary.facts.values() for value, among in _numbers(fact, tests)}
    values = {slot: _values(fact) for fact in vocabulary.facts.values() for slot in fact.slots}
    numbers: defaultdict[str, list[Scalar]] = defaultdict(list)
    for slot, value in alike:
        numbers[slot].append(value)
    return Alternatives({**values, **{slot: tuple(found) for slot, found in numbers.items()}}, tests, alike)


def _tests(net: Net) -> dict[str, tuple[Within, ...]]:
    found: defaultdict[str, dict[Within, None]] = defaultdict(dict)
    for condition in net.conditions:
        for leaf in leaves(condition):
            if isinstance(leaf, Within):
                found[leaf.slot][leaf] = None
    return {slot: tuple(tests) for slot, tests in found.items()}


def _values(fact: Fact) -> tuple[Scalar, ...]:
    match fact.kind:
        case Kind.CHOICE:
            return tuple(option.id for option in fact.options)
        case Kind.NUMBER:
            return ()
    return (True, False)


def _numbers(fact: Fact, tests: Mapping[str, tuple[Within, ...]]) -> Iterator[tuple[Scalar, Within]]:
    """One number of each range that the tests tell apart, whole where there is one, with the ends of its range."""
    if fact.kind is not Kind.NUMBER:
        return
    asked = tests.get(fact.id, ())
    ends = {end for test in (*asked, fact.allowed) for end in test.bounds.values()}
    telling = sorted({*allowed_numbers(asked, fact)})
    for _, group in groupby(telling, key=lambda number: _said(number, asked)):
        alike = list(group)
        yield _plainest(alike), _among(fact.id, alike, sorted(ends))


def _plainest(numbers: list[float]) -> float:
    return next((int(one) for one in numbers if float(one).is_integer()), numbers[0])


def _among(slot: str, numbers: list[float], ends: list[float]) -> Within:
    """The range of numbers next to each other: from an end, or from beyond the end before, and up to it likewise."""
    low, high = numbers[0], numbers[-1]
    below = [end for end in ends if end < low]
    beyond = [end for end in ends if end > high]
    return Within(
        slot,
        at_least=low if low in ends else None,
        above=below[-1] if below and low not in ends else None,
        at_most=high if high in ends else None,
        below=beyond[0] if beyond and high not in ends else None,
    )


def _said(value: Scalar, tests: Iterable[Within]) -> object:
    """What a value says: itself, or of a number which tests it passes."""
    passed = tuple(test.contains(float(value)) for test in tests)
    return passed or value
