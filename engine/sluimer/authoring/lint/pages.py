"""What is to be known of each warning: why it is there, what to avoid, and what to write instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sluimer.knowledge.text import Text

Files = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """One warning; `avoid` and `prefer` are files that stand over those of the base."""

    code: str
    why: Text
    avoid: Files
    prefer: Files


@cache
def _written() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "pages.yaml").read_text(encoding="utf-8"))
    return found


def base() -> Files:
    """A small knowledge base without warnings, which the examples stand over."""
    files: Files = _written()["base"]
    return files


def pages() -> tuple[Page, ...]:
    """The page of every warning, by its code."""
    entries = _written()["pages"].items()
    return tuple(
        Page(code, Text(tuple(entry["why"].items())), entry["avoid"], entry["prefer"]) for code, entry in entries
    )
