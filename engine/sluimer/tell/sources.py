"""What the statements say whose codes an account names, and where their sources are to be found."""

from collections.abc import Iterable

from sluimer.explain.citation import Citations
from sluimer.knowledge.base import Source
from sluimer.knowledge.cited import TOKEN
from sluimer.tell.outline import Line, Outline, Tone, bullets, section
from sluimer.tell.speaker import Speaker


def statement_section(account: Iterable[Line], cited: Citations, speaker: Speaker) -> Outline:
    """Each statement that an account names by its code and does not tell in words."""
    return section(speaker.say("cited-statements"), bullets(map(speaker.source, untold(account, cited, speaker))))


def untold(account: Iterable[Line], cited: Citations, speaker: Speaker) -> tuple[str, ...]:
    """The codes in an account whose words it does not have, with those that these words name in turn."""
    text = "\n".join(line.text for line in account)
    found: dict[str, None] = {}
    while True:
        tokens = {match[0] for match in TOKEN.finditer(text)} - found.keys()
        new = [code for code in cited if code in tokens and speaker.source(code) not in text]
        if not new:
            return tuple(code for code in cited if code in found)
        found.update(dict.fromkeys(new))
        text = "\n".join((text, *map(speaker.source, new)))


def statement_lines(cites: Iterable[str], speaker: Speaker) -> Outline:
    """What the sources say, in words alone."""
    return bullets(filter(None, map(speaker.statement, cites)), tone=Tone.QUIET)


def source_section(cited: Citations, speaker: Speaker) -> Outline:
    """Each source of these statements, once, with where it is to be found."""
    used = {one.source.id for one in cited.values()}
    lines: list[Line] = []
    for name, source in speaker.knowledge.manifest.sources.items():
        if name in used:
            lines.append(Line(source_title(source, speaker), 1, mark="-"))
            lines += [Line(source.url, 2)] if source.url else []
    return section(speaker.say("cited-sources"), lines)


def source_title(source: Source, speaker: Speaker) -> str:
    """A source by its title and id."""
    return f"{speaker.text(source.title)} ({source.id})"
