"""Lines over planes as the source of a function: those that it needs, with few variables."""

from collections.abc import Iterable, Mapping, Sequence

from sluimer.engines.planes.code import ONES, ZEROS, Plane, PlaneLine

RETURNED: Plane = ""


def source_of(lines: Sequence[PlaneLine], takes: Iterable[Plane], returns: Sequence[Plane]) -> str:
    """The source of `run(ones, zeros, *planes)`, which changes nothing that it takes."""
    needed, last = _needed(lines, returns)
    variables = _Variables(last)
    head = f"def run({', '.join((ONES, ZEROS, *takes))}):"
    steps = [f"    {variables.step(line)}" for line in needed]
    returned = "".join(f"{variables.of(plane)}, " for plane in returns)
    return "\n".join((head, *steps, f"    return ({returned})", ""))


def _needed(lines: Sequence[PlaneLine], returns: Iterable[Plane]) -> tuple[Iterable[PlaneLine], Mapping[Plane, Plane]]:
    """The lines that what is returned hangs on, and for each plane what is made by the last one that reads it."""
    found: list[PlaneLine] = []
    last = dict.fromkeys(returns, RETURNED)
    for line in reversed(lines):
        if line.made in last:
            found.append(line)
            last.setdefault(line.one, line.made)
            last.setdefault(line.other, line.made)
    return reversed(found), last


class _Variables:
    """Which variable has which plane; one is used again once nothing reads what it has.

    Where it can be it is changed in place: that is as right for whole numbers as for arrays, and saves these the room.
    """

    def __init__(self, last: Mapping[Plane, Plane]) -> None:
        self._last = last
        self._of: dict[Plane, str] = {}
        self._free: list[str] = []

    def of(self, plane: Plane) -> str:
        """The variable that has a plane now; what the function takes is its own."""
        return self._of.get(plane, plane)

    def step(self, line: PlaneLine) -> str:
        """What a line does, which comes after those before it."""
        one, other = self.of(line.one), self.of(line.other)
        if self._ends(line.one, line):
            made, step = one, f"{one} {line.sign}= {other}"
            self._free += [other] if self._ends(line.other, line) else []
        elif self._ends(line.other, line):
            made, step = other, f"{other} {line.sign}= {one}"
        else:
            made = self._free.pop() if self._free else line.made
            step = f"{made} = {one} {line.sign} {other}"
        self._of[line.made] = made
        return step

    def _ends(self, plane: Plane, line: PlaneLine) -> bool:
        """Whether nothing reads a plane after this line, and it was not taken in."""
        return self._last[plane] == line.made and plane in self._of
