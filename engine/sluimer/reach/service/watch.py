"""Whether the files of a knowledge base changed: by what the folder says of them, without reading any."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sluimer.files.source import MOST_FILES

PARTS: Final = ("facts", "rules")
Stamp = tuple[tuple[str, int, int, int], ...]


def stamp_of(folder: Path) -> Stamp:
    """What the folder says of each of its files; the same as before where none of them changed."""
    found = []
    for part in PARTS:
        for place, _, names in os.walk(folder / part):
            found += [_entry(Path(place, name)) for name in names]
            if len(found) > MOST_FILES:
                break
    return tuple(sorted(found))


def _entry(path: Path) -> tuple[str, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, 0, 0
    return str(path), found.st_ino, found.st_size, found.st_mtime_ns


@dataclass(slots=True)
class Watch:
    """Looks at a folder now and then; a change counts once nothing changed between two looks."""

    folder: Path
    read: Stamp = field(init=False)
    _last: Stamp = field(init=False)

    def __post_init__(self) -> None:
        self.read = self._last = stamp_of(self.folder)

    def changed(self) -> bool:
        """Whether the files are others than those that were read, and nobody is writing them just now."""
        now = stamp_of(self.folder)
        still, self._last = now == self._last, now
        return still and now != self.read

    def reading(self) -> None:
        """Note that what is there now is read."""
        self.read = self._last = stamp_of(self.folder)

    def stale(self) -> bool:
        """Whether something changed since that."""
        return stamp_of(self.folder) != self.read
