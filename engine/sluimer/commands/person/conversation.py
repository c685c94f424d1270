"""A conversation with one person, on whatever it is printed on and read from: the answers so far, and the talk."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TextIO

from sluimer.commands.locale import message_language
from sluimer.commands.output import Paper
from sluimer.commands.replies import NotUnderstood, Replies, Wish, read_reply
from sluimer.knowledge.vocabulary import Fact
from sluimer.knowledge_base import Consultation, KnowledgeBase
from sluimer.language.block import written
from sluimer.meaning.model import State
from sluimer.messages import CaseError
from sluimer.tell.outline import BLANK, Line, printable
from sluimer.tell.question import tell_question, tell_why_asked
from sluimer.tell.sections import urgent_section
from sluimer.tell.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Conversation:
    """The answers it began with, and the replies since, in order."""

    base: KnowledgeBase
    start: Mapping[str, object] = field(default_factory=dict)
    replies: tuple[tuple[str, object], ...] = ()

    @property
    def answers(self) -> dict[str, object]:
        """Every answer, as a case holds them."""
        known = {fact: answer for fact, answer in self.start.items() if answer is not None}
        return {**known, **dict(self.replies)}

    def consult(self) -> Consultation:
        """What comes of the answers so far; raises CaseError."""
        return self.base.consult(self.answers)

    def answered(self, fact: str, answer: object) -> "Conversation":
        """The conversation with one answer more."""
        return replace(self, replies=(*self.replies, (fact, answer)))

    @property
    def last(self) -> str | None:
        """The fact that was answered last, if any."""
        return self.replies[-1][0] if self.replies else None

    def back(self) -> "Conversation":
        """The conversation without the last answer."""
        return replace(self, replies=self.replies[:-1])


def yaml_of(answers: Mapping[str, object], comment: str) -> str:
    """Answers as the YAML of a case.

    >>> print(yaml_of({"age": "41", "conditions": []}, "From a conversation."), end="")
    # From a conversation.
    age: 41
    conditions: []
    """
    lines = [f"{fact}: {written(answer)}" for fact, answer in answers.items()]
    return "\n".join([f"# {comment}", *(lines or ["{}"])]) + "\n"


class Ending(Enum):
    """How a conversation ended."""

    FINISHED = "finished"
    STOPPED = "stopped"


class Talk:
    """One conversation with one person."""

    def __init__(self, conversation: Conversation, speaker: Speaker, paper: Paper, source: TextIO) -> None:
        self.conversation = conversation
        self.speaker = speaker
        self.paper = paper
        self._source = source
        self._replies = Replies(source)
        self._alarmed: frozenset[str] = frozenset()

    def hold(self) -> Ending:
        """Ask until no answer can change the advice, or the person stops."""
        title = self.speaker.text(self.speaker.knowledge.manifest.title)
        self._say("welcome", title=title)
        while True:
            consultation = self.conversation.consult()
            self._alarm(consultation)
            if not consultation.questions:
                return Ending.FINISHED
            fact = self.speaker.knowledge.vocabulary.facts[consultation.questions[0]]
            number = len(self.conversation.replies) + 1
            left, stakes = len(consultation.questions) - 1, consultation.stakes(fact.id)
            self.paper.lines([BLANK, *tell_question(fact, number, left, stakes, self.speaker)])
            if not self._answered(fact, consultation):
                return Ending.STOPPED

    def end(self, ending: Ending) -> None:
        """Say how the conversation ended."""
        self.paper.lines([BLANK, Line(self.speaker.say(ending.value)), BLANK])

    def _alarm(self, consultation: Consultation) -> None:
        """Show an urgent referral as soon as it is given."""
        urgent = [item for item in consultation.advice.in_state(State.GIVEN) if item.urgent]
        news = [item for item in urgent if item.id not in self._alarmed]
        self._alarmed = frozenset(item.id for item in urgent)
        if news:
            self.paper.lines([BLANK, *urgent_section(news, self.speaker)])

    def _answered(self, fact: Fact, consultation: Consultation) -> bool:
        """Listen until the conversation moves on; false when the person stops."""
        while (reply := self._listen()) is not None:
            try:
                meant = read_reply(reply, fact, self.speaker)
                if meant is Wish.STOP:
                    return False
                if self._moved(meant, fact, consultation):
                    return True
            except NotUnderstood as problem:
                self.paper.line(problem.said)
            except CaseError as error:
                self._explain(error)
        return False

    def _moved(self, meant: object, fact: Fact, consultation: Consultation) -> bool:
        """Act on a reply; whether it moved the conversation on."""
        if meant is Wish.WHY:
            self.paper.lines(tell_why_asked(consultation.stakes(fact.id), self.speaker))
        elif meant is Wish.HELP:
            self._help()
        elif meant is Wish.BACK:
            return self._back()
        else:
            answer = str(meant) if isinstance(meant, Wish) else meant
            conversation = self.conversation.answered(fact.id, answer)
            conversation.consult()
            self.conversation = conversation
            return True
        return False

    def _back(self) -> bool:
        fact = self.conversation.last
        if fact is None:
            self._say("nothing-back")
            return False
        self.conversation = self.conversation.back()
        self._say("went-back", fact=self.speaker.name(fact))
        return True

    def _listen(self) -> str | None:
        """The next reply; None when there is no more input."""
        self.paper.prompt(self.speaker.say("prompt") + ":")
        reply = self._replies.next()
        said = printable(reply.rstrip("\n")).strip()
        if not self._source.isatty():
            self.paper.line(said)  # a terminal shows what is typed; elsewhere a transcript must be readable too
        return said if reply else None

    def _say(self, key: str, **places: object) -> None:
        self.paper.line(self.speaker.say(key, **places))

    def _explain(self, error: CaseError) -> None:
        language = message_language(self.speaker.language)
        for problem in error.problems:
            self.paper.lines([Line(problem.message(language)), Line(problem.help(language), 1)])

    def _help(self) -> None:
        wishes = [Line(self.speaker.say(f"help-{wish}"), 1) for wish in Wish]
        self.paper.lines([Line(self.speaker.say("help-answer")), *wishes])
