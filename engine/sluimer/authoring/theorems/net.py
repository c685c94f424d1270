"""Theorems as parts of the net, so that whoever reads the net can say of a person whether a theorem holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sluimer.authoring.theorems.amounts import GivenAmount, amount_of
from sluimer.authoring.theorems.model import Claim, Theorem
from sluimer.authoring.theorems.read import GIVEN_THOUGH_STOPPED
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, All, Any, AtLeast, Condition, Is, Not, Within
from sluimer.knowledge.rule import Limit, Side
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.model import State
from sluimer.meaning.net import NEVER, Choice, Part, Wire, layered, rule_name, state_name

APART, HOLDS = "apart", "holds"
"""What a theorem says of a person: that it is not about them, or that it holds; any other label says what is broken."""
_YES = "yes"


def theorem_name(theorem: str) -> str:
    """The name of the choice that says how a theorem fares for a person."""
    return f"theorem:{theorem}"


@dataclass(frozen=True, slots=True)
class TheoremClaim:
    """A claim of a theorem, which must `always` be true, or never."""

    claim: Claim
    always: bool

    @property
    def words(self) -> str:
        """It as it is written."""
        return self.claim.words


class TheoremNet:
    """The net of some knowledge with theorems over it; `broken` are the labels of each that say what is broken."""

    def __init__(self, knowledge: Knowledge, theorems: Iterable[Theorem]) -> None:
        self.knowledge = knowledge
        self._net = make_net(knowledge)
        self._items = {item.id: item for item in self._net.items}
        self._parts: list[Part] = []
        self._made: dict[Condition, Condition] = {}
        self.broken: dict[str, dict[str, TheoremClaim]] = {}
        self._parts.append(Wire(GIVEN_THOUGH_STOPPED, Any(tuple(self._stopped()))))
        for theorem in theorems:
            self._add(theorem)
        self.never_lower = {item: self._steps(item) for one in theorems for item in _ranged(one)}
        self.net = replace(self._net, layers=layered((*self._net.parts, *self._parts)))

    def sure(self, condition: Condition) -> Condition:
        """A condition that is false where this one is unknown."""
        if condition not in self._made:
            name = f"sure:{len(self._made)}"
            self._parts.append(Choice(name, ((_YES, condition),)))
            self._made[condition] = Is(name, (_YES,))
        return self._made[condition]

    def _add(self, theorem: Theorem) -> None:
        claims = [(claim, True) for claim in theorem.always] + [(claim, False) for claim in theorem.never]
        labels = {f"broken:{number}": TheoremClaim(*one) for number, one in enumerate(claims)}
        said = [self._resolved(claim.condition) for claim, _ in claims]
        broken = [Not(self.sure(one)) if wanted else one for one, (_, wanted) in zip(said, claims, strict=True)]
        options = (
            *((APART, self._resolved(one)) for one in theorem.apart),
            (APART, Not(self.sure(self._resolved(theorem.subject)))),
            *zip(labels, broken, strict=True),
            (HOLDS, ALWAYS),
        )
        self._parts.append(Choice(theorem_name(theorem.id), options))
        self.broken[theorem.id] = labels

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


def _ranged(theorem: Theorem) -> tuple[str, ...]:
    return theorem.comparison.keeps_range if theorem.comparison else ()
