"""Counting while batches of a population go by: here, in the tasks of a cluster, or in a run that goes on later."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, reduce
from operator import or_
from typing import Any

from sluimer.case import Places
from sluimer.engines.planes import Planes
from sluimer.knowledge.data import data_of
from sluimer.meaning.advice import KnowledgeName
from sluimer.meaning.model import Outcome, State
from sluimer.meaning.net import CONTRADICTED, OUTCOME, contradiction_name, rule_name
from sluimer.messages import Position, Problem
from sluimer.population.bits import NOBODY, Bits, Rows, how_many
from sluimer.population.choice import OnBadRow
from sluimer.population.cohort.question import WhereCount
from sluimer.population.reading.answers import ColumnAnswers
from sluimer.population.report.model import Answering, BadAnswers, PopulationReport, Silence, UnplacedNames

_MOST_NAMES = 10_000
"""Names that fit no option which are told apart."""
MOST_EXAMPLES = 3
"""Bad rows of one kind in one column that are shown."""


@dataclass(slots=True)
class Counts:
    """What was counted of some persons; what was counted of others can be added to it.

    Of the rows that can be read those of `meant` were asked about, and of `unsure` that is not known. `said` counts
    what parts of the net say, `ways` the outcomes by what became of the answers, `silent` for each column of whom it
    says nothing, `bad` by column and code the answers that cannot be read, with the first `examples` of them, and
    `unplaced` for each column the names that fit no option, with under None how many persons have any.
    """

    rows: int = 0
    bad_rows: int = 0
    meant: int = 0
    unsure: int = 0
    said: Counter[tuple[str, object]] = field(default_factory=Counter)
    ways: Counter[tuple[Answering, object]] = field(default_factory=Counter)
    silent: Counter[tuple[str, str]] = field(default_factory=Counter)
    bad: Counter[tuple[str, str]] = field(default_factory=Counter)
    unplaced: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    examples: defaultdict[tuple[str, str], list[Problem]] = field(default_factory=lambda: defaultdict(list))

    def add(self, other: "Counts") -> None:
        """Add what was counted of other persons."""
        self.rows += other.rows
        self.bad_rows += other.bad_rows
        self.meant += other.meant
        self.unsure += other.unsure
        for mine, more in zip(self._counters, other._counters, strict=True):
            mine.update(more)
        for kind, examples in other.examples.items():
            for one in examples:
                self.note(kind, one)

    def note(self, kind: tuple[str, str], example: Problem) -> None:
        """Keep an example, if it is one of the first of its kind."""
        if len(self.examples[kind]) < MOST_EXAMPLES:
            self.examples[kind].append(example)

    def as_dict(self) -> dict[str, object]:
        """All of it as plain data."""
        return {
            **data_of(self, "rows", "bad_rows", "meant", "unsure"),
            "counters": [[[*key, count] for key, count in one.items()] for one in self._counters],
            "examples": [[*kind, [asdict(one) for one in some]] for kind, some in self.examples.items()],
        }

    @classmethod
    def of_dict(cls, data: Mapping[str, Any], file: str) -> "Counts":
        """What was plain data, of a file that is called so now; raises LookupError, TypeError and ValueError."""
        found = cls(data["rows"], data["bad_rows"], data["meant"], data["unsure"])
        for counter, entries in zip(found._counters, data["counters"], strict=True):
            counter.update({(name, says): count for name, says, count in entries})
        for column, code, some in data["examples"]:
            found.examples[column, code] = [_problem_in(file, one) for one in some]
        return found

    @property
    def _counters(self) -> tuple[Counter[tuple[str, object]], ...]:
        # keys of ours are never added to
        return self.said, self.ways, self.silent, self.bad, self.unplaced  # type: ignore[return-value]


def _problem_in(file: str, saved: Mapping[str, Any]) -> Problem:
    words = tuple((name, word) for name, word in saved["words"])
    return Problem(saved["code"], Position(file, path=saved["position"]["path"]), words, saved["near"])


class PopulationCount:
    """Counts while batches go by; `counts` is what was counted until now."""

    def __init__(self, planes: Planes, file: str) -> None:
        self.counts = Counts()
        self._planes = planes
        self._places = Places(file)

    def count(self, rows: Rows, good: Bits, count: int, meant: Bits | None = None, unsure: Bits = NOBODY) -> None:
        """Count what the net says of those persons of a batch who are good, or of those who are `meant`.

        Of `unsure` it is not known whether they are.
        """
        meant = good if meant is None else meant
        self.counts.rows += count
        self.counts.bad_rows += count - how_many(good)
        self.counts.meant += how_many(meant)
        self.counts.unsure += how_many(unsure)
        for name, says, place in self._counted:
            self.counts.said[name, says] += how_many(rows[place] & meant)
        self._count_ways(rows, meant)

    def silence(self, columns: Mapping[str, ColumnAnswers], good: Bits) -> None:
        """Count of whom a column says nothing."""
        silent = self.counts.silent
        for name, answers in columns.items():
            said = answers.known | answers.unknown | answers.declined
            silent[name, "not_asked"] += how_many(good & ~said)
            silent[name, "unknown"] += how_many(good & answers.unknown)
            silent[name, "declined"] += how_many(good & answers.declined)

    def name_unplaced(self, column: str, names: Mapping[str | None, int]) -> None:
        """Count names in the lists of a column that fit no option; of very many only the first are told apart."""
        unplaced = self.counts.unplaced
        for name, count in names.items():
            if name is None or (column, name) in unplaced or len(unplaced) < _MOST_NAMES:
                unplaced[column, name] += count

    def bad_answer(self, column: str, row: object, problem: Problem) -> None:
        """Count one answer that cannot be read; `row` is what its row is called, if anything."""
        kind = column, problem.code
        self.counts.bad[kind] += 1
        self.counts.note(kind, replace(problem, position=self._places.of(*filter(None, (row, column)))))

    def problems(self, code: str = "bad-rows") -> tuple[Problem, ...]:
        """What is told where bad rows are not allowed: each kind with its count and examples, and the sum by `code`."""
        found: list[Problem] = []
        for one in self._bad:
            place = self._places.of(one.column) if one.column else self._places.of()
            words = (("column", one.column), ("count", str(one.count)))
            found += [Problem("bad-answers" if one.column else "bad-lines", place, words), *one.examples]
        words = (("count", str(self.counts.bad_rows)), ("rows", str(self.counts.rows)))
        return (*found, Problem(code, self._places.of(), words))

    def report(
        self, knowledge: KnowledgeName, never_asked: Iterable[str], on_bad_row: OnBadRow, where: str | None = None
    ) -> PopulationReport:
        """All counts, where these words said who is meant."""
        net, counts = self._planes.net, self.counts
        readable = counts.rows - counts.bad_rows
        return PopulationReport(
            knowledge,
            counts.rows,
            counts.bad_rows,
            {str(one): counts.said[OUTCOME, one] for one in Outcome},
            {item.id: {str(one): counts.said[item.state, one] for one in State} for item in net.items},
            {rule: counts.said[rule_name(rule), True] for rule in net.rules},
            {one: counts.said[contradiction_name(one), True] for one in net.contradictions},
            self._silences,
            tuple(never_asked),
            self._bad,
            on_bad_row,
            {way: {str(one): counts.ways[way, one] for one in Outcome} for way in Answering},
            None if where is None else WhereCount(where, counts.meant, counts.unsure, readable),
            unplaced=self._unplaced,
        )

    @property
    def _unplaced(self) -> tuple[UnplacedNames, ...]:
        """For each column the names that fit no option, the most frequent first, and of these by name."""
        found: dict[str, list[tuple[str, int]]] = {column: [] for column, _ in self.counts.unplaced}
        for (column, name), count in self.counts.unplaced.items():
            found[column] += [(name, count)] if name is not None else []
        ordered = ((one, sorted(names, key=lambda pair: (-pair[1], pair[0]))) for one, names in found.items())
        return tuple(UnplacedNames(one, self.counts.unplaced[one, None], tuple(names)) for one, names in ordered)

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

    def _count_ways(self, rows: Rows, meant: Bits) -> None:
        """Count how many got which outcome by what became of their answers."""
        places = self._planes.places
        contradicted = dict(places.get(CONTRADICTED, ())).get(True)
        held = NOBODY if contradicted is None else rows[contradicted] & meant
        waiting = reduce(or_, (rows[place] for place in self._open), NOBODY)
        parts = {
            Answering.CONTRADICTING: held,
            Answering.WAITING: waiting & meant & ~held,
            Answering.ANSWERED: meant & ~waiting & ~held,
        }
        for outcome, place in places[OUTCOME]:
            for one, who in parts.items():
                self.counts.ways[one, outcome] += how_many(rows[place] & who)

    @cached_property
    def _open(self) -> tuple[int, ...]:
        """The planes of those for whom an item is open."""
        states = (dict(self._planes.places[item.state]) for item in self._planes.net.items)
        return tuple(places[State.OPEN] for places in states if State.OPEN in places)

    @property
    def _bad(self) -> tuple[BadAnswers, ...]:
        """The kinds of answers that cannot be read, as they were met."""
        counts = self.counts
        return tuple(BadAnswers(*kind, count, tuple(counts.examples[kind])) for kind, count in counts.bad.items())

    @property
    def _silences(self) -> tuple[Silence, ...]:
        """The columns that say nothing of somebody, those of most persons first."""
        silent = self.counts.silent
        names: Sequence[str] = [*dict.fromkeys(name for name, _ in silent)]
        found = [Silence(name, *(silent[name, why] for why in ("not_asked", "unknown", "declined"))) for name in names]
        return tuple(sorted((one for one in found if one.count), key=lambda one: -one.count))
