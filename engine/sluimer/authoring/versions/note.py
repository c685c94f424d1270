"""The release note of two versions: who is told otherwise, each with the nearest known person, grouped to be short."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sluimer.authoring.versions.change import Amendment, ChangeKind
from sluimer.authoring.versions.compare import PersonClass, Step, VersionBench, VersionRun
from sluimer.authoring.versions.move import AdviceMove, Direction, direction_of
from sluimer.authoring.versions.tell_move import RISKIEST_FIRST, riskiest
from sluimer.authoring.versions.turn import Was
from sluimer.authoring.versions.wording import WordingChange, wording_changes
from sluimer.engines.prove import Model, Person
from sluimer.engines.prove.terms import Term, some
from sluimer.knowledge.base import Knowledge
from sluimer.messages import UndecidedError

MOST_ANSWERS = 3
"""Answers that may be otherwise than those of a known person, where somebody nearer would show several changes."""


@dataclass(frozen=True, slots=True)
class ClassExample:
    """Somebody in a class: like a known person but for a few answers; `moves` is all that is told otherwise then.

    `like` is the case of the known person, empty where that is nobody's; `before` what that person answers.
    """

    like: str
    answers: Person
    before: Person
    moves: frozenset[AdviceMove]

    @property
    def far(self) -> int:
        """How many answers are otherwise than those of the known person."""
        slots = {*self.before, *self.answers}
        return sum(self.before.get(slot) != self.answers.get(slot) for slot in slots)


@dataclass(frozen=True, slots=True)
class LoggedCounts:
    """Of the decisions in a log: of how many the answers are known, and how many of those are told otherwise now."""

    known: int
    otherwise: int


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes that bring just the same, each to its own persons; of several changes together it is one class."""

    changes: tuple[Amendment, ...]
    classes: tuple[PersonClass, ...]
    direction: Direction


@dataclass
class ReleaseNote:
    """What is told of two versions under one choice of settings.

    `elsewhere` are notes of the other choices, each of whom only the changes count that are none under this one.
    `reasons` has who falls under a rule now, or no longer, by which nothing else changes: they may read another reason.
    """

    run: VersionRun
    seconds: float
    examples: dict[PersonClass, ClassExample] = field(default_factory=dict)
    stopped: bool = False
    told_already: frozenset[Amendment] = frozenset()
    elsewhere: list["ReleaseNote"] = field(default_factory=list)
    reasons: list[PersonClass] = field(default_factory=list)
    logged: LoggedCounts | None = None

    @property
    def bench(self) -> VersionBench:
        """The two versions."""
        return self.run.bench

    @property
    def complete(self) -> bool:
        """Whether it is proven that nobody else is told otherwise."""
        return self.run.complete and not self.stopped and all(one.complete for one in self.elsewhere)

    @cached_property
    def wording(self) -> tuple[WordingChange, ...]:
        """What people read otherwise."""
        return wording_changes(*self.bench.versions)

    @property
    def counts(self) -> Counter[Direction]:
        """How many changes are riskier for somebody, safer, or neither; several together count once."""
        found = Counter[Direction]()
        for group in self.groups:
            found[group.direction] += len(group.changes) if len(group.classes[0].turns) == 1 else 1
        return sum((one.counts for one in self.elsewhere), found)

    @property
    def riskier(self) -> tuple[Amendment, ...]:
        """The changes that are riskier for somebody."""
        groups = (group for group in self.groups if group.direction is Direction.RISKIER)
        own = (change for group in groups for change in group.changes if len(group.classes[0].turns) == 1)
        return (*own, *(change for one in self.elsewhere for change in one.riskier))

    @property
    def idle(self) -> tuple[Amendment, ...]:
        """The changes that change nothing alone, for anybody, under any choice that was looked at."""
        if self.stopped:
            return ()
        every = dict.fromkeys(change for one in (self, *self.elsewhere) for change in one.bench.changes)
        moving = {
            change for one in (self, *self.elsewhere) for change in one.bench.changes if change not in one.run.idle
        }
        return tuple(change for change in every if change not in moving)

    @property
    def unchanged(self) -> bool:
        """Whether it is proven that everybody is told the same, for the same reasons."""
        return self.complete and not self.counts and not self.reasons

    def find_reasons(self) -> None:
        """Find who may read another reason for what they are told as before; who cannot be ruled out in time counts."""
        for change in (one for one in self.idle if one.kind is ChangeKind.RULE):
            for turn, term in self.bench.turns.get(change, {}).items():
                if turn.was != turn.now and Was.TRUE in (turn.was, turn.now) and self._somebody(term):
                    self.reasons.append(PersonClass(((change, turn),), frozenset()))

    def _somebody(self, term: Term) -> bool:
        try:
            return self.bench.search.find(term) is not None
        except UndecidedError:
            return True

    @property
    def undecided_items(self) -> tuple[str, ...]:
        """The items about which not everything was decided in time."""
        return tuple(dict.fromkeys(move.item for each in self.run.undecided for move in each.moves))

    @property
    def groups(self) -> tuple[ChangeGroup, ...]:
        """The changes with what they bring, those that are riskier for somebody first."""
        classes = [one for one in self.run.classes if not self.told_already.issuperset(one.changes) or not one.turns]
        alone = [one for one in classes if len(one.turns) == 1]
        by_change: dict[Amendment, list[PersonClass]] = {}
        for one in alone:
            by_change.setdefault(one.changes[0], []).append(one)
        alike: dict[object, list[Amendment]] = {}
        for change, its in by_change.items():
            alike.setdefault(_shape(change, its), []).append(change)
        found = [self._group(changes, by_change[changes[0]]) for changes in alike.values()]
        together = [self._group(one.changes, [one]) for one in classes if len(one.turns) != 1]
        return (*sorted(found, key=lambda one: RISKIEST_FIRST.index(one.direction)), *together)

    def _group(self, changes: Iterable[Amendment], classes: Sequence[PersonClass]) -> ChangeGroup:
        return ChangeGroup(
            tuple(changes), tuple(classes), self.direction(move for one in classes for move in one.moves)
        )

    def direction(self, moves: Iterable[AdviceMove]) -> Direction:
        """Where some moves go together: riskier where one of them is."""
        return riskiest(direction_of(move, *self.bench.versions) for move in moves)

    def find_examples(self, known: Mapping[str, Person], step: Step) -> None:
        """The nearest known person of the classes that are told of each group; what takes too long is left out."""
        for group in self.groups:
            for one in group.classes:
                step(group.changes[0].id if group.changes else "")
                try:
                    if (found := self._example(one, known)) is not None:
                        self.examples[one] = found
                except UndecidedError:
                    continue

    def _example(self, one: PersonClass, known: Mapping[str, Person]) -> ClassExample | None:
        """Somebody for whom all other changes are the same, where that is near to who is known; else the nearest."""
        bench = self.bench
        makes = some(term for move, term in bench.makes.items() if move in one.moves)  # in an order that never differs
        with bench.search.given([bench.who(one), makes]):
            alone = self._near([bench.same[other] for other in bench.changes if other not in one.changes], known)
            return alone if alone and alone.far <= MOST_ANSWERS else self._near([], known)

    def _near(self, others: Iterable[Term], known: Mapping[str, Person]) -> ClassExample | None:
        with self.bench.search.given(others):
            model = self.bench.search.find()
            return None if model is None else self._nearest(model, known)

    def _nearest(self, model: Model, known: Mapping[str, Person]) -> ClassExample:
        bench, names = self.bench, [*known]
        number, model = bench.search.nearest(model)
        before = known[names[number]]
        slots = {slot for world in bench.worlds for slot in world.answers}
        answers = {slot: value for slot, value in before.items() if slot not in slots}
        for world in bench.worlds:
            answers |= bench.search.person(model, world, before)
        moves = (move for move, term in bench.makes.items() if bench.search.holds(model, term))
        return ClassExample(names[number], answers, before, frozenset(moves))


def compare_versions(
    choices: Sequence[tuple[Knowledge, Knowledge]], known: Mapping[str, Person], seconds: float, step: Step
) -> ReleaseNote:
    """The note of two versions under each choice, the first of which is told in full; who stops it has what was found.

    Under another choice nothing more is looked for where the same was changed and somebody moves already.
    """
    persons = [*known.values()]
    notes = [ReleaseNote(VersionRun(VersionBench(*pair, persons, seconds)), seconds) for pair in choices]
    whole, others = notes[0], notes[1:]
    try:
        for note in notes:
            told = whole.run.classes and {*note.bench.changes} <= {*whole.bench.changes}
            if note is whole or not told:
                note.run.run(step)
                note.find_examples(known, step)
    except KeyboardInterrupt:
        whole.stopped = True
    for note in others:
        note.told_already = frozenset(whole.bench.changes) if whole.run.classes else frozenset()
    whole.elsewhere = [note for note in others if note.run.reached or not whole.run.classes]
    whole.find_reasons()
    return whole


def _shape(change: Amendment, classes: Sequence[PersonClass]) -> object:
    """What is the same of changes that are told together."""
    brought = tuple((one.turns[0][1], one.answered, one.moves) for one in classes)
    return change.kind, change.standing, change.everywhere, brought
