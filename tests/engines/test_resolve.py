"""Every cell of the table of states, and what ranges, ranks, outcomes and questions are made of."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sluimer import Advice, KnowledgeBase, Outcome, State, load
from sluimer.knowledge.condition import ALWAYS, All, Is
from sluimer.knowledge.rule import Ask, Avoid, Prefer
from sluimer.tell.item_texts import item_text
from sluimer.tell.speaker import Speaker
from strategies.knowledge import small_knowledge

X, Y = Is("x", (True,)), Is("y", (True,))

MANIFEST = """
name: running
version: "1"
title: {nl: Hardlopen, en: Running}
languages: [nl, en]
main_topic: distance
topics: [call, distance, shoes, extra]
units: {km: {nl: km, en: km}}
packs: {book: {nl: Het boek, en: The book}}
sources: {book: {title: {nl: Het boek, en: The book}}}
scope: {when: {adult: yes}, because: {nl: Alleen volwassenen., en: Adults only.}, cites: [B1]}
"""
LEDGER = "B1: {source: book, says: {nl: Een zin., en: A sentence.}}"
VOCABULARY = """
facts:
  adult: {kind: yes_no, title: {nl: v, en: a}, question: {nl: v, en: a}}
  wants: {kind: yes_no, title: {nl: w, en: w}, question: {nl: w, en: w}}
  longs: {kind: yes_no, title: {nl: l, en: l}, question: {nl: l, en: l}}
  knee: {kind: yes_no, title: {nl: k, en: k}, question: {nl: k, en: k}}
  heat: {kind: yes_no, title: {nl: h, en: h}, question: {nl: h, en: h}}
  faint: {kind: yes_no, title: {nl: f, en: f}, question: {nl: f, en: f}}
  agreed: {kind: yes_no, assume: no, title: {nl: a, en: a}, question: {nl: a, en: a}}
  terrain:
    {kind: set, title: {nl: t, en: t}, question: {nl: t, en: t}, options: {sand: {nl: z, en: s}, mud: {nl: m, en: m}}}
findings:
  keen: {title: {nl: g, en: k}}
topics:
  call:
    title: {nl: Bel, en: Call}
    referral: yes
    items:
      help: {urgency: now, title: {nl: Bel, en: Call}, text: {nl: Bel., en: Call.}}
      coach: {title: {nl: Vraag, en: Ask}, text: {nl: Vraag., en: Ask.}}
  distance:
    title: {nl: Afstand, en: Distance}
    items:
      distance:
        unit: km
        title: {nl: Hoe ver, en: How far}
        text: {nl: "Loop {range}, eerst {start}.", en: "Run {range}, first {start}."}
  shoes:
    title: {nl: Schoenen, en: Shoes}
    items:
      spikes: {title: {nl: Spikes, en: Spikes}, text: {nl: Spikes., en: Spikes.}}
      trail: {title: {nl: Trail, en: Trail}, text: {nl: Trail., en: Trail.}}
      road: {title: {nl: Weg, en: Road}, text: {nl: Weg., en: Road.}}
  extra:
    title: {nl: Extra, en: Extra}
    items: {water: {title: {nl: Drink, en: Drink}, text: {nl: Drink., en: Drink.}}}
"""
RULES = """
keen-to-run: {when: {wants: yes}, then: {conclude: keen}, because: {nl: r, en: r}, cites: [B1]}
run:
  {when: {keen: yes}, then: {advise: {distance: {from: 5 km, to: 10 km, start: 5 km}}},
    because: {nl: r, en: r}, cites: [B1]}
run-far:
  {when: {longs: yes}, then: {advise: {distance: {from: 8 km, to: 20 km, start: 8 km}}},
    because: {nl: r, en: r}, cites: [B1]}
knee-stops: {when: {knee: yes, agreed: no}, then: {withhold: distance}, because: {nl: r, en: r}, cites: [B1]}
heat-limits: {when: {heat: yes}, then: {limit: {distance: {at_most: 6 km}}}, because: {nl: r, en: r}, cites: [B1]}
fainting: {when: {faint: yes}, then: {refer: help}, because: {nl: r, en: r}, cites: [B1]}
road-shoes: {when: {keen: yes}, then: {prefer: road}, because: {nl: r, en: r}, cites: [B1]}
trail-shoes: {when: {terrain: {includes: sand}}, then: {prefer: trail}, because: {nl: r, en: r}, cites: [B1]}
mud-shoes: {when: {terrain: {includes: mud}}, then: {prefer: {spikes: strongly}}, because: {nl: r, en: r}, cites: [B1]}
no-spikes: {when: {terrain: {includes: sand}}, then: {avoid: spikes}, because: {nl: r, en: r}, cites: [B1]}
drink: {when: {heat: yes}, then: {advise: water}, because: {nl: r, en: r}, cites: [B1]}
"""

Advise = Callable[..., Advice]


@pytest.fixture
def running(write: Callable[[Mapping[str, str | bytes]], Path]) -> Callable[[str], KnowledgeBase]:
    """The knowledge base, with more rules."""

    def loaded(more: str = "") -> KnowledgeBase:
        texts = {"rules/knowledge.yaml": MANIFEST, "rules/ledger/book.yaml": LEDGER, "facts/all.yaml": VOCABULARY}
        return load(write({**texts, "rules/book/all.yaml": RULES + more}))

    return loaded


@pytest.fixture
def advise(running: Callable[[str], KnowledgeBase]) -> Advise:
    """The advice for an adult with these answers."""
    kb = running("")
    return lambda **answers: kb.consult({"adult": True, **answers}).advice


@pytest.mark.parametrize(
    ("wants", "knee", "expected"),
    [
        (True, False, State.GIVEN),
        (True, "unknown", State.OPEN),
        (True, True, State.WITHHELD),
        ("declined", False, State.OPEN),
        ("declined", "unknown", State.OPEN),
        (None, True, State.WITHHELD),
        (False, False, None),
        (False, "unknown", None),
        (False, True, None),
    ],
)
def test_an_item_is_given_only_when_indicated_and_surely_not_barred(
    advise: Advise, wants: object, knee: object, expected: State | None
) -> None:
    item = advise(wants=wants, knee=knee, longs=False).item("distance")
    assert (item.state if item else None) == expected


def test_a_withheld_item_names_what_bars_it_and_an_open_one_what_it_waits_for(advise: Advise) -> None:
    withheld = advise(wants=True, knee=True).item("distance")
    opened = advise(wants=True).item("distance")
    assert withheld
    assert withheld.withheld_by == ("knee-stops",)
    assert opened
    assert (opened.open_on, opened.undecided) == (("knee",), ("knee-stops",))


@pytest.mark.parametrize(("x", "state"), [(True, State.WITHHELD), (None, State.OPEN)])
def test_of_two_rules_with_one_condition_each_is_named_for_what_it_stops_itself(x: bool | None, state: State) -> None:
    knowledge = small_knowledge((Y, [Prefer("a"), Prefer("b")]), (X, [Avoid("a")]), (X, [Avoid("b")]))
    advice = KnowledgeBase(knowledge).consult({"y": True, "x": x}).advice
    for name, rule in (("a", "rule-1"), ("b", "rule-2")):
        item = advice.item(name)
        assert item
        assert (item.state, (*item.withheld_by, *item.undecided)) == (state, (rule,))


def test_a_rule_that_both_brings_and_stops_an_item_is_named_once_for_what_is_not_known() -> None:
    item = KnowledgeBase(small_knowledge((X, [Prefer("a"), Avoid("a")]))).consult({}).advice.item("a")
    assert item
    assert (item.undecided, item.open_on) == (("rule-0",), ("x",))


def test_a_number_that_was_given_is_not_asked_for_what_it_might_have_implied() -> None:
    kb = KnowledgeBase(small_knowledge((X, [Prefer("a")])))
    assert kb.consult({"x": "unknown"}).advice.questions == ("n",)
    assert kb.consult({"x": "unknown", "n": 0}).advice.questions == ()


def test_an_item_that_waits_through_a_finding_names_the_facts_behind_it(advise: Advise) -> None:
    item = advise(knee=False, longs=False).item("distance")
    assert item
    assert item.open_on == ("wants",)


def test_ranges_of_several_rules_are_joined(advise: Advise) -> None:
    item = advise(wants=True, longs=True, knee=False, heat=False).item("distance")
    assert item
    assert item.range
    assert (item.range.least, item.range.most, item.range.start) == (5, 20, 5)


@pytest.mark.parametrize("heat", [True, "unknown", None])
def test_a_limit_holds_until_it_is_ruled_out(advise: Advise, heat: object) -> None:
    item = advise(wants=True, longs=False, knee=False, heat=heat).item("distance")
    assert item
    assert item.range
    assert (item.range.most, item.limited_by) == (6, ("heat-limits",))


def test_a_limit_that_is_ruled_out_limits_nothing(advise: Advise) -> None:
    item = advise(wants=True, longs=False, knee=False, heat=False).item("distance")
    assert item
    assert item.range
    assert (item.range.most, item.limited_by) == (10, ())


@pytest.mark.parametrize(("heat", "state"), [(True, State.WITHHELD), (None, State.OPEN), (False, State.GIVEN)])
def test_a_limit_that_leaves_nothing_bars_the_item(advise: Advise, heat: bool | None, state: State) -> None:
    item = advise(wants=False, longs=True, knee=False, heat=heat).item("distance")
    assert item
    assert item.state is state


def test_an_unknown_limit_is_asked_only_while_it_is_the_tightest(running: Callable[[str], KnowledgeBase]) -> None:
    more = (
        "looser: {when: {faint: yes}, then: {limit: {distance: {at_most: 9 km}}}, because: {nl: r, en: r}, cites: [B1]}"
    )
    kb = running(more)
    known = {"adult": True, "wants": True, "longs": False, "knee": False, "terrain": []}
    assert "faint" in kb.consult({**known, "heat": False}).questions
    tight = kb.consult({**known, "heat": True, "faint": "unknown"}).advice
    assert tight.questions == ()


def test_the_strongest_preference_ranks_first_and_equal_strength_is_an_equal_rank(advise: Advise) -> None:
    muddy = advise(wants=True, terrain={"includes": ["mud"], "excludes": ["sand"]})
    sandy = advise(wants=True, terrain=["sand"])
    assert [(item.id, item.rank) for item in muddy.items if item.topic == "shoes"] == [("spikes", 1), ("road", 2)]
    assert [(item.id, item.rank) for item in sandy.items if item.topic == "shoes"] == [
        ("trail", 1),
        ("road", 1),
    ]  # as declared


def test_an_avoided_option_is_withheld_and_an_unknown_one_stays_open(advise: Advise) -> None:
    both = advise(wants=True, terrain=["sand", "mud"]).item("spikes")
    partly = advise(wants=True, terrain={"includes": ["mud"]}).item("spikes")
    assert both
    assert both.state is State.WITHHELD
    assert partly
    assert (partly.state, partly.open_on) == (State.OPEN, ("terrain",))


def test_an_urgent_referral_stands_first_whatever_the_outcome(advise: Advise) -> None:
    for answers in ({"wants": True, "knee": True}, {"wants": True}, {"wants": False, "longs": False}):
        assert advise(faint=True, **answers).items[0].id == "help"


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"wants": True, "knee": False}, Outcome.ADVICE),
        ({"wants": True, "knee": True}, Outcome.ASK_FIRST),
        ({"wants": True}, Outcome.ANSWERS_NEEDED),
        ({"wants": False, "longs": False, "heat": True}, Outcome.ADVICE),
        ({"wants": False, "longs": False, "heat": False, "faint": False, "terrain": []}, Outcome.NOT_COVERED),
        ({"wants": False, "longs": False, "heat": False, "terrain": []}, Outcome.ANSWERS_NEEDED),
    ],
)
def test_the_outcome_is_read_off_the_main_topic_and_else_off_the_rest(
    advise: Advise, answers: dict[str, object], outcome: Outcome
) -> None:
    assert advise(**answers).outcome is outcome


def test_outside_the_scope_there_are_only_referrals(advise: Advise) -> None:
    advice = advise(adult=False, wants=True, knee=False, heat=True, faint=True)
    assert advice.outcome is Outcome.URGENT
    assert advise(adult=False, wants=True, knee=False, heat=True, faint=False).outcome is Outcome.NOT_COVERED
    assert [(item.id, item.state) for item in advice.items] == [("help", State.GIVEN)]


@pytest.mark.parametrize("adult", [None, "unknown", "declined"])
def test_an_unknown_scope_keeps_everything_open_but_referrals(advise: Advise, adult: object) -> None:
    advice = advise(adult=adult, wants=True, knee=False, heat=True, faint=True)
    assert {item.id for item in advice.in_state(State.GIVEN)} == {"help"}
    assert all(item.open_on == ("adult",) for item in advice.in_state(State.OPEN) if item.id in ("distance", "water"))


def test_questions_begin_with_what_may_be_urgent_then_with_what_may_stand_against_something(
    advise: Advise,
) -> None:
    assert advise().questions == ("faint", "knee", "terrain", "wants", "longs", "heat")


def test_what_an_answer_leaves_of_the_scope_is_all_that_everything_waits_for() -> None:
    """Whoever came before: somebody of whom nothing is known, who is covered, or who is not."""
    kb = KnowledgeBase(small_knowledge((ALWAYS, [Prefer("a")]), scope=All((X, Y))))
    for answers, state, waits in (
        ({}, State.OPEN, ("x", "y")),
        ({"x": True}, State.OPEN, ("y",)),
        ({"x": True, "y": True}, State.GIVEN, ()),
        ({"y": True}, State.OPEN, ("x",)),
    ):
        item = kb.consult(answers).advice.item("a")
        assert item
        assert (item.state, item.open_on) == (state, waits)
    assert kb.consult({"x": False}).advice.items == ()


def test_what_a_rule_asks_for_is_asked_until_it_is_answered() -> None:
    kb = KnowledgeBase(small_knowledge((ALWAYS, [Ask("x")])))
    assert kb.consult({}).advice.questions == ("x",)
    assert kb.consult({"x": False}).advice.questions == ()


def test_whoever_is_sent_away_at_once_is_not_asked_for_another_reason_for_it(
    running: Callable[[str], KnowledgeBase],
) -> None:
    kb = running("sprain: {when: {knee: yes}, then: {refer: help}, because: {nl: r, en: r}, cites: [B1]}")
    known = {"adult": True, "wants": False, "longs": False, "heat": False, "terrain": []}
    assert kb.consult({**known, "faint": False}).questions == ("knee",)
    assert kb.consult({**known, "faint": True}).questions == ()


def test_who_is_covered_is_not_asked_where_there_is_nothing_for_anybody(advise: Advise) -> None:
    nothing: dict[str, object] = {"adult": None, "wants": False, "longs": False, "heat": False, "terrain": []}
    assert advise(**nothing, faint=False).questions == ()
    assert advise(**{**nothing, "heat": True}, faint=False).questions == ("adult",)


@pytest.mark.parametrize("silence", ["unknown", "declined"])
def test_what_was_asked_without_an_answer_is_not_asked_again(advise: Advise, silence: str) -> None:
    advice = advise(wants=True, knee=silence)
    item = advice.item("distance")
    assert item
    assert item.open_on == ("knee",)
    assert "knee" not in advice.questions


def test_whether_what_is_stopped_was_called_for_is_asked_only_while_the_outcome_stands_on_that(advise: Advise) -> None:
    """Somebody for whom nothing called is not covered, rather than told to ask first; a stop beside advice is one."""
    known = {"wants": False, "heat": False, "faint": False}
    stopped = advise(**known, knee=True, terrain=[])
    assert (stopped.outcome, stopped.questions) == (Outcome.ASK_FIRST, ("longs", "agreed"))
    assert advise(**known, knee=True, terrain=[], longs=False).outcome is Outcome.NOT_COVERED
    beside = advise(**known, knee=False, longs=True, terrain={"includes": ["sand"]})
    item = beside.item("spikes")
    assert item
    assert item.state is State.WITHHELD
    assert (beside.outcome, beside.questions) == (Outcome.ADVICE, ())


def test_an_assumption_behind_a_stop_is_the_last_question(advise: Advise) -> None:
    advice = advise(wants=True, longs=False, knee=True, heat=False, faint=False, terrain=[])
    assert advice.questions == ("agreed",)
    assert advise(wants=True, longs=False, knee=True, heat=False, faint=False, terrain=[], agreed=True).outcome is (
        Outcome.ADVICE
    )


def test_the_text_of_a_range_is_filled_in_for_each_language(running: Callable[[str], KnowledgeBase]) -> None:
    kb = running("")
    item = kb.consult({"adult": True, "wants": True, "longs": False, "knee": False, "heat": False}).advice.item(
        "distance"
    )
    assert item
    assert item_text(item, Speaker(kb.knowledge, "nl")) == "Loop 5 tot 10 km, eerst 5 km."
    assert item_text(item, Speaker(kb.knowledge, "en")) == "Run 5 to 10 km, first 5 km."


def test_the_json_names_every_item_with_its_rules_and_sources(running: Callable[[str], KnowledgeBase]) -> None:
    answers = {"adult": True, "wants": True, "longs": False, "knee": False, "heat": True}
    data = running("").consult(answers).as_dict("en", full=True)
    assert isinstance(data["items"], list)
    [distance] = [item for item in data["items"] if item["id"] == "distance"]
    assert distance["range"] == {"min": 5, "max": 6, "start": 5, "unit": "km"}
    assert (distance["rules"], distance["limited_by"], distance["cites"]) == (["run"], ["heat-limits"], ["B1"])
    assert data["findings"] == {"keen": True}
