"""What a case expects, and all that anybody is told, as conditions over a net that are true or false of everybody."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from sluimer.authoring.cases.model import Bounds, Expected
from sluimer.authoring.theorems.amounts import GivenAmount, SureConditions
from sluimer.knowledge.condition import ALWAYS, All, Any, AtLeast, Condition, Is, Not, Within
from sluimer.knowledge.rule import Number
from sluimer.knowledge.vocabulary import Outcome
from sluimer.meaning.model import State
from sluimer.meaning.net import NEVER, OUTCOME, Net, NetItem, Wire, layered, rule_name, state_name

NOTHING_ASKED: Mapping[str, Condition] = {}
_ENDS = {"least": "from", "most": "to", "start": "start"}


class AdviceTests:
    """A net with conditions over it, each by a name of its own; `asked` says for some facts that rules ask for them."""

    def __init__(self, net: Net, asked: Mapping[str, Condition] = NOTHING_ASKED) -> None:
        self._net = net
        self._asked = asked
        self._items = {item.id: item for item in net.items}
        self.sure = SureConditions("surely")
        self._named: dict[Condition, str] = {}

    @property
    def net(self) -> Net:
        """The net with a wire for each condition that was named."""
        wires = (Wire(name, condition) for condition, name in self._named.items())
        return replace(self._net, layers=layered((*self._net.parts, *self.sure.parts, *wires)))

    def name(self, condition: Condition) -> str:
        """The name of the wire of a condition."""
        return self._named.setdefault(condition, f"advice:{len(self._named)}")

    def expected(self, expected: Expected) -> Iterator[Condition]:
        """What a case expects, as far as the net says it."""
        if expected.outcome:
            yield Is(OUTCOME, (expected.outcome.value,))
        yield from (Is(state_name(item), (state,)) for item, state in expected.states.items())
        for item, amounts in expected.ranges.items():
            yield self._given(item)
            yield from self._amounts(item, amounts)
        yield from (self._has_rank(item, rank) for item, rank in expected.ranks.items())
        rules = {*self._net.rules}
        for rule in expected.fires:
            yield self.sure(Is(rule_name(rule), (True,))) if rule in rules else NEVER
        yield from (Not(self.sure(Is(rule_name(rule), (True,)))) for rule in expected.silent if rule in rules)
        yield from (self._truth(finding, truth) for finding, truth in expected.findings.items())
        for score, total in expected.scores.items():
            yield from self._total(score, total)

    def _given(self, item: str) -> Condition:
        return Is(state_name(item), (State.GIVEN,))

    def _amounts(self, item: str, wanted: Bounds) -> Iterator[Condition]:
        for name, end in _ENDS.items():
            number = getattr(wanted, name)
            if number is not None:
                yield self._is(item, end, number)

    def _is(self, item: str, end: str, number: Number) -> Condition:
        amount = self._amount(self._items[item])
        return amount.within(end, Within(item, at_least=number, at_most=number)) if amount else NEVER

    def _amount(self, item: NetItem) -> GivenAmount | None:
        return GivenAmount(item, item.bounds, self.sure) if item.bounds else None

    def _has_rank(self, item: str, rank: int) -> Condition:
        """That just so many are preferred more strongly."""
        rivals = [one for one in self._net.items if one.topic == self._items[item].topic and one.id != item]
        stronger = tuple(self._stronger(one, self._items[item]) for one in rivals if one.strength)
        return All((self._is_ranked(self._items[item]), _at_least(rank - 1, stronger), Not(_at_least(rank, stronger))))

    def _is_ranked(self, item: NetItem) -> Condition:
        strength = item.strength
        return Is(strength.name, tuple(label for label, _ in strength.options)) if strength else NEVER

    def _stronger(self, one: NetItem, other: NetItem) -> Condition:
        """That an item is preferred more strongly than another, where both are."""
        if not one.strength or not other.strength:
            return NEVER
        strengths, others = ([label for label, _ in item.strength.options] for item in (one, other) if item.strength)
        pairs = ((most, tuple(less for less in others if int(less) < int(most))) for most in strengths)
        both = (All((Is(one.strength.name, (most,)), Is(other.strength.name, less))) for most, less in pairs if less)
        return Any(tuple(both))

    def _truth(self, finding: str, truth: bool | None) -> Condition:
        if truth is not None:
            return self.sure(Is(finding, (truth,)))
        return All(tuple(Not(self.sure(Is(finding, (one,)))) for one in (True, False)))

    def _total(self, score: str, wanted: Bounds) -> Iterator[Condition]:
        for end, beyond, number in (("at_least", "above", wanted.least), ("at_most", "below", wanted.most)):
            if number is not None:
                yield self.sure(Within(score, **{end: number}))  # type: ignore[arg-type]
                yield Not(self.sure(Within(score, **{beyond: number})))  # type: ignore[arg-type]

    def told(self) -> Iterator[Condition]:
        """All that anybody is told: the outcome, states, amounts, which is preferred, limits, questions, findings."""
        yield from (Is(OUTCOME, (outcome.value,)) for outcome in Outcome)
        for item in self._net.items:
            yield from (Is(item.state, (state,)) for state in State)
            yield from self._amounts_told(item)
            if item.told_limit:
                yield from self._limits_told(item)
        for one, other in combinations([item for item in self._net.items if item.strength], 2):
            if one.topic == other.topic:
                yield from (self._stronger(one, other), self._stronger(other, one))
        yield from (self._is_ranked(item) for item in self._net.items if item.strength)
        yield from map(self.sure, self._asked.values())
        yield from (self.sure(Is(finding, (one,))) for finding in self._net.findings for one in (True, False))

    def _amounts_told(self, item: NetItem) -> Iterator[Condition]:
        amount = self._amount(item)
        if amount:
            yield from (amount.reaches(end, number, above=False) for end in _ENDS.values() for number in amount.numbers)

    def _limits_told(self, item: NetItem) -> Iterator[Condition]:
        """For each limit that it is not ruled out while the item is given; the strictest of them is told."""
        assert item.told_limit is not None
        for _, number in item.told_limit.numbers:
            strict = (guard for guard, one in item.told_limit.numbers if one <= number)
            open_ones = tuple(Not(self.sure(Not(guard))) for guard in strict)
            yield All((self._given(item.id), Any(open_ones)))


def _at_least(count: int, parts: tuple[Condition, ...]) -> Condition:
    if count <= 0:
        return ALWAYS
    return AtLeast(count, parts) if count <= len(parts) else NEVER
