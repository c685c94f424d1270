"""`sluimer log export`: decisions for other programs, in a file that is whole or not there at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import click

from sluimer.commands.auditor.selection import SelectionOptions
from sluimer.commands.knowledge import STANDARD_INPUT
from sluimer.commands.log import LogPlace
from sluimer.commands.output import standard_output
from sluimer.commands.parameters import CommandOption, Operand
from sluimer.files.replace import private_in_place
from sluimer.messages import shown
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Outline, Tone

if TYPE_CHECKING:
    from sluimer.audit.log import DecisionLog, LoggedDecision

STANDARD_OUTPUT = STANDARD_INPUT


class ExportFormat(StrEnum):
    """What decisions are written as."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    RECORDS = "records"


_ENDINGS = {".jsonl": ExportFormat.JSONL, ".parquet": ExportFormat.PARQUET}
ExportFile = Annotated[str, Operand("FILE", "option-log-file")]
AsFormat = Annotated[ExportFormat | None, CommandOption("--format", help="option-log-format")]


@dataclass(slots=True)
class ExportCount:
    """Counts the decisions that go by."""

    decisions: int = 0
    erased: int = 0

    def through(self, decisions: "Iterable[LoggedDecision]") -> "Iterator[LoggedDecision]":
        """These decisions, each count."""
        for logged in decisions:
            self.decisions += 1
            self.erased += logged.erased
            yield logged


def export(file: ExportFile, form: AsFormat, options: SelectionOptions, place: LogPlace) -> None:
    """Write decisions in a file and tell how many, or print them. Raises OSError."""
    language = place.language()
    selection = options.selection(language)
    form = form or _form_of(file, language)
    if file == STANDARD_OUTPUT:
        if form is ExportFormat.PARQUET:
            raise click.BadParameter(word("log-no-table-there", language), param_hint="FILE")
        with place.opened() as log:
            standard_output().json_lines(_lines(form, log, selection.of(log)))
        return
    _never_over_the_log(Path(file), place, language)
    count = ExportCount()
    with place.opened() as log, private_in_place(Path(file)) as stream:
        _write(form, log, count.through(selection.of(log)), stream, file)
    standard_output().lines(_told(count, form, file, language))


def _form_of(file: str, language: str) -> ExportFormat:
    if file == STANDARD_OUTPUT:
        return ExportFormat.JSONL
    form = _ENDINGS.get(Path(file).suffix.lower())
    if form is None:
        raise click.BadParameter(word("log-which-format", language, name=shown(file)), param_hint="FILE")
    return form


def _never_over_the_log(file: Path, place: LogPlace, language: str) -> None:
    """A slip of the hand must not put an export in place of what cannot be made again."""
    own = [Path(str(name)) for name in (place.where, place.key_file) if name]
    if any(each.exists() and file.exists() and each.samefile(file) for each in own):
        raise click.BadParameter(word("log-itself", language), param_hint="FILE")


def _write(
    form: ExportFormat, log: "DecisionLog", decisions: "Iterable[LoggedDecision]", stream: BinaryIO, name: str
) -> None:
    if form is ExportFormat.PARQUET:
        from sluimer.audit.log import write_parquet

        write_parquet(decisions, stream, name)
        return
    stream.writelines(line.encode() for line in _lines(form, log, decisions))


def _lines(form: ExportFormat, log: "DecisionLog", decisions: "Iterable[LoggedDecision]") -> Iterator[str]:
    from sluimer.audit.log import json_lines, record_lines

    return record_lines(log, decisions) if form is ExportFormat.RECORDS else json_lines(decisions)


def _told(count: ExportCount, form: ExportFormat, file: str, language: str) -> Outline:
    left_out = form is ExportFormat.RECORDS
    written = count.decisions - (count.erased if left_out else 0)
    key = "log-exported-left-out" if left_out else "log-exported-without"
    erased = (Line(word(key, language, erased=count.erased), 1),) if count.erased else ()
    return (Line(word("log-exported", language, count=written, file=file), tone=Tone.HOLDS), *erased)
