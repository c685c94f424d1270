"""The first screen of advice in words: as lines, and as plain data for programs that show it."""

from collections.abc import Iterable
from typing import NamedTuple

from sluimer.explain.consulted import Consulted
from sluimer.explain.summary import NotNow, Summary
from sluimer.knowledge.base import SCOPE
from sluimer.meaning.advice import ItemAdvice
from sluimer.meaning.model import Outcome
from sluimer.tell.item_texts import amount_text, ground_text, item_text
from sluimer.tell.outline import Line, Outline, Tone, bullets, parted, section
from sluimer.tell.pages.page import page
from sluimer.tell.screen import Screen, Shown, fitted
from sluimer.tell.sections import because_line, capital, contradictions, grouped, missing_packs
from sluimer.tell.speaker import Speaker

MOST_REASONS = 2


class _Parts(NamedTuple):
    """The parts of the first screen, in their order."""

    verdict: Outline
    emergency: Outline
    frame: Outline
    not_now: Outline
    contradictions: Outline
    next: Outline


def tell_summary(summary: Summary, speaker: Speaker, last: Outline = ()) -> Outline:
    """One screen; what it leaves out is said below it, and then these last lines."""
    parts = _parts(summary, speaker)
    screen = screen_of(summary, speaker)
    rest = rest_text(screen, speaker)
    return parted(
        parts.verdict,
        parts.emergency,
        _listed(speaker.say("summary-call"), (one.text for one in screen.calls), Tone.REFERRAL),
        parts.frame,
        _listed(speaker.say("summary-actions"), (one.text for one in screen.actions)),
        parts.not_now,
        parts.contradictions,
        (*parts.next, *((Line(rest),) if rest else ()), *last),
    )


def screen_of(summary: Summary, speaker: Speaker) -> Screen:
    """What fits of it on one screen."""
    return fitted(summary, parted(*_parts(summary, speaker)), speaker)


def _parts(summary: Summary, speaker: Speaker) -> _Parts:
    """All but the referrals and actions, of which so many stand there as fit."""
    title, line = verdict_texts(summary, speaker)
    tone = Tone.URGENT if summary.emergency else Tone.HEADLINE
    step = next_step(summary, speaker)
    return _Parts(
        (Line(title, tone=tone), *((Line(line),) if line else ())),
        bullets((item_text(item, speaker) for item in summary.emergency), 0, Tone.URGENT),
        _frame(summary, speaker),
        _why_stop(summary, speaker) or _listed(speaker.say("summary-not-now"), _reasons(summary, speaker)),
        contradictions(summary.contradictions, speaker),
        (Line(step),) if step else (),
    )


def title_on(summary: Summary, speaker: Speaker) -> str:
    """A title that stands on this screen and by which an item or topic can be asked about, if there is one."""
    screen = screen_of(summary, speaker)
    titled = [one.item for one in (*screen.calls, *screen.actions) if one.text != item_text(one.item, speaker)]
    shown = [speaker.item(item.id) for item in titled]
    framed = [speaker.name(topic) for topic, _ in summary.frame]
    named = () if summary.verdict == Outcome.STOP else summary.not_now[:MOST_REASONS]
    lacking = [name for one in named for name in not_now_names(one.items, speaker)]
    return next(iter((*framed, *shown, *lacking)), "")


def rest_text(screen: Screen, speaker: Speaker) -> str:
    """What the screen leaves out, in words; nothing where that is nothing."""
    left = {"summary-to-ask": screen.to_ask, "summary-to-read": screen.to_read}
    parts = [speaker.say(key, number=number) for key, number in left.items() if number]
    return speaker.say("summary-left", parts=", ".join(parts)) if parts else ""


def _listed(heading: str, texts: Iterable[str], tone: Tone = Tone.HEADING) -> Outline:
    """Texts below their heading; one alone on its line."""
    some = list(texts)
    return (Line(f"{heading}: {some[0]}"),) if len(some) == 1 else section(heading, bullets(some), tone)


def verdict_texts(summary: Summary, speaker: Speaker) -> tuple[str, str]:
    """The verdict in a few words, and a line; to whom is outside also whom the knowledge is about."""
    title, line = speaker.verdict(summary.verdict)
    scope = speaker.because(SCOPE) if summary.outside else ""
    return title, " ".join(filter(None, (scope, line)))


def _frame(summary: Summary, speaker: Speaker) -> Outline:
    """What is given of each topic of the frame; below the main one how good its ground is."""
    lines: list[Line] = []
    for topic, items in summary.frame:
        lines.append(Line(f"{speaker.name(topic)}: {_framed(items, speaker)}.", 0))
        if topic == speaker.knowledge.manifest.main_topic:
            grounds = dict.fromkeys(filter(None, (ground_text(item, speaker) for item in items)))
            lines += [Line(ground, 1) for ground in grounds]
    return tuple(lines)


def _framed(items: Iterable[ItemAdvice], speaker: Speaker) -> str:
    """What is given of one topic: amounts, and else titles of which the person chooses."""
    first, *others = [amount_text(item, speaker) if item.range else speaker.item(item.id) for item in items]
    return speaker.joined("or", [first, *map(speaker.within, others)])


def _why_stop(summary: Summary, speaker: Speaker) -> Outline:
    """The reason of a stop; what is not to be done the verdict says."""
    reasons = summary.not_now if summary.verdict == Outcome.STOP else ()
    return tuple(because_line(_reason(one, speaker), speaker, 0) for one in reasons)


def _reasons(summary: Summary, speaker: Speaker) -> Iterable[str]:
    """What is withheld, in short; reasons that are the same stand once, and only the first of them."""
    groups = () if summary.verdict == Outcome.STOP else summary.not_now
    by_reason = grouped(groups, lambda one: _reason(one, speaker))
    for reason, some in list(by_reason.items())[:MOST_REASONS]:
        names = ", ".join(not_now_names((item for one in some for item in one.items), speaker))
        yield f"{capital(names)}. {reason}".strip() if names else reason


def _reason(one: NotNow, speaker: Speaker) -> str:
    """The reason of the rule that leads; of several that do, what they are called."""
    titles = tuple(dict.fromkeys(map(speaker.brief, one.leading)))
    if len(titles) > 1:
        return speaker.say("summary-because-of", reasons=", ".join(map(speaker.within, titles)))
    return next(map(speaker.because, one.leading), "")


def not_now_names(items: Iterable[ItemAdvice], speaker: Speaker) -> tuple[str, ...]:
    """Topics that are withheld; one item alone by the words for not having it."""
    topics = grouped(items, lambda item: item.topic).items()
    return tuple(speaker.not_having(some[0].id) if len(some) == 1 else speaker.name(topic) for topic, some in topics)


def next_step(summary: Summary, speaker: Speaker) -> str:
    """The one question to answer next, if any; without one whom to ask where answers would be needed."""
    if summary.question:
        question = speaker.text(speaker.knowledge.vocabulary.facts[summary.question].question)
        return speaker.say("summary-next-more" if summary.questions > 1 else "summary-next", question=question)
    unanswerable = summary.verdict == Outcome.ANSWERS_NEEDED
    return speaker.ask_professional("nothing-left-to-ask") if unanswerable else ""


def summary_data(summary: Summary, speaker: Speaker) -> dict[str, object]:
    """The first screen as plain data, ids and texts."""
    (title, line), screen = verdict_texts(summary, speaker), screen_of(summary, speaker)
    return {
        "verdict": {"id": summary.verdict, "title": title, "line": line},
        "emergency": [_item(item, speaker) for item in summary.emergency],
        "call": [_shown(one, speaker) for one in screen.calls],
        "frame": [
            {"topic": topic, "title": speaker.name(topic), "items": [_item(item, speaker) for item in items]}
            for topic, items in summary.frame
        ],
        "actions": [_shown(one, speaker) for one in screen.actions],
        "not_now": [_not_now_data(one, speaker) for one in summary.not_now],
        "next": {"fact": summary.question, "text": next_step(summary, speaker)} if summary.question else None,
        "left": screen.to_ask + screen.to_read,
        "left_text": rest_text(screen, speaker),
    }


def summary_page(summary: Summary, consultation: Consulted, speaker: Speaker) -> str:
    """The first screen as a page of its own, also for paper."""
    (title, line), screen = verdict_texts(summary, speaker), screen_of(summary, speaker)
    sections, alone = _page_sections(summary, screen, speaker), bool(summary.emergency)
    return page(
        "summary",
        speaker.told_in,
        title=title,
        line=line,
        alarm=alone,
        sections=[(heading, texts) for heading, texts in sections if texts],
        packs=[] if alone else [line.text for line in missing_packs(consultation.advice, speaker)],
        notice="" if alone else speaker.text(speaker.knowledge.manifest.notice),
        next=next_step(summary, speaker),
        left=rest_text(screen, speaker),
    )


def _page_sections(summary: Summary, screen: Screen, speaker: Speaker) -> Iterable[tuple[str, list[str]]]:
    yield "", [item_text(item, speaker) for item in summary.emergency]
    yield speaker.say("summary-call"), [one.text for one in screen.calls]
    yield "", [line.text for line in _frame(summary, speaker)]
    yield speaker.say("summary-actions"), [one.text for one in screen.actions]
    yield "", [line.text for line in _why_stop(summary, speaker)]
    yield speaker.say("summary-not-now"), list(_reasons(summary, speaker))
    yield speaker.say("contradictions"), [speaker.contradiction(one) for one in summary.contradictions]


def _item(item: ItemAdvice, speaker: Speaker) -> dict[str, object]:
    return {"id": item.id, "title": speaker.item(item.id), "text": item_text(item, speaker)}


def _shown(one: Shown, speaker: Speaker) -> dict[str, object]:
    """An item, with how it is told on the screen and its whole text."""
    return {**_item(one.item, speaker), "short": one.text}


def _not_now_data(one: NotNow, speaker: Speaker) -> dict[str, object]:
    items = [item.id for item in one.items]
    titles = list(not_now_names(one.items, speaker))
    return {"items": items, "titles": titles, "rules": list(one.rules), "because": _reason(one, speaker)}
