"""Questions about every possible person: is there one like this, and which one is nearest to somebody known."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TypeAlias

import z3

from sluimer.engines.prove.terms import Term, at_most, some
from sluimer.engines.prove.world import World, same_answers
from sluimer.knowledge.vocabulary import Scalar
from sluimer.messages import UndecidedError

Person = Mapping[str, Scalar]
"""A value for each slot that has one."""
Model: TypeAlias = z3.ModelRef
"""Somebody that was found, in the terms of Z3."""
STOPPED = "interrupted from keyboard"
"""What Z3 says where somebody stopped it."""


class Search:
    """Looks for persons in some worlds; no question takes longer than `seconds`, after which it is not decided.

    `known` are those to whom somebody in the first world may be near.
    """

    def __init__(self, worlds: Sequence[World], seconds: float, known: Sequence[Person] = ()) -> None:
        self.worlds = worlds
        self._known = known
        self._seconds = seconds
        self._solver = z3.SolverFor("QF_FD")
        self._solver.add(*(law for world in worlds for law in world.laws))

    def add(self, *terms: Term) -> None:
        """From now on only persons of whom these hold are looked for."""
        self._solver.add(*terms)

    def named(self, term: Term) -> Term:
        """A term that stands for another one from now on, so that what a model says of it is read at once."""
        if z3.is_const(term):
            return term
        name = z3.FreshBool("named")
        self.add(name == term)
        return name

    @contextmanager
    def given(self, terms: Iterable[Term]) -> Iterator[None]:
        """While this lasts, only persons of whom these hold are looked for."""
        self._solver.push()
        self._solver.add(*terms)
        try:
            yield
        finally:
            self._solver.pop()

    def holds(self, model: Model, term: Term) -> bool:
        """Whether a term holds of the person in a model."""
        return _holds(model, term)

    def find(self, *terms: Term, seconds: float | None = None) -> Model | None:
        """A model in which all of these hold, or None where there is no such person; raises UndecidedError."""
        return self._check(terms, self._seconds if seconds is None else seconds)

    def _check(self, terms: Iterable[Term], seconds: float) -> Model | None:
        self._solver.set("timeout", max(1, int(seconds * 1000)))
        with self.given(terms):
            found = self._solver.check()
            if found == z3.unknown:
                if self._solver.reason_unknown() == STOPPED:
                    raise KeyboardInterrupt
                raise UndecidedError
            return self._solver.model() if found == z3.sat else None

    def person(self, model: Model, world: World, near: Person) -> dict[str, Scalar]:
        """The answers of a world's person in a model, each number as near to that of another person as it may be."""
        found = {}
        for slot, domain in world.domains.items():
            terms = world.answers[slot]
            if _holds(model, terms.known):
                says = {one: _holds(model, term) for one, term in terms.says.items()}
                found[slot] = domain.value(says, near.get(slot))
        return found

    def nearest(self, model: Model) -> tuple[int, Model]:
        """The number of a known person, and a model of somebody who differs from that one in the fewest answers.

        All that is given holds of the model that is there already. After `seconds` it is the one found so far.
        """
        near, until = self._nearness, time.monotonic() + self._seconds
        with self.given(near.laws):
            for most in range(len(near.counted)):
                if (left := until - time.monotonic()) <= 0:
                    break
                try:
                    found = self._check([at_most(near.counted, most)], left)
                except UndecidedError:
                    break
                if found is not None:
                    return near.chosen(found), found
        return 0, model

    @cached_property
    def _nearness(self) -> "_Nearness":
        return _Nearness(self.worlds[0], self._known)


class _Nearness:
    """One of some known persons, whichever, and what differs from that one: `counted` is to be as few as can be.

    An answer that is gone counts for two: somebody who answers otherwise tells more than one who answers less.
    """

    def __init__(self, world: World, known: Sequence[Person]) -> None:
        self._chosen = [z3.Bool(f"known:{number}") for number in range(len(known))]
        self.counted: list[Term] = []
        self.laws = [z3.PbEq([(one, 1) for one in self._chosen], 1)]
        for slot, terms in world.answers.items():
            unlike, gone = z3.Bool(f"unlike:{slot}"), z3.Bool(f"gone:{slot}")
            self.counted += [unlike, gone]
            for value, chosen in self._by_value(slot, known).items():
                self.laws.append(z3.Implies(some(chosen), some((unlike, same_answers(terms, value)))))
                if value is not None:
                    self.laws.append(z3.Implies(some(chosen), some((gone, terms.known))))

    def _by_value(self, slot: str, known: Sequence[Person]) -> Mapping[Scalar | None, list[Term]]:
        """For each value of a slot, or none, the terms of the known persons who have it."""
        found: defaultdict[Scalar | None, list[Term]] = defaultdict(list)
        for person, chosen in zip(known, self._chosen, strict=True):
            found[person.get(slot)].append(chosen)
        return found

    def chosen(self, model: Model) -> int:
        """The number of the person that a model is near to."""
        return next(number for number, one in enumerate(self._chosen) if _holds(model, one))


def _holds(model: Model, term: Term) -> bool:
    return bool(z3.is_true(model.eval(term, model_completion=True)))
