"""A decision as the person it is about reads it: what to do, what not now, what is still open, each with why."""

from collections.abc import Iterable, Iterator, Sequence

from sluimer.case import Case, Implied
from sluimer.explain.argument import DecisionProof
from sluimer.explain.consulted import Consulted
from sluimer.meaning.advice import Advice, ItemAdvice, determining
from sluimer.meaning.model import State
from sluimer.tell.advice import awaited, by_topic, headline, left_out
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted
from sluimer.tell.speaker import Speaker


def tell_person(proof: DecisionProof, consultation: Consulted, speaker: Speaker) -> Outline:
    """All of it in plain words, without the ids of rules and sources."""
    advice = consultation.advice
    given = [each.advice for each in proof.in_state(State.GIVEN)]
    return parted(
        _urgent([item for item in given if item.urgent], advice, speaker),
        left_out(advice, speaker),
        () if proof.target else headline(consultation, speaker, with_sources=False),
        *_topics([item for item in given if not item.urgent], advice, speaker),
        _stopped(proof, advice, speaker),
        _waiting(proof, speaker),
        _not_called_for(proof, speaker),
        _granted(proof.case, speaker),
        _sources(proof, speaker) if proof.target else (),
        _notice(speaker),
    )


def _urgent(items: Sequence[ItemAdvice], advice: Advice, speaker: Speaker) -> Outline:
    told = [line for item in items for line in _item(item, "!", Tone.URGENT, advice, speaker)]
    return (Line(speaker.say("urgent"), tone=Tone.URGENT), *told) if told else ()


def _topics(items: Sequence[ItemAdvice], advice: Advice, speaker: Speaker) -> Iterator[Outline]:
    for topic, some in by_topic(items):
        refers = speaker.knowledge.vocabulary.topics[topic].referral
        mark, tone = ("!", Tone.REFERRAL) if refers else ("-", Tone.PLAIN)
        title = speaker.say("referral", topic=speaker.name(topic)) if refers else speaker.name(topic)
        heading = Line(title, tone=Tone.REFERRAL if refers else Tone.HEADING)
        yield (heading, *(line for item in some for line in _item(item, mark, tone, advice, speaker)))


def _item(item: ItemAdvice, mark: str, tone: Tone, advice: Advice, speaker: Speaker) -> Outline:
    because = speaker.say("because", reason=advice.because(item, speaker.told_in))
    return Line(advice.text(item, speaker.told_in), 1, tone, mark), Line(because, 2)


def _stopped(proof: DecisionProof, advice: Advice, speaker: Speaker) -> Outline:
    """What is withheld, by what stops it; its texts are not told, since they would read as advice."""
    groups: dict[tuple[str, ...], list[ItemAdvice]] = {}
    for each in proof.in_state(State.WITHHELD):
        groups.setdefault(each.advice.withheld_by, []).append(each.advice)
    lines: list[Line] = []
    for rules, items in groups.items():
        names = item_names(items, proof, speaker)
        lines.append(Line(speaker.say("told-not-now", items=names), 1, Tone.FAILS, "-"))
        reasons = dict.fromkeys(speaker.text(advice.wordings.reasons[rule]) for rule in rules)
        lines += [Line(speaker.say("because", reason=reason), 2) for reason in reasons]
    return (Line(speaker.say("told-stopped"), tone=Tone.HEADING), *lines) if lines else ()


def _waiting(proof: DecisionProof, speaker: Speaker) -> Outline:
    """What is open, by the answers it waits for."""
    groups: dict[tuple[str, ...], list[ItemAdvice]] = {}
    for each in proof.in_state(State.OPEN):
        groups.setdefault(each.advice.open_on, []).append(each.advice)
    lines: list[Line] = []
    for facts, items in groups.items():
        names = item_names(items, proof, speaker)
        lines.append(Line(speaker.say("told-not-yet", items=names), 1, Tone.UNSURE, "-"))
        lines.append(Line(waits_for(facts, proof, speaker), 2))
    return (Line(speaker.say("told-waiting"), tone=Tone.HEADING), *lines) if lines else ()


def waits_for(facts: Sequence[str], proof: DecisionProof, speaker: Speaker) -> str:
    """The answers that something waits for, or that none would help."""
    if not facts:
        return speaker.say("told-waits-in-vain")
    return speaker.say("told-waits-for", facts=", ".join(awaited(fact, proof.case, speaker) for fact in facts))


def item_names(items: Iterable[ItemAdvice], proof: DecisionProof, speaker: Speaker) -> str:
    """The topics of these items; the ids too where other items of the topic stand elsewhere."""
    told = []
    for topic, some in by_topic(items):
        ids = [item.id for item in some]
        whole = all(each.advice.id in ids for each in proof.items if each.advice.topic == topic)
        told.append(speaker.name(topic) if whole else f"{speaker.name(topic)} ({', '.join(ids)})")
    return "; ".join(told)


def _not_called_for(proof: DecisionProof, speaker: Speaker) -> Outline:
    items = [each.advice for each in proof.in_state(State.NOT_INDICATED)]
    if not items:
        return ()
    head = Line(speaker.say("told-not-called-for", items=item_names(items, proof, speaker)), tone=Tone.HEADING)
    because = speaker.text(speaker.knowledge.manifest.scope.because) if proof.scope.truth is False else ""
    return (head, Line(speaker.say("because", reason=because), 1)) if because else (head,)


def _granted(case: Case, speaker: Speaker) -> Outline:
    lines = granted_plainly(case, speaker)
    return (Line(speaker.say("assumptions"), tone=Tone.HEADING), *deeper(lines)) if lines else ()


def granted_plainly(case: Case, speaker: Speaker) -> Outline:
    """The answers that nobody gave but that count, without the sources that say so."""
    told = [speaker.say("assumed", answer=speaker.answer(fact, case.values[fact])) for fact in case.assumed]
    told += [_implied(one, case, speaker) for one in case.implied]
    told += [speaker.say("told-weighed", **speaker.weighed(part)) for part in case.parts]
    return tuple(Line(text, mark="-") for text in told)


def _implied(one: Implied, case: Case, speaker: Speaker) -> str:
    words = {"answer": speaker.answer(one.fact, one.value), **speaker.origin_of(one, case)}
    if one.instead_of is None:
        return speaker.say("told-implied", **words)
    return speaker.say("told-implied-instead", before=speaker.value(one.fact, one.instead_of), **words)


def _sources(proof: DecisionProof, speaker: Speaker) -> Outline:
    """What the sources say on which the state of each item stands, in words alone."""
    rules = dict.fromkeys(rule for each in proof.items for rule in determining(each.advice))
    cites = dict.fromkeys(cite for rule in rules for cite in proof.causes[rule].cites)
    told = [Line(words, 1, Tone.QUIET, "-") for words in map(speaker.statement, cites) if words]
    return (Line(speaker.say("told-sources"), tone=Tone.HEADING), *told) if told else ()


def _notice(speaker: Speaker) -> Outline:
    notice = speaker.text(speaker.knowledge.manifest.notice)
    return (Line(notice),) if notice else ()
