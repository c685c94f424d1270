"""What two versions tell many random persons, by planes alone: who moves, and who falls under which turn.

Written apart from the proofs: it shares with them the changes that were found, and the names of moves and turns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from random import Random

from sluimer.authoring.versions.change import Amendment, ChangeKind, Presence, contradictions_by_name
from sluimer.authoring.versions.compare import PersonClass, VersionRun
from sluimer.authoring.versions.move import AdviceMove, Aspect, Label
from sluimer.authoring.versions.turn import Turn, Was
from sluimer.engines.planes import Planes, make_planes
from sluimer.engines.prove.slots import SlotDomain, united_domains
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import Condition, Is, Within, leaves, slots_of
from sluimer.knowledge.vocabulary import Fact, Kind, Scalar
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.net import OUTCOME, Net, Wire, contradiction_name, indicated_name, layered, rule_name, state_name

Labels = dict[Label, int]
Answers = dict[str, tuple[int, dict[Scalar, int]]]
"""For each slot who has a value, and for each value who has it."""


@dataclass(frozen=True)
class Crowd:
    """Random persons: how many, and what they answered."""

    count: int
    answers: Answers

    @property
    def everybody(self) -> int:
        """The plane in which all are."""
        return (1 << self.count) - 1


class TwoVersions:
    """The planes of two versions, for one crowd after another."""

    def __init__(self, old: Knowledge, new: Knowledge) -> None:
        self.versions = (old, new)
        nets = [make_net(one) for one in self.versions]
        self.domains = united_domains([(nets[0], old.vocabulary.facts), (nets[1], new.vocabulary.facts)])
        tests = [*self._of_answers(nets), *_of_scores(nets)]
        self.planes = tuple(make_planes(_probed(net, tests)) for net in nets)

    def _of_answers(self, nets: Sequence[Net]) -> Iterator[Condition]:
        """Tests that tell apart all that the slots may hold that both versions read."""
        for slot, domain in self.domains.items():
            if all(slot in net.slots for net in nets):
                match domain.kind:
                    case Kind.NUMBER:
                        for end in domain.ends:
                            yield Within(slot, above=end.end) if end.above else Within(slot, at_least=end.end)
                    case Kind.CHOICE:
                        yield from (Is(slot, (str(value),)) for value in domain.values)
                    case _:
                        yield Is(slot, (True,))

    def crowd(self, count: int, random: Random) -> Crowd:
        """Persons of whom each slot has a value as often as another draw says; most have few things the matter."""
        answered = random.choice((0.5, 0.9, 1.0))
        return Crowd(
            count, {slot: self._draw(domain, count, answered, random) for slot, domain in self.domains.items()}
        )

    def _draw(self, domain: SlotDomain, count: int, answered: float, random: Random) -> tuple[int, dict[Scalar, int]]:
        known = _some(count, answered, random)
        if domain.kind in (Kind.YES_NO, Kind.SET):
            yes = known & _some(count, random.choice((0.0, 0.02, 0.1, 0.4)), random)
            return known, {True: yes, False: known & ~yes}
        left, found = known, dict[Scalar, int]()
        for number, value in enumerate(domain.values):
            found[value] = left & _some(count, 1 / (len(domain.values) - number), random)
            left &= ~found[value]
        return known, found

    def grid(self, slots: Iterable[str], most: int) -> Crowd:
        """Everybody who answers some of these slots in any way or not at all, and no other; at the most so many."""
        count, steps = 1, dict[str, int]()
        for slot in slots:
            if slot in self.domains and count * (len(self.domains[slot].values) + 1) <= most:
                steps[slot], count = count, count * (len(self.domains[slot].values) + 1)
        answers = {}
        for slot, domain in self.domains.items():
            ways, step = len(domain.values), steps.get(slot, 0)
            planes = [_every(step, place, ways + 1, count) if step else 0 for place in range(ways)]
            answers[slot] = _any(planes), dict(zip(domain.values, planes, strict=True))
        return Crowd(count, answers)

    def readings(self, crowd: Crowd) -> tuple["Told", "Told"]:
        """What each version says of a crowd."""
        old, new = (Told(planes, known, crowd) for planes, known in zip(self.planes, self.versions, strict=True))
        return old, new


def _of_scores(nets: Sequence[Net]) -> Iterator[Condition]:
    scores = {score for net in nets for score in net.scores}
    found = (leaf for net in nets for one in net.conditions for leaf in leaves(one))
    yield from dict.fromkeys(leaf for leaf in found if isinstance(leaf, Within) and leaf.slot in scores)


def _probed(net: Net, tests: Sequence[Condition]) -> Net:
    """A net that says of each of these tests how it comes out, once answers are complete."""
    there = [*net.slots, *net.scores]
    probes = (Wire(f"probe:{test}", test) for test in tests if not {*slots_of(test)} - {*there})
    return replace(net, layers=layered([*net.parts, *probes]))


class Told:
    """What one version says of a crowd."""

    def __init__(self, planes: Planes, knowledge: Knowledge, crowd: Crowd) -> None:
        self.knowledge = knowledge
        self.crowd = crowd
        self.net = planes.net
        facts = {slot: fact for fact in knowledge.vocabulary.facts.values() for slot in fact.slots}
        inputs = [self._input(one.slot, one.says, facts[one.slot]) for one in planes.inputs]
        rows = planes.function(crowd.everybody, 0, *inputs)
        self._labels = {name: {says: rows[place] for says, place in places} for name, places in planes.places.items()}
        self._items = {item.id: item for item in self.net.items}

    def _input(self, slot: str, says: Scalar | Within | None, fact: Fact) -> int:
        known, values = self.crowd.answers[slot]
        allowed = {value: plane for value, plane in values.items() if _allows(fact, value)}
        if says is None:
            return known if len(allowed) == len(values) else _any(allowed.values())
        if isinstance(says, Within):
            return _any(plane for value, plane in allowed.items() if says.contains(float(value)))
        return allowed.get(says, 0)

    def truth(self, wire: str) -> tuple[int, int]:
        """Who it is surely true of, and who it is surely false of."""
        found = self._labels.get(wire, {False: self.crowd.everybody})
        return found.get(True, 0), found.get(False, 0)

    def probes(self, name: str) -> list[str]:
        """The tests of a fact or a score, by the names of their wires."""
        probes = [part for part in self.net.parts if isinstance(part, Wire) and part.name.startswith("probe:")]
        return [one.name for one in probes if {slot.partition(".")[0] for slot in slots_of(one.condition)} == {name}]

    def labels(self, aspect: Aspect, item: str) -> Labels:
        """Who is told what of an item, or on the whole; of an amount and a rank only where it is given."""
        everybody = self.crowd.everybody
        if aspect is Aspect.OUTCOME:
            return self._verdicts()
        if item not in self._items:
            return {"not_indicated": everybody} if aspect is Aspect.STATE else {}
        net = self._items[item]
        if aspect is Aspect.STATE:
            return self._labels[net.state]
        if aspect is Aspect.URGENCY:
            urgency = self.knowledge.vocabulary.items[item].urgency
            return {None if urgency is None else str(urgency): everybody}
        if aspect in (Aspect.LIMIT, Aspect.RANK):
            part = net.told_limit if aspect is Aspect.LIMIT else net.strength
            return self._or_none(part.name if part else "")
        if net.bounds is None:
            return {None: everybody}
        least, most, start, limit = (self._or_none(one.name) for one in net.bounds.all)
        if aspect is Aspect.LEAST:
            return least
        top = _lower(most, limit)
        return top if aspect is Aspect.MOST else _lower(start, top)

    def _verdicts(self) -> Labels:
        main = self.knowledge.vocabulary.topics[self.knowledge.manifest.main_topic]
        decided = _any(self._labels[state_name(item.id)].get("given", 0) for item in main.items)
        advice = self._labels[OUTCOME].get("advice", 0)
        return {**self._labels[OUTCOME], "advice": advice & decided, "other_advice": advice & ~decided}

    def _or_none(self, name: str) -> Labels:
        found = self._labels.get(name, {})
        return {**found, None: self.crowd.everybody & ~_any(found.values())}

    def was(self, change: Amendment, side: int) -> dict[Was, int]:
        """What a change is for whom in this version."""
        if change.standing is (Presence.REMOVED if side else Presence.ADDED):
            return {Was.ABSENT: self.crowd.everybody}
        match change.kind:
            case ChangeKind.RULE:
                true, false = self.truth(rule_name(change.id))
            case ChangeKind.SCOPE:
                true, false = self.truth(SCOPE)
            case ChangeKind.GROUP:
                truths = [self.truth(rule_name(rule)) for rule in change.rules]
                true = _any(one for one, _ in truths)
                false = reduce(int.__and__, (one for _, one in truths))
            case _:
                assert change.kind is ChangeKind.CONTRADICTION
                named = contradictions_by_name(self.knowledge)[change.id]
                true = _any(self.truth(contradiction_name(one))[0] for one in named)
                return {Was.TRUE: true, Was.FALSE: self.crowd.everybody & ~true}
        return {Was.TRUE: true, Was.FALSE: false, Was.UNKNOWN: self.crowd.everybody & ~(true | false)}


def _lower(most: Labels, limit: Labels) -> Labels:
    found: Labels = {}
    for one, who in most.items():
        for other, also in limit.items():
            both = isinstance(one, int | float) and isinstance(other, int | float)
            label = min(one, other) if both else one  # type: ignore[type-var]
            found[label] = found.get(label, 0) | who & also
    return found


def moved(old: Told, new: Told) -> Iterator[tuple[AdviceMove, int]]:
    """Every move that somebody makes, with who does."""
    items = dict.fromkeys(item.id for told in (old, new) for item in told.net.items)
    both = {item: given(old, item) & given(new, item) for item in items}
    for aspect in Aspect:
        for item in [""] if aspect is Aspect.OUTCOME else items:
            counts = both[item] if aspect not in (Aspect.OUTCOME, Aspect.STATE) else -1
            before, after = old.labels(aspect, item), new.labels(aspect, item)
            for was, one in before.items():
                for now, other in after.items():
                    if was != now and (who := one & other & counts):
                        yield AdviceMove(aspect, item, _plain(was), _plain(now)), who


def _plain(label: Label) -> Label:
    return label if isinstance(label, int | float) or label is None else str(label)


def given(told: Told, item: str) -> int:
    """Who is given an item."""
    return told.labels(Aspect.STATE, item).get("given", 0)


def turned(old: Told, new: Told, change: Amendment) -> dict[Turn, int]:
    """Who falls under which turn of a change; those for whom nothing is otherwise fall under none."""
    if change.kind is ChangeKind.ITEM:
        wires = [told.truth(indicated_name(change.id))[1] for told in (old, new)]
        return {Turn(Was.OTHERWISE, Was.OTHERWISE): old.crowd.everybody & ~(wires[0] & wires[1])}
    if change.kind in (ChangeKind.ANSWER, ChangeKind.SCORE):
        probes = [name for name in old.probes(change.id) if name in new.probes(change.id)]
        ends = [zip(old.truth(name), new.truth(name), strict=True) for name in probes]
        return {Turn(Was.OTHERWISE, Was.OTHERWISE): _any(one ^ other for pairs in ends for one, other in pairs)}
    if change.kind is ChangeKind.FRAME:
        return {Turn(Was.OTHERWISE, Was.OTHERWISE): old.crowd.everybody}
    found: dict[Turn, int] = {}
    for was, one in old.was(change, 0).items():
        for now, other in new.was(change, 1).items():
            idle = {was, now} <= {Was.FALSE, Was.ABSENT}
            if not idle and (change.everywhere or was != now):
                found[Turn(was, now)] = one & other
    return found


@dataclass
class Verdicts:
    """What was found wrong: moves of persons in no class that is told with them; and the moves seen in each class."""

    missing: dict[AdviceMove, int]
    seen: dict[PersonClass, set[AdviceMove]]
    persons: int = 0
    movers: int = 0


def judge(run: VersionRun, persons: int, seed: int, batch: int = 1 << 16) -> Verdicts:
    """Compare what was told of two versions with so many random persons."""
    both, random = TwoVersions(*run.bench.versions), Random(seed)
    found = Verdicts({}, {one: set() for one in run.classes})
    while found.persons < persons:
        crowd = both.crowd(min(batch, persons - found.persons), random)
        found.persons += crowd.count
        _judge(run, *both.readings(crowd), found)
    return found


def judge_grid(run: VersionRun, slots: Iterable[str], most: int) -> Verdicts:
    """Compare what was told of two versions with everybody on a grid of these slots."""
    both, found = TwoVersions(*run.bench.versions), Verdicts({}, {one: set() for one in run.classes})
    crowd = both.grid(slots, most)
    found.persons = crowd.count
    _judge(run, *both.readings(crowd), found)
    return found


def _judge(run: VersionRun, old: Told, new: Told, found: Verdicts) -> None:
    turns = {change: turned(old, new, change) for change in run.bench.changes}
    who = {one: _in_class(one, turns, old.crowd, run) for one in run.classes}
    movers = 0
    for move, plane in moved(old, new):
        movers |= plane
        told = [one for one in run.classes if move in one.moves]
        if missing := plane & ~_any(who[one] for one in told):
            found.missing[move] = found.missing.get(move, 0) + missing.bit_count()
        for one in told:
            if plane & who[one]:
                found.seen[one].add(move)
    found.movers += movers.bit_count()


def _in_class(one: PersonClass, turns: Mapping[Amendment, Mapping[Turn, int]], crowd: Crowd, run: VersionRun) -> int:
    if not one.turns:
        return _several([_any(some.values()) for some in turns.values()])
    who = reduce(int.__and__, (turns[change][turn] for change, turn in one.turns))
    if one.answered is None:
        return who
    known = [crowd.answers[slot][0] for slot in crowd.answers if slot.partition(".")[0] in run.bench.only_facts]
    return who & _any(known) if one.answered else who & ~_any(known)


def _several(planes: Sequence[int]) -> int:
    """Who is in two or more of these planes."""
    once, twice = 0, 0
    for plane in planes:
        twice |= once & plane
        once |= plane
    return twice


def _any(planes: Iterable[int]) -> int:
    return reduce(or_, planes, 0)


def _every(step: int, place: int, places: int, count: int) -> int:
    """Of so many persons those who have this place, where each place lasts for `step` persons, one after the other."""
    once = ((1 << step) - 1) << (place * step)
    while (size := places * step) < count:
        once |= once << size
        places *= 2
    return once & ((1 << count) - 1)


def _some(count: int, share: float, random: Random) -> int:
    """A plane in which each person is with this chance, to the nearest 64th."""
    eighths = round(share * 64)
    if eighths >= 64:
        return (1 << count) - 1
    plane = 0
    for bit in range(6):
        drawn = random.getrandbits(count)
        plane = plane | drawn if eighths >> bit & 1 else plane & drawn
    return plane if eighths else 0


def _allows(fact: Fact, value: Scalar) -> bool:
    match fact.kind:
        case Kind.CHOICE:
            return value in {option.id for option in fact.options}
        case Kind.NUMBER:
            return fact.allowed.contains(float(value))
    return True
