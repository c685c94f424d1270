"""Errors that are planted in sluimer.js and screen.js one at a time: each is caught by the comparison with Python."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reach.by_hand import BY_HAND
from reach.javascript import MODULE, JavaScript, needs_node, running
from reach.test_javascript_answers import NUMBERS_AT_THE_EDGE, read
from sluimer import KnowledgeBase
from sluimer.knowledge.numeral import numeral
from strategies.dressed import dressed
from strategies.people import persons
from strategies.persons import Answers, draw_persons
from tries import IN_FULL

pytestmark = needs_node

MODULES = ("sluimer.js", "screen.js")
PLANTED = (
    ("TRUE - meaning.say(nodes[0])", "(meaning.say(nodes[0]) ? FALSE : TRUE)"),  # the opposite of what is unknown
    ("--possible < own", "--possible <= own"),
    ('kind === "within" && nodes.length ?', "false ?"),  # what a score waits for
    ("high <= bounds.above", "high < bounds.above"),
    ("low >= bounds.below", "low > bounds.below"),
    ("(part.length - power)", "(part.length + power)"),
    ("!(points <= least)", "true"),  # what is sure counts for more
    ("beyond(bounds, high, low) ? UNSURE", "beyond(bounds, high, high) ? UNSURE"),
    ("if (beyond(bounds, low, high)) return FALSE;", ""),
    ("&& !one.overrules", ""),
    ("before === one.value ? undefined : before", "before"),
    (".filter(([slot]) => !values.has(slot))", ""),
    ("own.unless_ruled_out ? UNSURE : TRUE", "TRUE"),
    ("own.most ? Math.max : Math.min", "own.most ? Math.min : Math.max"),
    ("Math.min(urgencyOf(item), 2)", "Math.min(urgencyOf(item), 1)"),
    ("implied.length < slots.length ? [fact] : []", "implied.length < slots.length ? [] : []"),
    (".withholds) ? 0 : 1", ".withholds) ? 1 : 0"),
    ("=> one > own", "=> one >= own"),
    ("ranks.has(item.id) && ranks.size === 1", "ranks.has(item.id)"),
    ("strength > now", "strength >= now"),
    ("at < widest)", "at <= widest)"),
    ("Math.min(max, end) > now.max", "max > now.max"),
    ('if (urgency !== "now") silencing', "silencing"),
    ("referral ? NOTHING : this.contradicting", "NOTHING"),
    ("|| relieving.every", "&& relieving.every"),
    ("(isDoubted ? main : asking)", "(isDoubted ? asking : main)"),
    ("& (asking.stops | asking.needs)", "& asking.stops"),
    ("this.covered === false ? [SCOPE] : []", "[]"),
    ("some.every((slots) => slots.length)", "some.some((slots) => slots.length)"),
    ("!slots.some((slot) => lifted.includes(slot))", "true"),
    ("at === told", "at >= told"),
    ("(limit ?? told)?.bound", "limit?.bound"),
    ("this.rule(rule) !== TRUE || !bringing.includes(rule)", "true"),
    ("state === OPEN ? undecided : limited_by", "limited_by"),
    (' && outcome !== "not_covered"', ""),
    ("-about(item).weight", "about(item).weight"),
    ("rules.length && withheld_by.length", "withheld_by.length"),
    ("frame.includes(topic) ||", ""),
    ("end <= COLUMNS - before", "end < COLUMNS - before"),
    ("-1 : urgencyOf(item)", "urgencyOf(item) : urgencyOf(item)"),
    ("rankOf(rule) === first", "true"),
    ("!sensitive.length || sensitive.includes(rule)", "true"),
    ("lines - less > this.lines || words - fewer > this.words", "lines - less > this.lines"),
    ('item.urgency !== "remark" || (item === remark && !stops)', 'item.urgency !== "remark"'),
    ('(item === remark && !stops)', "item === remark"),
    ('item.urgency !== "now" && item.rules', "item.rules"),
    ("start < (now.start ?? Infinity)", "start < now.start"),
    ('questions > 1 ? "summary-next-more"', 'questions > 2 ? "summary-next-more"'),
    ("more.length ? speaker.topic(topic)", "true ? speaker.topic(topic)"),
)  # fmt: skip

PLANTED_IN_READING = (
    ('replaceAll("~", "~0")', 'replaceAll("~", "~")'),
    ("2 * PLACES + 2", "2 * PLACES + 1"),  # a percentage
    ("test(bare)", "test(digits)"),  # a thousand and a half, or one and a half, with its unit
    ("YES_NO[answer.toLowerCase()]", "YES_NO[answer]"),
    ("this.values.get(slot) === !member", "false"),
    ("Object.keys(piece).length === 2", "true"),
    ("digits.length > 15", "digits.length > 99"),
    ("number < lowest || ", ""),
    ("number > highest ?", "number >= highest ?"),
    ("Math.abs(answer) < LARGEST_NUMBER", "true"),
    ("[...SILENT, NONE].includes(name)", "SILENT.includes(name)"),
    ("if (amounts.includes(undefined)) return undefined;", ""),
    ("unit && unit !== own", "false"),
    ("if (!pieces.length)", "if (false)"),
    ('scores.has(name) ? "score-answered" : "unknown-fact"', '"score-answered"'),
    ('yesOrNo(String(answer)) === undefined', "false"),
    ("for (const slot of slotsOf(this.fact)) this.values.set(slot, false);", ""),
    ("Array.isArray(answer) ? [at] : []", "[at]"),
    ("part.length - power", "part.length"),  # numbers with an exponent
)  # fmt: skip
SAID: Sequence[object] = (
    {"a~b/c": 1, "insomnia": "NO", "age": "12 years"},
    {"current_dose": [{"amount": 500, "as": "oxide"}, 0.1, 0.2]},
    {"current_dose": {"amount": 1e-07, "as": "glycinate"}},
    {"current_dose": "1.500mg/day"},
    {"current_dose": "1.500 mg/day"},
    {"current_dose": "250 g", "age": "0.1234567890123456"},
    {"current_dose": [{"amount": 500, "as": "oxide", "more": 1}]},
    {"current_dose": [{"amount": "1.500", "as": "nothing"}, "x"]},
    {"current_dose": {"amount": -1, "as": "oxide"}},
    {"current_dose": []},
    {"age": 0, "egfr": -1},
    {"age": 120},
    {"age": 1e300},
    {"goals": {"includes": ["better_sleep"], "excludes": ["better_sleep"]}},
    {"goals": ["none"], "medicines": "yes"},
    {"goals": "constructor"},
    {"goals": []},
    {"goals": {"Includes": []}, "sex": "constructor"},
    [],
)  # fmt: skip
"""Answers, of which many cannot be meant."""
PLANTED_IN_PRINTING = (
    ("cut.at(-1) % 2 === 0", "cut.at(-1) % 2 === 1"),  # a tie
    ("power < -4 || power > 14", "power < -4"),
    ("power < -4 || power > 14", "power > 14"),
    ('replace(/(\\.\\d*?)0+$/, "$1")', "trim()"),
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


@contextmanager
def mistaken(folder: Path, right: str, wrong: str) -> Iterator[JavaScript]:
    """The modules with something wrong in one of them, running."""
    package = Path(shutil.copytree(MODULE.parent, folder / "js"))
    [file] = [one for name in MODULES if right in (one := package / name).read_text(encoding="utf-8")]
    text = file.read_text(encoding="utf-8")
    assert text.count(right) == 1
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    with running(package / MODULE.name) as javascript:
        yield javascript


@IN_FULL
@pytest.mark.parametrize(("right", "wrong"), PLANTED)
def test_a_planted_error_is_caught(people: Drawn, expected: Told, tmp_path: Path, right: str, wrong: str) -> None:
    with mistaken(tmp_path, right, wrong) as javascript:
        assert any(
            by_javascript(javascript, kb, answers) != wanted
            for (kb, some_people), all_wanted in zip(people, expected, strict=True)
            for answers, wanted in zip(some_people, all_wanted, strict=True)
        )


@IN_FULL
@pytest.mark.parametrize(("right", "wrong"), PLANTED_IN_READING)
def test_a_planted_error_in_what_reads_answers_is_caught(
    magnesium: KnowledgeBase, tmp_path: Path, right: str, wrong: str
) -> None:
    with mistaken(tmp_path, right, wrong) as javascript:
        assert not all(as_read(javascript.told(magnesium, said, ()), magnesium, said) for said in SAID)


@IN_FULL
@pytest.mark.parametrize(("right", "wrong"), PLANTED_IN_PRINTING)
def test_a_planted_error_in_what_prints_numbers_is_caught(tmp_path: Path, right: str, wrong: str) -> None:
    with mistaken(tmp_path, right, wrong) as javascript:
        assert [javascript.numeral(one) for one in NUMBERS_AT_THE_EDGE] != [
            numeral(one, "en") for one in NUMBERS_AT_THE_EDGE
        ]


def test_without_an_error_all_of_these_are_read_alike(magnesium: KnowledgeBase) -> None:
    with running() as javascript:
        assert all(as_read(javascript.told(magnesium, said, ()), magnesium, said) for said in SAID)


def as_read(told: Mapping[str, Any], kb: KnowledgeBase, said: object) -> bool:
    """Whether answers are read, or refused, as Python does."""
    case, problems = read(kb, said)
    if case is None:
        return {tuple(one) for one in told.get("problems", ())} == problems
    return (told.get("values"), told.get("weighed")) == (case.values, [one.as_dict() for one in case.parts])
