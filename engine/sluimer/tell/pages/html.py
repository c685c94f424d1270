"""Text for people as HTML: lines with their depth and tone, tables, and pictures that stand in the page itself."""

from base64 import b64encode
from collections.abc import Iterable, Sequence

from sluimer.tell.outline import Line, Tone
from sluimer.tell.pages.page import shown

STYLE = """
.lines p { margin: .15rem 0; } .lines p.headline { font-weight: 700; font-size: 1.15em; margin: .6rem 0; }
.lines p.heading, .lines p.referral { font-weight: 600; margin-top: .7rem; }
.urgent { font-weight: 700; color: #8a1212; } .quiet { color: #56606c; font-size: .9em; }
.holds { color: #1d5c2c; } .fails { color: #8a1212; } .unsure { color: #7a4d00; }
.mark { display: inline-block; min-width: 1.2em; }
figure { margin: 1rem 0; } figure img { max-width: 100%; height: auto; border: 1px solid #ccd4dd; }
td { overflow-wrap: anywhere; } td.number { width: 6em; font-variant-numeric: tabular-nums; }
@page { size: A4; margin: 14mm; }
@page wide { size: A4 landscape; margin: 10mm; }
@media print {
  body { font-size: 9pt; line-height: 1.3; max-width: none; padding: 0; }
  h1 { font-size: 16pt; } h2 { font-size: 13pt; }
  .wide { page: wide; } figure { break-inside: avoid; margin: 0 0 4mm; } figure img { max-height: 160mm; border: 0; }
  h2, h3, .heading { break-after: avoid; } .lines p { margin: 0; orphans: 2; widows: 2; } td { padding: .2rem .4rem; }
}
"""
"""For a page that holds these."""


def lines_html(lines: Iterable[Line]) -> str:
    """Lines, each further in by its depth."""
    return f'<div class="lines">\n{"".join(_line(line) for line in lines if line.text)}</div>\n'


def _line(line: Line) -> str:
    mark = f'<span class="mark">{shown(line.mark)}</span> ' if line.mark else ""
    tone = "" if line.tone is Tone.PLAIN else f' class="{line.tone}"'
    depth = f' style="margin-left:{1.4 * line.depth:g}em"' if line.depth else ""
    return f"<p{tone}{depth}>{mark}{shown(line.text)}</p>\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], name: str = "") -> str:
    """A table of texts; of cells that are HTML already, make it by hand."""
    columns = "".join(f'<th scope="col">{shown(text)}</th>' for text in head)
    above = f"<thead><tr>{columns}</tr></thead>\n" if head else ""
    body = "".join(f"<tr>{''.join(_cell(text) for text in row)}</tr>\n" for row in rows)
    kind = f' class="{name}"' if name else ""
    return f"<table{kind}>\n{above}<tbody>\n{body}</tbody>\n</table>\n"


def _cell(text: str) -> str:
    kind = ' class="number"' if text.isdigit() else ""
    return f"<td{kind}>{shown(text)}</td>"


def picture(svg: str, said: str) -> str:
    """A picture inside the page, where its ids and looks touch nothing else; `said` is for who cannot see it."""
    data = b64encode(svg.encode()).decode()
    return f'<figure><img alt="{shown(said)}" src="data:image/svg+xml;base64,{data}"></figure>\n'
