"""Which answers can change a part of the net: the slots that it depends on, through other parts and completions too."""

from collections.abc import Iterable, Mapping

from sluimer.knowledge.condition import slots_of
from sluimer.meaning.net import Net

Reach = Mapping[str, frozenset[str]]
"""For each part, and each slot that other answers complete, the slots of facts that can change it."""


def make_reach(net: Net) -> Reach:
    """The reach of everything in a net."""
    found: dict[str, frozenset[str]] = {}
    for completion in net.completions:
        filled = (slot for one in completion.fillings for slot in slots_of(one.condition))
        found[completion.slot] = reached(filled, found) | {completion.slot}
    return _through_parts(net, found)


def reach_of_answers(net: Net) -> Reach:
    """The reach of every part once answers are completed: what stands in its slots, wherever that came from."""
    return _through_parts(net, {})


def _through_parts(net: Net, found: dict[str, frozenset[str]]) -> Reach:
    for name, read in net.reading.items():
        found[name] = reached(read, found)
    return found


def reached(names: Iterable[str], reach: Reach) -> frozenset[str]:
    """The slots of facts behind these names; a slot that nothing completes stands for itself."""
    return frozenset[str]().union(*(reach.get(name, frozenset([name])) for name in names))
