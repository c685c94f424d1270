"""A move: what somebody is told of an item, or on the whole, in one version and in the other, and which is safer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from sluimer.authoring.versions.side import AdvicePart, Logic, VersionSide, advice_parts, labels_of
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.presentation import OTHER_ADVICE
from sluimer.knowledge.vocabulary import SOONEST_FIRST
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.net import OUTCOME, Bound, Choice, Net, NetItem, state_name
from sluimer.read.numbers import written_number


class Aspect(StrEnum):
    """What of it moves: the outcome, the state of an item, or how much, how soon or how strongly it is given."""

    OUTCOME = "outcome"
    STATE = "state"
    LEAST = "least"
    MOST = "most"
    START = "start"
    LIMIT = "limit"
    RANK = "rank"
    URGENCY = "urgency"


class Direction(StrEnum):
    """Whether a move is on the safe side."""

    SAFER = "safer"
    RISKIER = "riskier"
    OTHER = "other"


Label = str | int | float | None


@dataclass(frozen=True, slots=True)
class AdviceMove:
    """What is told of an item, or on the whole where it is about none, before and after."""

    aspect: Aspect
    item: str
    was: Label
    now: Label

    @property
    def code(self) -> str:
        """It in short, without a space: `water:given>withheld`, `water.most:400>250`, `outcome:advice>stop`."""
        whole = self.aspect in (Aspect.STATE, Aspect.OUTCOME)
        what = (self.item or str(Aspect.OUTCOME)) if whole else f"{self.item}.{self.aspect}"
        was, now = (_short(label) for label in (self.was, self.now))
        return f"{what}:{was}>{now}"


T = TypeVar("T")


def _short(label: Label) -> str:
    if isinstance(label, int | float):
        return written_number(label)
    return label or "none"


def parts_of_move(move: AdviceMove, *nets: Net) -> Iterator[str]:
    """The parts of the nets of both versions that a move is read off."""
    if move.aspect is Aspect.OUTCOME:
        yield OUTCOME
    yield from (part.name for part in advice_parts(*nets) if part.state == state_name(move.item))


def moves_between(
    one: VersionSide[T], other: VersionSide[T], old: Knowledge, new: Knowledge, logic: Logic[T]
) -> dict[AdviceMove, T]:
    """Every move that somebody may make between two sides of the same persons, each with who makes it."""
    return _MoveFinder(logic).between(one, other, old, new)


@dataclass(frozen=True)
class _MoveFinder(Generic[T]):
    """Finds moves by joining terms about everybody, or planes of some."""

    logic: Logic[T]

    def between(
        self, one: VersionSide[T], other: VersionSide[T], old: Knowledge, new: Knowledge
    ) -> dict[AdviceMove, T]:
        """Every move that somebody may make, each with who makes it."""
        logic = self.logic
        found: dict[AdviceMove, T] = {}
        for item in dict.fromkeys(each.id for side in (one, other) for each in side.net.items):
            sides = [_ItemLabels(side, item, known, logic) for side, known in ((one, old), (other, new))]
            both = logic.every(side.given for side in sides)
            found |= self._moves(Aspect.STATE, item, sides[0].states, sides[1].states, logic.YES)
            for aspect in (Aspect.LEAST, Aspect.MOST, Aspect.START, Aspect.LIMIT, Aspect.RANK, Aspect.URGENCY):
                found |= self._moves(aspect, item, sides[0].labels(aspect), sides[1].labels(aspect), both)
        return found | self._moves(Aspect.OUTCOME, "", self._verdicts(one, old), self._verdicts(other, new), logic.YES)

    def _verdicts(self, side: VersionSide[T], knowledge: Knowledge) -> Mapping[Label, T]:
        """Who is told which verdict: advice that the main topic did not decide is told as another one."""
        logic = self.logic
        found = dict(_plain(side.labels(OUTCOME)))
        main = knowledge.vocabulary.topics[knowledge.manifest.main_topic]
        decided = logic.some(side.label(state_name(item.id), State.GIVEN) for item in main.items)
        advice = found.pop(Outcome.ADVICE, logic.NO)
        return {
            **found,
            str(Outcome.ADVICE): logic.every((advice, decided)),
            OTHER_ADVICE: logic.without(advice, decided),
        }

    def _moves(
        self, aspect: Aspect, item: str, before: Mapping[Label, T], after: Mapping[Label, T], who: T
    ) -> dict[AdviceMove, T]:
        """What moves from each label to each other one; where the two are made alike, nobody moves."""
        logic = self.logic
        labels = {**before, **after}
        if all(logic.made_alike(before.get(one, logic.NO), after.get(one, logic.NO)) for one in labels):
            return {}
        pairs = {
            AdviceMove(aspect, item, was, now): logic.every((who, one, other))
            for was, one in before.items()
            for now, other in after.items()
            if was != now
        }
        return {move: term for move, term in pairs.items() if not logic.made_alike(term, logic.NO)}


def _plain(labels: Mapping[object, T]) -> Mapping[Label, T]:
    return {_label(label): term for label, term in labels.items()}


def _label(label: object) -> Label:
    return label if isinstance(label, int | float) else None if label is None else str(label)


class _ItemLabels(Generic[T]):
    """What a side says of one item, which need not be in it."""

    def __init__(self, side: VersionSide[T], item: str, knowledge: Knowledge, logic: Logic[T]) -> None:
        self._side = side
        self._logic = logic
        self._item: NetItem | None = next((one for one in side.net.items if one.id == item), None)
        self._urgency = knowledge.vocabulary.items[item].urgency if item in knowledge.vocabulary.items else None
        self.states = _plain(labels_of(side, AdvicePart(state_name(item), state_name(item)), logic))
        self.given = self.states.get(State.GIVEN, logic.NO)

    def labels(self, aspect: Aspect) -> Mapping[Label, T]:
        """For each thing that may be said in this respect, or nothing, that it is said."""
        item = self._item
        bounds = item.bounds if item else None
        nothing: Mapping[Label, T] = {None: self._logic.YES}
        match aspect:
            case Aspect.LEAST:
                return self._of(bounds.least if bounds else None)
            case Aspect.MOST:
                return self._least_of(self._of(bounds.most), self._of(bounds.limit)) if bounds else nothing
            case Aspect.START:
                return self._least_of(self._of(bounds.start), self.labels(Aspect.MOST)) if bounds else nothing
            case Aspect.LIMIT:
                return self._of(item.told_limit if item else None)
            case Aspect.RANK:
                return self._of(item.strength if item else None)
        return {None if self._urgency is None else str(self._urgency): self._logic.YES}

    def _of(self, part: Bound | Choice | None) -> Mapping[Label, T]:
        found = _plain(self._side.labels(part.name)) if part else {}
        return {**found, None: self._logic.opposite(self._logic.some(found.values()))}

    def _least_of(self, most: Mapping[Label, T], limit: Mapping[Label, T]) -> Mapping[Label, T]:
        """The first number, or the second where that is lower; none where there is no first one."""
        found: dict[Label, list[T]] = {}
        for one, who in most.items():
            for other, also in limit.items():
                found.setdefault(_lower(one, other), []).append(self._logic.every((who, also)))
        return {label: self._logic.some(terms) for label, terms in found.items()}


def _lower(one: Label, other: Label) -> Label:
    return min(one, other) if isinstance(one, int | float) and isinstance(other, int | float) else one


_CAUTIOUS_FIRST = (Outcome.URGENT, Outcome.STOP, Outcome.ASK_FIRST, Outcome.ANSWERS_NEEDED, Outcome.ADVICE)
_SOONEST_FIRST = (*SOONEST_FIRST, None)
_HELD_FIRST = (State.WITHHELD, State.OPEN, State.GIVEN)
"""The states of an item that is to be done, the safest first."""


def direction_of(move: AdviceMove, *versions: Knowledge) -> Direction:
    """Whether a move is safer: less is given, later or lower, or somebody is sent to a professional or told to stop."""
    match move.aspect:
        case Aspect.OUTCOME:
            return _in_order(move, _CAUTIOUS_FIRST)
        case Aspect.URGENCY:
            return _in_order(move, _SOONEST_FIRST)
        case Aspect.RANK:
            return Direction.OTHER
        case Aspect.STATE:
            return _of_state(move, versions)
    return _of_amount(move)


def _in_order(move: AdviceMove, safest_first: Iterable[Label]) -> Direction:
    order = [*safest_first]
    if move.was not in order or move.now not in order:
        return Direction.OTHER
    return Direction.SAFER if order.index(move.now) < order.index(move.was) else Direction.RISKIER


def _of_amount(move: AdviceMove) -> Direction:
    """A lower amount is safer; of what a text says, and of what there is to be at most, none is no bound."""
    if isinstance(move.was, int | float) and isinstance(move.now, int | float):
        return Direction.SAFER if move.now < move.was else Direction.RISKIER
    if move.aspect is Aspect.LIMIT:
        return Direction.RISKIER if move.now is None else Direction.SAFER
    return Direction.OTHER


def _of_state(move: AdviceMove, versions: Iterable[Knowledge]) -> Direction:
    """What sends somebody to a professional, or tells to stop, is safer while it is given; an act while it is not.

    An act is an item with an amount, or of the main topic or the frame. That something else is told or not, unless it
    was stopped or waited for, is neither.
    """
    if any(_warns(move.item, one) for one in versions):
        given = [label == State.GIVEN for label in (move.was, move.now)]
        taken = State.WITHHELD in (move.was, move.now)  # by a referral that takes its place, or an emergency
        return Direction.OTHER if given[0] == given[1] or taken else _either(safer=given[1])
    if any(_acts(move.item, one) for one in versions):
        given = [label == State.GIVEN for label in (move.was, move.now)]
        if given[0] != given[1]:
            return _either(safer=given[0])
    return _in_order(move, _HELD_FIRST)


def _either(safer: bool) -> Direction:
    return Direction.SAFER if safer else Direction.RISKIER


def _warns(item: str, knowledge: Knowledge) -> bool:
    """Whether an item is a referral, or of a topic that says to stop."""
    found = knowledge.vocabulary.items.get(item)
    return found is not None and (
        knowledge.vocabulary.topics[found.topic].referral or found.topic in knowledge.manifest.stops
    )


def _acts(item: str, knowledge: Knowledge) -> bool:
    found, manifest = knowledge.vocabulary.items.get(item), knowledge.manifest
    return found is not None and (bool(found.unit) or found.topic in (manifest.main_topic, *manifest.frame))
