"""Values as an author would write them in YAML: short ones on one line, long ones below each other."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

WIDTH: Final = 120
"""Columns of a line."""
STEP: Final = 2
"""Columns that each step goes in."""
_PLAIN: Final = re.compile(r"[^\W_][\w ./%()'’;?!+-]*(?<! )")  # noqa: RUF001  # an apostrophe of people
_EMPTY: Final = ("null",)

Value = str | int | float | Mapping[str, "Value"] | Sequence["Value"]


def block(name: str, value: Mapping[str, object], indent: int = 0) -> str:
    """A name with its keys below it, each on lines of its own, all of it this many columns in.

    >>> print(block("thirsty", {"title": {"nl": "Dorst", "en": "Thirst"}, "cites": ["B1", "B2"]}), end="")
    thirsty:
      title: {nl: Dorst, en: Thirst}
      cites: [B1, B2]
    """
    lines = [line for key, part in value.items() for line in _entry(key, part, indent + STEP)]
    return "".join(f"{line}\n" for line in (f"{' ' * indent}{name}:", *lines))


def written(value: object) -> str:
    """A value on one line.

    >>> written({"pests": ["aphids", "mites"], "height": "41 cm", "note": "a: b"})
    '{pests: [aphids, mites], height: 41 cm, note: "a: b"}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {written(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(written, value)) + "]"
    text = str(value)
    return text if _PLAIN.fullmatch(text) and text not in _EMPTY else json.dumps(text, ensure_ascii=False)


def _entry(key: str, value: object, indent: int) -> Iterator[str]:
    """A key with its value: on its own line where that fits, else below it."""
    line = f"{' ' * indent}{key}: {written(value)}"
    if (len(line) <= WIDTH and not _is_nested(value)) or not isinstance(value, Mapping | list | tuple) or not value:
        yield line
        return
    yield f"{' ' * indent}{key}:"
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _entry(name, part, indent + STEP)
    else:
        for part in value:
            yield from _item(part, indent + STEP)


def _item(value: object, indent: int) -> Iterator[str]:
    """One of a list, behind its dash; the keys of a mapping stand below each other."""
    if not isinstance(value, Mapping) or not value:
        yield f"{' ' * indent}- {written(value)}"
        return
    first, *rest = (line for key, part in value.items() for line in _entry(key, part, indent + STEP))
    yield f"{' ' * indent}- {first.lstrip()}"
    yield from rest


def _is_nested(value: object) -> bool:
    """Whether a value is easier to read below each other, however short: several mappings, or a list of them."""
    if isinstance(value, Mapping):
        mappings = sum(isinstance(part, Mapping) for part in value.values())
        return mappings > 1 or any(map(_is_nested, value.values()))
    return isinstance(value, list | tuple) and any(isinstance(part, Mapping) for part in value)
