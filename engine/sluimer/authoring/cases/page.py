"""Coverage as a page: the rules as they are written, each line with what the cases have shown of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sluimer.authoring.cases.coverage import Cell, Coverage, CoverageRow
from sluimer.authoring.cases.tell import percentage, what_row
from sluimer.tell.pages.page import page
from sluimer.tell.speaker import Speaker

_SIGNS: Mapping[Cell, str] = {Cell.TRUE: "+", Cell.FALSE: "-", Cell.UNKNOWN: "?", Cell.DECISIVE: "!"}


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of a file with what the cases have shown of the tests on it, if there are any."""

    text: str
    margin: str = ""
    look: str = ""
    title: str = ""


def coverage_page(coverage: Coverage, texts: Mapping[str, str], speaker: Speaker) -> str:
    """One page of HTML; a sign stands in the margin for each cell that was seen, and a `·` for each that was not."""
    found: defaultdict[str, defaultdict[int, list[CoverageRow]]] = defaultdict(lambda: defaultdict(list))
    for row in coverage.rows:
        found[row.position.file][row.position.line].append(row)
    seen = coverage.cells - len(coverage.missing)
    signs = ", ".join(f"{sign} {speaker.say(f'cell-{cell}')}" for cell, sign in _SIGNS.items())
    return page(
        "coverage",
        speaker.language,
        title=speaker.text(speaker.knowledge.manifest.title),
        head=speaker.say("coverage", seen=seen, all=coverage.cells, percent=percentage(coverage)),
        legend=f"{signs}, · {speaker.say('cell-unseen')}",
        files=[(name, _lines(texts[name], found[name], speaker)) for name in sorted(found) if name in texts],
    )


def _lines(text: str, rows: Mapping[int, Sequence[CoverageRow]], speaker: Speaker) -> list[MarkedLine]:
    lines = enumerate(text.rstrip("\n").split("\n"), start=1)
    return [_line(line, rows.get(number, ()), speaker) for number, line in lines]


def _line(line: str, rows: Sequence[CoverageRow], speaker: Speaker) -> MarkedLine:
    """A line of the file; several tests on one line share its margin, where a sign means that all were seen so."""
    if not rows:
        return MarkedLine(line)
    margin = "".join(_sign(cell, rows) for cell in Cell if any(cell in row.counts for row in rows))
    return MarkedLine(line, margin, _look(rows), "; ".join(_said(row, speaker) for row in rows))


def _sign(cell: Cell, rows: Sequence[CoverageRow]) -> str:
    if all(cell in row.excused for row in rows if cell in row.counts):
        return " "
    return "·" if any(cell in row.missing for row in rows) else _SIGNS[cell]


def _look(rows: Sequence[CoverageRow]) -> str:
    if not any(row.missing for row in rows):
        return "seen"
    return "partly" if any(any(row.counts.values()) for row in rows) else "missed"


def _said(row: CoverageRow, speaker: Speaker) -> str:
    counts = ", ".join(f"{speaker.say(f'cell-{cell}')} {count}" for cell, count in row.counts.items())
    return f"{what_row(row, speaker)}: {counts}"
