"""Advice as text for people: what is urgent first, then what is given, withheld and open, and what to ask."""

from collections.abc import Iterable
from itertools import groupby

from sluimer.case import Case
from sluimer.explain.consulted import Consulted
from sluimer.knowledge.base import SCOPE
from sluimer.meaning.advice import Advice, ItemAdvice, determining
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.truth import truth_of
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted
from sluimer.tell.speaker import Speaker

SHORT_DIGEST = 19
"""Characters of the digest that are shown: its kind and twelve digits."""


def tell_advice(consultation: Consulted, speaker: Speaker) -> Outline:
    """Everything one person is told."""
    advice = consultation.advice
    return parted(
        left_out(advice, speaker),
        tell_urgent(advice, speaker, urgent_items(advice)),
        headline(consultation, speaker),
        *(_topic(topic, items, advice, speaker) for topic, items in by_topic(_calm(advice))),
        _withheld(advice, speaker),
        _open(consultation, speaker),
        _questions(advice, speaker),
        granted(consultation.case, speaker),
        _evidence(advice, speaker),
        footer(advice, speaker),
    )


def left_out(advice: Advice, speaker: Speaker) -> Outline:
    """A warning that the rules of some packs have no say, since advice without them may not be safe."""
    packs = speaker.knowledge.manifest.packs
    missing = [speaker.text(title) for name, title in sorted(packs.items()) if name not in advice.knowledge.packs]
    return (Line(speaker.say("packs-left-out", packs=", ".join(missing)), tone=Tone.REFERRAL),) if missing else ()


def urgent_items(advice: Advice) -> tuple[ItemAdvice, ...]:
    """The urgent referrals that are given."""
    return tuple(item for item in advice.in_state(State.GIVEN) if item.urgent)


def tell_urgent(advice: Advice, speaker: Speaker, items: Iterable[ItemAdvice]) -> Outline:
    """Urgent referrals, so that nobody can miss them."""
    told = [line for item in items for line in _item(item, "!", Tone.URGENT, advice, speaker)]
    return (Line(speaker.say("urgent"), tone=Tone.URGENT), *told) if told else ()


def _calm(advice: Advice) -> list[ItemAdvice]:
    return [item for item in advice.in_state(State.GIVEN) if not item.urgent]


def by_topic(items: Iterable[ItemAdvice]) -> list[tuple[str, list[ItemAdvice]]]:
    """Items as they follow each other, topic by topic."""
    return [(topic, list(group)) for topic, group in groupby(items, key=lambda item: item.topic)]


def headline(consultation: Consulted, speaker: Speaker, with_sources: bool = True) -> Outline:
    """The outcome in a few words, and where nothing is said why not."""
    outcome = consultation.advice.outcome
    key = "headline-referrals-alone" if _only_refers(consultation.advice, speaker) else f"headline-{outcome}"
    head = Line(speaker.say(key), tone=Tone.HEADLINE)
    if outcome is Outcome.ANSWERS_NEEDED and not consultation.questions:
        return (head, Line(speaker.say("nothing-left-to-ask"), 1))
    if outcome is not Outcome.NOT_COVERED:
        return (head,)
    scope = speaker.knowledge.manifest.scope
    because = speaker.text(scope.because) if is_outside(consultation) else ""
    sources = (_names("", (), scope.cites, 1, speaker),) if because and with_sources else ()
    reason = (Line(because, 1),) if because else ()
    return (head, *reason, *sources, Line(speaker.say("neither-yes-nor-no"), 1))


def is_outside(consultation: Consulted) -> bool:
    """Whether the person is outside the scope, so that nothing but referrals can be given."""
    values = {**consultation.case.values, **_settled(consultation.advice)}
    return truth_of(consultation.knowledge.manifest.scope.condition, values) is False


def _only_refers(advice: Advice, speaker: Speaker) -> bool:
    """Whether all that is given sends the person to someone, so that nothing is advised."""
    topics = speaker.knowledge.vocabulary.topics
    given = advice.in_state(State.GIVEN)
    return advice.outcome is Outcome.ADVICE and all(topics[item.topic].referral for item in given)


def _settled(advice: Advice) -> dict[str, bool]:
    return {name: truth for name, truth in advice.findings.items() if truth is not None}


def _topic(topic: str, items: list[ItemAdvice], advice: Advice, speaker: Speaker) -> Outline:
    title = speaker.name(topic)
    if not speaker.knowledge.vocabulary.topics[topic].referral:
        marks = _marks(items)
        told = [_item(item, mark, Tone.PLAIN, advice, speaker) for item, mark in zip(items, marks, strict=True)]
        return (Line(title, tone=Tone.HEADING), *(line for lines in told for line in lines))
    told = [_item(item, "!", Tone.REFERRAL, advice, speaker) for item in items]
    heading = Line(speaker.say("referral", topic=title), tone=Tone.REFERRAL)
    return (heading, *(line for lines in told for line in lines))


def _marks(items: list[ItemAdvice]) -> list[str]:
    """The ranks where there are several to compare, else a dash."""
    ranked = [item for item in items if item.rank is not None]
    return [f"{item.rank}." if item.rank is not None and len(ranked) > 1 else "-" for item in items]


def _item(item: ItemAdvice, mark: str, tone: Tone, advice: Advice, speaker: Speaker) -> Outline:
    rules = determining(item)
    cites = dict.fromkeys(cite for rule in rules for cite in advice.wordings.cites[rule])
    return (
        Line(advice.text(item, speaker.told_in), 1, tone, mark),
        Line(speaker.say("because", reason=advice.because(item, speaker.told_in)), 2),
        _names(item.id, rules, cites, 2, speaker),
    )


def _names(item: str, rules: Iterable[str], cites: Iterable[str], depth: int, speaker: Speaker) -> Line:
    """Ids, for those who want to look further."""
    named = ", ".join(_rule_id(rule, speaker) for rule in rules if rule != SCOPE)
    cited = ", ".join(cites)
    parts = [
        item,
        speaker.say("rules", rules=named) if named else "",
        speaker.say("cites", cites=cited) if cited else "",
    ]
    return Line("; ".join(part for part in parts if part), depth, Tone.QUIET)


def _rule_id(rule: str, speaker: Speaker) -> str:
    unverified = speaker.knowledge.rules[rule].evidence.verified == "unverified"
    return f"{rule} ({speaker.say('unverified')})" if unverified else rule


def _withheld(advice: Advice, speaker: Speaker) -> Outline:
    """What must not be done now, by the rules that say so."""
    groups: dict[tuple[str, ...], list[ItemAdvice]] = {}
    for item in advice.in_state(State.WITHHELD):
        groups.setdefault(item.withheld_by, []).append(item)
    lines: list[Line] = []
    for rules, items in groups.items():
        lines += [line for rule in rules for line in _bar(rule, advice, speaker)]
        lines += [Line(speaker.say("withheld-items"), 1), *deeper(_item_names(items, speaker), 2)]
    return (Line(speaker.say("withheld"), tone=Tone.HEADING), *lines) if lines else ()


def _bar(rule: str, advice: Advice, speaker: Speaker) -> Outline:
    reason = speaker.text(advice.wordings.reasons[rule])
    name = speaker.name(rule)
    told = reason if name == rule else f"{name}: {reason}"
    return Line(told, 1, mark="-"), _names("", [rule], advice.wordings.cites[rule], 2, speaker)


def _item_names(items: Iterable[ItemAdvice], speaker: Speaker) -> Outline:
    """The topics, each with the ids of its items; the texts would read as advice."""
    return tuple(
        Line(f"{speaker.name(topic)} ({', '.join(item.id for item in group)})", mark="-")
        for topic, group in by_topic(items)
    )


def _open(consultation: Consulted, speaker: Speaker) -> Outline:
    """What cannot be said yet, topic by topic, with the answers it waits for."""
    lines: list[Line] = []
    for topic, items in by_topic(consultation.advice.in_state(State.OPEN)):
        lines.append(Line(speaker.name(topic), 1))
        groups: dict[tuple[str, ...], list[str]] = {}
        for item in items:
            groups.setdefault(item.open_on, []).append(item.id)
        for facts, ids in groups.items():
            waits = ", ".join(awaited(fact, consultation.case, speaker) for fact in facts)
            lines.append(Line(speaker.say("open-on", items=", ".join(ids), facts=waits), 2, mark="-"))
    return (Line(speaker.say("open"), tone=Tone.HEADING), *lines) if lines else ()


def awaited(fact: str, case: Case, speaker: Speaker) -> str:
    """A fact that something waits for, and whether it was asked in vain."""
    name = speaker.name(fact)
    if fact in case.unknown:
        return speaker.say("not-known", fact=name)
    return speaker.say("not-said", fact=name) if fact in case.declined else name


def _questions(advice: Advice, speaker: Speaker) -> Outline:
    facts = speaker.knowledge.vocabulary.facts
    asked = [
        Line(f"{speaker.text(facts[name].question)} ({name})", 1, mark=f"{number}.")
        for number, name in enumerate(advice.questions, start=1)
    ]
    return (Line(speaker.say("questions"), tone=Tone.HEADING), *asked) if asked else ()


def granted(case: Case, speaker: Speaker) -> Outline:
    """The answers that nobody gave but that count, under a heading."""
    lines = tell_granted(case, speaker)
    return (Line(speaker.say("assumptions"), tone=Tone.HEADING), *deeper(lines)) if lines else ()


def tell_granted(case: Case, speaker: Speaker) -> Outline:
    """Each answer that was assumed, or follows from another."""
    told = [
        speaker.say("assumed", answer=speaker.answer(fact, case.values[fact]))
        for fact in case.assumed
        if fact in case.values
    ]
    for one in case.implied:
        places = {"answer": speaker.answer(one.fact, one.value), **speaker.origin_of(one, case)}
        if one.instead_of is None:
            told.append(speaker.say("implied", **places))
        else:
            before = speaker.value(one.fact, one.instead_of)
            told.append(speaker.say("implied-instead", before=before, **places))
    told += [speaker.say("weighed", **speaker.weighed(part)) for part in case.parts]
    return tuple(Line(text, mark="-") for text in told)


def _evidence(advice: Advice, speaker: Speaker) -> Outline:
    """What is known of how good the ground is, where something is given or held back."""
    notes = advice.notes(speaker.told_in) if advice.items else {}
    lines = [Line(f"{note} ({rule})", 1, mark="-") for note, rule in notes.items()]
    return (Line(speaker.say("evidence-notes"), tone=Tone.HEADING), *lines) if lines else ()


def footer(advice: Advice, speaker: Speaker) -> Outline:
    """The notice, and which knowledge it was."""
    name = advice.knowledge
    packs = speaker.say("packs", packs=", ".join(name.packs))
    lines = (
        Line(speaker.text(speaker.knowledge.manifest.notice)),
        Line(f"{name.name} {name.version} ({name.digest[:SHORT_DIGEST]}); {packs}", tone=Tone.QUIET),
        *_otherwise(advice, speaker),
    )
    return tuple(line for line in lines if line.text)


def _otherwise(advice: Advice, speaker: Speaker) -> Outline:
    """The settings that were chosen otherwise than by default, and for whom texts were left out."""
    declared = speaker.knowledge.manifest.settings
    told = [
        speaker.say("setting", setting=speaker.text(setting.title), option=speaker.text(option.label))
        for setting in declared.values()
        for option in setting.options
        if (setting.id, option.id) in advice.knowledge.settings and option.id != setting.default
    ]
    if title := speaker.text(speaker.knowledge.audience.title):
        told.append(speaker.say("audience", audience=title))
    return tuple(Line(text, tone=Tone.QUIET) for text in told)
