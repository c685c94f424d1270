"""How a change of the rules turns for a person: what it was, and what it is; who that is, as terms about everybody."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sluimer.authoring.versions.change import Amendment, ChangeKind, Presence, contradictions_by_name
from sluimer.engines.prove import World
from sluimer.engines.prove.terms import NO, YES, Term, TruthTerms, differs, every, opposite, some
from sluimer.engines.prove.world import alike
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


class Turning:
    """One person beside two versions, and for each change of the rules who falls under which turn of it."""

    def __init__(self, one: World, other: World, old: Knowledge, new: Knowledge) -> None:
        self._worlds = (one, other)
        self._versions = (old, new)

    def turns(self, change: Amendment) -> dict[Turn, Term]:
        """Each turn that somebody may fall under; whoever falls under none of them is the same as before."""
        found = dict(self._turns(change))
        return {turn: term for turn, term in found.items() if not term.eq(NO)}

    def _turns(self, change: Amendment) -> Iterator[tuple[Turn, Term]]:
        match change.kind:
            case ChangeKind.RULE | ChangeKind.SCOPE | ChangeKind.CONTRADICTION:
                yield from self._of_truths(change, *(self._truths(change, side) for side in (0, 1)))
            case ChangeKind.GROUP:
                yield from self._of_truths(change, *(self._of_rules(change.rules, side) for side in (0, 1)))
            case ChangeKind.ITEM:
                wires = [world.truth(Is(indicated_name(change.id), (True,))) for world in self._worlds]
                yield DIFFERENT, opposite(every(false for _, false in wires))
            case ChangeKind.SCORE:
                yield DIFFERENT, some(self._score_differs(change.id))
            case ChangeKind.ANSWER:
                yield DIFFERENT, some(self._answer_differs(change.id))
            case ChangeKind.FRAME:
                yield DIFFERENT, YES

    def _of_truths(
        self, change: Amendment, before: Mapping[Was, Term], after: Mapping[Was, Term]
    ) -> Iterator[tuple[Turn, Term]]:
        """Where it acts otherwise though it holds as before, those for whom it does; nothing acts while it is false."""
        for was, one in before.items():
            for now, other in after.items():
                idle = {was, now} <= {Was.FALSE, Was.ABSENT}
                if not idle and (change.everywhere or was != now):
                    yield Turn(was, now), every((one, other))

    def _truths(self, change: Amendment, side: int) -> dict[Was, Term]:
        world, absent = self._worlds[side], Presence.REMOVED if side else Presence.ADDED
        if change.standing is absent:
            return {Was.ABSENT: YES}
        if change.kind is ChangeKind.CONTRADICTION:
            named = contradictions_by_name(self._versions[side])[change.id]
            holds = some(world.truth(test)[0] for test in named.values())
            return {Was.TRUE: holds, Was.FALSE: opposite(holds)}
        return _split(world.truth(Is(SCOPE if change.kind is ChangeKind.SCOPE else rule_name(change.id), (True,))))

    def _of_rules(self, rules: Iterable[str], side: int) -> dict[Was, Term]:
        """Whether any of some rules holds."""
        truths = [self._worlds[side].truth(Is(rule_name(rule), (True,))) for rule in rules]
        return _split((some(true for true, _ in truths), every(false for _, false in truths)))

    def _score_differs(self, score: str) -> Iterator[Term]:
        """That a test of a score, in either version, comes out otherwise."""
        conditions = (condition for world in self._worlds for condition in world.net.conditions)
        tests = dict.fromkeys(
            leaf for one in conditions for leaf in leaves(one) if isinstance(leaf, Within) and leaf.slot == score
        )
        for test in tests:
            yield from (differs(*ends) for ends in zip(*(world.truth(test) for world in self._worlds), strict=True))

    def _answer_differs(self, fact: str) -> Iterator[Term]:
        """That a slot of a fact holds something else, once all is completed."""
        one, other = self._worlds
        slots = self._versions[1].vocabulary.facts[fact].slots
        for slot in slots:
            if slot in one.values and slot in other.values:
                yield opposite(alike(one.values[slot], other.values[slot]))


def _split(truth: TruthTerms) -> dict[Was, Term]:
    true, false = truth
    return {Was.TRUE: true, Was.FALSE: false, Was.UNKNOWN: opposite(some(truth))}


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
