"""What a page leaves out of the knowledge changes nothing of what somebody is told there."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reach.by_hand import BY_HAND
from reach.javascript import JavaScript, needs_node, running
from sluimer import KnowledgeBase
from sluimer.reach import portable
from sluimer.reach.page.shown import short_names, shown_knowledge
from strategies.dressed import dressed
from strategies.people import persons
from strategies.persons import Answers, draw_persons
from tries import tries

pytestmark = needs_node


@pytest.fixture(scope="module")
def javascript() -> Iterator[JavaScript]:
    """The module, running."""
    with running() as found:
        yield found


@pytest.mark.parametrize("name", BY_HAND)
def test_the_same_is_told_where_chance_seldom_comes(javascript: JavaScript, name: str) -> None:
    knowledge, people = BY_HAND[name]
    assert_told_alike(javascript, KnowledgeBase(knowledge), people)


@given(data=st.data())
@settings(max_examples=tries(100))
def test_the_same_is_told_on_any_knowledge(javascript: JavaScript, data: st.DataObject) -> None:
    knowledge = data.draw(dressed())
    assert_told_alike(
        javascript, KnowledgeBase(knowledge), data.draw(st.lists(persons(knowledge), min_size=1, max_size=3))
    )


def test_the_same_is_told_on_the_bundled_knowledge(javascript: JavaScript, magnesium: KnowledgeBase) -> None:
    assert_told_alike(javascript, magnesium, draw_persons(magnesium.knowledge, tries(200), seed=9))


def assert_told_alike(javascript: JavaScript, kb: KnowledgeBase, people: Any) -> None:
    """In the first language, but for the names of rules and for claims, which no page shows."""
    document = portable(kb)
    shown = shown_knowledge(document, kb.knowledge.rules)
    rules, items = short_names(list(kb.knowledge.rules), "r"), short_names(list(kb.knowledge.vocabulary.items), "i")
    short = dict.fromkeys(_RULES, rules) | dict.fromkeys(_ITEMS, items)
    some = list(people)
    everything, page = (_advised(javascript, one, some) for one in (document, shown))
    for whole, told in zip(everything, page, strict=True):
        expected = _renamed(whole, short)
        for item in expected["items"]:
            item.pop("claims", None)
        assert told == expected


def _advised(javascript: JavaScript, document: object, people: "list[Answers]") -> list[Any]:
    javascript.taken = None
    javascript._ask({"load": json.loads(json.dumps(document))})
    language = document["languages"][0]["id"]  # type: ignore[index]
    return [json.loads(javascript._ask({"case": one, "languages": [language]})["texts"][0]) for one in people]


_RULES = ("rules", "limited_by", "withheld_by", "undecided")
_ITEMS = ("id", "items", "superseded_by")


def _renamed(part: Any, short: dict[str, dict[str, str]], inside: str = "") -> Any:
    if isinstance(part, dict):
        verdict = inside == "verdict"
        return {key: one if verdict else _renamed(one, short, key) for key, one in part.items()}
    if isinstance(part, list):
        return [_renamed(one, short, inside) for one in part]
    return short.get(inside, {}).get(part, part)


def test_of_statements_those_stay_that_a_reason_cites(magnesium: KnowledgeBase) -> None:
    shown: Any = shown_knowledge(portable(magnesium, ["nl"]), magnesium.knowledge.rules)
    cited = {code for one in (*shown["rules"], shown["scope"]) for code in one.get("cites", ())}
    assert cited == {one["id"] for one in shown["statements"]}
    assert {one["source"] for one in shown["statements"]} == {one["id"] for one in shown["sources"]}
    assert len(shown["rules"]) == len(magnesium.knowledge.rules)


def test_the_questions_lose_nothing(magnesium: KnowledgeBase) -> None:
    whole, shown = portable(magnesium), shown_knowledge(portable(magnesium), magnesium.knowledge.rules)
    for one in whole["facts"]:  # type: ignore[attr-defined]
        for each in one.get("weighed_as", ()):
            each["cites"] = []
    assert shown["facts"] == whole["facts"]
    assert list(shown)[-1] == "facts"
