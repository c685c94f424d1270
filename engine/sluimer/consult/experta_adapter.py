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

from sluimer.consult.plan import Plan, Step
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


@dataclass(frozen=True, slots=True)
class Inferred:
    """What forward chaining found: all values with the findings, the truth of every rule, the steps in order."""

    values: Mapping[str, Scalar]
    truths: Mapping[str, Truth]
    steps: tuple[Step, ...]


class Inference:
    """Runs one plan; it holds nothing of the persons it ran for, so threads may share it."""

    def __init__(self, plan: Plan, step_limit: int = STEP_LIMIT) -> None:
        self._program = _Program(plan)
        self._step_limit = step_limit

    def run(self, values: Mapping[str, Scalar]) -> Inferred:
        """Chain forward from these values until nothing fires; raises StepLimitError."""
        engine = _Engine(self._program)
        engine.facts.declare(_Known(**values, **self._program.plan.barren))
        engine.run(self._step_limit)
        if engine.agenda.activations:
            raise StepLimitError(self._step_limit, tuple(step.id for step in engine.fired))
        return Inferred(engine.matcher.values, engine.matcher.truths, tuple(engine.fired))


class _Known(Fact):  # type: ignore[misc]  # experta has no types
    """Values that were checked and typed before they came here: by slot, or a finding by its name."""

    def update(self, mapping: Mapping[str, Scalar]) -> None:
        """Take the values as they are: they are plain and immutable, so there is nothing to freeze."""
        dict.update(self, mapping)

    def has_field_constraints(self) -> bool:
        """Never: these are values, not patterns."""
        return False

    def has_nested_accessor(self) -> bool:
        """Never: the names of slots were checked when the knowledge was read."""
        return False


class _Production:
    """A step in the form that experta takes for a rule."""

    def __init__(self, step: Step) -> None:
        self.__name__ = step.id
        self.salience = step.salience
        self.step = step

    def __call__(self, engine: "_Engine") -> None:
        engine.fire(self.step)


class _Program:
    """A plan with an activation ready for each step; activations carry no facts, so persons can share them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.firing = {name: Activation(_Production(step), ()) for name, step in plan.firing.items()}
        self.ruling_out = {name: Activation(_Production(step), ()) for name, step in plan.ruling_out.items()}


class _IndexedMatcher(Matcher):  # type: ignore[misc]  # experta has no types
    """Knows which rules read which slot, and looks only at those.

    Each slot has one value at a time and values are never taken back, so this does the work of a Rete network.
    """

    def __init__(self, engine: "_Engine") -> None:
        super().__init__(engine)
        self._program = engine.program
        self.reset()

    def reset(self) -> None:
        """Forget the person."""
        plan = self._program.plan
        self.values: dict[str, Scalar] = {}
        self.truths: dict[str, Truth] = dict(plan.blank)
        self._left = dict(plan.concluding)
        self._begun = False

    def changes(
        self, adding: Sequence[_Known] = (), deleting: Sequence[_Known] = ()
    ) -> tuple[list[Activation], tuple[()]]:
        """The activations that newly declared values bring; nothing is ever retracted."""
        if not adding:
            return [], ()
        added: list[Activation] = []
        for rule in self._stirred(adding):
            if self.truths[rule] is None:
                truth = self._program.plan.truths[rule](self.values)
                if truth is not None:
                    self._settle(rule, truth, added)
        return added, ()

    def _stirred(self, adding: Sequence[_Known]) -> set[str]:
        index = self._program.plan.index
        stirred: set[str] = set()
        for known in adding:
            for slot, value in known.items():
                if slot in index:
                    stirred.update(index[slot])
                self.values[slot] = value
        if not self._begun:
            self._begun = True
            stirred.update(self._program.plan.unconditional)
        self.values.pop("__factid__", None)
        return stirred

    def _settle(self, rule: str, truth: bool, added: list[Activation]) -> None:
        self.truths[rule] = truth
        program = self._program
        if truth:
            if rule in program.firing:
                added.append(program.firing[rule])
            return
        for finding in program.plan.concludes.get(rule, ()):
            self._left[finding] -= 1
            if not self._left[finding]:
                added.append(program.ruling_out[finding])


class _BySalience(Strategy):  # type: ignore[misc]  # experta has no types
    """The highest salience goes first; every salience is unique, so there is no draw to break."""

    def _update_agenda(self, agenda: Any, added: list[Activation], removed: tuple[()]) -> None:
        if added:
            agenda.activations.extend(added)
            agenda.activations.sort(key=_SALIENCE)


_SALIENCE = attrgetter("rule.salience")


class _Engine(KnowledgeEngine):  # type: ignore[misc]  # experta has no types
    """One consultation: made for it and thrown away, so that a failure cannot reach the next."""

    __matcher__ = _IndexedMatcher
    __strategy__ = _BySalience

    def __init__(self, program: _Program) -> None:
        self.program = program
        self.fired: list[Step] = []
        super().__init__()

    def fire(self, step: Step) -> None:
        """Note a step, and declare the findings it settles."""
        self.fired.append(step)
        news = {name: step.truth for name in step.concludes if name not in self.matcher.values}
        if news:
            self.declare(_Known(**news))
