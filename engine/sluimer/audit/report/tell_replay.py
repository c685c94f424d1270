"""Decisions that were made again as text for people: which came out otherwise, and in what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sluimer.audit.report.tell_log import outcome_word, range_words, state_word
from sluimer.knowledge.data import data_of
from sluimer.messages import Language, Problem
from sluimer.messages.texts import word
from sluimer.tell.outline import Line, Outline, Tone

if TYPE_CHECKING:
    from sluimer.audit.log import Deviation, Replay

_WORDED = ("text", "because")
_STATE, _OUTCOME, _QUESTIONS, _URGENT = "state", "outcome", "questions", "urgent"


class Verdict(StrEnum):
    """What came of making one decision again."""

    SAME = "same"
    WORDED = "worded"
    DIFFERENT = "different"
    ERASED = "erased"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Retold:
    """One decision that was made again, without its facts: the verdict, what differs, and why it was impossible."""

    number: int
    id: str
    time: str
    verdict: Verdict
    changes: tuple["Deviation", ...] = ()
    problems: tuple[Problem, ...] = ()
    same_engine: bool = True

    @classmethod
    def of(cls, replayed: "Replay") -> "Retold":
        """What is told of a decision that was made again."""
        logged, changes, problems = replayed.logged, replayed.changes, replayed.problems
        named = (logged.number, logged.decision, logged.time)
        return cls(*named, _verdict(replayed), changes, () if logged.erased else problems, replayed.same_engine)

    def as_dict(self, language: Language) -> dict[str, object]:
        """The decision as plain data; problems in one language."""
        told = data_of(self, "number", "id", "time", "verdict", "same_engine", "changes")
        return {**told, "problems": [problem.as_dict(language) for problem in self.problems]}


def _verdict(replayed: "Replay") -> Verdict:
    if replayed.logged.erased:
        return Verdict.ERASED
    if replayed.problems:
        return Verdict.IMPOSSIBLE
    if replayed.same:
        return Verdict.SAME
    worded = replayed.changes and all(_said(change)[1] in _WORDED for change in replayed.changes)
    return Verdict.WORDED if worded else Verdict.DIFFERENT


def counted(decisions: Iterable[Retold]) -> Mapping[str, int]:
    """How many decisions got each verdict."""
    found = Counter(one.verdict for one in decisions)
    return {str(verdict): found[verdict] for verdict in Verdict}


def tell_retold(decisions: Iterable[Retold], language: Language) -> Outline:
    """Each decision that did not come out the same, with what differs."""
    tones = {Verdict.WORDED: Tone.UNSURE, Verdict.DIFFERENT: Tone.FAILS, Verdict.IMPOSSIBLE: Tone.FAILS}
    return tuple(line for one in decisions if one.verdict in tones for line in _told(one, tones[one.verdict], language))


def _told(one: Retold, tone: Tone, language: Language) -> Iterator[Line]:
    yield Line(word(f"log-one-{one.verdict}", language, number=one.number, id=one.id), tone=tone)
    for problem in one.problems:
        yield from (Line(line.strip(), 1 + place) for place, line in enumerate(problem.render(language).splitlines()))
    yield from tell_changes(one.changes, language)
    if one.verdict is Verdict.DIFFERENT and not one.changes:
        yield Line(word("log-one-unlike", language), 1)


def tell_counts(decisions: Iterable[Retold], language: str) -> Outline:
    """How many came out the same, and how many did not."""
    return tuple(
        Line(word(f"log-verdict-{verdict}", language, count=count)) for verdict, count in counted(decisions).items()
    )


def tell_changes(changes: Iterable["Deviation"], language: str) -> Outline:
    """What came out otherwise; that a text or reason did only where nothing else of its item differs, and once."""
    found = tuple(changes)
    others = {_said(change)[0] for change in found if _said(change)[1] not in _WORDED}
    told = (
        _change(change, language)
        for change in found
        if _said(change)[1] not in _WORDED or _said(change)[0] not in others
    )
    return tuple(Line(text, 1, mark="-") for text in dict.fromkeys(told))


def _said(change: "Deviation") -> tuple[str, str]:
    """The item that a change is about, and what is said of it."""
    item, _, said = change.what.rpartition(".")
    return item, said


def _change(change: "Deviation", language: str) -> str:
    item, said = _said(change)
    if said in _WORDED:
        return word("log-change-worded", language, item=item)
    then, now = (_value(said, value, language) for value in (change.then, change.now))
    if said in (_OUTCOME, _QUESTIONS):
        return word(f"log-change-{said}", language, then=then, now=now)
    return word("log-change-item", language, item=item, then=then, now=now)


def _value(said: str, value: object, language: str) -> str:
    if value is None:
        return word("log-nothing", language)
    if isinstance(value, Mapping):
        limited = "at_most" in value
        return word("log-limit", language, **value) if limited else range_words(value, language)
    if isinstance(value, list):
        return ", ".join(value) or word("log-nothing", language)
    if said == _URGENT:
        return word("log-urgent" if value else "log-not-urgent", language)
    if said == _OUTCOME:
        return outcome_word(str(value), language)
    return state_word(str(value), language) if said == _STATE else word("log-rank", language, rank=value)
