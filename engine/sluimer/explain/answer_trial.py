"""Other answers of one person, tried: which sets of them bring what somebody would like to be otherwise."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import prod
from operator import and_, or_
from time import monotonic

from sluimer.engines.planes import Plane, PlaneReading, Planes, Variants
from sluimer.explain.other_answers import Answer, Person
from sluimer.explain.smallest_sets import AnswerSet, sets_of, smallest_sets
from sluimer.knowledge.vocabulary import slot
from sluimer.meaning.net import contradiction_name
from sluimer.messages import UndecidedError


@dataclass(frozen=True, slots=True)
class Saying:
    """That a choice or a bound says one of these labels; None is among them where it may say nothing."""

    part: str
    labels: tuple[object, ...]


Goal = tuple[tuple[Saying, ...], ...]
"""What should be so: any of these, each with all that parts must say together."""


class AnswerTrial:
    """The answers that one person might give otherwise, and what sets of them bring the goal.

    Answers that cannot all be true are no way: no set counts under which a contradiction holds that did not before.
    """

    def __init__(self, planes: Planes, goal: Goal, person: Person, answers: Sequence[Answer]) -> None:
        self.goal, self.person, self.answers = goal, person, answers
        self.matters = [one.slot for one in answers]
        now = planes.run([person])
        self.forbidden = tuple(
            name for name in map(contradiction_name, planes.net.contradictions) if now.of(name, 0) is not True
        )
        self._variants = Variants(planes, person, [one.puts for one in answers])

    def smallest(self, most: int) -> list[AnswerSet]:
        """Every smallest set of at most so many answers, which must not be more than can be tried."""
        return sorted(smallest_sets(self.matters, self._doing, most), key=self._order)

    def first(self, most: int) -> AnswerSet | None:
        """One of the sets with the fewest answers, at most so many."""
        return next(smallest_sets(self.matters, self._doing, most), None)

    def of_matters(self, several: Iterable[Iterable[str]], until: float) -> list[AnswerSet]:
        """Every set that brings the goal with an answer about each of some matters, for several of those.

        Raises UndecidedError, with those found, where it is later than `until`.
        """
        found: list[AnswerSet] = []

        def doing(who: Sequence[Plane], count: int) -> Plane:
            if monotonic() > until:
                raise UndecidedError(tuple(sorted(found, key=self._order)))
            return self._doing(who, count)

        for matters in several:
            found += sets_of([self._about(matter) for matter in matters], doing, len(self.answers))
        return sorted(found, key=self._order)

    def every(self) -> Iterator[AnswerSet]:
        """Every set that brings the goal, however large."""
        choices = [[None, *self._about(matter)] for matter in dict.fromkeys(self.matters)]
        return sets_of(choices, self._doing, len(self.answers))

    @property
    def count(self) -> int:
        """How many sets there are in all."""
        return prod(1 + len(self._about(matter)) for matter in dict.fromkeys(self.matters))

    def matters_of(self, found: Iterable[AnswerSet]) -> set[frozenset[str]]:
        """What each of these sets is about."""
        return {frozenset(self.matters[number] for number in one) for one in found}

    def told(self, one: AnswerSet) -> tuple[Answer, ...]:
        """The answers of a set; "none of the others" leaves out those that are in it."""
        answers = sorted(self.answers[number] for number in one)
        there = {answer.slot for answer in answers}
        return tuple(
            replace(each, options=tuple(option for option in each.options if slot(each.slot, option) not in there))
            if each.options
            else each
            for each in answers
        )

    def _about(self, matter: str) -> list[int]:
        return [number for number, one in enumerate(self.matters) if one == matter]

    def _order(self, one: AnswerSet) -> tuple[int, list[Answer]]:
        return len(one), sorted(self.answers[number] for number in one)

    def _doing(self, who: Sequence[Plane], count: int) -> Plane:
        run = self._variants.run(who, count)
        broken = (run.planes(name).get(True, 0) for name in self.forbidden)
        return reached(self.goal, run) & ~reduce(or_, broken, 0)


def reached(goal: Goal, run: PlaneReading) -> Plane:
    """The plane of those persons of a run of whom the goal is so."""
    ways = (reduce(and_, (_said(one, run) for one in way), (1 << run.count) - 1) for way in goal)
    return reduce(or_, ways, 0)


def _said(one: Saying, run: PlaneReading) -> Plane:
    planes = run.planes(one.part)
    plane = reduce(or_, (planes.get(label, 0) for label in one.labels), 0)
    if None in one.labels:
        plane |= (1 << run.count) - 1 & ~reduce(or_, planes.values(), 0)
    return plane
