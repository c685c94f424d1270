"""What would have brought it, as text: answers that would have had to be different, and apart those that are fixed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from sluimer.explain.changes import Change
from sluimer.explain.other_answers import Answer
from sluimer.knowledge.condition import Within
from sluimer.knowledge.vocabulary import Fact, Kind, fact_of
from sluimer.tell.outline import Line, Outline, Tone, bullets, section
from sluimer.tell.speaker import Speaker

MOST_TOLD = 5
"""Changes that are told before the rest is only counted."""


Way = tuple[tuple[Answer, ...], ...]
"""Answers that go together; of each there may be several of which any will do."""


def tell_changes(changes: Sequence[Change], speaker: Speaker, full: bool = False) -> Outline:
    """The first of these changes, those of a fixed answer apart, and how many more there are; all of them in `full`."""
    ways = _merged([tuple((answer,) for answer in change.answers) for change in changes])
    told = ways if full else ways[:MOST_TOLD]
    lines = (
        *_under("changes-possible", [one for one in told if not _fixed(one)], speaker),
        *_under("changes-fixed", [one for one in told if _fixed(one)], speaker),
    )
    if len(told) < len(ways):
        return (*lines, Line(speaker.say("and-more", count=len(ways) - len(told)), 1, Tone.QUIET))
    return lines


def _fixed(way: Way) -> bool:
    return any(any_of[0].fixed for any_of in way)


def _merged(ways: Sequence[Way]) -> list[Way]:
    """The ways, where those that are alike but for one answer are one way with any of those answers."""
    slots = dict.fromkeys(any_of[0].slot for way in ways for any_of in way if "." not in any_of[0].slot)
    for slot in slots:
        found: dict[Way, tuple[Way, tuple[Answer, ...]]] = {}
        for way in ways:
            others = tuple(any_of for any_of in way if any_of[0].slot != slot)
            mine = tuple(answer for any_of in way if any_of[0].slot == slot for answer in any_of)
            key = others if mine else (*others, ())
            found[key] = (way, (*found.get(key, (way, ()))[1], *mine))
        ways = [tuple(mine if one[0].slot == slot else one for one in way) for way, mine in found.values()]
    return list(ways)


def _under(heading: str, ways: Sequence[Way], speaker: Speaker) -> Outline:
    """Ways below what holds for each of them, or nothing where there are none."""
    return section(speaker.say(heading), bullets(_way(one, speaker) for one in ways))


def tell_answers(answers: Iterable[Answer], speaker: Speaker) -> str:
    """Answers that go together, each with what was said instead; those about one set are told as one."""
    return _way(tuple((answer,) for answer in answers), speaker)


def _way(way: Way, speaker: Speaker) -> str:
    facts = speaker.knowledge.vocabulary.facts
    told = []
    for name, group in groupby(way, key=lambda any_of: fact_of(any_of[0].slot)):
        if facts[name].kind is Kind.SET:
            told.append(_of_set(facts[name], [one for any_of in group for one in any_of], speaker))
        else:
            told += [_answer(facts[name], any_of, speaker) for any_of in group]
    return speaker.say("change-and").join(told)


def _answer(fact: Fact, any_of: Sequence[Answer], speaker: Speaker) -> str:
    """An answer, or any of some, with what was said instead, or that nothing was said yet."""
    values = _numbers(fact, any_of, speaker) or [speaker.value(one.slot, one.value) for one in any_of]
    first, every = any_of[0], len(any_of) == len(fact.options or (True, False))
    if every and fact.kind is not Kind.NUMBER:
        values = [speaker.say("change-any")]
    words = {"fact": speaker.name(fact.id), "value": speaker.joined("or", values)}
    if first.before is None:
        return speaker.say("change-unanswered", **words)
    key = "change-fixed" if first.fixed else "change-answered"
    return speaker.say(key, before=speaker.value(fact.id, first.before), **words)


def _of_set(fact: Fact, answers: Sequence[Answer], speaker: Speaker) -> str:
    """Which options would be in a set, and which would not, by what was said of them."""
    told = []
    for key, group in groupby(sorted(answers, key=_standing), key=_standing):
        options = [option for one in group for option in one.options or (one.slot.partition(".")[2],)]
        if len(options) == len(fact.options) and key == "others-not":
            key = "none"
        names = ", ".join(speaker.value(fact.id, one) for one in options)
        told.append(speaker.say(f"change-{key}", options=names))
    return f"{speaker.name(fact.id)}: {'; '.join(told)}"


def _standing(answer: Answer) -> str:
    """How an answer about an option differs from what was said of it."""
    if answer.options:
        return "others-not"
    said = "unsaid" if answer.before is None else "said"
    return f"{'in' if answer.value else 'out'}-{said}"


def _numbers(fact: Fact, any_of: Sequence[Answer], speaker: Speaker) -> list[str]:
    """Numbers by their bounds, those next to each other together, with the unit."""
    joined: list[Within] = []
    for among in (one.among for one in any_of if one.among):
        if joined and _meet(joined[-1], among):
            joined[-1] = replace(joined[-1], at_most=among.at_most, below=among.below)
        else:
            joined.append(among)
    return [_bounds(fact, among, speaker) for among in joined]


def _meet(low: Within, high: Within) -> bool:
    """Whether the second begins where the first ends."""
    return (low.at_most, low.below) == (high.above, high.at_least) != (None, None)


def _bounds(fact: Fact, among: Within, speaker: Speaker) -> str:
    """Numbers by their bounds; a bound that no answer can pass says nothing, and where no other is left all will do."""
    if among.at_least is not None and among.at_least == among.at_most:
        return speaker.value(fact.id, among.at_least)
    least = None if among.at_least == fact.lowest else among.at_least
    most = None if among.at_most == fact.highest else among.at_most
    open_ended = replace(among, at_least=least, at_most=most)
    if not open_ended.bounds:
        return speaker.say("change-any")
    return f"{speaker.wanted(open_ended)} {speaker.unit(fact.unit)}".rstrip()
