"""The ledger as text, and as a page of its own."""

from collections.abc import Sequence
from itertools import groupby

from sluimer.explain.ledger import LedgerLine, counted
from sluimer.knowledge.rule import Status
from sluimer.tell.outline import Line, Outline, Tone, parted
from sluimer.tell.pages.page import page, shown
from sluimer.tell.speaker import Speaker

_TONE = {
    Status.ENCODED: Tone.HOLDS,
    Status.REASON: Tone.HOLDS,
    Status.BACKGROUND: Tone.PLAIN,
    Status.MARKETING: Tone.UNSURE,
    Status.NOT_ENCODABLE: Tone.UNSURE,
}

_STYLE = """
td:nth-child(1), td:nth-child(2) { white-space: nowrap; }
tr.marketing, tr.not_encodable { background: #fbf3e4; }
"""


def tell_ledger(entries: Sequence[LedgerLine], speaker: Speaker) -> Outline:
    """How many statements have which status, and then each by its source."""
    return parted((Line(_counts(entries, speaker), tone=Tone.HEADLINE),), *_sources(entries, speaker))


def _sources(entries: Sequence[LedgerLine], speaker: Speaker) -> list[Outline]:
    found = []
    for source, group in groupby(entries, key=lambda entry: entry.statement.source):
        members = list(group)
        title = speaker.say("ledger-source", title=_title(source, speaker), count=len(members))
        found.append((Line(title, tone=Tone.HEADING), *(line for one in members for line in _entry(one, speaker))))
    return found


def _entry(entry: LedgerLine, speaker: Speaker) -> Outline:
    one = entry.statement
    head = f"{one.id}: {speaker.text(one.says)} [{_place(entry, speaker)}]"
    became = (_status(entry, speaker), *_became(entry, speaker))
    return Line(head, 1), Line("; ".join(became), 2, _TONE[one.status])


def _place(entry: LedgerLine, speaker: Speaker) -> str:
    one = entry.statement
    verified = speaker.say(f"verified-{one.verified}") if one.verified else ""
    return "; ".join(part for part in (speaker.text(one.where), verified) if part)


def _status(entry: LedgerLine, speaker: Speaker) -> str:
    return speaker.say(f"status-{entry.statement.status}")


def _became(entry: LedgerLine, speaker: Speaker) -> list[str]:
    """The rules that cite it, those it explains, or why it is left out."""
    one, told = entry.statement, []
    if entry.cited_by:
        told.append(speaker.say("ledger-cited-by", names=", ".join(entry.cited_by)))
    if entry.cases:
        told.append(speaker.say("ledger-cases", count=len(entry.cases), names=", ".join(entry.cases)))
    if one.explains:
        told.append(speaker.say("ledger-explains", names=", ".join(one.explains)))
    if why := speaker.text(one.why):
        told.append(speaker.say("ledger-why", why=why))
    return told


def _counts(entries: Sequence[LedgerLine], speaker: Speaker) -> str:
    counts = ", ".join(f"{speaker.say(f'status-{status}')}: {count}" for status, count in counted(entries).items())
    return speaker.say("ledger-counts", count=len(entries), counts=counts).strip()


def _title(source: str, speaker: Speaker) -> str:
    known = speaker.knowledge.manifest.sources.get(source)
    return speaker.text(known.title) if known else source


def ledger_page(entries: Sequence[LedgerLine], speaker: Speaker) -> str:
    """One HTML page that needs nothing beside it, and prints on paper."""
    tables = "".join(
        f"<h2>{shown(_title(source, speaker))}</h2>\n{_table(list(group), speaker)}"
        for source, group in groupby(entries, key=lambda entry: entry.statement.source)
    )
    body = f"<p>{shown(_counts(entries, speaker))}</p>\n{tables}"
    return page(speaker.text(speaker.knowledge.manifest.title), body, speaker.language, _STYLE)


def _table(entries: Sequence[LedgerLine], speaker: Speaker) -> str:
    columns = [speaker.say(f"ledger-columns-{name}") for name in ("id", "where", "says", "status", "rules")]
    head = "".join(f'<th scope="col">{shown(column)}</th>' for column in columns)
    rows = "".join(_row(entry, speaker) for entry in entries)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _row(entry: LedgerLine, speaker: Speaker) -> str:
    one = entry.statement
    says, became = speaker.text(one.says), "; ".join(_became(entry, speaker))
    cells = (one.id, _place(entry, speaker), says, _status(entry, speaker), became)
    told = "".join(f"<td>{shown(cell)}</td>" for cell in cells)
    return f'<tr id="{shown(one.id)}" class="{one.status}">{told}</tr>\n'
