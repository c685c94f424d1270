"""Schemas beside the files they are for, and the line with which each file names its own."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sluimer.files.replace import put_text
from sluimer.files.source import read_file
from sluimer.knowledge.base import Knowledge
from sluimer.language.files import Sort
from sluimer.messages import Problems
from sluimer.schema.files import FOLDER, make_schemas, schema_of_file
from sluimer.schema.shapes import without

NAMES: Final = tuple(f"{sort}.schema.json" for sort in Sort)
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


def stale_schemas(folder: Path, knowledge: Knowledge, cases: Iterable[str], problems: Problems) -> tuple[str, ...]:
    """The schemas in a knowledge base that no longer fit it or are missing; none where it has none at all.

    One whose descriptions alone are old still fits: it underlines and completes the same. What is no plain file in the
    folder is a problem, since nothing can be written there.
    """
    if not has_schemas(folder):
        return ()
    made = {f"{FOLDER}/{name}": schema for name, schema in make_schemas(knowledge, cases).items()}
    return tuple(name for name, schema in made.items() if not _fits(_read(folder, name, problems), schema))


_UNWRITABLE: Final = ("not-plain", "leads-out", "is-a-folder")
_DESCRIBING: Final = ("description", "enumDescriptions", "errorMessage", "patternErrorMessage")


def _fits(written: object, made: object) -> bool:
    return written == made or without(written, _DESCRIBING) == without(made, _DESCRIBING)


def _read(folder: Path, name: str, problems: Problems) -> object:
    """What stands in a JSON file, or nothing where that cannot be read."""
    found = Problems()
    text = read_file(folder / name, name, found, folder)
    problems.extend(one for one in found.sorted() if one.code in _UNWRITABLE)
    try:
        return None if text is None else json.loads(text)
    except (ValueError, RecursionError):
        return None


def write_schemas(folder: Path, knowledge: Knowledge, cases: Iterable[str]) -> int:
    """Write every schema of a knowledge base into it, and keep a new folder of them out of git; how many there are.

    They follow from the other files and change with each rule, so that they would be noise there. Raises OSError.
    """
    texts = schema_texts(knowledge, cases)
    if not (folder / FOLDER).exists():
        put_text(folder, f"{FOLDER}/.gitignore", _IGNORED)
    for name, text in texts.items():
        put_text(folder, name, text)
    return len(texts)


_IGNORED: Final = "# Made by `sluimer schema`, for whoever edits here. Remove this file to keep them in git.\n*\n"


def with_modeline(text: str, name: str) -> str:
    """The text of a file with its modeline as first line, in place of the one it may have.

    >>> with_modeline("a: b\\n", "rules/book/water.yaml")
    '# yaml-language-server: $schema=../../schemas/rules.schema.json\\na: b\\n'
    """
    up = "../" * name.count("/")
    first, newline, rest = text.partition("\n")
    below = rest if first.startswith(_MARK) else first + newline + rest
    return f"{_MARK}{up}{FOLDER}/{schema_of_file(name)}\n{below}"
