"""Decisions of the log for other programs, in a file that is whole or not there at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from sluimer.commands.auditor.choose import Chosen
from sluimer.commands.given import STANDARD_INPUT
from sluimer.commands.log_place import NamedLog
from sluimer.commands.paper import standard_output
from sluimer.files.replace import private_in_place
from sluimer.messages import shown
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Outline, Tone

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, LoggedDecision

STANDARD_OUTPUT = STANDARD_INPUT
_JSONL, _PARQUET, _RECORDS = "jsonl", "parquet", "records"
_ENDINGS = {".jsonl": _JSONL, ".parquet": _PARQUET}


@dataclass(slots=True)
class _Counted:
    """Counts the decisions that go by."""

    decisions: int = 0
    erased: int = 0

    def through(self, decisions: "Iterable[LoggedDecision]") -> "Iterator[LoggedDecision]":
        """The same decisions."""
        for logged in decisions:
            self.decisions += 1
            self.erased += logged.erased
            yield logged


def export_and_tell(named: NamedLog, file: str, form: str | None, which: Chosen, language: str) -> None:
    """Write decisions in a file and tell how many, or print them; raises LogError and OSError."""
    form = form or _form_of(file, language)
    if file == STANDARD_OUTPUT:
        if form == _PARQUET:
            raise click.BadParameter(word("log-no-table-there", language), param_hint="FILE")
        with named.opened() as log:
            standard_output().json_lines(_lines(form, log, which.of(log)))
        return
    _never_over_the_log(Path(file), named, language)
    counted = _Counted()
    with named.opened() as log, private_in_place(Path(file)) as stream:
        _write(form, log, counted.through(which.of(log)), stream, file)
    standard_output().lines(_told(counted, form, file, language))


def _form_of(file: str, language: str) -> str:
    if file == STANDARD_OUTPUT:
        return _JSONL
    form = _ENDINGS.get(Path(file).suffix.lower())
    if form is None:
        raise click.BadParameter(word("log-which-format", language, name=shown(file)), param_hint="FILE")
    return form


def _never_over_the_log(file: Path, named: NamedLog, language: str) -> None:
    """A slip of the hand must not put an export in place of what cannot be made again."""
    own = [Path(str(place)) for place in (named.where, named.key_file) if place]
    if any(each.exists() and file.exists() and each.samefile(file) for each in own):
        raise click.BadParameter(word("log-itself", language), param_hint="FILE")


def _write(form: str, log: "DecisionLog", decisions: "Iterable[LoggedDecision]", stream: BinaryIO, name: str) -> None:
    if form == _PARQUET:
        from sluimer.audit.log import write_parquet

        write_parquet(decisions, stream, name)
        return
    stream.writelines(line.encode() for line in _lines(form, log, decisions))


def _lines(form: str, log: "DecisionLog", decisions: "Iterable[LoggedDecision]") -> Iterator[str]:
    from sluimer.audit.log import json_lines, record_lines

    return record_lines(log, decisions) if form == _RECORDS else json_lines(decisions)


def _told(counted: _Counted, form: str, file: str, language: str) -> Outline:
    left_out = form == _RECORDS
    written = counted.decisions - (counted.erased if left_out else 0)
    key = "log-exported-left-out" if left_out else "log-exported-without"
    erased = (Line(word(key, language, erased=counted.erased), 1),) if counted.erased else ()
    return (Line(word("log-exported", language, count=written, file=file), tone=Tone.HOLDS), *erased)
