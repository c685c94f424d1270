"""The net of a knowledge base, from its rules: the one step from what effects say to conditions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sluimer.knowledge.base import SCOPE, Knowledge, concluding_rules
from sluimer.knowledge.condition import ALWAYS, All, Any, Condition, Is, Not
from sluimer.knowledge.rule import Effect, Limit, Number, Range, Rule, Side, Withhold
from sluimer.knowledge.vocabulary import Item
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.net import (
    CONTRADICTED,
    EMERGENCY,
    NEVER,
    OUTCOME,
    Bound,
    Choice,
    Completion,
    Filling,
    Net,
    NetItem,
    Part,
    RangeBounds,
    Sum,
    Wire,
    barred_name,
    contradiction_name,
    holds,
    indicated_name,
    layered,
    rule_name,
    state_name,
)


def make_net(knowledge: Knowledge) -> Net:
    """The net of a knowledge base, which must be free of cycles."""
    say = _says(knowledge.rules.values())
    topics = [knowledge.vocabulary.topics[name] for name in knowledge.manifest.topics]
    scope = Wire(SCOPE, knowledge.manifest.scope.condition)
    rules = [Wire(rule_name(rule.id), rule.condition) for rule in knowledge.rules.values()]
    findings = [
        Wire(name, Any(tuple(holds(rule_name(rule)) for rule in rules)))
        for name, rules in concluding_rules(knowledge).items()
    ]
    scores = [Sum(score.id, score.terms) for score in knowledge.vocabulary.scores.values()]
    withheld = _withheld(knowledge)
    waits = holds(CONTRADICTED) if knowledge.vocabulary.contradictions else NEVER
    items = [_item(item, say, topic.referral, withheld[item.id], waits) for topic in topics for item in topic.items]
    parts = [
        scope,
        *rules,
        *findings,
        *scores,
        _emergency(knowledge),
        *_contradictions(knowledge),
        *(part for _, named in items for part in named),
        *_outcome(knowledge),
    ]
    return Net(
        completions=_completions(knowledge),
        layers=layered(parts),
        items=tuple(item for item, _ in items),
        rules=tuple(knowledge.rules),
        findings=tuple(one.name for one in findings),
        scores=tuple(one.name for one in scores),
        contradictions=tuple(one.id for one in knowledge.vocabulary.contradictions),
    )


def _completions(knowledge: Knowledge) -> tuple[Completion, ...]:
    """Of each slot, once those that may imply its value are complete."""
    facts = knowledge.vocabulary.facts
    implied: defaultdict[str, list[Filling]] = defaultdict(list)
    for _, fact in sorted(facts.items()):
        for one in fact.implies:
            for slot, value in one.answers:
                implied[slot].append(Filling(one.test, value, one.overrules))
    found = (
        Completion(slot, tuple(implied[slot]), facts[name].assume)
        for name in knowledge.vocabulary.completing
        for slot in facts[name].slots
    )
    return tuple(one for one in found if one.fillings or one.assumed is not None)


def _contradictions(knowledge: Knowledge) -> Iterator[Wire]:
    found = [Wire(contradiction_name(one.id), one.never) for one in knowledge.vocabulary.contradictions]
    return iter((*found, Wire(CONTRADICTED, Any(tuple(holds(one.name) for one in found)))))


def _emergency(knowledge: Knowledge) -> Wire:
    return Wire(EMERGENCY, _given(item.id for item in knowledge.vocabulary.items.values() if item.urgent))


def _withheld(knowledge: Knowledge) -> dict[str, Condition]:
    """What takes each item away beyond its own rules: what supersedes it, and an emergency, unless it is one itself."""
    superseding = knowledge.vocabulary.superseding
    emergencies = any(item.urgent for item in knowledge.vocabulary.items.values())
    found: dict[str, Condition] = {}
    for name, item in knowledge.vocabulary.items.items():
        above = _given(superseding.get(name, ())).parts
        found[name] = Any((holds(EMERGENCY), *above) if emergencies and not item.urgent else above)
    return found


def _given(items: Iterable[str]) -> Any:
    return Any(tuple(Is(state_name(item), (State.GIVEN,)) for item in items))


_Say = tuple[Rule, Effect]


def _says(rules: Iterable[Rule]) -> Mapping[str, list[_Say]]:
    """For each item every effect on it, with its rule."""
    found: defaultdict[str, list[_Say]] = defaultdict(list)
    for rule in rules:
        for effect in rule.effects:
            for item in effect.items:
                found[item].append((rule, effect))
    return found


def _item(
    item: Item, say: Mapping[str, list[_Say]], referral: bool, withheld: Condition, waits: Condition
) -> tuple[NetItem, tuple[Part, ...]]:
    guarded = [(holds(rule_name(rule.id)), effect) for rule, effect in say[item.id]]
    sides = {side: [(guard, effect) for guard, effect in guarded if effect.side is side] for side in Side}
    bounds = _bounds(item.id, sides, _limits(say[item.id]))
    indicated = Wire(indicated_name(item.id), _any(guard for guard, _ in sides[Side.BRINGS]))
    barred = Wire(barred_name(item.id), _any([*(guard for guard, _ in sides[Side.STOPS]), *_emptied(bounds)]))
    state = Choice(
        state_name(item.id),
        state_options(item.id, ALWAYS if referral else holds(SCOPE), withheld, NEVER if referral else waits),
    )
    strength = _strength(item.id, sides[Side.BRINGS])
    told = Bound(f"told:{item.id}", _limits(say[item.limit_of]), unless_ruled_out=True) if item.limit_of else None
    amounts: tuple[Part, ...] = (*(bounds.all if bounds else ()), *([told] if told else ()))
    parts = (indicated, barred, state, *([strength] if strength else []), *amounts)
    return NetItem(item.id, item.topic, bounds, strength, told, () if item.urgent else _acting(say[item.id])), parts


def _acting(say: Iterable[_Say]) -> tuple[str, ...]:
    """The rules that bring an item and withhold something too."""
    bringing = [rule for rule, effect in say if effect.side is Side.BRINGS]
    return tuple(dict.fromkeys(one.id for one in bringing if any(isinstance(each, Withhold) for each in one.effects)))


def state_options(
    item: str, covered: Condition, withheld: Condition = NEVER, waits: Condition = NEVER
) -> tuple[tuple[str, Condition], ...]:
    """The state of an item, from whether it is indicated and barred, whom the scope covers, and what concerns all.

    `withheld` is what takes it away beyond its own rules, such as an emergency or a referral that supersedes it;
    `waits` is what keeps it open, such as a contradiction. Both act only when true.
    """
    indicated, barred = holds(indicated_name(item)), holds(barred_name(item))
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


def _limits(say: Iterable[_Say]) -> tuple[tuple[Condition, Number], ...]:
    """Each limit with its guard."""
    return tuple((holds(rule_name(rule.id)), one.at_most) for rule, one in say if isinstance(one, Limit))


def _bounds(
    item: str, sides: Mapping[Side, list[tuple[Condition, Effect]]], limits: tuple[tuple[Condition, Number], ...]
) -> RangeBounds | None:
    brought = ((guard, getattr(effect, "range", None)) for guard, effect in sides[Side.BRINGS])
    ranges: list[tuple[Condition, Range]] = [(guard, one) for guard, one in brought if one]
    if not ranges:
        return None
    return RangeBounds(
        least=Bound(f"least:{item}", tuple((guard, one.least) for guard, one in ranges)),
        most=Bound(f"most:{item}", tuple((guard, one.most) for guard, one in ranges), most=True),
        start=Bound(f"start:{item}", tuple((guard, one.start) for guard, one in ranges if one.start is not None)),
        limit=Bound(f"limit:{item}", limits, unless_ruled_out=True),
        ranges=tuple(ranges),
    )


def _emptied(bounds: RangeBounds | None) -> Iterator[Condition]:
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
    """Read off emergencies, the scope, stops and the main topic; where that is not indicated, off everything else."""
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
    first = (
        (Outcome.URGENT, holds(EMERGENCY)),
        (Outcome.NOT_COVERED, Not(holds(SCOPE))),
        (Outcome.STOP, _any(holds(f"{State.GIVEN}:{topic}") for topic in knowledge.manifest.stops)),
    )
    yield Choice(OUTCOME, (*first, *read_off, (Outcome.NOT_COVERED, ALWAYS)))
