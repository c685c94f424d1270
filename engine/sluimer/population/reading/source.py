"""Files and frames with many persons, as batches that fit the cache: never more of them in memory than a few."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from sluimer.case import Places
from sluimer.case.text import plain_json
from sluimer.files.replace import BOM, must_be_plain
from sluimer.files.source import LARGEST_FILE
from sluimer.messages import PopulationError, Position, Problem, listed, shown
from sluimer.population.reading.batch import ArrowBatch, JsonBatch, PersonBatch
from sluimer.population.reading.columns import Layout, is_text
from sluimer.population.reading.plain_arrow import record_as, without_views

T = TypeVar("T")
BATCH: Final = 1 << 17
"""Persons in a batch: 16 kB a plane, where a step of the rules takes longer than what leads to it."""
_BLOCK: Final = 1 << 23
"""Bytes of CSV that are parsed at once; no row can be longer."""

_TOLD_DELIMITER: Final = re.compile(rb'"?sep=([,;|\t])"?\s*', re.IGNORECASE)
FRAME: Final = "frame"
"""What is called so in messages has no name of its own."""
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
_PAIR: Final = re.compile(r"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
"""A character in two halves, and a backslash that is one."""
_READ_AT_ONCE: Final = 1 << 17
"""Bytes of a column of Parquet that are read at once."""


class FileFormat(StrEnum):
    """What a file with many persons may be written in."""

    PARQUET = "Parquet"
    ARROW = "Arrow"
    STREAM = "Arrow-stream"
    CSV = "CSV"
    JSON_LINES = "JSON Lines"


ENDINGS: Final = {
    ".parquet": FileFormat.PARQUET,
    ".pq": FileFormat.PARQUET,
    ".arrow": FileFormat.ARROW,
    ".feather": FileFormat.ARROW,
    ".arrows": FileFormat.STREAM,
    ".csv": FileFormat.CSV,
    ".jsonl": FileFormat.JSON_LINES,
    ".ndjson": FileFormat.JSON_LINES,
}
"""The format that the end of a name tells."""


@dataclass(frozen=True, slots=True)
class PersonSource:
    """Where persons come from: the names of the columns, their Arrow types where they have one, and the batches.

    `names` is None where any row may have names of its own; then `batches` checks them. It may leave out batches within
    the first so many rows, which are done.
    """

    file: str
    names: Sequence[str] | None
    batches: Callable[[Layout, int], Iterator[PersonBatch]]
    schema: Any = None
    rows: int | None = None

    @property
    def types(self) -> Mapping[str, Any]:
        """The Arrow types of the columns; those of CSV are all text, and of JSON each value has its own."""
        return {one.name: one.type for one in self.schema} if self.schema is not None else {}

    @property
    def mapping(self) -> Mapping[str, object] | None:
        """Which mapping says what the columns mean; None without one."""
        return None

    def called(self, column: str) -> str:
        """What a column is called where it comes from."""
        return column

    def kept(self, columns: Iterable[str]) -> list[Any]:
        """The Arrow fields of columns that are carried along."""
        return [self.schema.field(name) if self.schema is not None else pa.field(name, pa.string()) for name in columns]


def format_of(path: Path) -> FileFormat:
    """The format that the ending of a name says; raises PopulationError."""
    found = ENDINGS.get(path.suffix.lower())
    if found is None:
        raise _error("population-format", str(path), name=path.name, endings=listed(ENDINGS))
    return found


@contextmanager
def opened(path: Path) -> Iterator[PersonSource]:
    """A file with many persons. Raises PopulationError, and NotPlainError for what is no plain file."""
    form = format_of(path)
    try:
        must_be_plain(path.stat(), path)
        stream = path.open("rb")
    except FileNotFoundError as error:
        raise _error("no-such-file", str(path), name=path) from error
    except OSError as error:
        if error.filename is None or not error.strerror or hasattr(error, "code"):
            raise
        raise _error("unreadable-file", str(path), name=path, reason=error.strerror) from error
    with stream:
        yield _READERS[form](_Opened(shown(path), form, stream))


def from_frame(frame: Any) -> PersonSource:
    """Whatever has an Arrow C stream or array: a frame of Polars, pandas or DuckDB, a table or reader of pyarrow.

    Raises TypeError for anything else.
    """
    opened = _Opened(FRAME)
    if hasattr(frame, "__arrow_c_stream__"):
        reader = opened.read(lambda: pa.RecordBatchReader.from_stream(frame))
    elif hasattr(frame, "__arrow_c_array__"):
        record = opened.read(lambda: pa.record_batch(frame))
        reader = pa.RecordBatchReader.from_batches(record.schema, [record])
    else:
        raise TypeError("screen takes what has an Arrow C stream, such as a frame of Polars or pandas")
    return from_records(reader.schema, reader)


def from_records(schema: Any, records: Iterable[Any]) -> PersonSource:
    """Records of Arrow that have this schema."""
    return _of_records(_Opened(FRAME), schema, lambda: records)


@dataclass(frozen=True, slots=True)
class _Opened:
    """An open file, and what it is called in messages."""

    file: str
    form: FileFormat = FileFormat.ARROW
    stream: Any = None

    def read(self, what: Callable[[], T]) -> T:
        """What can be read of it; raises PopulationError where it cannot."""
        try:
            return what()
        except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
            reason = next(iter(str(error).splitlines()), "") or type(error).__name__
            raise _error("population-unreadable", self.file, name=self.file, form=self.form, reason=reason) from error


def _parquet(opened: _Opened) -> PersonSource:
    about = opened.read(lambda: _parquet_file(opened.stream))
    schema = opened.read(lambda: about.schema_arrow)
    names = opened.read(lambda: schema.names)

    def batches(layout: Layout, _: int) -> Iterator[PersonBatch]:
        coded = [
            name for name in layout.only_answers if is_text(schema.field(name).type)
        ]  # their distinct values are as they lie
        file = opened.read(partial(_parquet_file, opened.stream, read_dictionary=coded))
        records = opened.read(lambda: file.iter_batches(BATCH))
        return _batches(opened, records, schema)

    return PersonSource(opened.file, names, batches, schema, about.metadata.num_rows)


def _parquet_file(stream: BinaryIO, **settings: Any) -> Any:
    """A file of Parquet that is read bit by bit: what is read ahead would be kept until the end."""
    return pq.ParquetFile(stream, pre_buffer=False, buffer_size=_READ_AT_ONCE, **settings)


def _arrow(opened: _Opened) -> PersonSource:
    reader = opened.read(lambda: pa.ipc.open_file(opened.stream))

    def records() -> Iterator[Any]:
        return (reader.get_batch(number) for number in range(reader.num_record_batches))

    return _of_records(opened, reader.schema, records)


def _stream(opened: _Opened) -> PersonSource:
    reader = opened.read(lambda: pa.ipc.open_stream(opened.stream))
    return _of_records(opened, reader.schema, lambda: reader)


def _of_records(opened: _Opened, schema: Any, records: Callable[[], Iterable[Any]]) -> PersonSource:
    plain = without_views(schema)
    names = opened.read(lambda: plain.names)
    return PersonSource(opened.file, names, lambda *_: _batches(opened, records(), plain), plain)


def _csv(opened: _Opened) -> PersonSource:
    """All of it is text, so that `1.500` and `unknown` mean what they mean in a case; empty is not asked.

    An empty line is somebody of whom nothing is known, where there is one column.
    """
    delimiter, before = _delimiter(opened)
    read = pa_csv.ReadOptions(block_size=_BLOCK, skip_rows=before)

    def reader(columns: Sequence[str]) -> Any:
        opened.stream.seek(0)
        parse = pa_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=len(columns) != 1)
        text = pa_csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()), null_values=[""], strings_can_be_null=True
        )
        return pa_csv.open_csv(pa.PythonFile(_Unclosed(opened.stream), "r"), read, parse, text)

    names = opened.read(lambda: reader(()).schema.names)
    schema = None if len({*names}) < len(names) else pa.schema([(name, pa.string()) for name in names])

    def batches(*_: object) -> Iterator[PersonBatch]:
        for batch in _batches(opened, opened.read(lambda: reader(names)), schema):
            _check_lines(batch, opened.file)
            yield batch

    return PersonSource(opened.file, names, batches, schema)


def _delimiter(opened: _Opened) -> tuple[str, int]:
    """What stands between columns, and how many lines come before their names: one where it says `sep=;`.

    Else it is a comma, or what else spreadsheets put there where the first line has no comma.
    """
    opened.stream.seek(0)
    header = opened.stream.readline(_BLOCK).removeprefix(BOM)
    if header.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise PopulationError((Problem("not-utf-8", Position(opened.file, 1, 1)),))
    told = _TOLD_DELIMITER.fullmatch(header)
    if told:
        return told[1].decode(), 1
    others = [one for one in (";", "\t") if one.encode() in header]
    return (others[0] if len(others) == 1 and b"," not in header else ","), 0


def _check_lines(batch: ArrowBatch, file: str) -> None:
    """No value goes on over lines: a quote that does not end would take whole rows with it, and nobody would see it."""
    for name, values in zip(batch.record.schema.names, batch.record.columns, strict=True):
        text = values.buffers()[2].to_pybytes() if values.buffers()[2] else b""
        found = pc.index(pc.match_substring_regex(values, "[\r\n]"), True).as_py() if _has_line(text) else -1
        if found >= 0:
            raise _error("line-in-value", str(Places(file).of(batch.first + found, name)), column=name)


def _has_line(text: bytes) -> bool:
    return b"\n" in text or b"\r" in text


class _Unclosed:
    """A file that stays open when Arrow is done with it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.closed = False

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        return self._stream.read(size)

    def close(self) -> None:
        """Nothing; whoever opened it closes it."""


def _json_lines(opened: _Opened) -> PersonSource:
    def batches(layout: Layout, done: int) -> Iterator[PersonBatch]:
        known, number = frozenset((*layout.only_answers, *layout.keep)), 1
        while lines := opened.read(lambda: _lines(opened)):
            if number <= done:
                number += len(lines)
                continue
            batch = _json_batch(number, lines, opened.file)
            _check_names(batch, known, opened.file)
            yield batch
            number += len(lines)

    return PersonSource(opened.file, None, batches)


def _lines(opened: _Opened) -> list[bytes]:
    found: list[bytes] = []
    while len(found) < BATCH and (line := opened.stream.readline(LARGEST_FILE)):
        if len(line) == LARGEST_FILE:
            raise _error("file-too-large", opened.file, most=f"{LARGEST_FILE // 1_000_000} MB")
        found.append(line)
    return found


def _json_batch(first: int, lines: Sequence[bytes], file: str) -> JsonBatch:
    texts = [line.decode("utf-8", "replace").strip().removeprefix("\ufeff") for line in lines]
    rows = [None if "\ufffd" in text or _has_half(text) else plain_json(text) for text in texts]
    places = Places(file)
    broken = {place: Problem("row-not-json", places.of(first + place)) for place, row in enumerate(rows) if row is None}
    return JsonBatch(first, texts, rows, broken)


def _has_half(text: str) -> bool:
    """Whether half a character is written in JSON, which no other file can hold."""
    return "\\u" in text and _HALF.search(_PAIR.sub(" ", text)) is not None


def _check_names(batch: JsonBatch, known: frozenset[str], file: str) -> None:
    for place, row in enumerate(batch.rows):
        if row and not row.keys() <= known:
            name = next(name for name in row if name not in known)
            raise _error("unknown-column", str(Places(file).of(batch.first + place, name)), name=name)


_READERS: Final[Mapping[FileFormat, Callable[[_Opened], PersonSource]]] = {
    FileFormat.PARQUET: _parquet,
    FileFormat.ARROW: _arrow,
    FileFormat.STREAM: _stream,
    FileFormat.CSV: _csv,
    FileFormat.JSON_LINES: _json_lines,
}


def _batches(opened: _Opened, records: Iterable[Any], schema: Any) -> Iterator[ArrowBatch]:
    """Records of Arrow as batches of one size, however they come; with this schema once they are written again."""
    number = 1
    plain = (record_as(record, without_views(record.schema)) for record in records)
    for record in _of_one_size(opened, plain):
        yield ArrowBatch(number, record, schema)
        number += record.num_rows


def _of_one_size(opened: _Opened, records: Iterator[Any]) -> Iterator[Any]:
    waiting: list[Any] = []
    while (record := opened.read(lambda: next(records, None))) is not None:
        waiting += [record] if record.num_rows else []
        if sum(each.num_rows for each in waiting) >= BATCH:
            yield from opened.read(partial(_joined, waiting))
            waiting = []
    yield from opened.read(partial(_joined, waiting)) if waiting else ()


def _joined(records: Sequence[Any]) -> Sequence[Any]:
    if len(records) == 1 and records[0].num_rows <= BATCH:
        return records
    found: Sequence[Any] = pa.Table.from_batches(records).combine_chunks().to_batches(max_chunksize=BATCH)
    return found


def _error(code: str, place: str, **words: object) -> PopulationError:
    return PopulationError(
        (Problem(code, Position(place), tuple((name, shown(word)) for name, word in words.items())),)
    )
