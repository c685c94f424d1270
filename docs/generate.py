"""Writes the pages of docs/ that are made from the code: `python docs/generate.py`; `--check` only compares them."""

import ast
import json
import re
import sys
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from itertools import pairwise
from pathlib import Path

import minify  # type: ignore[import-untyped]
from typescript import types

import sluimer
from sluimer.audit.record import contents_digest
from sluimer.authoring.lint.pages import Page, pages
from sluimer.authoring.lint.register import MENDED
from sluimer.language import forms
from sluimer.language.shape import (
    Answers,
    Condition,
    Either,
    Form,
    Key,
    Listing,
    Many,
    Name,
    Number,
    OneOf,
    Quantity,
    Said,
    Shape,
    Table,
    Texts,
    Word,
    YesNo,
)
from sluimer.messages.texts import PROBLEMS, codes, template
from sluimer.reach.page.bundle import OPENERS, bundle, style

DOCS = Path(__file__).parent
MADE = "<!-- Made by docs/generate.py; change engine/sluimer/{source} instead. -->\n"
FORMS = (
    forms.VOCABULARY, forms.FACT, forms.IMPLICATION, forms.WEIGHED, forms.FINDING, forms.SCORE, forms.POINTS,
    forms.HIGHEST, forms.TOPIC, forms.ITEM, forms.RULE,
    forms.CONNECTIVES, forms.COUNTED, forms.BOUNDS, forms.MEMBERSHIP, forms.EFFECT, forms.RANGE, forms.LIMIT,
    forms.EVIDENCE, forms.STATEMENT, forms.CASE, forms.EXPECT, forms.ENDS, forms.MANIFEST, forms.SCOPE, forms.SETTING,
    forms.CLAIMS, forms.AUDIENCE, forms.SOURCE,
)  # fmt: skip


def made() -> dict[str, str]:
    """The text of every page that is made, by its name below docs/."""
    found = {f"warnings/{page.code}.md": _warning(page) for page in pages()}
    return {
        **found,
        "../CHANGELOG.md": _changes(),
        "../CONTRIBUTING.md": _house(),
        f"{_PORTABLE}/knowledge.d.ts": _types(),
        **{f"{_SMALL}/{name}": minify.string("application/javascript", bundle(name)) for name in OPENERS},
        f"{_SMALL}/page.css": minify.string("text/css", style()),
        "warnings/README.md": _index(),
        "reference.md": _reference("en"),
        "reference.nl.md": _reference("nl"),
    }


_PORTABLE = "../engine/sluimer/reach/js"
_SMALL = "../engine/sluimer/reach/page/small"


def _types() -> str:
    """The types of the portable knowledge, from its schema."""
    schema = json.loads((DOCS / _PORTABLE / "knowledge.schema.json").read_text(encoding="utf-8"))
    return f"/** Made by docs/generate.py from knowledge.schema.json. */\n\n{types(schema)}"


def _changes() -> str:
    """The list of changes, with the digest of the knowledge as it is now under the newest release."""
    text = (DOCS.parent / "CHANGELOG.md").read_text(encoding="utf-8")
    digest = contents_digest(sluimer.load().knowledge)
    return re.sub("(?<=`check_record.py --expect` is\n)`.*?`", f"`{digest}`", text, count=1)


def _house() -> str:
    """How to work on Sluimer, with the rooms: their order is that of the linter, their subjects are their own."""
    text = (DOCS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    floors = _floors()
    arrows = "".join(f"  {upper} --> {lower}\n" for upper, lower in pairwise(map(_floor, floors)))
    rows = "".join(f"| `{room}` | {_subject(room)} |\n" for floor in reversed(floors) for room in floor)
    made = f"```mermaid\nflowchart TD\n{arrows}```\n\n| room in `engine/sluimer/` | subject |\n| --- | --- |\n{rows}"
    return re.sub("(?<=<!-- rooms -->\n).*?(?=<!-- end of rooms -->)", lambda _: made, text, count=1, flags=re.DOTALL)


def _floors() -> list[list[str]]:
    """The rooms from the top of the house down, those that do not know each other together."""
    house = ConfigParser()
    house.read(DOCS.parent / ".importlinter", encoding="utf-8")
    lines = house["importlinter:contract:house"]["layers"].split("\n")
    return [[room.strip() for room in line.split("|")] for line in lines if line]


def _floor(rooms: list[str]) -> str:
    return f"{rooms[0]}[{' · '.join(rooms)}]"


def _subject(room: str) -> str:
    about = ast.get_docstring(ast.parse((Path(sluimer.__file__).parent / room / "__init__.py").read_text("utf-8")))
    assert about, room
    return about.partition("\n")[0].rstrip(".")


INTRO = """# Waarschuwingen · Warnings

`sluimer check` geeft ze; `sluimer check --fix` verbetert wat maar op een manier kan. Doet een waarschuwing er niet toe?
Sta haar dan toe met een opmerking erboven: `# allow CODE: de reden`.

`sluimer check` gives them, `sluimer check --fix` mends what can be mended in one way only. Does a warning not matter
somewhere? Then allow it with a comment above it: `# allow CODE: the reason`.

| code | Nederlands | English |
| --- | --- | --- |
"""


def _index() -> str:
    said = ((code, _said(code, "nl"), _said(code, "en")) for code in codes("authoring"))
    rows = "".join(f"| [{code}]({code}.md) | {dutch} | {english} |\n" for code, dutch, english in said)
    return f"{MADE.format(source='authoring/texts/')}{INTRO}{rows}"


def _said(key: str, language: str) -> str:
    return _plain(template(PROBLEMS, key, language))


def _plain(text: str) -> str:
    return text.replace("|", "\\|")


def _warning(page: Page) -> str:
    mended = "\n`sluimer check --fix` verbetert dit · mends this.\n" if page.code in MENDED else ""
    return (
        f"{MADE.format(source='authoring/lint/pages.yaml')}# {page.code}\n\n"
        f"{_explained(page, 'nl')}\n\n{_explained(page, 'en')}\n{mended}\n"
        f"## Vermijd · Avoid\n\n{_files(page.avoid)}\n## Liever · Prefer\n\n{_files(page.prefer) or _REMOVED}"
    )


def _explained(page: Page, language: str) -> str:
    help_text = template(PROBLEMS, f"{page.code}.help", language)
    return f"**{_said(page.code, language)}**: {help_text}. {page.why.in_language(language)}"


_REMOVED = "Laat het schema opnieuw schrijven · Have the schema written again.\n"


def _files(files: Mapping[str, str]) -> str:
    """Each file under its name; spaces at the end of a line are shown as dots."""
    shown = {name: "".join(_line(line) for line in text.splitlines()) for name, text in files.items()}
    return "\n".join(f"`{name}`\n\n```yaml\n{text}```\n" for name, text in shown.items())


def _line(line: str) -> str:
    kept = line.rstrip()
    return kept + "·" * (len(line) - len(kept)) + "\n"


WORDS: Mapping[str, Said] = {
    "title": Said("Naslag van de taal", "Reference of the language"),
    "intro": Said("Elke sleutel van elk bestand; uitleg staat in", "Every key of every file; an explanation is in"),
    "key": Said("sleutel", "key"),
    "needed": Said("nodig", "needed"),
    "holds": Said("bevat", "holds"),
    "means": Said("betekenis", "meaning"),
    "yes": Said("ja", "yes"),
    "or": Said("of", "or"),
    "yes-no": Said("`yes` of `no`", "`yes` or `no`"),
    "number": Said("een getal", "a number"),
    "quantity": Said("een getal met eenheid", "a number with its unit"),
    "word": Said("een woord", "a word"),
    "texts": Said("een tekst in elke taal", "a text in each language"),
    "name": Said("de naam van een {kind}", "the name of a {kind}"),
    "many": Said("{part}, of een lijst daarvan", "{part}, or a list of them"),
    "list": Said("een lijst: {part}", "a list: {part}"),
    "table": Said("namen, elk met {value}", "names, each with {value}"),
    "condition": Said("een voorwaarde", "a condition"),
    "answers": Said("antwoorden, als in een casus", "answers, as in a case file"),
}


def _word(key: str, language: str, **places: str) -> str:
    return WORDS[key].in_language(language).format(**places)


def _reference(language: str) -> str:
    sections = "\n".join(_section(form, language) for form in FORMS)
    head = f"# {_word('title', language)}\n\n{_word('intro', language)} [language.md](language.md).\n"
    return f"{MADE.format(source='language/forms.py')}{head}\n{sections}"


def _section(form: Form, language: str) -> str:
    columns = " | ".join(_word(name, language) for name in ("key", "needed", "holds", "means"))
    rows = "".join(_row(key, language) for key in form.keys)
    says = form.says.in_language(language)
    head = f"| {columns} |\n| --- | --- | --- | --- |\n"
    return f"## `{form.name}`\n\n{says[0].upper()}{says[1:]}.\n\n{head}{rows}"


def _row(key: Key, language: str) -> str:
    needed = _word("yes", language) if key.needed else ""
    cells = (f"`{key.name}`", needed, _holds(key.holds, language), _plain(key.says.in_language(language)))
    return "| " + " | ".join(cells) + " |\n"


def _holds(shape: Shape, language: str) -> str:
    between = f" {_word('or', language)} "
    match shape:
        case OneOf(choices):
            return between.join(f"`{choice}`" for choice in choices)
        case Name(kind):
            return _word("name", language, kind=kind.replace("_", " "))
        case Many(part):
            return _word("many", language, part=_holds(part, language))
        case Listing(part):
            return _word("list", language, part=_holds(part, language))
        case Table(value):
            return _word("table", language, value=_holds(value, language))
        case Either(shapes):
            return between.join(_holds(each, language) for each in shapes)
        case Form(name):
            return f"[`{name}`](#{name.strip('/').replace('.', '')})"
    return _word(_SIMPLE[type(shape)], language)


_SIMPLE: Mapping[type, str] = {
    YesNo: "yes-no",
    Number: "number",
    Quantity: "quantity",
    Word: "word",
    Texts: "texts",
    Condition: "condition",
    Answers: "answers",
}


def stale() -> Iterator[str]:
    """The pages that differ from what would be made."""
    for name, text in made().items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield name


def main() -> None:
    """Write the pages, or with `--check` fail when one is stale."""
    if "--check" in sys.argv:
        sys.exit("\n".join(f"stale: docs/{name}" for name in stale()) or 0)
    for name, text in made().items():
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
