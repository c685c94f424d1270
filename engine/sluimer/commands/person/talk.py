"""A conversation with one person, on whatever it is printed on and read from."""

import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TextIO

import click

from sluimer.case import parse_answers
from sluimer.commands.given import INTERRUPTED, STANDARD_INPUT, Given, message_language
from sluimer.commands.paper import Paper, standard_error, standard_output
from sluimer.commands.person.advise import print_advice
from sluimer.commands.person.conversation import Conversation, case_text
from sluimer.commands.replies import NotUnderstood, Replies, Wish, read_reply
from sluimer.files.replace import must_be_free, private_in_place
from sluimer.knowledge.vocabulary import Fact
from sluimer.knowledge_base import Consultation, Keeper
from sluimer.meaning.model import State
from sluimer.messages import CaseError, shown
from sluimer.tell.outline import BLANK, Line, printable
from sluimer.tell.question import tell_question, tell_why_asked
from sluimer.tell.sections import urgent_section
from sluimer.tell.speaker import Speaker


class Ending(Enum):
    """How a conversation ended."""

    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeps the decision that a conversation ends in, if anything does, and whom it is about."""

    keeper: Keeper | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The file that the answers of a conversation are saved in, and whether it may take the place of another."""

    file: Path
    over: bool = False

    def must_be_free(self, speaker: Speaker) -> None:
        """Refuse before the first question what would be refused after the last one."""
        try:
            must_be_free(self.file, self.over)
        except FileExistsError:
            told = speaker.say("save-exists", file=shown(self.file))
            raise click.BadParameter(told, param_hint="--save") from None

    def write(self, text: str) -> None:
        """Write the answers, for their owner alone. Raises OSError."""
        with private_in_place(self.file, self.over) as stream:
            stream.write(text.encode())


def converse(case: str | None, save: Saved | None, as_json: bool, room: Given, kept: Kept) -> int:
    """Hold a conversation, save its answers, and print the advice; the exit code that belongs to it.

    Raises NotPlainError where they cannot be saved since something else than a file stands there.
    """
    if save:
        save.must_be_free(room.speaker)
    paper = standard_error() if as_json else standard_output()
    talk = Talk(_begun(case, room), room.speaker, paper, sys.stdin)
    code = _held(talk)
    saved = save is None or _save(talk, save)
    consultation = room.base.consult(talk.conversation.answers, kept.keeper, kept.person, room.speaker.told_in)
    print_advice(consultation, room, as_json)
    return code if saved else 1


def _begun(case: str | None, room: Given) -> Conversation:
    if case is None:
        return Conversation(room.base)
    if case == STANDARD_INPUT:
        raise click.BadParameter(room.speaker.say("input-is-taken"), param_hint="--case")
    text = room.case_text(case)
    room.base.read_case(text, case)
    answers, _ = parse_answers(text, case)
    return Conversation(room.base, answers)


def _held(talk: "Talk") -> int:
    """Hold a conversation to its end, and say how it ended; the exit code that belongs to it."""
    try:
        ending, code = talk.hold(), 0
    except KeyboardInterrupt:
        ending, code = Ending.STOPPED, INTERRUPTED
    talk.end(ending)
    return code


def _save(talk: "Talk", save: Saved) -> bool:
    """Write the answers as a case; whether that went well."""
    manifest = talk.speaker.knowledge.manifest
    comment = talk.speaker.say("comment", name=manifest.name, version=manifest.version)
    try:
        save.write(case_text(talk.conversation.answers, printable(comment)))
    except OSError as error:
        reason = error.strerror or ""
        standard_error().line(talk.speaker.say("cannot-save", file=save.file, reason=reason))
        return False
    talk.paper.lines([Line(talk.speaker.say("saved", file=save.file)), BLANK])
    return True


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
            number = len(self.conversation.given) + 1
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
