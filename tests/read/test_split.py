"""A text that YAML ends before its author meant is told as that, once, where it begins."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sluimer import CaseError, KnowledgeBase
from sluimer.messages import Problems
from sluimer.read.nodes import MappingNode, parse

Change = Callable[[str, str | None, str], None]
ProblemsOf = Callable[[Path], list[str]]


def _found(text: str) -> list[str]:
    problems = Problems()
    parse(text, "file", problems)
    return [f"{each.position} {each.code}" for each in problems.sorted()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: {nl: Laag, rustig beginnen, en: Low}", ["file:1:9 comma-in-braces"]),
        ("a: {nl: Neem 1, 2 of 3, en: Take 1, 2 or 3}", ["file:1:9 comma-in-braces", "file:1:29 comma-in-braces"]),
        ("a: {nl: Laag, let op: rustig, en: Low}", ["file:1:9 comma-in-braces"]),
        ("a: {nl: Laag,\n  rustig beginnen,\n  en: Low}", ["file:1:9 comma-in-braces"]),
        ('a: {nl: "Laag", rustig, en: Low}', ["file:1:9 comma-in-braces"]),
        ("a: {above: 400,5 mg/day}", ["file:1:12 comma-in-number"]),
        ("a: {from: 1,5 mg, to: 2,5 mg}", ["file:1:11 comma-in-number", "file:1:23 comma-in-number"]),
        ("a: {above: 1,200 mg/day}", ["file:1:12 comma-two-ways"]),
        ("a: {nl: Let op: rustig, en: x}", ["file:1:9 colon-in-braces"]),
        ("a: {nl: Laag en: Low}", ["file:1:9 colon-in-braces"]),
        ("a: {nl: Laag # rustig, en: Low}\nb: c\n", ["file:1:9 text-split"]),
        ("a: [laag # rustig, hoog]\nb: c\n", ["file:1:5 text-split"]),
        ("a: {nl: Neem {range} nu, en: x}", ["file:1:9 text-split"]),
        ("a: {nl: Zie [zon] nu, en: x}", ["file:1:9 text-split"]),
        ('a: {nl: "Laag" en rustig, en: x}', ["file:1:9 text-split"]),
        ('a:\n  nl: "Laag" en rustig\n  en: x\n', ["file:2:7 text-after-quote"]),
        ('a: {nl: "Laag" en: "Low"}', ["file:1:16 open-bracket"]),
        ("a:\n  nl: Neem water\n    en rust # 2 keer\n    per dag\n  en: x\n", ["file:2:7 text-split"]),
        ("a: {nl: {range} nu, en: x}", ["file:1:10 no-colon-in-braces"]),
        ("a:\n  nl: {range} nu\n  en: x\n", ["file:2:8 no-colon-in-braces"]),
        ("a: {nl: {range}, en: x}", ["file:1:10 no-colon-in-braces"]),
        ("a:\n  nl: *Let op* nu\n  en: x\n", ["file:2:7 alias"]),
        ("a: {nl: *Let op* nu, en: x}", ["file:1:9 alias"]),
        ("a:\n  nl: * Let op\n  en: x\n", ["file:2:7 needs-quotes"]),
        ("a:\n  nl: & co\n  en: x\n", ["file:2:7 needs-quotes"]),
        ("a:\n  nl: > 5 mg\n  en: x\n", ["file:2:7 needs-quotes"]),
        ("a:\n  nl: | 5 mg\n  en: x\n", ["file:2:7 needs-quotes"]),
        ("a:\n  nl: ? zeker\n  en: x\n", ["file:2:7 needs-quotes"]),
        ("a: {b, c}", ["file:1:5 no-colon-in-braces", "file:1:8 no-colon-in-braces"]),
        ("a: {[b]}", ["file:1:5 no-colon-in-braces"]),
        ("a: [1,5]", ["file:1:5 comma-between-digits"]),
        ("a: [100, 400,5]", ["file:1:10 comma-between-digits"]),
    ],
)
def test_a_text_that_is_split_gives_one_message(text: str, found: list[str]) -> None:
    assert _found(text) == found


@pytest.mark.parametrize(
    "text",
    [
        'a: {nl: "Laag, rustig", en: x}',
        "a: {nl: Laag,\n  en: x}",
        "a: {b: , c: d}",
        "a: {? b : c, d: e}",
        'a: {"b":1,"c":[1, 2]}',
        '{"a":[100,200],"b":{"c":1}}',
        "a: [1, 5]",
        "a: [S1,S2, 3x,4]",
        "a: {b: [1, 2], mg per day: {c: d}}",
        "a: {nl: Laag,  # rustig\n  en: x # more\n  }",
        "a: b # more\nc: d",
        "a:\n  nl: Laag, rustig\n  en: x{y} [z]\n",
    ],
)
def test_what_is_written_well_is_left_alone(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: {nl: Licht, en: Light\nb: {nl: x}\n", ["file:2:2 open-bracket"]),
        ("a:\n  kind: number # years\n  title\n  b: x\n", ["file:4:3 missing-colon"]),
        ("a:\n    kind: number # years\n   title: x\n", ["file:3:4 bad-indentation"]),
        ("a: {b: c} d: e\n", ["file:1:11 bad-indentation"]),
        ("a: {b: c} d\n", ["file:1:11 bad-indentation"]),
    ],
)
def test_another_mistake_near_a_comment_or_brace_stays_what_it_is(text: str, found: list[str]) -> None:
    assert _found(text) == found


def test_nothing_of_a_text_that_is_split_is_taken_for_a_key() -> None:
    node = parse("{nl: Laag, rustig, en: Low}", "file", Problems())
    assert isinstance(node, MappingNode)
    assert [key.text for key, _ in node.entries] == ["nl", "en"]


def test_a_limit_that_is_split_says_nothing_of_its_unit(plants: Path, change: Change, problems_of: ProblemsOf) -> None:
    """The unit is not missing; it stands behind the comma."""
    change("rules/care/stop.yaml", "{at_most: 250 ml/week}", "{at_most: 250,5 ml/week}")
    assert problems_of(plants) == ["rules/care/stop.yaml:13:32 comma-in-number"]


def test_the_help_says_what_to_write(plants: Path, change: Change, messages_of: ProblemsOf) -> None:
    change("rules/book/water.yaml", "{nl: Licht helpt., en", "{nl: Licht helpt, en lucht., en")
    (message,) = messages_of(plants)
    assert message.endswith("help: put quotes round the whole text, or a `:` behind `en lucht.` if that is a key")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_split_answer_is_shown_whole_however_lines_end(end: str, plant_care: KnowledgeBase) -> None:
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(f"# é 🌱{end}{{indoors: yes,{end} height: 400,5}}")
    (problem,) = raised.value.problems
    assert dict(problem.words)["text"] == "400,5"
