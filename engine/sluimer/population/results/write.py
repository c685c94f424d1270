"""Results in a file that is whole or not there: it takes its place, readable by its owner alone, once all is in it."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from sluimer.files.replace import private_in_place
from sluimer.messages import PopulationError, Position, Problem, shown
from sluimer.population.reading.columns import is_list
from sluimer.population.reading.source import FileFormat, format_of

Write = Callable[[Any], None]
"""Writes a batch of Arrow; of JSON also a list of objects."""
ROW_GROUP: Final = 1 << 18
"""Rows of Parquet that stand together."""
_WRITTEN_AT_ONCE: Final = 1 << 22
"""Bytes."""


@contextmanager
def writing(path: Path, schema: Any) -> Iterator[Write]:
    """A new file with these columns, which is in its place once this ends well. Raises OSError and PopulationError."""
    form = format_of(path)
    try:
        with private_in_place(path) as stream, _WRITERS[form](stream, schema) as write:
            yield write
    except (pa.ArrowException, UnicodeDecodeError) as error:
        words = (("name", shown(path)), ("form", str(form)), ("reason", shown(error)))
        raise PopulationError((Problem("population-unwritable", Position(shown(path)), words),)) from error


class _Underneath:
    """A file below a buffer of Arrow: it stays open when that is closed, and nothing comes in any more once left."""

    closed = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.left = False

    def write(self, content: bytes) -> int:
        """Write some bytes."""
        return len(content) if self.left else self._stream.write(content)

    def flush(self) -> None:
        """Nothing; whoever opened it does so."""

    def close(self) -> None:
        """Nothing; whoever opened it does so."""


@contextmanager
def _buffered(stream: BinaryIO) -> Iterator[Any]:
    """The file behind a buffer, so that not every piece that Arrow writes waits until the interpreter is free."""
    file = _Underneath(stream)
    try:
        with pa.BufferedOutputStream(pa.PythonFile(file, "w"), _WRITTEN_AT_ONCE) as out:
            yield out
    finally:
        file.left = True


@contextmanager
def _parquet(stream: BinaryIO, schema: Any) -> Iterator[Write]:
    """One row group is written by a thread of its own while the next one comes in."""
    waiting: list[Any] = []
    under_way: list[Future[None]] = []

    def flush() -> None:
        while under_way:
            under_way.pop().result()
        under_way.append(pool.submit(writer.write_table, pa.Table.from_batches(waiting, schema), ROW_GROUP))
        waiting.clear()

    def write(record: Any) -> None:
        waiting.append(record)
        if sum(each.num_rows for each in waiting) >= ROW_GROUP:
            flush()

    told = [one.name for one in schema if not pa.types.is_dictionary(one.type)]  # the least of some codes tells nothing
    with (
        _buffered(stream) as out,
        pq.ParquetWriter(out, schema, write_statistics=told) as writer,
        ThreadPoolExecutor(1) as pool,
    ):
        yield write
        flush()
        under_way.pop().result()


@contextmanager
def _arrow(stream: BinaryIO, schema: Any) -> Iterator[Write]:
    with _buffered(stream) as out, pa.ipc.new_file(out, schema) as writer:
        yield writer.write_batch


@contextmanager
def _stream(stream: BinaryIO, schema: Any) -> Iterator[Write]:
    with _buffered(stream) as out, pa.ipc.new_stream(out, schema) as writer:
        yield writer.write_batch


@contextmanager
def _csv(stream: BinaryIO, schema: Any) -> Iterator[Write]:
    """Lists have their members with a space between."""
    plain = pa.schema([pa.field(one.name, _plain_type(one.type)) for one in schema])
    with _buffered(stream) as out, pa_csv.CSVWriter(out, plain) as writer:
        yield lambda record: writer.write_batch(
            pa.RecordBatch.from_arrays([_plain(column) for column in record.columns], schema=plain)
        )


def _plain_type(kind: Any) -> Any:
    return pa.string() if pa.types.is_dictionary(kind) or is_list(kind) or pa.types.is_nested(kind) else kind


def _plain(column: Any) -> Any:
    if is_list(column.type):
        texts = pa.ListArray.from_arrays(column.offsets, column.values.cast(pa.string()), mask=column.is_null())
        return pc.binary_join(texts, " ")
    return column.cast(_plain_type(column.type))


@contextmanager
def _json_lines(stream: BinaryIO, schema: Any) -> Iterator[Write]:
    names = schema.names if schema is not None else ()
    yield lambda rows: stream.writelines(json_line(row) for row in _objects(rows, names))


def _objects(rows: Any, names: Sequence[str]) -> Iterator[Mapping[str, object]]:
    if isinstance(rows, list):
        return iter(rows)
    columns = [column.to_pylist() for column in rows.columns]
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def json_line(row: Mapping[str, object]) -> bytes:
    """An object as a line of JSON."""
    return (json.dumps(row, ensure_ascii=False, default=str) + "\n").encode()


_WRITERS: Final[Mapping[FileFormat, Callable[[BinaryIO, Any], Any]]] = {
    FileFormat.PARQUET: _parquet,
    FileFormat.ARROW: _arrow,
    FileFormat.STREAM: _stream,
    FileFormat.CSV: _csv,
    FileFormat.JSON_LINES: _json_lines,
}
