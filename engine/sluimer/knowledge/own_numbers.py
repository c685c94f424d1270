"""The numbers that a rule holds, each with the place that stands for it in the rule's texts."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sluimer.knowledge.condition import Condition, Within, leaves
from sluimer.knowledge.rule import Advise, Effect, Limit, Number
from sluimer.knowledge.vocabulary import LIMIT_PLACE, RANGE_PLACE, START_PLACE


class OwnNumber(NamedTuple):
    """A number, or both ends of a range, in the unit of a fact or item; of a score it has none."""

    place: str
    numbers: tuple[Number, ...]
    measured: str


def thresholds(condition: Condition) -> Iterator[OwnNumber]:
    """The bounds in a condition, such as `{height.above}`."""
    for leaf in leaves(condition):
        if isinstance(leaf, Within):
            for bound, end in leaf.bounds.items():
                yield OwnNumber(f"{{{leaf.slot}.{bound}}}", (end,), leaf.slot)


def amounts(effects: Iterable[Effect]) -> Iterator[OwnNumber]:
    """The limits and ranges that effects set."""
    for effect in effects:
        match effect:
            case Limit(item, at_most):
                yield OwnNumber(LIMIT_PLACE, (at_most,), item)
            case Advise(item, advised) if advised:
                yield OwnNumber(RANGE_PLACE, (advised.least, advised.most), item)
                if advised.start is not None:
                    yield OwnNumber(START_PLACE, (advised.start,), item)
