"""Schemas beside the files they are for, and the line with which each file names its own."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sluimer.knowledge.base import Knowledge
from sluimer.schema.files import FOLDER, make_schemas, schema_of_file

NAMES: Final = tuple(f"{sort}.schema.json" for sort in ("facts", "rules", "ledger", "cases", "knowledge"))
"""The file names of our schemas."""
_MARK: Final = "# yaml-language-server: $schema="


def schema_texts(knowledge: Knowledge, cases: Iterable[str]) -> dict[str, str]:
    """The text of each schema, by its name from the folder of the knowledge base."""
    made = make_schemas(knowledge, cases)
    return {
        f"{FOLDER}/{name}": json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in made.items()
    }


def has_schemas(folder: Path) -> bool:
    """Whether a knowledge base has any of our schemas; a folder that is called so may be somebody else's."""
    return any((folder / FOLDER / name).is_file() for name in NAMES)


def stale_schemas(folder: Path, knowledge: Knowledge, cases: Iterable[str]) -> tuple[str, ...]:
    """The schemas in a knowledge base that no longer fit it or are missing; none where it has none at all.

    One whose descriptions alone are old still fits: it underlines and completes the same.
    """
    if not has_schemas(folder):
        return ()
    made = make_schemas(knowledge, cases)
    return tuple(f"{FOLDER}/{name}" for name, schema in made.items() if not _fits(folder / FOLDER / name, schema))


_DESCRIBING: Final = ("description", "enumDescriptions", "errorMessage", "patternErrorMessage")


def _fits(path: Path, made: object) -> bool:
    written = _read(path)
    return written == made or _undescribed(written) == _undescribed(made)


def _undescribed(schema: object) -> object:
    """A schema without what an editor shows beside a name; a property that is called so keeps its place."""
    if isinstance(schema, list):
        return [_undescribed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: part for key, part in schema.items() if key not in _DESCRIBING or isinstance(part, dict)}
    return {key: _undescribed(part) for key, part in kept.items()}


def _read(path: Path) -> object:
    """What stands in a JSON file, or nothing where that cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def with_modeline(text: str, name: str) -> str:
    """The text of a file with its modeline as first line, in place of the one it may have.

    >>> with_modeline("a: b\\n", "rules/book/water.yaml")
    '# yaml-language-server: $schema=../../schemas/rules.schema.json\\na: b\\n'
    """
    up = "../" * name.count("/")
    first, newline, rest = text.partition("\n")
    below = rest if first.startswith(_MARK) else first + newline + rest
    return f"{_MARK}{up}{FOLDER}/{schema_of_file(name)}\n{below}"
