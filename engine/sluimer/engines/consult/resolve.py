"""From what inference found to advice: the states of the net, with the rules and the facts behind each of them."""

from collections.abc import Mapping, Sequence
from itertools import compress
from math import inf
from typing import NamedTuple

from sluimer.advice.model import Advice, ItemAdvice, KnowledgeName, Wordings, item_advice
from sluimer.case import Case
from sluimer.engines.consult.compile import Said
from sluimer.engines.consult.experta_adapter import Inferred
from sluimer.engines.consult.number import FALSE, TRUE, waits_of
from sluimer.engines.consult.plan import ItemPlan, Placed, Plan, TopicPlan
from sluimer.engines.consult.questions import Waiting, questions
from sluimer.frozen import frozen
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.rule import Range
from sluimer.logic import Truth
from sluimer.meaning.model import Outcome, State, ranks_of
from sluimer.meaning.net import OUTCOME


class Finished(NamedTuple):
    """A block once all its parts were told, and its topics."""

    said: Said
    topics: Mapping[str, "ResolvedTopic"]


class ResolvedTopic(NamedTuple):
    """The items of a topic, and what they wait for."""

    items: tuple[ItemAdvice, ...]
    waiting: Waiting


class Resolver:
    """Resolves advice for one knowledge base; blocks that no answer touches are resolved once and for all."""

    def __init__(self, plan: Plan, blank: Inferred, name: KnowledgeName, wordings: Wordings) -> None:
        self._plan = plan
        self._name = name
        self._wordings = wordings
        self._findings = tuple(
            name for block in plan.program.blocks for stratum in block.strata for _, name in stratum.findings
        )
        self._outcome = plan.program.places[OUTCOME]
        self._topics = [
            [topic for topic in plan.topics if topic.block == number] for number in range(len(plan.program.blocks))
        ]
        covered = (TRUE, FALSE, blank.number(SCOPE))
        self._blank = {one: [self._finish(number, None, one) for number in range(self._outcome[0])] for one in covered}

    def resolve(self, inferred: Inferred, case: Case) -> Advice:
        """The advice for one person."""
        covered = inferred.number(SCOPE)
        blocks = self._finished(inferred, covered, case)
        topics = [blocks[topic.block].topics[topic.id] for topic in self._plan.topics]
        outcome = self._read_outcome(blocks)
        items = [item for topic in topics for item in topic.items]
        waiting = [topic.waiting for topic in topics]
        return Advice(
            outcome=outcome,
            items=_urgent_first(items),
            findings=frozen({name: _truth(inferred.values.get(name)) for name in self._findings}),
            questions=questions(self._plan, inferred, case, outcome, items, waiting),
            fired=inferred.fired,
            knowledge=self._name,
            worded=self._wordings,
        )

    def _finished(self, inferred: Inferred, covered: int, case: Case) -> list[Finished]:
        """Every block; all are told anew where an answer changes what is still to be known of the scope."""
        anew = covered > 0 and not self._plan.scope_slots.isdisjoint(case.values)
        blocks = list(self._blank[TRUE if anew else covered])
        for number in range(len(blocks)) if anew else inferred.said:
            blocks[number] = self._finish(number, inferred.said.get(number), covered)
        return blocks

    def _finish(self, number: int, said: Said | None, covered: int) -> Finished:
        block = self._plan.program.blocks[number]
        told = (block.blank if said is None else said).copy()
        block.finish(told, (covered,))
        resolution = _Resolution(self._plan, told, covered)
        return Finished(told, {topic.id: resolution.topic(topic) for topic in self._topics[number]})

    def _read_outcome(self, blocks: Sequence[Finished]) -> Outcome:
        number, place = self._outcome
        block, places = self._plan.program.blocks[number], self._plan.program.places
        told = block.blank.copy()
        block.finish(told, [blocks[at].said[there] for at, there in (places[name] for name in block.outside)])
        return Outcome(told[place])


def _truth(value: object) -> Truth:
    return value if isinstance(value, bool) else None


def _urgent_first(items: list[ItemAdvice]) -> tuple[ItemAdvice, ...]:
    urgent = [item for item in items if item.urgent and item.state is State.GIVEN]
    if not urgent:
        return tuple(items)
    return (*urgent, *[item for item in items if not (item.urgent and item.state is State.GIVEN)])


class _Resolution:
    """The work of resolving one block; what several items share is worked out once."""

    def __init__(self, plan: Plan, said: Said, covered: int) -> None:
        self._facts = plan.facts
        self._said = said
        self._covered = max(FALSE, covered)
        self._barring: dict[int, _Against] = {}
        self._named: dict[int, tuple[str, ...]] = {}

    def topic(self, topic: TopicPlan) -> ResolvedTopic:
        """The items of a topic in their states: given ones by rank, then the open, then the withheld.

        Among equals those come first whose rule also withholds something: they say what to do about it.
        """
        said = self._said
        waiting = Waiting()
        ranks = self._ranks(topic)
        given: list[ItemAdvice] = []
        opened: list[ItemAdvice] = []
        withheld: list[ItemAdvice] = []
        for each in topic.by_id:
            state = said[each.state]
            if state is State.OPEN:
                opened.append(self._open(each, waiting))
            elif state is State.WITHHELD:
                withheld.append(self._withheld(each, waiting))
            elif state is State.GIVEN:
                given.append(self._given(each, ranks, waiting))
        waiting.withheld = bool(withheld)
        if topic.acting:
            given, opened, withheld = (_acting_first(some, topic.acting) for some in (given, opened, withheld))
        if ranks:
            given.sort(key=_rank)
        return ResolvedTopic((*given, *opened, *withheld), waiting)

    def _ranks(self, topic: TopicPlan) -> Mapping[str, int]:
        said = self._said
        strengths = {each.item.id: int(said[place]) for each, place in topic.ranked if said[place]}
        return ranks_of(strengths, [strengths]) if strengths else {}

    def _given(self, each: ItemPlan, ranks: Mapping[str, int], waiting: Waiting) -> ItemAdvice:
        said = {**each.said, "state": State.GIVEN, "rules": self._true(each)}
        if each.preferring:
            said["rank"] = ranks.get(each.item.id)
            waiting.needs |= self._may_raise(each, ranks)
        if each.ranges:
            cut = _Cut(each, self._said)
            said["range"], said["limited_by"] = cut.range, cut.rules
            waiting.needs |= cut.may_change()
        return item_advice(said)

    def _may_raise(self, each: ItemPlan, ranks: Mapping[str, int]) -> int:
        """The facts that could still bring it to be preferred more strongly, where that would change its rank."""
        if each.item.id in ranks and len(ranks) == 1:
            return FALSE
        said = self._said
        now = max([strength for one, strength in each.preferring if said[one.place] == TRUE], default=0)
        return waits_of([said[one.place] for one, strength in each.preferring if strength > now])

    def _withheld(self, each: ItemPlan, waiting: Waiting) -> ItemAdvice:
        indicated = self._said[each.indicated]
        if indicated > 0:
            waiting.doubts |= indicated
        return item_advice(
            {
                **each.said,
                "state": State.WITHHELD,
                "rules": self._true(each) if indicated == TRUE else (),
                "withheld_by": self._against(each).sure,
            }
        )

    def _open(self, each: ItemPlan, waiting: Waiting) -> ItemAdvice:
        """An item that waits: for what may stop it, for whom the scope covers, and for whether it is called for."""
        said = self._said
        indicated = said[each.indicated]
        against = self._barring.get(each.barred) or self._against(each)
        stops, undecided = against.waits, against.maybe
        if self._covered and not each.referral:
            stops, undecided = stops | self._covered, (SCOPE, *undecided)
        facts = stops
        if indicated > 0:
            facts |= indicated
            waiting.needs |= indicated
            undecided = (*[rule for place, rule in each.bringing if said[place] > 0], *undecided)
        waiting.stops |= facts if each.item.urgent else stops
        if each.twofold:
            undecided = tuple(dict.fromkeys(undecided))
        return item_advice(
            {
                **each.said,
                "state": State.OPEN,
                "rules": self._true(each) if indicated == TRUE else (),
                "undecided": undecided,
                "open_on": self._named.get(facts) or self._name(facts),
            }
        )

    def _name(self, facts: int) -> tuple[str, ...]:
        named = self._named[facts] = self._facts.named(facts)
        return named

    def _true(self, each: ItemPlan) -> tuple[str, ...]:
        """The rules that bring an item."""
        said = self._said
        return tuple([rule for place, rule in each.bringing if said[place] == TRUE])

    def _against(self, each: ItemPlan) -> "_Against":
        """The rules that bar an item, and those that may; items that the same condition bars have one place for it."""
        found = self._barring.get(each.barred)
        if found is None:
            found = self._barring[each.barred] = _against(each, self._said)
        return found


def _rank(item: ItemAdvice) -> int:
    return item.rank or 0


def _acting_first(items: list[ItemAdvice], acting: frozenset[str]) -> list[ItemAdvice]:
    """Those that a rule brings which also withholds something come first."""
    if len(items) < 2:
        return items
    first = [not acting.isdisjoint(item.rules) for item in items]
    return [*compress(items, first), *[item for item, early in zip(items, first, strict=True) if not early]]


class _Against(NamedTuple):
    """The rules that stand against an item, those that may, and the facts that these wait for."""

    sure: tuple[str, ...]
    maybe: tuple[str, ...]
    waits: int


def _against(each: ItemPlan, said: Said) -> _Against:
    barred = said[each.barred]
    sure = [rule for place, rule in each.stopping if said[place] == TRUE] if barred == TRUE else []
    maybe = [rule for place, rule in each.stopping if said[place] > 0] if barred > 0 else []
    if not each.joint:
        return _Against(tuple(sure), tuple(maybe), max(FALSE, barred))
    undecided = []
    for place, rules in each.joint:
        if said[place] == TRUE:
            sure += [one.rule for one in rules if said[one.place] == TRUE]
        elif said[place] > 0 and _may_matter(each, rules, said):
            maybe += [one.rule for one in rules if said[one.place] != FALSE]
            undecided.append(said[place])
    waits = FALSE if sure else waits_of([*[said[one.place] for one in each.stopping], *undecided])
    return _Against(tuple(dict.fromkeys(sure)), tuple(dict.fromkeys(maybe)), waits)


def _may_matter(each: ItemPlan, rules: tuple[Placed, ...], said: Said) -> bool:
    """Whether what would bring the item does not itself relieve it of this limit."""
    _, *relieving = rules
    return said[each.indicated] == TRUE or all(said[one.place] == FALSE for one in relieving)


class _Cut:
    """The advised ranges of a given item joined, and cut by every limit that is not ruled out."""

    def __init__(self, each: ItemPlan, said: Said) -> None:
        self._each = each
        self._said = said
        advised = [one for rule, one in each.ranges if said[rule.place] == TRUE]
        widest = max([one.most for one in advised])
        self._limits = [one for one in each.limits if one[1] < widest and said[one[0].place] != FALSE]
        most = min([widest, *[at_most for _, at_most in self._limits]])
        self.range = Range(min([one.least for one in advised]), most, min([most, *[one.start for one in advised]]))

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that cut it."""
        return tuple(dict.fromkeys([rule.rule for rule, _ in self._limits]))

    def may_change(self) -> int:
        """The facts that could lift a limit tighter than any that surely holds, or add a range."""
        said = self._said
        sure = min([at_most for rule, at_most in self._limits if said[rule.place] == TRUE], default=inf)
        cutting = [said[rule.place] for rule, at_most in self._limits if at_most < sure]
        adding = [said[rule.place] for rule, one in self._each.ranges if self._adds(one, sure)]
        return waits_of([*cutting, *adding])

    def _adds(self, advised: Range, most: float) -> bool:
        """Whether joining one more range could change what is advised, which can never be more than `most`."""
        now = self.range
        return advised.least < now.least or advised.start < now.start or min(advised.most, most) > now.most
