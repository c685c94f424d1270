"""Errors that are planted in sluimer.js one at a time: the comparison with Python catches each of them."""

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reach.by_hand import BY_HAND
from reach.javascript import MODULE, JavaScript, needs_node, running
from sluimer import KnowledgeBase
from strategies.dressed import dressed
from strategies.people import persons
from strategies.persons import Answers, draw_persons
from tries import IN_FULL

pytestmark = needs_node

PLANTED = (
    ("TRUE - meaning.say(nodes[0])", "(meaning.say(nodes[0]) ? FALSE : TRUE)"),  # the opposite of what is unknown
    ("--possible < own", "--possible <= own"),
    ('kind === "score" ?', "false ?"),  # what a score waits for
    ("number <= bounds.above", "number < bounds.above"),
    ("number >= bounds.below", "number > bounds.below"),
    ("return [first + second, places]", "return [first + second, places + 1]"),
    ("(!least || less(least, points))", "true"),  # what is sure counts for more
    ("above: (number, end) => less(end, number)", "above: (number, end) => !less(number, end)"),
    ("ends.some(([first, last]) => !first && !last)", "ends.every(([first, last]) => !first && !last)"),
    ("&& !one.overrules", ""),
    ("before === one.value ? undefined : before", "before"),
    (".filter(([slot]) => !values.has(slot))", ""),
    ("own.unless_ruled_out ? UNSURE : TRUE", "TRUE"),
    ("own.most ? Math.max : Math.min", "own.most ? Math.min : Math.max"),
    ("Math.min(urgencyOf(item), 2)", "Math.min(urgencyOf(item), 1)"),
    ("implied.length < slots.length ? [fact] : []", "implied.length < slots.length ? [] : []"),
    (".withholds) ? 0 : 1", ".withholds) ? 1 : 0"),
    ("=> other > own", "=> other >= own"),
    ("ranks.has(item.id) && ranks.size === 1", "ranks.has(item.id)"),
    ("strength > now", "strength >= now"),
    ("at < widest &&", "at <= widest &&"),
    ("Math.min(max, end) > now.max", "max > now.max"),
    ('urgency === "now" ? [] : this.emergencies', "this.emergencies"),
    ("topic.referral ? NOTHING : this.contradicting", "NOTHING"),
    ("|| relieving.every", "&& relieving.every"),
    ("item.state === WITHHELD) ? main.doubts : doubts", "item.state === WITHHELD) ? doubts : main.doubts"),
    ("& (stops | needs)", "& stops"),
    ("if (this.covered === false) barring.push([SCOPE])", ""),
    ("some.every((slots) => slots.length)", "some.some((slots) => slots.length)"),
    ("!slots.some((slot) => found.includes(slot))", "true"),
    ("at === limit", "at >= limit"),
    ('bounds(part("limit") ? "limit" : "told")', 'bounds("limit")'),
    ("this.rule(rule) !== TRUE || !plan.bringing.includes(rule)", "true"),
    ("item.state === OPEN ? item.undecided : item.limited_by", "item.limited_by"),
    (' && outcome !== "not_covered"', ""),
    ("-about(item).weight", "about(item).weight"),
    ("item.rules.length && item.withheld_by.length", "item.withheld_by.length"),
    ("frame.includes(topic) || withheld_by", "withheld_by"),
    ("end <= width", "end < width"),
    ("-1 : soonest(item)", "soonest(item) : soonest(item)"),
    ("rankOf(rule) === first", "true"),
    ("!sensitive.length || sensitive.includes(rule)", "true"),
    ("more > lines || longer > words", "more > lines"),
    ('item.urgency !== "remark" || (item === remark && verdict !== "stop")', 'item.urgency !== "remark"'),
    ('(item === remark && verdict !== "stop")', "item === remark"),
    ('item.urgency !== "now" && item.rules', "item.rules"),
    ("start < (now.start ?? Infinity)", "start < now.start"),
    ('questions > 1 ? "summary-next-more"', 'questions > 2 ? "summary-next-more"'),
    ("more.length ? speaker.topic(topic)", "true ? speaker.topic(topic)"),
)  # fmt: skip

Drawn = list[tuple[KnowledgeBase, list[Answers]]]
Told = list[list[tuple[list[str], list[list[object]]]]]
"""The texts, and what is implied, of each person for each knowledge base."""


@pytest.fixture(scope="module")
def people(magnesium: KnowledgeBase) -> Drawn:
    """Persons for knowledge by hand, for the bundled one, and for generated knowledge that is the same every time."""
    found: Drawn = [(KnowledgeBase(knowledge), list(some_people)) for knowledge, some_people in BY_HAND.values()]
    found.append((magnesium, draw_persons(magnesium.knowledge, 100, seed=8)))

    @given(st.data())
    @settings(max_examples=300, derandomize=True, database=None, phases=[Phase.generate])
    def draw(data: st.DataObject) -> None:
        knowledge = data.draw(dressed())
        found.append((KnowledgeBase(knowledge), [data.draw(persons(knowledge)) for _ in range(3)]))

    draw()
    return found


@pytest.fixture(scope="module")
def expected(people: Drawn) -> Told:
    """What Python says to each of them."""
    return [[by_python(kb, answers) for answers in some_people] for kb, some_people in people]


def by_python(kb: KnowledgeBase, answers: Answers) -> tuple[list[str], list[list[object]]]:
    """What is told to somebody in one language, and what followed from the answers."""
    consultation = kb.consult(answers)
    implied: list[list[object]] = [
        [one.slot, one.value, one.source, one.instead_of] for one in consultation.case.implied
    ]
    return [consultation.to_json("nl", full) for full in (False, True)], implied


def by_javascript(javascript: JavaScript, kb: KnowledgeBase, answers: Answers) -> tuple[object, object]:
    """That, from a module that may be wrong."""
    told = javascript.told(kb, answers, ("nl",))
    return told.get("texts"), told.get("implied")


@IN_FULL
@pytest.mark.parametrize(("right", "wrong"), PLANTED)
def test_a_planted_error_is_caught(people: Drawn, expected: Told, tmp_path: Path, right: str, wrong: str) -> None:
    text = MODULE.read_text(encoding="utf-8")
    assert text.count(right) == 1
    module = tmp_path / "sluimer.mjs"
    module.write_text(text.replace(right, wrong), encoding="utf-8")
    with running(module) as javascript:
        assert any(
            by_javascript(javascript, kb, answers) != wanted
            for (kb, some_people), all_wanted in zip(people, expected, strict=True)
            for answers, wanted in zip(some_people, all_wanted, strict=True)
        )
