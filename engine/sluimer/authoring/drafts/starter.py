"""A small knowledge base, complete and without problems, from which one of one's own can grow."""

from functools import cache
from pathlib import Path
from typing import Final

import yaml

from sluimer.files.replace import replace_texts

NAME_PLACE: Final = "{name}"
"""What stands in the files for the name of the new knowledge base."""


@cache
def _written() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load((Path(__file__).parent / "starter.yaml").read_text(encoding="utf-8"))
    return found


def starter_texts(name: str) -> dict[str, str]:
    """The text of each file of a new knowledge base, by its name from the folder of the whole."""
    return {file: text.replace(NAME_PLACE, name) for file, text in _written().items()}


def write_starter(folder: Path, name: str) -> tuple[str, ...]:
    """Write a new knowledge base in a folder, whole or not at all; the names of its files. Raises OSError."""
    texts = starter_texts(name)
    folder.mkdir(parents=True, exist_ok=True)
    replace_texts(folder, texts, dict.fromkeys(texts))
    return tuple(texts)
