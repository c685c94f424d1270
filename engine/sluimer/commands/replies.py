"""What a person types in a conversation: an answer, or a wish; in any language of the interface."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TextIO

from sluimer.case.called import names_of, options_called, plain_name
from sluimer.commands.output import Paper
from sluimer.knowledge.vocabulary import NONE_OF_THEM, Fact, Kind, Option
from sluimer.messages import spoken
from sluimer.messages.near import nearest
from sluimer.messages.texts import word
from sluimer.read.numbers import two_readings
from sluimer.tell.outline import Outline, printable
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
        return self._counted(lambda: self.source.readline(LONGEST_REPLY))

    def ask(self, prompt: str, paper: Paper) -> str:
        """The next line, after a prompt; on a terminal it can be edited, and earlier ones come back with the arrows."""
        if self.shown and paper.terminal and paper.stream is sys.stdout and self.source is sys.stdin and _editing():
            return self._counted(lambda: _typed(printable(prompt)))
        paper.prompt(prompt.rstrip(" "))
        return self.next()

    @property
    def shown(self) -> bool:
        """Whether what is typed can be seen already."""
        return self.source.isatty()

    def _counted(self, read: Callable[[], str]) -> str:
        self.left -= 1
        line = read() if self.left >= 0 else ""
        return line if len(line) < LONGEST_REPLY else ""


def _editing() -> bool:
    """Whether lines can be edited here, with what Python brings; nothing typed is kept once the program ends."""
    try:
        import readline
    except ImportError:
        return False
    readline.parse_and_bind("tab: self-insert")
    return True


def _typed(prompt: str) -> str:
    try:
        return input(prompt) + "\n"
    except EOFError:
        return ""


class Wish(StrEnum):
    """What a person can want instead of answering."""

    UNKNOWN = "unknown"
    DECLINED = "declined"
    BACK = "back"
    OVERVIEW = "overview"
    WHY = "why"
    STOP = "stop"
    FORGET = "forget"
    HELP = "help"


SILENT = (Wish.UNKNOWN, Wish.DECLINED)
"""Wishes that are ordinary answers too."""


@dataclass(frozen=True)
class NotUnderstood(Exception):  # noqa: N818  # it is said to the person, and is no error of the program
    """A reply that is no answer to the question, with what to say about it; `lines` say it where one is not enough.

    `meant` is the reply that it perhaps stands for, and that a yes then gives.
    """

    said: str
    lines: Outline = ()
    meant: str = ""


YES_NO = ("yes", "no")
_NUMBER = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)*)\s*(.*)")
_ANY_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_WHOLE = re.compile("[0-9]+")
_PER = re.compile(r"\s*/\s*|\s+(?:per|a)\s+")
SHORTEST_WORD = 4
"""Letters of a word of a label by which the whole may be meant."""
SHORTEST_WORD_ASKED = 3
"""Letters of a word of a question by which that question may be meant."""


def read_reply(reply: str, fact: Fact, speaker: Speaker) -> Answer | Wish:
    """What a reply to a question means; raises NotUnderstood."""
    said = folded(reply)
    reply = echo(reply)
    if not said:
        raise NotUnderstood(speaker.say("empty-reply"))
    wish = meaning(said, speaker.language, Wish)
    if wish and not _called(said, fact):
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
    own = [key for key in among if said in sayings(key, language)]
    found = own or [key for key in among if any(said in sayings(key, other) for other in spoken())]
    return found[0] if len(found) == 1 else ""


@cache
def sayings(key: str, language: str) -> frozenset[str]:
    """How people say a reply; the text has `|` between the ways."""
    return frozenset(each.strip() for each in word(f"reply-{key}", language).split("|"))


@cache
def _all_sayings(key: str) -> frozenset[str]:
    """How people say a reply in any language."""
    return frozenset[str]().union(*(sayings(key, language) for language in spoken()))


def folded(reply: str) -> str:
    """A reply or a label without what makes no difference: capitals, spaces, the kind of apostrophe, a full stop."""
    text = " ".join(reply.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split())
    return text.rstrip(".!") or text


def echo(reply: str) -> str:
    """As much of a reply as is repeated."""
    return reply if len(reply) <= LONGEST_ECHO else reply[:LONGEST_ECHO] + "..."


def without_rest(said: str) -> tuple[str, bool]:
    """A reply without the words at its end that say "and none of the others", and whether they were there."""
    for saying in sorted(_all_sayings("rest"), key=len, reverse=True):
        if said == saying:
            return "", True
        if said.endswith(saying) and not said[-len(saying) - 1].isalnum():
            before, _, last = said[: -len(saying)].rstrip(" ,;").rpartition(" ")
            return (before if last in _all_sayings("and") else f"{before} {last}".strip()), True
    return said, False


def pieces(said: str) -> list[str]:
    """The parts of a reply that a comma or a word such as "and" stands between.

    >>> pieces("1, 3 en vrouw")
    ['1', '3', 'vrouw']
    """
    joints = "|".join(re.escape(each) for each in sorted(_all_sayings("and")))
    found = re.split(rf"\s*[,;]\s*|(?:^|\s+)(?:{joints})(?:\s+|$)", said)
    return [part for part in found if part and part not in _all_sayings("and")]


@dataclass(frozen=True, slots=True)
class Ticks:
    """What was said of some yes/no questions on one screen, and whether the others were said to be no."""

    answers: Mapping[str, str]
    rest: bool = False


def read_ticks(reply: str, facts: Sequence[Fact], speaker: Speaker) -> Ticks:
    """What a reply to several yes/no questions means; raises NotUnderstood.

    A number is a yes. A question that nothing is said of stays unanswered, unless none of the others is said to fit.
    """
    said, rest = without_rest(folded(reply))
    if not said and not rest:
        raise NotUnderstood(speaker.say("empty-reply"))
    whole = meaning(said, speaker.language, (*SILENT, "all"))
    if whole and not rest:
        return Ticks({fact.id: "yes" if whole == "all" else whole for fact in facts})
    if is_none(said, speaker) or (rest and not said):
        return Ticks({}, rest=True)
    answers: dict[str, str] = {}
    for part in pieces(said):
        for fact, answer in _ticked(part, echo(reply), facts, speaker):
            if answers.setdefault(fact.id, answer) != answer:
                raise NotUnderstood(speaker.say("wrong-ticks", reply=echo(reply), most=len(facts)))
    if not answers:
        raise NotUnderstood(speaker.say("wrong-ticks", reply=echo(reply), most=len(facts)))
    return Ticks(answers, rest)


def _ticked(part: str, reply: str, facts: Sequence[Fact], speaker: Speaker) -> list[tuple[Fact, str]]:
    """The questions that one part of a reply is about, each with its answer: numbers, or one of them with a mark."""
    found = [_question(word, facts) for word in (part, *part.split())]
    if found[0]:
        return [(found[0], "yes")]
    named = [fact for fact in found[1:] if fact]
    if named and len(named) == len(found) - 1:
        return [(fact, "yes") for fact in named]
    first, _, mark = part.partition(" ")
    fact = _question(first.rstrip(":="), facts)
    answer = meaning(mark.strip(" :="), speaker.language, (*YES_NO, *SILENT))
    if fact and answer:
        return [(fact, str(answer))]
    raise _perhaps_question(part, reply, facts, speaker)


def _perhaps_question(part: str, reply: str, facts: Sequence[Fact], speaker: Speaker) -> NotUnderstood:
    """What is said of one word that is no number: the one question that it stands in, if that is only one."""
    found = [(place, fact) for place, fact in enumerate(facts, start=1) if part in _words_of(fact)]
    if len(found) != 1 or len(part) < SHORTEST_WORD_ASKED or part in _all_sayings("yes"):
        return NotUnderstood(speaker.say("wrong-ticks", reply=reply, most=len(facts)))
    place, fact = found[0]
    return _perhaps_one(
        reply, f"{place} ({speaker.name(fact.id)})", str(place) if part == folded(reply) else "", speaker
    )


def _perhaps_one(reply: str, option: str, meant: str, speaker: Speaker) -> NotUnderstood:
    """Ask whether the one thing that was found is meant; where that is the whole reply, a yes will do."""
    return NotUnderstood(speaker.say("perhaps-one" if meant else "perhaps", reply=reply, options=option), meant=meant)


def _words_of(fact: Fact) -> set[str]:
    texts = (text for one in (fact.title, fact.question) for _, text in one.translations)
    return {word for text in texts for word in re.findall(r"\w+", folded(text))}


def _question(said: str, facts: Sequence[Fact]) -> Fact | None:
    """The question with this number, id or title."""
    found = [fact for place, fact in enumerate(facts, start=1) if said in {str(place), fact.id, *_titles(fact)}]
    return found[0] if len(found) == 1 else None


def _titles(fact: Fact) -> set[str]:
    return {folded(title) for _, title in fact.title.translations}


def is_none(said: str, speaker: Speaker) -> bool:
    """Whether a reply to a list says that nothing of it fits; a plain "no" does."""
    return said == NONE_OF_THEM or bool(meaning(said, speaker.language, ("none", "no")))


def _yes_no(said: str, reply: str, speaker: Speaker) -> Answer:
    answer = meaning(said, speaker.language, YES_NO) or ("no" if is_none(said, speaker) else "")
    if not answer:
        raise NotUnderstood(speaker.say("yes-or-no", reply=reply))
    return answer


def _choice(said: str, reply: str, fact: Fact, speaker: Speaker) -> Answer:
    found = _called(said, fact) or _begun(said, fact)
    if not found and is_none(said, speaker):
        found = [option for option in fact.options if option.id == NONE_OF_THEM]
    if found:
        return _only(found, reply, fact, speaker).id
    raise _perhaps(said, reply, fact, speaker)


def _set(said: str, reply: str, fact: Fact, speaker: Speaker) -> Answer:
    whole = _called(said, fact)
    if whole:
        return [_only(whole, reply, fact, speaker).id]
    if len(fact.options) == 1 and meaning(said, speaker.language, ("yes",)):  # the one that is shown: nothing else fits
        return [fact.options[0].id]
    said, rest = without_rest(said)
    parts = pieces(said)
    if rest and not parts:
        return []
    if parts and all(is_none(part, speaker) for part in parts):
        return []
    if any(is_none(word, speaker) for part in parts for word in (part, *part.split())):
        raise NotUnderstood(speaker.say("none-and-some"))
    echoes = [reply] if len(parts) == 1 else map(echo, parts)
    chosen = {
        option.id
        for part, told in zip(parts, echoes, strict=True)
        for option in _named(part, told, fact, speaker, len(parts) == 1)
    }
    if not chosen:  # a comma or `and` alone says nothing, and must not pass for none of them
        raise NotUnderstood(speaker.say("wrong-set", reply=reply, most=len(fact.options)))
    return [option.id for option in fact.options if option.id in chosen]


def _named(part: str, reply: str, fact: Fact, speaker: Speaker, alone: bool) -> list[Option]:
    """The options that one part of a reply names; where numbers stand between words they may be no choices at all.

    A part that stands `alone` is the whole reply.
    """
    found = _called(part, fact)
    if found:
        return [_only(found, part, fact, speaker)]
    words = part.split()
    numbers = [bool(_WHOLE.fullmatch(word)) for word in words]
    each = [_called(word, fact) for word in words]
    if len(words) > 1 and all(each) and (all(numbers) or not any(numbers)):
        return [_only(one, word, fact, speaker) for word, one in zip(words, each, strict=True)]
    raise _perhaps(part, reply, fact, speaker, alone)


def _only(found: Sequence[Option], reply: str, fact: Fact, speaker: Speaker) -> Option:
    """The one option that was found; raises NotUnderstood, with each of them, where it could be several."""
    if len(found) > 1:
        raise NotUnderstood(speaker.say("wrong-two-ways", reply=reply, options=_listed(found, fact, speaker)))
    return found[0]


def _listed(found: Iterable[Option], fact: Fact, speaker: Speaker) -> str:
    place = {option.id: number for number, option in enumerate(fact.options, start=1)}
    return ", ".join(f"{place[option.id]} ({speaker.text(option.label)})" for option in found)


def _perhaps(said: str, reply: str, fact: Fact, speaker: Speaker, alone: bool = True) -> NotUnderstood:
    """What is said where no option was named: which may have been meant, if any."""
    near = nearest(plain_name(said), [name for option in fact.options for name in names_of(option)])
    meant = [*(_called(near, fact) if near else ()), *_holding(said, fact)]
    if meant:
        found = [option for option in fact.options if option in meant]
        one = found[0].id if alone and len(found) == 1 else ""
        return _perhaps_one(reply, _listed(found, fact, speaker), one, speaker)
    return NotUnderstood(speaker.say(f"wrong-{fact.kind}", reply=reply, most=len(fact.options)))


def _called(said: str, fact: Fact) -> list[Option]:
    """The options with this number, id, label or other name."""
    named = options_called(said, fact)
    return [option for place, option in enumerate(fact.options, 1) if said == str(place) or option in named]


def _begun(said: str, fact: Fact) -> list[Option]:
    """The options with a name of one word that begins so."""
    begin = plain_name(said)
    return [
        option
        for option in fact.options
        if any(name.startswith(begin) and " " not in name for name in names_of(option))
    ]


def _holding(said: str, fact: Fact) -> list[Option]:
    """The options with a word of this reply in a label: too little to be understood, enough to ask."""
    words = {word for word in re.findall(r"\w+", said) if len(word) >= SHORTEST_WORD}
    return [
        option
        for option in fact.options
        if words & {word for _, label in option.label.translations for word in re.findall(r"\w+", folded(label))}
    ]


def _number(said: str, reply: str, fact: Fact, speaker: Speaker) -> Answer:
    found = _NUMBER.fullmatch(said)
    digits, unit = found.groups() if found else ("", "")
    refuse_doubt(digits, speaker)
    if not digits or digits.count(".") + digits.count(",") > 1:
        raise _perhaps_number(said, reply, fact, speaker)
    weighed = _weighed(unit, fact, speaker) if unit else None
    if weighed:
        return {"amount": digits.replace(",", "."), "as": weighed}
    if unit[:1].isdigit():
        raise NotUnderstood(speaker.say("wrong-number", reply=reply))
    if unit and _per(unit) not in _unit_names(fact, speaker):
        if not fact.weighed_as and unit.split()[0] in _unit_names(fact, speaker):
            raise _perhaps_number(said, reply, fact, speaker)
        key = "reply-wrong-unit" if fact.unit else "reply-unit-unwanted"
        raise NotUnderstood(speaker.say(key, unit=speaker.unit(fact.unit), reply=unit))
    return digits.replace(",", ".")


def _perhaps_number(said: str, reply: str, fact: Fact, speaker: Speaker) -> NotUnderstood:
    """What is said of a reply that is no number: the one that may have been meant, where there is one alone."""
    none = is_none(said, speaker) and fact.allowed.contains(0)
    numbers = ["0"] if none else _ANY_NUMBER.findall(said)
    if len(numbers) != 1 or two_readings(numbers[0]) or numbers[0].count(".") + numbers[0].count(",") > 1:
        return NotUnderstood(speaker.say("wrong-number", reply=reply))
    return NotUnderstood(speaker.say("perhaps-number", reply=reply, number=numbers[0]), meant=numbers[0])


def refuse_doubt(digits: str, speaker: Speaker) -> None:
    """Raise NotUnderstood, with both readings, where digits can mean two numbers."""
    readings = two_readings(digits)
    if readings:
        raise NotUnderstood(speaker.say("wrong-thousands", reply=digits, one=readings[0], other=readings[1]))


def _weighed(said: str, fact: Fact, speaker: Speaker) -> str | None:
    """What an amount was weighed as: its id or label, with or without the unit in front."""
    units = {"", *_unit_names(fact, speaker)}
    for one in fact.weighed_as:
        names = {one.id, *(folded(label) for _, label in one.label.translations)}
        if _per(said) in {_per(f"{unit} {name}".strip()) for unit in units for name in names}:
            return one.id
    return None


def _unit_names(fact: Fact, speaker: Speaker) -> set[str]:
    """What the unit is called; `mg` alone will do for `mg/day`, since the question says of how long."""
    if not fact.unit:
        return set()
    labels = [label for _, label in speaker.knowledge.manifest.units[fact.unit].translations]
    names = {_per(folded(each)) for each in (fact.unit, *labels)}
    return names | {name.partition("/")[0] for name in names if name.count("/") == 1}


def _per(unit: str) -> str:
    """A unit with one way to write that it is an amount per something.

    >>> _per("mg per dag"), _per("mg / day")
    ('mg/dag', 'mg/day')
    """
    return _PER.sub("/", unit)
