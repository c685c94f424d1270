"""Mends what has one right answer, in the files themselves, and touches nothing else in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sluimer.knowledge.places import without_places
from sluimer.lint.inspect import Inspection, inspect, inspect_texts
from sluimer.lint.model import Edit, Warned
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
    sources = _Sources(folder, *read_sources(folder)[:2])
    before = inspect(folder)
    mended = [one for one in before.warnings if one.edits]
    after = sources.with_edits(mended)
    if not sources.say_the_same(before, after):
        mended = [one for one in mended if sources.say_the_same(before, sources.with_edits([one]))]
        after = sources.with_edits(mended)
    stale = [one for one in before.warnings if one.code == "schema-stale"]
    _write(folder, {**after, **(_schemas(before) if stale else {})})
    return Fixed((*mended, *stale), (*sorted(after), *(one.position.file for one in stale)), inspect(folder))


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _schemas(found: Inspection) -> Mapping[str, str]:
    assert found.knowledge is not None
    return schema_texts(found.knowledge, [case.id for case in found.cases])


@dataclass(frozen=True, slots=True)
class _Sources:
    """The texts of a knowledge base and of its cases, by name."""

    folder: Path
    texts: Mapping[str, str | None]
    cases: Mapping[str, str | None]

    def with_edits(self, found: Iterable[Warned]) -> dict[str, str]:
        """The files that these warnings change, as they will be."""
        edits: defaultdict[str, list[Edit]] = defaultdict(list)
        for one in found:
            for edit in one.edits:
                edits[edit.first.file].append(edit)
        every = {**self.texts, **self.cases}
        return {name: _edited(every[name] or "", some) for name, some in edits.items()}

    def say_the_same(self, before: Inspection, after: Mapping[str, str]) -> bool:
        """Whether the knowledge and its cases would be the same but for where they stand."""
        texts = {name: after.get(name, text) for name, text in self.texts.items()}
        cases = {name: after.get(name, text) for name, text in self.cases.items()}
        now = inspect_texts(self.folder, texts, cases, ())
        if before.knowledge is None or now.knowledge is None or now.errors:
            return not after
        plain = [
            without_places((replace(each.knowledge, digest=""), each.cases)) if each.knowledge else None
            for each in (before, now)
        ]
        return bool(plain[0] == plain[1])


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
