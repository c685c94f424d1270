"""From the truth of every rule to advice: effects in their safe direction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple

from sluimer.advice.layout import ItemRules, Layout, TopicRules
from sluimer.advice.model import Advice, ItemAdvice
from sluimer.advice.waits import NOTHING, Waits
from sluimer.case import Case
from sluimer.frozen import frozen
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.rule import Range
from sluimer.knowledge.vocabulary import Item
from sluimer.logic import Truth
from sluimer.meaning.model import Outcome, State
from sluimer.truth import Values


@dataclass(frozen=True, slots=True)
class Truths:
    """What inference found: the truth of every rule and of the scope, and all values, known findings among them."""

    rules: Mapping[str, Truth]
    values: Values
    fired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedTopic:
    """The items of a topic, and the facts they wait for: to rule out what stops them, or to know whether to advise.

    `doubts` are the facts that would tell whether what is stopped was called for at all.
    """

    items: tuple[ItemAdvice, ...]
    stops: frozenset[str]
    needs: frozenset[str]
    doubts: frozenset[str]
    states: frozenset[State]


class Resolver:
    """Resolves advice for one knowledge base; topics that no answer touches are resolved once and for all."""

    def __init__(self, layout: Layout, blank: Truths) -> None:
        self._layout = layout
        self._place = {topic.id: place for place, topic in enumerate(layout.topics)}
        self._main = next(place for place, topic in enumerate(layout.topics) if topic.main)
        self._blank = {covered: self._resolve_blank(blank, covered) for covered in (True, False, None)}
        self._findings: dict[str, Truth] = dict.fromkeys(layout.concluding)

    def _resolve_blank(self, blank: Truths, covered: Truth) -> list[ResolvedTopic]:
        """Every topic for someone of whom nothing is known but whether the scope covers them."""
        nobody = _Resolution(self._layout, replace(blank, rules={**blank.rules, SCOPE: covered}))
        return [nobody.topic(topic) for topic in self._layout.topics]

    def resolve(self, truths: Truths, case: Case) -> Advice:
        """The advice for one person."""
        resolution = _Resolution(self._layout, truths)
        topics = list(self._blank[truths.rules[SCOPE]])
        for name in self._touched(case, truths.rules[SCOPE]):
            place = self._place[name]
            topics[place] = resolution.topic(self._layout.topics[place])
        outcome = _outcome(topics, topics[self._main], truths.rules[SCOPE])
        return Advice(
            outcome=outcome,
            items=_in_order(topics),
            findings=frozen({name: _truth(truths.values.get(name)) for name in self._findings}),
            questions=self._questions(topics, outcome, resolution, truths, case),
            fired=truths.fired,
            knowledge=self._layout.name,
            worded=self._layout.wordings,
        )

    def _touched(self, case: Case, covered: Truth) -> Iterable[str]:
        """The topics that an answer has a say in: all, if it is one of those that leave the scope unknown."""
        of_slot = self._layout.topics_of_slot
        if covered is None and not self._layout.scope_slots.isdisjoint(case.values):
            return self._place
        return set().union(*[of_slot[slot] for slot in case.values if slot in of_slot])

    def _questions(
        self,
        topics: Sequence[ResolvedTopic],
        outcome: Outcome,
        resolution: "_Resolution",
        truths: Truths,
        case: Case,
    ) -> tuple[str, ...]:
        """Who is covered, what may be urgent, what could stand against the main topic or any other, then the rest."""
        waits = resolution.waits
        main = topics[self._main]
        covered = truths.rules[SCOPE] is not None or not any(topic.items for topic in topics)
        asking = [fact for rule, fact in self._layout.asking if truths.rules[rule]]
        # What is stopped for sure may not be called for at all; that decides an outcome that stands on stops alone.
        doubted = topics if State.WITHHELD not in main.states else [main]
        doubts = NOTHING.union(*[topic.doubts for topic in doubted]) if outcome is Outcome.ASK_FIRST else NOTHING
        urgent = waits.of([rule for rule in self._layout.urgent if truths.rules[rule] is None])
        waves = (
            NOTHING if covered else waits.of([SCOPE]),
            urgent & NOTHING.union(*[topic.stops | topic.needs for topic in topics]),
            main.stops,
            NOTHING.union(*[topic.stops for topic in topics]),
            main.needs | doubts | waits.unanswered(asking),
            NOTHING.union(*[topic.needs for topic in topics]),
            self._assumed(topics, truths, case),
        )
        asked: dict[str, None] = {}
        for wave in waves:
            asked.update(dict.fromkeys(waits.in_order(self._worth_asking(wave, case))))
        return tuple(asked)

    def _worth_asking(self, facts: frozenset[str], case: Case) -> frozenset[str]:
        """Those that were not asked yet; of those asked in vain the numbers that would imply an answer."""
        silent = frozenset((*case.unknown, *case.declined))
        if silent.isdisjoint(facts):
            return facts
        implying = [one for fact in facts & silent for one in self._layout.implied_by.get(fact, ())]
        return facts.union([one for one in implying if one not in case.values]) - silent

    def _assumed(self, topics: Iterable[ResolvedTopic], truths: Truths, case: Case) -> frozenset[str]:
        """The facts whose assumed answer keeps something from being given, or limits it."""
        if not case.assumed:
            return NOTHING
        items = [item for topic in topics for item in topic.items]
        barring = {rule for item in items for rule in (*item.withheld_by, *item.limited_by)}
        if truths.rules[SCOPE] is False:
            barring.add(SCOPE)
        rules_of = self._layout.assumption_rules
        return frozenset([fact for fact in case.assumed if not barring.isdisjoint(rules_of[fact])])


def _truth(value: object) -> Truth:
    return value if isinstance(value, bool) else None


_ORDER = {State.GIVEN: 0, State.OPEN: 1, State.WITHHELD: 2}
_SAID = (
    (State.GIVEN, Outcome.ADVICE),
    (State.OPEN, Outcome.ANSWERS_NEEDED),
    (State.WITHHELD, Outcome.ASK_FIRST),
)


def _outcome(topics: Sequence[ResolvedTopic], main: ResolvedTopic, covered: Truth) -> Outcome:
    if covered is not False:
        for states in (main.states, frozenset[State]().union(*[topic.states for topic in topics])):
            for state, outcome in _SAID:
                if state in states:
                    return outcome
    return Outcome.NOT_COVERED


def _in_order(topics: Sequence[ResolvedTopic]) -> tuple[ItemAdvice, ...]:
    items = [item for topic in topics for item in topic.items]
    urgent = [item for item in items if item.urgent and item.state is State.GIVEN]
    return tuple([*urgent, *(item for item in items if item not in urgent)] if urgent else items)


@dataclass(frozen=True, slots=True)
class _Bars:
    """Whether anything bars an item, the rules that do, those that may, and the facts these wait for."""

    truth: Truth
    barring: tuple[str, ...]
    pending: tuple[str, ...]
    open: frozenset[str]


class _ResolvedItem(NamedTuple):
    """An item and the facts it waits for, by what they would tell, as in ResolvedTopic."""

    item: ItemAdvice
    stops: frozenset[str] = NOTHING
    needs: frozenset[str] = NOTHING
    doubts: frozenset[str] = NOTHING


class _Resolution:
    """The work of resolving one person's topics; what several items share is worked out once."""

    def __init__(self, layout: Layout, truths: Truths) -> None:
        self._rules = truths.rules
        self._withholding = layout.withholding
        self._waits = Waits(layout, truths.rules, truths.values)
        self._shared: dict[int, _Bars] = {}

    @property
    def waits(self) -> Waits:
        """What unknown rules wait for."""
        return self._waits

    def topic(self, topic: TopicRules) -> ResolvedTopic:
        """The items of a topic in their states: given ones by rank, then the open, then the withheld.

        Among equals those come first whose rule also withholds something: they say what to do about it.
        """
        if self._rules[SCOPE] is False and not topic.referral:
            return ResolvedTopic((), NOTHING, NOTHING, NOTHING, frozenset())
        ranks = self._ranks(topic)
        found = [one for each in topic.items if (one := self._item(each, ranks)) is not None]
        items = [one.item for one in found]
        if len(items) > 1:
            items.sort(key=self._order)
        return ResolvedTopic(
            tuple(items),
            NOTHING.union(*[one.stops for one in found]),
            NOTHING.union(*[one.needs for one in found]),
            NOTHING.union(*[one.doubts for one in found]),
            frozenset([item.state for item in items]),
        )

    def _item(self, each: ItemRules, ranks: Mapping[str, int]) -> "_ResolvedItem | None":
        """One item with what it waits for, or None where nothing calls for it."""
        indicating = tuple([rule for rule in each.indicating if self._rules[rule]])
        undecided = [] if indicating else [rule for rule in each.indicating if self._rules[rule] is None]
        if not indicating and not undecided:
            return None
        bars = self._barred(each)
        if bars.truth:
            item = self._withheld(each.item, indicating, bars)
            return _ResolvedItem(item, doubts=self._waits.of(undecided))
        if indicating and bars.truth is False:
            return _ResolvedItem(self._given(each, indicating, ranks), needs=self._may_change(each, ranks))
        needs = self._waits.of(undecided)
        stops = bars.open | needs if each.item.urgent else bars.open
        return _ResolvedItem(self._open(each.item, indicating, undecided, bars, needs), stops, needs)

    def _order(self, item: ItemAdvice) -> tuple[object, ...]:
        return _ORDER[item.state], item.rank or 0, self._withholding.isdisjoint(item.rules), item.id

    def _withheld(self, item: Item, indicating: tuple[str, ...], bars: _Bars) -> ItemAdvice:
        return ItemAdvice(
            item.topic,
            item.id,
            State.WITHHELD,
            urgent=item.urgent,
            unit=item.unit,
            rules=indicating,
            withheld_by=bars.barring,
        )

    def _given(self, each: ItemRules, indicating: tuple[str, ...], ranks: Mapping[str, int]) -> ItemAdvice:
        item = each.item
        return ItemAdvice(
            item.topic,
            item.id,
            State.GIVEN,
            urgent=item.urgent,
            range=self._range(each) if each.ranges else None,
            unit=item.unit,
            rank=ranks.get(item.id),
            rules=indicating,
            limited_by=tuple(dict.fromkeys([rule for rule, _ in self._limits(each)])) if each.ranges else (),
        )

    def _open(
        self, item: Item, indicating: tuple[str, ...], undecided: list[str], bars: _Bars, needed: frozenset[str]
    ) -> ItemAdvice:
        return ItemAdvice(
            item.topic,
            item.id,
            State.OPEN,
            urgent=item.urgent,
            unit=item.unit,
            rules=indicating,
            undecided=tuple(dict.fromkeys((*undecided, *bars.pending))),
            open_on=self._waits.in_order(needed | bars.open),
        )

    def _ranks(self, topic: TopicRules) -> dict[str, int]:
        """Among the given items: one more than the number that are preferred more strongly."""
        strengths: dict[str, int] = {}
        for each in topic.items:
            found = [strength for rule, strength in each.preferring if self._rules[rule]]
            if found and self._barred(each).truth is False:
                strengths[each.item.id] = max(found)
        return {
            name: 1 + sum([other > strength for other in strengths.values()]) for name, strength in strengths.items()
        }

    def _barred(self, each: ItemRules) -> _Bars:
        bars = self._shared.get(id(each.bars))
        if bars is None:
            truths = [(rule, self._rules[rule]) for rule in each.bars if rule != SCOPE]
            uncertain = [SCOPE] if SCOPE in each.bars and self._rules[SCOPE] is None else []
            barring = [rule for rule, truth in truths if truth]
            bars = self._verdict(barring, uncertain + [rule for rule, truth in truths if truth is None])
            self._shared[id(each.bars)] = bars
        return self._with_limits(each, bars) if each.limits else bars

    def _with_limits(self, each: ItemRules, bars: _Bars) -> _Bars:
        """The same with the limits that leave nothing of what is advised, or may be."""
        rules = self._rules
        sure = [advised.least for rule, advised in each.ranges if rules[rule]]
        possible = [advised.least for rule, advised in each.ranges if rules[rule] is not False]
        limits = [
            (rule, at_most)
            for rule, at_most in each.limits
            if possible and rules[rule] is not False and at_most < min(sure or possible)
        ]
        if not limits:
            return bars
        barring = [rule for rule, at_most in limits if rules[rule] and at_most < min(possible)]
        unsure = [rule for rule, _ in limits if rule not in barring]
        loosest = max(at_most for _, at_most in limits)
        relieving = [rule for rule, one in each.ranges if rules[rule] is None and one.least <= loosest]
        return self._verdict([*bars.barring, *barring], [*bars.pending, *unsure, *(relieving if unsure else [])])

    def _verdict(self, barring: list[str], pending: list[str]) -> _Bars:
        sure, maybe = tuple(dict.fromkeys(barring)), tuple(dict.fromkeys(pending))
        if sure:
            return _Bars(True, sure, maybe, NOTHING)
        undecided = [rule for rule in maybe if self._rules[rule] is None]
        return _Bars(None if maybe else False, sure, maybe, self._waits.of(undecided))

    def _range(self, each: ItemRules) -> Range:
        """The advised ranges joined, and cut by every limit that is not ruled out."""
        advised = [one for rule, one in each.ranges if self._rules[rule]]
        most = min([*[at_most for _, at_most in self._limits(each)], max([one.most for one in advised])])
        return Range(min([one.least for one in advised]), most, min([most, *[one.start for one in advised]]))

    def _limits(self, each: ItemRules) -> list[tuple[str, float]]:
        """The limits that cut what is advised: those that are true, and those that nobody has ruled out."""
        rules = self._rules
        most = max([one.most for rule, one in each.ranges if rules[rule]])
        return [(rule, at_most) for rule, at_most in each.limits if at_most < most and rules[rule] is not False]

    def _may_change(self, each: ItemRules, ranks: Mapping[str, int]) -> frozenset[str]:
        """The facts that could still change the range or the rank of a given item."""
        undecided: list[str] = []
        if each.ranges:
            undecided += self._may_widen(each)
        if each.preferring and (each.item.id not in ranks or len(ranks) > 1):
            undecided += self._may_raise(each)
        return self._waits.of(undecided)

    def _may_widen(self, each: ItemRules) -> list[str]:
        """The undecided limits tighter than any that surely holds, and the undecided ranges that would add to it."""
        rules = self._rules
        now, limits = self._range(each), self._limits(each)
        sure = min([at_most for rule, at_most in limits if rules[rule]], default=inf)
        cutting = [rule for rule, at_most in limits if rules[rule] is None and at_most < sure]
        return cutting + [rule for rule, one in each.ranges if rules[rule] is None and _adds(one, now, sure)]

    def _may_raise(self, each: ItemRules) -> list[str]:
        """The undecided rules that would prefer the item more strongly than those that hold."""
        rules = self._rules
        now = max([strength for rule, strength in each.preferring if rules[rule]], default=0)
        return [rule for rule, strength in each.preferring if rules[rule] is None and strength > now]


def _adds(advised: Range, now: Range, most: float) -> bool:
    """Whether joining one more range could change what is advised, which can never be more than `most`."""
    return advised.least < now.least or advised.start < now.start or min(advised.most, most) > now.most
