"""`sluimer diff`: whose advice changes between two versions of a knowledge base, proven for every possible person."""

import json
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sluimer.commands.author.run import Seconds, needs_solver
from sluimer.commands.knowledge import OPTIONS, authors_folder, setting_named
from sluimer.commands.locale import chosen_language
from sluimer.commands.log import KeyFile, LogPlace
from sluimer.commands.options import AsJson, AsPage, Lang
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption, Operand
from sluimer.commands.problems import INTERRUPTED, MISTAKEN, telling_problems
from sluimer.commands.progress import progress
from sluimer.commands.versions import version_folder
from sluimer.files.replace import put_text
from sluimer.knowledge.base import Knowledge
from sluimer.read import choose
from sluimer.read.find import is_knowledge
from sluimer.tell.outline import plain, sections_of
from sluimer.tell.speaker import Speaker

if TYPE_CHECKING:
    from sluimer.authoring.names.renames import Renamed
    from sluimer.authoring.versions.note import LoggedCounts, ReleaseNote
    from sluimer.authoring.versions.read import Version
    from sluimer.authoring.versions.tell import NoteTeller


class NoteFormat(StrEnum):
    """How a release note is told."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    GITHUB = "github"


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """The options that say which versions are compared, as they were chosen, and how that is told."""

    old: Annotated[str, Operand("OLD", "option-diff-old")]
    new: Annotated[str | None, Operand("[NEW]", "option-diff-new")]
    folder: Annotated[Path | None, Operand("[DIR]", "option-folder")]
    packs: Annotated[str | None, CommandOption("--packs", metavar="A,B", help="option-packs")]
    settings: Annotated[tuple[str, ...], CommandOption("--set", metavar="NAME=OPTION", help="option-set")]
    audience: Annotated[str | None, CommandOption("--audience", metavar="NAME", help="option-audience")]
    old_packs: Annotated[str | None, CommandOption("--old-packs", metavar="A,B", help="option-diff-packs")]
    old_settings: Annotated[tuple[str, ...], CommandOption("--old-set", metavar="NAME=OPTION", help="option-diff-set")]
    seconds: Seconds
    full: Annotated[bool, CommandOption("--full", help="option-diff-full")]
    format: Annotated[
        NoteFormat, CommandOption("--format", default="text", metavar="FORMAT", help="option-diff-format")
    ]
    log: Annotated[str | None, CommandOption("--log", metavar="PLACE", help="option-diff-log")]
    key_file: KeyFile
    as_json: AsJson
    as_page: AsPage
    out: Annotated[Path | None, CommandOption("-o", "--out", metavar="FILE", help="option-diff-out")]
    lang: Lang

    @property
    def told_as(self) -> NoteFormat:
        """How it is told: `--json` and `--html` are short for their formats, and a page may be meant by its name."""
        if self.as_json or self.as_page:
            return NoteFormat.JSON if self.as_json else NoteFormat.HTML
        if self.out and self.format is NoteFormat.TEXT:
            return _ENDINGS.get(self.out.suffix.lower(), NoteFormat.TEXT)
        return self.format

    def choices(self, old: Knowledge, new: Knowledge) -> list[tuple[Knowledge, Knowledge]]:
        """Both versions as they were chosen, and where no setting is under every other setting that both have.

        Raises KnowledgeError.
        """
        from sluimer.authoring.theorems.prove import setting_choices

        found = [(self._chosen(old, True, {}), self._chosen(new, False, {}))]
        if not self.settings and not self.old_settings:
            settings = new.manifest.settings
            shared = {name: one for name, one in settings.items() if _options(new, name) == _options(old, name)}
            for chosen in setting_choices(shared)[1:]:
                found.append((self._chosen(old, True, chosen), self._chosen(new, False, chosen)))
        return found

    def _chosen(self, knowledge: Knowledge, old: bool, settings: Mapping[str, str]) -> Knowledge:
        """One version as it was chosen; what is chosen for the old one alone goes before."""
        packs = self.old_packs if old and self.old_packs is not None else self.packs
        named = map(setting_named, (*self.settings, *(self.old_settings if old else ())))
        names = None if packs is None else [name.strip() for name in packs.split(",") if name.strip()]
        return choose(knowledge, names, {**settings, **dict(named)}, self.audience, OPTIONS)


def _options(knowledge: Knowledge, setting: str) -> set[str]:
    found = knowledge.manifest.settings.get(setting)
    return {one.id for one in found.options} if found else set()


_ENDINGS = {".html": NoteFormat.HTML, ".htm": NoteFormat.HTML, ".json": NoteFormat.JSON, ".md": NoteFormat.GITHUB}


def diff(options: DiffOptions) -> int:
    """Compare two versions; 0 where nobody's advice changes, 1 where somebody's does, 2 where that cannot be told."""
    with telling_problems(options.as_json, options.lang, MISTAKEN):
        needs_solver()
        note, teller = _compared(options)
        _print(note, teller, options)
    if note.stopped:
        return INTERRUPTED
    return 0 if note.unchanged else 1


def _compared(options: DiffOptions) -> "tuple[ReleaseNote, NoteTeller]":
    """The two versions, compared; raises KnowledgeError where one of them cannot be read."""
    from sluimer.authoring.theorems.prove import known_persons
    from sluimer.authoring.versions.note import compare_versions
    from sluimer.authoring.versions.tell import NoteTeller
    from sluimer.authoring.versions.voices import Voices

    old, new = _versions(options)
    choices = options.choices(old.knowledge, new.knowledge)
    known = {**known_persons(old.cases), **known_persons(new.cases)}
    language = chosen_language(options.lang, new.knowledge.manifest.languages)
    voices = Voices(*(Speaker(one, language) for one in choices[0]))
    with progress() as show:
        note = compare_versions(choices, known, options.seconds, lambda name: show(voices.say("comparing", name=name)))
    if options.log is not None:
        note.logged = _logged(options, choices[0], new.renames)
    return note, NoteTeller(note, voices, options.full)


def _versions(options: DiffOptions) -> "tuple[Version, Version]":
    """Both versions with every pack and setting, in the words of the new one; raises KnowledgeError."""
    from sluimer.authoring.versions.read import read_old_version, read_version

    folder = _folder(options)
    with version_folder(options.new, folder) if options.new is not None else nullcontext(folder) as there:
        new = read_version(there)
    with version_folder(options.old, folder) as there:
        old = read_old_version(there).beside_version(new)
    return old, new


def _logged(options: DiffOptions, choice: tuple[Knowledge, Knowledge], renames: "Sequence[Renamed]") -> "LoggedCounts":
    """How many of the decisions in a log would be told otherwise; raises LogError."""
    from sluimer.authoring.versions.logged import told_otherwise, with_names
    from sluimer.authoring.versions.note import LoggedCounts

    with LogPlace(options.log, options.key_file).opened() as log:
        parts = (logged.part for logged in log.decisions())
        persons = (with_names(part["case"]["given"], renames) for part in parts if part is not None)
        found = [*told_otherwise(*choice, persons)]
    return LoggedCounts(len(found), sum(found))


def _folder(options: DiffOptions) -> Path:
    """The folder that revisions are of, and that is the new version where none is named."""
    if options.folder is None and options.new is not None and is_knowledge(Path(options.new)):
        return Path(options.new)
    if options.folder is None and options.new is not None and is_knowledge(Path(options.old)):
        return Path(options.old)
    return authors_folder(options.folder)


def _print(note: "ReleaseNote", teller: "NoteTeller", options: DiffOptions) -> None:
    """Print the note, or write it in a file and print its verdict. Raises OSError."""
    from sluimer.authoring.versions.data import note_data

    if options.out is not None:
        put_text(options.out.parent, options.out.name, _text(note, teller, options.told_as))
        standard_output().line(teller.verdict())
    elif options.told_as is NoteFormat.TEXT:
        standard_output().lines(teller.tell())
    elif options.told_as is NoteFormat.JSON:
        standard_output().data(note_data(note, teller))
    else:
        standard_output().text(_text(note, teller, options.told_as))


def _text(note: "ReleaseNote", teller: "NoteTeller", told_as: NoteFormat) -> str:
    """The note in a format, as it is written in a file."""
    from sluimer.authoring.versions.data import note_data
    from sluimer.tell.markdown import markdown
    from sluimer.tell.pages.page import page

    match told_as:
        case NoteFormat.JSON:
            return json.dumps(note_data(note, teller), ensure_ascii=False, indent=2) + "\n"
        case NoteFormat.HTML:
            now, parts = teller.voices.now, [(head, rest) for head, *rest in sections_of(teller.tell())]
            return page("outline", now.language, title=now.text(now.knowledge.manifest.title), parts=parts)
        case NoteFormat.GITHUB:
            return markdown(teller.tell())
    return plain(teller.tell())
