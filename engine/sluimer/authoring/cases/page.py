"""Coverage as a page: the rules as they are written, each line with what the cases have shown of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sluimer.authoring.cases.coverage import Cell, Coverage, CoverageRow
from sluimer.authoring.cases.tell import percentage, what_row
from sluimer.tell.pages.page import page, shown
from sluimer.tell.speaker import Speaker

_SIGNS: Mapping[Cell, str] = {Cell.TRUE: "+", Cell.FALSE: "-", Cell.UNKNOWN: "?", Cell.DECISIVE: "!"}
_STYLE = """
pre { margin: 0; overflow-x: auto; font: 14px/1.5 ui-monospace, monospace; }
pre span { display: block; padding: 0 .5rem; }
.seen { background: #e3f2e6; } .partly { background: #fbf0d4; } .missed { background: #f8dcdc; }
pre b { display: inline-block; width: 4.5em; font-weight: normal; color: #445; user-select: none; }
"""


def coverage_page(coverage: Coverage, texts: Mapping[str, str], speaker: Speaker) -> str:
    """One page of HTML; a sign stands in the margin for each cell that was seen, and a `·` for each that was not."""
    found: defaultdict[str, defaultdict[int, list[CoverageRow]]] = defaultdict(lambda: defaultdict(list))
    for row in coverage.rows:
        found[row.position.file][row.position.line].append(row)
    seen = coverage.cells - len(coverage.missing)
    head = speaker.say("coverage", seen=seen, all=coverage.cells, percent=percentage(coverage))
    body = "".join(_file(name, texts[name], found[name], speaker) for name in sorted(found) if name in texts)
    title = speaker.text(speaker.knowledge.manifest.title)
    return page(title, f"<p>{shown(head)}</p>\n{_legend(speaker)}{body}", speaker.language, _STYLE)


def _legend(speaker: Speaker) -> str:
    signs = ", ".join(f"{sign} {speaker.say(f'cell-{cell}')}" for cell, sign in _SIGNS.items())
    return f"<p>{shown(signs)}, · {shown(speaker.say('cell-unseen'))}</p>\n"


def _file(name: str, text: str, rows: Mapping[int, Sequence[CoverageRow]], speaker: Speaker) -> str:
    lines = text.rstrip("\n").split("\n")
    told = "".join(_line(line, rows.get(number, ()), speaker) for number, line in enumerate(lines, start=1))
    return f"<h2><code>{shown(name)}</code></h2>\n<pre>{told}</pre>\n"


def _line(line: str, rows: Sequence[CoverageRow], speaker: Speaker) -> str:
    """A line of the file; several tests on one line share its margin, where a sign means that all were seen so."""
    if not rows:
        return f"<span><b></b>{shown(line)}</span>"
    title = shown("; ".join(_said(row, speaker) for row in rows))
    return f'<span class="{_look(rows)}" title="{title}"><b>{shown(_margin(rows))}</b>{shown(line)}</span>'


def _margin(rows: Sequence[CoverageRow]) -> str:
    return "".join(_sign(cell, rows) for cell in Cell if any(cell in row.counts for row in rows))


def _sign(cell: Cell, rows: Sequence[CoverageRow]) -> str:
    if all(cell in row.excused for row in rows if cell in row.counts):
        return " "
    return "·" if any(cell in row.missing for row in rows) else _SIGNS[cell]


def _look(rows: Iterable[CoverageRow]) -> str:
    rows = tuple(rows)
    if not any(row.missing for row in rows):
        return "seen"
    return "partly" if any(any(row.counts.values()) for row in rows) else "missed"


def _said(row: CoverageRow, speaker: Speaker) -> str:
    counts = ", ".join(f"{speaker.say(f'cell-{cell}')} {count}" for cell, count in row.counts.items())
    return f"{what_row(row, speaker)}: {counts}"
