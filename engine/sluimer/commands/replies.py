"""What a person types in a conversation: an answer, or a wish; in any language of the interface."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TextIO

from sluimer.case import NONE_OF_THEM
from sluimer.knowledge.vocabulary import Fact, Kind, Option
from sluimer.messages import spoken
from sluimer.messages.texts import word
from sluimer.read.numbers import two_readings
from sluimer.tell.outline import Outline
from sluimer.tell.speaker import Speaker

Answer = str | list[str] | dict[str, str]
"""An answer as a case file holds it."""

LONGEST_REPLY = 10_000
"""Characters; a line that is longer ends the conversation, since it may never end itself."""
MOST_REPLIES = 1_000
"""In one conversation; a program that says the same for ever must not be listened to for ever."""
LONGEST_ECHO = 60
"""Characters of a reply that are repeated when it is not understood."""


@dataclass(slots=True)
class Replies:
    """The lines that are typed, or that a program sends."""

    source: TextIO
    left: int = MOST_REPLIES

    def next(self) -> str:
        """The next line with its line end; nothing where there are no more, or more than anyone would type."""
        self.left -= 1
        line = self.source.readline(LONGEST_REPLY) if self.left >= 0 else ""
        return line if len(line) < LONGEST_REPLY else ""


class Wish(StrEnum):
    """What a person can want instead of answering."""

    UNKNOWN = "unknown"
    DECLINED = "declined"
    BACK = "back"
    WHY = "why"
    STOP = "stop"
    HELP = "help"


@dataclass(frozen=True)
class NotUnderstood(Exception):  # noqa: N818  # it is said to the person, and is no error of the program
    """A reply that is no answer to the question, with what to say about it; `lines` say it where one is not enough."""

    said: str
    lines: Outline = ()


YES_NO = ("yes", "no")
_NUMBER = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)*)\s*(.*)")


def read_reply(reply: str, fact: Fact, speaker: Speaker) -> Answer | Wish:
    """What a reply to a question means; raises NotUnderstood."""
    said = _folded(reply)
    reply = reply if len(reply) <= LONGEST_ECHO else reply[:LONGEST_ECHO] + "..."
    if not said:
        raise NotUnderstood(speaker.say("empty-reply"))
    wish = meaning(said, speaker.language, Wish)
    if wish and not _matching(said, fact):
        return Wish(wish)
    match fact.kind:
        case Kind.YES_NO:
            return _yes_no(said, reply, speaker)
        case Kind.NUMBER:
            return _number(said, reply, fact, speaker)
        case Kind.CHOICE:
            return _choice(said, reply, fact, speaker)
        case Kind.SET:
            return _set(said, reply, fact, speaker)


def meaning(said: str, language: str, among: Iterable[str]) -> str:
    """Which of these replies is meant, in the language that is spoken or in any other; "" where none is, or several.

    >>> meaning("ja", "en", ("yes", "no")), meaning("perhaps", "en", ("yes", "no"))
    ('yes', '')
    """
    own = [key for key in among if said in _sayings(key, language)]
    found = own or [key for key in among if any(said in _sayings(key, other) for other in spoken())]
    return found[0] if len(found) == 1 else ""


@cache
def _sayings(key: str, language: str) -> frozenset[str]:
    """How people say a reply; the text has `|` between the ways."""
    return frozenset(each.strip() for each in word(f"reply-{key}", language).split("|"))


def _folded(reply: str) -> str:
    return " ".join(reply.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split())


def _yes_no(said: str, reply: str, speaker: Speaker) -> Answer:
    answer = meaning(said, speaker.language, YES_NO)
    if not answer:
        raise NotUnderstood(speaker.say("wrong-yes_no", reply=reply))
    return answer


def _choice(said: str, reply: str, fact: Fact, speaker: Speaker) -> Answer:
    option = _one(said, fact, speaker)
    if option is None:
        raise NotUnderstood(speaker.say("wrong-choice", reply=reply, most=len(fact.options)))
    return option


def _set(said: str, reply: str, fact: Fact, speaker: Speaker) -> Answer:
    whole = _one(said, fact, speaker)
    if whole is not None:
        return [whole]

    def is_none(part: str) -> bool:
        return part == NONE_OF_THEM or bool(meaning(part, speaker.language, ("none",)))

    split_at_spaces = (part for part in re.split(r"[\s,;]+", said) if part)
    parts = [part for part in split_at_spaces if not meaning(part, speaker.language, ("and",))]
    if not parts:  # a comma or `and` alone says nothing, and must not pass for none of them
        raise NotUnderstood(speaker.say("wrong-set", reply=reply, most=len(fact.options)))
    if is_none(said) or all(map(is_none, parts)):
        return []
    for split in (re.split(r"\s*[,;]\s*", said), parts):
        if any(map(is_none, split)):
            raise NotUnderstood(speaker.say("none-and-some"))
        found = [_one(part, fact, speaker) for part in split]
        if all(found):
            chosen = set(found)
            return [option.id for option in fact.options if option.id in chosen]
    raise NotUnderstood(speaker.say("wrong-set", reply=reply, most=len(fact.options)))


def _one(said: str, fact: Fact, speaker: Speaker) -> str | None:
    """The option that was said, by its number, id or label; raises NotUnderstood when it could be several."""
    found = {option.id for option in _matching(said, fact)}
    if len(found) > 1:
        raise NotUnderstood(speaker.say("wrong-two-ways", reply=said))
    return next(iter(found), None)


def _matching(said: str, fact: Fact) -> Iterable[Option]:
    return [
        option
        for place, option in enumerate(fact.options, start=1)
        if said in (str(place), option.id) or said in {_folded(label) for _, label in option.label.translations}
    ]


def _number(said: str, reply: str, fact: Fact, speaker: Speaker) -> Answer:
    found = _NUMBER.fullmatch(said)
    digits, unit = found.groups() if found else ("", "")
    refuse_doubt(digits, speaker)
    if not digits or digits.count(".") + digits.count(",") > 1:
        raise NotUnderstood(speaker.say("wrong-number", reply=reply))
    weighed = _weighed(unit, fact, speaker) if unit else None
    if weighed:
        return {"amount": digits.replace(",", "."), "as": weighed}
    if unit[:1].isdigit():
        raise NotUnderstood(speaker.say("wrong-number", reply=reply))
    if unit and unit not in _unit_names(fact, speaker):
        key = "reply-wrong-unit" if fact.unit else "reply-unit-unwanted"
        raise NotUnderstood(speaker.say(key, unit=speaker.unit(fact.unit), reply=unit))
    return digits.replace(",", ".")


def refuse_doubt(digits: str, speaker: Speaker) -> None:
    """Raise NotUnderstood, with both readings, where digits can mean two numbers."""
    readings = two_readings(digits)
    if readings:
        raise NotUnderstood(speaker.say("wrong-thousands", reply=digits, one=readings[0], other=readings[1]))


def _weighed(said: str, fact: Fact, speaker: Speaker) -> str | None:
    """What an amount was weighed as: its id or label, with or without the unit in front."""
    units = {"", fact.unit.partition("/")[0], *_unit_names(fact, speaker)}
    for one in fact.weighed_as:
        names = {one.id, *(_folded(label) for _, label in one.label.translations)}
        if said in {f"{unit} {name}".strip() for unit in units for name in names}:
            return one.id
    return None


def _unit_names(fact: Fact, speaker: Speaker) -> set[str]:
    if not fact.unit:
        return set()
    labels = speaker.knowledge.manifest.units[fact.unit].translations
    return {_folded(fact.unit), *(_folded(label) for _, label in labels)}
