"""Mends what has one right answer, in the files themselves, and touches nothing else in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sluimer.authoring.lint.inspect import Inspection, inspect, inspect_texts
from sluimer.authoring.lint.model import Edit, Warned
from sluimer.files.replace import ChangedMeanwhileError, put_text, replace_text
from sluimer.knowledge.places import without_places
from sluimer.read import read_sources
from sluimer.schema.write import schema_texts

MOST_ROUNDS = 5
"""Mending one thing may show another, or make room for an edit that lay over its own."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was mended in which files, which were left since somebody saved them meanwhile, and how it looks now."""

    mended: tuple[Warned, ...]
    files: tuple[str, ...]
    left: tuple[str, ...]
    inspection: Inspection


@dataclass(slots=True)
class _Done:
    """What was mended up to now."""

    mended: list[Warned] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)


def fix(folder: Path) -> Fixed:
    """Mend a knowledge base, unless anything in it is wrong; what it says stays the same to the letter."""
    done = _Done()
    found = inspect(folder)
    for _ in range(MOST_ROUNDS):
        if not _mend(folder, found, done):
            break
        found = inspect(folder)
    if _write_stale(folder, found, done):
        found = inspect(folder)
    return Fixed(tuple(done.mended), tuple(sorted(done.files)), tuple(sorted(done.left)), found)


def _mend(folder: Path, found: Inspection, done: _Done) -> bool:
    """Mend what can be mended at once; whether anything was."""
    sources = _Sources(folder, found, *read_sources(folder)[:2])
    wanted = [one for one in found.warnings if one.edits and one.position.file not in done.left]
    mended = sources.harmless(_apart(wanted))
    for name, text in sources.with_edits(mended).items():
        try:
            replace_text(folder, name, text, sources.every[name])
        except ChangedMeanwhileError:
            done.left.add(name)
        else:
            done.files.add(name)
            done.mended += [one for one in mended if one.position.file == name]
    return bool(mended)


def _write_stale(folder: Path, found: Inspection, done: _Done) -> bool:
    """Write the schemas that no longer fit, and no others; whether there were any."""
    stale = [one for one in found.warnings if one.code == "schema-stale"]
    if stale and found.knowledge:
        texts = schema_texts(found.knowledge, [case.id for case in found.cases])
        for one in stale:
            put_text(folder, one.position.file, texts[one.position.file])
        done.mended += stale
        done.files.update(one.position.file for one in stale)
    return bool(stale)


def _apart(wanted: Iterable[Warned]) -> list[Warned]:
    """Those of which no edit lies over an edit of another; the rest waits for the next round."""
    kept: list[Warned] = []
    taken: list[Edit] = []
    for one in wanted:
        if not any(_overlap(edit, other) for edit in one.edits for other in taken):
            kept.append(one)
            taken += one.edits
    return kept


def _overlap(one: Edit, other: Edit) -> bool:
    return one.first.file == other.first.file and one.first <= other.last and other.first <= one.last


@dataclass(frozen=True, slots=True)
class _Sources:
    """The texts of a knowledge base and of its cases, by name, and what was found in them."""

    folder: Path
    found: Inspection
    texts: Mapping[str, str | None]
    cases: Mapping[str, str | None]

    @property
    def every(self) -> Mapping[str, str | None]:
        """All of them."""
        return {**self.texts, **self.cases}

    def harmless(self, wanted: Sequence[Warned]) -> list[Warned]:
        """Those that together leave what the knowledge base says as it is, found by halving."""
        if not wanted or self._say_the_same(self.with_edits(wanted)):
            return list(wanted)
        if len(wanted) == 1:
            return []
        middle = len(wanted) // 2
        first, last = self.harmless(wanted[:middle]), self.harmless(wanted[middle:])
        both = [*first, *last]
        return both if self._say_the_same(self.with_edits(both)) else first

    def with_edits(self, found: Iterable[Warned]) -> dict[str, str]:
        """The files that these warnings change, as they will be."""
        edits: defaultdict[str, list[Edit]] = defaultdict(list)
        for one in found:
            for edit in one.edits:
                edits[edit.first.file].append(edit)
        return {name: _edited(self.every[name] or "", some) for name, some in edits.items()}

    def _say_the_same(self, after: Mapping[str, str]) -> bool:
        """Whether the knowledge and its cases would be the same but for where they stand."""
        texts = {name: after.get(name, text) for name, text in self.texts.items()}
        cases = {name: after.get(name, text) for name, text in self.cases.items()}
        now = inspect_texts(self.folder, texts, cases, ())
        if self.found.knowledge is None or now.knowledge is None or now.errors:
            return not after
        return _without_digest(self.found) == _without_digest(now)


def _without_digest(found: Inspection) -> object:
    assert found.knowledge is not None
    return without_places((replace(found.knowledge, files_digest="", files={}), found.cases))


def _edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after these edits, none of which lies over another, the last one first."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for edit in sorted(edits, key=lambda one: (one.first, one.last), reverse=True):
        first, last = (min(starts[place.line - 1] + place.column - 1, len(text)) for place in (edit.first, edit.last))
        text = text[:first] + edit.text + text[last:]
    return text
