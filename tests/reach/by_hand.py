"""Small knowledge bases with persons for whom something counts that chance comes by seldom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import ALWAYS, All, Is, Within
from sluimer.knowledge.rule import Advise, Limit, Prefer, Range, Refer, Strength, Withhold
from sluimer.knowledge.vocabulary import Fact, Item, Kind, Option, Score, Urgency
from strategies.knowledge import HERE, small_knowledge, text
from strategies.persons import Answers

X, Y, NOT_X, NOT_Y = Is("x", (True,)), Is("y", (True,)), Is("x", (False,)), Is("y", (False,))
P, Q, R = (Is(f"agreed.{option}", (False,)) for option in "pqr")
"""That something was not agreed."""
AMOUNT = Advise("amount", Range(1, 4, 1))
SAYINGS: Sequence[Answers] = ({}, {"x": True}, {"x": False}, {"x": "unknown"}, {"x": True, "y": False}, {"y": True})


def _assuming(knowledge: Knowledge) -> Knowledge:
    """With the answer no to `x` while nobody says otherwise."""
    facts = knowledge.vocabulary.facts
    assumed = {**facts, "x": replace(facts["x"], assume=False)}
    return replace(knowledge, vocabulary=replace(knowledge.vocabulary, facts=assumed))


def _agreeing(knowledge: Knowledge) -> Knowledge:
    """With a set of which nothing holds while nobody says otherwise."""
    options = tuple(Option(name, text(name)) for name in ("p", "q", "r"))
    agreed = Fact("agreed", Kind.SET, text("agreed"), text("agreed"), HERE, options=options, assume=False)
    facts = {**knowledge.vocabulary.facts, "agreed": agreed}
    return replace(knowledge, vocabulary=replace(knowledge.vocabulary, facts=facts))


def _saying_a_limit(knowledge: Knowledge) -> Knowledge:
    """With an item whose text says the limit of the amount."""
    return _with_items(
        knowledge, "other", lambda item: replace(item, limit_of="amount", text=text("never more than {limit}"))
    )


def _with_two_emergencies(knowledge: Knowledge) -> Knowledge:
    """With a second referral, both of which are for now."""
    topic = knowledge.vocabulary.topics["refer"]
    twice = replace(topic, items=(*topic.items, replace(topic.items[0], id="call", title=text("call"))))
    topics = {**knowledge.vocabulary.topics, "refer": twice}
    return _with_items(
        replace(knowledge, vocabulary=replace(knowledge.vocabulary, topics=topics)),
        "refer",
        lambda item: replace(item, urgency=Urgency.NOW),
    )


def _with_items(knowledge: Knowledge, topic: str, change: Callable[[Item], Item]) -> Knowledge:
    topics = knowledge.vocabulary.topics
    changed = replace(topics[topic], items=tuple(map(change, topics[topic].items)))
    return replace(knowledge, vocabulary=replace(knowledge.vocabulary, topics={**topics, topic: changed}))


def _scoring(knowledge: Knowledge) -> Knowledge:
    """With a score of three tenths, which binary fractions miss, and of one that is a ten-millionth."""
    terms = (((X, 0.1),), ((Y, 0.2), (All((X, Y)), 1e-07)))
    return replace(
        knowledge, vocabulary=replace(knowledge.vocabulary, scores={"s": Score("s", text("s"), HERE, terms, ("S1",))})
    )


_KNOWLEDGE = {
    "a rank may still change": small_knowledge(
        (ALWAYS, [Prefer("a"), Prefer("b")]), (X, [Prefer("a", Strength.STRONGLY)])
    ),
    "a rank that stays": small_knowledge((ALWAYS, [Prefer("a"), Prefer("b")]), (X, [Prefer("a")])),
    "a limit that nobody ruled out": small_knowledge((ALWAYS, [AMOUNT]), (X, [Limit("amount", 2)])),
    "a limit at the end of the range": small_knowledge((ALWAYS, [AMOUNT]), (X, [Limit("amount", 4)])),
    "a range beyond a limit that is sure": small_knowledge(
        (ALWAYS, [AMOUNT, Limit("amount", 3)]), (X, [Advise("amount", Range(1, 9, 1))])
    ),
    "a range that lifts a limit": small_knowledge(
        (X, [Advise("amount", Range(5, 9, 6))]), (Y, [Limit("amount", 3)]), (ALWAYS, [Advise("amount", Range(4, 5, 4))])
    ),
    "outside by an assumption": _assuming(small_knowledge((ALWAYS, [AMOUNT]), scope=X)),
    "stopped by an assumption": _assuming(
        small_knowledge(
            (ALWAYS, [AMOUNT]), (Is("x", (False,)), [Withhold("amount", ("amount",)), Refer("see_someone")])
        )
    ),
    "agreed for one reason, and sent to somebody for others": _agreeing(
        small_knowledge(
            (ALWAYS, [AMOUNT]),
            (P, [Withhold("amount", ("amount",))]),
            (All((P, Q)), [Refer("see_someone")]),
            (All((R, Y)), [Refer("see_someone")]),
        )
    ),
    "stopped for a reason that nothing lifts": _agreeing(
        small_knowledge(
            (ALWAYS, [AMOUNT, Advise("a")]),
            (P, [Withhold("amount", ("amount",))]),
            (Y, [Withhold("amount", ("amount",))]),
            (Q, [Withhold("a", ("a",))]),
        )
    ),
    "a limit below a range that is not sure": small_knowledge(
        (X, [Advise("amount", Range(5, 9, 6))]), (Y, [Limit("amount", 3)])
    ),
    "limits that a text says": _saying_a_limit(
        small_knowledge(
            (ALWAYS, [AMOUNT, Prefer("a"), Prefer("b"), Limit("amount", 4)]),
            (X, [Limit("amount", 2)]),
            (Y, [Limit("amount", 3)]),
        )
    ),
    "emergencies as they are declared": _with_two_emergencies(
        small_knowledge(
            (X, [Refer("see_someone")]), (All((X, NOT_Y)), [Refer("call"), Withhold("amount", ("amount",))])
        )
    ),
    "a range that says where to begin": small_knowledge(
        (ALWAYS, [Advise("amount", Range(1, 4))]), (X, [Advise("amount", Range(1, 4, 2))])
    ),
    "points between two bounds": _scoring(
        small_knowledge(
            (ALWAYS, [AMOUNT]),
            (Within("s", at_least=0.3, below=0.4), [Prefer("a")]),
            (Within("s", above=0.1, at_most=0.3), [Prefer("b")]),
        )
    ),
}
BY_HAND: Mapping[str, tuple[Knowledge, Sequence[Answers]]] = {
    name: (knowledge, SAYINGS) for name, knowledge in _KNOWLEDGE.items()
}
"""Each under what it shows."""
