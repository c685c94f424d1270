"""The one place that knows experta 1.9.4: everything it does to its host, or leaves undone, is mended here.

The rest of Sluimer sees `Inference`: values in, truths and firings out. Each hazard that is met here has a test that
fails without its remedy, in `tests/consult/test_experta_adapter.py`.
"""

import collections
import collections.abc
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sluimer.consult.plan import Plan
from sluimer.knowledge.vocabulary import Scalar
from sluimer.logic import Truth
from sluimer.messages import StepLimitError

STEP_LIMIT = 100_000
"""Firings in one consultation; each rule fires once, so only a fault can come near."""


@contextmanager
def host_left_alone() -> Iterator[None]:
    """Lend `collections.Mapping` to an import that still wants it, and undo what it does to the root logger."""
    root = logging.getLogger()
    before = list(root.handlers)
    lent = not hasattr(collections, "Mapping")
    if lent:
        collections.Mapping = collections.abc.Mapping  # type: ignore[attr-defined]  # frozendict 1.2 asks for it
    try:
        yield
    finally:
        if lent:
            del collections.Mapping  # type: ignore[attr-defined]  # the same
        for handler in list(root.handlers):
            if handler not in before:
                root.removeHandler(handler)


with host_left_alone():
    from experta import Fact, KnowledgeEngine
    from experta.abstract import Matcher, Strategy
    from experta.activation import Activation
    from experta.factlist import FactList


@dataclass(frozen=True, slots=True)
class Inferred:
    """What forward chaining found: values with the findings, the truth of every rule, what fired in which order."""

    values: Mapping[str, Scalar]
    truths: Mapping[str, Truth]
    fired: tuple[str, ...]
    ruled_out: tuple[str, ...]


class Inference:
    """Runs one plan; it holds nothing of the persons it ran for, so threads may share it."""

    def __init__(self, plan: Plan, step_limit: int = STEP_LIMIT) -> None:
        self._program = _Program(plan)
        self._step_limit = step_limit

    def run(self, values: Mapping[str, Scalar]) -> Inferred:
        """Chain forward from these values until nothing fires; raises StepLimitError."""
        engine = _Engine(self._program)
        matcher = engine.matcher
        engine.facts.declare(_Known({**values, **self._program.plan.barren}))
        try:
            engine.run(self._step_limit)
        finally:
            del engine.matcher, matcher.engine  # each holds the other, and both would stay until they are collected
        return Inferred(matcher.values, matcher.truths, tuple(engine.fired), tuple(matcher.ruled_out))


class _Known(Fact):  # type: ignore[misc]  # experta has no types
    """Values that were checked and typed before they came here: by slot, or a finding by its name.

    They are plain and immutable, so there is nothing to freeze, and no pattern or default among them to look for.
    """

    def __init__(self, values: Mapping[str, Scalar]) -> None:
        dict.__init__(self, values)


class _FactList(FactList):  # type: ignore[misc]  # experta has no types
    """A list that takes every fact as it is: it was checked before it came here, and a slot gets its value once."""

    def declare(self, fact: _Known) -> _Known:
        """Add a fact, and leave it for the matcher."""
        self[self.last_index] = fact
        self.last_index += 1
        self.added.append(fact)
        return fact


class _Production:
    """A rule in the form that experta takes."""

    def __init__(self, rule: str, salience: int, concludes: tuple[str, ...]) -> None:
        self.__name__ = rule
        self.salience = salience
        self._concludes = concludes

    def __call__(self, engine: "_Engine") -> None:
        engine.fired.append(self.__name__)
        if self._concludes:
            known = engine.matcher.values
            news = {finding: True for finding in self._concludes if finding not in known}
            if news:
                engine.facts.declare(_Known(news))


class _Program:
    """A plan with an activation ready for each rule; activations carry no facts, so persons can share them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.activations = {
            rule: Activation(_Production(rule, salience, plan.concludes.get(rule, ())), ())
            for rule, salience in plan.salience.items()
        }


class _IndexedMatcher(Matcher):  # type: ignore[misc]  # experta has no types
    """Knows which rules read which slot, and looks only at those, each of them once.

    A rule is weighed when nothing in the strata below can fire any more. Each slot has one value by then and keeps it,
    so this does the work of a Rete network. A finding that no rule can conclude any more is false from then on; that
    is matching too, since nothing fires for it.
    """

    def __init__(self, engine: "_Engine") -> None:
        super().__init__(engine)
        self._plan = engine.program.plan
        self._activations = engine.program.activations
        self.reset()

    def reset(self) -> None:
        """Forget the person."""
        plan = self._plan
        self.values: dict[str, Scalar] = {}
        self.truths: dict[str, Truth] = dict(plan.unknown)
        self.ruled_out: list[str] = []
        self._left = dict(plan.concluding)
        self._stratum = 0
        self._stirred = [set(rules) for rules in plan.unconditional]

    def changes(
        self,
        adding: Sequence[_Known] = (),
        deleting: Sequence[_Known] = (),  # noqa: ARG002  # experta hands it over; nothing is ever retracted
    ) -> tuple[list[Activation], tuple[()]]:
        """The activations of the next stratum, once those of this one have fired; nothing is ever retracted."""
        for known in adding:
            self._learn(known)
        added: list[Activation] = []
        while not (added or self.engine.agenda.activations) and self._stratum < len(self._stirred):
            self._weigh(self._stirred[self._stratum], added)
            self._stratum += 1
        return added, ()

    def _learn(self, news: Mapping[str, Scalar]) -> None:
        self.values.update(news)
        index, stirred = self._plan.index, self._stirred
        for name in news:
            for stratum, rules in index.get(name, ()):
                stirred[stratum].update(rules)

    def _weigh(self, rules: set[str], added: list[Activation]) -> None:
        truths, conditions, activations = self.truths, self._plan.truths, self._activations
        values, concludes = self.values, self._plan.concludes
        for rule in rules:
            truth = truths[rule] = conditions[rule](values)
            if truth:
                if rule in activations:
                    added.append(activations[rule])
            elif truth is False and rule in concludes:
                self._rule_out(concludes[rule])

    def _rule_out(self, findings: tuple[str, ...]) -> None:
        for finding in findings:
            self._left[finding] -= 1
            if not self._left[finding]:
                self.ruled_out.append(finding)
                self._learn({finding: False})


class _BySalience(Strategy):  # type: ignore[misc]  # experta has no types
    """The highest salience goes first; every salience is unique, so there is no draw to break."""

    def _update_agenda(self, agenda: Any, added: list[Activation], removed: tuple[()]) -> None:  # noqa: ARG002  # as above
        agenda.activations.extend(added)
        agenda.activations.sort(key=_SALIENCE)


_SALIENCE = attrgetter("rule.salience")


class _Engine(KnowledgeEngine):  # type: ignore[misc]  # experta has no types
    """One consultation: made for it and thrown away, so that a failure cannot reach the next."""

    __matcher__ = _IndexedMatcher
    __strategy__ = _BySalience

    def __init__(self, program: _Program) -> None:
        self.program = program
        self.fired: list[str] = []
        super().__init__()
        self.facts = _FactList()

    def run(self, steps: int) -> None:
        """Fire what is on the agenda until nothing is left; raises StepLimitError rather than stop in silence."""
        self.running = True
        try:
            while activation := self._next():
                if len(self.fired) == steps:
                    raise StepLimitError(steps, tuple(self.fired))
                activation.rule(self)
        finally:
            self.running = False

    def _next(self) -> Activation | None:
        if self.facts.added or not self.agenda.activations:
            added, removed = self.get_activations()
            if added:
                self.strategy.update_agenda(self.agenda, added, removed)
        return self.agenda.get_next()
