"""A page about one decision of a log, or about those of a period."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sluimer.commands.choose_logged import Chosen
from sluimer.commands.given import chosen_language, message_language, problem_lines
from sluimer.commands.log_place import NamedLog
from sluimer.commands.paper import standard_output
from sluimer.commands.print_log import languages_of, made_again, verdict
from sluimer.explain.html import lines_html, shown
from sluimer.explain.outline import Line, Outline, Tone, parted
from sluimer.explain.page import page
from sluimer.explain.speaker import Speaker
from sluimer.explain.words import word
from sluimer.record import utc
from sluimer.report.decision_page import decision_body, decision_page
from sluimer.report.period_page import Tally, period_page
from sluimer.report.tell_log import tell_erased, tell_what_it_is

if TYPE_CHECKING:
    from sluimer.knowledge_base import Consultation
    from sluimer.log import DecisionLog, Logged, Replayer


def print_report(named: NamedLog, name: str | None, which: Chosen, details: bool, lang: str | None) -> None:
    """Print the page; raises LogError."""
    with named.opened() as log:
        told = _decision(log, name, lang) if name is not None else _period(log, which, details, lang)
    standard_output().text(told)


def _decision(log: "DecisionLog", name: str, lang: str | None) -> str:
    """The page of one decision, or of what remains of it."""
    from sluimer.log import Replayer, erasure_of

    logged = log.decision(name)
    language = _language_of(log, logged, lang)
    title = word("page-of-decision", language, number=logged.number)
    if logged.part is None:
        about = parted(tell_what_it_is(logged, language), tell_erased(erasure_of(log, logged), language))
        return page(title, lines_html(about), language)
    about, again = _about(log, Replayer(log), logged, language)
    if again is None:
        return page(title, lines_html(about), language)
    return decision_page(title, about, again, Speaker(again.knowledge, language))


def _about(
    log: "DecisionLog", replayer: "Replayer", logged: "Logged", language: str
) -> "tuple[Outline, Consultation | None]":
    """Which decision it is, and whether what is made again and what the checker finds is what was logged."""
    again = made_again(replayer, logged)
    found = verdict(replayer.as_then(logged), again, language)
    return parted(tell_what_it_is(logged, language), (*found, _checked(log, logged, language))), again


def _checked(log: "DecisionLog", logged: "Logged", language: str) -> Line:
    wrong = _what_is_wrong(log, logged)
    if wrong:
        return Line(word("page-follows-not", language, reason=wrong), tone=Tone.URGENT)
    return Line(word("page-follows", language), tone=Tone.HOLDS)


def _what_is_wrong(log: "DecisionLog", logged: "Logged") -> str:
    """Where a record does not follow from itself, by the checker that stands alone; nothing where it does."""
    from sluimer.record import check_record

    try:
        known = log.knowledge_part(logged)
        check_record.check(log.record(logged), known)  # the log has compared its digest already
    except check_record.Wrong as wrong:
        return str(wrong)
    return ""


def _language_of(log: "DecisionLog", logged: "Logged", lang: str | None) -> str:
    """The language that was chosen, or else that in which the decision was told."""
    if lang is None and logged.part is not None:
        return str(logged.part["language"])
    return chosen_language(lang, languages_of(log, logged))


def _period(log: "DecisionLog", which: Chosen, details: bool, lang: str | None) -> str:
    """The page of the decisions that were chosen."""
    language = chosen_language(lang)
    tally, right, whole = Tally(), 0, 0
    for logged in which.of(log):
        tally.add(logged, {} if logged.part is None else log.knowledge_part(logged))
        whole += not logged.erased
        right += not logged.erased and not _what_is_wrong(log, logged)
    told = _in_full(log, which, language) if details else iter(())
    about = (*_about_period(log, which, language), _following(right, whole, language), _end(log, language))
    return period_page(word("page-of-period", language), about, tally, told, language)


def _about_period(log: "DecisionLog", which: Chosen, language: str) -> Outline:
    """Which log, which period, and whether the log is what was written."""
    from sluimer.log import verify

    faults = verify(log, records=False).faults
    whole = Line(word("log-is-whole", language), tone=Tone.HOLDS)
    broken = Line(word("log-is-broken", language, count=len(faults)), tone=Tone.URGENT)
    return (
        Line(word("page-log", language, log=log.name)),
        *((Line(word("page-since", language, time=utc(which.since))),) if which.since else ()),
        *((Line(word("page-until", language, time=utc(which.until))),) if which.until else ()),
        *((Line(word("page-of-person", language)),) if which.person else ()),
        *((broken, *problem_lines(faults, message_language(language))) if faults else (whole,)),
    )


def _following(right: int, whole: int, language: str) -> Line:
    tone = Tone.HOLDS if right == whole else Tone.URGENT
    return Line(word("page-follow", language, right=right, whole=whole), tone=tone)


def _end(log: "DecisionLog", language: str) -> Line:
    end = log.checkpoint()
    return Line(word("page-ends", language, time=end.time, number=end.number, mac=end.mac), tone=Tone.QUIET)


def _in_full(log: "DecisionLog", which: Chosen, language: str) -> Iterator[str]:
    """Each decision with all there is to say, under a heading of its own."""
    from sluimer.log import Replayer

    replayer = Replayer(log)
    for logged in which.of(log):
        if logged.part is None:
            continue
        about, again = _about(log, replayer, logged, language)
        head = f"<h1>{shown(word('page-of-decision', language, number=logged.number))}</h1>\n"
        body = "" if again is None else decision_body(again, Speaker(again.knowledge, language))
        yield head + lines_html(about) + body
