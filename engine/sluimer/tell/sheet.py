"""A screen of questions as text for people: where one is, what is asked, and what can be answered; no reasons."""

from collections.abc import Iterable, Mapping, Sequence

from sluimer.explain.questionnaire import Sheet
from sluimer.knowledge.vocabulary import Fact, Option
from sluimer.meaning.advice import Advice
from sluimer.meaning.model import State
from sluimer.tell.outline import Line, Outline, Tone, bullets, section
from sluimer.tell.question import tell_answers
from sluimer.tell.speaker import Speaker


def tell_place(sheet: Sheet, speaker: Speaker) -> Outline:
    """Where one is, such as "safety, 4 of 8"; where a sensitive section begins, its introduction too."""
    if sheet.section is None:
        text = speaker.say("question", number=sheet.first, left=sheet.total - sheet.first)
        return (Line(text, tone=Tone.QUIET),)
    key = "place" if len(sheet.facts) == 1 else "place-several"
    title = speaker.text(sheet.section.title)
    place = Line(
        speaker.say(key, section=title, first=sheet.first, last=sheet.last, total=sheet.total), tone=Tone.QUIET
    )
    introduced = sheet.section.introduction and sheet.opens
    return (place, Line(speaker.text(sheet.section.introduction))) if introduced else (place,)


def tell_one(fact: Fact, speaker: Speaker) -> Outline:
    """One question with its note and the answers that it takes."""
    return (*_asked(fact, speaker), *tell_answers(fact, speaker))


def tell_ticks(facts: Sequence[Fact], speaker: Speaker) -> Outline:
    """Several yes/no questions, of which those that are to be answered with yes are named."""
    lines = [Line(speaker.say("which-fit"), tone=Tone.HEADLINE)]
    for place, fact in enumerate(facts, start=1):
        lines.append(Line(speaker.text(fact.question), 1, mark=f"{place}."))
        lines += [Line(speaker.text(fact.note), 3, Tone.QUIET)] if fact.note else []
    return (
        *lines,
        Line(speaker.say("none-of-these"), 1, mark="0."),
        Line(f"({speaker.say('hint-ticks')})", 1, Tone.QUIET),
    )


def tell_noted(answers: Mapping[str, object], speaker: Speaker) -> Outline:
    """Answers to yes/no questions as they were understood."""
    found: dict[str, list[str]] = {}
    for fact, answer in answers.items():
        found.setdefault(str(answer), []).append(speaker.name(fact))
    told = (
        speaker.say("noted", answer=speaker.say(f"said-{answer}"), facts=", ".join(some))
        for answer, some in found.items()
    )
    return tuple(Line(text, 1, Tone.QUIET) for text in told)


def tell_part(fact: Fact, options: Sequence[Option], part: int, parts: int, speaker: Speaker) -> Outline:
    """One part of a question with more options than fit on a screen, each with the number it has among all."""
    place = {option.id: number for number, option in enumerate(fact.options, start=1)}
    asked = _asked(fact, speaker) if part == 1 else (Line(speaker.text(fact.question), tone=Tone.HEADLINE),)
    return (
        *asked,
        Line(speaker.say("part", part=part, parts=parts), 1, Tone.QUIET),
        *(Line(speaker.text(option.label), 1, mark=f"{place[option.id]}.") for option in options),
        Line(speaker.say("none-of-these"), 1, mark="0."),
        Line(f"({speaker.say('hint-set')})", 1, Tone.QUIET),
    )


def tell_answer(fact: Fact, answer: object, speaker: Speaker) -> str:
    """An answer as a case holds it, in words.

    Of a set that is known in part only what was chosen is told.
    """
    labels = {option.id: speaker.text(option.label) for option in fact.options}
    if isinstance(answer, Mapping):
        return (
            tell_answer(fact, answer["includes"], speaker) if "includes" in answer else _weighed(fact, answer, speaker)
        )
    if isinstance(answer, list | tuple):
        return ", ".join(labels.get(str(one), str(one)) for one in answer) or speaker.say("none-of-these")
    text = str(answer).lower() if isinstance(answer, bool) else str(answer)
    if text in _SAID:
        return speaker.say(f"said-{_SAID[text]}")
    return labels.get(text, f"{text} {speaker.unit(fact.unit)}".rstrip())


_SAID = {"yes": "yes", "true": "yes", "no": "no", "false": "no", "unknown": "unknown", "declined": "declined"}


def _weighed(fact: Fact, answer: Mapping[object, object], speaker: Speaker) -> str:
    label = next((speaker.text(one.label) for one in fact.weighed_as if one.id == answer.get("as")), "")
    return f"{answer.get('amount')} {speaker.unit(fact.unit)} {label}".rstrip()


def tell_difference(before: Advice, after: Advice, speaker: Speaker) -> Outline:
    """What another answer did: the outcome where it changed, what is advised now, and what no longer is."""
    new, old = (frozenset(item.id for item in advice.in_state(State.GIVEN)) for advice in (after, before))
    lines = [speaker.say(f"headline-{after.outcome}")] if before.outcome != after.outcome else []
    lines += [
        speaker.say(key, items=", ".join(_names(some, speaker)))
        for key, some in (("now-given", new - old), ("no-longer", old - new))
        if some
    ]
    return section(speaker.say("what-changes"), bullets(lines or [speaker.say("changes-nothing")]))


def _names(items: Iterable[str], speaker: Speaker) -> list[str]:
    """What these items are about, each subject once, in the order of the knowledge base."""
    known = speaker.knowledge.vocabulary.items
    wanted = frozenset(items)
    return list(dict.fromkeys(speaker.name(known[item].topic) for item in known if item in wanted))


def _asked(fact: Fact, speaker: Speaker) -> Outline:
    note = (Line(speaker.text(fact.note), 1),) if fact.note else ()
    return (Line(speaker.text(fact.question), tone=Tone.HEADLINE), *note)
