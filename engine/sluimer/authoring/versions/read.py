"""A version of a knowledge base, read with its cases; an old one with the names that the new one gives its things."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.read import cases_in, parse_cases
from sluimer.authoring.names.mention import NameIndex
from sluimer.authoring.names.rename import names_in, with_name_changed
from sluimer.authoring.names.renames import Renamed, renames_in
from sluimer.knowledge.base import Knowledge
from sluimer.messages import KnowledgeError, Problem, Problems
from sluimer.read import parse_files, read_files, read_sources

Texts = Mapping[str, str | None]
BEFORE = "_before"
"""What stands behind the name of an old fact that is another kind of question now."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a knowledge base: what it says, its cases, and the names that it gave in place of others."""

    folder: Path
    knowledge: Knowledge
    cases: tuple[RuleCase, ...]
    renames: tuple[Renamed, ...]
    texts: Texts
    beside: Texts

    def renamed(self, renames: Iterable[Renamed]) -> "Version":
        """It with the names that things were given later; raises KnowledgeError."""
        texts, beside = self.texts, self.beside
        for one in renames:
            if any(one.old.rpartition(".")[2] in (text or "") for text in texts.values()):
                files = names_in(self.folder, texts, beside)
                if _is_to_be_renamed(one, files.index):
                    changed = with_name_changed(one.named(one.old), one.named(one.new), files)
                    texts, beside = ({name: changed.get(name, some[name]) for name in some} for some in (texts, beside))
        return self if texts is self.texts else _version(self.folder, texts, beside, ())

    def beside_version(self, new: "Version") -> "Version":
        """It as an old version beside a new one: named as that is, and with facts of another kind as other facts."""
        old = self.renamed(new.renames)
        before, after = old.knowledge.vocabulary.facts, new.knowledge.vocabulary.facts
        other = [name for name in before if name in after and before[name].kind is not after[name].kind]
        return old.renamed(Renamed("fact", name, f"{name}{BEFORE}") for name in other)


def _is_to_be_renamed(one: Renamed, index: NameIndex) -> bool:
    """Whether the old name is there, and the new one is free."""
    return one.named(one.old) in index.declared and one.named(one.new) not in index.declared


def read_version(folder: Path) -> Version:
    """The version in a folder; raises KnowledgeError."""
    return _version(folder, *read_sources(folder))


def read_old_version(folder: Path) -> Version:
    """The version in a folder, without its cases where anything is wrong with them; raises KnowledgeError.

    An old version may expect in its cases what nobody can say any more, and they only show persons.
    """
    texts, beside, found = read_sources(folder)
    try:
        return _version(folder, texts, beside, found)
    except KnowledgeError:
        return _version(folder, texts, {}, found)


def _version(folder: Path, texts: Texts, beside: Texts, found: Iterable[Problem]) -> Version:
    problems = Problems()
    problems.extend(found)
    files = parse_files(folder, texts, problems)
    knowledge = read_files(files, problems)
    nodes = parse_cases(beside, problems)
    cases, _ = cases_in(nodes, knowledge, problems)
    renames = renames_in({**files.nodes, **nodes}, knowledge, problems)
    if len(problems):
        raise KnowledgeError(problems.sorted())
    return Version(folder, knowledge, cases, renames, texts, beside)
