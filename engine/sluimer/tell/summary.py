"""The first screen of advice in words: as lines, and as plain data for programs that show it."""

from collections.abc import Iterable

from sluimer.explain.consulted import Consulted
from sluimer.explain.summary import NotNow, Summary
from sluimer.knowledge.base import SCOPE
from sluimer.meaning.advice import ItemAdvice
from sluimer.meaning.model import Outcome
from sluimer.tell.item_texts import amount_text, item_text
from sluimer.tell.outline import Line, Outline, Tone, bullets, parted, section
from sluimer.tell.pages.page import page
from sluimer.tell.sections import capital, contradictions, grouped, missing_packs
from sluimer.tell.speaker import Speaker

LONGEST_TEXT = 90
"""Characters of the text of an item that stands on the first screen whole; of a longer one its title does."""
MOST_REASONS = 2


def tell_summary(summary: Summary, speaker: Speaker) -> Outline:
    """One screen; the last line says where the rest is."""
    title, line = verdict_texts(summary, speaker)
    tone = Tone.URGENT if summary.emergency else Tone.HEADLINE
    return parted(
        (Line(title, tone=tone), *((Line(line),) if line else ())),
        bullets((item_text(item, speaker) for item in summary.emergency), 0, Tone.URGENT),
        _listed(speaker.say("summary-call"), _calls(summary, speaker), Tone.REFERRAL),
        _frame(summary, speaker),
        _listed(speaker.say("summary-actions"), (short_text(item, speaker) for item in summary.actions)),
        _listed(speaker.say("summary-not-now"), _not_now(summary.not_now, speaker)),
        contradictions(summary.contradictions, speaker),
        (Line(next_step(summary, speaker)),) if next_step(summary, speaker) else (),
    )


def _listed(heading: str, texts: Iterable[str], tone: Tone = Tone.HEADING) -> Outline:
    """Texts below their heading; one alone on its line."""
    some = list(texts)
    return (Line(f"{heading}: {some[0]}"),) if len(some) == 1 else section(heading, bullets(some), tone)


def verdict_texts(summary: Summary, speaker: Speaker) -> tuple[str, str]:
    """The verdict in a few words, and a line; to whom is outside also whom the knowledge is about."""
    title, line = speaker.verdict(summary.verdict)
    scope = speaker.because(SCOPE) if summary.outside else ""
    return title, " ".join(filter(None, (scope, line)))


def _calls(summary: Summary, speaker: Speaker) -> Iterable[str]:
    """The most urgent in full, and the next one in short."""
    return (item_text(item, speaker) if at == 0 else short_text(item, speaker) for at, item in enumerate(summary.call))


def short_text(item: ItemAdvice, speaker: Speaker) -> str:
    """The text of a given item where it is short, else its title."""
    text = item_text(item, speaker)
    return text if len(text) <= LONGEST_TEXT else f"{speaker.item(item.id)}."


def _frame(summary: Summary, speaker: Speaker) -> Outline:
    return tuple(Line(f"{speaker.name(topic)}: {_framed(items, speaker)}.", 0) for topic, items in summary.frame)


def _framed(items: Iterable[ItemAdvice], speaker: Speaker) -> str:
    """What is given of one topic: amounts, and else titles of which the person chooses."""
    texts = [amount_text(item, speaker) if item.range else speaker.item(item.id) for item in items]
    return speaker.joined("or", texts)


def _not_now(groups: Iterable[NotNow], speaker: Speaker) -> Iterable[str]:
    """What is withheld, in short; reasons that are the same stand once, and only the first of them."""
    by_reason = grouped(groups, lambda one: _reason(one, speaker))
    for reason, some in list(by_reason.items())[:MOST_REASONS]:
        names = ", ".join(not_now_names((item for one in some for item in one.items), speaker))
        yield f"{capital(names)}. {reason}".strip()


def _reason(one: NotNow, speaker: Speaker) -> str:
    return next(map(speaker.because, one.rules), "")


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
    return speaker.say("nothing-left-to-ask") if unanswerable else ""


def summary_data(summary: Summary, speaker: Speaker) -> dict[str, object]:
    """The first screen as plain data, ids and texts."""
    title, line = verdict_texts(summary, speaker)
    return {
        "verdict": {"id": summary.verdict, "title": title, "line": line},
        "emergency": [_item(item, speaker) for item in summary.emergency],
        "call": [_item(item, speaker) for item in summary.call],
        "frame": [
            {"topic": topic, "title": speaker.name(topic), "items": [_item(item, speaker) for item in items]}
            for topic, items in summary.frame
        ],
        "actions": [_item(item, speaker) for item in summary.actions],
        "not_now": [_not_now_data(one, speaker) for one in summary.not_now],
        "next": {"fact": summary.question, "text": next_step(summary, speaker)} if summary.question else None,
        "left": summary.left,
    }


def summary_page(summary: Summary, consultation: Consulted, speaker: Speaker) -> str:
    """The first screen as a page of its own, also for paper."""
    title, line = verdict_texts(summary, speaker)
    return page(
        "summary",
        speaker.told_in,
        title=title,
        line=line,
        alarm=bool(summary.emergency),
        sections=[(heading, texts) for heading, texts in _page_sections(summary, speaker) if texts],
        packs=[line.text for line in missing_packs(consultation.advice, speaker)],
        notice=speaker.text(speaker.knowledge.manifest.notice),
        next=next_step(summary, speaker),
    )


def _page_sections(summary: Summary, speaker: Speaker) -> Iterable[tuple[str, list[str]]]:
    yield "", [item_text(item, speaker) for item in summary.emergency]
    yield speaker.say("summary-call"), list(_calls(summary, speaker))
    yield "", [line.text for line in _frame(summary, speaker)]
    yield speaker.say("summary-actions"), [short_text(item, speaker) for item in summary.actions]
    yield speaker.say("summary-not-now"), list(_not_now(summary.not_now, speaker))
    yield speaker.say("contradictions"), [speaker.contradiction(one) for one in summary.contradictions]


def _item(item: ItemAdvice, speaker: Speaker) -> dict[str, object]:
    return {"id": item.id, "title": speaker.item(item.id), "text": item_text(item, speaker)}


def _not_now_data(one: NotNow, speaker: Speaker) -> dict[str, object]:
    items = [item.id for item in one.items]
    titles = list(not_now_names(one.items, speaker))
    return {"items": items, "titles": titles, "rules": list(one.rules), "because": _reason(one, speaker)}
