"""What the statements say whose codes an account names, and where their sources are to be found."""

from collections.abc import Iterable, Iterator

from sluimer.explain.citation import Citations
from sluimer.knowledge.base import Source
from sluimer.knowledge.cited import TOKEN
from sluimer.tell.outline import Line, Outline, Tone, parted
from sluimer.tell.speaker import Speaker


def with_statements(account: Outline, cited: Citations, speaker: Speaker) -> Outline:
    """The account, and below it each statement that it names and does not tell."""
    return parted(account, statements_told(account, cited, speaker))


def statements_told(account: Iterable[Line], cited: Citations, speaker: Speaker) -> Outline:
    """Each statement that an account names by its code and does not tell in words."""
    lines = tuple(Line(speaker.source(code), 1, mark="-") for code in untold(account, cited, speaker))
    return (Line(speaker.say("cited-statements"), tone=Tone.HEADING), *lines) if lines else ()


def untold(account: Iterable[Line], cited: Citations, speaker: Speaker) -> tuple[str, ...]:
    """The codes in an account whose words it does not have, with those that these words name in turn."""
    text = "\n".join(line.text for line in account)
    found: dict[str, None] = {}
    while new := [code for code in _named(text, cited) if code not in found and speaker.source(code) not in text]:
        found.update(dict.fromkeys(new))
        text = "\n".join((text, *map(speaker.source, new)))
    return tuple(code for code in cited if code in found)


def _named(text: str, cited: Citations) -> Iterator[str]:
    tokens = {match[0] for match in TOKEN.finditer(text)}
    return (code for code in cited if code in tokens)


def sources_told(cited: Citations, speaker: Speaker) -> Outline:
    """Each source of these statements, once, with where it is to be found."""
    used = {one.source.id for one in cited.values()}
    sources = (source for name, source in speaker.knowledge.manifest.sources.items() if name in used)
    told = [line for source in sources for line in _source(source, speaker)]
    return (Line(speaker.say("cited-sources"), tone=Tone.HEADING), *told) if told else ()


def source_title(source: Source, speaker: Speaker) -> str:
    """A source by its title and id."""
    return f"{speaker.text(source.title)} ({source.id})"


def _source(source: Source, speaker: Speaker) -> Outline:
    title = Line(source_title(source, speaker), 1, mark="-")
    return (title, Line(source.url, 2)) if source.url else (title,)
