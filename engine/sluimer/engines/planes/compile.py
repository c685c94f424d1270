"""The net as one Python function over planes: which go in, which come out, and the lines between."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sluimer.engines.planes.code import ONES, ZEROS, Code, Plane, Total
from sluimer.engines.planes.source import source_of
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Leaf, Not, Within, leaves
from sluimer.knowledge.vocabulary import Points, Scalar
from sluimer.meaning.net import Bound, Choice, Completion, Net, Part, Sum, Wire
from sluimer.meaning.points import PointScale

Kleene = tuple[Plane, Plane]
"""Of whom something is surely true, and of whom surely false."""


@dataclass(frozen=True, slots=True)
class Input:
    """A plane that goes in: who has a value in this slot, or this value, or one that passes this test."""

    slot: str
    says: Scalar | Within | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """A plane that comes out of a part: who has a truth, a label or a digit, a number, or a bit of an end of a sum."""

    name: str
    says: object


@dataclass(frozen=True, slots=True)
class Digit:
    """A binary digit of the place that the label which is chosen has among those of its choice; 1 is the least."""

    worth: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a net: all that these parts say, or every part where there is None; and the digits of choices.

    Of the wires that are only to be `true` it is no matter who makes them false.
    """

    parts: Collection[str] | None = None
    digits: Sequence[str] = ()
    true: Collection[str] = ()

    def has(self, output: Output) -> bool:
        """Whether this is wanted."""
        of_part = self.parts is None or output.name in self.parts
        return of_part or (output.says is True and output.name in self.true)


ALL = Wanted()


@dataclass(frozen=True, slots=True)
class PlaneProgram:
    """The source of a function `run(ones, zeros, *planes)`, the planes it takes, and those it returns, in order."""

    source: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]


def make_program(net: Net, wanted: Wanted = ALL) -> PlaneProgram:
    """The net as a program that returns what is wanted of it."""
    compiler = _Compiler()
    compiler.read(net)
    for completion in net.completions:
        compiler.fill(completion)
    for completion in net.completions:
        compiler.assume(completion)
    for part in net.parts:
        compiler.part(part)
    return compiler.program(wanted)


@dataclass(slots=True)
class _Slot:
    """What is known of the value in one slot, as planes; tests on it may be added at any time."""

    known: Plane
    says: dict[Scalar | Within, Plane]


@dataclass(frozen=True, slots=True)
class _Score:
    """A sum: the lowest and the highest total, both on one scale."""

    low: Total
    high: Total
    scale: PointScale

    def reaches(self, total: Total, bound: float, above: bool) -> Plane:
        """Who reaches a bound, or gets above it."""
        return total.reaches(self.scale.whole(bound, above))


class _Compiler:
    """Compiles one net, part by part, in the order in which they build on each other."""

    def __init__(self) -> None:
        self._code = Code()
        self._inputs: dict[Input, Plane] = {}
        self._outputs: list[tuple[Output, Plane]] = []
        self._slots: dict[str, _Slot] = {}
        self._truths: dict[str, Kleene] = {}
        self._labels: dict[str, dict[object, Plane]] = {}
        self._scores: dict[str, _Score] = {}

    def program(self, wanted: Wanted) -> PlaneProgram:
        """Of what was compiled all that is wanted."""
        outputs = [one for one in self._outputs if wanted.has(one[0])]
        outputs += [one for name in wanted.digits for one in self._digits(name)]
        source = source_of(self._code.lines, self._inputs.values(), [plane for _, plane in outputs])
        return PlaneProgram(source, tuple(self._inputs), tuple(output for output, _ in outputs))

    def read(self, net: Net) -> None:
        """Take in a plane for each slot that is no part of the net, and for each value and test of it."""
        names = {part.name for part in net.parts}
        for leaf in (leaf for condition in net.conditions for leaf in leaves(condition)):
            for slot in leaf.slots:
                if slot not in names:
                    self._take_in(slot, leaf)
        for completion in net.completions:
            self._take_in(completion.slot)

    def _take_in(self, slot: str, leaf: Leaf | None = None) -> None:
        if slot not in self._slots:
            self._slots[slot] = _Slot(self._input(Input(slot)), {})
        says = self._slots[slot].says
        for one in leaf.values if isinstance(leaf, Is) else [leaf] if isinstance(leaf, Within) else ():
            asked = one or True  # who says no is who answered and does not say yes
            if asked not in says:
                says[asked] = self._input(Input(slot, asked))

    def _input(self, wanted: Input) -> Plane:
        return self._inputs.setdefault(wanted, f"a{len(self._inputs)}")

    def fill(self, completion: Completion) -> None:
        """The value that other answers imply."""
        for one in completion.fillings:
            slot = self._slots[completion.slot]
            who = self.truth(one.condition)[0]
            self._put(slot, one.value, who if one.overrules else self._code.without(who, slot.known))

    def assume(self, completion: Completion) -> None:
        """The value that is assumed of whoever has none by now."""
        slot = self._slots[completion.slot]
        if completion.assumed is not None:
            self._put(slot, completion.assumed, self._code.other(slot.known))

    def _put(self, slot: _Slot, value: Scalar, who: Plane) -> None:
        code = self._code
        for says, plane in slot.says.items():
            fits = says.contains(float(value)) if isinstance(says, Within) else says == value
            slot.says[says] = code.any((plane, who)) if fits else code.without(plane, who)
        slot.known = code.any((slot.known, who))

    def part(self, part: Part) -> None:
        """A part of the net, by its name from then on."""
        match part:
            case Wire(name, condition):
                self._truths[name] = surely = self.truth(condition)
                self._outputs += [
                    (Output(name, truth), plane) for truth, plane in zip((True, False), surely, strict=True)
                ]
            case Choice(name, options):
                self._choose(name, [(label, self.truth(condition)[0]) for label, condition in options])
            case Bound(name, numbers):
                ordered = sorted(numbers, key=lambda pair: pair[1], reverse=part.most)
                self._choose(name, [(number, self._guard(guard, part)) for guard, number in ordered])
            case Sum(name, terms):
                self._score(name, terms)

    def _guard(self, guard: Condition, bound: Bound) -> Plane:
        surely_true, surely_false = self.truth(guard)
        return self._code.other(surely_false) if bound.unless_ruled_out else surely_true

    def _choose(self, name: str, options: Iterable[tuple[object, Plane]]) -> None:
        """For each label of whom it is the first that is true."""
        code, left = self._code, ONES
        chosen: dict[object, list[Plane]] = {}
        for label, plane in options:
            here = code.all((left, plane))
            chosen.setdefault(label, []).append(here)
            left = code.either(left, here)
        self._labels[name] = {label: code.any(planes) for label, planes in chosen.items()}
        self._outputs += [(Output(name, label), plane) for label, plane in self._labels[name].items()]

    def _digits(self, name: str) -> Iterator[tuple[Output, Plane]]:
        labels = [*self._labels[name].values()]
        for digit in range(max(len(labels) - 1, 1).bit_length()):
            who = self._code.any(plane for place, plane in enumerate(labels) if place >> digit & 1)
            yield Output(name, Digit(1 << digit)), who

    def _score(self, name: str, parts: tuple[Points, ...]) -> None:
        scale = PointScale.of(parts)
        score = _Score(Total(self._code), Total(self._code), scale)
        for number, part in enumerate(parts):
            for level, worth in scale.steps(number):
                surely, possibly = self._scored(part, level)
                score.low.add(surely, worth)
                score.high.add(possibly, worth)
        self._scores[name] = score
        for side, total in enumerate((score.low, score.high)):
            bits = [(Fraction(1 << place, scale.scale), bit) for place, bit in enumerate(total.bits)]
            self._outputs += [(Output(name, (side, worth)), plane) for worth, plane in ((scale.base, ONES), *bits)]

    def _scored(self, part: Points, level: Fraction) -> Kleene:
        """Who surely gets this many points for a part of a score, and who possibly does: the best that holds counts."""
        code = self._code
        found = [(Fraction(str(points)) >= level, *self.truth(condition)) for condition, points in part]
        better = code.any(true for reaches, true, _ in found if reaches)
        possible = code.any(code.other(false) for reaches, _, false in found if reaches)
        if level > 0:
            return better, possible
        worse = code.any(code.other(false) for reaches, _, false in found if not reaches)
        nothing = code.other(code.any(true for _, true, _ in found))
        return code.any((better, code.other(worse))), code.any((possible, nothing))

    def truth(self, condition: Condition) -> Kleene:
        """Of whom a condition is surely true, and of whom surely false."""
        code = self._code
        match condition:
            case Is(slot, values):
                return self._is(slot, values)
            case Within(slot) if slot in self._scores:
                return self._between(self._scores[slot], condition)
            case Within(slot):
                return self._among(self._slots[slot], self._slots[slot].says[condition])
            case Known(_, slots, known):
                answered = code.all(self._slots[slot].known for slot in slots)
                return (answered, code.other(answered)) if known else (code.other(answered), answered)
            case All(parts):
                return self._all([self.truth(part) for part in parts])
            case Any(parts):
                return self._all([self.truth(part)[::-1] for part in parts])[::-1]
            case Not(part):
                true, false = self.truth(part)
                return false, true
            case AtLeast(count, parts):
                found = [self.truth(part) for part in parts]
                enough = self._counted([true for true, _ in found], count)
                return enough, self._counted([false for _, false in found], len(parts) - count + 1)

    def _counted(self, planes: Iterable[Plane], count: int) -> Plane:
        total = Total(self._code)
        for plane in planes:
            total.add(plane)
        return total.reaches(count)

    def _is(self, slot: str, values: tuple[bool | str, ...]) -> Kleene:
        code = self._code
        if slot in self._labels:
            chosen = code.any(self._labels[slot].get(value, ZEROS) for value in values)
            return chosen, code.other(chosen)
        if slot in self._truths:
            true, false = self._truths[slot]
            both = {True: true, False: false}
            said = code.any(both[bool(value)] for value in values)
            return said, code.any(plane for value, plane in both.items() if value not in values)
        one = self._slots[slot]
        yes = self._among(one, code.any(one.says[value] for value in values if value is not False))
        if False not in values:
            return yes
        return (one.known, ZEROS) if True in values else self._among(one, code.either(one.known, one.says[True]))

    def _among(self, slot: _Slot, plane: Plane) -> Kleene:
        """Of those who answered, who is in the plane and who is not."""
        return plane, self._code.either(slot.known, plane)

    def _between(self, score: _Score, bounds: Within) -> Kleene:
        code = self._code
        from_here = [
            (score.reaches(score.low, end, above), score.reaches(score.high, end, above)) for end, above in bounds.lower
        ]
        up_to_here = [
            (score.reaches(score.high, end, not below), score.reaches(score.low, end, not below))
            for end, below in bounds.upper
        ]
        surely = [low for low, _ in from_here] + [code.other(high) for high, _ in up_to_here]
        never = [code.other(high) for _, high in from_here] + [low for _, low in up_to_here]
        return code.all(surely), code.any(never)

    def _all(self, found: Sequence[Kleene]) -> Kleene:
        return self._code.all(true for true, _ in found), self._code.any(false for _, false in found)
