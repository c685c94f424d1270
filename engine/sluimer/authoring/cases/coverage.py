"""What the cases have shown of each rule and each test in it: true, false, unknown, and decisive.

A test is decisive in a case where it alone turns the rule: were it true the rule would be one thing, were it false
another.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice

from sluimer.authoring.cases.run import ASKED, CaseResult, asking, batches
from sluimer.engines.planes import PlaneReading, make_planes
from sluimer.engines.planes.run import Person, Plane
from sluimer.knowledge.base import Knowledge, concluding_rules
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Known, Leaf, Not, Within, leaves, slots_of
from sluimer.knowledge.vocabulary import Vocabulary, allowed_numbers
from sluimer.meaning.logic import Truth, conjunction, count_truth, disjunction, negation
from sluimer.messages import Position
from sluimer.read.allow import NOT_COVERED, Allowance


class Cell(StrEnum):
    """What a rule or a test can be seen to be."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    DECISIVE = "decisive"


TRUTHS: Mapping[Truth, Cell] = {True: Cell.TRUE, False: Cell.FALSE, None: Cell.UNKNOWN}


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One rule as a whole, or one test in it: in how many cases each cell was seen.

    `number` counts the tests of the rule from 0; `excused` names the cells that no case can show, with the key of the
    phrase that says why, or a reason that the author wrote. Where it is about the points of a score, that is the
    `rule`, and `points` counts those from 1.
    """

    rule: str
    position: Position
    counts: Mapping[Cell, int]
    test: Leaf | None = None
    number: int = 0
    excused: Mapping[Cell, str] = field(default_factory=dict)
    points: int = 0

    @property
    def missing(self) -> tuple[Cell, ...]:
        """The cells that no case has shown, though one could."""
        return tuple(cell for cell, count in self.counts.items() if not count and cell not in self.excused)

    def as_dict(self) -> dict[str, object]:
        """It as plain data, for JSON."""
        return {
            **({"score": self.rule, "points": self.points} if self.points else {"rule": self.rule}),
            "place": str(self.position),
            "test": None if self.test is None else self.number,
            "seen": dict(self.counts),
            "excused": dict(self.excused),
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """A row for every rule, all points of every score, and every test in them."""

    rows: tuple[CoverageRow, ...]

    @property
    def cells(self) -> int:
        """How many cells there are to be seen."""
        return sum(len(row.counts.keys() - row.excused.keys()) for row in self.rows)

    @property
    def missing(self) -> tuple[tuple[CoverageRow, Cell], ...]:
        """Each cell that was not seen."""
        return tuple((row, cell) for row in self.rows for cell in row.missing)

    @property
    def percent(self) -> float:
        """How much of it was seen, from 0 to 100."""
        return 100 * (self.cells - len(self.missing)) / self.cells if self.cells else 100.0


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A condition that cases should show: that of a rule, or of some points of a score, which are counted from 1."""

    name: str
    condition: Condition
    position: Position
    points: int = 0

    @property
    def key(self) -> str:
        """What it is called among all of them; no rule has such a name as points have here."""
        return f"{self.name}/{self.points}" if self.points else self.name


def _weighed_in(knowledge: Knowledge) -> Iterator[_Weighed]:
    """The conditions of all rules, then those of all points."""
    for rule in knowledge.rules.values():
        yield _Weighed(rule.id, rule.condition, rule.position)
    for score in knowledge.vocabulary.scores.values():
        for number, condition in enumerate(score.conditions, start=1):
            places = [test.position for test in leaves(condition)]
            yield _Weighed(score.id, condition, min(places, default=score.position), number)


class Tests:
    """The rules and scores of a knowledge base and the tests in them, compiled, to be looked at in many persons."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.of = {one.key: leaves(one.condition) for one in _weighed_in(knowledge)}
        every = dict.fromkeys(test for tests in self.of.values() for test in tests)
        self.names = {test: f"{ASKED}{number}" for number, test in enumerate(every)}
        self._planes = make_planes(asking({name: test for test, name in self.names.items()}, knowledge))

    def run(self, persons: Sequence[Person]) -> "Seen":
        """What they are in these persons."""
        return Seen(self, self._planes.run(persons))


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tests of rules are in some persons."""

    _tests: Tests
    _found: PlaneReading

    def together(self, rule: str) -> Mapping[tuple[Truth, ...], Plane]:
        """What the tests of a rule are together, and in whom; in nobody where the rule has no say."""
        tests = self._tests.of.get(rule)
        met: dict[tuple[Truth, ...], Plane] = {} if tests is None else {(): (1 << self._found.count) - 1}
        for test in tests or ():
            said = self._found.planes(self._tests.names[test])
            split = {**said, None: ~(said[True] | said[False])}.items()
            met = {(*before, one): who for before, some in met.items() for one, own in split if (who := some & own)}
        return met


def make_coverage(results: Iterable[CaseResult], knowledge: Knowledge, allowed: Iterable[Allowance] = ()) -> Coverage:
    """What these results have shown, over the rules of every pack and setting; allowances excuse what is missing."""
    cases, reasons = (one.case for one in results), tuple(one for one in allowed if one.code == NOT_COVERED)
    seen = [Tests(batch.knowledge).run(batch.persons) for batch in batches(cases, knowledge)]
    settled = _always_settled(knowledge)
    rows = (row for one in _weighed_in(knowledge) for row in _rows_of(one, seen, knowledge.vocabulary, settled))
    return Coverage(tuple(_excused(row, reasons) for row in rows))


def _excused(row: CoverageRow, allowed: Iterable[Allowance]) -> CoverageRow:
    reason = next((one.reason for one in allowed if one.covers(NOT_COVERED, row.position) and one.reason), "")
    return replace(row, excused={**dict.fromkeys(row.missing, reason), **row.excused}) if reason else row


def _always_settled(knowledge: Knowledge) -> frozenset[str]:
    """The slots that are assumed while nobody answers, and the findings that build on such alone."""
    facts = knowledge.vocabulary.facts.values()
    found = {slot for fact in facts if fact.assume is not None for slot in fact.slots}
    reads = {
        finding: {slot for rule in rules for slot in slots_of(knowledge.rules[rule].condition)}
        for finding, rules in concluding_rules(knowledge).items()
    }
    while more := {finding for finding, slots in reads.items() if finding not in found and slots <= found}:
        found |= more
    return frozenset(found)


def _rows_of(
    one: _Weighed, seen: Iterable[Seen], vocabulary: Vocabulary, settled: Container[str]
) -> Iterator[CoverageRow]:
    tests, met = leaves(one.condition), Counter[tuple[Truth, ...]]()
    for some in seen:
        met.update({truths: who.bit_count() for truths, who in some.together(one.key).items()})
    impossible = [_impossible(test, vocabulary, settled) for test in tests]
    excused = _impossible_as_whole(one.condition, impossible)
    whole = _as_whole(one.condition, met)
    yield CoverageRow(one.name, one.position, whole, excused=excused, points=one.points)
    counts = _of_tests(one.condition, len(tests), met)
    for number, test in enumerate(tests):
        yield CoverageRow(one.name, test.position, counts[number], test, number, impossible[number], one.points)


def _as_whole(condition: Condition, met: Mapping[tuple[Truth, ...], int]) -> Mapping[Cell, int]:
    counts = dict.fromkeys((Cell.TRUE, Cell.FALSE, Cell.UNKNOWN), 0)
    for truths, times in met.items():
        counts[TRUTHS[truth_of_tests(condition, truths)]] += times
    return counts


def _of_tests(condition: Condition, tests: int, met: Mapping[tuple[Truth, ...], int]) -> list[dict[Cell, int]]:
    """For each test how often each of its cells was seen."""
    counts = [dict.fromkeys(Cell, 0) for _ in range(tests)]
    for truths, times in met.items():
        for own, truth, decisive in zip(counts, truths, decisive_tests(condition, truths), strict=True):
            own[TRUTHS[truth]] += times
            own[Cell.DECISIVE] += times * decisive
    return counts


def decisive_tests(condition: Condition, truths: Iterable[Truth]) -> tuple[bool, ...]:
    """For each test whether it alone turns the condition, with the other tests as they are; one look at each."""
    return tuple(_decisive(condition, iter(truths), {truth: truth for truth in TRUTHS}))


def _decisive(condition: Condition, truths: Iterator[Truth], whole: Mapping[Truth, Truth]) -> Iterator[bool]:
    """For each test in a part of a condition; `whole` is what all of it is when this part is true, false, unknown."""
    match condition:
        case Not(part):
            yield from _decisive(part, truths, {truth: whole[negation(truth)] for truth in whole})
        case All(parts) | Any(parts) | AtLeast(_, parts):
            given = [tuple(islice(truths, len(leaves(part)))) for part in parts]
            found = [truth_of_tests(part, own) for part, own in zip(parts, given, strict=True)]
            most = len(parts) if isinstance(condition, All) else 1
            needed = condition.count if isinstance(condition, AtLeast) else most
            sure, open_ = found.count(True), found.count(None)
            for part, own, truth in zip(parts, given, found, strict=True):
                others = sure - (truth is True), open_ - (truth is None)
                turned = {one: whole[_counted(needed, one, *others)] for one in TRUTHS}
                yield from _decisive(part, iter(own), turned)
        case _:
            next(truths)
            yield whole[True] is not whole[False]


def _counted(needed: int, one: Truth, sure: int, unsure: int) -> Truth:
    """Whether at least `needed` are true: this one, so many that are, and so many of which nobody knows."""
    sure, unsure = sure + (one is True), unsure + (one is None)
    return True if sure >= needed else None if sure + unsure >= needed else False


def truth_of_tests(condition: Condition, truths: Iterable[Truth]) -> Truth:
    """What a condition is when its tests, from left to right, are these."""
    left = iter(truths)  # of which each part takes its own
    match condition:
        case All(parts):
            return conjunction([truth_of_tests(part, left) for part in parts])
        case Any(parts):
            return disjunction([truth_of_tests(part, left) for part in parts])
        case AtLeast(count, parts):
            return count_truth(count, [truth_of_tests(part, left) for part in parts])
        case Not(part):
            return negation(truth_of_tests(part, left))
    return next(left)


def _impossible(test: Leaf, vocabulary: Vocabulary, settled: Container[str]) -> Mapping[Cell, str]:
    """What a test can never be, whoever the person is."""
    if isinstance(test, Known):
        return {Cell.UNKNOWN: "never-unknown"}
    if test.slot in settled:
        return {Cell.UNKNOWN: "never-unknown-assumed"}
    if isinstance(test, Within):
        measure = vocabulary.facts.get(test.slot) or vocabulary.scores[test.slot]
        kept = {test.contains(number) for number in allowed_numbers([test], measure)}
        return {TRUTHS[truth]: f"never-{truth}".lower() for truth in (True, False) if truth not in kept}
    return {}


def _impossible_as_whole(condition: Condition, tests: list[Mapping[Cell, str]]) -> Mapping[Cell, str]:
    if not tests:
        return dict.fromkeys((Cell.FALSE, Cell.UNKNOWN), "holds-always")
    if len(tests) == 1:  # the rule is what its only test is, or under `not` the opposite
        found = ((truth, reason) for truth, cell in TRUTHS.items() if (reason := tests[0].get(cell)))
        return {TRUTHS[truth_of_tests(condition, (truth,))]: reason for truth, reason in found}
    reasons = [test.get(Cell.UNKNOWN) for test in tests]
    return {Cell.UNKNOWN: reason} if (reason := reasons[0]) and all(reasons) else {}
