"""What came of a population as text: titles and counts, the most first, and of long lists their beginning."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sluimer.knowledge.condition import Within, slots_of
from sluimer.knowledge.vocabulary import fact_of
from sluimer.messages import shown
from sluimer.population.choice import OnBadRow
from sluimer.population.cohort.groups import GroupedCounts
from sluimer.population.cohort.question import GroupKey
from sluimer.population.report.model import BadAnswers, PopulationReport
from sluimer.tell.outline import Line, Outline, Tone, bullets, deeper, parted, section
from sluimer.tell.speaker import Speaker

MOST = 12
"""Entries of one list that are told."""


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """The files that a run wrote, as they are called in messages; empty for what it did not write.

    Those that are `earlier` stand beside them, and come from a run before it.
    """

    results: str = ""
    apart: str = ""
    reasons: str = ""
    pictures: str = ""
    earlier: tuple[str, ...] = ()


def tell_population(report: PopulationReport, files: WrittenFiles, speaker: Speaker) -> Outline:
    """The report of a run that wrote in these files."""
    drawn = (Line(speaker.say("pictures-written", folder=files.pictures), 1),) if files.pictures else ()
    explained, earlier = _explained(report, files.reasons, speaker), deeper(tell_earlier(files, speaker))
    return parted(
        (*_rows(report, files, speaker), *explained, *drawn, *earlier),
        section(speaker.say("heading-bad"), bullets(_bad(one, speaker) for one in report.bad), Tone.UNSURE),
        section(speaker.say("heading-outcomes"), bullets(_outcomes(report.outcomes, speaker))),
        *(section(speaker.say("heading-by", name=_by(one, speaker)), _groups(one, speaker)) for one in report.groups),
        section(speaker.say("heading-given"), _some([*_given(report, speaker)], speaker)),
        section(speaker.say("heading-contradicting"), _some([*_contradictions(report, speaker)], speaker)),
        section(speaker.say("heading-unplaced"), bullets(_unplaced(report, speaker)), Tone.UNSURE),
        section(speaker.say("heading-not-known"), _some([*_silences(report, speaker)], speaker)),
        (*_never(report, speaker),),
    )


def tell_earlier(files: WrittenFiles, speaker: Speaker) -> Outline:
    """Which files beside the results come from an earlier run."""
    told = speaker.say("earlier-files", count=len(files.earlier), files=", ".join(files.earlier))
    return (Line(told, tone=Tone.UNSURE),) if files.earlier else ()


def _rows(report: PopulationReport, files: WrittenFiles, speaker: Speaker) -> Iterable[Line]:
    set_apart, where = report.on_bad_row is OnBadRow.QUARANTINE, report.where
    written = report.advised if set_apart or where else report.rows
    key = "screened" if files.results else "screened-counted"
    yield Line(speaker.say(key, count=written, file=files.results), tone=Tone.HOLDS)
    if where:
        yield Line(speaker.say("screened-where", of=speaker.number(where.of), where=where.where), 1)
        if where.unknown:
            yield Line(speaker.say("where-unsure", count=where.unknown), 1, Tone.UNSURE)
    if report.bad_rows:
        key = "screened-apart" if set_apart else "screened-left-out" if where else "screened-null"
        yield Line(speaker.say(key, count=report.bad_rows, file=files.apart), 1, Tone.UNSURE)


def _explained(report: PopulationReport, reasons: str, speaker: Speaker) -> Iterable[Line]:
    if report.explained:
        yield Line(speaker.say("explained", count=len(report.explained), file=reasons), 1)


def _bad(one: BadAnswers, speaker: Speaker) -> str:
    first = one.examples[0]
    row = first.position.path.split("/")[1]
    said = first.message(speaker.language)
    return speaker.say("bad-kind", column=one.column or "JSON", count=one.count, row=row, said=said)


def _outcomes(outcomes: Mapping[str, int], speaker: Speaker) -> Iterable[str]:
    for outcome, count in outcomes.items():
        if count:
            percent = speaker.number(round(100 * count / sum(outcomes.values()), 1))
            title = speaker.verdict(outcome)[0]
            yield speaker.say("outcome-count", title=title, number=speaker.number(count), percent=percent)


def _by(one: GroupedCounts, speaker: Speaker) -> str:
    return speaker.within(speaker.name(one.name))


def _groups(grouped: GroupedCounts, speaker: Speaker) -> Iterable[Line]:
    """Each group with its outcomes, and the states of the items that are counted."""
    for one in grouped.groups:
        if one.persons or one.key is not None:
            told = speaker.say("group-count", group=_group(one.key, grouped.name, speaker), count=one.persons)
            yield Line(told, 1, mark="-")
            yield from bullets(_outcomes(one.outcomes, speaker), 2)
            told_of = one.states.items() if one.persons else ()
            yield from bullets((_states(item, counts, speaker) for item, counts in told_of), 2)


def _group(key: GroupKey, name: str, speaker: Speaker) -> str:
    if key is None:
        return speaker.say("group-not-known")
    fact = speaker.knowledge.vocabulary.facts.get(fact_of(name))
    if isinstance(key, Within):
        return f"{speaker.wanted(key)} {speaker.unit(fact.unit if fact else '')}".rstrip()
    return speaker.value(name, key) if fact or isinstance(key, bool) else key


def _given(report: PopulationReport, speaker: Speaker) -> Iterable[str]:
    for item, counts in sorted(report.states.items(), key=lambda pair: -pair[1]["given"]):
        if counts["given"]:
            yield _states(item, counts, speaker)


def _states(item: str, counts: Mapping[str, int], speaker: Speaker) -> str:
    numbers = {name: speaker.number(counts[name]) for name in ("given", "open", "withheld")}
    return speaker.say("state-counts", title=speaker.item(item), **numbers)


def _contradictions(report: PopulationReport, speaker: Speaker) -> Iterable[str]:
    every = {one.id: one for one in speaker.knowledge.vocabulary.contradictions}
    for name, count in sorted(report.contradictions.items(), key=lambda pair: -pair[1]):
        if count:
            facts = dict.fromkeys(map(fact_of, slots_of(every[name].never)))
            title = speaker.text(every[name].because) or " + ".join(map(speaker.name, facts))
            yield speaker.say("contradiction-count", title=title, count=count)


def _unplaced(report: PopulationReport, speaker: Speaker) -> Iterable[str]:
    for one in report.unplaced:
        told = ", ".join(f"{shown(name)} ({speaker.number(count)})" for name, count in one.names[:MOST])
        more = f", {speaker.say('more-in-json')}" if len(one.names) > MOST else ""
        yield speaker.say("unplaced-names", column=one.column, count=one.rows, names=told + more)


def _silences(report: PopulationReport, speaker: Speaker) -> Iterable[str]:
    for one in report.silences:
        numbers = {name: speaker.number(getattr(one, name)) for name in ("not_asked", "unknown", "declined")}
        yield speaker.say("silence-counts", title=speaker.name(one.column), **numbers)


def _never(report: PopulationReport, speaker: Speaker) -> Iterable[Line]:
    for key, names in (("never-asked", report.never_asked), ("never-fired", report.never_fired)):
        if names:
            told = ", ".join(map(speaker.name, names[:MOST]))
            more = f", {speaker.say('more-in-json')}" if len(names) > MOST else ""
            yield Line(speaker.say(key, count=len(names), names=told + more), tone=Tone.QUIET)


def _some(texts: Sequence[str], speaker: Speaker) -> Outline:
    more = (speaker.say("more-in-json"),) if len(texts) > MOST else ()
    return bullets((*texts[:MOST], *more))
