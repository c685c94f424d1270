"""A value written as YAML is read back as the same value, and stands as authors write it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from sluimer.language.block import WIDTH, block, written
from sluimer.messages import Problems
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode, parse

FILES = sorted(path for folder in ("facts", "rules") for path in (ROOT / folder).rglob("*.yaml"))

names = st.from_regex(r"[a-z][a-z0-9_-]{0,12}", fullmatch=True)
texts = st.text(max_size=150).filter(str.isprintable)
values = st.recursive(
    texts, lambda part: st.lists(part, max_size=4) | st.dictionaries(names, part, max_size=4), max_leaves=12
)


def plain(node: Node) -> object:
    """A node as plain data."""
    match node:
        case ScalarNode():
            return node.text
        case ListNode(items):
            return [plain(item) for item in items]
        case MappingNode(entries):
            return {key.text: plain(value) for key, value in entries}


def read_back(text: str) -> object:
    """What stands in a text."""
    problems = Problems()
    node = parse(text, "file", problems)
    assert not len(problems), problems.sorted()
    assert node is not None
    return plain(node)


@given(names, st.dictionaries(names, values, min_size=1, max_size=4), st.integers(min_value=0, max_value=6))
def test_whatever_is_written_is_read_back(name: str, value: Mapping[str, object], indent: int) -> None:
    assert read_back(block(name, value, indent)) == {name: value}


@given(values)
def test_so_is_what_is_written_on_one_line(value: object) -> None:
    line = written(value)
    assert "\n" not in line
    assert read_back(f"a: {line}\n") == {"a": value}


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_every_bundled_entry_can_be_written_again(file: Path) -> None:
    """And no line is longer than authors have them, unless it is one text."""
    for name, value in _entries(file):
        text = block(name, value)
        assert read_back(text) == {name: value}
        assert all(len(line) <= WIDTH or line.count(": ") == 1 or '"' in line for line in text.splitlines())


def _entries(file: Path) -> list[tuple[str, dict[str, object]]]:
    content = read_back(file.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return [(name, value) for name, value in content.items() if isinstance(value, dict) and value]


def test_what_fits_stands_on_one_line_and_what_does_not_below_each_other() -> None:
    """Effects are always below each other, so that each can be read at a glance."""
    rule = {
        "title": {"nl": "Natte aarde", "en": "Wet soil"},
        "then": [{"withhold": "water"}, {"refer": "ask_gardener"}],
        "because": {"nl": "Dit is een lange reden die niet naast de andere past. " * 2, "en": "A reason."},
        "cites": ["B1", "B2"],
    }
    assert block("wet-soil", rule) == (
        "wet-soil:\n"
        "  title: {nl: Natte aarde, en: Wet soil}\n"
        "  then:\n"
        "    - withhold: water\n"
        "    - refer: ask_gardener\n"
        "  because:\n"
        '    nl: "Dit is een lange reden die niet naast de andere past. '
        'Dit is een lange reden die niet naast de andere past. "\n'
        "    en: A reason.\n"
        "  cites: [B1, B2]\n"
    )
