"""The texts of the interface: a PO file for each room and language, `ROOM/texts/LANGUAGE.po`, read once it is needed.

The languages are those that there are files of. `docs/translating.md` says how to change a text or add a language.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from polib import POEntry, POFile

Language = str
"""The code of a language that the interface speaks."""
FIRST: Final[Language] = "nl"
"""The language where nobody chose one."""
COMPLETE: Final[Language] = "en"
"""The language that has every text; what another lacks is said in it."""
FOLDERS: tuple[Path, ...] = (Path(__file__).parents[1],)
"""Where rooms with texts are looked for."""
WORDS: Final = ("tell", "commands", "audit", "authoring", "reach", "population", "knowledge")
"""The rooms whose texts are words of the interface, as who tells of a knowledge base needs them."""
COMMANDS: Final = ("commands", "audit", "tell", "authoring", "reach", "population", "knowledge")
"""The same rooms, as a command needs them that speaks for itself: what comes first is read, and nothing in vain."""
PROBLEMS: Final = ("messages", "authoring", "audit", "commands", "reach", "population")
"""The rooms whose texts are messages of problems: `CODE`, `CODE.help`, and `CODE.none` where `{known}` is empty."""


@cache
def spoken() -> tuple[Language, ...]:
    """The languages of the interface: the first where nobody chose, then the others by their codes."""
    found = {path.stem for folder in FOLDERS for path in folder.glob("*/texts/*.po")}
    return (FIRST, *sorted(found - {FIRST}))


def word(key: str, language: str, /, **places: object) -> str:
    """A text of the interface with its places filled, in English where this language does not have it.

    A whole number as `count` chooses among the plural forms of the text, if it has any.

    >>> word("because", "nl", reason="Omdat."), word("errors", "en", count=1)
    ('Waarom: Omdat.', '1 error')
    """
    return template(COMMANDS, key, language, places.get("count")).format(**places)


def word_or(key: str, language: str, otherwise: str) -> str:
    """A text of the interface without places, or something else where there is no text with this key."""
    try:
        return template(COMMANDS, key, language)
    except KeyError:
        return otherwise


def template(rooms: tuple[str, ...], key: str, language: str, count: object = None) -> str:
    """The text of a key in one of these rooms, with its `{places}`. Raises KeyError where there is none."""
    for room, each in ((room, each) for each in (language, COMPLETE) for room in rooms):
        texts, form = _read(room, each)
        if key in texts:
            number = int(count) if isinstance(count, int | str) and str(count).isdecimal() else 0
            return texts[key][form(number) if len(texts[key]) > 1 else 0]
    raise KeyError(key)


@cache
def section(room: str, *headings: str, language: str = COMPLETE) -> Mapping[str, tuple[str, ...]]:
    """The texts of a room under these headings, or all, in the order of its file: each key with its plural forms."""
    found, heading = {}, ""
    for entry in _file(room, language) or _file(room, COMPLETE) or ():
        heading = entry.comment or heading
        if not headings or heading in headings:
            found[entry.msgid] = _forms(entry)
    return found


def codes(room: str) -> Iterator[str]:
    """The codes of the problems that a room has messages for, in the order of its file."""
    keys = section(room)
    return (key for key in keys if f"{key}.help" in keys)


@cache
def _read(room: str, language: str) -> tuple[Mapping[str, tuple[str, ...]], Callable[[int], int]]:
    """The texts of a room that are translated into a language, and which plural form goes with a number."""
    file = _file(room, language)
    if file is None:
        return {}, int
    texts = {entry.msgid: _forms(entry) for entry in file if entry.translated()}
    return texts, c2py(file.metadata["Plural-Forms"].partition("plural=")[2].strip("; "))


def _forms(entry: "POEntry") -> tuple[str, ...]:
    return tuple(form for _, form in sorted(entry.msgstr_plural.items())) or (entry.msgstr,)


def _file(room: str, language: str) -> "POFile | None":
    from polib import pofile

    paths = (folder / room / "texts" / f"{language}.po" for folder in FOLDERS if language in spoken())
    path = next((path for path in paths if path.is_file()), None)
    return pofile(str(path), encoding="utf-8") if path else None
