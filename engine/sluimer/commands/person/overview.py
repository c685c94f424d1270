"""All answers of a conversation on numbered lines, from which any is changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sluimer.commands.person.sheets import Room, paged
from sluimer.knowledge.vocabulary import Fact
from sluimer.tell.outline import Line, Outline, Tone
from sluimer.tell.sheet import tell_answer
from sluimer.tell.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Overview:
    """The answers, in the order in which they were given."""

    answers: Mapping[str, object]
    speaker: Speaker

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What was answered."""
        return tuple(self.speaker.knowledge.vocabulary.facts[fact] for fact in self.answers)

    def fact(self, said: str) -> Fact | None:
        """The fact that stands at this number."""
        place = int(said) if said.isdecimal() and len(said) < len("1000") else 0
        return self.facts[place - 1] if 0 < place <= len(self.facts) else None

    def pages(self, room: Room) -> list[Outline]:
        """The lines of each screen of it."""
        return [self._framed(page) for page in paged(self._lines(), lambda some: room(self._framed(some)))]

    def _lines(self) -> Iterator[Line]:
        for place, fact in enumerate(self.facts, start=1):
            answer = tell_answer(fact, self.answers[fact.id], self.speaker)
            yield Line(f"{self.speaker.text(fact.title)}: {answer}", 1, mark=f"{place}.")

    def _framed(self, page: Outline) -> Outline:
        heading = Line(self.speaker.say("your-answers"), tone=Tone.HEADLINE)
        return (heading, *page, Line(self.speaker.say("change-which"), 1, Tone.QUIET))
