"""Questions of a cohort, as they are asked: which persons are meant, and by what they are grouped.

A question is a few parts more of the net, so that the planes answer it for a whole batch at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from sluimer.engines.planes import Planes
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Is, Within, leaves
from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.meaning.net import Choice, Net, Part, Wire, layered
from sluimer.messages import PopulationError, Position, Problems, listed
from sluimer.population.bits import NOBODY, Bits, Rows
from sluimer.population.choice import ScreeningChoice
from sluimer.population.cohort.where import read_where
from sluimer.population.reading.columns import column_for
from sluimer.read.numbers import plain_number

OPTION = "--by"
MOST_GROUPS = 200
"""Values of a column that is kept that each get a group."""
_WHERE = "asked:where"
GroupKey: TypeAlias = bool | str | Within | None
"""What the persons of a group have: an answer, a number within bounds, or None for those of whom it is not known."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """By what persons are grouped: a slot of a fact, with the answers of each group, or a column that is kept.

    `written` is how it was asked for.
    """

    written: str
    name: str
    answers: tuple[tuple[GroupKey, Is | Within], ...] | None = None

    @property
    def part(self) -> str:
        """The name of its choice in the net."""
        return f"asked:by:{self.written}"


@dataclass(frozen=True, slots=True)
class CohortQuestion:
    """What is asked of a cohort beside its advice: of whom, by what they are grouped, and which items are counted."""

    where: Wire | None = None
    groupings: tuple[Grouping, ...] = ()
    items: tuple[str, ...] = ()

    def within(self, net: Net) -> Net:
        """The net that answers it too."""
        parts: list[Part] = [self.where] if self.where else []
        for one in self.groupings:
            if one.answers is not None:
                options = ((str(place), test) for place, (_, test) in enumerate(one.answers))
                parts.append(Choice(one.part, tuple(options)))
        return replace(net, layers=layered((*net.parts, *parts))) if parts else net


def read_question(choice: ScreeningChoice, knowledge: Knowledge, net: Net) -> CohortQuestion:
    """The question that a choice asks; raises PopulationError with what is wrong with it."""
    problems = Problems()
    groupings = [_grouping(one, choice.keep, knowledge, net, problems) for one in dict.fromkeys(choice.by)]
    items = tuple(dict.fromkeys(choice.items))
    for name in items:
        if name not in knowledge.vocabulary.items:
            near = problems.nearest(name, knowledge.vocabulary.items)
            problems.add("unknown-counted-item", Position("--item"), near, name=name)
    if items and not choice.by:
        problems.add("items-without-groups", Position("--item"))
    if len(problems):
        raise PopulationError(problems.sorted())
    where = Wire(_WHERE, read_where(choice.where, knowledge)) if choice.where is not None else None
    return CohortQuestion(where, tuple(one for one in groupings if one is not None), items)


def _grouping(written: str, keep: Sequence[str], knowledge: Knowledge, net: Net, problems: Problems) -> Grouping | None:
    name, colon, edges = (part.strip() for part in written.partition(":"))
    column = column_for(name, knowledge.vocabulary)
    if column is None and written in keep:
        return Grouping(written, written)
    if column is None and name not in keep:
        near = problems.nearest(name, [*_slots(knowledge), *keep])
        problems.add("by-unknown", Position(OPTION), near, name=name)
        return None
    if column is not None and column.fact.kind is Kind.NUMBER:
        return _by_number(written, column.fact, edges if colon else None, net, problems)
    if column is None or colon:
        problems.add("by-edges-of-none", Position(OPTION), name=name)
        return None
    fact = column.fact
    if fact.kind is Kind.SET:
        problems.add("by-set", Position(OPTION), name=name, known=listed(fact.slots))
        return None
    values = [option.id for option in fact.options] if fact.kind is Kind.CHOICE else [True, False]
    return Grouping(written, name, tuple((value, Is(name, (value,))) for value in values))


def _slots(knowledge: Knowledge) -> Iterator[str]:
    for fact in knowledge.vocabulary.facts.values():
        yield from (fact.id, *fact.slots)


def _by_number(written: str, fact: Fact, ends: str | None, net: Net, problems: Problems) -> Grouping | None:
    """By a number, in groups that begin at these numbers, or else at those that the rules name."""
    edges = _compared(fact.id, net) if ends is None else [plain_number(one.strip()) for one in ends.split(",")]
    numbers = [float(edge) for edge in edges if edge is not None]
    if len(numbers) < len(edges) or any(low >= high for low, high in pairwise(numbers)):
        problems.add("by-edges", Position(OPTION), name=fact.id, edges=ends)
        return None
    if not numbers or len(numbers) > MOST_GROUPS:
        code = "by-too-many" if numbers else "by-no-edges"
        problems.add(code, Position(OPTION), name=fact.id, most=MOST_GROUPS)
        return None
    bounds = [None, *numbers, None]
    tests = [Within(fact.id, at_least=low, below=high) for low, high in pairwise(bounds)]
    return Grouping(written, fact.id, tuple((test, test) for test in tests))


def _compared(slot: str, net: Net) -> list[float]:
    """The numbers that conditions compare a slot with."""
    tests = (leaf for condition in net.conditions for leaf in leaves(condition))
    bounds = (leaf.bounds for leaf in tests if isinstance(leaf, Within) and leaf.slot == slot)
    return sorted({float(end) for ends in bounds for end in ends.values()})


@dataclass(frozen=True, slots=True)
class WhereCount:
    """Of how many persons a question is true, of how many it is not known, and of how many it was asked."""

    where: str
    true: int
    unknown: int
    of: int

    def as_dict(self) -> dict[str, object]:
        """It as plain data."""
        return {"where": self.where, "true": self.true, "unknown": self.unknown, "of": self.of}


def who_is_meant(planes: Planes, question: CohortQuestion, rows: Rows, good: Bits) -> tuple[Bits, Bits]:
    """Of these persons those of whom a question is true, and those of whom that is not known."""
    if question.where is None:
        return good, NOBODY
    places = dict(planes.places[question.where.name])
    return rows[places[True]] & good, good & ~(rows[places[True]] | rows[places[False]])
