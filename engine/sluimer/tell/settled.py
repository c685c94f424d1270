"""Whether open answers can still turn something, as text."""

from collections.abc import Container, Sequence

from sluimer.explain.changes import Change
from sluimer.explain.settled import Settled, Settling
from sluimer.knowledge.vocabulary import fact_of
from sluimer.tell.changes import tell_answers
from sluimer.tell.outline import Line, Outline, bullets, parted, section
from sluimer.tell.speaker import Speaker

MOST_NAMED = 5
"""Facts that are named where open answers do not matter."""


def tell_settled(one: Settled, speaker: Speaker, unnamed: Container[str] = ()) -> Outline:
    """Whether one thing is settled; facts that are to be `unnamed` are not named."""
    return section(speaker.say("settled-heading"), [Line(_told(one, speaker, unnamed), 1)])


def tell_all_settled(found: Sequence[Settled], speaker: Speaker, unnamed: Container[str] = ()) -> Outline:
    """Of several items which are settled, and of the others what could still turn them."""
    sure = dict.fromkeys(speaker.item(one.target) for one in found if one.settling is Settling.SETTLED)
    turned: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one.settling is not Settling.SETTLED:
            turned.setdefault(_turning(one, speaker, unnamed), []).append(speaker.item(one.target))
    others = (
        speaker.say(key, answers=answers, items=", ".join(dict.fromkeys(items)))
        for (key, answers), items in turned.items()
    )
    return parted(
        section(speaker.say("settled-all"), bullets(sure)), section(speaker.say("settled-others"), bullets(others))
    )


def _turning(one: Settled, speaker: Speaker, unnamed: Container[str]) -> tuple[str, str]:
    """How it is told what could turn an item: the key of the sentence, and the answers that it names."""
    if one.change is None:
        return "settled-others-not-decided", ""
    if _unnamed(one.change, unnamed):
        return "settled-others-unnamed", ""
    return "settled-others-if", tell_answers(one.change.answers, speaker)


def _unnamed(change: Change, unnamed: Container[str]) -> bool:
    return any(fact_of(answer.slot) in unnamed for answer in change.answers)


def _told(one: Settled, speaker: Speaker, unnamed: Container[str]) -> str:
    if one.change is not None:
        return _can_change(one.target, one.change, speaker, unnamed)
    if one.settling is Settling.SETTLED and not one.open:
        return speaker.say("settled-without")
    named = len(one.open) <= MOST_NAMED and not any(fact in unnamed for fact in one.open)
    if one.settling is Settling.SETTLED and named:
        return speaker.say("settled-about", facts="; ".join(map(speaker.name, one.open)))
    return speaker.say(f"settled-{one.settling}")


def _can_change(target: str, change: Change, speaker: Speaker, unnamed: Container[str]) -> str:
    if _unnamed(change, unnamed):
        return speaker.say("settled-can-change-unnamed")
    answers = tell_answers(change.answers, speaker)
    state = dict(change.states).get(target)
    if state is None:
        return speaker.say("settled-can-change-amount", answers=answers)
    return speaker.say("settled-can-change", answers=answers, state=speaker.say(f"state-{state}"))
