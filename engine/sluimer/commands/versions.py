"""Versions of a knowledge base by the names that people type: a folder, or a revision of git that it is read out of."""

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from sluimer.language.files import FACTS_FOLDER, RULES_FOLDER
from sluimer.messages import KnowledgeError, Position, Problems, shown
from sluimer.read.find import is_knowledge

_MOST_TOLD = 3
"""Problems that are told of a revision; nobody can mend it, and one of long ago has many of the same kind."""


@contextmanager
def version_folder(name: str, folder: Path) -> Iterator[Path]:
    """The folder that a version can be read from: it is one, or it is this folder as git has it at a revision.

    Raises KnowledgeError, also for what is wrong in it while this lasts, with the name of the version before each file.
    """
    path = Path(name)
    revision = _revision(name, folder) if not path.is_dir() or _is_bare(name) else None
    if path.is_dir() and revision is not None:
        raise _error("version-two-meanings", name)
    if path.is_dir():
        yield path
        return
    if revision is None:
        raise _error("version-unknown", name, folder=shown(folder))
    with TemporaryDirectory(prefix="sluimer-") as there:
        _unpack(_archive(name, revision, folder), Path(there))
        if not is_knowledge(Path(there)):
            raise _error("version-without-knowledge", name, folder=shown(folder))
        with _named(name):
            yield Path(there)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Put the name of a version before the files that problems are about; of many tell the first, and how many."""
    try:
        yield
    except KnowledgeError as error:
        told = [
            replace(one, position=replace(one.position, file=f"{shown(name)}:{one.position.file}"))
            for one in error.problems
        ]
        if len(told) > _MOST_TOLD:
            summary = _error("version-unreadable", name, count=str(len(told)))
            told = [*summary.problems, *told[:_MOST_TOLD]]
        raise KnowledgeError(tuple(told)) from error


def _is_bare(name: str) -> bool:
    """Whether a name could be that of a revision too: `./v1` and an absolute one cannot."""
    return not name.startswith(".") and not Path(name).is_absolute()


def _revision(name: str, folder: Path) -> str | None:
    """The commit that a name stands for, None where there is none; raises KnowledgeError where git cannot say."""
    try:
        inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    except FileNotFoundError as error:
        if Path(name).is_dir():
            return None
        raise _error("version-needs-git", name) from error
    if inside.returncode:
        if Path(name).is_dir():
            return None
        raise _error("version-not-in-git", name, folder=shown(folder))
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return found.stdout.decode().strip() if found.returncode == 0 else None


_PLACES = ("toplevel", "prefix")


def _archive(name: str, revision: str, folder: Path) -> bytes:
    """What git has of a folder at a commit, packed; raises KnowledgeError where it has nothing."""
    top, prefix = (_git(folder, "rev-parse", f"--show-{one}").stdout.decode().rstrip("\n") for one in _PLACES)
    packed = _git(Path(top), "archive", "--format=tar", f"{revision}:{prefix}")
    if packed.returncode:
        raise _error("version-without-knowledge", name, folder=shown(folder))
    return packed.stdout


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = ("git", "-C", str(folder if folder.is_dir() else Path()), *words)
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, "LC_ALL": "C"})  # noqa: S603


def _unpack(packed: bytes, there: Path) -> None:
    """Write the plain files of `facts/` and `rules/` where they are to be read, and nothing else."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            name = PurePosixPath(member.name)
            ours = member.name.startswith((FACTS_FOLDER, RULES_FOLDER)) and ".." not in name.parts
            content = archive.extractfile(member) if ours and member.isfile() else None
            if content is not None:
                path = there.joinpath(*name.parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())


def _error(code: str, name: str, **words: str) -> KnowledgeError:
    problems = Problems()
    problems.add(code, Position(shown(name)), name=shown(name), **words)
    return KnowledgeError(problems.sorted())
