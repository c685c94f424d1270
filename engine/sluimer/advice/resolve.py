"""From the truth of every rule to advice: effects in their safe direction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sluimer.advice.layout import ItemRules, Layout, TopicRules
from sluimer.advice.model import SCOPE, Advice, ItemAdvice, Outcome, State
from sluimer.case import Case
from sluimer.knowledge.rule import Range
from sluimer.logic import Truth
from sluimer.truth import Values


@dataclass(frozen=True, slots=True)
class Truths:
    """What inference found: the truth of every rule and of the scope, and all values, known findings among them."""

    rules: Mapping[str, Truth]
    values: Values
    fired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedTopic:
    """The items of a topic, and the facts they wait for: to rule out what stops them, or to know whether to advise."""

    items: tuple[ItemAdvice, ...]
    stops: frozenset[str]
    needs: frozenset[str]
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
        for name in self._touched(case):
            place = self._place[name]
            topics[place] = resolution.topic(self._layout.topics[place])
        return Advice(
            outcome=_outcome(topics, topics[self._main], truths.rules[SCOPE]),
            items=_in_order(topics),
            findings={name: _truth(truths.values.get(name)) for name in self._findings},
            questions=self._questions(topics, resolution, case),
            fired=truths.fired,
            knowledge=self._layout.name,
            wordings=self._layout.wordings,
        )

    def _touched(self, case: Case) -> Iterable[str]:
        of_slot = self._layout.topics_of_slot
        return set().union(*[of_slot[slot] for slot in case.values if slot in of_slot])

    def _questions(self, topics: Sequence[ResolvedTopic], resolution: "_Resolution", case: Case) -> tuple[str, ...]:
        """What could stand against the main topic or any other, then what the main topic needs, then the rest."""
        silent = case.unknown | case.declined
        waves = (
            topics[self._main].stops,
            _NOTHING.union(*[topic.stops for topic in topics]),
            topics[self._main].needs | resolution.wanted(),
            _NOTHING.union(*[topic.needs for topic in topics]),
            resolution.assumed(topics, case),
        )
        asked: dict[str, None] = {}
        for wave in waves:
            asked.update(dict.fromkeys(sorted(wave - silent, key=self._layout.question_order.__getitem__)))
        return tuple(asked)


_NOTHING: frozenset[str] = frozenset()


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


def _widens(advised: Range, joined: Range, most: float) -> bool:
    """Whether joining one more range could change what is advised, which can never be more than `most`."""
    return advised.least < joined.least or advised.start < joined.start or min(advised.most, most) > joined.most


@dataclass(frozen=True, slots=True)
class _Bars:
    """Whether anything bars an item, the rules that do, and those that may."""

    truth: Truth
    barring: tuple[str, ...]
    pending: tuple[str, ...]
    open: frozenset[str]


class _Resolution:
    """The work of resolving one person's topics; what several items share is worked out once."""

    def __init__(self, layout: Layout, truths: Truths) -> None:
        self._layout = layout
        self._rules = truths.rules
        self._values = truths.values
        self._shared: dict[int, _Bars] = {}
        self._open: dict[str, frozenset[str]] = {}
        self._in_order: dict[frozenset[str], tuple[str, ...]] = {}

    def topic(self, topic: TopicRules) -> ResolvedTopic:
        """The items of a topic in their states: given ones by rank, then the open, then the withheld."""
        if self._rules[SCOPE] is False and not topic.referral:
            return ResolvedTopic((), _NOTHING, _NOTHING, frozenset())
        stops: set[str] = set()
        needs: set[str] = set()
        ranks = self._ranks(topic)
        items = [item for each in topic.items if (item := self._item(each, ranks, stops, needs))]
        if len(items) > 1:
            items.sort(key=lambda item: (_ORDER[item.state], item.rank or 0, item.id))
        return ResolvedTopic(
            tuple(items), frozenset(stops), frozenset(needs), frozenset([item.state for item in items])
        )

    def _item(self, each: ItemRules, ranks: Mapping[str, int], stops: set[str], needs: set[str]) -> ItemAdvice | None:
        rules = self._rules
        item = each.item
        indicating = tuple([rule for rule in each.indicating if rules[rule]])
        undecided = () if indicating else tuple([rule for rule in each.indicating if rules[rule] is None])
        if not indicating and not undecided:
            return None
        bars = self._barred(each)
        if bars.truth:
            return ItemAdvice(item.topic, item.id, State.WITHHELD, item.urgent, None, item.unit, None, indicating, (),
                              bars.barring)  # fmt: skip
        if indicating and bars.truth is False:
            advised, limiting = self._range(each, needs) if each.ranges else (None, ())
            if each.preferring and len(ranks) > 1:
                needs |= self._open_facts(self._may_raise(each))
            return ItemAdvice(item.topic, item.id, State.GIVEN, item.urgent, advised, item.unit, ranks.get(item.id),
                              indicating, limiting)  # fmt: skip
        needed, stopping = self._open_facts(undecided), bars.open
        needs |= needed
        stops |= needed | stopping if item.urgent else stopping
        open_on = self._sorted(needed | stopping)
        return ItemAdvice(item.topic, item.id, State.OPEN, item.urgent, None, item.unit, None, indicating, (), (),
                          (*undecided, *bars.pending), open_on)  # fmt: skip

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
            rules = self._rules
            barring = [rule for rule in each.bars if rules[rule] and rule != SCOPE]
            covered = [SCOPE] if each.bars[:1] == (SCOPE,) and rules[SCOPE] is None else []
            pending = [rule for rule in each.bars if rules[rule] is None and rule != SCOPE]
            bars = self._shared[id(each.bars)] = self._verdict(barring, covered + pending)
        return self._with_limits(each, bars) if each.limits else bars

    def _with_limits(self, each: ItemRules, bars: _Bars) -> _Bars:
        """The same with the limits that leave nothing of what is advised, or may be."""
        rules = self._rules
        sure = [advised.least for rule, advised in each.ranges if rules[rule]]
        possible = [advised.least for rule, advised in each.ranges if rules[rule] is not False]
        emptying = [
            (rule, rules[rule] is True and at_most < min(possible))
            for rule, at_most in each.limits
            if possible and rules[rule] is not False and at_most < min(sure or possible)
        ]
        if not emptying:
            return bars
        surely = [rule for rule, sure_ in emptying if sure_]
        maybe = [rule for rule, sure_ in emptying if not sure_]
        return self._verdict([*bars.barring, *surely], [*bars.pending, *maybe])

    def _verdict(self, barring: Iterable[str], pending: Iterable[str]) -> _Bars:
        sure, maybe = tuple(dict.fromkeys(barring)), tuple(dict.fromkeys(pending))
        if sure:
            return _Bars(True, sure, maybe, _NOTHING)
        return _Bars(None if maybe else False, sure, maybe, self._open_facts(maybe))

    def _range(self, each: ItemRules, needs: set[str]) -> tuple[Range, tuple[str, ...]]:
        """The advised ranges joined and cut by every limit not ruled out, and the rules of those limits."""
        rules = self._rules
        advised = [advised for rule, advised in each.ranges if rules[rule]]
        most = max([one.most for one in advised])
        limits = [(rule, at_most) for rule, at_most in each.limits if at_most < most and rules[rule] is not False]
        sure = min([most, *[at_most for rule, at_most in limits if rules[rule]]])
        most = min([most, *[at_most for _, at_most in limits]])
        start = min([most, *[one.start for one in advised]])
        joined = Range(min([one.least for one in advised]), most, start)
        undecided = [rule for rule, at_most in limits if rules[rule] is None and at_most < sure]
        wider = [rule for rule, one in each.ranges if rules[rule] is None and _widens(one, joined, sure)]
        needs |= self._open_facts([*undecided, *wider])
        return joined, tuple(dict.fromkeys([rule for rule, _ in limits]))

    def _may_raise(self, each: ItemRules) -> list[str]:
        """The undecided rules that would prefer an item more strongly than those that hold."""
        rules = self._rules
        now = max([strength for rule, strength in each.preferring if rules[rule]], default=0)
        return [rule for rule, strength in each.preferring if rules[rule] is None and strength > now]

    def _open_facts(self, rules: Iterable[str]) -> frozenset[str]:
        """The facts that unknown rules wait for."""
        known = self._open
        return _NOTHING.union(*[known[rule] if rule in known else self._open_of(rule) for rule in rules])

    def _open_of(self, rule: str) -> frozenset[str]:
        waits = self._open[rule] = self._waits(self._layout.waiting[rule](self._values))
        return waits

    def _waits(self, slots: tuple[str, ...]) -> frozenset[str]:
        fact_of = self._layout.fact_of_slot
        facts = frozenset([fact_of[slot] for slot in slots if slot in fact_of])
        findings = [slot for slot in slots if slot not in fact_of]
        return facts.union(*[self._finding_waits(name) for name in findings]) if findings else facts

    def _finding_waits(self, finding: str) -> frozenset[str]:
        known = self._open.get(finding)
        if known is None:
            rules = [rule for rule in self._layout.concluding[finding] if self._rules[rule] is None]
            known = self._open[finding] = self._open_facts(rules)
        return known

    def _sorted(self, facts: frozenset[str]) -> tuple[str, ...]:
        known = self._in_order.get(facts)
        if known is None:
            order = self._layout.question_order.__getitem__
            known = self._in_order[facts] = tuple(sorted(facts, key=order))
        return known

    def wanted(self) -> frozenset[str]:
        """The facts without an answer that rules which fired want asked."""
        asking = [fact for rule, fact in self._layout.asking if self._rules[rule]]
        fact_of = self._layout.fact_of_slot
        missing = {fact for slot, fact in fact_of.items() if slot not in self._values} if asking else set()
        return frozenset(fact for fact in asking if fact in missing)

    def assumed(self, topics: Iterable[ResolvedTopic], case: Case) -> frozenset[str]:
        """The facts whose assumed answer keeps something from being given."""
        if not case.assumed:
            return _NOTHING
        barring = {rule for topic in topics for item in topic.items for rule in item.withheld_by}
        rules_of = self._layout.assumption_rules
        return frozenset([fact for fact in case.assumed if not barring.isdisjoint(rules_of[fact])])
