"""Lines over planes as the source of a function: those that it needs, with few variables."""

from collections.abc import Iterable, Iterator, Sequence

from sluimer.engines.planes.code import ONES, ZEROS, Line, Plane


def source_of(lines: Sequence[Line], takes: Iterable[Plane], returns: Sequence[Plane]) -> str:
    """The source of `run(ones, zeros, *planes)`, which changes nothing that it takes."""
    variables = _Variables()
    steps = [variables.step(line, last) for line, last in _needed(lines, returns)]
    head = f"def run({', '.join((ONES, ZEROS, *takes))}):"
    returned = "".join(f"{variables.of(plane)}, " for plane in returns)
    return "\n".join((head, *(f"    {step}" for step in steps), f"    return ({returned})", ""))


def _needed(lines: Sequence[Line], returns: Iterable[Plane]) -> Iterator[tuple[Line, list[Plane]]]:
    """The lines that what is returned hangs on, each with the planes that nothing reads after it."""
    read = set(returns)
    found = []
    for line in reversed(lines):
        if line.made in read:
            parts = (line.one, line.other)
            found.append((line, [part for part in parts if part not in read]))
            read.update(parts)
    return reversed(found)


class _Variables:
    """Which variable has which plane; one is used again once nothing reads what it has.

    Where it can be it is changed in place: that is as right for whole numbers as for arrays, and saves these the room.
    """

    def __init__(self) -> None:
        self._of: dict[Plane, str] = {}
        self._free: list[str] = []

    def of(self, plane: Plane) -> str:
        """The variable that has a plane now; what the function takes is its own."""
        return self._of.get(plane, plane)

    def step(self, line: Line, last: Iterable[Plane]) -> str:
        """What a line does, which is the last to read these planes."""
        one, other = self.of(line.one), self.of(line.other)
        done = [self._of[part] for part in last if part in self._of]
        if done:
            made, *free = done
            self._free += free
            step = f"{made} {line.sign}= {other if made == one else one}"
        else:
            made = self._free.pop() if self._free else line.made
            step = f"{made} = {one} {line.sign} {other}"
        self._of[line.made] = made
        return step
