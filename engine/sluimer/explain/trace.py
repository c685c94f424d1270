"""The trace: each firing in order, with the tests that made it true, what it concluded, and its sources."""

from collections.abc import Iterable
from dataclasses import dataclass

from sluimer.case import Implied
from sluimer.case.amounts import WeighedAmount
from sluimer.explain.condition_proof import TestResult
from sluimer.explain.proof import Prover, RuleProof
from sluimer.knowledge.condition import Condition, Is, Within, leaves
from sluimer.knowledge.data import data_of
from sluimer.knowledge.rule import Advise, Ask, Avoid, Conclude, Effect, Limit, Prefer, Range, Refer, Withhold


@dataclass(frozen=True, slots=True, repr=False)
class Firing:
    """A rule that fired, as the `number`th of its consultation: the `proof` of what made it true, and what it did."""

    number: int
    proof: RuleProof
    effects: tuple[Effect, ...]

    def __repr__(self) -> str:
        return f"<Firing {self.number}: {self.rule}>"

    @property
    def rule(self) -> str:
        """The name of the rule."""
        return self.proof.rule

    @property
    def tests(self) -> tuple[TestResult, ...]:
        """The tests that made the rule true, each with the value it met."""
        return self.proof.tests

    @property
    def cites(self) -> tuple[str, ...]:
        """The statements that the rule stands on."""
        return self.proof.cites

    def as_dict(self) -> dict[str, object]:
        """The firing as plain data."""
        proof = self.proof
        return {
            "number": self.number,
            "rule": self.rule,
            "tests": [test.as_dict() for test in proof.tests],
            "condition": proof.condition.as_dict(),
            "effects": [effect_dict(effect) for effect in self.effects],
            "cites": list(self.cites),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Trace:
    """Everything that led to the advice: implied and assumed answers, firings in order, findings ruled out."""

    firings: tuple[Firing, ...]
    ruled_out: tuple[str, ...] = ()
    implied: tuple[Implied, ...] = ()
    assumed: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()
    """Limits and stops that act, or may act, although nobody knows yet whether their condition holds."""
    parts: tuple[WeighedAmount, ...] = ()
    """Amounts that were weighed as something of which only a percentage counts."""

    def __repr__(self) -> str:
        return f"<Trace: {len(self.firings)} firings>"

    def as_dict(self) -> dict[str, object]:
        """The trace as plain data."""
        return {
            **data_of(self, "firings", "holding", "ruled_out", "assumed"),
            "implied": [
                {
                    **data_of(one, "fact", "value", "source"),
                    "slot": one.slot,
                    "wanted": _wanted(one.test),
                    **data_of(one, "instead_of", "cites"),
                }
                for one in self.implied
            ],
            "weighed": [one.as_dict() for one in self.parts],
        }


def _wanted(test: Condition) -> object:
    """The bounds of a number, or for each slot the values that it may have."""
    if isinstance(test, Within):
        return test.bounds
    return {leaf.slot: list(leaf.values) for leaf in leaves(test) if isinstance(leaf, Is)}


def make_trace(prover: Prover, fired: Iterable[str], ruled_out: tuple[str, ...], holding: tuple[str, ...]) -> Trace:
    """The trace of one consultation."""
    rules = prover.knowledge.rules
    firings = [Firing(number, prover.rule(name), rules[name].effects) for number, name in enumerate(fired, start=1)]
    return Trace(tuple(firings), ruled_out, prover.case.implied, prover.case.assumed, holding, prover.case.parts)


def effect_dict(effect: Effect) -> dict[str, object]:
    """An effect as plain data, in the words of the rule language."""
    said: object
    match effect:
        case Advise(item, Range(least, most, start)):
            said = {item: {"from": least, "to": most, **({} if start is None else {"start": start})}}
        case Prefer(item, strength):
            said = {item: strength.name.lower()}
        case Limit(item, at_most):
            said = {item: {"at_most": at_most}}
        case Conclude(name) | Advise(name) | Withhold(name) | Avoid(name) | Refer(name) | Ask(name):
            said = name
    return {effect.kind: said}
