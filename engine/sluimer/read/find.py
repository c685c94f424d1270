"""Where a knowledge base is: the folder of a file or of whoever stands in one, looked for upward as git does."""

import os
import re
import stat
from pathlib import Path

from sluimer.files.source import LARGEST_FILE
from sluimer.language.files import FACTS_FOLDER, MANIFEST_FILE, RULES_FOLDER
from sluimer.language.forms import MANIFEST

ENOUGH_KEYS = 5
"""Needed keys of a manifest that tell it from a file of others with its name; one or two may be misspelt."""


def find_knowledge(start: Path) -> Path | None:
    """The nearest knowledge base, whole or half, that holds `start` or is it; None where there is none.

    Of a half one, reading tells what is missing; it is not passed over, since another one above it was not meant.
    """
    try:
        here = start.resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return next((each for each in (here, *here.parents) if is_knowledge(each)), None)


def is_knowledge(folder: Path) -> bool:
    """Whether a folder is a knowledge base, whole or half, and strangers may put nothing in it."""
    if _is_open_to_all(folder):
        return False
    halves = (FACTS_FOLDER, RULES_FOLDER)
    return has_manifest(folder) or all(os.path.isdir(folder / half) for half in halves)  # noqa: PTH112  # never raises


def has_manifest(folder: Path) -> bool:
    """Whether `rules/knowledge.yaml` stands in a folder and reads as ours, also where it has mistakes."""
    path = folder / MANIFEST_FILE
    if not os.path.isfile(path):  # noqa: PTH113  # never raises
        return False
    try:
        with path.open("rb") as stream:
            text = stream.read(LARGEST_FILE).decode("utf-8", "replace")
    except OSError:
        return True
    needed = [key.name for key in MANIFEST.keys if key.needed]
    found = [name for name in needed if re.search(rf"""(?m)(?:^|[{{,])\s*["']?{name}["']?\s*:""", text)]
    return len(found) >= ENOUGH_KEYS


def _is_open_to_all(folder: Path) -> bool:
    """Whether strangers may put files in a folder, as in `/tmp`; what lies there is not taken unasked."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return True
    return bool(mode & stat.S_ISVTX and mode & stat.S_IWOTH)
