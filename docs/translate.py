"""Makes or completes the texts of the interface in a language, and says what is left: `python docs/translate.py de`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOMS = Path(__file__).resolve().parent.parent / "engine" / "sluimer"


def completed(english: polib.POFile, ours: polib.POFile, language: str) -> polib.POFile:
    """Every text that English has, in its order: as it was translated, or empty below the English one."""
    made = polib.POFile(wrapwidth=116)
    made.header = english.header.replace("in English", f"in the language `{language}`")
    made.metadata = {**english.metadata, **ours.metadata, "Language": language}
    forms = int(made.metadata["Plural-Forms"].partition("nplurals=")[2].partition(";")[0])
    for entry in english:
        made.append(ours.find(entry.msgid) or _empty(entry, forms))
        made[-1].comment = entry.comment
        made[-1].tcomment = "" if made[-1].translated() else entry.msgstr or " / ".join(entry.msgstr_plural.values())
    return made


def _empty(entry: polib.POEntry, forms: int) -> polib.POEntry:
    plural = dict.fromkeys(range(forms), "") if entry.msgid_plural else {}
    return polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr_plural=plural)


def translate(language: str, rooms: Path = ROOMS) -> Iterator[str]:
    """Write the file of each room, and say how many texts of it are left."""
    for path in sorted(rooms.glob("*/texts/en.po")):
        ours = path.with_name(f"{language}.po")
        before = polib.pofile(str(ours), encoding="utf-8") if ours.exists() else polib.POFile()
        made = completed(polib.pofile(str(path), encoding="utf-8"), before, language)
        made.save(str(ours))
        yield f"{ours.relative_to(rooms)}: {len(made.untranslated_entries())} of {len(made)} texts left"


if __name__ == "__main__":
    for said in translate(sys.argv[1]):
        print(said)  # noqa: T201  # it is what the program is for
