"""Changes of more answers than can be tried: the solver finds what they are about, and planes what to answer.

It needs the extra `prove`, and is read once somebody asks for it.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock

from sluimer.engines.prove import Search, World
from sluimer.engines.prove.terms import Term, at_most, every, named, opposite, same, some
from sluimer.engines.prove.world import same_answers
from sluimer.explain.answer_trial import AnswerTrial, Saying
from sluimer.knowledge.condition import Is
from sluimer.knowledge.vocabulary import Fact
from sluimer.meaning.net import Net
from sluimer.messages import UndecidedError

Matters = frozenset[str]
Changed = Mapping[str, Term]
"""For each matter that it is answered otherwise."""
_ONE_AT_A_TIME = Lock()
"""Z3 keeps what it knows in one place for a whole process."""


class MoreAnswers:
    """Finds them with one net, for one person after the other."""

    def __init__(self, net: Net, facts: Mapping[str, Fact]) -> None:
        with _ONE_AT_A_TIME:
            self._world = World(net, facts)
            self._search = Search([self._world], seconds=0)

    def smallest(
        self, trial: AnswerTrial, fewer: Iterable[Matters], sizes: Iterable[int], until: float, any_one: bool = False
    ) -> list[Matters]:
        """All sets of matters, of these sizes in order, that can bring the goal and hold no smaller one, or `any_one`.

        `fewer` are those of smaller sizes. Raises UndecidedError, with those found until then, where there is not
        enough time, up to `until`, to know whether there are more.
        """
        with _ONE_AT_A_TIME:
            return self._smallest(trial, fewer, sizes, until, any_one)

    def _smallest(
        self, trial: AnswerTrial, fewer: Iterable[Matters], sizes: Iterable[int], until: float, any_one: bool
    ) -> list[Matters]:
        found: list[Matters] = []
        changed = {matter: named(f"changed:{matter}") for matter in dict.fromkeys(trial.matters)}
        laws = [*self._laws(trial, changed), *(_not_all(one, changed) for one in fewer)]
        with self._search.given(laws):
            try:
                for one in self._by_size(changed, sizes, until):
                    found.append(one)
                    if any_one:
                        break
            except UndecidedError as error:
                raise UndecidedError(tuple(found)) from error
        return found

    def _by_size(self, changed: Changed, sizes: Iterable[int], until: float) -> Iterator[Matters]:
        search = self._search
        for size in sizes:
            if search.find(seconds=_left(until)) is None:
                return
            few = at_most([*changed.values()], size)
            while (model := search.find(few, seconds=_left(until))) is not None:
                one = frozenset(matter for matter, term in changed.items() if search.holds(model, term))
                search.add(_not_all(one, changed))
                yield one

    def _laws(self, trial: AnswerTrial, changed: Changed) -> Iterator[Term]:
        """That the goal is reached, no contradiction comes of it, and of the answers only those that changed do."""
        world = self._world
        yield some(every(self._said(one) for one in way) for way in trial.goal)
        yield from (opposite(world.truth(Is(name, (True,)))[0]) for name in trial.forbidden)
        others = {name: one.slot for one in trial.answers if one.options for name in one.puts}
        for slot, terms in world.answers.items():
            now = trial.person.get(slot)
            unlike = opposite(same_answers(terms, now))
            if slot in others:
                in_it = every((terms.known, terms.among((True,))))
                yield same(in_it, changed[slot]) if slot in changed else opposite(in_it)
                yield same(terms.known, some((in_it, changed[others[slot]])))
            elif slot in changed:
                yield same(unlike, changed[slot])
                yield some((terms.known, opposite(changed[slot])))
            else:
                yield opposite(unlike)

    def _said(self, one: Saying) -> Term:
        labels = self._world.labels(one.part)
        silent = [opposite(some(labels.values()))] if None in one.labels else []
        return some([*silent, *(labels[label] for label in one.labels if label in labels)])


def _left(until: float) -> float:
    """The seconds that are left; raises UndecidedError where there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise UndecidedError
    return left


def _not_all(matters: Matters, changed: Changed) -> Term:
    return opposite(every(changed[matter] for matter in matters))
