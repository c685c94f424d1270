"""The three ways to ask on one screen: one question, several yes/no questions, and a list that is longer than a screen.

Each says its lines, and takes a reply: what comes back is what to ask next on this screen, or the answers it ends in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from sluimer.commands.replies import SILENT, Ticks, Wish, folded, meaning, read_reply, read_ticks
from sluimer.explain.questionnaire import Sheet
from sluimer.knowledge.vocabulary import Fact, Kind, Option
from sluimer.tell.outline import Line, Outline
from sluimer.tell.sheet import tell_noted, tell_one, tell_part, tell_ticks
from sluimer.tell.speaker import Speaker

T = TypeVar("T")
Answers = Mapping[str, object]
"""By fact, as a case holds them."""
Room = Callable[[Outline], bool]
"""Whether lines go on one screen."""


@dataclass(frozen=True, slots=True)
class OneQuestion:
    """A question that is answered by one reply."""

    fact: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is asked."""
        return (self.fact,)

    def lines(self, speaker: Speaker) -> Outline:
        """The question, its note and its answers."""
        return tell_one(self.fact, speaker)

    def take(self, reply: str, speaker: Speaker) -> "Answers | Wish":
        """The answer, or a wish; raises NotUnderstood."""
        meant = read_reply(reply, self.fact, speaker)
        if isinstance(meant, Wish) and meant not in SILENT:
            return meant
        return {self.fact.id: str(meant) if isinstance(meant, Wish) else meant}


@dataclass(frozen=True, slots=True)
class TickList:
    """Yes/no questions of which those that fit are named; the others stay open until none of them is said to fit."""

    facts: tuple[Fact, ...]
    found: Answers = field(default_factory=dict)

    def lines(self, speaker: Speaker) -> Outline:
        """All questions; once some are answered only what was understood, and that the others are still open."""
        if not self.found:
            return tell_ticks(self.facts, speaker)
        return (*tell_noted(self.found, speaker), Line(speaker.say("and-the-others")))

    def take(self, reply: str, speaker: Speaker) -> "TickList | Answers | Wish":
        """What is left to ask, or the answers, or a wish; raises NotUnderstood."""
        wish = meaning(folded(reply), speaker.language, Wish)
        if wish and wish not in SILENT:
            return Wish(wish)
        said = read_ticks(reply, self.facts, speaker)
        found = {**self.found, **self._said(said)}
        open_ = [fact.id for fact in self.facts if fact.id not in found]
        if said.rest or not open_:
            return {**found, **dict.fromkeys(open_, "no")}
        return replace(self, found=found)

    def _said(self, said: Ticks) -> Answers:
        """The answers of one reply; one for all is for those that are open, and what was said before may be mended."""
        if len(said.answers) == len(self.facts) and len({*said.answers.values()}) == 1 and self.found:
            return {fact: answer for fact, answer in said.answers.items() if fact not in self.found}
        return said.answers


@dataclass(frozen=True, slots=True)
class OptionParts:
    """A set with more options than fit on a screen, asked part by part; a name is understood wherever it stands."""

    fact: Fact
    parts: tuple[tuple[Option, ...], ...]
    at: int = 0
    chosen: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is asked."""
        return (self.fact,)

    def lines(self, speaker: Speaker) -> Outline:
        """The options of this part."""
        return tell_part(self.fact, self.parts[self.at], self.at + 1, len(self.parts), speaker)

    def take(self, reply: str, speaker: Speaker) -> "OptionParts | Answers | Wish":
        """The next part, or the answer once there is none, or a wish; raises NotUnderstood."""
        meant = read_reply(reply, self.fact, speaker)
        if isinstance(meant, Wish) and meant not in SILENT:
            return meant
        named = () if isinstance(meant, Wish) else tuple(str(one) for one in meant)
        chosen = (*self.chosen, *(one for one in named if one not in self.chosen))
        here = () if isinstance(meant, Wish) else tuple(option.id for option in self.parts[self.at])
        excluded = tuple(one for one in (*self.excluded, *here) if one not in chosen)
        if self.at + 1 < len(self.parts):
            return replace(self, at=self.at + 1, chosen=chosen, excluded=excluded)
        return {self.fact.id: self._answer(chosen, excluded, meant)}

    def _answer(self, chosen: Sequence[str], excluded: Sequence[str], last: object) -> object:
        """The whole set, what is known of it, or why nothing is."""
        if not chosen and not excluded:
            return str(last)
        ordered = [option.id for option in self.fact.options if option.id in chosen]
        if len(chosen) + len(excluded) == len(self.fact.options):
            return ordered
        return {"includes": ordered, "excludes": list(excluded)}


@dataclass(frozen=True, slots=True)
class SomeOptions:
    """Those options of a set that matter now; the answer joins what is `known` of the others."""

    asked: OneQuestion | OptionParts
    known: Mapping[str, Sequence[str]]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is asked."""
        return self.asked.facts

    def lines(self, speaker: Speaker) -> Outline:
        """The question with these options."""
        return self.asked.lines(speaker)

    def take(self, reply: str, speaker: Speaker) -> "SomeOptions | Answers | Wish":
        """The next part, or the answer, or a wish; raises NotUnderstood."""
        found = self.asked.take(reply, speaker)
        if isinstance(found, OptionParts):
            return replace(self, asked=found)
        return found if isinstance(found, Wish) else {name: self._joined(answer) for name, answer in found.items()}

    def _joined(self, answer: Any) -> object:
        """What is known of all options by now; where nothing is, why not."""
        if isinstance(answer, str):
            return dict(self.known) or answer
        part = answer if isinstance(answer, Mapping) else {"includes": answer}
        chosen = list(part["includes"])
        excluded = part.get("excludes", [one.id for one in self.facts[0].options if one.id not in chosen])
        return {
            "includes": [*self.known.get("includes", ()), *chosen],
            "excludes": [*self.known.get("excludes", ()), *excluded],
        }


SheetAsked = OneQuestion | TickList | OptionParts | SomeOptions


def asked_on(sheet: Sheet, room: Room, speaker: Speaker, known: Answers) -> SheetAsked:
    """How the questions of a screen are asked, where these answers are known."""
    if len(sheet.facts) > 1:
        return TickList(sheet.facts)
    fact = sheet.facts[0]
    return one_asked(fact, room, speaker, known.get(fact.id))


def one_asked(fact: Fact, room: Room, speaker: Speaker, known: object = None) -> SheetAsked:
    """How one question is asked: at once, or in parts where it does not fit; of a set perhaps some options alone."""
    asked = _at_once(fact, room, speaker)
    if len(fact.options) == len(speaker.knowledge.vocabulary.facts[fact.id].options):
        return asked
    return SomeOptions(asked, known if isinstance(known, Mapping) else {})


def _at_once(fact: Fact, room: Room, speaker: Speaker) -> OneQuestion | OptionParts:
    if fact.kind is not Kind.SET or room(tell_one(fact, speaker)):
        return OneQuestion(fact)
    return OptionParts(fact, tuple(paged(fact.options, lambda some: room(tell_part(fact, some, 1, 1, speaker)))))


def paged(things: Iterable[T], fit: Callable[[tuple[T, ...]], bool]) -> Iterator[tuple[T, ...]]:
    """Things in their order, in as few parts as fit on a screen."""
    part: tuple[T, ...] = ()
    for one in things:
        if part and not fit((*part, one)):
            yield part
            part = ()
        part = (*part, one)
    yield part
