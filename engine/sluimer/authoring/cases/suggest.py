"""Persons who would show what no case has shown yet, each a case ready to paste."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations, islice, product

from sluimer.authoring.cases.coverage import TRUTHS, Cell, CoverageRow, Tests, decisive_tests, truth_of_tests
from sluimer.authoring.cases.model import RuleCase, free_name
from sluimer.case import Case, CaseReader
from sluimer.engines.planes.run import Plane
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Condition, Is, Leaf, Within, leaves, signed_leaves
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.strata import read_through_scores
from sluimer.knowledge.vocabulary import Fact, Kind, Vocabulary, allowed_numbers, fact_of
from sluimer.meaning.logic import Truth
from sluimer.messages import CaseError
from sluimer.read import choose
from sluimer.read.numbers import written_amount

MOST_SUGGESTIONS = 10
"""Cases that are offered at a time."""
MOST_AIMED = 25
"""Persons that are tried with the very answers that a rule wants."""
MOST_TRIES = 10_000
"""Persons that are tried for all of them, in a small knowledge base; each takes some hundredths of a millisecond."""
MOST_WORK = 1_000_000
"""Rules that are weighed for all of them, which bounds the persons in a large one; a million take two seconds."""
AT_ONCE = 100
"""Persons that are looked at in one run."""
PART_FOR_RULE = 10
"""No rule takes more than one in so many of the tries, so that others get a turn."""

Gap = tuple[CoverageRow, Cell]
"""A cell that no case has shown."""
_Person = tuple[str, Mapping[str, object]]
"""The name of a case, or nothing, with its answers."""
_Change = tuple[_Person, Mapping[str, object]]
"""A person, and the answers that are changed."""
_TruthsOf = Callable[[str], tuple[Truth, ...]]
"""What the tests of a rule are."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A case that shows these gaps and is about the first: like another case where it names one, but for these answers.

    `fires` tells whether the rule of the first gap does.
    """

    id: str
    gaps: tuple[Gap, ...]
    like: str
    changes: Mapping[str, object]
    fires: bool

    @property
    def rule(self) -> str:
        """The rule it is about."""
        return self.gaps[0][0].rule


class Suggester:
    """Looks for persons among those of the cases, with one or two answers changed."""

    def __init__(self, cases: Iterable[RuleCase], knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        chosen = choose(knowledge)
        self._rules = chosen.rules
        self._reader = CaseReader(chosen.vocabulary)
        self._tests = Tests(chosen)
        every = tuple(cases)
        self._names = {case.id for case in every}
        self._cases = tuple(case for case in every if not (case.packs or case.settings or case.audience))

    def suggest(self, gaps: Iterable[Gap], most: int = MOST_SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Cases for these gaps, each for all that it shows, until there are enough or too many persons were tried."""
        return tuple(islice(self._found(gaps), most))

    def _found(self, gaps: Iterable[Gap]) -> Iterator[Suggestion]:
        left = [gap for gap in gaps if gap[0].rule in self._rules and not gap[0].points]
        names, met = set(self._names), [case.person for case in self._cases]
        tries = min(MOST_TRIES, MOST_WORK // max(1, len(self._rules)))
        budget = iter(range(tries))
        for name in dict.fromkeys(row.rule for row, _ in left):
            wanted = [gap for gap in left if gap[0].rule == name]
            condition = self._rules[name].condition
            for like, changes, case, truths in self._tried(islice(self._changed(name), max(1, tries // PART_FOR_RULE))):
                if not wanted or next(budget, None) is None:
                    break
                if case is None or not any(self._shows(gap, truths) for gap in wanted) or case in met:
                    continue
                shown = [gap for gap in left if self._shows(gap, truths)]
                shown.sort(key=lambda gap: gap[0].rule != name)
                called = _name(shown[0], names)
                yield Suggestion(called, tuple(shown), like, changes, truth_of_tests(condition, truths(name)) is True)
                wanted, left = ([gap for gap in some if gap not in shown] for some in (wanted, left))
                names.add(called)
                met.append(case)

    def _tried(self, changed: Iterator[_Change]) -> Iterator[tuple[str, Mapping[str, object], Case | None, _TruthsOf]]:
        """Each change with the case that it makes, if anybody can answer so, and what the tests of a rule are in it."""
        while some := list(islice(changed, AT_ONCE)):
            cases = [self._read({**answers, **changes}) for (_, answers), changes in some]
            together = cache(self._tests.run([case.values if case else {} for case in cases]).together)
            for number, (((like, _), changes), case) in enumerate(zip(some, cases, strict=True)):
                yield like, changes, case, partial(_truths, together, number)

    def _read(self, answers: Mapping[str, object]) -> Case | None:
        try:
            return self._reader.read_mapping(answers)
        except CaseError:
            return None

    def _shows(self, gap: Gap, truths: _TruthsOf) -> bool:
        row, cell = gap
        return _is_shown(self._rules[row.rule].condition, row, cell, truths(row.rule))

    def _changed(self, name: str) -> Iterator[_Change]:
        """Each person with the answers that the rule wants, all or all but one; then with one or two others changed."""
        rule = self._knowledge.rules[name]
        persons = self._persons(name)
        for aimed in _aimed(rule.condition, self._knowledge.vocabulary):
            yield from ((person, aimed) for person in persons[:MOST_AIMED])
        answers = {fact.id: tuple(_answers(fact, rule.condition)) for fact in self._facts_behind(rule)}
        single = [{name: answer} for name, given in answers.items() for answer in given]
        yield from product(persons, single)
        double = [{**one, **two} for one, two in combinations(single, 2) if one.keys() != two.keys()]
        yield from product(persons, double)

    def _persons(self, rule: str) -> tuple[_Person, ...]:
        """Those of the cases about this rule, then one of whom nothing is known, then all others."""
        about = [case for case in self._cases if rule in (*case.expected.fires, *case.expected.silent)]
        others = [case for case in self._cases if case not in about]
        nobody: _Person = "", {}
        return (*((one.id, one.answers) for one in about), nobody, *((one.id, one.answers) for one in others))

    def _facts_behind(self, rule: Rule) -> tuple[Fact, ...]:
        """The facts that a rule reads, by itself or through findings and scores."""
        vocabulary = self._knowledge.vocabulary
        facts, findings = vocabulary.facts, vocabulary.findings
        found, names, seen = dict[str, Fact](), list(read_through_scores(rule.condition, vocabulary)), set[str]()
        while names:
            name = names.pop(0).partition(".")[0]
            if name in facts:
                found[name] = facts[name]
            elif name in findings and name not in seen:
                seen.add(name)
                behind = (one for one in self._knowledge.rules.values() if name in one.concludes)
                names += [slot for one in behind for slot in read_through_scores(one.condition, vocabulary)]
        return tuple(found.values())


def _aimed(condition: Condition, vocabulary: Vocabulary) -> Iterator[dict[str, object]]:
    """Answers with which every test of facts is as the condition wants it, then with one test otherwise or unknown."""
    signed = ((test, not negated) for test, negated in signed_leaves(condition))
    tests = [(test, wanted) for test, wanted in signed if fact_of(test.slots[0]) in vocabulary.facts]
    yield _answered(tests, vocabulary)
    for place, (test, wanted) in enumerate(tests):
        yield _answered([*tests[:place], (test, not wanted), *tests[place + 1 :]], vocabulary)
        yield {**_answered(tests, vocabulary), fact_of(test.slots[0]): "unknown"}


def _answered(tests: Iterable[tuple[Leaf, bool]], vocabulary: Vocabulary) -> dict[str, object]:
    """An answer to each fact with which these tests are as wanted, where there is one."""
    answers: dict[str, object] = {}
    for test, wanted in tests:
        fact = vocabulary.facts[fact_of(test.slots[0])]
        if isinstance(test, Is) and fact.kind is Kind.SET:
            option, member = test.slot.partition(".")[2], (True in test.values) is wanted
            before = answers.get(fact.id)
            chosen = [*(before if isinstance(before, list) else []), *([option] if member else [])]
            answers[fact.id] = list(dict.fromkeys(chosen))
        elif isinstance(test, Is):
            answers[fact.id] = next((said for said in _said(fact) if (_read(said) in test.values) is wanted), "unknown")
        elif isinstance(test, Within):
            fitting = (number for number in allowed_numbers([test], fact) if test.contains(number) is wanted)
            answers[fact.id] = next((written_amount(number, fact.unit) for number in fitting), "unknown")
    return answers


def _said(fact: Fact) -> tuple[str, ...]:
    return ("yes", "no") if fact.kind is Kind.YES_NO else tuple(option.id for option in fact.options)


def _read(said: str) -> bool | str:
    return {"yes": True, "no": False}.get(said, said)


def _name(gap: Gap, taken: Collection[str]) -> str:
    """A name for a case about this gap that no other case has; a long name of a rule is cut."""
    row, cell = gap
    return free_name(row.rule, f"-test-{row.number + 1}-{cell}" if row.test else f"-{cell}", taken)


def _truths(together: Callable[[str], Mapping[tuple[Truth, ...], Plane]], number: int, rule: str) -> tuple[Truth, ...]:
    return next(truths for truths, who in together(rule).items() if who >> number & 1)


def _is_shown(condition: Condition, row: CoverageRow, cell: Cell, truths: tuple[Truth, ...]) -> bool:
    if row.test is None:
        return TRUTHS[truth_of_tests(condition, truths)] is cell
    if cell is Cell.DECISIVE:
        return decisive_tests(condition, truths)[row.number]
    return TRUTHS[truths[row.number]] is cell


def _answers(fact: Fact, condition: Condition) -> Iterator[object]:
    """Answers worth trying: every option, all and none of a set, and numbers at and beside each bound."""
    match fact.kind:
        case Kind.SET:
            yield from ([option.id] for option in fact.options)
            yield [option.id for option in fact.options]
            yield []
        case Kind.NUMBER:
            yield from (written_amount(number, fact.unit) for number in _numbers(fact, condition))
        case _:
            yield from _said(fact)
    yield "unknown"


def _numbers(fact: Fact, condition: Condition) -> list[float]:
    tests = (test for test in leaves(condition) if isinstance(test, Within) and test.slot == fact.id)
    ends = [end for test in tests for end in test.bounds.values()]
    low, high = fact.lowest, fact.highest
    near = [number for end in ends or [low or 1] for number in (end, end - 1, end + 1)]
    near += [end for end in (low, high) if end is not None and end not in near]
    return [number for number in near if (low is None or number >= low) and (high is None or number <= high)]
