"""Persons who would show what no case has shown yet, each a case ready to paste."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from sluimer.cases.coverage import TRUTHS, Cell, Row, is_decisive, truth_of_tests
from sluimer.cases.model import RuleCase
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Condition, Within, leaves, slots_of
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.vocabulary import Fact, Kind
from sluimer.knowledge_base import Consultation, KnowledgeBase
from sluimer.messages import CaseError
from sluimer.read import choose
from sluimer.truth import compiled

MOST_TRIES = 4_000
"""Persons that are tried for one cell; each takes some tenths of a millisecond."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A case that shows one cell: like another case where it names one, with these answers instead of its own."""

    row: Row
    cell: Cell
    like: str
    changes: Mapping[str, object]
    fires: bool

    @property
    def id(self) -> str:
        """A name for the case."""
        number = f"-test-{self.row.number + 1}" if self.row.test else ""
        return f"{self.row.rule}{number}-{self.cell}"


class Suggester:
    """Looks for persons among those of the cases, with one or two answers changed."""

    def __init__(self, cases: Iterable[RuleCase], knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._kb = KnowledgeBase(choose(knowledge, None, {}, None))
        plain = (case for case in cases if not (case.packs or case.settings or case.audience))
        self._persons = [*((case.id, case.answers) for case in plain), ("", {})]

    def suggest(self, row: Row, cell: Cell) -> Suggestion | None:
        """A person who shows this cell, or None where none was found."""
        rule = self._knowledge.rules[row.rule]
        if rule.id not in self._kb.knowledge.rules:
            return None
        for (like, answers), changes in islice(self._changed(rule), MOST_TRIES):
            found = self._consulted({**answers, **changes})
            if found and _shows(rule.condition, row, cell, found):
                return Suggestion(row, cell, like, changes, found.truths[rule.id] is True)
        return None

    def _consulted(self, answers: Mapping[str, object]) -> Consultation | None:
        try:
            return self._kb.consult(answers)
        except CaseError:
            return None

    def _changed(self, rule: Rule) -> Iterator[tuple[tuple[str, Mapping[str, object]], Mapping[str, object]]]:
        """Each person with one answer changed that the rule hangs on, then with two."""
        facts = self._facts_behind(rule)
        answers = {fact.id: tuple(_answers(fact, rule.condition)) for fact in facts}
        single = [{name: answer} for name, given in answers.items() for answer in given]
        yield from product(self._persons, single)
        double = [{**one, **two} for one, two in product(single, single) if one.keys() < {**one, **two}.keys()]
        yield from product(self._persons, double)

    def _facts_behind(self, rule: Rule) -> tuple[Fact, ...]:
        """The facts that a rule reads, by itself or through findings."""
        facts, findings = self._knowledge.vocabulary.facts, self._knowledge.vocabulary.findings
        found, names, seen = dict[str, Fact](), list(slots_of(rule.condition)), set[str]()
        while names:
            name = names.pop(0).partition(".")[0]
            if name in facts:
                found[name] = facts[name]
            elif name in findings and name not in seen:
                seen.add(name)
                behind = (one for one in self._knowledge.rules.values() if name in one.concludes)
                names += [slot for one in behind for slot in slots_of(one.condition)]
        return tuple(found.values())


def _shows(condition: Condition, row: Row, cell: Cell, found: Consultation) -> bool:
    truths = tuple(compiled(test)(found.values) for test in leaves(condition))
    if row.test is None:
        return TRUTHS[truth_of_tests(condition, truths)] is cell
    if cell is Cell.DECISIVE:
        return is_decisive(condition, row.number, truths)
    return TRUTHS[truths[row.number]] is cell


def _answers(fact: Fact, condition: Condition) -> Iterator[object]:
    """Answers worth trying: every option, and numbers at and beside each bound."""
    match fact.kind:
        case Kind.YES_NO:
            yield from ("yes", "no")
        case Kind.CHOICE:
            yield from (option.id for option in fact.options)
        case Kind.SET:
            yield from ([option.id] for option in fact.options)
            yield []
        case Kind.NUMBER:
            yield from (_amount(number, fact) for number in _numbers(fact, condition))
    yield "unknown"


def _numbers(fact: Fact, condition: Condition) -> list[float]:
    tests = (test for test in leaves(condition) if isinstance(test, Within) and test.slot == fact.id)
    ends = [end for test in tests for end in (test.at_least, test.above, test.at_most, test.below) if end is not None]
    near = [number for end in ends or [fact.lowest or 1] for number in (end, end - 1, end + 1)]
    low, high = fact.lowest, fact.highest
    return [number for number in near if (low is None or number >= low) and (high is None or number <= high)]


def _amount(number: float, fact: Fact) -> str:
    digits = str(int(number)) if float(number).is_integer() else str(number)
    return f"{digits} {fact.unit}".rstrip()
