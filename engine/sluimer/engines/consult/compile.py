"""A net as code for one person: blocks that share no answer, each of which runs only for whom an answer touches it.

Every truth is a whole number that also tells what it waits for (`sluimer.engines.consult.number`), so the code is a
straight line of `|`. Every name in it is made here; what a knowledge base says is handed over as constants.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any as AnyType

from sluimer.engines.consult.number import FALSE, TRUE, at_least, total, within
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Leaf, Not, Within
from sluimer.knowledge.strata import reached_from
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.net import (
    CONTRADICTED,
    EMERGENCY,
    OUTCOME,
    Bound,
    Choice,
    Net,
    Part,
    Sum,
    Wire,
    rule_name,
    state_name,
)

Readings = list[AnyType]
"""What each part of a block says, by its place: for wires and tests of answers a number, for choices a label."""
Weigh = Callable[[Readings, Sequence[int]], None]
"""Code that fills in what parts say, from what stands before them and from what others say."""

ALARMS = (EMERGENCY, CONTRADICTED)
"""The parts that read all blocks and are read by all: they stand in none, and are told between two halves of each."""
LONGEST_LINE = 64
"""Parts in one expression; a compiler that goes down into each of them overflows on very long ones."""


@dataclass(frozen=True, slots=True)
class SlotTests:
    """What an answer in one slot says of the tests in its block: by value, for any other value, and for numbers."""

    block: int
    by_value: Mapping[Scalar, tuple[tuple[int, int], ...]]
    other: tuple[tuple[int, int], ...]
    bounds: tuple[tuple[Within, bool, int], ...]

    def says(self, value: Scalar) -> tuple[tuple[int, int], ...]:
        """The places of the tests, with what this answer says of them."""
        told = self.by_value.get(value, self.other)
        if not self.bounds:
            return told
        number = float(value)
        found = [(place, FALSE if one.contains(number) is negated else TRUE) for one, negated, place in self.bounds]
        return (*told, *found)


@dataclass(frozen=True, slots=True)
class Stratum:
    """The findings, and then the rules, that can be weighed once those before have fired; each with its place."""

    weigh: Weigh
    findings: tuple[tuple[int, str], ...]
    rules: tuple[tuple[int, str], ...]

    def ruled_out(self, said: Readings) -> list[str]:
        """The findings that no rule can conclude any more."""
        return [name for place, name in self.findings if said[place] == FALSE]


@dataclass(frozen=True, slots=True)
class Block:
    """Parts that hang together through what they read; `blank` is what those in strata say of nobody.

    What builds on the rules follows in two steps: `warn` runs what alarms read, then `finish` the rest, which may read
    alarms; `outside` names the parts of other blocks that both read.
    """

    strata: tuple[Stratum, ...]
    warn: Weigh
    finish: Weigh
    outside: tuple[str, ...]
    blank: Readings


@dataclass(frozen=True, slots=True)
class BlockProgram:
    """The blocks of a net, in an order in which they can be finished, and where each slot and part is found.

    `conditions` has a place for each part of a wire that is more than one rule.
    """

    blocks: tuple[Block, ...]
    slots: Mapping[str, SlotTests]
    places: Mapping[str, tuple[int, int]]
    conditions: Mapping[Condition, tuple[int, int]]

    def touched(self, values: Mapping[str, Scalar]) -> dict[int, Readings]:
        """The blocks in which an answer has a say, with what it says of their tests."""
        said: dict[int, Readings] = {}
        slots, blocks = self.slots, self.blocks
        for name, value in values.items():
            slot = slots.get(name)
            if slot is not None:
                block = slot.block
                if block not in said:
                    said[block] = blocks[block].blank.copy()
                told = said[block]
                for place, number in slot.says(value):
                    told[place] = number
        return said


def make_program(net: Net, bits: Mapping[str, int]) -> BlockProgram:
    """The code of a net; `bits` has for each slot the bit of the fact that what is unknown waits for."""
    groups = _groups(net)
    home = {name: number for number, group in enumerate(groups) for name in group}
    names = {part.name: part for part in net.parts}
    parts: list[list[Part]] = [[] for _ in groups]
    for part in net.parts:
        if part.name not in ALARMS:
            parts[home[part.name]].append(part)
    fires = {rule_name(rule) for rule in net.rules}, set(net.findings), set(net.scores)
    alarming = reached_from(ALARMS, lambda name: net.reading.get(name, ()))
    writers = list(enumerate(_Writer(some, bits, names, net.reading, alarming, *fires) for some in parts))
    return BlockProgram(
        blocks=tuple(writer.block() for _, writer in writers),
        slots={name: slot for number, writer in writers for name, slot in writer.slots(number)},
        places={name: (number, at) for number, writer in writers for name, at in writer.places.items()},
        conditions={one: (number, at) for number, writer in writers for one, at in writer.conditions.items()},
    )


def _groups(net: Net) -> list[list[str]]:
    """The names that hang together by what reads them and by topic, but for what concerns all; the outcome is last."""
    for_all = (SCOPE, *ALARMS)
    reading = [
        [name, *(one for one in read if name != OUTCOME and one not in for_all)]
        for name, read in net.reading.items()
        if name not in ALARMS
    ]
    group_of: dict[str, list[str]] = {}
    for names in (*reading, *([state_name(item) for item in topic] for topic in net.topics)):
        found = {id(group): group for group in (group_of.setdefault(name, [name]) for name in names)}
        largest = max(found.values(), key=len)
        for group in found.values():
            if group is not largest:
                largest += group
                group_of.update(dict.fromkeys(group, largest))
    groups = {id(group): group for group in group_of.values()}
    return sorted(groups.values(), key=lambda group: (OUTCOME in group, SCOPE not in group))


class _Writer:
    def __init__(
        self,
        parts: Sequence[Part],
        bits: Mapping[str, int],
        names: Mapping[str, Part],
        reading: Mapping[str, tuple[str, ...]],
        alarming: Collection[str],
        rules: Collection[str],
        findings: Collection[str],
        scores: Collection[str],
    ) -> None:
        self.places: dict[str, int] = {}
        self.conditions: dict[Condition, int] = {}
        self._names, self._reading = names, reading
        self._bits = bits
        self._blank: Readings = []
        self._tests: dict[tuple[Leaf, bool], int] = {}
        self._absent: dict[str, int] = {}
        self._known: dict[tuple[Condition, bool], str] = {}
        self._outside: dict[str, str] = {}
        self._constants: dict[str, object] = {"at_least": at_least, "total": total, "within": within}
        self._lines: list[str] = []
        self._often = Counter(one for part in parts if isinstance(part, Wire) for one in _compound(part.condition))
        self._rules, self._findings, self._scores = rules, findings, scores
        self._strata = tuple(self._stratum(some) for some in self._layers(parts))
        following = [part for part in parts if not self._fires(part.name)]
        self._warn = self._code([part for part in following if part.name in alarming])
        self._finish = self._code([part for part in following if part.name not in alarming])

    def block(self) -> Block:
        """All that was written."""
        for stratum in self._strata:
            stratum.weigh(self._blank, ())
        return Block(self._strata, self._warn, self._finish, tuple(self._outside), self._blank)

    def slots(self, block: int) -> Iterable[tuple[str, SlotTests]]:
        """What answers say of the tests in it."""
        tests: defaultdict[str, list[tuple[Is | Within, bool, int]]] = defaultdict(list)
        for (one, negated), place in self._tests.items():
            assert not isinstance(one, Known)
            tests[one.slot].append((one, negated, place))
        for name in dict.fromkeys((*tests, *self._absent)):
            yield name, _slot(block, tests[name], self._absent.get(name))

    def _fires(self, name: str) -> bool:
        """Whether a part is weighed while rules fire: the wire of a rule, a finding, a score, the scope."""
        return name in self._rules or name in self._findings or name in self._scores or name == SCOPE

    def _layers(self, parts: Iterable[Part]) -> list[list[Part]]:
        """The parts that fire or follow from that, by how many findings deep they build on each other."""
        depths: dict[str, int] = {}
        layers: defaultdict[int, list[Part]] = defaultdict(list)
        for part in parts:
            if self._fires(part.name):
                below = [depths[name] for name in self._reading[part.name] if name in depths]
                depth = max([1, *(one + 1 for one in below)]) if part.name in self._findings else max(below, default=0)
                depths[part.name] = depth
                layers[depth].append(part)
        return [layers[depth] for depth in range(1 + max(layers, default=-1))]

    def _stratum(self, parts: Sequence[Part]) -> Stratum:
        weigh = self._code(parts)
        placed = [(self.places[part.name], part.name) for part in parts]
        return Stratum(
            weigh,
            findings=tuple((place, name) for place, name in placed if name in self._findings),
            rules=tuple((place, name) for place, name in placed if name in self._rules),
        )

    def _code(self, parts: Iterable[Part]) -> Weigh:
        self._lines = []
        for part in parts:
            self._write(part)
        body = "".join(f"    {line}\n" for line in self._lines or ["pass"])
        names: dict[str, AnyType] = dict(self._constants)
        exec(compile(f"def run(s, x):\n{body}", "<net>", "exec"), names)  # noqa: S102  # all names in it are ours
        run: Weigh = names["run"]
        return run

    def _write(self, part: Part) -> None:
        match part:
            case Wire(name, condition):
                self.places[name] = self._placed(condition)
                for one in condition.parts if not self._fires(name) and isinstance(condition, Any) else ():
                    if not isinstance(one, Is):
                        self.conditions[one] = self._placed(one)
            case Choice(name, options):
                chosen = "".join(f"{self._constant(label)} if {self._holds(one)} else " for label, one in options)
                self.places[name] = self._line(f"{chosen}None", None)
            case Bound(_, numbers):
                for guard, _ in numbers:
                    self.conditions[guard] = self._placed(guard)
            case Sum(name, terms):
                told = "".join(f"({self._alternatives(each)}), " for each in terms)
                self.places[name] = self._line(f"total(({told}))", None)

    def _alternatives(self, part: Iterable[tuple[Condition, AnyType]]) -> str:
        return "".join(f"({self._number(one)}, {self._constant(Fraction(str(points)))}), " for one, points in part)

    def _line(self, expression: str, blank: object = FALSE) -> int:
        place = self._new(blank)
        self._lines.append(f"s[{place}] = {expression}")
        return place

    def _new(self, blank: object) -> int:
        self._blank.append(blank)
        return len(self._blank) - 1

    def _constant(self, value: object) -> str:
        name = f"k{len(self._constants)}"
        self._constants[name] = value
        return name

    def _placed(self, condition: Condition) -> int:
        written = self._number(condition)
        place = _PLACE.fullmatch(written)
        if place:
            return int(place[1])
        kept = self._line(written)
        self._known[condition, False] = f"s[{kept}]"
        return kept

    def _holds(self, condition: Condition) -> str:
        """Whether a condition is true."""
        if isinstance(condition, All):
            return f"not ({self._joined(condition.parts, negated=True)})"
        return f"({self._number(condition)}) == -1"

    def _number(self, condition: Condition, negated: bool = False) -> str:
        """The number of a condition or of its opposite, as an expression; one that is used again is kept."""
        known = self._known.get((condition, negated))
        if known is None:
            known = self._written(condition, negated)
            if self._often[condition] > 1 and not _PLACE.fullmatch(known):
                known = f"s[{self._line(known)}]"
            self._known[condition, negated] = known
        return known

    def _written(self, condition: Condition, negated: bool) -> str:
        match condition:
            case Not(part):
                return self._number(part, not negated)
            case Any(parts):
                return self._turned(self._joined(parts, negated=False), negated)
            case All(parts):
                return self._turned(self._joined(parts, negated=True), not negated)
            case AtLeast(count, parts):
                return self._turned(f"at_least({count}, ({self._listed(parts)}))", negated)
            case Known(_, slots, known):
                absent = " | ".join(map(self._missing, slots))
                return f"~({absent})" if known is not negated else absent
            case Is(slot, values) if isinstance(self._names.get(slot), Choice):
                return self._turned(f"-({self._named(slot)} in {self._constant(values)})", negated)
            case Is(slot, values) if slot in self._names:
                if len(values) == 1:
                    return self._wire(slot, (values[0] is True) is negated)
                return self._turned(" | ".join(self._wire(slot, value is not True) for value in values), negated)
            case Within(slot) if slot in self._names:
                return self._turned(f"within({self._named(slot)}, {self._constant(condition)})", negated)
            case _:
                return self._test(condition, negated)

    def _turned(self, expression: str, negated: bool) -> str:
        return f"(t if (t := {expression}) > 0 else ~t)" if negated else expression

    def _listed(self, parts: Iterable[Condition]) -> str:
        return "".join(f"{self._number(part)}, " for part in parts)

    def _joined(self, parts: Sequence[Condition], negated: bool) -> str:
        """That any of the parts is so, or its opposite."""
        labels = {part.values for part in parts if isinstance(part, Is)}
        if len(parts) > 1 and len(labels) == 1 and all(map(self._is_label, parts)) and not negated:
            return self._any_chosen(parts, *labels)
        said = [one for one in dict.fromkeys(self._number(part, negated) for part in parts) if one != "0"]
        while len(said) > LONGEST_LINE:
            runs = (said[at : at + LONGEST_LINE] for at in range(0, len(said), LONGEST_LINE))
            said = [f"s[{self._line(' | '.join(some))}]" for some in runs]
        return "-1" if "-1" in said else " | ".join(said) or "0"

    def _is_label(self, part: Condition) -> bool:
        return isinstance(part, Is) and len(part.values) == 1 and isinstance(self._names.get(part.slot), Choice)

    def _any_chosen(self, parts: Iterable[Condition], values: tuple[bool | str, ...]) -> str:
        choices = "".join(f"{self._named(part.slot)}, " for part in parts if isinstance(part, Is))
        return f"-({self._constant(values[0])} in ({choices}))"

    def _named(self, name: str) -> str:
        """What a part says, here or in another block."""
        if name in self.places:
            return f"s[{self.places[name]}]"
        return self._outside.setdefault(name, f"x[{len(self._outside)}]")

    def _wire(self, name: str, negated: bool) -> str:
        if not negated:
            return self._named(name)
        key = (Is(name, (False,)), False)
        if key not in self._known:
            self._known[key] = f"s[{self._line(self._turned(self._named(name), True))}]"
        return self._known[key]

    def _missing(self, slot: str) -> str:
        """Whether nobody answered; never unknown."""
        if slot not in self._absent:
            self._absent[slot] = self._new(TRUE)
        return f"s[{self._absent[slot]}]"

    def _test(self, test: Leaf, negated: bool) -> str:
        """What an answer says of a test; nobody answered yet, so it waits for that."""
        if (test, negated) not in self._tests:
            assert not isinstance(test, Known)
            self._tests[test, negated] = self._new(self._bits[test.slot])
        return f"s[{self._tests[test, negated]}]"


_PLACE = re.compile(r"s\[(\d+)\]")


def _compound(condition: Condition) -> Iterable[Condition]:
    """The conditions in it that have parts, itself among them."""
    match condition:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            yield condition
            yield from (one for part in parts for one in _compound(part))
        case Not(part):
            yield from _compound(part)


def _slot(block: int, tests: Iterable[tuple[Is | Within, bool, int]], absent: int | None) -> SlotTests:
    choices = [(one, negated, place) for one, negated, place in tests if isinstance(one, Is)]
    values = dict.fromkeys(value for one, _, _ in choices for value in one.values)
    answered = () if absent is None else ((absent, FALSE),)

    def verdicts(value: Scalar | None) -> tuple[tuple[int, int], ...]:
        numbers = ((place, FALSE if (value in one.values) is negated else TRUE) for one, negated, place in choices)
        return (*answered, *numbers)

    bounds = tuple((one, negated, place) for one, negated, place in tests if isinstance(one, Within))
    return SlotTests(block, {value: verdicts(value) for value in values}, verdicts(None), bounds)
