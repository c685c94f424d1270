"""A world: one possible person, of whom every part of a net says something, all as terms."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sluimer.engines.prove.slots import SlotDomain, SlotTerms, domains_of
from sluimer.engines.prove.terms import NO, YES, Term, TruthTerms, differs, every, opposite, reaches, some, without
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.vocabulary import Fact, Points, Scalar
from sluimer.meaning.net import Bound, Choice, Completion, Net, Part, Sum, Wire
from sluimer.meaning.points import PointScale


@dataclass(frozen=True, slots=True)
class SumTerms:
    """A score: what adds up to its lowest and its highest total, both on one scale."""

    low: tuple[tuple[Term, int], ...]
    high: tuple[tuple[Term, int], ...]
    scale: PointScale

    def reach(self, bound: float, above: bool) -> TruthTerms:
        """That the lowest total reaches a bound, or gets above it, and that the highest does."""
        least = self.scale.whole(bound, above)
        return reaches(self.low, least), reaches(self.high, least)


class World:
    """What a net says of one possible person, whose answers are named after `name`; `laws` hold of every person.

    Worlds of one name are about the same person; `united` is then what may be answered in any of them.
    """

    def __init__(
        self,
        net: Net,
        facts: Mapping[str, Fact],
        name: str = "one",
        united: Mapping[str, SlotDomain] | None = None,
    ) -> None:
        self.net = net
        self.domains: Mapping[str, SlotDomain] = (
            domains_of(net, facts) if united is None else {slot: united[slot] for slot in net.slots}
        )
        self.answers: Mapping[str, SlotTerms] = {slot: one.terms(name) for slot, one in self.domains.items()}
        self.laws = tuple(_laws(self))
        seen_by = {slot: fact for fact in facts.values() for slot in fact.slots}
        self.values = {slot: one.seen(self.answers[slot], seen_by[slot]) for slot, one in self.domains.items()}
        self._truths: dict[str, TruthTerms] = {}
        self._labels: dict[str, dict[object, Term]] = {}
        self._sums: dict[str, SumTerms] = {}
        for completion in net.completions:
            self._fill(completion)
        for completion in net.completions:
            self._assume(completion)
        for part in net.parts:
            self._part(part)

    @property
    def slots(self) -> Collection[str]:
        """The slots of facts that the net reads."""
        return self.values.keys()

    def holds_otherwise(self, other: "World", slot: str) -> Term:
        """That a slot, once answers are complete, holds something else in another world of the same person."""
        return opposite(alike(self.values[slot], other.values[slot]))

    def has(self, name: str) -> bool:
        """Whether the net has a choice or a bound of this name."""
        return name in self._labels

    def labels(self, name: str) -> Mapping[object, Term]:
        """For each label of a choice, or number of a bound, that it is what that part says."""
        return self._labels[name]

    def sum_of(self, name: str) -> SumTerms:
        """The terms of a score."""
        return self._sums[name]

    def label(self, name: str, label: object) -> Term:
        """That a choice or bound says this."""
        return self._labels[name].get(label, NO)

    def truth(self, condition: Condition) -> TruthTerms:
        """That a condition is surely true, and that it is surely false."""
        match condition:
            case Is(slot, values):
                return self._is(slot, values)
            case Within(slot) if slot in self._sums:
                return self._between(self._sums[slot], condition)
            case Within(slot):
                return _of_those_known(self.values[slot].known, self.values[slot].within(condition))
            case Known(_, slots, known):
                answered = every(self.values[slot].known for slot in slots)
                return (answered, opposite(answered)) if known else (opposite(answered), answered)
            case All(parts):
                found = [self.truth(part) for part in parts]
                return every(true for true, _ in found), some(false for _, false in found)
            case Any(parts):
                found = [self.truth(part) for part in parts]
                return some(true for true, _ in found), every(false for _, false in found)
            case Not(part):
                true, false = self.truth(part)
                return false, true
            case AtLeast(count, parts):
                found = [self.truth(part) for part in parts]
                enough = reaches([(true, 1) for true, _ in found], count)
                return enough, reaches([(false, 1) for _, false in found], len(parts) - count + 1)

    def _fill(self, completion: Completion) -> None:
        """The value that other answers imply."""
        for one in completion.fillings:
            slot, who = self.values[completion.slot], self.truth(one.condition)[0]
            filled = who if one.overrules else without(who, slot.known)
            self.values[completion.slot] = slot.put(one.value, filled)

    def _assume(self, completion: Completion) -> None:
        """The value that is assumed where there is none by now."""
        if completion.assumed is not None:
            slot = self.values[completion.slot]
            self.values[completion.slot] = slot.put(completion.assumed, opposite(slot.known))

    def _part(self, part: Part) -> None:
        """A part of the net, by its name from then on."""
        match part:
            case Wire(name, condition):
                self._truths[name] = self.truth(condition)
            case Choice(name, options):
                self._choose(name, [(label, self.truth(condition)[0]) for label, condition in options])
            case Bound(name, numbers):
                ordered = sorted(numbers, key=lambda pair: pair[1], reverse=part.most)
                self._choose(name, [(number, self._guard(guard, part)) for guard, number in ordered])
            case Sum(name, terms):
                self._sums[name] = self._total(terms)

    def _guard(self, guard: Condition, bound: Bound) -> Term:
        true, false = self.truth(guard)
        return opposite(false) if bound.unless_ruled_out else true

    def _choose(self, name: str, options: Iterable[tuple[object, Term]]) -> None:
        """For each label that it is the first that is true."""
        left, chosen = YES, dict[object, list[Term]]()
        for label, term in options:
            chosen.setdefault(label, []).append(every((left, term)))
            left = without(left, term)
        self._labels[name] = {label: some(terms) for label, terms in chosen.items()}

    def _total(self, parts: tuple[Points, ...]) -> SumTerms:
        scale = PointScale.of(parts)
        steps = [
            (*self._scored(part, level), worth)
            for number, part in enumerate(parts)
            for level, worth in scale.steps(number)
        ]
        low = tuple((surely, worth) for surely, _, worth in steps)
        high = tuple((possibly, worth) for _, possibly, worth in steps)
        return SumTerms(low, high, scale)

    def _scored(self, part: Points, level: Fraction) -> TruthTerms:
        """That this many points surely count for a part of a score, and that they possibly do: the best counts."""
        found = [(Fraction(str(points)) >= level, *self.truth(condition)) for condition, points in part]
        better = some(true for enough, true, _ in found if enough)
        possible = some(opposite(false) for enough, _, false in found if enough)
        if level > 0:
            return better, possible
        worse = some(opposite(false) for enough, _, false in found if not enough)
        nothing = opposite(some(true for _, true, _ in found))
        return some((better, opposite(worse))), some((possible, nothing))

    def _is(self, slot: str, values: tuple[bool | str, ...]) -> TruthTerms:
        if slot in self._labels:
            chosen = some(self.label(slot, value) for value in values)
            return chosen, opposite(chosen)
        if slot in self._truths:
            true, false = self._truths[slot]
            said = {True: true, False: false}
            return some(said[bool(value)] for value in values), some(said[one] for one in said if one not in values)
        one = self.values[slot]
        return _of_those_known(one.known, one.among(values))

    def _between(self, total: SumTerms, bounds: Within) -> TruthTerms:
        lower = [total.reach(*end) for end in bounds.lower]
        upper = [total.reach(end, not strict) for end, strict in bounds.upper]
        surely = [low for low, _ in lower] + [opposite(high) for _, high in upper]
        never = [opposite(high) for _, high in lower] + [low for low, _ in upper]
        return every(surely), some(never)


def _of_those_known(known: Term, holds: Term) -> TruthTerms:
    return every((known, holds)), without(known, holds)


def _laws(world: World) -> Iterator[Term]:
    for slot, domain in world.domains.items():
        yield from domain.laws(world.answers[slot])


def unanswered(slot: SlotTerms) -> Term:
    """That a slot has no value."""
    return opposite(slot.known)


def alike(one: SlotTerms, other: SlotTerms) -> Term:
    """That two slots hold the same, or nothing both."""
    return every((opposite(differs(one.known, other.known)), no_less_known(one, other)))


def no_less_known(one: SlotTerms, other: SlotTerms) -> Term:
    """That the other slot holds what this one holds, where it holds anything."""
    same = every((other.known, *(opposite(differs(term, other.says[says])) for says, term in one.says.items())))
    return some((opposite(one.known), same))


def same_answers(slot: SlotTerms, value: Scalar | None) -> Term:
    """That a slot was answered just so, or not at all where there is no value."""
    return opposite(slot.known) if value is None else slot.holds(value)
