"""Whose advice changes between two versions: complete for every possible person, by changed rule.

A class of persons is who falls under one turn of one change, such as those for whom a rule held and does not now. It
is told with the moves that this change alone brings: those made by somebody for whom every other change that can reach
the item is the same. Then one more proof for each move: nobody makes it who is in no class that is told with it. Who
does is told as well, as a class of several changes together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from sluimer.authoring.versions.change import Amendment, find_changes
from sluimer.authoring.versions.difference import same_person
from sluimer.authoring.versions.move import AdviceMove, moves_between, parts_of_move
from sluimer.authoring.versions.turn import Reaching, Turn, Turning
from sluimer.engines.prove import Model, Person, Search, terms
from sluimer.engines.prove.terms import NO, Term, every, opposite, some, without
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import fact_of
from sluimer.meaning.from_rules import make_net
from sluimer.messages import UndecidedError

Step = Callable[[str], None]
"""Is told what is looked at next."""
MOST_TOGETHER = 12
"""Classes of several changes that are told one by one; where there are more, they are told as one class."""
Turns = tuple[tuple[Amendment, Turn], ...]
SEVERAL: Turns = ()
"""Of a class of whoever falls under several changes at once."""
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class PersonClass:
    """Who falls under these turns, each of one change, and the moves that are told of them.

    `answered` says whether it is about who answered what only one version asks, or about who did not, where that
    matters. With no turns it is about whoever falls under several changes at once.
    """

    turns: Turns
    moves: frozenset[AdviceMove]
    answered: bool | None = None

    @property
    def changes(self) -> tuple[Amendment, ...]:
        """The changes that it is about."""
        return tuple(change for change, _ in self.turns)


@dataclass(frozen=True, slots=True)
class ItemField:
    """Moves of items that the same changes can reach."""

    changes: tuple[Amendment, ...]
    moves: tuple[AdviceMove, ...]


class VersionBench:
    """Two versions of some knowledge, as they were chosen, asked about the same person."""

    def __init__(self, old: Knowledge, new: Knowledge, known: Sequence[Person], seconds: float) -> None:
        self.versions = (old, new)
        nets = [make_net(one) for one in self.versions]
        self.worlds = same_person((nets[0], old.vocabulary.facts), (nets[1], new.vocabulary.facts))
        self.search = Search(self.worlds, seconds, known)
        self.changes = find_changes(old, new)
        turning = Turning(*self.worlds, old, new, terms)
        self.turns = {change: self._named(turning.turns(change)) for change in self.changes}
        self.same = {change: opposite(some(turns.values())) for change, turns in self.turns.items()}
        self.makes = self._named(moves_between(*self.worlds, old, new, terms))
        self._reaching = Reaching(self.changes, nets)
        self.above = {change: self._reaching.of(change.origins) - {change} for change in self.changes}

    def _named(self, terms: Mapping[Key, Term]) -> dict[Key, Term]:
        return {key: self.search.named(term) for key, term in terms.items()}

    @cached_property
    def only(self) -> Term:
        """That something was answered that only one version asks."""
        slots = {slot: terms for world in self.worlds for slot, terms in world.answers.items()}
        return some(terms.known for slot, terms in slots.items() if fact_of(slot) in self.only_facts)

    @cached_property
    def only_facts(self) -> tuple[str, ...]:
        """The facts that only one version asks."""
        names = [one.vocabulary.facts for one in self.versions]
        return tuple(name for name in {**names[1], **names[0]} if (name in names[0]) != (name in names[1]))

    @cached_property
    def fields(self) -> tuple[ItemField, ...]:
        """The moves of items that the same changes can reach, those of few changes first."""
        nets = [world.net for world in self.worlds]
        reached: dict[frozenset[Amendment], list[AdviceMove]] = {}
        for move in self.makes:
            reached.setdefault(self._reaching.of(parts_of_move(move, *nets)), []).append(move)
        fields = (
            ItemField(tuple(one for one in self.changes if one in reach), tuple(moves))
            for reach, moves in reached.items()
        )
        return tuple(sorted(fields, key=lambda one: len(one.changes)))

    def who(self, one: PersonClass) -> Term:
        """Who is in a class."""
        turns = [self.turns[change][turn] for change, turn in one.turns]
        answered = [] if one.answered is None else [self.only if one.answered else opposite(self.only)]
        return every((*turns, *answered))


@dataclass
class VersionRun:
    """A comparison of two versions, and what was found until now."""

    bench: VersionBench
    found: dict[tuple[Turns, bool | None], set[AdviceMove]] = field(default_factory=dict)
    reached: list[ItemField] = field(default_factory=list)
    undecided: list[ItemField] = field(default_factory=list)

    @property
    def classes(self) -> tuple[PersonClass, ...]:
        """The classes of persons who are told otherwise, those of one change first, in the order of the changes."""
        order = {change: number for number, change in enumerate(self.bench.changes)}
        found = [PersonClass(*key) for key in self._joined()]
        return tuple(sorted(found, key=lambda one: (len(one.turns) != 1, *(order[each] for each in one.changes))))

    def _joined(self) -> Iterator[tuple[Turns, frozenset[AdviceMove], bool | None]]:
        """What was found; where the same moves are made whatever was answered, that does not matter."""
        for (turns, answered), moves in self.found.items():
            if answered is None or self.found.get((turns, not answered)) != moves:
                yield turns, frozenset(moves), answered
            elif answered:
                yield turns, frozenset(moves), None

    @property
    def idle(self) -> tuple[Amendment, ...]:
        """The changes that change nothing alone, for anybody."""
        alone = {one.changes[0] for one in self.classes if len(one.turns) == 1}
        return tuple(change for change in self.bench.changes if change not in alone)

    @property
    def complete(self) -> bool:
        """Whether it is proven that nobody is told otherwise but who is in these classes."""
        return len(self.reached) == len(self.bench.fields) and not self.undecided

    def run(self, step: Step) -> None:
        """Find every class, one field of items after another."""
        for each in self.bench.fields:
            try:
                self._alone(each, step)
                self._through_others(each, step)
                self._together(each, step)
            except UndecidedError:
                self.undecided.append(each)
            self.reached.append(each)

    def _alone(self, each: ItemField, step: Step) -> None:
        """The classes of one change: everything else that can reach these items is the same."""
        makes = {move: self.bench.makes[move] for move in each.moves}
        for change in each.changes:
            step(change.id)
            self._of_change(change, [other for other in each.changes if other != change], makes)

    def _through_others(self, each: ItemField, step: Step) -> None:
        """What a change brings only where others turn too that it builds on, such as a rule for a new finding."""
        for change in each.changes:
            above = self.bench.above[change]
            if not above.isdisjoint(each.changes) and (untold := self._untold(each)):
                step(change.id)
                others = [other for other in each.changes if other != change and other not in above]
                self._of_change(change, others, untold)

    def _of_change(self, change: Amendment, others: Iterable[Amendment], makes: Mapping[AdviceMove, Term]) -> None:
        with self.bench.search.given([self.bench.same[other] for other in others]):
            for turn in self.bench.turns[change]:
                for answered in self._answered():
                    self._collect(PersonClass(((change, turn),), frozenset(), answered), makes)

    def _answered(self) -> tuple[bool | None, ...]:
        """Apart who answered what only one version asks, where there is that."""
        return (None,) if self.bench.only.eq(NO) else (False, True)

    def _collect(self, one: PersonClass, makes: Mapping[AdviceMove, Term]) -> None:
        """All of these moves that somebody in a class makes."""
        left, search = dict(makes), self.bench.search
        with search.given([self.bench.who(one)]):
            while left and (model := search.find(some(left.values()))) is not None:
                made = {move for move, term in left.items() if search.holds(model, term)}
                self.found.setdefault((one.turns, one.answered), set()).update(made)
                left = {move: term for move, term in left.items() if move not in made}

    def _together(self, each: ItemField, step: Step) -> None:
        """The classes of several changes: of whom a move is told in no class that they are in."""
        while untold := self._untold(each):
            model = self.bench.search.find(some(untold.values()))
            if model is None:
                return
            turns = () if self._many else self._fewest(each, untold, model)
            step(" + ".join(change.id for change, _ in turns))
            others = [self.bench.same[other] for other in each.changes if turns and other not in dict(turns)]
            with self.bench.search.given(others):
                self._collect(PersonClass(turns, frozenset()), untold)
            self._join_where_many()

    @property
    def _many(self) -> bool:
        return (SEVERAL, None) in self.found

    def _join_where_many(self) -> None:
        """Tell classes of several changes as one class where they are many."""
        several = [key for key in self.found if len(key[0]) > 1]
        if len(several) > MOST_TOGETHER:
            self.found[SEVERAL, None] = set().union(*(self.found.pop(key) for key in several))

    def _untold(self, each: ItemField) -> dict[AdviceMove, Term]:
        """For each move who makes it and is in no class that is told with it."""
        told: dict[AdviceMove, list[Term]] = {move: [] for move in each.moves}
        for one in self.classes:
            for move in one.moves & told.keys():
                told[move].append(self.bench.who(one))
        found = {move: without(self.bench.makes[move], some(terms)) for move, terms in told.items()}
        return {move: term for move, term in found.items() if not term.eq(NO)}

    def _fewest(self, each: ItemField, untold: Mapping[AdviceMove, Term], model: Model) -> Turns:
        """The turns of a person that bring a move, none of which can be left out."""
        turns = self._turns_of(each, model)
        for change in tuple(turns):
            fewer = {one: turn for one, turn in turns.items() if one != change}
            same = [self.bench.same[other] for other in each.changes if other not in fewer]
            who = [self.bench.turns[one][turn] for one, turn in fewer.items()]
            if fewer and self.bench.search.find(some(untold.values()), *same, *who) is not None:
                turns = fewer
        return tuple(turns.items())

    def _turns_of(self, each: ItemField, model: Model) -> dict[Amendment, Turn]:
        """The turns that a person falls under."""
        holds = self.bench.search.holds
        turns = ((change, turn, term) for change in each.changes for turn, term in self.bench.turns[change].items())
        return {change: turn for change, turn, term in turns if holds(model, term)}
