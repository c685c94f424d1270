"""One side of a comparison: what one version says of the same persons as the other, as terms about everybody or planes.

Who moves and how a change turns is worked out in one way for both, by whatever joins terms or planes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sluimer.knowledge.condition import Condition
from sluimer.meaning.model import State
from sluimer.meaning.net import OUTCOME, Net

T = TypeVar("T")
Said = TypeVar("Said", covariant=True)


class Logic(Protocol[T]):
    """How truths are joined: those of everybody are terms, and those of some persons a plane each."""

    @property
    def YES(self) -> T:  # noqa: N802  # as a constant of a module is called
        """What always holds."""

    @property
    def NO(self) -> T:  # noqa: N802  # as a constant of a module is called
        """What never holds."""

    def every(self, terms: Iterable[T], /) -> T:
        """That all of them hold."""

    def some(self, terms: Iterable[T], /) -> T:
        """That any of them holds."""

    def opposite(self, term: T, /) -> T:
        """That it does not hold."""

    def without(self, term: T, taken: T, /) -> T:
        """That the first holds and the second does not."""

    def differs(self, one: T, other: T, /) -> T:
        """That one of the two holds and the other does not."""

    def made_alike(self, one: T, other: T, /) -> bool:
        """Whether the two are seen to be the same."""


class VersionSide(Protocol[Said]):
    """What a version says of some persons."""

    net: Net

    @property
    def slots(self) -> Collection[str]:
        """The slots of facts that the net reads."""

    def has(self, name: str) -> bool:
        """Whether the net has a choice or a bound of this name."""

    def labels(self, name: str) -> Mapping[object, Said]:
        """For each label of a choice, or number of a bound, that it is what that part says."""

    def label(self, name: str, label: object) -> Said:
        """That a choice or bound says this."""

    def truth(self, condition: Condition) -> tuple[Said, Said]:
        """That a condition is surely true, and that it is surely false."""

    def holds_otherwise(self, other: Any, slot: str) -> Said:
        """That a slot, once answers are complete, holds something else on the other side."""


@dataclass(frozen=True, slots=True)
class AdvicePart:
    """A part of the net that says something of the advice; what says how much counts while `state` is given."""

    name: str
    state: str = ""

    @property
    def is_state(self) -> bool:
        """Whether it is the state of an item."""
        return self.name == self.state

    @property
    def is_amount(self) -> bool:
        """Whether it says how much of an item, or how strongly it is preferred."""
        return self.name != self.state and self.name != OUTCOME


def advice_parts(*nets: Net) -> tuple[AdvicePart, ...]:
    """The parts from which somebody is told something, by any of these nets."""
    return tuple(dict.fromkeys(part for net in nets for part in _parts(net)))


def _parts(net: Net) -> Iterator[AdvicePart]:
    yield AdvicePart(OUTCOME)
    for item in net.items:
        yield AdvicePart(item.state, item.state)
        for part in (item.strength, item.told_limit, *(item.bounds.all if item.bounds else ())):
            if part:
                yield AdvicePart(part.name, item.state)


def labels_of(side: VersionSide[T], part: AdvicePart, logic: Logic[T]) -> Mapping[object, T]:
    """For each label that a part of a net can have that it has it; an item that is not there is not indicated."""
    if side.has(part.name):
        return side.labels(part.name)
    return {State.NOT_INDICATED: logic.YES} if part.is_state else {}
