"""The planes of a net as populations need them: what results and counts are made of, and no more."""

from collections.abc import Sequence

from sluimer.engines.planes import Planes, Wanted
from sluimer.meaning.net import CONTRADICTED, OUTCOME, Net, contradiction_name, rule_name


class PopulationPlanes(Planes):
    """A net, compiled for its results, its counts, and more parts that are asked for."""

    def __init__(self, net: Net, asked: Sequence[str] = ()) -> None:
        items = (name for item in net.items for name in item.parts)
        true = (CONTRADICTED, *map(rule_name, net.rules), *map(contradiction_name, net.contradictions))
        super().__init__(net, Wanted({OUTCOME, *items, *asked}, written_as_codes(net), {*true}))
        self._asked = asked

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.net, self._asked)  # far less than all that is wanted


def written_as_codes(net: Net) -> tuple[str, ...]:
    """The choices of which a column is made: the outcome, and the state of each item."""
    return (OUTCOME, *(item.state for item in net.items))
