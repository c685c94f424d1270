"""A decision as the person it is about reads it: what to do, what not now, what is still open, each with why."""

from collections.abc import Iterable, Sequence

from sluimer.explain.argument import DecisionProof
from sluimer.explain.consulted import Consulted
from sluimer.meaning.advice import ItemAdvice, determining
from sluimer.meaning.model import State
from sluimer.tell.emergency import tell_emergency
from sluimer.tell.outline import Line, Outline, Tone, parted, section
from sluimer.tell.sections import (
    assumptions,
    because_line,
    by_topic,
    contradictions,
    grouped,
    headline,
    missing_packs,
    notice,
    titles,
    topic_sections,
    waiting_fact,
)
from sluimer.tell.sources import statement_lines
from sluimer.tell.speaker import Speaker


def tell_person(proof: DecisionProof, consultation: Consulted, speaker: Speaker) -> Outline:
    """All of it in plain words, without the ids of rules and sources; an emergency alone."""
    emergency = tell_emergency(consultation.advice.emergencies, speaker)
    if emergency:
        return emergency
    given = _items(proof, State.GIVEN)
    return parted(
        missing_packs(consultation.advice, speaker),
        () if proof.target else headline(consultation, speaker, with_ids=False),
        notice(speaker),
        contradictions(consultation.advice.contradictions, speaker),
        *topic_sections(given, speaker, with_ids=False),
        _withheld(proof, speaker),
        _open(proof, speaker),
        _not_called_for(proof, speaker),
        assumptions(proof.case, speaker, with_ids=False),
        _sources(proof, speaker) if proof.target else (),
    )


def _items(proof: DecisionProof, state: State) -> list[ItemAdvice]:
    return [each.advice for each in proof.in_state(state)]


def _withheld(proof: DecisionProof, speaker: Speaker) -> Outline:
    """What is withheld, by what stops it; its texts are not told, since they would read as advice."""
    lines: list[Line] = []
    withheld = grouped(_items(proof, State.WITHHELD), lambda item: (item.withheld_by, bool(item.superseded_by)))
    for (rules, superseded), items in withheld.items():
        names = item_names(items, proof, speaker)
        lines.append(Line(speaker.say("told-not-now", items=names), 1, Tone.FAILS, "-"))
        lines += [because_line(reason, speaker) for reason in dict.fromkeys(map(speaker.because, rules))]
        lines += [Line(speaker.say("told-superseded"), 2)] if superseded else []
    return section(speaker.say("told-stopped"), lines)


def _open(proof: DecisionProof, speaker: Speaker) -> Outline:
    """What is open, by the answers it waits for."""
    lines: list[Line] = []
    for facts, items in grouped(_items(proof, State.OPEN), lambda item: item.open_on).items():
        names = item_names(items, proof, speaker)
        lines.append(Line(speaker.say("told-not-yet", items=names), 1, Tone.UNSURE, "-"))
        lines.append(Line(waiting(facts, proof, speaker), 2))
    return section(speaker.say("told-waiting"), lines)


def waiting(facts: Sequence[str], proof: DecisionProof, speaker: Speaker) -> str:
    """The answers that something waits for, or that none would help."""
    if not facts:
        return speaker.ask_professional("told-waits-in-vain")
    return speaker.say("told-waits-for", facts=", ".join(waiting_fact(fact, proof.case, speaker) for fact in facts))


def item_names(items: Iterable[ItemAdvice], proof: DecisionProof, speaker: Speaker) -> str:
    """The topics of these items; their titles too where other items of the topic stand elsewhere."""
    names = []
    for topic, some in by_topic(items):
        ids = [item.id for item in some]
        whole = all(each.advice.id in ids for each in proof.items if each.advice.topic == topic)
        names.append(speaker.name(topic) if whole else f"{speaker.name(topic)} ({titles(some, speaker)})")
    return "; ".join(names)


def _not_called_for(proof: DecisionProof, speaker: Speaker) -> Outline:
    items = _items(proof, State.NOT_INDICATED)
    if not items:
        return ()
    head = Line(speaker.say("told-not-called-for", items=item_names(items, proof, speaker)), tone=Tone.HEADING)
    because = speaker.text(speaker.knowledge.manifest.scope.because) if proof.scope.truth is False else ""
    return (head, because_line(because, speaker, 1)) if because else (head,)


def _sources(proof: DecisionProof, speaker: Speaker) -> Outline:
    """What the sources say on which the state of each item stands, in words alone."""
    rules = dict.fromkeys(rule for each in proof.items for rule in determining(each.advice))
    cites = dict.fromkeys(cite for rule in rules for cite in proof.causes[rule].cites)
    return section(speaker.say("told-sources"), statement_lines(cites, speaker))
