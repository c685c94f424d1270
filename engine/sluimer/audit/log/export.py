"""The decisions of a log for other programs: JSON, one decision a line, or a table for Parquet."""

import json
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from sluimer.audit.log.decision_log import DecisionLog
from sluimer.audit.log.logged_decision import LoggedDecision
from sluimer.audit.record import Data
from sluimer.files.replace import private_in_place
from sluimer.messages import log_error


def exported(logged: LoggedDecision) -> Data:
    """One decision as plain data; what is kept of the person is null once it was erased."""
    part = logged.part or {}
    named = {"number": logged.number, "id": logged.decision, "time": logged.time, "erased": logged.erased}
    about = {"engine": logged.engine, "knowledge": logged.knowledge}
    return {**named, **about, **{name: part.get(name) for name in ("language", "case", "result")}}


def json_lines(decisions: Iterable[LoggedDecision]) -> Iterator[str]:
    """Each decision as a line of JSON."""
    for logged in decisions:
        yield json.dumps(exported(logged), ensure_ascii=False, sort_keys=True) + "\n"


def record_lines(log: DecisionLog, decisions: Iterable[LoggedDecision]) -> Iterator[str]:
    """The whole record of each decision that was not erased as a line of JSON, as `check_record.py` reads it."""
    for logged in decisions:
        if not logged.erased:
            yield json.dumps(log.record(logged), ensure_ascii=False, sort_keys=True) + "\n"


def write_parquet(decisions: Iterable[LoggedDecision], where: str | Path | BinaryIO, name: str) -> None:
    """One row for each decision; lists and structures are columns of their own kind. Raises LogError and OSError."""
    try:
        import polars
    except ModuleNotFoundError as error:
        raise log_error("log-needs-extra", name, extra="parquet") from error
    texts = ("id", "time", "knowledge_name", "knowledge_version", "knowledge_digest", "engine_version", "outcome")
    ends = dict.fromkeys(("min", "max"), polars.Float64)
    item = polars.Struct({**dict.fromkeys(("topic", "id", "state", "unit"), polars.String), **ends})
    schema: dict[str, Any] = {
        "number": polars.Int64,
        **dict.fromkeys(texts, polars.String),
        "erased": polars.Boolean,
        **dict.fromkeys(("fired", "questions", "unknown", "declined"), polars.List(polars.String)),
        "items": polars.List(item),
        "given": polars.String,
    }
    written = BytesIO()  # polars has an error of its own for a full disk
    polars.DataFrame([_row(logged) for logged in decisions], schema=schema).write_parquet(written)
    with private_in_place(Path(where)) if isinstance(where, str | Path) else nullcontext(where) as stream:
        stream.write(written.getbuffer())


def _row(logged: LoggedDecision) -> Data:
    about = {f"knowledge_{name}": logged.knowledge[name] for name in ("name", "version", "digest")}
    row = {"number": logged.number, "id": logged.decision, "time": logged.time, "erased": logged.erased}
    row |= {**about, "engine_version": logged.engine["version"]}
    if logged.part is None:
        return row
    case, result = logged.part["case"], logged.part["result"]
    row |= {name: result[name] for name in ("outcome", "fired", "questions")}
    row |= {"unknown": case["unknown"], "declined": case["declined"]}
    return {**row, "items": [_item(item) for item in result["items"]], "given": json.dumps(case["given"])}


def _item(item: Data) -> Data:
    ends = item.get("range", {})
    said = {name: item[name] for name in ("topic", "id", "state")}
    return {**said, "unit": ends.get("unit"), "min": ends.get("min"), "max": ends.get("max")}
