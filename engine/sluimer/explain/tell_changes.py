"""What would change it, as text: other answers in sentences that begin with if, or with as soon as."""

from collections.abc import Sequence

from sluimer.explain.changes import Answer, Change
from sluimer.explain.outline import Line, Outline, Tone
from sluimer.explain.speaker import Speaker

MOST_TOLD = 5
"""Changes that are told before the rest is only counted."""


def tell_changes(changes: Sequence[Change], answers: int, speaker: Speaker, full: bool = False) -> Outline:
    """The first of these changes, those with the fewest answers first, and how many more there are.

    `answers` is the most that were looked for in one change; all are told where this is in `full`.
    """
    told = changes if full else changes[:MOST_TOLD]
    lines = [Line(speaker.say("change-if", answers=_answers(one, speaker)), 1, mark="-") for one in told]
    if not changes:
        lines.append(Line(speaker.say("no-change", most=answers), 1))
    if len(told) < len(changes):
        lines.append(Line(speaker.say("and-more", count=len(changes) - len(told)), 1, Tone.QUIET))
    return (Line(speaker.say("what-would-change"), tone=Tone.HEADING), *lines)


def _answers(change: Change, speaker: Speaker) -> str:
    return speaker.say("change-and").join(_answer(answer, speaker) for answer in change.answers)


def _answer(answer: Answer, speaker: Speaker) -> str:
    """One answer with what was said instead, or that nothing was said yet."""
    value = speaker.wanted(answer.among) if answer.among else speaker.value(answer.slot, answer.value)
    told = f"{speaker.name(answer.slot)}: {value}"
    if answer.before is None:
        return speaker.say("change-unanswered", answer=told)
    return speaker.say("change-answered", answer=told, before=speaker.value(answer.slot, answer.before))
