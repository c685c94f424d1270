"""The texts of the interface: a PO file for each room and language, `ROOM/texts/LANGUAGE.po`, read once it is needed.

The languages are those that there are files of. `docs/translating.md` says how to change a text or add a language.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from polib import POFile

Language = str
"""The code of a language that the interface speaks."""
FIRST: Final[Language] = "nl"
"""The language where nobody chose one."""
COMPLETE: Final[Language] = "en"
"""The language that has every text; what another lacks is said in it."""
FOLDERS: tuple[Path, ...] = (Path(__file__).parents[1],)
"""Where rooms with texts are looked for."""
WORDS: Final = ("tell", "commands", "audit", "authoring")
"""The rooms whose texts are words of the interface, those that most runs need first."""
PROBLEMS: Final = ("messages", "authoring", "audit", "commands")
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
    return template(WORDS, key, language, places.get("count")).format(**places)


def word_or(key: str, language: str, otherwise: str) -> str:
    """A text of the interface without places, or something else where there is no text with this key."""
    try:
        return template(WORDS, key, language)
    except KeyError:
        return otherwise


def template(rooms: tuple[str, ...], key: str, language: str, count: object = None) -> str:
    """The text of a key in one of these rooms, with its `{places}`. Raises KeyError where there is none."""
    number = int(count) if isinstance(count, int | str) and str(count).isdecimal() else None
    for each in (language, COMPLETE):
        for room in rooms:
            with suppress(KeyError):
                return _form(_translations(room, each), key, number)
    raise KeyError(key)


def _form(translations: NullTranslations, key: str, number: int | None) -> str:
    if number is not None:
        with suppress(KeyError):
            return translations.ngettext(key, key, number)
    return translations.gettext(key)


class _Missing(NullTranslations):
    """Stands behind a file of texts, so that a key which it lacks is noticed."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002  # as the standard library calls it
        raise KeyError(msgid1)


@cache
def _translations(room: str, language: str) -> NullTranslations:
    file = _file(room, language)
    if file is None:
        return _Missing()
    found = GNUTranslations(BytesIO(file.to_binary()))
    found.add_fallback(_Missing())
    return found


def _file(room: str, language: str) -> "POFile | None":
    from polib import pofile

    paths = (folder / room / "texts" / f"{language}.po" for folder in FOLDERS if language in spoken())
    path = next((path for path in paths if path.is_file()), None)
    return pofile(str(path), encoding="utf-8") if path else None


@cache
def section(room: str, *headings: str, language: str = COMPLETE) -> Mapping[str, tuple[str, ...]]:
    """The texts of a room under these headings, or all, in the order of its file: each key with its plural forms."""
    file = _file(room, language) or _file(room, COMPLETE) or ()
    return {
        entry.msgid: tuple(entry.msgstr_plural.values()) or (entry.msgstr,)
        for entry in file
        if not headings or entry.comment in headings
    }


def codes(room: str) -> Iterator[str]:
    """The codes of the problems that a room has messages for, in the order of its file."""
    keys = section(room)
    return (key for key in keys if f"{key}.help" in keys)
