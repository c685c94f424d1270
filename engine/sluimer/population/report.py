"""What came of a population: how many got what, which rules fired, what was not known, and which rows were bad."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from sluimer.case import Places
from sluimer.engines.planes import Planes
from sluimer.meaning.advice import KnowledgeName
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.net import CONTRADICTED, OUTCOME, contradiction_name, rule_name
from sluimer.messages import Problem
from sluimer.population.answers import ColumnAnswers
from sluimer.population.bits import Plane
from sluimer.population.choice import OnBadRow
from sluimer.population.cohort import GroupedCounts, WhereCount
from sluimer.population.result import Rows


class Answering(StrEnum):
    """What became of somebody's answers: they contradict each other, an item still waits for some, or none does."""

    CONTRADICTING = "contradicting"
    WAITING = "waiting"
    ANSWERED = "answered"


MOST_NAMES = 1_000
"""Names of one column that are told as data."""
MOST_EXAMPLES = 3
"""Bad rows of one kind in one column that are shown."""


@dataclass(frozen=True, slots=True)
class BadAnswers:
    """Answers of one column that cannot be read, for one reason: in how many rows, with the first of them."""

    column: str
    code: str
    count: int
    examples: tuple[Problem, ...]

    def as_dict(self, language: str) -> dict[str, object]:
        """It as plain data."""
        examples = [problem.as_dict(language) for problem in self.examples]
        return {"column": self.column, "code": self.code, "count": self.count, "examples": examples}


@dataclass(frozen=True, slots=True)
class Silence:
    """Of how many persons a column says nothing, or not all: since nobody asked, or they do not know, or declined."""

    column: str
    not_asked: int
    unknown: int
    declined: int

    @property
    def count(self) -> int:
        """All of them."""
        return self.not_asked + self.unknown + self.declined


class ReportPart(Protocol):
    """What somebody who watched has to tell beside the counts."""

    def as_dict(self, language: str) -> dict[str, object]:
        """It as plain data, with the texts in this language."""


@dataclass(frozen=True, slots=True)
class UnplacedNames:
    """What stood in lists of one column and fits no option: in how many rows, and each name with its count."""

    column: str
    rows: int
    names: tuple[tuple[str, int], ...]

    def as_dict(self) -> dict[str, object]:
        """It as plain data, with the most frequent names."""
        return {"column": self.column, "rows": self.rows, "names": dict(self.names[:MOST_NAMES])}


@dataclass(frozen=True, slots=True)
class PopulationReport:
    """The counts at the end of a run; those of advice are of the persons whose answers could all be read.

    Where a question says which persons are meant, they are of those persons.
    """

    knowledge: KnowledgeName
    rows: int
    bad_rows: int
    outcomes: Mapping[str, int]
    states: Mapping[str, Mapping[str, int]]
    rules: Mapping[str, int]
    """For each rule for how many persons it fired."""
    contradictions: Mapping[str, int]
    silences: tuple[Silence, ...]
    never_asked: tuple[str, ...]
    """The facts that no column is about."""
    bad: tuple[BadAnswers, ...] = ()
    on_bad_row: OnBadRow = OnBadRow.FAIL
    ways: Mapping[Answering, Mapping[str, int]] = field(default_factory=dict)
    """For whatever became of the answers how many got which outcome."""
    where: WhereCount | None = None
    groups: tuple[GroupedCounts, ...] = ()
    watched: Mapping[str, ReportPart] = field(default_factory=dict)
    unplaced: tuple[UnplacedNames, ...] = ()
    mapping: Mapping[str, object] | None = None
    """Which mapping the columns were read by, where there was one."""

    @property
    def advised(self) -> int:
        """For how many persons there is a result."""
        return self.where.true if self.where else self.rows - self.bad_rows

    @property
    def never_fired(self) -> tuple[str, ...]:
        """The rules that fired for nobody."""
        return tuple(rule for rule, count in self.rules.items() if not count)

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """It as plain data, with the messages in this language."""
        return {
            "knowledge": self.knowledge.as_dict(),
            "rows": self.rows,
            "on_bad_row": str(self.on_bad_row),
            "bad_rows": self.bad_rows,
            "bad": [one.as_dict(language) for one in self.bad],
            "outcomes": dict(self.outcomes),
            "answers_to_outcome": {str(one): dict(counts) for one, counts in self.ways.items()},
            "states": {item: dict(counts) for item, counts in self.states.items()},
            "rules": dict(self.rules),
            "never_fired": list(self.never_fired),
            "contradictions": dict(self.contradictions),
            "not_known": [
                {"column": one.column, "not_asked": one.not_asked, "unknown": one.unknown, "declined": one.declined}
                for one in self.silences
            ],
            "never_asked": list(self.never_asked),
            "where": self.where.as_dict() if self.where else None,
            "by": [one.as_dict() for one in self.groups],
            **{name: part.as_dict(language) for name, part in self.watched.items()},
            "unplaced": [one.as_dict() for one in self.unplaced],
            "mapping": self.mapping,
        }


@dataclass(slots=True)
class _BadKind:
    count: int = 0
    examples: list[Problem] = field(default_factory=list)


Counted = tuple[int, int, Counter[tuple[str, object]], dict[str, Counter[str]], dict[tuple[str, str], _BadKind]]
"""Rows, bad rows, planes, silences and kinds of bad answers, as they were counted."""


class PopulationCount:
    """Counts while batches go by."""

    def __init__(self, planes: Planes, file: str) -> None:
        self._planes = planes
        self._places = Places(file)
        self.rows = 0
        self.bad_rows = 0
        self.meant = 0
        self.unsure = 0
        self._counts: Counter[tuple[str, object]] = Counter()
        self._ways: Counter[tuple[Answering, object]] = Counter()
        self._silent: dict[str, Counter[str]] = {}
        self._kinds: dict[tuple[str, str], _BadKind] = {}

    @cached_property
    def _counted(self) -> tuple[tuple[str, object, int], ...]:
        """The planes that are counted: their part, what they say, and their place."""
        net = self._planes.net
        named: list[tuple[str, bool | None]] = [(OUTCOME, None), *((item.state, None) for item in net.items)]
        named += [(rule_name(rule), True) for rule in net.rules]
        named += [(contradiction_name(one), True) for one in net.contradictions]
        return tuple(
            (name, says, place)
            for name, only in named
            for says, place in self._planes.places[name]
            if only is None or says is only
        )

    def count(self, rows: Rows, good: Plane, count: int, meant: Plane | None = None, unsure: Plane = 0) -> None:
        """Count what the net says of those persons of a batch who are good, or of those who are `meant`.

        Of `unsure` it is not known whether they are.
        """
        self.rows += count
        self.bad_rows += count - good.bit_count()
        meant = good if meant is None else meant
        self.meant += meant.bit_count()
        self.unsure += unsure.bit_count()
        for name, says, place in self._counted:
            self._counts[name, says] += (rows[place] & meant).bit_count()
        self._count_ways(rows, meant)

    def _count_ways(self, rows: Rows, meant: Plane) -> None:
        """Count how many got which outcome by what became of their answers."""
        places = self._planes.places
        held = sum(rows[place] for says, place in places.get(CONTRADICTED, ()) if says is True) & meant
        waiting = 0
        for place in self._open:
            waiting |= rows[place]
        parts = {
            Answering.CONTRADICTING: held,
            Answering.WAITING: waiting & meant & ~held,
            Answering.ANSWERED: meant & ~waiting & ~held,
        }
        for outcome, place in places[OUTCOME]:
            for one, who in parts.items():
                self._ways[one, outcome] += (rows[place] & who).bit_count()

    @cached_property
    def _open(self) -> tuple[int, ...]:
        """The planes of those for whom an item is open."""
        states = (dict(self._planes.places[item.state]) for item in self._planes.net.items)
        return tuple(places[State.OPEN] for places in states if State.OPEN in places)

    def silence(self, columns: Mapping[str, ColumnAnswers], good: Plane) -> None:
        """Count of whom a column says nothing."""
        for name, answers in columns.items():
            counts = self._silent.setdefault(name, Counter())
            said = answers.known | answers.unknown | answers.declined
            counts["not_asked"] += (good & ~said).bit_count()
            counts["unknown"] += (good & answers.unknown).bit_count()
            counts["declined"] += (good & answers.declined).bit_count()

    def bad_answer(self, column: str, row: object, problem: Problem) -> None:
        """Count one answer that cannot be read; `row` is what its row is called, if anything."""
        kind = self._kinds.setdefault((column, problem.code), _BadKind())
        kind.count += 1
        if len(kind.examples) < MOST_EXAMPLES:
            place = self._places.of(*filter(None, (row, column)))
            kind.examples.append(replace(problem, position=place))

    @property
    def counted(self) -> Counted:
        """All that was counted, without the net: small enough to be sent."""
        return self.rows, self.bad_rows, self._counts, self._silent, self._kinds

    def add(self, counted: Counted) -> None:
        """Add what was counted elsewhere, of other persons."""
        rows, bad_rows, counts, silent, kinds = counted
        self.rows += rows
        self.bad_rows += bad_rows
        self._counts.update(counts)
        for name, silences in silent.items():
            self._silent.setdefault(name, Counter()).update(silences)
        for key, kind in kinds.items():
            mine = self._kinds.setdefault(key, _BadKind())
            mine.count += kind.count
            mine.examples += kind.examples[: MOST_EXAMPLES - len(mine.examples)]

    @property
    def bad(self) -> tuple[BadAnswers, ...]:
        """The kinds of answers that cannot be read, as they were met."""
        return tuple(
            BadAnswers(column, code, kind.count, tuple(kind.examples)) for (column, code), kind in self._kinds.items()
        )

    def problems(self, code: str = "bad-rows") -> tuple[Problem, ...]:
        """What is told where bad rows are not allowed: each kind with its count and examples, and the sum by `code`."""
        found: list[Problem] = []
        for one in self.bad:
            place = self._places.of(one.column) if one.column else self._places.of()
            words = (("column", one.column), ("count", str(one.count)))
            found += [Problem("bad-answers" if one.column else "bad-lines", place, words), *one.examples]
        words = (("count", str(self.bad_rows)), ("rows", str(self.rows)))
        return (*found, Problem(code, self._places.of(), words))

    def where(self, question: str | None) -> WhereCount | None:
        """Of how many persons a question was true; None where there was none."""
        return None if question is None else WhereCount(question, self.meant, self.unsure, self.rows - self.bad_rows)

    def report(self, knowledge: KnowledgeName, never_asked: Iterable[str], on_bad_row: OnBadRow) -> PopulationReport:
        """All counts."""
        net = self._planes.net
        silences = [
            Silence(name, counts["not_asked"], counts["unknown"], counts["declined"])
            for name, counts in self._silent.items()
        ]
        return PopulationReport(
            knowledge,
            self.rows,
            self.bad_rows,
            {str(one): self._counts[OUTCOME, one] for one in Outcome},
            {item.id: {str(one): self._counts[item.state, one] for one in State} for item in net.items},
            {rule: self._counts[rule_name(rule), True] for rule in net.rules},
            {one: self._counts[contradiction_name(one), True] for one in net.contradictions},
            tuple(sorted((one for one in silences if one.count), key=lambda one: -one.count)),
            tuple(never_asked),
            self.bad,
            on_bad_row,
            {way: {str(one): self._ways[way, one] for one in Outcome} for way in Answering},
        )
