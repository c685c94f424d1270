"""Mends what has one right answer, in the files themselves, and touches nothing else in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from sluimer.knowledge.base import Knowledge
from sluimer.lint.inspect import Inspection, inspect, inspect_texts
from sluimer.lint.model import Edit, Warned
from sluimer.messages import NOWHERE, Position
from sluimer.read import read_sources
from sluimer.schema.write import schema_texts


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was mended in which files, and how the knowledge base looks now."""

    mended: tuple[Warned, ...]
    files: tuple[str, ...]
    inspection: Inspection


def fix(folder: Path) -> Fixed:
    """Mend a knowledge base, unless anything in it is wrong; what it says stays the same to the letter."""
    texts, cases, found = read_sources(folder)
    before = inspect_texts(folder, texts, cases, found)
    mendable = tuple(one for one in before.warnings if one.edits)
    every = {name: text for name, text in {**texts, **cases}.items() if text is not None}
    after = _mended(every, mendable)
    if after and not _says_the_same(folder, before, texts, cases, after):
        raise AssertionError(f"a mend would change what is said: {sorted(after)}")
    for name, text in after.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    stale = tuple(one for one in before.warnings if one.code == "schema-stale")
    if stale and before.knowledge:
        for name, text in schema_texts(before.knowledge, [case.id for case in before.cases]).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    schemas = tuple(one.position.file for one in stale)
    return Fixed((*mendable, *stale), (*sorted(after), *schemas), inspect(folder))


def _mended(texts: Mapping[str, str], found: Iterable[Warned]) -> dict[str, str]:
    """The files that change, as they will be."""
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    for one in found:
        for edit in one.edits:
            edits[edit.first.file].append(edit)
    return {name: _edited(texts[name], some) for name, some in edits.items()}


def _edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after these edits, the last one first; one that overlaps a later one is left for the next time."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    end = len(text)
    for edit in sorted(edits, key=lambda one: (one.first, one.last), reverse=True):
        first, last = (min(starts[place.line - 1] + place.column - 1, len(text)) for place in (edit.first, edit.last))
        if last <= end:
            text, end = text[:first] + edit.text + text[last:], first
    return text


def _says_the_same(
    folder: Path,
    before: Inspection,
    texts: Mapping[str, str | None],
    cases: Mapping[str, str | None],
    after: Mapping[str, str],
) -> bool:
    """Whether the knowledge and its cases are the same but for where they stand."""
    now = inspect_texts(
        folder,
        {name: after.get(name, text) for name, text in texts.items()},
        {name: after.get(name, text) for name, text in cases.items()},
        (),
    )
    if before.knowledge is None or now.knowledge is None or now.errors:
        return False
    plain: tuple[Knowledge, ...] = tuple(replace(each, digest="") for each in (before.knowledge, now.knowledge))
    return bool(without_places((plain[0], before.cases)) == without_places((plain[1], now.cases)))


def without_places(value: Any) -> Any:
    """The same value, with every position in it left out."""
    if isinstance(value, Position):
        return NOWHERE
    if isinstance(value, tuple):
        return tuple(without_places(each) for each in value)
    if isinstance(value, Mapping):
        return {key: without_places(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), [without_places(getattr(value, each.name)) for each in fields(value)]
    return value
