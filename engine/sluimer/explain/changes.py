"""What would change it: all smallest sets of answers that would have to be different, or still be given.

A change is found by trying: every set of other answers is one bit in the planes, and sets of up to three are all tried.
Which larger ones there are the solver finds, where it is installed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, product
from operator import index
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from sluimer.engines.planes import PlaneReading, Planes, Variants, make_planes, members
from sluimer.explain.answer_trial import AnswerTrial, Goal, Saying
from sluimer.explain.other_answers import Answer, OtherAnswers, Person
from sluimer.explain.smallest_sets import MOST_TRIED, AnswerSet
from sluimer.explain.why import unknown_target
from sluimer.knowledge.data import data_of, plain_data
from sluimer.knowledge.rule import Number, Range
from sluimer.knowledge.strata import reached_from
from sluimer.knowledge.vocabulary import Vocabulary
from sluimer.meaning.alternatives import make_alternatives
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.net import OUTCOME, Choice, Net, NetItem, contradiction_name, reads, state_name
from sluimer.meaning.reach import make_reach, reached
from sluimer.messages import Position, Problem, UndecidedError

if TYPE_CHECKING:
    from sluimer.explain.more_answers import MoreAnswers

SECONDS = 10
"""How long larger sets are looked for, where nobody says otherwise."""
GRACE = 1
"""Seconds more to say what was found."""


@dataclass(frozen=True, slots=True)
class Change:
    """Other answers, and all that they would change: the outcome, states, and the amounts of items that stay given."""

    answers: tuple[Answer, ...]
    outcome: Outcome | None = None
    states: tuple[tuple[str, State], ...] = ()
    ranges: tuple[tuple[str, Range], ...] = ()
    limits: tuple[tuple[str, Number], ...] = ()

    @property
    def fixed(self) -> tuple[Answer, ...]:
        """Those of its answers that nobody can change; with any of them it is no way that someone can go."""
        return tuple(answer for answer in self.answers if answer.fixed)

    @property
    def idle(self) -> bool:
        """Whether it changes nothing that a person is told to do."""
        return self.outcome is None and not self.states and not self.ranges and not self.limits

    def as_dict(self) -> dict[str, object]:
        """The change as plain data; what stays as it is is left out."""
        return {
            "answers": plain_data(self.answers),
            **(data_of(self, "outcome") if self.outcome else {}),
            "states": plain_data(dict(self.states)),
            "ranges": plain_data(dict(self.ranges)),
            "limits": plain_data(dict(self.limits)),
        }


NO_GOAL: Goal = ()
Amount = TypeVar("Amount", Range, Number)


class Changes:
    """Finds changes with one net, for anybody; it keeps nothing of them, so threads may share it."""

    def __init__(self, net: Net, vocabulary: Vocabulary) -> None:
        self._net = net
        self._facts = vocabulary.facts
        self._planes = make_planes(net)
        self._parts = {part.name: part for part in net.parts}
        self._items = {item.id: item for item in net.items}
        self._reach = make_reach(net)
        self._others = OtherAnswers(make_alternatives(net, vocabulary), vocabulary)
        self._making = Lock()
        self._made: MoreAnswers | None = None
        self._cone = lru_cache(maxsize=None)(self._make_cone)

    @property
    def more(self) -> "MoreAnswers":
        """What finds larger sets; raises ModuleNotFoundError where it is not installed."""
        with self._making:  # one for all threads, since Z3 bears no two of them
            if self._made is None:
                self._made = self._make_more()
            return self._made

    def _make_more(self) -> "MoreAnswers":
        try:
            from sluimer.explain.more_answers import MoreAnswers
        except ModuleNotFoundError as error:
            problem = Problem("prove-needs-extra", Position("changes"))
            raise ModuleNotFoundError(problem.render(), name=error.name) from error
        return MoreAnswers(self._net, self._facts)

    def goal(self, target: str, state: str, answers: Person) -> Goal:
        """That an item, or the outcome, is so; without a state that it is otherwise than it is with these answers.

        Raises UnknownTargetError for a target that is neither, and ValueError for a state that it cannot have.
        """
        name = OUTCOME if target == OUTCOME else state_name(target)
        choice = self._parts.get(name)
        if not isinstance(choice, Choice):
            raise unknown_target(target, {OUTCOME, *self._items}, "not-an-item")
        labels = dict.fromkeys(str(label) for label, _ in choice.options)
        if state and state not in labels:
            raise ValueError(f"`{target}` can be {', '.join(labels)}, and not `{state}`")
        now = self._planes.run([answers]).of(name, 0)
        return ((Saying(name, (state,) if state else tuple(label for label in labels if label != now)),),)

    def otherwise(self, target: str, answers: Person) -> Goal:
        """That an item, or the outcome, is otherwise than now: in another state, or given with another amount."""
        goal = self.goal(target, "", answers)
        item, run = self._items.get(target), self._planes.run([answers])
        if item is None or run.of(item.state, 0) != State.GIVEN:
            return goal
        given = Saying(item.state, (State.GIVEN,))
        return (*goal, *((given, *way) for way in _other_amounts(item, run)))

    def towards(
        self, goal: Goal, answers: Person, most: int | None = MOST_TRIED, seconds: float = SECONDS
    ) -> tuple[Change, ...]:
        """Every smallest set of at most so many other answers that brings a goal, or of any number of them.

        Those that change no fixed answer come first, and of these the ones with the fewest answers; where the goal is
        reached already, nothing has to change.
        Raises ValueError for less than one answer, since nothing found would then mean that nothing would change it;
        for more than three ModuleNotFoundError where the extra `prove` is not installed, and UndecidedError, with the
        changes found until then, where there is not enough time to know whether there are more.
        """
        if most is not None and index(most) < 1:
            raise ValueError(f"the most answers that would be different are 1 or more, not {most}")
        trial = self.trial(goal, answers)
        found = trial.smallest(min(most or MOST_TRIED, MOST_TRIED))
        if (most is None or most > MOST_TRIED) and () not in found:
            try:
                found += self._larger(trial, found, most, monotonic() + seconds)
            except UndecidedError as error:
                raise UndecidedError(self.told(trial, [*found, *error.found])) from error
        return self.told(trial, found)

    def _larger(self, trial: AnswerTrial, fewer: list[AnswerSet], most: int | None, until: float) -> list[AnswerSet]:
        """The sets of more answers than are tried; raises UndecidedError, with those found, where it gets too late."""
        sizes = range(MOST_TRIED + 1, most + 1) if most else count(MOST_TRIED + 1)
        try:
            matters = self.more.smallest(trial, trial.matters_of(fewer), sizes, until)
        except UndecidedError as error:
            raise UndecidedError(tuple(trial.of_matters(error.found, until + GRACE))) from error
        return trial.of_matters(matters, until + GRACE)

    def alone(self, answers: Person) -> tuple[Change, ...]:
        """Every single answer that, were it different or still given, would change anything; fixed ones come last."""
        trial = self.trial(NO_GOAL, answers)
        changes = self.told(trial, [(number,) for number in range(len(trial.answers))])
        return tuple(change for change in changes if not change.idle)

    def trial(self, goal: Goal, answers: Person, still_open: bool = False) -> AnswerTrial:
        """Other answers to try, of those that can have a say in a goal, or only those that are `still_open`."""
        planes, slots = self._cone(tuple(dict.fromkeys(one.part for way in goal for one in way)))
        others = self._others.of(answers, slots)
        return AnswerTrial(planes, goal, answers, [one for one in others if not still_open or one.before is None])

    def _make_cone(self, names: tuple[str, ...]) -> tuple[Planes, frozenset[str]]:
        """The planes of some parts and of all contradictions, with the slots that can change any of them."""
        if not names:
            return self._planes, frozenset(self._planes.slots)
        ends = (*names, *map(contradiction_name, self._net.contradictions))
        cone = {*reached_from(ends, lambda one: (each for each in reads(self._parts[one]) if each in self._parts))}
        layers = (tuple(part for part in layer if part.name in cone) for layer in self._net.layers)
        net = Net(self._net.completions, tuple(layers), contradictions=self._net.contradictions)
        return make_planes(net), reached(ends, self._reach)

    def told(self, trial: AnswerTrial, found: Sequence[AnswerSet]) -> tuple[Change, ...]:
        """What these sets of answers would change; those that change a fixed answer come last."""
        effects = _Effects(self._net, self._run(trial, found))
        changes = (effects.of(number, trial.told(one)) for number, one in enumerate(found))
        return tuple(sorted(changes, key=lambda change: bool(change.fixed)))

    def _run(self, trial: AnswerTrial, found: Sequence[AnswerSet]) -> PlaneReading:
        """What the net says with each of these sets of answers, and last of the person as they are."""
        who = [0] * len(trial.answers)
        for number, one in enumerate(found):
            for answer in one:
                who[answer] |= 1 << number
        return Variants(self._planes, trial.person, [one.puts for one in trial.answers]).run(who, len(found) + 1)


class _Effects:
    """What some other answers change, each compared with the last of a run."""

    def __init__(self, net: Net, run: PlaneReading) -> None:
        self._last = run.count - 1
        self._outcomes = run.each(OUTCOME)
        self._states: defaultdict[int, list[tuple[str, State]]] = defaultdict(list)
        self._ranges: defaultdict[int, list[tuple[str, Range]]] = defaultdict(list)
        self._limits: defaultdict[int, list[tuple[str, Number]]] = defaultdict(list)
        for item in net.items:
            self._read(item, run)

    def of(self, number: int, answers: tuple[Answer, ...]) -> Change:
        """The change that the answers of this number make."""
        then = self._outcomes[number]
        return Change(
            answers,
            Outcome(then) if then != self._outcomes[self._last] else None,
            tuple(self._states[number]),
            tuple(self._ranges[number]),
            tuple(self._limits[number]),
        )

    def _read(self, item: NetItem, run: PlaneReading) -> None:
        planes = run.planes(item.state)
        for label, plane in planes.items():
            if not plane >> self._last & 1:
                state = State(label)
                for number in members(plane, run.count):
                    self._states[number].append((item.id, state))
        given = planes.get(State.GIVEN, 0)
        if given >> self._last & 1:
            numbers = [*members(given, run.count)]
            if item.bounds:
                said = {bound.name: run.each(bound.name) for bound in item.bounds.all}
                ranges = {one: item.bounds.joined({name: each[one] for name, each in said.items()}) for one in numbers}
                self._note(self._ranges, item.id, ranges)
            if item.told_limit:
                limits = run.each(item.told_limit.name)
                self._note(self._limits, item.id, {one: limits[one] for one in numbers})

    def _note(self, notes: Mapping[int, list[tuple[str, Amount]]], item: str, amounts: Mapping[int, Amount]) -> None:
        for number, amount in amounts.items():
            if amount != amounts[self._last]:
                notes[number].append((item, amount))


def _other_amounts(item: NetItem, run: PlaneReading) -> Iterator[tuple[Saying, ...]]:
    """All that the bounds of an item could say together instead, where that would be another amount."""
    if item.bounds:
        now = item.bounds.joined({bound.name: run.of(bound.name, 0) for bound in item.bounds.all})
        always = (item.bounds.least, item.bounds.most)
        labels: list[list[Any]] = [
            [*run.planes(one.name), *([] if one in always else [None])] for one in item.bounds.all
        ]
        for said in product(*labels):
            names = (bound.name for bound in item.bounds.all)
            if item.bounds.joined(dict(zip(names, said, strict=True))) != now:
                yield tuple(Saying(bound.name, (label,)) for bound, label in zip(item.bounds.all, said, strict=True))
    if item.told_limit:
        limit = run.of(item.told_limit.name, 0)
        others = (label for label in (*run.planes(item.told_limit.name), None) if label != limit)
        yield (Saying(item.told_limit.name, tuple(others)),)
