"""The net: what the rules of a knowledge base mean, as named conditions that every engine reads and none interprets.

A part has a name, and conditions read it by that name as they read a fact: a `Wire` and a finding as yes or no, a
`Choice` as the choice of its label, a `Sum` as a number. Parts stand in layers, each reading only earlier ones. Nothing
here is evaluated.
"""

import typing
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import ALWAYS, All, Any, Condition, Is, Not, slots_of
from sluimer.knowledge.rule import Effect, Limit, Number, Range, Rule, Side
from sluimer.knowledge.vocabulary import Item, Scalar
from sluimer.meaning.model import Outcome, State

NEVER = Any(())
"""True of nobody."""


@dataclass(frozen=True, slots=True)
class Wire:
    """A truth with a name."""

    name: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Choice:
    """The first label whose condition is true; none where no condition is."""

    name: str
    options: tuple[tuple[str, Condition], ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """The least, or the most, of the numbers whose guard is true, or (`unless_ruled_out`) is not false."""

    name: str
    numbers: tuple[tuple[Condition, Number], ...]
    most: bool = False
    unless_ruled_out: bool = False


Points = tuple[tuple[Condition, Number], ...]
"""One part of a sum: alternatives with their points, of which the highest that holds counts, and else nothing."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A score: between the lowest and the highest total that is still possible."""

    name: str
    parts: tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """A value that a slot gets while its condition is true: where it is empty, or always where it `overrules`."""

    condition: Condition
    value: Scalar
    overrules: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """What a slot holds when nobody answered, or when another answer overrules the one given.

    Of all slots first the fillings count, in the order of the completions, and then what is assumed.
    """

    slot: str
    fillings: tuple[Filling, ...] = ()
    assumed: Scalar | None = None


Part = Wire | Choice | Bound | Sum


@dataclass(frozen=True, slots=True)
class RangeNames:
    """The names of the bounds of an item with a unit: what is advised, joined, and the limit that cuts it."""

    least: Bound
    most: Bound
    start: Bound
    limit: Bound

    @property
    def all(self) -> tuple[Bound, ...]:
        """Each of them."""
        return (self.least, self.most, self.start, self.limit)

    def joined(self, said: Mapping[str, typing.Any]) -> Range:
        """The range of an item that is given, from what each of these bounds says; a limit may say None."""
        limit = said[self.limit.name]
        most = said[self.most.name] if limit is None else min(said[self.most.name], limit)
        return Range(said[self.least.name], most, min(most, said[self.start.name]))


@dataclass(frozen=True, slots=True)
class NetItem:
    """The parts of the net that speak of one item, by name; `bounds` where it has a range, `strength` a rank."""

    id: str
    topic: str
    bounds: RangeNames | None = None
    strength: Choice | None = None

    @property
    def state(self) -> str:
        """The name of the choice of its state."""
        return state_name(self.id)

    @property
    def indicated(self) -> str:
        """The name of the wire that says whether some rule brings it."""
        return f"indicated:{self.id}"

    @property
    def barred(self) -> str:
        """The name of the wire that says whether some rule stops it."""
        return f"barred:{self.id}"


@dataclass(frozen=True, slots=True)
class Net:
    """All parts in layers, what completes answers before them, and which parts speak of which item."""

    completions: tuple[Completion, ...]
    layers: tuple[tuple[Part, ...], ...]
    items: tuple[NetItem, ...] = ()
    rules: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()

    @property
    def topics(self) -> tuple[tuple[str, ...], ...]:
        """The items of each topic."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for item in self.items:
            found[item.topic].append(item.id)
        return tuple(map(tuple, found.values()))

    @property
    def parts(self) -> Iterator[Part]:
        """Every part, those that it reads before it."""
        return (part for layer in self.layers for part in layer)


OUTCOME = "outcome"


def rule_name(rule: str) -> str:
    """The name of the wire of a rule."""
    return f"rule:{rule}"


def state_name(item: str) -> str:
    """The name of the choice of an item's state."""
    return f"state:{item}"


def holds(wire: str) -> Condition:
    """That a wire is true."""
    return Is(wire, (True,))


def make_net(knowledge: Knowledge) -> Net:
    """The net of a knowledge base, which must be free of cycles."""
    say = _says(knowledge.rules.values())
    topics = [knowledge.vocabulary.topics[name] for name in knowledge.manifest.topics]
    scope = Wire(SCOPE, knowledge.manifest.scope.condition)
    rules = [Wire(rule_name(rule.id), rule.condition) for rule in knowledge.rules.values()]
    findings = _findings(knowledge)
    items = [_item(item, say[item.id], topic.referral) for topic in topics for item in topic.items]
    parts = [scope, *rules, *findings, *(part for _, named in items for part in named), *_outcome(knowledge)]
    return Net(
        completions=_completions(knowledge),
        layers=layered(parts),
        items=tuple(item for item, _ in items),
        rules=tuple(knowledge.rules),
        findings=tuple(one.name for one in findings),
    )


def layered(parts: Iterable[Part]) -> tuple[tuple[Part, ...], ...]:
    """Parts by how deep they build on each other, which must be in no circle; within a layer as they come."""
    by_name = {part.name: part for part in parts}
    below = {name: [one for one in reads(part) if one in by_name] for name, part in by_name.items()}
    depths: dict[str, int] = {}
    pending = list(by_name)
    while pending:
        missing = [name for name in below[pending[-1]] if name not in depths]
        if missing:
            pending += missing
        else:
            name = pending.pop()
            depths[name] = 1 + max([depths[one] for one in below[name]], default=-1)
    layers: defaultdict[int, list[Part]] = defaultdict(list)
    for name, part in by_name.items():
        layers[depths[name]].append(part)
    return tuple(tuple(layers[depth]) for depth in sorted(layers))


def reads(part: Part) -> tuple[str, ...]:
    """The names of facts' slots and of other parts that a part reads, each once."""
    return tuple(dict.fromkeys(slot for condition in conditions(part) for slot in slots_of(condition)))


def conditions(part: Part) -> Iterator[Condition]:
    """Every condition in a part."""
    match part:
        case Wire(_, condition):
            yield condition
        case Choice(_, options):
            yield from (condition for _, condition in options)
        case Bound(_, numbers):
            yield from (guard for guard, _ in numbers)
        case Sum(_, parts):
            yield from (condition for alternatives in parts for condition, _ in alternatives)


def _findings(knowledge: Knowledge) -> list[Wire]:
    concluding: dict[str, list[Condition]] = {name: [] for name in knowledge.vocabulary.findings}
    for rule in knowledge.rules.values():
        for finding in rule.concludes:
            concluding[finding].append(holds(rule_name(rule.id)))
    return [Wire(name, Any(tuple(rules))) for name, rules in concluding.items()]


def _completions(knowledge: Knowledge) -> tuple[Completion, ...]:
    facts = knowledge.vocabulary.facts.values()
    implied: defaultdict[str, list[Filling]] = defaultdict(list)
    for fact in facts:
        for one in fact.implies:
            implied[one.fact].append(Filling(one.test, one.value, overrules=True))
    found = (Completion(fact.id, tuple(implied[fact.id]), fact.assume) for fact in facts)
    return tuple(one for one in found if one.fillings or one.assumed is not None)


_Say = tuple[Rule, Effect]


def _says(rules: Iterable[Rule]) -> Mapping[str, list[_Say]]:
    """For each item every effect on it, with its rule."""
    found: defaultdict[str, list[_Say]] = defaultdict(list)
    for rule in rules:
        for effect in rule.effects:
            for item in effect.items:
                found[item].append((rule, effect))
    return found


def _item(item: Item, say: Iterable[_Say], referral: bool) -> tuple[NetItem, tuple[Part, ...]]:
    """An item of the net and the parts that it names, from the effects on it."""
    guarded = [(holds(rule_name(rule.id)), effect) for rule, effect in say]
    sides = {side: [(guard, effect) for guard, effect in guarded if effect.side is side] for side in Side}
    bounds = _bounds(item.id, sides)
    indicated = Wire(f"indicated:{item.id}", _any(guard for guard, _ in sides[Side.BRINGS]))
    barred = Wire(f"barred:{item.id}", _any([*(guard for guard, _ in sides[Side.STOPS]), *_emptied(bounds)]))
    state = Choice(state_name(item.id), state_options(item.id, ALWAYS if referral else holds(SCOPE)))
    strength = _strength(item.id, sides[Side.BRINGS])
    parts = (indicated, barred, state, *([strength] if strength else []), *_parts_of(bounds))
    return NetItem(item.id, item.topic, bounds, strength), parts


def state_options(
    item: str, covered: Condition, withheld: Condition = NEVER, waits: Condition = NEVER
) -> tuple[tuple[str, Condition], ...]:
    """The state of an item, from whether it is indicated and barred, whom the scope covers, and what concerns all.

    `withheld` is what takes it away beyond its own rules, such as an emergency or a referral that supersedes it;
    `waits` is what keeps it open, such as a contradiction. Both act only when true.
    """
    indicated, barred = holds(f"indicated:{item}"), holds(f"barred:{item}")
    return (
        (State.NOT_INDICATED, Any((Not(covered), Not(indicated)))),
        (State.WITHHELD, barred if withheld == NEVER else Any((barred, withheld))),
        *([(State.OPEN, waits)] if waits != NEVER else []),
        (State.GIVEN, All((indicated, covered, Not(barred)))),
        (State.OPEN, ALWAYS),
    )


def _any(conditions: Iterable[Condition]) -> Condition:
    """Each condition once; a rule may bring or stop an item in several ways."""
    return Any(tuple(dict.fromkeys(conditions)))


def _bounds(item: str, sides: Mapping[Side, list[tuple[Condition, Effect]]]) -> RangeNames | None:
    brought = ((guard, getattr(effect, "range", None)) for guard, effect in sides[Side.BRINGS])
    ranges: list[tuple[Condition, Range]] = [(guard, one) for guard, one in brought if one]
    limits = tuple((guard, one.at_most) for guard, one in sides[Side.LIMITS] if isinstance(one, Limit))
    if not ranges:
        return None
    return RangeNames(
        least=Bound(f"least:{item}", tuple((guard, one.least) for guard, one in ranges)),
        most=Bound(f"most:{item}", tuple((guard, one.most) for guard, one in ranges), most=True),
        start=Bound(f"start:{item}", tuple((guard, one.start) for guard, one in ranges)),
        limit=Bound(f"limit:{item}", limits, unless_ruled_out=True),
    )


def _parts_of(bounds: RangeNames | None) -> tuple[Part, ...]:
    return bounds.all if bounds else ()


def _emptied(bounds: RangeNames | None) -> Iterator[Condition]:
    """For each limit that it leaves nothing: no range that begins at or below it is advised."""
    for guard, most in bounds.limit.numbers if bounds else ():
        assert bounds is not None
        yield All((guard, Not(_any(other for other, least in bounds.least.numbers if least <= most))))


def _strength(item: str, bringing: Iterable[tuple[Condition, Effect]]) -> Choice | None:
    """How strongly a given item is preferred, the strongest first."""
    guards: defaultdict[int, list[Condition]] = defaultdict(list)
    for guard, effect in bringing:
        strength = getattr(effect, "strength", None)
        if strength is not None:
            guards[strength].append(guard)
    given = Is(state_name(item), (State.GIVEN,))
    options = tuple((str(int(one)), All((given, _any(guards[one])))) for one in sorted(guards, reverse=True))
    return Choice(f"strength:{item}", options) if options else None


_SAID = (
    (State.GIVEN, Outcome.ADVICE),
    (State.OPEN, Outcome.ANSWERS_NEEDED),
    (State.WITHHELD, Outcome.ASK_FIRST),
)


def _outcome(knowledge: Knowledge) -> Iterator[Part]:
    """Read off the main topic; where that is not indicated, off everything else."""
    topics = knowledge.manifest.topics
    for topic in topics:
        items = knowledge.vocabulary.topics[topic].items
        for state, _ in _SAID:
            yield Wire(f"{state}:{topic}", _any(Is(state_name(item.id), (state,)) for item in items))
    read_off = [
        (outcome, _any(holds(f"{state}:{topic}") for topic in some))
        for some in ((knowledge.manifest.main_topic,), topics)
        for state, outcome in _SAID
    ]
    yield Choice(OUTCOME, ((Outcome.NOT_COVERED, Not(holds(SCOPE))), *read_off, (Outcome.NOT_COVERED, ALWAYS)))
