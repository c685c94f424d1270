"""How a change of the rules turns for a person: what it was, and what it is; who that is, as terms about everybody."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from sluimer.authoring.versions.change import Amendment, ChangeKind, Presence, contradictions_by_name
from sluimer.authoring.versions.side import Logic, VersionSide
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import Is, Within, leaves, slots_of
from sluimer.knowledge.vocabulary import fact_of
from sluimer.meaning.net import Net, indicated_name, reads, rule_name


class Was(StrEnum):
    """What something is for a person: true, false or unknown, or not there in that version at all.

    `otherwise` stands for what has no truth of its own, and is just otherwise for that person.
    """

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    ABSENT = "absent"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Turn:
    """What a change was for a person in the old version, and what it is in the new one."""

    was: Was
    now: Was


DIFFERENT = Turn(Was.OTHERWISE, Was.OTHERWISE)


T = TypeVar("T")


class Turning(Generic[T]):
    """One person beside two versions, and for each change of the rules who falls under which turn of it."""

    def __init__(
        self, one: VersionSide[T], other: VersionSide[T], old: Knowledge, new: Knowledge, logic: Logic[T]
    ) -> None:
        self._sides = (one, other)
        self._logic = logic
        self._versions = (old, new)

    def turns(self, change: Amendment) -> dict[Turn, T]:
        """Each turn that somebody may fall under; whoever falls under none of them is the same as before."""
        found = dict(self._turns(change))
        return {turn: term for turn, term in found.items() if not self._logic.made_alike(term, self._logic.NO)}

    def _turns(self, change: Amendment) -> Iterator[tuple[Turn, T]]:
        logic = self._logic
        match change.kind:
            case ChangeKind.RULE | ChangeKind.SCOPE | ChangeKind.CONTRADICTION:
                yield from self._of_truths(change, *(self._truths(change, number) for number in (0, 1)))
            case ChangeKind.GROUP:
                yield from self._of_truths(change, *(self._of_rules(change.rules, side) for side in self._sides))
            case ChangeKind.ITEM:
                wires = [side.truth(Is(indicated_name(change.id), (True,))) for side in self._sides]
                yield DIFFERENT, logic.opposite(logic.every(false for _, false in wires))
            case ChangeKind.SCORE:
                yield DIFFERENT, logic.some(self._score_differs(change.id))
            case ChangeKind.ANSWER:
                yield DIFFERENT, logic.some(self._answer_differs(change.id))
            case ChangeKind.FRAME:
                yield DIFFERENT, logic.YES

    def _of_truths(
        self, change: Amendment, before: Mapping[Was, T], after: Mapping[Was, T]
    ) -> Iterator[tuple[Turn, T]]:
        """Where it acts otherwise though it holds as before, those for whom it does; nothing acts while it is false."""
        for was, one in before.items():
            for now, other in after.items():
                idle = {was, now} <= {Was.FALSE, Was.ABSENT}
                if not idle and (change.everywhere or was != now):
                    yield Turn(was, now), self._logic.every((one, other))

    def _truths(self, change: Amendment, number: int) -> dict[Was, T]:
        side, absent = self._sides[number], Presence.REMOVED if number else Presence.ADDED
        if change.standing is absent:
            return {Was.ABSENT: self._logic.YES}
        if change.kind is ChangeKind.CONTRADICTION:
            named = contradictions_by_name(self._versions[number])[change.id]
            holds = self._logic.some(side.truth(test)[0] for test in named.values())
            return {Was.TRUE: holds, Was.FALSE: self._logic.opposite(holds)}
        return self._split(side.truth(Is(SCOPE if change.kind is ChangeKind.SCOPE else rule_name(change.id), (True,))))

    def _of_rules(self, rules: Iterable[str], side: VersionSide[T]) -> dict[Was, T]:
        """Whether any of some rules holds."""
        truths = [side.truth(Is(rule_name(rule), (True,))) for rule in rules]
        logic = self._logic
        return self._split((logic.some(true for true, _ in truths), logic.every(false for _, false in truths)))

    def _score_differs(self, score: str) -> Iterator[T]:
        """That a test of a score, in either version, comes out otherwise."""
        for test in score_tests(score, *(side.net for side in self._sides)):
            ends = zip(*(side.truth(test) for side in self._sides), strict=True)
            yield from (self._logic.differs(*pair) for pair in ends)

    def _answer_differs(self, fact: str) -> Iterator[T]:
        """That a slot of a fact holds something else, once all is completed."""
        one, other = self._sides
        for slot in self._versions[1].vocabulary.facts[fact].slots:
            if slot in one.slots and slot in other.slots:
                yield one.holds_otherwise(other, slot)

    def _split(self, truth: tuple[T, T]) -> dict[Was, T]:
        true, false = truth
        return {Was.TRUE: true, Was.FALSE: false, Was.UNKNOWN: self._logic.opposite(self._logic.some(truth))}


def score_tests(score: str, *nets: Net) -> tuple[Within, ...]:
    """Every test of a score in any of these nets, each once."""
    tests = (leaf for net in nets for condition in net.conditions for leaf in leaves(condition))
    return tuple(dict.fromkeys(leaf for leaf in tests if isinstance(leaf, Within) and leaf.slot == score))


class Reaching:
    """Which changes can reach which part of the advice: those that it reads, in one step or several, in a version."""

    def __init__(self, changes: Iterable[Amendment], nets: Iterable[Net]) -> None:
        self._changes = tuple(changes)
        self._reads = [_readings(net) for net in nets]

    def of(self, parts: Iterable[str]) -> frozenset[Amendment]:
        """The changes that can reach any of these parts."""
        found = self._closed(frozenset(parts))
        return frozenset(change for change in self._changes if change.origins & found)

    def _closed(self, parts: frozenset[str]) -> frozenset[str]:
        found, todo = set[str](), list(parts)
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo += [one for reading in self._reads for one in reading.get(name, ())]
        return frozenset(found)


def _readings(net: Net) -> dict[str, frozenset[str]]:
    """For each part what it reads, for each slot what it may be filled by, and its fact."""
    found = {part.name: set(reads(part)) for part in net.parts}
    for slot in net.slots:
        found[slot] = {fact_of(slot)} - {slot}
    for completion in net.completions:
        for filling in completion.fillings:
            found[completion.slot] |= set(slots_of(filling.condition))
    return {name: frozenset(names) for name, names in found.items()}
