"""The trace: each firing in order, with the tests that made it true, what it concluded, and its sources."""

from collections.abc import Iterable
from dataclasses import dataclass

from sluimer.case import Implied
from sluimer.case.amounts import Part
from sluimer.explain.condition_proof import TestResult, wanted
from sluimer.explain.proof import Prover, RuleProof
from sluimer.knowledge.rule import Advise, Ask, Conclude, Effect, Limit, Prefer, Withhold


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
    parts: tuple[Part, ...] = ()
    """Amounts that were weighed as something of which only a percentage counts."""

    def __repr__(self) -> str:
        return f"<Trace: {len(self.firings)} firings>"

    def as_dict(self) -> dict[str, object]:
        """The trace as plain data."""
        return {
            "firings": [firing.as_dict() for firing in self.firings],
            "holding": list(self.holding),
            "ruled_out": list(self.ruled_out),
            "assumed": list(self.assumed),
            "implied": [
                {
                    "fact": one.fact,
                    "value": one.value,
                    "source": one.source,
                    "wanted": wanted(one.test),
                    "instead_of": one.instead_of,
                    "cites": list(one.cites),
                }
                for one in self.implied
            ],
            "weighed": [
                {
                    "fact": one.fact,
                    "amount": one.amount,
                    "as": one.weighed_as,
                    "percent": one.percent,
                    "counts": one.counts,
                    "cites": list(one.cites),
                }
                for one in self.parts
            ],
        }


def make_trace(prover: Prover, fired: Iterable[str], ruled_out: tuple[str, ...], holding: tuple[str, ...]) -> Trace:
    """The trace of one consultation."""
    rules = prover.knowledge.rules
    firings = [Firing(number, prover.rule(name), rules[name].effects) for number, name in enumerate(fired, start=1)]
    return Trace(tuple(firings), ruled_out, prover.case.implied, prover.case.assumed, holding, prover.case.parts)


def effect_dict(effect: Effect) -> dict[str, object]:
    """An effect as plain data, in the words of the rule language."""
    match effect:
        case Conclude(finding):
            return {"conclude": finding}
        case Advise(item, advised):
            ends = {"from": advised.least, "to": advised.most, "start": advised.start} if advised else None
            return {"advise": {item: ends} if ends else item}
        case Prefer(item, strength):
            return {"prefer": {item: strength.name.lower()}}
        case Withhold(target, _):
            return {"withhold": target}
        case Limit(item, at_most):
            return {"limit": {item: {"at_most": at_most}}}
        case Ask(fact):
            return {"ask": fact}
    return {effect.kind: effect.item}
