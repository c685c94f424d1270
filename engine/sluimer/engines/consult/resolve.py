"""From what inference found to advice: the states of the net, with the rules and the facts behind each of them."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain, compress, groupby
from math import inf
from typing import Any, NamedTuple, TypeVar

from sluimer.case import Case
from sluimer.engines.consult.compile import ALARMS, Block, Readings
from sluimer.engines.consult.contradictions import held_contradiction
from sluimer.engines.consult.experta_adapter import Inferred
from sluimer.engines.consult.number import FALSE, TRUE, waits_of
from sluimer.engines.consult.plan import ItemPlan, PlacedRule, Plan, TopicPlan
from sluimer.engines.consult.questions import NOTHING_ASKED, Waiting, all_waiting, questions
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.rule import Range
from sluimer.knowledge.vocabulary import SOONEST_FIRST, Urgency
from sluimer.meaning.advice import Advice, ItemAdvice, KnowledgeName, item_advice
from sluimer.meaning.model import Outcome, State, ranks_of
from sluimer.meaning.net import CONTRADICTED, EMERGENCY, OUTCOME, contradiction_name, rule_name, state_name

T = TypeVar("T")
_MOST_KEPT = 10_000
"""Readings and resolved blocks that are kept of nobody."""
_OF_ALL = frozenset({SCOPE, *ALARMS})
_GIVEN, _OPEN, _WITHHELD = State.GIVEN, State.OPEN, State.WITHHELD  # to look a member up costs as much as to use it


class ResolvedItems(NamedTuple):
    """The items of some topics: those that are given and cannot wait, and the rest."""

    pressing: tuple[ItemAdvice, ...]
    others: tuple[ItemAdvice, ...]


class ResolvedBlock(NamedTuple):
    """A block once all its parts were told, the items of each run of topics, and what they wait for.

    What those of the main topic wait for is there also by itself.
    """

    said: Readings
    runs: tuple[ResolvedItems, ...]
    waiting: Waiting
    main: Waiting


class _Alarm(NamedTuple):
    """What concerns every item of one person: the scope, the emergencies that are given, the facts that contradict."""

    covered: int
    emergencies: tuple[str, ...]
    contradicting: int


class Resolver:
    """Resolves advice for one knowledge base; what blocks say that no answer touches is worked out once."""

    def __init__(self, plan: Plan, blank: Inferred, name: KnowledgeName) -> None:
        program = plan.program
        self._plan = plan
        self._name = name
        self._findings = {name: blank.truth(name) for name in plan.concluding}
        *others, outcome = range(len(program.blocks))
        self._blocks, self._outcome = [program.blocks[number] for number in others], program.blocks[outcome]
        self._outcome_place = program.places[OUTCOME][1]
        read = [(at, program.places[name]) for at, name in enumerate(self._outcome.outside) if name not in _OF_ALL]
        self._outcome_reads = [[(at, place) for at, (block, place) in read if block == number] for number in others]
        runs = [(block, tuple(some)) for block, some in groupby(plan.topics, lambda topic: topic.block)]
        self._runs = [[run for block, run in runs if block == number] for number in others]
        self._where = [(block, self._runs[block].index(run)) for block, run in runs]
        urgent = [program.places[rule_name(rule)] for rule in plan.urgent]
        self._urgent = [[place for block, place in urgent if block == number] for number in others]
        self._main = next(topic.block for topic in plan.topics if topic.main)
        self._contradictions = [(program.places[contradiction_name(one.id)], one) for one in plan.contradictions]
        items = [each.item for topic in plan.topics for each in topic.items]
        self._emergencies = [(program.places[state_name(item.id)], item.id) for item in items if item.urgent]
        self._of_nobody: dict[Hashable, Any] = {}

    def resolve(self, inferred: Inferred, case: Case) -> Advice:
        """The advice for one person."""
        covered, said = inferred.number(SCOPE), inferred.said
        warned = [self._warned(number, said.get(number), covered) for number in range(len(self._blocks))]
        held = [one for (at, place), one in self._contradictions if warned[at][place] == TRUE]
        contradictions = tuple([held_contradiction(one, self._plan.facts, case) for one in held])
        contradicting = self._plan.facts.bits([fact for one in contradictions for fact in one.facts])
        emergencies = tuple([name for (at, place), name in self._emergencies if warned[at][place] is _GIVEN])
        alarm = _Alarm(covered, emergencies, contradicting)
        blocks = [self._block(number, told, alarm, number in said) for number, told in enumerate(warned)]
        outcome = self._read_outcome(blocks, alarm, said)
        main, waiting = blocks[self._main].main, [block.waiting for block in blocks]
        asked = (
            NOTHING_ASKED
            if emergencies
            else questions(self._plan, inferred, case, outcome, main, waiting, contradicting)
        )
        return Advice(
            outcome=outcome,
            items=_pressing_first([blocks[number].runs[at] for number, at in self._where]),
            findings=frozen({**self._findings, **inferred.findings()}),
            questions=asked.questions,
            offered=asked.offered,
            fired=inferred.fired,
            knowledge=self._name,
            scores=frozen({name: inferred.score(name) for name in self._plan.scores}),
            contradictions=contradictions,
        )

    def _warned(self, number: int, said: Readings | None, covered: int) -> Readings:
        """What a block says once all is told that may concern others."""
        if said is None:
            return self._once((number, covered), lambda: self._warned(number, self._blocks[number].blank, covered))
        block, told = self._blocks[number], said.copy()
        block.warn(told, _outside(block, _Alarm(covered, (), FALSE)))
        return told

    def _block(self, number: int, warned: Readings, alarm: _Alarm, touched: bool) -> ResolvedBlock:
        if not touched:
            return self._once((number, alarm), lambda: self._block(number, warned.copy(), alarm, touched=True))
        block = self._blocks[number]
        block.finish(warned, _outside(block, alarm))
        resolution = _Resolution(self._plan, warned, alarm)
        runs = tuple([_joined([resolution.topic(topic) for topic in run]) for run in self._runs[number]])
        urgent = waits_of([warned[place] for place in self._urgent[number]])
        return ResolvedBlock(warned, runs, resolution.waiting(urgent), resolution.main)

    def _once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What a block says that no answer touches, made once for each thing that concerns all."""
        found: T | None = self._of_nobody.get(key)
        if found is None:
            if len(self._of_nobody) > _MOST_KEPT:
                self._of_nobody.clear()
            found = self._of_nobody[key] = make()
        return found

    def _read_outcome(self, blocks: Sequence[ResolvedBlock], alarm: _Alarm, touched: Iterable[int]) -> Outcome:
        outside = self._once(alarm, lambda: self._outside_of_nobody(alarm)).copy()
        for number in touched:
            self._read_block(outside, number, blocks[number])
        told = self._outcome.blank.copy()
        self._outcome.finish(told, outside)
        outcome: Outcome = told[self._outcome_place]
        return outcome

    def _outside_of_nobody(self, alarm: _Alarm) -> list[int]:
        """What the outcome reads where no answer touches any block."""
        outside = _outside(self._outcome, alarm)
        for number in range(len(self._blocks)):
            warned = self._warned(number, None, alarm.covered)
            self._read_block(outside, number, self._block(number, warned, alarm, touched=False))
        return outside

    def _read_block(self, outside: list[int], number: int, block: ResolvedBlock) -> None:
        """Put down what the outcome reads of a block."""
        for at, place in self._outcome_reads[number]:
            outside[at] = block.said[place]


def _outside(block: Block, alarm: _Alarm) -> list[int]:
    """What concerns all, as a block reads it; what it reads of others besides is false."""
    concerning = {
        SCOPE: alarm.covered,
        EMERGENCY: TRUE if alarm.emergencies else FALSE,
        CONTRADICTED: TRUE if alarm.contradicting else FALSE,
    }
    return [concerning.get(name, FALSE) for name in block.outside]


def _joined(topics: Sequence[ResolvedItems]) -> ResolvedItems:
    """The items of topics that follow each other."""
    pressing, others = zip(*topics, strict=True)
    return ResolvedItems(tuple(chain(*pressing)), tuple(chain(*others)))


def _pressing_first(runs: Sequence[ResolvedItems]) -> tuple[ItemAdvice, ...]:
    """Given referrals that are for now come first, and then those for today."""
    first = [item for run in runs for item in run.pressing]
    first.sort(key=_urgency_place)
    return tuple(chain(first, *[run.others for run in runs]))


_URGENCIES = {urgency: place for place, urgency in enumerate((*SOONEST_FIRST, None))}
_PRESSING = (Urgency.NOW, Urgency.TODAY)


class _Resolution:
    """The work of resolving one block; what several items share is worked out once."""

    def __init__(self, plan: Plan, said: Readings, alarm: _Alarm) -> None:
        covered, self._emergencies, self._contradicting = alarm
        self._facts = plan.facts
        self._said = said
        self._covered = max(FALSE, covered)
        self._barring: dict[int, _Against] = {}
        self._named: dict[int, tuple[str, ...]] = {}
        self._limiting: set[tuple[str, ...]] = set()
        self._sending: set[str] = set()
        self.main, self._others = Waiting(), Waiting()
        self._waiting = self._others

    def waiting(self, urgent: int) -> Waiting:
        """What all its items wait for; rules wait for these facts which may send someone away at once."""
        every = all_waiting([self.main, self._others])
        every.urgent = urgent
        every.barring = self._limiting.union([one.sure for one in self._barring.values() if one.sure])
        every.sending = self._sending
        return every

    def topic(self, topic: TopicPlan) -> ResolvedItems:
        """The items of a topic in their states: given ones by rank or urgency, then the open, then the withheld.

        Among equals those come first whose rule also withholds something: they say what to do about it. Emergencies
        stand as they are declared.
        """
        said = self._said
        self._waiting = self.main if topic.main else self._others
        ranks = self._ranks(topic)
        given: list[ItemAdvice] = []
        opened: list[ItemAdvice] = []
        withheld: list[ItemAdvice] = []
        for each in topic.items:
            state = said[each.state]
            if state is _OPEN:
                opened.append(self._open(each))
            elif state is _WITHHELD:
                withheld.append(self._withheld(each))
            elif state is _GIVEN:
                given.append(self._given(each, ranks))
        self._waiting.withheld |= bool(withheld)
        self._waiting.there |= bool(given or opened or withheld)
        if topic.referral:
            self._sending.update([rule for item in given for rule in item.rules])
        if topic.acting:
            given, opened, withheld = (_acting_first(some, topic.acting) for some in (given, opened, withheld))
        if ranks:
            given.sort(key=_rank)
        if topic.referral:
            for some in (given, opened, withheld):
                some.sort(key=_urgency_place)
        pressing = sum([item.urgency in _PRESSING for item in given]) if topic.referral else 0
        return ResolvedItems(tuple(given[:pressing]), (*given[pressing:], *opened, *withheld))

    def _ranks(self, topic: TopicPlan) -> Mapping[str, int]:
        said = self._said
        strengths = {each.item.id: int(said[place]) for each, place in topic.ranked if said[place]}
        return ranks_of(strengths, [strengths]) if strengths else {}

    def _given(self, each: ItemPlan, ranks: Mapping[str, int]) -> ItemAdvice:
        said = {**each.said, "state": _GIVEN, "rules": self._true(each)}
        needs = FALSE
        if each.preferring:
            said["rank"] = ranks.get(each.item.id)
            needs |= self._may_raise(each, ranks)
        if each.ranges:
            cut = _Cut(each, self._said)
            said["range"], said["limited_by"] = cut.range, cut.rules
            needs |= cut.may_change()
        if each.item.limit_of:
            told = _ToldLimit(each, self._said)
            said["limit"] = told.most
            said.setdefault("limited_by", tuple([rule for rule in told.rules if rule not in self._true(each)]))
            needs |= told.may_change()
        item = item_advice(said)
        self._limiting.update([(rule,) for rule in item.limited_by])
        self._waiting.needs |= needs
        return item

    def _may_raise(self, each: ItemPlan, ranks: Mapping[str, int]) -> int:
        """The facts that could still bring it to be preferred more strongly, where that would change its rank."""
        if each.item.id in ranks and len(ranks) == 1:
            return FALSE
        said = self._said
        now = max([strength for place, strength in each.preferring if said[place] == TRUE], default=0)
        return waits_of([said[place] for place, strength in each.preferring if strength > now])

    def _withheld(self, each: ItemPlan) -> ItemAdvice:
        indicated = self._said[each.indicated]
        if indicated > 0:
            self._waiting.doubts |= indicated
        return item_advice(
            each.said,
            state=_WITHHELD,
            rules=self._true(each) if indicated == TRUE else (),
            withheld_by=(self._barring.get(each.stopped_as) or self._against(each)).sure,
            superseded_by=self._above(each) if each.superseding else self._emergencies_above(each),
        )

    def _above(self, each: ItemPlan) -> tuple[str, ...]:
        """The given referrals that withhold it."""
        said = self._said
        above = [item for place, item in each.superseding if said[place] is _GIVEN]
        return tuple(dict.fromkeys([*above, *self._emergencies_above(each)]))

    def _emergencies_above(self, each: ItemPlan) -> tuple[str, ...]:
        return () if each.urgent else self._emergencies

    def _open(self, each: ItemPlan) -> ItemAdvice:
        """An item that waits: for what may stop it, for whom the scope covers, and for whether it is called for."""
        indicated = self._said[each.indicated]
        against = self._barring.get(each.stopped_as) or self._against(each)
        facts, undecided = against.opens, against.maybe
        waiting = self._waiting
        if indicated > 0:
            facts |= indicated
            waiting.needs |= indicated
            undecided = (*self._maybe(each), *undecided)
            if each.twofold:
                undecided = tuple(dict.fromkeys(undecided))
        waiting.stops |= facts if each.urgent else against.waits
        return item_advice(
            each.said,
            state=_OPEN,
            rules=self._true(each) if indicated == TRUE else (),
            undecided=undecided,
            open_on=self._named.get(facts) or self._name(facts),
        )

    def _name(self, facts: int) -> tuple[str, ...]:
        named = self._named[facts] = self._facts.named(facts)
        return named

    def _true(self, each: ItemPlan) -> tuple[str, ...]:
        """The rules that bring an item which is called for."""
        said = self._said
        return each.sole or tuple([rule for place, rule in each.bringing if said[place] == TRUE])

    def _maybe(self, each: ItemPlan) -> tuple[str, ...]:
        """The rules that may bring an item of which that is not known."""
        said = self._said
        return each.sole or tuple([rule for place, rule in each.bringing if said[place] > 0])

    def _against(self, each: ItemPlan) -> "_Against":
        """What stands against an item; worked out once for items that the same rules stop alike."""
        sure, maybe, waits = _standing_against(each, self._said)
        if self._covered and not each.referral:
            maybe, waits = (SCOPE, *maybe), waits | self._covered
        opens = waits if each.referral else waits | self._contradicting
        found = self._barring[each.stopped_as] = _Against(sure, maybe, waits, opens)
        return found


def _rank(item: ItemAdvice) -> int:
    return item.rank or 0


def _urgency_place(item: ItemAdvice) -> int:
    return _URGENCIES[item.urgency]


def _acting_first(items: list[ItemAdvice], acting: frozenset[str]) -> list[ItemAdvice]:
    """Those that a rule brings which also withholds something come first; emergencies stay as they are declared."""
    if len(items) < 2:
        return items
    early = [bool(item.rules) and not acting.isdisjoint(item.rules) and not item.urgent for item in items]
    if True not in early:
        return items
    return [*compress(items, early), *[item for item, first in zip(items, early, strict=True) if not first]]


class _Against(NamedTuple):
    """The rules that stand against an item, those that may, and the facts that these wait for.

    An item that may be stopped is also open on what contradicts, which `opens` has as well.
    """

    sure: tuple[str, ...]
    maybe: tuple[str, ...]
    waits: int
    opens: int


def _standing_against(each: ItemPlan, said: Readings) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """The rules of its own that stop an item, those that may, and the facts that these wait for."""
    barred = said[each.barred]
    sure = [rule for place, rule in each.stopping if said[place] == TRUE] if barred == TRUE else []
    maybe = [rule for place, rule in each.stopping if said[place] > 0] if barred > 0 else []
    if not each.joint:
        return tuple(sure), tuple(maybe), max(FALSE, barred)
    undecided = []
    for joint, rules in each.joint:
        if said[joint] == TRUE:
            sure += [rule for place, rule in rules if said[place] == TRUE]
        elif said[joint] > 0 and _may_matter(each, rules, said):
            maybe += [rule for place, rule in rules if said[place] != FALSE]
            undecided.append(said[joint])
    waits = FALSE if sure else waits_of([*[said[place] for place, _ in each.stopping], *undecided])
    return tuple(dict.fromkeys(sure)), tuple(dict.fromkeys(maybe)), waits


def _may_matter(each: ItemPlan, rules: tuple[PlacedRule, ...], said: Readings) -> bool:
    """Whether what would bring the item does not itself relieve it of this limit."""
    _, *relieving = rules
    return said[each.indicated] == TRUE or all(said[place] == FALSE for place, _ in relieving)


class _Cut:
    """The advised ranges of a given item joined, and cut by every limit that is not ruled out."""

    def __init__(self, each: ItemPlan, said: Readings) -> None:
        self._each = each
        self._said = said
        advised = [one for place, one in each.ranges if said[place] == TRUE]
        widest = max([one.most for one in advised])
        self._limits = [one for one in each.limits if one[2] < widest and said[one[0]] != FALSE]
        most = min([widest, *[at_most for _, _, at_most in self._limits]])
        start = min([one.start for one in advised if one.start is not None], default=None)
        self.range = Range(min([one.least for one in advised]), most, None if start is None else min(most, start))

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that cut it."""
        return tuple(dict.fromkeys([rule for _, rule, _ in self._limits]))

    def may_change(self) -> int:
        """The facts that could lift a limit tighter than any that surely holds, or add a range."""
        said = self._said
        sure = min([at_most for place, _, at_most in self._limits if said[place] == TRUE], default=inf)
        cutting = [said[place] for place, _, at_most in self._limits if at_most < sure]
        adding = [said[place] for place, one in self._each.ranges if self._adds(one, sure)]
        return waits_of([*cutting, *adding])

    def _adds(self, advised: Range, most: float) -> bool:
        """Whether joining one more range could change what is advised, which can never be more than `most`."""
        now = self.range
        begins = advised.start is not None and (now.start is None or advised.start < now.start)
        return begins or advised.least < now.least or min(advised.most, most) > now.most


class _ToldLimit:
    """The strictest limit that is not ruled out, which the text of a given item says; what brings it sets one."""

    def __init__(self, each: ItemPlan, said: Readings) -> None:
        self._said = said
        self._limits = [one for one in each.limits if said[one[0]] != FALSE]
        self.most = min([at_most for _, _, at_most in self._limits])

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that set it so low."""
        return tuple(dict.fromkeys([rule for _, rule, at_most in self._limits if at_most == self.most]))

    def may_change(self) -> int:
        """The facts that could lift a limit that is stricter than any that surely holds."""
        said = self._said
        sure = min([at_most for place, _, at_most in self._limits if said[place] == TRUE], default=inf)
        return waits_of([said[place] for place, _, at_most in self._limits if at_most < sure])
