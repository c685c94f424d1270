"""The one place that knows experta 1.9.4: everything it does to its host, or leaves undone, is mended here.

The rest of Sluimer sees `Inference`: values in, truths and firings out. Each hazard that is met here has a test that
fails without its remedy, in `tests/engines/test_experta_adapter.py`.
"""

import collections
import collections.abc
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from sluimer.engines.consult.compile import BlockProgram, Readings, Stratum
from sluimer.engines.consult.number import TRUE, truth_in
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.logic import Truth
from sluimer.meaning.net import rule_name
from sluimer.meaning.truth import ScoreRange
from sluimer.messages import StepLimitError

STEP_LIMIT = 100_000
"""Firings in one consultation; each rule fires once, so only a fault can come near."""


@contextmanager
def host_left_alone() -> Iterator[None]:
    """Lend `collections.Mapping` to an import that still wants it, and undo what it does to the root logger."""
    root = logging.getLogger()
    before = list(root.handlers)
    lent = not hasattr(collections, "Mapping")
    if lent:
        collections.Mapping = collections.abc.Mapping  # type: ignore[attr-defined]  # frozendict 1.2 asks for it
    try:
        yield
    finally:
        if lent:
            del collections.Mapping  # type: ignore[attr-defined]  # the same
        for handler in list(root.handlers):
            if handler not in before:
                root.removeHandler(handler)


with host_left_alone():
    from experta import Fact, KnowledgeEngine
    from experta.abstract import Matcher, Strategy
    from experta.activation import Activation
    from experta.factlist import FactList


@dataclass(frozen=True, slots=True)
class Inferred:
    """What forward chaining found: values with the findings, what fired in which order, what was ruled out.

    `said` has what the parts say of the blocks that an answer touched; of the others they say what they say of nobody.
    """

    program: BlockProgram = field(repr=False)
    values: Mapping[str, Scalar]
    fired: tuple[str, ...]
    ruled_out: tuple[str, ...]
    said: Mapping[int, Readings]

    @property
    def readings(self) -> list[Readings]:
        """What the parts of each block say."""
        return [self.said.get(number) or block.blank for number, block in enumerate(self.program.blocks)]

    def number(self, part: str) -> int:
        """What a rule, a finding or the scope says, with what it waits for."""
        block, place = self.program.places[part]
        number: int = (self.said.get(block) or self.program.blocks[block].blank)[place]
        return number

    def truth(self, part: str) -> Truth:
        """The truth of a rule, a finding or the scope."""
        return truth_in(self.number(part))

    def score(self, name: str) -> ScoreRange:
        """Which totals of a score are still possible."""
        block, place = self.program.places[name]
        low, high, _ = (self.said.get(block) or self.program.blocks[block].blank)[place]
        return ScoreRange(low, high)

    def findings(self) -> dict[str, Truth]:
        """The truth of every finding in the blocks that an answer touched."""
        blocks = self.program.blocks
        return {
            name: truth_in(said[place])
            for number, said in self.said.items()
            for stratum in blocks[number].strata
            for place, name in stratum.findings
        }


class Inference:
    """Runs one program; it holds nothing of the persons it ran for, so threads may share it."""

    def __init__(self, program: BlockProgram, rules: Iterable[Rule], step_limit: int = STEP_LIMIT) -> None:
        self._productions = _Productions(program, rules)
        self._step_limit = step_limit

    def run(self, values: Mapping[str, Scalar]) -> Inferred:
        """Chain forward from these values until nothing fires; raises StepLimitError."""
        engine = _Engine(self._productions)
        matcher = engine.matcher
        engine.facts.declare(_Values(values))
        try:
            engine.run(self._step_limit)
        finally:
            del engine.matcher, matcher.engine  # each holds the other, and both would stay until they are collected
        return Inferred(
            self._productions.program, matcher.values, tuple(engine.fired), tuple(matcher.ruled_out), matcher.said
        )


class _Values(Fact):  # type: ignore[misc]  # experta has no types
    """Values that were checked and typed before they came here: by slot, or a finding by its name.

    They are plain and immutable, so there is nothing to freeze, and no pattern or default among them to look for.
    """

    def __init__(self, values: Mapping[str, Scalar]) -> None:
        dict.__init__(self, values)


class _FactList(FactList):  # type: ignore[misc]  # experta has no types
    """A list that takes every fact as it is: it was checked before it came here, and a slot gets its value once."""

    def declare(self, fact: _Values) -> _Values:
        """Add a fact, and leave it for the matcher."""
        self[self.last_index] = fact
        self.last_index += 1
        self.added.append(fact)
        return fact


class _Production:
    """A rule in the form that experta takes."""

    def __init__(self, rule: str, salience: int, concludes: tuple[str, ...]) -> None:
        self.__name__ = rule
        self.salience = salience
        self._concludes = concludes

    def __call__(self, engine: "_Engine") -> None:
        engine.fired.append(self.__name__)
        if self._concludes:
            known = engine.matcher.values
            news = {finding: True for finding in self._concludes if finding not in known}
            if news:
                engine.facts.declare(_Values(news))


class _Productions:
    """A program with an activation ready for each rule; activations carry no facts, so persons can share them."""

    def __init__(self, program: BlockProgram, rules: Iterable[Rule]) -> None:
        self.program = program
        self.height = max(len(block.strata) for block in program.blocks)
        self.activations = _activations(program, {rule_name(rule.id): rule for rule in rules})
        self._ready = [[self._in_order(stratum) for stratum in block.strata] for block in program.blocks]
        self.blank = [list(self._of_nobody(depth)) for depth in range(self.height)]

    def fired(self, block: int, depth: int, said: Readings) -> list[Activation]:
        """The activations of the rules that hold in a stratum of a block."""
        return [activation for place, activation in self._ready[block][depth] if said[place] == TRUE]

    def _in_order(self, stratum: Stratum) -> list[tuple[int, Activation]]:
        placed = [(place, self.activations[name]) for place, name in stratum.rules]
        return sorted(placed, key=lambda one: one[1].rule.salience)

    def _of_nobody(self, depth: int) -> Iterator[tuple[int, list[Activation], list[str]]]:
        """What fires and is ruled out in the blocks where something does though no answer touches them."""
        for number, block in enumerate(self.program.blocks):
            if depth < len(block.strata):
                fired, findings = self.fired(number, depth, block.blank), block.strata[depth].ruled_out(block.blank)
                if fired or findings:
                    yield number, fired, findings


def firing_order(program: BlockProgram, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """The wires of the rules in the order in which those fire that hold: by stratum, caution before advice, by id."""
    strata = [
        (depth, name) for one in program.blocks for depth, each in enumerate(one.strata) for _, name in each.rules
    ]
    strata.sort(key=lambda one: (one[0], not rules[one[1]].cautions, rules[one[1]].id))
    return tuple(name for _, name in strata)


def _activations(program: BlockProgram, rules: Mapping[str, Rule]) -> dict[str, Activation]:
    """For each wire of a rule its activation; what fires first has the highest salience."""
    return {
        name: Activation(_Production(rules[name].id, salience, rules[name].concludes), ())
        for salience, name in enumerate(reversed(firing_order(program, rules)), start=1)
    }


class _BlockMatcher(Matcher):  # type: ignore[misc]  # experta has no types
    """Weighs the rules of the blocks that an answer touches, stratum by stratum, each of them once.

    A stratum is weighed when nothing in those below can fire any more. Each slot has one value by then and keeps it,
    so this does the work of a Rete network. A finding that no rule can conclude any more is false from then on; that
    is matching too, since nothing fires for it.
    """

    def __init__(self, engine: "_Engine") -> None:
        super().__init__(engine)
        self._productions = engine.productions
        self.reset()

    def reset(self) -> None:
        """Forget the person."""
        self.values: dict[str, Scalar] = {}
        self.said: dict[int, Readings] = {}
        self.ruled_out: list[str] = []
        self._stratum = 0

    def changes(
        self,
        adding: Sequence[_Values] = (),
        deleting: Sequence[_Values] = (),  # noqa: ARG002  # experta hands it over; nothing is ever retracted
    ) -> tuple[list[Activation], tuple[()]]:
        """The activations of the next stratum, once those of this one have fired; nothing is ever retracted."""
        for known in adding:
            self.values.update(known)
        if not self._stratum:
            self.said = self._productions.program.touched(self.values)
        added: list[Activation] = []
        while not (added or self.engine.agenda.activations) and self._stratum < self._productions.height:
            added = self._weigh(self._stratum)
            self._stratum += 1
        return added, ()

    def _weigh(self, depth: int) -> list[Activation]:
        productions, blocks = self._productions, self._productions.program.blocks
        added: list[Activation] = []
        for number, said in self.said.items():
            strata = blocks[number].strata
            if depth < len(strata):
                strata[depth].weigh(said, ())
                added += productions.fired(number, depth, said)
                self._rule_out(strata[depth].ruled_out(said))
        for number, firing, findings in productions.blank[depth]:
            if number not in self.said:
                added += firing
                self._rule_out(findings)
        return added

    def _rule_out(self, findings: list[str]) -> None:
        if findings:
            self.ruled_out += findings
            self.values.update(dict.fromkeys(findings, False))


class _BySalience(Strategy):  # type: ignore[misc]  # experta has no types
    """The highest salience goes first; every salience is unique, so there is no draw to break."""

    def _update_agenda(self, agenda: Any, added: list[Activation], removed: tuple[()]) -> None:  # noqa: ARG002  # as above
        agenda.activations.extend(added)
        agenda.activations.sort(key=_SALIENCE)


_SALIENCE = attrgetter("rule.salience")


class _Engine(KnowledgeEngine):  # type: ignore[misc]  # experta has no types
    """One consultation: made for it and thrown away, so that a failure cannot reach the next."""

    __matcher__ = _BlockMatcher
    __strategy__ = _BySalience

    def __init__(self, productions: _Productions) -> None:
        self.productions = productions
        self.fired: list[str] = []
        super().__init__()
        self.facts = _FactList()

    def run(self, steps: int) -> None:
        """Fire what is on the agenda until nothing is left; raises StepLimitError rather than stop in silence."""
        self.running = True
        try:
            while activation := self._next():
                if len(self.fired) == steps:
                    raise StepLimitError(steps, tuple(self.fired))
                activation.rule(self)
        finally:
            self.running = False

    def _next(self) -> Activation | None:
        if self.facts.added or not self.agenda.activations:
            added, removed = self.get_activations()
            if added:
                self.strategy.update_agenda(self.agenda, added, removed)
        return self.agenda.get_next()
