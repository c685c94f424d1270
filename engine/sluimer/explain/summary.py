"""What stands on the first screen of advice, as data: the verdict, whom to call, what to do, what not, what next.

It holds no texts: these are told by `tell/summary.py`, on every paper the same ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.presentation import OTHER_ADVICE
from sluimer.knowledge.vocabulary import SOONEST_FIRST, Urgency
from sluimer.meaning.advice import Advice, HeldContradiction, ItemAdvice
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import Outcome, State

MOST_CALLS = 2
MOST_ACTIONS = 3


@dataclass(frozen=True, slots=True)
class NotNow:
    """Items that the same rules withhold, in the order of the advice."""

    items: tuple[ItemAdvice, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The first screen: where there is an `emergency` that alone; else whom to `call`, the `frame`, and what to do.

    `verdict` is an outcome, or says that something other than the main topic decided it; whoever is `outside` is told
    whom the knowledge is about. `frame` has for each topic what is given of it; `contradictions` hold between answers,
    `left` counts what is given and does not stand here, and `question` is the next step.
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
    left: int = 0


def summary_of(advice: Advice, knowledge: Knowledge, covered: Truth = None) -> Summary:
    """The first screen of this advice, which this knowledge gave; `covered` is whether it is about this person.

    A stop is told with whom to call and what not to do, and with nothing that could be taken for leave.
    """
    given = advice.in_state(State.GIVEN)
    emergency = tuple(item for item in given if item.urgent)
    if emergency:
        return Summary(str(advice.outcome), emergency=emergency, left=len(given) - len(emergency))
    referrals = _heaviest((item for item in given if _refers(item, knowledge)), knowledge)
    call = tuple(sorted(referrals, key=lambda item: SOONEST_FIRST.index(item.urgency or Urgency.REMARK)))[:MOST_CALLS]
    frame = _frame(given, knowledge)
    framed = {item.id for _, items in frame for item in items}
    to_do = [item for item in given if item.id not in framed and _is_action(item, knowledge)]
    actions = () if advice.outcome is Outcome.STOP else _heaviest(to_do, knowledge)[:MOST_ACTIONS]
    return Summary(
        verdict=verdict_of(advice, knowledge),
        outside=covered is False,
        call=call,
        frame=frame,
        actions=actions,
        not_now=tuple(_not_now(advice.in_state(State.WITHHELD), knowledge)),
        contradictions=advice.contradictions,
        question=next(iter(advice.questions), ""),
        questions=len(advice.questions),
        left=len(given) - len(call) - len(framed) - len(actions),
    )


def verdict_of(advice: Advice, knowledge: Knowledge) -> str:
    """The outcome, or that something other than the main topic decided it, by the name of how that is told."""
    given = {item.topic for item in advice.in_state(State.GIVEN)}
    elsewhere = advice.outcome is Outcome.ADVICE and knowledge.manifest.main_topic not in given
    return OTHER_ADVICE if elsewhere else str(advice.outcome)


def _refers(item: ItemAdvice, knowledge: Knowledge) -> bool:
    return knowledge.vocabulary.topics[item.topic].referral


def _is_action(item: ItemAdvice, knowledge: Knowledge) -> bool:
    return not (_refers(item, knowledge) or knowledge.vocabulary.items[item.id].background)


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


def _not_now(withheld: Iterable[ItemAdvice], knowledge: Knowledge) -> Iterable[NotNow]:
    """What is withheld, by the rules that do, first what stops something of the main topic.

    Only what some rule calls for, and no background; without the main topic no word on how to take it: that follows.
    """
    main, frame = knowledge.manifest.main_topic, knowledge.manifest.frame
    some = [
        item
        for item in withheld
        if item.rules and item.withheld_by and not knowledge.vocabulary.items[item.id].background
    ]
    follow = {*frame} - {main} if any(item.topic == main for item in some) else set()
    found: dict[tuple[str, ...], list[ItemAdvice]] = {}
    for item in some:
        if item.topic not in follow:
            found.setdefault(item.withheld_by, []).append(item)
    groups = (NotNow(tuple(items), rules) for rules, items in found.items())
    return sorted(groups, key=lambda one: all(item.topic != main for item in one.items))
