"""The ledger as text, and as a page of its own."""

from collections.abc import Sequence
from itertools import groupby

from sluimer.explain.ledger import LedgerLine, counted
from sluimer.knowledge.rule import Status
from sluimer.tell.outline import Line, Outline, Tone, parted, section
from sluimer.tell.pages.page import page
from sluimer.tell.speaker import Speaker

_TONE = {
    Status.ENCODED: Tone.HOLDS,
    Status.REASON: Tone.HOLDS,
    Status.BACKGROUND: Tone.PLAIN,
    Status.MARKETING: Tone.UNSURE,
    Status.NOT_ENCODABLE: Tone.UNSURE,
}


def tell_ledger(entries: Sequence[LedgerLine], speaker: Speaker) -> Outline:
    """How many statements have which status, and then each by its source."""
    sections = []
    for source, members in _by_source(entries):
        title = speaker.say("ledger-source", title=_title(source, speaker), count=len(members))
        sections.append(section(title, (line for one in members for line in tell_statement(one, speaker))))
    return parted((Line(_counts(entries, speaker), tone=Tone.HEADLINE),), *sections)


def _by_source(entries: Sequence[LedgerLine]) -> list[tuple[str, list[LedgerLine]]]:
    return [(source, list(group)) for source, group in groupby(entries, key=lambda entry: entry.statement.source)]


def tell_statement(entry: LedgerLine, speaker: Speaker) -> Outline:
    """One statement, with what became of it."""
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
    one, texts = entry.statement, []
    if entry.cited_by:
        texts.append(speaker.say("ledger-cited-by", names=", ".join(entry.cited_by)))
    if entry.cases:
        texts.append(speaker.say("ledger-cases", count=len(entry.cases), names=", ".join(entry.cases)))
    if one.explains:
        texts.append(speaker.say("ledger-explains", names=", ".join(one.explains)))
    if why := speaker.text(one.why):
        texts.append(speaker.say("ledger-why", why=why))
    return texts


def _counts(entries: Sequence[LedgerLine], speaker: Speaker) -> str:
    counts = ", ".join(f"{speaker.say(f'status-{status}')}: {count}" for status, count in counted(entries).items())
    return speaker.say("ledger-counts", count=len(entries), counts=counts).strip()


def _title(source: str, speaker: Speaker) -> str:
    known = speaker.knowledge.manifest.sources.get(source)
    return speaker.text(known.title) if known else source


def ledger_page(entries: Sequence[LedgerLine], speaker: Speaker) -> str:
    """One HTML page that needs nothing beside it, and prints on paper."""
    return page(
        "ledger",
        speaker.language,
        title=speaker.text(speaker.knowledge.manifest.title),
        counts=_counts(entries, speaker),
        columns=[speaker.say(f"ledger-columns-{name}") for name in ("id", "where", "says", "status", "rules")],
        sources=[
            (_title(source, speaker), [(one.statement.status, _cells(one, speaker)) for one in members])
            for source, members in _by_source(entries)
        ],
    )


def _cells(entry: LedgerLine, speaker: Speaker) -> tuple[str, ...]:
    one = entry.statement
    became = "; ".join(_became(entry, speaker))
    return one.id, _place(entry, speaker), speaker.text(one.says), _status(entry, speaker), became
