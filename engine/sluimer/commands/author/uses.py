"""`sluimer uses`: where a name is declared, and each place that uses it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated

from sluimer.authoring.names.mention import Mention, Named, NameKind
from sluimer.authoring.names.rename import NamedFiles, called, read_names
from sluimer.commands.knowledge import declared_place
from sluimer.commands.options import AsJson, KnowledgeFolder, Lang
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption, Operand
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Outline, Tone, parted, section

OneName = Annotated[str, Operand("NAME", "option-name")]
OneKind = Annotated[NameKind | None, CommandOption("--kind", help="option-kind")]


def uses(name: OneName, kind: OneKind, as_json: AsJson, knowledge: KnowledgeFolder, lang: Lang) -> None:
    """Print where a name is declared and used, also in a knowledge base that has problems."""
    place, language = declared_place(knowledge, lang)
    files = read_names(place.folder)
    found = called(name, kind or "", files)
    if as_json:
        standard_output().data({"names": [uses_data(one, files) for one in found], "unread": [*files.lost]})
        return
    told = (uses_lines(one, files, language) for one in found)
    standard_output().lines(parted(*told, unread_lines(files, language), (place.line(language),)))


def uses_lines(named: Named, files: NamedFiles, language: str) -> Outline:
    """Where this one thing is declared and used, grouped by what uses it and how."""
    declared = files.index.declared.get(named)
    place = word("declared-at", language, place=f"{declared.file}:{declared.line}") if declared else ""
    nowhere = word("declared-nowhere", language)
    kind = word(f"named-{named.kind}", language)
    head = (
        Line(f"{kind} {named.whole}", tone=Tone.HEADING),
        Line(place or nowhere, 1, Tone.PLAIN if place else Tone.FAILS),
    )
    groups: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
    for one in files.index.of(named):
        if not one.declares:
            groups[_user(one), one.role].append(one)
    if not groups:
        return (*head, Line(word("used-nowhere", language), 1))
    return (*head, *(line for key, some in groups.items() for line in _group(*key, some, language)))


def _group(user: str, role: str, mentions: Iterable[Mention], language: str) -> Outline:
    """The places of one sort of use: those in one rule or such on one line, those in cases by their file alone."""
    what = word(f"used-in-{user}", language)
    heading = word("used-behind", language, what=what, key=role) if role else what
    lines: defaultdict[tuple[str, str], dict[int, None]] = defaultdict(dict)
    for one in mentions:
        entry = one.around.whole if one.around and one.around.kind != NameKind.CASE else ""
        lines[one.place.file, entry][one.place.line] = None
    told = (
        Line(f"{file}:{', '.join(map(str, numbers))} {entry}".rstrip(), 2, mark="-")
        for (file, entry), numbers in lines.items()
    )
    return section(heading, told, Tone.PLAIN, 1)


def _user(mention: Mention) -> str:
    """What sort of entry uses a name: the kind of what is declared around it, or else the file."""
    return mention.around.kind if mention.around else "person" if mention.role == "person" else "knowledge"


def unread_lines(files: NamedFiles, language: str) -> Outline:
    """The files in which no name could be found."""
    return (Line(word("not-looked-in", language, files=", ".join(files.lost)), tone=Tone.FAILS),) if files.lost else ()


def uses_data(named: Named, files: NamedFiles) -> dict[str, object]:
    """One thing and its places as data."""
    places = [
        {"file": one.place.file, "line": one.place.line, "column": one.place.column, "declares": one.declares,
         "key": one.role, "in": one.around.whole if one.around else ""}
        for one in files.index.of(named)
    ]  # fmt: skip
    return {"kind": named.kind, "name": named.whole, "places": places}
