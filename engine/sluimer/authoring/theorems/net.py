"""Theorems as parts of the net, so that whoever reads the net can say of a person whether a theorem holds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sluimer.authoring.theorems.amounts import GivenAmount, SureConditions, amount_of
from sluimer.authoring.theorems.model import Claim, Theorem
from sluimer.authoring.theorems.read import GIVEN_THOUGH_STOPPED
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, All, Any, AtLeast, Condition, Is, Not, Within
from sluimer.knowledge.rule import Limit, Side
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.model import State
from sluimer.meaning.net import NEVER, Choice, Wire, layered, rule_name, state_name

APART, HOLDS = "apart", "holds"
"""What a theorem says of a person: that it is not about them, or that it holds; any other label says what is broken."""


def theorem_name(theorem: str) -> str:
    """The name of the choice that says how a theorem fares for a person."""
    return f"theorem:{theorem}"


class TheoremNet:
    """The net of some knowledge with theorems over it; `broken` are the labels of each that say what is broken."""

    def __init__(self, knowledge: Knowledge, theorems: Sequence[Theorem]) -> None:
        self.knowledge = knowledge
        self._net = make_net(knowledge)
        self._items = {item.id: item for item in self._net.items}
        self.sure = SureConditions("sure")
        self.broken: dict[str, dict[str, Claim]] = {}
        stopped = Wire(GIVEN_THOUGH_STOPPED, Any(tuple(self._stopped())))
        choices = [self._choice(theorem) for theorem in theorems]
        compared = (one.comparison for one in theorems if one.comparison)
        self.never_lower = {item: self._steps(item) for one in compared for item in one.keeps_range}
        self.net = replace(self._net, layers=layered((*self._net.parts, stopped, *choices, *self.sure.parts)))

    def _choice(self, theorem: Theorem) -> Choice:
        labels = {f"broken:{number}": claim for number, claim in enumerate((*theorem.always, *theorem.never))}
        options = (
            *((APART, self._resolved(one)) for one in theorem.apart),
            (APART, Not(self.sure(self._resolved(theorem.subject)))),
            *((label, self._broken(claim)) for label, claim in labels.items()),
            (HOLDS, ALWAYS),
        )
        self.broken[theorem.id] = labels
        return Choice(theorem_name(theorem.id), options)

    def _broken(self, claim: Claim) -> Condition:
        said = self._resolved(claim.condition)
        return Not(self.sure(said)) if claim.always else said

    def _resolved(self, condition: Condition) -> Condition:
        """A condition in which amounts are tested by what stands in the net."""
        match condition:
            case Within(slot) if amount := amount_of(slot):
                item, end = amount
                given = self._amount(item)
                return given.within(end, condition) if given else NEVER
            case All(parts) | Any(parts):
                return replace(condition, parts=tuple(map(self._resolved, parts)))
            case AtLeast(count, parts):
                return AtLeast(count, tuple(map(self._resolved, parts)))
            case Not(part):
                return Not(self._resolved(part))
        return condition

    def _amount(self, item: str) -> GivenAmount | None:
        """The amount of an item, where any rule here names one."""
        bounds = self._items[item].bounds
        return GivenAmount(self._items[item], bounds, self.sure) if bounds else None

    def _steps(self, item: str) -> tuple[Condition, ...]:
        """For each number that an end of the range may reach, that it does."""
        amount = self._amount(item)
        if amount is None:
            return ()
        steps = ((end, number) for end in ("from", "to") for number in amount.numbers)
        return tuple(self.sure(amount.reaches(end, number, above=False)) for end, number in steps)

    def _stopped(self) -> Iterator[Condition]:
        """For each effect that stops or limits, by itself, that an item is given although it is not ruled out."""
        for rule in self.knowledge.rules.values():
            acts = Not(self.sure(Is(rule_name(rule.id), (False,))))
            for effect in rule.effects:
                if effect.side is Side.STOPS:
                    given = (Is(state_name(item), (State.GIVEN,)) for item in effect.items)
                    yield All((acts, Any(tuple(given))))
                elif isinstance(effect, Limit) and (amount := self._amount(effect.item)):
                    yield All((acts, amount.reaches("to", effect.at_most, above=True)))
