"""Cases that nothing would run, since their file stands elsewhere or has another name."""

import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sluimer.files.source import read_file
from sluimer.language.files import FACTS_FOLDER, RULES_FOLDER
from sluimer.language.forms import CASE, EXPECT
from sluimer.messages import Position, Problem, Problems, shown
from sluimer.read.find import is_knowledge
from sluimer.read.nodes import MappingNode, Node, parse

MOST_ENTRIES: Final = 20_000
"""Files and folders that are looked at beside `rules/` and `facts/`, the nearest first."""
_NAME: Final = re.compile(r"case.*\.ya?ml", re.IGNORECASE)
_OF_OTHERS: Final = ("node_modules", "__pycache__")
_SET_ASIDE: Final = ("~", ".bak", ".old", ".orig", ".rej", ".swp", ".tmp")
"""How names end of what an editor or tool keeps beside a file."""


def is_misnamed(name: str) -> bool:
    """Whether a file of this name was meant to be read, but its name does not end in `.yaml`.

    >>> [is_misnamed(name) for name in ("new.yaml.txt", "new.YML", "new.yaml", "new.yaml.bak", "README.md")]
    [True, True, False, False, False]
    """
    ending = re.search(r"\.ya?ml", name, re.IGNORECASE)
    return bool(ending) and not name.endswith((".yaml", *_SET_ASIDE))


def holds_cases(node: Node | None) -> bool:
    """Whether a file holds cases of ours, whatever it is called: an entry with nothing but what a case may have."""
    return isinstance(node, MappingNode) and any(_is_case(value) for _, value in node.entries)


def _is_case(node: Node) -> bool:
    if not isinstance(node, MappingNode):
        return False
    parts = {key.text: value for key, value in node.entries}
    expect = parts.get("expect")
    if not isinstance(expect, MappingNode) or not expect.entries:
        return False
    return parts.keys() <= {*CASE.names} and all(key.text in EXPECT.names for key, _ in expect.entries)


def file_holds_cases(path: Path) -> bool:
    """Whether a file can be read and holds cases of ours."""
    ignored = Problems()
    text = read_file(path, path.name, ignored)
    return text is not None and holds_cases(parse(text, path.name, ignored))


def stray_cases(folder: Path) -> tuple[Problem, ...]:
    """A problem for each file with cases in a knowledge base that is not in `rules/` or `facts/`."""
    problems = Problems()
    for path in _files_beside(folder):
        if _NAME.search(path.name) and file_holds_cases(path):
            problems.add("cases-elsewhere", Position(shown(path.relative_to(folder).as_posix())))
    return problems.sorted()


def _files_beside(folder: Path) -> Iterator[Path]:
    """The files of a knowledge base beside its own folders, no deeper into what belongs to others, and no links."""
    waiting, looked_at = deque([folder]), 0
    while waiting and looked_at < MOST_ENTRIES:
        entries = _entries(waiting.popleft())
        looked_at += len(entries)
        yield from (each for each in entries if each.is_file())
        waiting += [each for each in entries if each.is_dir() and not _is_closed(each, folder)]


def _entries(place: Path) -> list[Path]:
    try:
        entries = sorted(place.iterdir())
    except OSError:
        return []
    is_environment = any(each.name == "pyvenv.cfg" for each in entries)
    return [] if is_environment else [each for each in entries if each.name[0] != "." and not each.is_symlink()]


def _is_closed(place: Path, folder: Path) -> bool:
    own = (folder / RULES_FOLDER, folder / FACTS_FOLDER)
    return place.name in _OF_OTHERS or place in own or is_knowledge(place)
