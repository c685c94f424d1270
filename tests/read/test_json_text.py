"""All that is JSON is read wherever YAML is, with the same nodes, places and limits."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sluimer import CaseError, KnowledgeBase
from sluimer.messages import Problems
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode, parse


def _parsed(text: str) -> Node:
    problems = Problems()
    node = parse(text, "file", problems)
    assert problems.sorted() == ()
    assert node is not None
    return node


def _plain(node: Node) -> object:
    match node:
        case MappingNode(entries):
            return {key.text: _plain(value) for key, value in entries}
        case ListNode(items):
            return [_plain(item) for item in items]
    return node.text if node.quoted else ("plain", node.text)


def _expected(value: object) -> object:
    match value:
        case dict():
            return {key: _expected(part) for key, part in value.items()}
        case list():
            return [_expected(part) for part in value]
        case str():
            return value
    return "plain", json.dumps(value)


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(WORDS, part, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(WORDS, VALUES, min_size=1, max_size=3)


@given(DOCUMENTS, st.booleans(), st.sampled_from([None, 2, "\t"]))
def test_what_json_writes_is_read_as_it_is(value: dict[str, object], escaped: bool, indent: int | str | None) -> None:
    """Also with every character that is not ASCII as an escape, and with tabs."""
    assert _plain(_parsed(json.dumps(value, ensure_ascii=escaped, indent=indent))) == _expected(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a"\n:\n"b"}', "b"),
        ('{"a"\t:"b"\n\n}\n', "b"),
        ('{"a":"\\ud83d\\ude00"}', "😀"),
        ('{"a":"\\/\\"\\\\"}', '/"\\'),
        ('{"a":"x#y: z"}', "x#y: z"),
    ],
)
def test_what_yaml_reads_otherwise_is_read(text: str, value: str) -> None:
    assert _plain(_parsed(text)) == {"a": value}


def test_a_key_may_be_longer_than_yaml_allows() -> None:
    assert _plain(_parsed('{"%s": "b"}' % ("a" * 2000))) == {"a" * 2000: "b"}


def test_places_are_kept_over_lines_and_escapes(plant_care: KnowledgeBase) -> None:
    with pytest.raises(CaseError) as raised:
        plant_care.read_case('{"light"\n:\n  "\\ud83d\\ude00", "height": [\n1]}', "anna.json")
    assert [f"{problem.position} {problem.code}" for problem in raised.value.problems] == [
        "anna.json:3:3 answer-choice",
        "anna.json:3:29 answer-number",
    ]
    assert "`😀`" in raised.value.problems[0].message()


@pytest.mark.parametrize("half", ["\\ud83d", "\\ude00", "\\ude00\\ud83d", "a\\ud83d "])
@pytest.mark.parametrize("form", ['{"light": "%s"}', '{"%s": "sun"}', 'light: "%s"', '{"light"\n:"%s"}'])
def test_half_a_character_is_refused(half: str, form: str, plant_care: KnowledgeBase) -> None:
    """In JSON and in YAML, in a key and in a value."""
    with pytest.raises(CaseError) as raised:
        plant_care.read_case(form % half)
    assert [problem.code for problem in raised.value.problems] == ["half-character"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{" + '"a": {' * 61 + "}" * 62, "too-deep"),
        ("[" * 5000 + "]" * 5000, "too-deep"),
        ('{"a": [' + "1," * 1000 + "1]}", "too-many-values"),
        ('{"a": "\\u0041", "A": 1, "a": 2}', "duplicate-key"),
    ],
)
def test_json_has_the_limits_that_yaml_has(text: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sluimer.read.nodes.MOST_VALUES", 1000)
    problems = Problems()
    parse(text, "file", problems)
    assert [problem.code for problem in problems.sorted()] == [code]


@pytest.mark.parametrize("text", ['{"a": NaN}', '{"a": 1,}', "{a: b}", '{"a": b}', "['a', 'b']", '{"a": -Infinity}'])
def test_what_is_no_json_is_read_as_yaml(text: str) -> None:
    assert isinstance(_parsed(text), MappingNode | ListNode)


def test_a_number_stays_as_it_was_written() -> None:
    node = _parsed('{"a": 1.50, "b": 1e3, "c": 100000000000000000000}')
    assert isinstance(node, MappingNode)
    assert [value.text for _, value in node.entries if isinstance(value, ScalarNode)] == [
        "1.50",
        "1e3",
        "1" + "0" * 20,
    ]
