"""An interview: questions whose answers can be taken back, on whatever it is printed on and read from."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NoReturn, TextIO, TypeVar, cast
from unicodedata import category

from sluimer.commands.output import Paper
from sluimer.commands.replies import NotUnderstood, Replies
from sluimer.messages import nearest
from sluimer.tell.outline import BLANK, Line, Outline, Tone
from sluimer.tell.speaker import Speaker

T = TypeVar("T")
BACK = "<"
_NUMBER = re.compile("[0-9]{1,4}")
MOST_SHOWN = 20
"""Names that are shown at once."""


class StoppedError(Exception):
    """The person stopped, or there is no more input."""


class _BackError(Exception):
    """The person takes the last answer back."""


class Interview:
    """Asks one question after the other; to go back, it goes through the earlier answers once more without a word."""

    def __init__(self, speaker: Speaker, paper: Paper, source: TextIO) -> None:
        self.speaker = speaker
        self.paper = paper
        self._source = source
        self._replies = Replies(source)
        self._answers: list[object] = []
        self._at = 0

    def hold(self, questions: Callable[["Interview"], T]) -> T:
        """What comes of the questions; raises StoppedError."""
        while True:
            self._at = 0
            try:
                return questions(self)
            except _BackError:
                if self._answers:
                    self._answers.pop()
                else:
                    self.say("nothing-back")

    def ask(self, lines: Outline, read: Callable[[str], T]) -> T:
        """The answer to a question, as `read` understands it or raises NotUnderstood."""
        if self._at < len(self._answers):
            self._at += 1
            return cast(T, self._answers[self._at - 1])
        self.paper.lines([BLANK, *lines])
        while True:
            said = self._hear()
            try:
                meant = read(said)
            except NotUnderstood as problem:
                self.paper.lines(problem.lines or [Line(problem.said)])
                continue
            self._answers.append(meant)
            self._at += 1
            return meant

    def choose(self, lines: Outline, choice: "NameChoice", read: Callable[[str], str] | None = None) -> str:
        """One of many names, which is repeated with what is said of it; `read` may refuse some of them."""
        asking = self._at == len(self._answers)
        name = self.ask((*lines, *choice.lines()), read or choice)
        if asking and name:
            self.paper.line(f"→ {choice.about(name)}", Tone.QUIET)
        return name

    def refuse(self, lines: Outline) -> NoReturn:
        """Leave nothing but to go back or to stop, whatever else is typed."""
        while True:
            self.paper.lines([BLANK, *lines])
            self._hear()

    def stop(self) -> NoReturn:
        """End the interview without a result."""
        raise StoppedError

    def say(self, key: str, tone: Tone = Tone.PLAIN, **places: object) -> None:
        """Say something that is no question."""
        self.paper.line(self.speaker.say(key, **places), tone)

    def _hear(self) -> str:
        """What is typed; a reply with a key press or a byte in it that is no letter is asked again."""
        while True:
            said = self._typed() if self._source.isatty() else self._read()
            if said == BACK:
                raise _BackError
            if _is_text(said):
                return said
            self.say("odd-characters", Tone.FAILS)

    def _typed(self) -> str:
        """A line from a terminal, where the arrow keys work as people expect."""
        with suppress(ImportError):
            import readline  # noqa: F401  # not on every system; from now on `input` uses it
        try:
            return input("> ").strip()
        except EOFError:
            raise StoppedError from None

    def _read(self) -> str:
        """A line from another source, said again so that a transcript can be read."""
        self.paper.prompt(">")
        reply = self._replies.next()
        self.paper.line(reply.strip())
        if not reply:
            raise StoppedError
        return reply.strip()


def _is_text(said: str) -> bool:
    """Whether all of it can be seen or joins what can be seen, and nothing was lost on its way here."""
    return all(char.isprintable() or category(char) == "Cf" for char in said) and "\ufffd" not in said


@dataclass(slots=True)
class NameChoice:
    """Finds one of many names: by the name, by words from it or from what is said of it, or by its number.

    With `brief` the names were shown before, and are not shown again; `also` are more words to find a name by.
    """

    names: Mapping[str, str]
    speaker: Speaker
    optional: bool = False
    new: Callable[[str], str] | None = None
    brief: bool = False
    also: Mapping[str, str] = field(default_factory=dict)
    _shown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.new or len(self.names) <= MOST_SHOWN:
            self._shown = list(self.names)

    def lines(self) -> Outline:
        """The names that are shown before anything is typed, and how to choose."""
        how = "or-skip" if self.optional else "or-new" if self.new else "one"
        if not self._shown:
            return (Line(self.speaker.say(f"search-{how}", count=len(self.names)), tone=Tone.QUIET),)
        names = () if self.brief else self._list(self._shown)
        return (*names, Line(self.speaker.say(f"choose-{how}"), tone=Tone.QUIET))

    def __call__(self, said: str) -> str:
        """The name that is meant, or nothing where none needs to be; raises NotUnderstood."""
        if not said:
            if self.optional:
                return ""
            raise NotUnderstood(self.speaker.say("must-choose"))
        if said in self.names:
            return said
        if said == "?":
            self._shown = list(self.names)
            raise NotUnderstood("", self._list(self._shown))
        number = int(said) if _NUMBER.fullmatch(said) else 0
        if 0 < number <= len(self._shown):
            return self._shown[number - 1]
        if self.new:
            return self.new(said)
        found = self._found(said)
        if len(found) == 1:
            return found[0]
        raise NotUnderstood(self._none(said), self._list(found) if found else ())

    def _found(self, said: str) -> list[str]:
        """The names that have all these words, in themselves or in what is said of them."""
        words = said.casefold().split()
        texts = {name: f"{name} {about} {self.also.get(name, '')}".casefold() for name, about in self.names.items()}
        found = [name for name, text in texts.items() if all(word in text for word in words)]
        self._shown = found or self._shown
        return found

    def _none(self, said: str) -> str:
        near = nearest(said, self.names)
        return self.speaker.say("none-found-near" if near else "none-found", said=said, near=near)

    def _list(self, names: list[str]) -> Outline:
        shown = names if len(names) == len(self.names) else names[:MOST_SHOWN]
        lines = [Line(self.about(name), 1, mark=f"{number}.") for number, name in enumerate(shown, start=1)]
        more = len(names) - len(shown)
        return (*lines, *([Line(self.speaker.say("and-more", count=more), 1, Tone.QUIET)] if more else []))

    def about(self, name: str) -> str:
        """The name with what is said of it."""
        said = self.names.get(name)
        return f"{name}: {said}" if said else name
