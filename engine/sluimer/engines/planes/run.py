"""A compiled net at work: persons in, planes through, and what they say of each person."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sluimer.engines.planes.compile import ALL, Digit, PlaneProgram, Wanted, make_program
from sluimer.knowledge.condition import Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.model import Meaning, Outcome, State, ranks_of
from sluimer.meaning.net import OUTCOME, Net, Sum, contradiction_name, rule_name
from sluimer.meaning.truth import ScoreRange

Person = Mapping[str, Scalar]
"""A value for each slot that has one."""

Plane = int
Run = Callable[..., tuple[Any, ...]]
Places = Mapping[str, Sequence[tuple[Any, int]]]
"""For each part by its name what its planes say, and where they stand in what a run returns."""


class Planes:
    """A net, compiled; it keeps nothing of the persons it runs for, so threads may share it.

    `function` takes all ones, all zeros and the planes of `inputs`, and returns those that `places` name, and those of
    the `digits` of choices, the least first. It works on whole numbers of any length, and as well on arrays of them.
    """

    def __init__(self, net: Net, wanted: Wanted = ALL) -> None:
        program = make_program(net, wanted)
        self.net = net
        self._wanted = wanted
        self.inputs = program.inputs
        places: defaultdict[str, list[tuple[Any, int]]] = defaultdict(list)
        digits: defaultdict[str, list[int]] = defaultdict(list)
        for place, output in enumerate(program.outputs):
            if isinstance(output.says, Digit):
                digits[output.name].append(place)
            else:
                places[output.name].append((output.says, place))
        self.places: Places = places
        self.digits: Mapping[str, Sequence[int]] = dict(digits)
        code: dict[str, Any] = {}
        exec(compile(program.source, "<net>", "exec"), code)  # noqa: S102  # every name in it is the compiler's own
        self.function: Run = code["run"]
        self._slots = _slots_of(program)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.net, self._wanted)

    @property
    def slots(self) -> Collection[str]:
        """The slots of facts that the net reads."""
        return self._slots.keys()

    def places_for(self, slot: str, value: Scalar | None) -> Iterator[int]:
        """The places in `inputs` of the planes that are set where this value is in this slot; none without a value."""
        return iter(()) if value is None or slot not in self._slots else self._slots[slot].of(value)

    def run(self, persons: Sequence[Person]) -> "PlaneReading":
        """What the net says of these persons, in their order."""
        return self.run_rows(len(persons), self.rows(persons))

    def run_rows(self, count: int, rows: Sequence[Plane]) -> "PlaneReading":
        """What the net says of so many persons, whose answers are in these planes, one for each of the inputs."""
        return PlaneReading(self.net, self.places, count, self.function((1 << count) - 1, 0, *rows))

    def rows(self, persons: Sequence[Person]) -> list[Plane]:
        """The answers of persons in planes, one for each of the inputs."""
        rows = [bytearray((len(persons) + 7) // 8) for _ in self.inputs]
        for number, person in enumerate(persons):
            byte, bit = number >> 3, 1 << (number & 7)
            for slot, value in person.items():
                for place in self.places_for(slot, value):
                    rows[place][byte] |= bit
        return [int.from_bytes(row, "little") for row in rows]


def make_planes(net: Net, wanted: Wanted = ALL) -> Planes:
    """The net, compiled for what is wanted of it."""
    return Planes(net, wanted)


@dataclass(frozen=True, slots=True)
class _SlotInputs:
    """The planes that a slot fills: whether it has a value, whether that is this one, whether it passes this test."""

    known: int
    values: dict[Scalar, int] = field(default_factory=dict)
    tests: list[tuple[Within, int]] = field(default_factory=list)

    def of(self, value: Scalar) -> Iterator[int]:
        """The planes that are set for this value."""
        yield self.known
        if value in self.values:
            yield self.values[value]
        for test, place in self.tests:
            if test.contains(float(value)):
                yield place


def _slots_of(program: PlaneProgram) -> dict[str, _SlotInputs]:
    found: dict[str, _SlotInputs] = {}
    for place, one in enumerate(program.inputs):
        if one.says is None:
            found[one.slot] = _SlotInputs(place)
        elif isinstance(one.says, Within):
            found[one.slot].tests.append((one.says, place))
        else:
            found[one.slot].values[one.says] = place
    return found


@dataclass(frozen=True, slots=True)
class PlaneReading:
    """What the net says of some persons, in planes and for each of them."""

    net: Net
    _places: Places
    count: int
    _rows: tuple[Plane, ...]

    def planes(self, name: str) -> dict[Any, Plane]:
        """For a wire who has which truth; for a choice or a bound who has which label or number."""
        return {says: self._rows[place] for says, place in self._places.get(name, ())}

    @property
    def everybody(self) -> Plane:
        """The plane in which all of them are."""
        return (1 << self.count) - 1

    def of(self, name: str, number: int) -> Any:
        """What a part says of one person: a truth, a label, a number, the ends of a sum; None where it says nothing."""
        if name in self._sums:
            there = [says for says, plane in self.planes(name).items() if plane >> number & 1]
            low, high = (sum((worth for side, worth in there if side == end), Fraction(0)) for end in (0, 1))
            return ScoreRange(low, high)
        return next((says for says, plane in self.planes(name).items() if plane >> number & 1), None)

    def each(self, name: str) -> list[Any]:
        """What a part says of each person: a truth, a label, a number; None where it says nothing."""
        found: list[Any] = [None] * self.count
        for says, plane in self.planes(name).items():
            for number in members(plane, self.count):
                found[number] = says
        return found

    def said(self, name: str) -> Sequence[Any]:
        """What any part says of each person, a sum as its ends."""
        return self.totals(name) if name in self._sums else self.each(name)

    @property
    def _sums(self) -> Collection[str]:
        return {part.name for part in self.net.parts if isinstance(part, Sum)}

    def totals(self, name: str) -> list[ScoreRange]:
        """For each person the lowest and the highest total of a sum that is still possible."""
        ends = [[Fraction(0), Fraction(0)] for _ in range(self.count)]
        for (side, worth), plane in self.planes(name).items():
            for number in members(plane, self.count):
                ends[number][side] += worth
        return [ScoreRange(low, high) for low, high in ends]

    def meanings(self) -> list[Meaning]:
        """The whole meaning for each person."""
        net = self.net
        names = [
            *map(rule_name, net.rules),
            *net.findings,
            *map(contradiction_name, net.contradictions),
            *(name for item in net.items for name in item.parts),
            OUTCOME,
        ]
        found = {name: self.each(name) for name in names} | {name: self.totals(name) for name in net.scores}
        return [_meaning(net, {name: said[number] for name, said in found.items()}) for number in range(self.count)]


def members(plane: Plane, count: int) -> Iterator[int]:
    """The numbers of those who are in a plane."""
    digits = f"{plane:0{count}b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def _meaning(net: Net, said: Mapping[str, Any]) -> Meaning:
    states = {item.id: State(said[item.state]) for item in net.items}
    given = [item for item in net.items if states[item.id] is State.GIVEN]
    strengths = {item.id: int(said[item.strength.name]) for item in given if item.strength and said[item.strength.name]}
    return Meaning(
        rules={name: said[rule_name(name)] for name in net.rules},
        findings={name: said[name] for name in net.findings},
        states=states,
        ranges={item.id: item.bounds.joined(said) for item in given if item.bounds},
        ranks=ranks_of(strengths, net.topics),
        outcome=Outcome(said[OUTCOME]),
        scores={name: said[name] for name in net.scores},
        contradictions=tuple(one for one in net.contradictions if said[contradiction_name(one)]),
        limits={item.id: said[item.told_limit.name] for item in given if item.told_limit},
    )
