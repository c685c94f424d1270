"""What may stand on the first screen of advice, as data: the verdict, whom to call, what to do, what not, what next.

It holds no texts: these are told by `tell/summary.py`, on every paper the same ones, as far as they fit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.presentation import OTHER_ADVICE
from sluimer.knowledge.vocabulary import SOONEST_FIRST, Urgency
from sluimer.meaning.advice import Advice, HeldContradiction, ItemAdvice
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import Outcome, State

STOP_RANK = -1
"""How urgent a referral is that stops all: more than any other."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """Items that the same rules withhold, in the order of the advice; of a stop only those of the main topic.

    Of these rules those are `leading` that send the person to the most urgent referral: of them the reason is told.
    """

    items: tuple[ItemAdvice, ...]
    rules: tuple[str, ...]
    leading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The first screen: where there is an `emergency` that alone; else whom to `call`, the `frame`, and what to do.

    `verdict` is an outcome, or says that something other than the main topic decided it; whoever is `outside` is told
    whom the knowledge is about. `call` has every referral, the most urgent first, and `actions` all there is to do, the
    heaviest first: how many fit is seen when they are told. `frame` has for each topic what is given of it;
    `contradictions` hold between answers, `beside` is given and never stands here, and `question` is the next step.
    """

    verdict: str
    outside: bool = False
    emergency: tuple[ItemAdvice, ...] = ()
    call: tuple[ItemAdvice, ...] = ()
    frame: tuple[tuple[str, tuple[ItemAdvice, ...]], ...] = ()
    actions: tuple[ItemAdvice, ...] = ()
    not_now: tuple[NotNow, ...] = ()
    contradictions: tuple[HeldContradiction, ...] = ()
    question: str = ""
    questions: int = 0
    beside: tuple[ItemAdvice, ...] = ()

    @property
    def needed(self) -> tuple[ItemAdvice, ...]:
        """The referrals that no screen leaves out: all that are more than a remark, and but for a stop the heaviest."""
        remarks = [item for item in self.call if item.urgency is Urgency.REMARK]
        told = [] if self.verdict == Outcome.STOP else remarks[:1]
        return tuple(item for item in self.call if item not in remarks or item in told)


def summary_of(advice: Advice, knowledge: Knowledge, covered: Truth = None) -> Summary:
    """The first screen of this advice, which this knowledge gave; `covered` is whether it is about this person.

    A stop is told with whom to call and what not to do, and with nothing that could be taken for leave.
    """
    if advice.emergencies:
        return Summary(str(advice.outcome), emergency=advice.emergencies)
    given = advice.in_state(State.GIVEN)
    referrals = _heaviest((item for item in given if _refers(item, knowledge)), knowledge)
    call = tuple(sorted(referrals, key=_soonest))
    frame = _frame(given, knowledge)
    framed = {item.id for _, items in frame for item in items}
    others = [item for item in given if item.id not in framed and not _refers(item, knowledge)]
    to_do = [] if advice.outcome is Outcome.STOP else others
    actions = _heaviest((item for item in to_do if not knowledge.vocabulary.items[item.id].background), knowledge)
    return Summary(
        verdict=verdict_of(advice, knowledge),
        outside=covered is False,
        call=call,
        frame=frame,
        actions=actions,
        not_now=tuple(_not_now(advice, _ranks(call, knowledge), knowledge)),
        contradictions=advice.contradictions,
        question=next(iter(advice.questions), ""),
        questions=len(advice.questions),
        beside=tuple(item for item in others if item not in actions),
    )


def verdict_of(advice: Advice, knowledge: Knowledge) -> str:
    """The outcome, or that something other than the main topic decided it, by the name of how that is told."""
    given = {item.topic for item in advice.in_state(State.GIVEN)}
    elsewhere = advice.outcome is Outcome.ADVICE and knowledge.manifest.main_topic not in given
    return OTHER_ADVICE if elsewhere else str(advice.outcome)


def _refers(item: ItemAdvice, knowledge: Knowledge) -> bool:
    return knowledge.vocabulary.topics[item.topic].referral


def _soonest(item: ItemAdvice) -> int:
    return SOONEST_FIRST.index(item.urgency or Urgency.REMARK)


def _ranks(referrals: Iterable[ItemAdvice], knowledge: Knowledge) -> Mapping[str, int]:
    """For each rule how urgent the most urgent of these is that it sends to; what stops all comes before the rest."""
    ranks: dict[str, int] = {}
    for item in referrals:
        rank = STOP_RANK if item.topic in knowledge.manifest.stops else _soonest(item)
        for rule in item.rules:
            ranks[rule] = min(rank, ranks.get(rule, rank))
    return ranks


def _heaviest(items: Iterable[ItemAdvice], knowledge: Knowledge) -> tuple[ItemAdvice, ...]:
    """By weight, the heaviest first; of equal weight in the order of the advice."""
    about = knowledge.vocabulary.items
    return tuple(sorted(items, key=lambda item: -about[item.id].weight))


def _frame(given: Iterable[ItemAdvice], knowledge: Knowledge) -> tuple[tuple[str, tuple[ItemAdvice, ...]], ...]:
    """What is given of each topic of the frame, where the main topic is: how to take it makes no sense without it."""
    by_topic = {topic: tuple(items) for topic, items in groupby(given, key=lambda item: item.topic)}
    manifest = knowledge.manifest
    if manifest.main_topic not in by_topic:
        return ()
    topics = manifest.frame or (manifest.main_topic,)
    return tuple((topic, by_topic[topic]) for topic in topics if topic in by_topic)


def _not_now(advice: Advice, ranks: Mapping[str, int], knowledge: Knowledge) -> Iterable[NotNow]:
    """What is withheld, by the rules that do, first what stops something of the main topic; of a stop only the reason.

    Only what some rule calls for, and no background; without the main topic no word on how to take it, nor on what the
    same rule withholds, since that follows, nor on what a referral speaks of.
    """
    about, main, frame = knowledge.vocabulary.items, knowledge.manifest.main_topic, knowledge.manifest.frame
    withheld = advice.in_state(State.WITHHELD)
    some = [item for item in withheld if item.rules and item.withheld_by and not about[item.id].background]
    stopping = {rule for item in some if item.topic == main for rule in item.withheld_by}
    found: dict[tuple[str, ...], list[ItemAdvice]] = {}
    for item in some:
        by = item.withheld_by
        follows = stopping and (item.topic in frame or not stopping.isdisjoint(by) or not ranks.keys().isdisjoint(by))
        if item.topic == main or not follows:
            found.setdefault(by, []).append(item)
    every = (NotNow(tuple(items), rules, _leading(rules, ranks)) for rules, items in found.items())
    groups = sorted(every, key=lambda one: all(item.topic != main for item in one.items))
    if advice.outcome is Outcome.STOP:
        stops = [one for one in groups if ranks.get(one.leading[0]) == STOP_RANK][:1]
        return [replace(one, items=tuple(item for item in one.items if item.topic == main)) for one in stops]
    return groups


def _leading(rules: Iterable[str], ranks: Mapping[str, int]) -> tuple[str, ...]:
    """Those of these rules that send somewhere most urgently; all where none does."""
    placed = [(ranks.get(rule, len(SOONEST_FIRST)), rule) for rule in rules]
    soonest = min((rank for rank, _ in placed), default=0)
    return tuple(rule for rank, rule in placed if rank == soonest)
