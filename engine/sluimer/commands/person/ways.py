"""What would have brought an item: few answers are tried, and more where that finds nothing and the solver is there."""

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum

from sluimer.explain.changes import Change
from sluimer.explain.smallest_sets import MOST_TRIED
from sluimer.knowledge.vocabulary import fact_of
from sluimer.knowledge_base import Consultation
from sluimer.meaning.model import State
from sluimer.messages import UndecidedError
from sluimer.tell.changes import tell_changes
from sluimer.tell.outline import Line, Outline
from sluimer.tell.speaker import Speaker


class LookedAt(StrEnum):
    """How far was looked."""

    FEW = "up-to-three"
    ANY = "any"
    UNDECIDED = "not-decided"


@dataclass(frozen=True, slots=True)
class Ways:
    """The changes that were found, and of how many answers: up to three, any number, or for want of time undecided."""

    changes: tuple[Change, ...]
    looked_at: LookedAt

    def as_dict(self) -> dict[str, object]:
        """It as plain data."""
        return {"changes": [change.as_dict() for change in self.changes], "changes_of": self.looked_at.value}


def ways_to(item: str, consultation: Consultation) -> Ways:
    """What would have had an item given."""
    found = consultation.changes(item, State.GIVEN)
    if found:
        return Ways(found, LookedAt.FEW)
    try:
        return Ways(consultation.changes(item, State.GIVEN, most=None), LookedAt.ANY)
    except ModuleNotFoundError:
        return Ways((), LookedAt.FEW)
    except UndecidedError as error:
        return Ways(error.found, LookedAt.UNDECIDED)


def tell_ways(ways: Ways, speaker: Speaker, full: bool = False, unnamed: Container[str] = ()) -> Outline:
    """The ways that name none of some facts, if there are any; else that there is none, as far as was looked."""
    if not ways.changes:
        return tuple(Line(text) for text in _none(ways.looked_at, speaker))
    told = [one for one in ways.changes if all(fact_of(answer.slot) not in unnamed for answer in one.answers)]
    more = [Line(speaker.say("changes-undecided"))] if told and ways.looked_at is LookedAt.UNDECIDED else []
    return (*tell_changes(told, speaker, full), *more)


def _none(looked_at: LookedAt, speaker: Speaker) -> tuple[str, ...]:
    if looked_at is LookedAt.ANY:
        return (speaker.say("no-change-ever"),)
    further = "no-change-more" if looked_at is LookedAt.FEW else "no-change-undecided"
    return speaker.say("no-change", most=MOST_TRIED), speaker.say(further)
