"""Questions about every possible person: is there one like this, and which one is nearest to somebody known."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import z3

from sluimer.engines.prove.terms import Term, opposite
from sluimer.engines.prove.world import World, same_answers
from sluimer.knowledge.vocabulary import Scalar

Person = Mapping[str, Scalar]
"""A value for each slot that has one."""
STOPPED = "interrupted from keyboard"
"""What Z3 says where somebody stopped it."""


class UndecidedError(Exception):
    """There was not enough time to know whether there is such a person."""


class Search:
    """Looks for persons in some worlds; no question takes longer than `seconds`, after which it is not decided."""

    def __init__(self, worlds: Sequence[World], seconds: float) -> None:
        self.worlds = worlds
        self._seconds = seconds
        self._solver = z3.SolverFor("QF_FD")
        self._solver.add(*(law for world in worlds for law in world.laws))

    @contextmanager
    def given(self, terms: Iterable[Term]) -> Iterator[None]:
        """While this lasts, only persons of whom these hold are looked for."""
        self._solver.push()
        self._solver.add(*terms)
        try:
            yield
        finally:
            self._solver.pop()

    def find(self, *terms: Term) -> z3.ModelRef | None:
        """A model in which all of these hold, or None where there is no such person; raises UndecidedError."""
        return self._check(terms, self._seconds)

    def _check(self, terms: Iterable[Term], seconds: float) -> z3.ModelRef | None:
        self._solver.set("timeout", max(1, int(seconds * 1000)))
        with self.given(terms):
            found = self._solver.check()
            if found == z3.unknown:
                if self._solver.reason_unknown() == STOPPED:
                    raise KeyboardInterrupt
                raise UndecidedError
            return self._solver.model() if found == z3.sat else None

    def person(self, model: z3.ModelRef, world: World, near: Person) -> dict[str, Scalar]:
        """The answers of a world's person in a model, each number as near to that of another person as it may be."""
        found = {}
        for slot, domain in world.domains.items():
            terms = world.answers[slot]
            if _holds(model, terms.known):
                says = {one: _holds(model, term) for one, term in terms.says.items()}
                found[slot] = domain.value(says, near.get(slot))
        return found

    def nearest(self, model: z3.ModelRef, known: Sequence[Person]) -> tuple[int, z3.ModelRef]:
        """The number of one of these persons, and a model of somebody who differs from that one in the fewest answers.

        All that is given holds of the model that is there already. After `seconds` it is the nearest so far.
        """
        until, world = time.monotonic() + self._seconds, self.worlds[0]
        unlike = [_unlike(world, person) for person in known]
        distances = [_distance(model, terms) for terms in unlike]
        best = min(range(len(known)), key=distances.__getitem__)
        fewest = distances[best]
        for number in sorted(range(len(known)), key=distances.__getitem__):
            while fewest and (left := until - time.monotonic()) > 0:
                try:
                    closer = self._check([z3.AtMost(*unlike[number], fewest - 1)], left)
                except UndecidedError:
                    break
                if closer is None:
                    break
                best, model, fewest = number, closer, _distance(closer, unlike[number])
        return best, model


def _unlike(world: World, person: Person) -> list[Term]:
    """For each slot that it is answered otherwise than this person did."""
    return [opposite(same_answers(terms, person.get(slot))) for slot, terms in world.answers.items()]


def _distance(model: z3.ModelRef, unlike: Iterable[Term]) -> int:
    return sum(_holds(model, term) for term in unlike)


def _holds(model: z3.ModelRef, term: Term) -> bool:
    return bool(z3.is_true(model.eval(term, model_completion=True)))
