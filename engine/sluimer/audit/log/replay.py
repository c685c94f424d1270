"""A decision made again: with the knowledge of then, which must give the same, or of now, to see what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sluimer.audit.log.decision_log import DecisionLog
from sluimer.audit.log.logged_decision import LoggedDecision
from sluimer.audit.record import Data, canonical, engine_digest, record_person
from sluimer.case import Case
from sluimer.case.amounts import WeighedAmount
from sluimer.knowledge_base import Consultation, KnowledgeBase
from sluimer.messages import CaseError, KnowledgeError, LogError, Problem
from sluimer.read import choose, read_from_texts

_SAID_OF_ITEMS = ("state", "range", "limit", "rank", "text", "because")
_ABSENT: Mapping[str, Any] = {"state": "not_indicated", "text": "", "because": ""}
_REMEMBERED = 4
"""Knowledge bases of then that are held ready."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that came out otherwise: `outcome`, `questions`, or what is said of an item, as `item.state`."""

    what: str
    then: object
    now: object


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of making a decision again.

    `same` tells whether the advice is the same, and with the knowledge of then also every proof and text. `changes` say
    what differs in the advice; `problems` why it could not be made again. `same_engine` tells whether this engine is,
    to the byte, the one that made it. `consultation` is what was made again, where that could be done.
    """

    logged: LoggedDecision
    same: bool
    changes: tuple[Deviation, ...] = ()
    problems: tuple[Problem, ...] = ()
    same_engine: bool = True
    consultation: Consultation | None = field(default=None, compare=False, repr=False)


class Replayer:
    """Makes the decisions of one log again."""

    def __init__(self, log: DecisionLog) -> None:
        self._log = log
        self._bases: dict[str, KnowledgeBase] = {}

    def consultation(self, logged: LoggedDecision) -> Consultation:
        """A decision made again with the knowledge of then. Raises LogError, KnowledgeError and CaseError."""
        base = self._base_of(logged)
        return base.consult(_case(self._log.person_part(logged)["case"], base))

    def as_then(self, logged: LoggedDecision) -> Replay:
        """Whether the knowledge of then gives what is in the log."""
        try:
            part = self._log.person_part(logged)
            made = self.consultation(logged)
        except (LogError, KnowledgeError, CaseError) as error:
            return Replay(logged, False, problems=error.problems)
        again = record_person(made, part["language"])
        before = {name: part[name] for name in again}
        changes = tuple(_changes(before["result"], again["result"]))
        same_engine = logged.engine["digest"] == engine_digest()
        same = canonical(before) == canonical(again)
        return Replay(logged, same, changes, same_engine=same_engine, consultation=made)

    def with_knowledge(self, base: KnowledgeBase, logged: LoggedDecision) -> Replay:
        """What another knowledge base, such as that of now, says of the same answers."""
        try:
            part = self._log.person_part(logged)
            consultation = base.consult(_case(part["case"], base))
        except (LogError, CaseError) as error:
            return Replay(logged, False, problems=error.problems)
        changes = tuple(_changes(part["result"], consultation.as_dict(part["language"], full=True)))
        return Replay(logged, not changes, changes, consultation=consultation)

    def _base_of(self, logged: LoggedDecision) -> KnowledgeBase:
        digest = logged.knowledge["part"]
        if digest not in self._bases:
            known = self._log.knowledge_part(logged)
            chosen = choose(
                read_from_texts(self._log.files(logged)), known["packs"], known["settings"], known["audience"]
            )
            self._bases = dict([*self._bases.items()][1 - _REMEMBERED :])
            self._bases[digest] = KnowledgeBase(chosen)
        return self._bases[digest]


def answers_in(case: Mapping[str, Any]) -> dict[str, object]:
    """The answers in the case of a record, as `consult` takes them."""
    answers: dict[str, Any] = {}
    for slot, value in case["given"].items():
        fact, dot, option = slot.partition(".")
        if dot:
            answers.setdefault(fact, {"includes": [], "excludes": []})["includes" if value else "excludes"] += [option]
        else:
            answers[fact] = value
    return {**answers, **dict.fromkeys(case["unknown"], "unknown"), **dict.fromkeys(case["declined"], "declined")}


def _case(case: Data, base: KnowledgeBase) -> Case:
    """The case of a record for a knowledge base, with what was weighed whole as it was counted then."""
    facts = base.knowledge.vocabulary.facts
    parts = tuple(
        WeighedAmount(one["fact"], one["amount"], one["as"], one["percent"], one["counts"], weighed.cites)
        for one in case["weighed"]
        if one["fact"] in facts
        for weighed in facts[one["fact"]].weighed_as
        if weighed.id == one["as"]
    )
    return replace(base.read_case(answers_in(case), "record"), parts=parts)


def _changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Deviation]:
    """What a person would be told otherwise, or be asked first."""
    if then["outcome"] != now["outcome"]:
        yield Deviation("outcome", then["outcome"], now["outcome"])
    before = {item["id"]: item for item in then["items"]}
    after = {item["id"]: item for item in now["items"]}
    for name in dict.fromkeys((*before, *after)):
        yield from _changes_of(name, before.get(name, _ABSENT), after.get(name, _ABSENT))
    if sorted(then["questions"]) != sorted(now["questions"]):
        yield Deviation("questions", then["questions"], now["questions"])


def _changes_of(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Deviation]:
    """What is said otherwise of one item; whether it is urgent only where it is there both times."""
    for said in _SAID_OF_ITEMS:
        if old.get(said) != new.get(said):
            yield Deviation(f"{name}.{said}", old.get(said), new.get(said))
    was, is_now = old.get("urgent", False), new.get("urgent", False)
    if was != is_now and _ABSENT not in (old, new):
        yield Deviation(f"{name}.urgent", was, is_now)
