"""A run in parts, so that one that was stopped goes on where it was: its parts are whole, in a private folder.

What a part holds is exactly what is written in the end, and with it stands what all of it was made from: the bytes of
the file, the knowledge, the options and the program. Where any of these is another one the parts are not used.
"""

import json
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from sluimer.files.replace import NotPlainError, alone_in, private_in_place
from sluimer.messages import PopulationError, Position, Problem, shown
from sluimer.population.choice import ScreeningChoice
from sluimer.population.results.write import writing
from sluimer.population.run import ResultOutput, RunSoFar

IN_A_PART: Final = 2
"""Batches in a part: as many rows as stand together in Parquet."""
_DONE: Final = "done.json"


@dataclass(frozen=True, slots=True)
class RunOrigin:
    """What results follow from, as data to compare, and the file as it lay when this was said."""

    path: Path
    data: Mapping[str, Any]
    stamp: tuple[int, ...]

    @classmethod
    def of(cls, path: Path, knowledge: Mapping[str, object], choice: ScreeningChoice) -> "RunOrigin":
        """What the results of this file follow from; every byte of it is read."""
        stamp = _stamp(path)
        made_by = {"sluimer": version("sluimer"), "pyarrow": pa.__version__}
        options = asdict(replace(choice, mapping=None))  # which mapping it is stands with the knowledge
        data = {"file": _digest(path), "knowledge": knowledge, "options": options, "program": made_by}
        return cls(path, json.loads(json.dumps(data, default=str)), stamp)

    def must_be_unchanged(self) -> None:
        """Raise PopulationError where the file was written in meanwhile."""
        if _stamp(self.path) != self.stamp:
            raise _error("population-changed", self.path)


@contextmanager
def kept_until_the_end(folder: Path) -> Iterator[None]:
    """Take a folder with parts away once the run comes to its end, also to that of bad rows, which is no other way.

    Raises PopulationError where another run is at work in it.
    """
    _make_private(folder)
    with ExitStack() as alone:
        try:
            alone.enter_context(alone_in(folder, wait=False))
        except BlockingIOError as error:
            raise _error("parts-in-use", folder) from error
        try:
            yield
        except PopulationError as error:
            if error.problems[-1].code == "bad-rows":
                shutil.rmtree(folder)
            raise
        shutil.rmtree(folder)


class RunParts:
    """The parts of one run so far; `output` takes what follows, and `pour` gives all of it, batch by batch."""

    def __init__(self, folder: Path, origin: RunOrigin, so_far: RunSoFar, schemas: tuple[Any, Any]) -> None:
        self._folder, self._origin, self._so_far, self._schemas = folder, origin, so_far, schemas
        self._waiting: tuple[list[Any], list[Any]] = ([], [])
        self._batches = 0
        self._digests: list[list[str]] = self._found()
        self.output = ResultOutput(self._waiting[0].append, self._waiting[1].append, self._batch_done)

    def pour(self, output: ResultOutput) -> None:
        """Write all parts, in the batches in which they came."""
        self._save()
        for number in range(len(self._digests)):
            for path, write in zip(self._paths(number), (output.write, output.set_apart), strict=True):
                for batch in _batches_in(path):
                    write(batch)

    def _found(self) -> list[list[str]]:
        """The digests of the parts that an earlier run left here, whose counts go on; raises PopulationError."""
        try:
            done = json.loads((self._folder / _DONE).read_bytes())
            others = [key for key, value in self._origin.data.items() if done["origin"][key] != value]
            if not others:
                self._so_far.restore(done["counts"], shown(self._origin.path))
            digests: list[list[str]] = done["parts"]
            broken = [number for number, said in enumerate(digests) if self._digests_of(number) != said]
        except FileNotFoundError as error:
            if error.filename == str(self._folder / _DONE):
                return []
            raise _error("parts-broken", self._folder) from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise _error("parts-broken", self._folder) from error
        if others or broken:
            codes = [f"parts-other-{key}" for key in others] or ["parts-broken"]
            raise PopulationError(tuple(_problem(code, self._folder) for code in codes))
        return digests

    def _batch_done(self) -> None:
        self._batches += 1
        if self._batches == IN_A_PART:
            self._save()

    def _save(self) -> None:
        """Add a part with what waits, and then say so."""
        if not self._batches:
            return
        number = len(self._digests)
        for path, schema, waiting in zip(self._paths(number), self._schemas, self._waiting, strict=True):
            with writing(path, schema) as write:
                for batch in waiting:
                    write(batch)
            waiting.clear()
        self._origin.must_be_unchanged()
        self._batches = 0
        self._digests.append(self._digests_of(number))
        done = {"origin": self._origin.data, "counts": self._so_far.saved(), "parts": self._digests}
        with private_in_place(self._folder / _DONE) as stream:
            stream.write(json.dumps(done, default=str).encode())

    def _paths(self, number: int) -> tuple[Path, Path]:
        """Where the results of a part are, and the rows that were set apart: without a schema these are JSON."""
        ending = "jsonl" if self._schemas[1] is None else "arrows"
        return self._folder / f"{number}.arrows", self._folder / f"{number}.bad.{ending}"

    def _digests_of(self, number: int) -> list[str]:
        return [_digest(path) for path in self._paths(number)]


def _batches_in(path: Path) -> Iterator[Any]:
    with path.open("rb") as stream:
        if path.suffix == ".arrows":
            yield from pa.ipc.open_stream(stream)
        else:
            yield [json.loads(line) for line in stream]


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if stat.S_ISLNK(folder.lstat().st_mode):
        raise NotPlainError("is-a-link", folder)
    folder.chmod(0o700)


def _stamp(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return f"sha256:{file_digest(stream, 'sha256').hexdigest()}"


def _problem(code: str, path: Path) -> Problem:
    return Problem(code, Position(shown(path)), (("name", shown(path)),))


def _error(code: str, path: Path) -> PopulationError:
    return PopulationError((_problem(code, path),))
