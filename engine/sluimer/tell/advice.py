"""Advice as text for people: what is urgent first, then what is given, withheld and open, and what to ask."""

from sluimer.explain.consulted import Consulted
from sluimer.meaning.advice import Advice
from sluimer.meaning.model import State
from sluimer.tell.emergency import tell_emergency
from sluimer.tell.item_texts import evidence_notes
from sluimer.tell.outline import Line, Outline, bullets, parted, section
from sluimer.tell.sections import (
    assumptions,
    by_topic,
    contradictions,
    footer,
    grouped,
    headline,
    ids_line,
    missing_packs,
    notice,
    superseded_by,
    titles,
    topic_sections,
    urgent_section,
    waiting_fact,
)
from sluimer.tell.speaker import Speaker


def tell_advice(consultation: Consulted, speaker: Speaker, with_ids: bool = True) -> Outline:
    """Everything one person is told; with the ids of rules and sources for whoever looks further.

    Without them it is for that person, who reads an emergency alone.
    """
    advice = consultation.advice
    emergency = () if with_ids else tell_emergency(advice.emergencies, speaker)
    if emergency:
        return emergency
    given = advice.in_state(State.GIVEN)
    return parted(
        missing_packs(advice, speaker),
        urgent_section(given, speaker, with_ids),
        headline(consultation, speaker, with_ids),
        notice(speaker),
        contradictions(advice.contradictions, speaker),
        *topic_sections(given, speaker, with_ids),
        _withheld(advice, speaker, with_ids),
        _open(consultation, speaker),
        _questions(advice, speaker, with_ids),
        assumptions(consultation.case, speaker, with_ids),
        _evidence(advice, speaker) if with_ids else (),
        footer(advice, speaker, with_ids),
    )


def _withheld(advice: Advice, speaker: Speaker, with_ids: bool) -> Outline:
    """What must not be done now, by the rules that say so; by the titles of items, since texts would read as advice."""
    lines: list[Line] = []
    withheld = grouped(advice.in_state(State.WITHHELD), lambda item: (item.withheld_by, item.superseded_by))
    for (rules, above), items in withheld.items():
        lines += [line for rule in rules for line in _bar(rule, speaker, with_ids)]
        lines += [Line(superseded_by(above, speaker), 1, mark="-")] if above else []
        lines.append(Line(speaker.say("withheld-items"), 1))
        lines += bullets((f"{speaker.name(topic)} ({titles(some, speaker)})" for topic, some in by_topic(items)), 2)
    return section(speaker.say("withheld"), lines)


def _bar(rule: str, speaker: Speaker, with_ids: bool) -> Outline:
    reason, name = speaker.because(rule), speaker.name(rule)
    head = Line(reason if name == rule else f"{name}: {reason}", 1, mark="-")
    return (head, ids_line([rule], speaker.cites(rule), 2, speaker)) if with_ids else (head,)


def _open(consultation: Consulted, speaker: Speaker) -> Outline:
    """What cannot be said yet, topic by topic, with the answers it waits for."""
    lines: list[Line] = []
    for topic, items in by_topic(consultation.advice.in_state(State.OPEN)):
        lines.append(Line(speaker.name(topic), 1))
        for facts, some in grouped(items, lambda item: item.open_on).items():
            waits = ", ".join(waiting_fact(fact, consultation.case, speaker) for fact in facts)
            lines.append(Line(speaker.say("open-on", items=titles(some, speaker), facts=waits), 2, mark="-"))
    return section(speaker.say("open"), lines)


def _questions(advice: Advice, speaker: Speaker, with_ids: bool) -> Outline:
    facts = speaker.knowledge.vocabulary.facts
    lines: list[Line] = []
    for number, name in enumerate(advice.questions, start=1):
        lines.append(Line(_with_id(speaker.text(facts[name].question), name, with_ids), 1, mark=f"{number}."))
        some = facts[name].among(advice.offered.get(name, ())).options
        lines += bullets((_with_id(speaker.text(one.label), one.id, with_ids) for one in some), 2)
    return section(speaker.say("questions"), lines)


def _with_id(text: str, name: str, with_ids: bool) -> str:
    return f"{text} ({name})" if with_ids else text


def _evidence(advice: Advice, speaker: Speaker) -> Outline:
    """What is known of how good the ground is, where something is given or held back."""
    notes = evidence_notes(advice, speaker) if advice.items else {}
    return section(speaker.say("evidence-notes"), bullets(f"{note} ({rule})" for note, rule in notes.items()))
