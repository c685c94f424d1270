"""What would bring it, as text: answers that would have to be different, and apart those that nobody can change."""

from collections.abc import Sequence
from dataclasses import replace

from sluimer.explain.changes import Change
from sluimer.explain.other_answers import Answer
from sluimer.knowledge.condition import Within
from sluimer.tell.outline import Line, Outline, Tone, bullets, section
from sluimer.tell.speaker import Speaker

MOST_TOLD = 5
"""Changes that are told before the rest is only counted."""


def tell_changes(changes: Sequence[Change], answers: int, speaker: Speaker, full: bool = False) -> Outline:
    """The first of these changes, those that change a fixed answer apart, and how many more there are.

    `answers` is the most that were looked for in one change; all are told where this is in `full`.
    """
    told = changes if full else changes[:MOST_TOLD]
    if not told:
        return (Line(speaker.say("no-change", most=answers)),)
    lines = (
        *_under("changes-possible", [one for one in told if not one.fixed], speaker),
        *_under("changes-fixed", [one for one in told if one.fixed], speaker),
    )
    if len(told) < len(changes):
        return (*lines, Line(speaker.say("and-more", count=len(changes) - len(told)), 1, Tone.QUIET))
    return lines


def _under(heading: str, changes: Sequence[Change], speaker: Speaker) -> Outline:
    """Changes below what holds for each of them, or nothing where there are none."""
    return section(speaker.say(heading), bullets(_answers(one, speaker) for one in changes))


def _answers(change: Change, speaker: Speaker) -> str:
    return speaker.say("change-and").join(_answer(answer, speaker) for answer in change.answers)


def _answer(answer: Answer, speaker: Speaker) -> str:
    """One answer with what was said instead, or that nothing was said yet."""
    value = _numbers(answer.among, speaker) if answer.among else speaker.value(answer.slot, answer.value)
    told = f"{speaker.name(answer.slot)}: {value}"
    if answer.before is None:
        return speaker.say("change-unanswered", answer=told)
    key = "change-fixed" if answer.fixed else "change-answered"
    return speaker.say(key, answer=told, before=speaker.value(answer.slot, answer.before))


def _numbers(among: Within, speaker: Speaker) -> str:
    """Numbers by their bounds, with the unit; a bound that no answer can pass says nothing beside another."""
    fact = speaker.knowledge.vocabulary.facts[among.slot]
    least = None if among.at_least == fact.lowest else among.at_least
    most = None if among.at_most == fact.highest else among.at_most
    open_ended = replace(among, at_least=least, at_most=most)
    return f"{speaker.wanted(open_ended if open_ended.bounds else among)} {speaker.unit(fact.unit)}".rstrip()
