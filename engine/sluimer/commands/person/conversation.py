"""A conversation with one person, on whatever it is printed on and read from: the answers so far, and the talk."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final, TextIO

from sluimer.commands.locale import message_language
from sluimer.commands.output import Paper
from sluimer.commands.person.overview import Overview
from sluimer.commands.person.sheets import Answers, SheetAsked, asked_on, one_asked
from sluimer.commands.replies import NotUnderstood, Replies, Wish, folded, meaning
from sluimer.explain.questionnaire import Sheet, next_sheet
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.vocabulary import Fact, Outcome
from sluimer.knowledge_base import Consultation, KnowledgeBase
from sluimer.language.block import written
from sluimer.messages import CaseError, Problem
from sluimer.tell.outline import BLANK, Line, Outline, printable
from sluimer.tell.question import tell_why_asked, tell_why_briefly
from sluimer.tell.sheet import tell_difference, tell_place, tell_ticks
from sluimer.tell.speaker import Speaker

BELOW: Final = 3
"""Lines of a screen that are not for a question: one above it, what is typed, and what is said of it."""
_WHY_ONE = re.compile(r"(\S+) ([0-9])")


@dataclass(frozen=True, slots=True)
class Conversation:
    """The answers it began with, and those of each screen since, in order."""

    base: KnowledgeBase
    start: Answers = field(default_factory=dict)
    steps: tuple[Answers, ...] = ()

    @property
    def replies(self) -> dict[str, object]:
        """Every answer that was given in it."""
        return {fact: answer for step in self.steps for fact, answer in step.items()}

    @property
    def answers(self) -> dict[str, object]:
        """Every answer, as a case holds them."""
        known = {fact: answer for fact, answer in self.start.items() if answer is not None}
        return {**known, **self.replies}

    def consult(self) -> Consultation:
        """What comes of the answers so far; raises CaseError."""
        return self.base.consult(self.answers)

    def answered(self, answers: Answers) -> "Conversation":
        """The conversation with the answers of one screen more."""
        return replace(self, steps=(*self.steps, answers))

    def changed(self, fact: str, answer: object) -> "Conversation":
        """The conversation with another answer where one was given before."""
        steps = tuple({**step, fact: answer} if fact in step else step for step in self.steps)
        return replace(self, steps=steps) if fact in self.replies else replace(self, start={**self.start, fact: answer})

    @property
    def last(self) -> tuple[str, ...]:
        """The facts that were answered last, if any."""
        return tuple(self.steps[-1]) if self.steps else ()

    def back(self) -> "Conversation":
        """The conversation without the last screen."""
        return replace(self, steps=self.steps[:-1])

    def pending(self, consultation: Consultation) -> tuple[str, ...]:
        """The questions that are left; what somebody answered in part and does not know further is not asked again.

        A set of which only some options mattered is asked again once others do.
        """
        further = consultation.advice.offered
        return tuple(
            fact
            for fact in consultation.questions
            if fact not in self.replies or (fact in further and not self._asked_in_vain(fact))
        )

    def _asked_in_vain(self, fact: str) -> bool:
        """Whether the last screen that asked it added nothing to what was known."""
        *before, last = (answers[fact] for answers in (self.start, *self.steps) if fact in answers)
        return not isinstance(last, Mapping) or last in before


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
    INTERRUPTED = "interrupted"
    FORGOTTEN = "forgotten"
    EMERGENCY = "emergency"
    CONTRADICTED = "contradicted"


def contradicting_facts(consultation: Consultation) -> tuple[str, ...]:
    """The facts whose answers cannot all be true, each once."""
    return tuple(dict.fromkeys(fact for one in consultation.advice.contradictions for fact in one.facts))


def shown_again(fact: Fact, answer: object, consultation: Consultation) -> Fact:
    """The fact as it is asked once more: of a set whose options are assumed those that were shown, or matter now."""
    if fact.assume is None or not isinstance(answer, Mapping):
        return fact
    shown = {*answer.get("includes", ()), *answer.get("excludes", ())}
    return fact.among(shown.union(consultation.advice.offered.get(fact.id, ())))


Keep = Callable[[Answers], None]
"""Keeps the answers so far, so that nothing is lost when the terminal closes."""


class Talk:
    """One conversation with one person."""

    def __init__(
        self, conversation: Conversation, speaker: Speaker, paper: Paper, source: TextIO, keep: Keep | None = None
    ) -> None:
        self.conversation = conversation
        self.speaker = speaker
        self.paper = paper
        self._replies = Replies(source)
        self._keep = keep
        self._asked_twice: set[frozenset[str]] = set()
        self._outside = False
        self.asked: SheetAsked | None = None

    def hold(self) -> Ending:
        """Ask until no answer can change the advice, there is an emergency, or the person stops."""
        title = self.speaker.text(self.speaker.knowledge.manifest.title)
        self._say("welcome", title=title)
        while True:
            consultation = self.conversation.consult()
            if consultation.advice.outcome is Outcome.URGENT:
                return Ending.EMERGENCY
            contradicting = contradicting_facts(consultation)
            if contradicting:
                ending = self._contradicted(contradicting)
                if ending:
                    return ending
                continue
            pending = self.conversation.pending(consultation)
            if not pending:
                return Ending.FINISHED
            self._tell_scope(consultation)
            ending = self._screen(self._next(pending, consultation), consultation)
            if ending:
                return ending

    def _tell_scope(self, consultation: Consultation) -> None:
        """Tell once who is outside what the knowledge is about, and why questions follow all the same."""
        outside = consultation.summary.outside
        if outside and not self._outside:
            self.paper.lines([BLANK, Line(self.speaker.because(SCOPE)), Line(self.speaker.say("asked-outside"))])
        self._outside = outside

    def _contradicted(self, facts: tuple[str, ...]) -> Ending | None:
        """Ask what cannot all be true once more; where it stays so, the conversation ends with a professional."""
        named = ", ".join(map(self.speaker.name, facts))
        if frozenset(facts) in self._asked_twice:
            self._say("ends-contradicted", facts=named)
            return Ending.CONTRADICTED
        self._asked_twice.add(frozenset(facts))
        self._say("asked-once-more", facts=named)
        for fact in facts:
            found = self._asked_again(self.speaker.knowledge.vocabulary.facts[fact])
            if found is None or found in (Wish.STOP, Wish.FORGET):
                return Ending.FORGOTTEN if found is Wish.FORGET else Ending.STOPPED
        return None

    def end(self, ending: Ending) -> None:
        """Say how the conversation ended; an emergency stands alone."""
        key = Ending.STOPPED if ending is Ending.INTERRUPTED else ending
        said = () if ending in (Ending.EMERGENCY, Ending.CONTRADICTED) else (Line(self.speaker.say(key.value)), BLANK)
        self.paper.lines([BLANK, *said])

    def listen(self) -> str | None:
        """The next reply; None when there is no more input."""
        reply = self._replies.ask(self.speaker.say("prompt") + ": ", self.paper)
        said = printable(reply.rstrip("\n")).strip()
        if not self._replies.shown:
            self.paper.line(said)  # a terminal shows what is typed; elsewhere a transcript must be readable too
        return said if reply else None

    def _next(self, pending: tuple[str, ...], consultation: Consultation) -> Sheet:
        latest = self.conversation.last[-1] if self.conversation.last else ""

        def fits(some: Sequence[Fact]) -> bool:
            return self._room(tell_ticks(some, self.speaker))

        sheet = next_sheet(self.speaker.knowledge, pending, self.conversation.replies, latest, fits)
        return replace(sheet, facts=tuple(fact.among(consultation.options(fact.id)) for fact in sheet.facts))

    def _room(self, lines: Outline) -> bool:
        """Whether lines go on one screen, with where one is above them and a reply below."""
        return self.paper.height(lines) + BELOW + 1 <= self.paper.rows

    def _screen(self, sheet: Sheet, consultation: Consultation) -> Ending | None:
        """Ask what is on a screen until the conversation moves on, or ends."""
        asked = first = self._asked_on(sheet)
        self.paper.lines([BLANK, *tell_place(sheet, self.speaker), *asked.lines(self.speaker)])
        conversation = self.conversation
        while conversation is self.conversation:
            found = self._heard(asked, consultation)
            if found is None or found is Wish.STOP:
                return Ending.STOPPED
            if found is Wish.FORGET:
                return Ending.FORGOTTEN
            if found is Wish.BACK and asked != first:  # a part is answered already
                asked = first = self._asked_on(sheet)
                self.paper.lines([BLANK, *asked.lines(self.speaker)])
            elif found is Wish.BACK:
                self._back()
            elif found is Wish.OVERVIEW:
                self._overview()
                if conversation is self.conversation:
                    self.paper.lines([BLANK, *tell_place(sheet, self.speaker), *asked.lines(self.speaker)])
            elif isinstance(found, Mapping):
                self._move(conversation.answered(found))
            elif not isinstance(found, Wish):
                asked = found
                self.paper.lines(asked.lines(self.speaker))
        return None

    def _asked_on(self, sheet: Sheet) -> SheetAsked:
        return asked_on(sheet, self._room, self.speaker, self.conversation.answers)

    def _heard(self, asked: SheetAsked, consultation: Consultation) -> "Answers | SheetAsked | Wish | None":
        """What a reply comes to, once there is one that is understood; None when there is no more input."""
        self.asked, meant = asked, ""
        while (reply := self.listen()) is not None:
            if meant and meaning(folded(reply), self.speaker.language, ("yes",)):
                reply = meant
            meant = ""
            try:
                found = Wish.WHY if self._wants_one(reply, asked.facts) else asked.take(reply, self.speaker)
                if found is Wish.WHY:
                    self._why(self._wants_one(reply, asked.facts) or asked.facts, consultation)
                elif found is Wish.HELP:
                    self._help()
                else:
                    if isinstance(found, Mapping):
                        self.conversation.answered(found).consult()
                    return found
            except NotUnderstood as problem:
                meant = problem.meant
                self.paper.line(problem.said)
            except CaseError as error:
                self._explain(error)
        return None

    def _move(self, conversation: Conversation) -> None:
        """Go on with another state of the conversation, and keep it."""
        self.conversation = conversation
        if self._keep:
            self._keep(conversation.answers)

    def _back(self) -> None:
        facts = self.conversation.last
        if not facts:
            self._say("nothing-back")
            return
        self._move(self.conversation.back())
        self._say("went-back", fact=", ".join(map(self.speaker.name, facts)))

    def _overview(self) -> None:
        """Show all answers, and change those that the person points at."""
        at = 0
        while (overview := Overview(self.conversation.answers, self.speaker)).facts:
            pages = overview.pages(self._room)
            at %= len(pages)
            self.paper.lines([BLANK, *pages[at]])
            said = folded(self.listen() or "")
            fact = overview.fact(said)
            if fact:
                self._change(fact)
            elif said in ("", "<", "o") or meaning(said, self.speaker.language, (Wish.BACK, Wish.OVERVIEW, Wish.STOP)):
                return
            elif said == "+":
                at += 1
            else:
                self._say("wrong-choice", reply=said, most=len(overview.facts))
        self._say("nothing-answered")

    def _change(self, fact: Fact) -> None:
        """Ask one answered question again, and say what another answer does; a wish leaves it as it was."""
        before, conversation = self.conversation.consult().advice, self.conversation
        self._asked_again(fact)
        if self.conversation is not conversation:
            after = self.conversation.consult().advice
            self.paper.lines([BLANK, *tell_difference(before, after, self.speaker)])

    def _asked_again(self, fact: Fact) -> "Answers | Wish | None":
        """Ask an answered question again, and put the answer in place of the other; or what somebody wished instead."""
        consultation = self.conversation.consult()
        answer = self.conversation.answers.get(fact.id)
        asked: SheetAsked = one_asked(shown_again(fact, answer, consultation), self._room, self.speaker)
        while True:
            self.paper.lines([BLANK, *asked.lines(self.speaker)])
            found = self._heard(asked, consultation)
            if isinstance(found, Mapping):
                self._move(self.conversation.changed(fact.id, found[fact.id]))
            if found is None or isinstance(found, Mapping | Wish):
                return found
            asked = found

    def _say(self, key: str, **places: object) -> None:
        self.paper.line(self.speaker.say(key, **places))

    def _explain(self, error: CaseError) -> None:
        language = message_language(self.speaker.language)
        for problem in map(self._titled, error.problems):
            self.paper.lines([Line(problem.message(language)), Line(problem.help(language), 1)])

    def _titled(self, problem: Problem) -> Problem:
        """The problem with the title of the fact in place of its id."""
        facts = self.speaker.knowledge.vocabulary.facts
        words = tuple(
            (place, self.speaker.name(word) if place == "fact" and word in facts else word)
            for place, word in problem.words
        )
        return replace(problem, words=words)

    def _wants_one(self, reply: str, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """The one of several questions that somebody asks the reason of, as in `w 2`."""
        found = _WHY_ONE.fullmatch(folded(reply))
        if not found or not meaning(found[1], self.speaker.language, (Wish.WHY,)):
            return ()
        return facts[int(found[2]) - 1 : int(found[2])] if found[2] != "0" else ()

    def _why(self, facts: tuple[Fact, ...], consultation: Consultation) -> None:
        """Why a question is asked; of several in short."""
        if len(facts) == 1:
            self.paper.lines(tell_why_asked(consultation.stakes(facts[0].id), self.speaker))
            return
        for place, fact in enumerate(facts, start=1):
            self.paper.line(f"{place}. {self.speaker.name(fact.id)}")
            self.paper.lines(tell_why_briefly(consultation.stakes(fact.id), self.speaker))

    def _help(self) -> None:
        wishes = [Line(self.speaker.say(f"help-{wish}"), 1) for wish in Wish]
        self.paper.lines([Line(self.speaker.say("help-answer")), *wishes])
