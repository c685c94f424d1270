"""The same knowledge on stock experta: its own Rete matcher and strategy, and rules as its manual writes them.

Each rule of the knowledge becomes two of experta's, one that says that it holds and one that says that it is ruled
out; a finding is ruled out when all rules that conclude it are. A person is one fact with a field for each slot that
has a value, which takes stock experta less than half the time of a fact for each slot.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from oracles.ways import Missing, Passes, Present, Production, Way, productions, slots_asked_after
from sluimer.engines.consult.experta_adapter import host_left_alone
from sluimer.knowledge.base import Knowledge, concluding_rules
from sluimer.knowledge.condition import Is, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.logic import Truth

with host_left_alone():
    from experta import AND, OR, DefFacts, Fact, KnowledgeEngine, L, P, Rule, W


class Person(Fact):  # type: ignore[misc]  # experta has no types
    """What is known of the person."""


class Finding(Fact):  # type: ignore[misc]  # experta has no types
    """A finding that is true or false."""


class RuledOut(Fact):  # type: ignore[misc]  # experta has no types
    """A rule that cannot conclude its findings any more."""


@dataclass(frozen=True, slots=True)
class Found:
    """A truth for each rule, for the scope under its own name, and for each finding."""

    rules: Mapping[str, Truth]
    findings: Mapping[str, Truth]


class StockExperta:
    """One knowledge base on stock experta; built once, reset for each person."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._engine = _engine_class(knowledge)()
        self._rules = tuple(dict.fromkeys(one.rule for one in productions(knowledge)))
        self._findings = tuple(knowledge.vocabulary.findings)
        self._asked_after = slots_asked_after(knowledge)

    def run(self, values: Mapping[str, Scalar]) -> Found:
        """Chain forward from these values until nothing fires."""
        engine = self._engine
        engine.settled = {}
        engine.concluded = {}
        engine.reset()
        missing = {_missing(slot): True for slot in self._asked_after - values.keys()}
        engine.declare(Person(**values, **missing))
        engine.run()
        return Found(
            {rule: engine.settled.get(rule) for rule in self._rules},
            {finding: engine.concluded.get(finding) for finding in self._findings},
        )


def _engine_class(knowledge: Knowledge) -> Any:
    """A class with a method for each production, each with a salience of its own, so that no draw decides."""
    concluding = concluding_rules(knowledge)
    rules = [_rule(production, frozenset(concluding)) for production in productions(knowledge)]
    rules += [_ruling_out(finding, ids) for finding, ids in concluding.items() if ids]
    barren = tuple(finding for finding, ids in concluding.items() if not ids)
    members = {f"rule_{number}": rule(number) for number, rule in zip(count(1), rules)}
    return type("StockEngine", (KnowledgeEngine,), {**members, "barren": _initially(barren)})


def _rule(production: Production, findings: frozenset[str]) -> Callable[[int], object]:
    ways = [_patterns(way, findings) for way in production.ways]
    conditions = [] if [] in ways else ways[0] if len(ways) == 1 else [OR(*(AND(*way) for way in ways))]

    def settle(engine: Any) -> None:
        if engine.settled.setdefault(production.rule, production.truth) is not production.truth:
            raise AssertionError(f"{production.rule} is both true and false")
        for finding in production.concludes:
            if production.truth:
                _conclude(engine, finding, True)
        if production.concludes and not production.truth:
            engine.declare(RuledOut(production.rule))

    return lambda salience: Rule(*conditions, salience=salience)(settle)


def _ruling_out(finding: str, rules: Iterable[str]) -> Callable[[int], object]:
    conditions = [RuledOut(rule) for rule in rules]

    def rule_out(engine: Any) -> None:
        _conclude(engine, finding, False)

    return lambda salience: Rule(*conditions, salience=salience)(rule_out)


def _initially(barren: Iterable[str]) -> object:
    """The findings that no rule concludes are false from the start."""

    def declare(engine: Any) -> Any:
        for finding in barren:
            engine.concluded[finding] = False
            yield Finding(**{finding: False})

    return DefFacts(order=0)(declare)


def _conclude(engine: Any, finding: str, truth: bool) -> None:
    engine.concluded[finding] = truth
    engine.declare(Finding(**{finding: truth}))


def _patterns(way: Way, findings: frozenset[str]) -> list[object]:
    """One pattern for the person, with all fields it must have, and one for each finding."""
    fields: dict[str, object] = {}
    for pattern in way:
        match pattern:
            case Present(slot):
                fields.setdefault(slot, W())
            case Missing(slot):
                fields[_missing(slot)] = L(True)
            case Passes(test):
                tests = tuple(one for one in way if isinstance(one, Passes) and one.test.slot == test.slot)
                fields[test.slot] = _constraint(tests)
    person = {slot: field for slot, field in fields.items() if slot not in findings}
    found: list[object] = [Finding(**{slot: field}) for slot, field in fields.items() if slot in findings]
    return [Person(**person), *found] if person else found


def _constraint(tests: tuple[Passes, ...]) -> object:
    test = tests[0].test
    if len(tests) > 1 or isinstance(test, Within) or len(test.values) > 1:
        return P(_accepts(tests))
    value = test.values[0]
    if isinstance(value, bool):
        return L(value is tests[0].passes)
    return L(value) if tests[0].passes else ~L(value)


@cache
def _accepts(tests: tuple[Passes, ...]) -> Callable[[Scalar], bool]:
    """Whether a value passes; kept for ever, since experta knows a predicate by its address in memory."""
    return lambda value: all(_passes(one.test, value) is one.passes for one in tests)


def _passes(test: Is | Within, value: Scalar) -> bool:
    return value in test.values if isinstance(test, Is) else test.contains(float(value))


def _missing(slot: str) -> str:
    return f"no {slot}"
