"""What would change it: all smallest sets of answers that would have to be different, or still be given.

A change is found by trying: every set of other answers is one bit in the planes. Which to try follows from blame: who
would turn a result must turn one of the answers that keep it so. So sets of one size are one pass, and none is missed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress
from operator import index
from typing import TypeVar

from sluimer.case import CaseReader
from sluimer.engines.planes import Planes
from sluimer.explain.blame import NOT_TRUE, Blame, Support
from sluimer.explain.why import unknown_target
from sluimer.knowledge.condition import Is, Within
from sluimer.knowledge.data import data_of, plain_data
from sluimer.knowledge.rule import Number, Range
from sluimer.knowledge.strata import reached_from
from sluimer.knowledge.vocabulary import Scalar, Vocabulary
from sluimer.meaning.alternatives import make_alternatives
from sluimer.meaning.model import Meaning, Outcome, State
from sluimer.meaning.net import OUTCOME, Choice, Net, reads, state_name
from sluimer.meaning.reach import make_reach

MOST_ANSWERS = 3
"""Answers in one change, where nobody says otherwise."""


@dataclass(frozen=True, slots=True, order=True)
class Answer:
    """A value that a slot might have; `before` is the one that it has now, if any.

    A number stands for all that rules do not tell apart from it; `among` are their bounds. It is `fixed` where it would
    take the place of an answer that nobody can change; to give an answer for the first time is always possible.
    """

    slot: str
    value: Scalar
    before: Scalar | None = None
    among: Within | None = field(default=None, compare=False)
    fixed: bool = field(default=False, compare=False)

    def as_dict(self) -> dict[str, object]:
        """The answer as plain data."""
        among = {"among": self.among.bounds} if self.among else {}
        return {"slot": self.slot, "value": self.value, "before": self.before, **among, "fixed": self.fixed}


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


Person = Mapping[str, Scalar]
Amount = TypeVar("Amount", Range, Number)
_Set = frozenset[Answer]


class Changes:
    """Finds changes with one net, for anybody; it keeps nothing of them, so threads may share it."""

    def __init__(self, net: Net, planes: Planes, vocabulary: Vocabulary) -> None:
        self._net = net
        self._planes = planes
        self._parts = {part.name: part for part in net.parts}
        self._reader = CaseReader(vocabulary)
        self._reach = make_reach(net)
        self._alternatives = make_alternatives(net, vocabulary)
        self._fixed = {slot for fact in vocabulary.facts.values() if fact.fixed for slot in fact.slots}

    def goal(self, target: str, state: str, answers: Person) -> Is:
        """That an item, or the outcome, is so; without a state that it is otherwise than it is with these answers.

        Raises UnknownTargetError for a target that is neither, and ValueError for a state that it cannot have.
        """
        name = OUTCOME if target == OUTCOME else state_name(target)
        choice = self._parts.get(name)
        if not isinstance(choice, Choice):
            raise unknown_target(target, {OUTCOME, *(item.id for item in self._net.items)}, "not-an-item")
        labels = dict.fromkeys(str(label) for label, _ in choice.options)
        if state and state not in labels:
            raise ValueError(f"`{target}` can be {', '.join(labels)}, and not `{state}`")
        now = self._planes.run([answers]).each(name)[0]
        return Is(name, (state,) if state else tuple(label for label in labels if label != now))

    def towards(self, goal: Is, answers: Person, most: int = MOST_ANSWERS) -> tuple[Change, ...]:
        """Every smallest set of at most so many other answers under which a choice has one of these labels.

        Those that change no fixed answer come first, and of these the ones with the fewest answers; where it has such
        a label already, nothing has to change.
        Raises ValueError for less than one answer, since nothing found would then mean that nothing would change it.
        """
        if index(most) < 1:
            raise ValueError(f"the most answers that would be different are 1 or more, not {most}")
        found: list[_Set] = []
        level: list[_Set] = [frozenset()]
        for size in range(most + 1):
            run = self._planes.run([_with(answers, one) for one in level])
            held = [label in goal.values for label in run.each(goal.slot)]
            found += compress(level, held)
            if size < most:
                missed = [number for number, holds in enumerate(held) if not holds]
                level = self._longer(goal, answers, found, [level[number] for number in missed])
        return self._done(answers, found)

    def alone(self, answers: Person) -> tuple[Change, ...]:
        """Every single answer that, were it different or still given, would change anything; fixed ones come last."""
        slots = [slot for slot in self._alternatives.values if slot in self._planes.slots]
        single = [frozenset([one]) for slot in slots for one in self._others(slot, answers)]
        return tuple(change for change in self._done(answers, single) if not change.idle)

    def _longer(self, goal: Is, answers: Person, found: Iterable[_Set], missed: list[_Set]) -> list[_Set]:
        """The sets with one more answer that may do what these did not, and that hold none which did."""
        tried = {
            change | {one}
            for change, keeping in zip(missed, self._keeping(goal, answers, missed), strict=True)
            for kept in keeping
            if all(kept.slot != each.slot for each in change)
            for one in self._others(kept.slot, answers)
            if kept.turned_by(one.value)
        }
        return sorted((one for one in tried if not any(each <= one for each in found)), key=sorted)

    def _others(self, slot: str, answers: Person) -> Iterator[Answer]:
        before = answers.get(slot)
        alike = self._alternatives.alike
        values = self._alternatives.to(slot, before)
        fixed = before is not None and slot in self._fixed
        return (Answer(slot, value, before, alike.get((slot, value)), fixed) for value in values)

    def _keeping(self, goal: Is, answers: Person, changes: Iterable[_Set]) -> Iterator[frozenset[Support]]:
        """For each of these changes the answers that keep the goal from being reached."""
        people = [_with(answers, change) for change in changes]
        run = self._planes.run(people)
        said = {name: run.said(name) for name in self._cone(goal.slot)}
        for number, person in enumerate(people):
            known = {name: each[number] for name, each in said.items() if each[number] is not None}
            values = {**self._reader.completed(person).values, **known}
            yield Blame(self._parts, self._reach, values).of(goal, NOT_TRUE)

    def _cone(self, name: str) -> tuple[str, ...]:
        return reached_from([name], lambda one: (below for below in reads(self._parts[one]) if below in self._parts))

    def _done(self, answers: Person, found: Iterable[_Set]) -> tuple[Change, ...]:
        """What these sets of answers would change; those that change a fixed answer come last."""
        sets = list(found)
        now, *meanings = self._planes.run([answers, *(_with(answers, one) for one in sets)]).meanings()
        changes = (_change(now, then, sorted(one)) for then, one in zip(meanings, sets, strict=True))
        return tuple(sorted(changes, key=lambda change: bool(change.fixed)))


def _with(answers: Person, others: Iterable[Answer]) -> dict[str, Scalar]:
    return {**answers, **{one.slot: one.value for one in others}}


def _change(now: Meaning, then: Meaning, answers: Iterable[Answer]) -> Change:
    return Change(
        tuple(answers),
        then.outcome if then.outcome is not now.outcome else None,
        tuple((item, state) for item, state in then.states.items() if state is not now.states[item]),
        _otherwise(now.ranges, then.ranges),
        _otherwise(now.limits, then.limits),
    )


def _otherwise(now: Mapping[str, Amount], then: Mapping[str, Amount]) -> tuple[tuple[str, Amount], ...]:
    """The amounts that there are both times and that are not the same."""
    return tuple((item, one) for item, one in then.items() if item in now and one != now[item])
