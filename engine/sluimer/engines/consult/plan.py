"""What can be worked out about advice before any person comes: which rules have a say in which item, and where."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sluimer.engines.consult.compile import BlockProgram, make_program
from sluimer.engines.consult.facts import Facts, in_order
from sluimer.knowledge.base import SCOPE, Knowledge, concluding_rules
from sluimer.knowledge.condition import All, Any, Condition, Is, leaves
from sluimer.knowledge.rule import Ask, Number, Range, Refer
from sluimer.knowledge.vocabulary import Contradiction, Item
from sluimer.meaning.net import Net, NetItem, Wire, rule_name, state_name
from sluimer.meaning.reach import reach_of_answers

PlacedRule = tuple[int, str]
"""Where the truth of a rule is kept, and its id; a plain tuple, since hundreds are taken apart for each person."""


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """The rules that have a say in one item, and where it is kept whether it is indicated, barred and in which state.

    `superseding` are the items that supersede it, each with the place of its state; `sole` is the only rule that brings
    it, if one does. `joint` are the parts of what bars it that take several rules together, such as a limit that leaves
    nothing. `said` are the fields of its advice that no answer changes; it is `twofold` where one rule may stand in it
    in several ways. Items that the same rules stop alike have one number in `stopped_as`; places do not tell that,
    since rules of one condition share theirs.
    """

    item: Item
    said: Mapping[str, object]
    referral: bool
    urgent: bool
    sole: tuple[str, ...]
    state: int
    indicated: int
    barred: int
    strength: int | None
    superseding: tuple[PlacedRule, ...]
    bringing: tuple[PlacedRule, ...]
    stopping: tuple[PlacedRule, ...]
    joint: tuple[tuple[int, tuple[PlacedRule, ...]], ...]
    stopped_as: int
    preferring: tuple[tuple[int, int], ...]
    ranges: tuple[tuple[int, Range], ...]
    limits: tuple[tuple[int, str, Number], ...]
    twofold: bool

    @property
    def indicating(self) -> tuple[str, ...]:
        """The rules that bring it."""
        return tuple(rule for _, rule in self.bringing)

    @property
    def bars(self) -> tuple[str, ...]:
        """The scope, where it counts, and the rules that stop it whatever its range is."""
        rules = (rule for _, rule in self.stopping)
        return (*rules,) if self.referral else (SCOPE, *rules)

    @property
    def limiting(self) -> tuple[str, ...]:
        """The rules that limit its range, or set the limit that its text says, the tightest first."""
        return tuple(dict.fromkeys(rule for _, rule, _ in self.limits))


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """The items of one topic, as declared, and the block of the program that they are in.

    `ranked` are those with a strength, and its place; the rules that are `acting` bring an item and withhold something.
    """

    id: str
    block: int
    items: tuple[ItemPlan, ...]
    ranked: tuple[tuple[ItemPlan, int], ...]
    acting: frozenset[str]
    main: bool
    referral: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The knowledge, arranged for one person at a time; `slots` are those of each fact.

    `asking` has for each rule that asks the facts, `urgent` the rules that may send someone away at once, `lifting` for
    each rule the slots that it depends on and whose value may be assumed, `offering` for each fact that may be, its
    slots, `implying` for each fact those that may imply its answer.
    """

    program: BlockProgram
    facts: Facts
    topics: tuple[TopicPlan, ...]
    slots: Mapping[str, frozenset[str]]
    concluding: Mapping[str, tuple[str, ...]]
    asking: tuple[tuple[str, str], ...]
    urgent: tuple[str, ...]
    lifting: Mapping[str, frozenset[str]]
    offering: Mapping[str, tuple[str, ...]]
    implying: Mapping[str, tuple[str, ...]]
    scores: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]


def make_plan(knowledge: Knowledge, net: Net) -> Plan:
    """Arrange a knowledge base, of which this is the net."""
    rules, vocabulary = knowledge.rules.values(), knowledge.vocabulary
    items = vocabulary.items
    reach = reach_of_answers(net)
    facts = Facts(in_order(knowledge, reach))
    program = make_program(
        net, {slot: facts.bits([fact.id]) for fact in vocabulary.facts.values() for slot in fact.slots}
    )
    acting = [(rule.id, effect) for rule in rules for effect in rule.effects]
    offering = {fact.id: fact.slots for fact in vocabulary.facts.values() if fact.assume is not None}
    assumed = frozenset(slot for slots in offering.values() for slot in slots)
    read = {SCOPE: reach[SCOPE], **{rule: reach[rule_name(rule)] for rule in knowledge.rules}}
    return Plan(
        program=program,
        facts=facts,
        topics=tuple(_topics(knowledge, net, program)),
        slots={fact.id: frozenset(fact.slots) for fact in vocabulary.facts.values()},
        concluding=concluding_rules(knowledge),
        asking=tuple((rule, effect.fact) for rule, effect in acting if isinstance(effect, Ask)),
        urgent=tuple(rule for rule, effect in acting if isinstance(effect, Refer) and items[effect.item].urgent),
        lifting={rule: slots & assumed for rule, slots in read.items()},
        offering=offering,
        implying=vocabulary.implying,
        contradictions=vocabulary.contradictions,
        scores=tuple(vocabulary.scores),
    )


def _topics(knowledge: Knowledge, net: Net, program: BlockProgram) -> Iterator[TopicPlan]:
    wires = {part.name: part for part in net.parts if isinstance(part, Wire)}
    items = {item.id: item for item in net.items}
    planner = _Planner(wires, program, knowledge.vocabulary.superseding, knowledge.vocabulary.items)
    for name in knowledge.manifest.topics:
        topic = knowledge.vocabulary.topics[name]
        plans = tuple(planner.plan(item, items[item.id], topic.referral) for item in topic.items)
        yield TopicPlan(
            id=name,
            block=program.places[items[topic.items[0].id].state][0] if topic.items else 0,
            items=plans,
            ranked=tuple((each, each.strength) for each in plans if each.strength is not None),
            acting=frozenset(rule for item in topic.items for rule in items[item.id].acting),
            main=name == knowledge.manifest.main_topic,
            referral=topic.referral,
        )


@dataclass(frozen=True, slots=True)
class _Planner:
    """Plans the items of one net; items that the same rules stop alike are counted in `alike`."""

    wires: Mapping[str, Wire]
    program: BlockProgram
    superseding: Mapping[str, tuple[str, ...]]
    items: Mapping[str, Item]
    alike: dict[object, int] = field(default_factory=dict)

    def plan(self, item: Item, net: NetItem, referral: bool) -> ItemPlan:
        """The plan of an item, from its parts of the net and what the vocabulary says of it."""
        barring = _parts(self.wires[net.barred].condition)
        bringing = self._placed(_parts(self.wires[net.indicated].condition))
        stopping = self._placed(one for one in barring if isinstance(one, Is))
        apart = [one for one in barring if not isinstance(one, Is)]
        joint = tuple((self.program.conditions[one][1], self._placed(leaves(one))) for one in apart)
        indicated = self._place(net.indicated)
        stopped = (referral, stopping, joint, indicated if joint else None)
        bounds = net.bounds
        limit = bounds.limit if bounds else net.told_limit
        limits = [(*self._rule(guard), most) for guard, most in (limit.numbers if limit else ())]
        return ItemPlan(
            item=item,
            said={"topic": item.topic, "id": item.id, "urgency": item.urgency, "unit": self._unit(item)},
            referral=referral,
            urgent=item.urgent,
            sole=(bringing[0][1],) if len(bringing) == 1 else (),
            state=self._place(net.state),
            indicated=indicated,
            barred=self._place(net.barred),
            strength=self._place(net.strength.name) if net.strength else None,
            superseding=tuple((self._place(state_name(one)), one) for one in self.superseding.get(item.id, ())),
            bringing=bringing,
            stopping=stopping,
            joint=joint,
            stopped_as=self.alike.setdefault(stopped, len(self.alike)),
            preferring=tuple(self._preferring(net)),
            ranges=tuple((self._rule(guard)[0], one) for guard, one in (bounds.ranges if bounds else ())),
            limits=tuple(sorted(limits, key=lambda limit: (limit[2], limit[1]))),
            twofold=bool(joint) or not set(bringing).isdisjoint(stopping),
        )

    def _unit(self, item: Item) -> str:
        """The unit of its range, or of the limit that its text says."""
        return item.unit or (self.items[item.limit_of].unit if item.limit_of else "")

    def _place(self, name: str) -> int:
        return self.program.places[name][1]

    def _placed(self, conditions: Iterable[Condition]) -> tuple[PlacedRule, ...]:
        return tuple(self._rule(one) for one in conditions)

    def _rule(self, condition: Condition) -> PlacedRule:
        """The rule whose wire a condition reads."""
        assert isinstance(condition, Is)
        return self._place(condition.slot), condition.slot.removeprefix(rule_name(""))

    def _preferring(self, net: NetItem) -> Iterator[tuple[int, int]]:
        for label, condition in net.strength.options if net.strength else ():
            assert isinstance(condition, All)
            yield from ((self._rule(one)[0], int(label)) for one in _parts(condition.parts[-1]))


def _parts(condition: Condition) -> tuple[Condition, ...]:
    assert isinstance(condition, Any)
    return condition.parts
