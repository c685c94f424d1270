"""A question as text for people: what is asked, the answers there are, and why it is asked."""

from collections.abc import Iterable, Iterator

from sluimer.explain.stakes import Stakes
from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.tell.outline import Line, Outline, Tone, bullets
from sluimer.tell.speaker import Speaker

MOST_NAMED = 3
"""Rules that are named with a question before the rest is only counted."""


def tell_answers(fact: Fact, speaker: Speaker) -> Outline:
    """The answers that a question takes."""
    options = [
        Line(speaker.text(option.label), 1, mark=f"{place}.") for place, option in enumerate(fact.options, start=1)
    ]
    if fact.kind is Kind.SET:
        options.append(Line(speaker.say("none-of-these"), 1, mark="0."))
    if fact.kind is Kind.NUMBER and fact.unit:
        hint = speaker.say("hint-number-unit", unit=speaker.unit(fact.unit))
    else:
        hint = speaker.say(f"hint-{fact.kind}")
    hints = [f"({hint})"]
    if fact.weighed_as:
        names = _some((speaker.text(one.label) for one in fact.weighed_as), speaker)
        hints.append(speaker.say("hint-weighed", name=speaker.text(fact.weighed_as[0].label), names=names))
    return (*options, *(Line(text, 1, Tone.QUIET) for text in hints))


def tell_why_briefly(stakes: Stakes, speaker: Speaker) -> Outline:
    """The reasons of a question in short: what its answer settles, each kind on a line."""
    texts = [speaker.say(key, rules=_some(map(speaker.brief, rules), speaker)) for key, rules in _settled(stakes)]
    topics = _some(map(speaker.name, stakes.topics), speaker)
    return tuple(Line(text, 1, Tone.QUIET) for text in (*texts, *_beside(stakes, topics, speaker)))


def _settled(stakes: Stakes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rules, under the phrase that says what they do."""
    rules = {
        "may-stop": stakes.stopping,
        "may-refer": stakes.referring,
        "lifts": stakes.lifting,
        "may-bring": stakes.bringing,
        "wanted-by": stakes.wanting,
    }
    return ((key, some) for key, some in rules.items() if some)


def _beside(stakes: Stakes, topics: str, speaker: Speaker) -> list[str]:
    """Whether the answer decides who is covered, and which topics wait for it."""
    covers = [speaker.say("may-cover")] if stakes.scope else []
    return [*covers, speaker.say("waiting", topics=topics)] if stakes.topics else covers


def _some(names: Iterable[str], speaker: Speaker) -> str:
    """The first few names, each once, and how many more there are."""
    unique = list(dict.fromkeys(names))
    more = len(unique) - MOST_NAMED
    shown = ", ".join(unique[:MOST_NAMED])
    return f"{shown} {speaker.say('and-more', count=more)}" if more > 0 else shown


def _reason(rule: str, speaker: Speaker) -> str:
    """The title of a rule and why it is there; a person reads this, so no id."""
    title, reason = speaker.brief(rule), speaker.because(rule)
    return reason if title == reason else f"{title}: {reason}"


def tell_why_asked(stakes: Stakes, speaker: Speaker) -> Outline:
    """The reasons in full: every rule that an answer can settle, and why it is there."""
    lines = [Line(speaker.say("why-asked"), tone=Tone.HEADING)]
    lines += [Line(speaker.contradiction(held), 1) for held in stakes.contradictions]
    for key, rules in _settled(stakes):
        lines.append(Line(speaker.say(key, rules="").rstrip(" :") + ":", 1))
        lines += bullets((_reason(rule, speaker) for rule in rules), 2)
    topics = ", ".join(map(speaker.name, stakes.topics))
    return (*lines, *(Line(text, 1) for text in _beside(stakes, topics, speaker)))
