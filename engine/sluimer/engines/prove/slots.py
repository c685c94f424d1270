"""What may stand in the slots of facts, as terms: whether there is a value, and which it is.

A number is known by the ends of tests that it reaches: between two ends next to each other all numbers pass the same
tests, so that one of them can stand for all, and no number is one that a solver thought of.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import z3

from sluimer.engines.prove.terms import YES, Term, every, opposite, some, without
from sluimer.knowledge.condition import Within, leaves
from sluimer.knowledge.vocabulary import Fact, Kind, Scalar
from sluimer.meaning.net import Net


@dataclass(frozen=True, slots=True, order=True)
class NumberEnd:
    """One end of a test of numbers: this much or more, or only what is `above` it."""

    end: float
    above: bool

    def holds(self, number: float) -> bool:
        """Whether a number reaches it."""
        return number > self.end if self.above else number >= self.end


@dataclass(frozen=True, slots=True)
class SlotTerms:
    """Whether a slot has a value, and for each value, or each end of a test of numbers, whether its value is there.

    Of yes and no only yes is there.
    """

    known: Term
    says: Mapping[Scalar | NumberEnd, Term]

    def among(self, values: Iterable[Scalar]) -> Term:
        """That the value is one of these, where there is one."""
        return some(opposite(self.says[True]) if value is False else self.says[value] for value in values)

    def within(self, test: Within) -> Term:
        """That the number lies within these bounds, where there is one."""
        lower = (self.says[NumberEnd(end, strict)] for end, strict in test.lower)
        upper = (opposite(self.says[NumberEnd(end, not strict)]) for end, strict in test.upper)
        return every((*lower, *upper))

    def holds(self, value: Scalar) -> Term:
        """That the slot has this value, or a number that no test tells from it."""
        return every(
            (self.known, *(term if _fits(says, value) else opposite(term) for says, term in self.says.items()))
        )

    def put(self, value: Scalar, who: Term) -> "SlotTerms":
        """The slot after this value was put there, where the term holds."""
        says = {one: some((term, who)) if _fits(one, value) else without(term, who) for one, term in self.says.items()}
        return SlotTerms(some((self.known, who)), says)


def _fits(says: Scalar | NumberEnd, value: Scalar) -> bool:
    return says.holds(float(value)) if isinstance(says, NumberEnd) else says == value


@dataclass(frozen=True)
class SlotDomain:
    """The values that a slot of a fact may have; of numbers those that stand for all others, by the ends they reach."""

    slot: str
    kind: Kind
    values: tuple[Scalar, ...]
    ends: tuple[NumberEnd, ...] = ()

    def terms(self, name: str) -> SlotTerms:
        """New terms for this slot, of a person of this name."""
        says: Sequence[Scalar | NumberEnd] = self.ends if self.kind is Kind.NUMBER else self.values
        named = says if self.kind in (Kind.NUMBER, Kind.CHOICE) else (True,)
        terms = {one: z3.Bool(f"{name}:{self.slot}={number}") for number, one in enumerate(named)}
        return SlotTerms(z3.Bool(f"{name}:{self.slot}?"), terms)

    def laws(self, terms: SlotTerms) -> Iterator[Term]:
        """What holds of any answer: it is one option; a number reaches all ends below it, and is one there may be."""
        says = [*terms.says.values()]
        if self.kind is Kind.CHOICE:
            yield z3.PbEq([(one, 1) for one in says], 1)
        if self.kind is Kind.NUMBER:
            yield from (z3.Implies(higher, lower) for lower, higher in pairwise(says))
            there = {self._reached(value) for value in self.values}
            for count in set(range(len(says) + 1)) - there:
                yield opposite(every((*says[:count], *map(opposite, says[count:]))))

    def seen(self, terms: SlotTerms, fact: Fact) -> SlotTerms:
        """An answer as one version of its fact sees it: what that version does not allow is no answer to it."""
        if self.kind is Kind.CHOICE:
            options = [option.id for option in fact.options]
            allowed = YES if {*options} >= {*self.values} else terms.among(options)
        elif self.kind is Kind.NUMBER:
            numbers = [float(value) for value in self.values]
            allowed = YES if all(map(fact.allowed.contains, numbers)) else terms.within(fact.allowed)
        else:
            return terms
        return SlotTerms(every((terms.known, allowed)), terms.says)

    def _reached(self, value: Scalar) -> int:
        return sum(end.holds(float(value)) for end in self.ends)

    def value(self, said: Mapping[Scalar | NumberEnd, bool], near: Scalar | None) -> Scalar:
        """The value that a model stands for, by what it says of the terms; of numbers the one nearest to another."""
        if self.kind is Kind.NUMBER:
            return self._number(sum(said.values()), near)
        if self.kind is Kind.CHOICE:
            return next(value for value in self.values if said[value])
        return said[True]

    def _number(self, reached: int, near: Scalar | None) -> Scalar:
        """The other number itself, else the nearest that stands for others, whole where one is; else the first."""
        there = [value for value in self.values if self._reached(value) == reached and not isinstance(value, str)]
        if not isinstance(near, int | float):
            near = there[0]
        elif self._reached(near) == reached:
            return near
        return min(there, key=lambda value: (not float(value).is_integer(), abs(value - near)))


def domains_of(net: Net, facts: Mapping[str, Fact]) -> dict[str, SlotDomain]:
    """The domain of each slot that a net reads."""
    return united_domains([(net, facts)])


def united_domains(versions: Iterable[tuple[Net, Mapping[str, Fact]]]) -> dict[str, SlotDomain]:
    """The domain of each slot that any of these nets reads: whatever any version of its fact may hold.

    A fact has one kind in all versions.
    """
    read: defaultdict[str, list[tuple[Fact, Sequence[float | Within]]]] = defaultdict(list)
    for net, facts in versions:
        fact_of_slot = {slot: fact for fact in facts.values() for slot in fact.slots}
        numbers = _numbers(net)
        for slot in net.slots:
            read[slot].append((fact_of_slot[slot], numbers.get(slot, ())))
    return {slot: _united(slot, found) for slot, found in read.items()}


def _united(slot: str, read: Sequence[tuple[Fact, Sequence[float | Within]]]) -> SlotDomain:
    """The bounds of each version are ends too where versions differ in them, so that what one refuses is told apart."""
    facts, numbers = [fact for fact, _ in read], [one for _, some in read for one in some]
    bounds = {fact.allowed for fact in facts}
    lower, upper = (_loosest(min, (one.at_least for one in bounds)), _loosest(max, (one.at_most for one in bounds)))
    options = {option.id: option for fact in facts for option in fact.options}
    whole = replace(facts[0], options=tuple(options.values()), lowest=lower, highest=upper)
    return _domain(slot, whole, [*numbers, *(bounds if len(bounds) > 1 else ())])


def _loosest(outer: Callable[[Iterable[float]], float], ends: Iterable[float | None]) -> float | None:
    found = [*ends]
    there = [end for end in found if end is not None]
    return outer(there) if len(there) == len(found) else None


def _numbers(net: Net) -> dict[str, list[float | Within]]:
    """For each slot the tests of numbers, and the numbers that are put there."""
    found: dict[str, list[float | Within]] = {}
    for condition in net.conditions:
        for leaf in leaves(condition):
            if isinstance(leaf, Within):
                found.setdefault(leaf.slot, []).append(leaf)
    for completion in net.completions:
        for value in (*(one.value for one in completion.fillings), completion.assumed):
            if isinstance(value, int | float) and not isinstance(value, bool):
                found.setdefault(completion.slot, []).append(value)
    return found


def _domain(slot: str, fact: Fact, numbers: Iterable[float | Within]) -> SlotDomain:
    match fact.kind:
        case Kind.NUMBER:
            tests = [one for one in numbers if isinstance(one, Within)]
            put = [one for one in numbers if not isinstance(one, Within)]
            lower = {NumberEnd(end, strict) for test in tests for end, strict in test.lower}
            upper = {NumberEnd(end, not strict) for test in tests for end, strict in test.upper}
            return SlotDomain(slot, fact.kind, tuple(_telling(tests, put, fact)), tuple(sorted(lower | upper)))
        case Kind.CHOICE:
            return SlotDomain(slot, fact.kind, tuple(option.id for option in fact.options))
    return SlotDomain(slot, fact.kind, (True, False))


def _telling(tests: Iterable[Within], put: Iterable[float], fact: Fact) -> list[float]:
    """Numbers at, beside and between all ends, those of what is allowed too; whole ones as whole numbers."""
    ends = sorted({*(end for test in (*tests, fact.allowed) for end in test.bounds.values()), *put})
    beside = (near for end in ends or [0.0] for near in (end, *(int(end) + step for step in (-1, 0, 1))))
    between = ((low + high) / 2 for low, high in pairwise(ends))
    found = sorted({float(one) for one in (*beside, *between) if fact.allowed.contains(one)})
    return [int(one) if one.is_integer() else one for one in found]
