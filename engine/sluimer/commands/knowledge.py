"""Which knowledge base a command is about: the one that is named, else the one that somebody stands in."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from sluimer.case import Case
from sluimer.commands.locale import chosen_language, message_language
from sluimer.commands.options import KnowledgeFolder
from sluimer.commands.output import standard_error
from sluimer.commands.parameters import CommandOption, Mistake
from sluimer.files.source import LARGEST_FILE, decode, read_file
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge_base import Consultation, KnowledgeBase, bundled_folder
from sluimer.messages import CaseError, KnowledgeError, Language, Position, Problems, shown
from sluimer.messages.texts import word
from sluimer.read import choose, declared_in, find_knowledge, read_knowledge
from sluimer.tell.outline import Line, Tone
from sluimer.tell.speaker import Speaker

STANDARD_INPUT = "-"
OPTIONS = {"packs": "--packs", "settings": "--set", "audience": "--audience"}
"""What the choices of a knowledge base are called on the command line."""


@dataclass(frozen=True, slots=True)
class Session:
    """A knowledge base, and the speaker of its words in the language that was chosen."""

    base: KnowledgeBase
    speaker: Speaker

    @property
    def language(self) -> Language:
        """The language that problems are told in."""
        return message_language(self.speaker.language)

    def consult(self, case: str) -> Consultation:
        """What comes of the answers in a case file; raises CaseError."""
        return self.base.consult(self.read(case))

    def read(self, case: str) -> Case:
        """The answers in a case file; raises CaseError."""
        return self.base.read_case(case_text(case), case)


def case_text(name: str) -> str:
    """The text of a case file, or of standard input; raises CaseError when it cannot be read."""
    problems = Problems()
    if name == STANDARD_INPUT:
        text = decode(sys.stdin.buffer.read(LARGEST_FILE + 1), name, problems)
    else:
        text = read_file(Path(name), name, problems)
    if text is None:
        raise CaseError(problems.sorted())
    return text


@dataclass(frozen=True, slots=True)
class KnowledgePlace:
    """The knowledge base that something is about: its title, as far as that can be read, and its folder."""

    title: str
    folder: Path

    @classmethod
    def of(cls, folder: Path, speaker: Speaker) -> "KnowledgePlace":
        """The place of a knowledge base that was read."""
        return cls(speaker.text(speaker.knowledge.manifest.title), folder)

    def __str__(self) -> str:
        return f"{self.title} ({self.folder})" if self.title else str(self.folder)

    def line(self, language: str) -> Line:
        """It as a line below what was told."""
        return Line(word("about-knowledge", language, knowledge=self), tone=Tone.QUIET)

    def as_dict(self) -> dict[str, str]:
        """It as data."""
        return {"title": self.title, "folder": str(self.folder)}


@dataclass(frozen=True, slots=True)
class KnowledgeChoice:
    """The options that choose a knowledge base, and of it the packs, settings and audience."""

    knowledge: KnowledgeFolder
    packs: Annotated[str | None, CommandOption("--packs", metavar="A,B", help="option-packs")]
    settings: Annotated[tuple[str, ...], CommandOption("--set", metavar="NAME=OPTION", help="option-set")]
    audience: Annotated[str | None, CommandOption("--audience", metavar="NAME", help="option-audience")]

    @property
    def of_all(self) -> bool:
        """Whether nothing is chosen but the folder."""
        return self.packs is None and not self.settings and self.audience is None

    @property
    def folder(self) -> Path:
        """The folder that is named, else the one that the command stands in, else the bundled one."""
        return self.knowledge or self._found() or bundled_folder()

    def _found(self) -> Path | None:
        """The folder that the command stands in, unless one is named or it is that of the bundled knowledge."""
        found = find_knowledge(Path()) if self.knowledge is None else None
        return None if found == bundled_folder().resolve() else found

    def session(self, lang: str | None) -> Session:
        """The knowledge base as it was chosen, in this language; raises KnowledgeError.

        One that nobody named, since the command stands in it, is told on standard error.
        """
        self.tell_found(lang)
        base = self.base()
        declared = base.knowledge.manifest.languages
        return Session(base, Speaker(base.knowledge, chosen_language(lang, declared)))

    def tell_found(self, lang: str | None) -> None:
        """Tell on standard error which knowledge base it is, where nobody named one and the command stands in it."""
        found = self._found()
        if found:
            title, languages = declared_in(found)
            language = chosen_language(lang, languages)
            standard_error().lines([KnowledgePlace(title.in_nearest_language(language), found).line(language)])

    def base(self) -> KnowledgeBase:
        """The knowledge base as it was chosen, read now; raises KnowledgeError."""
        return KnowledgeBase(self.of(read_knowledge(self.folder)))

    def of(self, knowledge: Knowledge) -> Knowledge:
        """What was chosen of some knowledge; raises KnowledgeError."""
        names = None if self.packs is None else [name.strip() for name in self.packs.split(",") if name.strip()]
        return choose(knowledge, names, dict(map(setting_named, self.settings)), self.audience, OPTIONS)


def setting_named(written: str) -> tuple[str, str]:
    """A setting and the option that is chosen of it, from how that is typed; raises Mistake."""
    name, equals, option = (part.strip() for part in written.partition("="))
    if not equals:
        raise Mistake("no-option-named", OPTIONS["settings"], value=written)
    return name, option


def authors_folder(named: Path | None) -> Path:
    """The folder of the knowledge base for an author's command; raises KnowledgeError where there is none."""
    folder = named if named is not None else find_knowledge(Path())
    if folder is None:
        problems = Problems()
        problems.add("no-knowledge-here", Position(shown(_here())), bundled=bundled_folder())
        raise KnowledgeError(problems.sorted())
    return folder


def declared_place(named: Path | None, lang: str | None) -> tuple[KnowledgePlace, Language]:
    """Where the knowledge base is that an author works on, whatever is wrong in it, and the language to tell of it.

    Raises KnowledgeError where there is none.
    """
    folder = authors_folder(named)
    title, languages = declared_in(folder)
    language = message_language(chosen_language(lang, languages))
    return KnowledgePlace(title.in_nearest_language(language), folder), language


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # a folder that was removed meanwhile
        return "."


def authors_knowledge(named: Path | None, lang: str | None) -> tuple[KnowledgePlace, Speaker]:
    """Where the knowledge base is that an author works on, and the speaker of all of it, with every pack and setting.

    Raises KnowledgeError.
    """
    folder = authors_folder(named)
    knowledge = read_knowledge(folder)
    speaker = Speaker(knowledge, chosen_language(lang, knowledge.manifest.languages))
    return KnowledgePlace.of(folder, speaker), speaker
