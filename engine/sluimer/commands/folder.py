"""Which knowledge base a command is about: the one that is named, else the one that somebody stands in."""

from dataclasses import dataclass
from pathlib import Path

from sluimer.knowledge_base import bundled_folder
from sluimer.messages import KnowledgeError, Position, Problems, shown
from sluimer.messages.texts import word
from sluimer.read import find_knowledge
from sluimer.tell.outline import Line, Tone
from sluimer.tell.speaker import Speaker


def authors_folder(named: Path | None) -> Path:
    """The folder of the knowledge base for an author's command; raises KnowledgeError where there is none."""
    folder = named if named is not None else find_knowledge(Path())
    if folder is None:
        problems = Problems()
        problems.add("no-knowledge-here", Position(shown(_here())), bundled=bundled_folder())
        raise KnowledgeError(problems.sorted())
    return folder


def persons_folder(named: Path | None) -> Path:
    """The folder of the knowledge base for a person's command: the bundled one where none is named or stood in."""
    return named or found_folder(named) or bundled_folder()


def found_folder(named: Path | None) -> Path | None:
    """The folder that a person's command stands in, unless one is named or it is that of the bundled knowledge."""
    found = find_knowledge(Path()) if named is None else None
    return None if found == bundled_folder().resolve() else found


@dataclass(frozen=True, slots=True)
class About:
    """The knowledge base that something is about: its title, as far as that can be read, and its folder."""

    title: str
    folder: Path

    def __str__(self) -> str:
        return f"{self.title} ({self.folder})" if self.title else str(self.folder)

    def line(self, language: str) -> Line:
        """It as a line below what was told."""
        return Line(word("about-knowledge", language, knowledge=self), tone=Tone.QUIET)

    def as_dict(self) -> dict[str, str]:
        """It as data."""
        return {"title": self.title, "folder": str(self.folder)}


def about(speaker: Speaker, folder: Path) -> About:
    """What a command is about that has read all of it."""
    return About(speaker.text(speaker.knowledge.manifest.title), folder)


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # a folder that was removed meanwhile
        return "."
