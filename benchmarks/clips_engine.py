"""The same knowledge on real CLIPS, through clipspy: two rules of CLIPS for each of ours, built once.

Each choice is the fastest we measured. A person is one fact of a template with a slot for each answer, asserted
through CLIPS' fact builder: a text of ordered facts took CLIPS longer to parse than to match. What fires is noted in a
global string, read back in one call: facts or a multifield took longer to bring over to Python.
"""

import json
from collections.abc import Collection, Iterable, Mapping

import clips

from oracles.stock_experta import Found
from oracles.ways import Missing, Passes, Pattern, Present, Way, productions
from sluimer.knowledge.base import Knowledge, concluding_rules
from sluimer.knowledge.condition import Is, Within
from sluimer.knowledge.vocabulary import Scalar


class Clips:
    """One knowledge base in a CLIPS environment; built once, reset for each person."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._environment = clips.Environment()
        self._rules = dict.fromkeys(one.rule for one in productions(knowledge))
        self._findings = dict.fromkeys(knowledge.vocabulary.findings)
        self._noted: list[tuple[str, bool]] = []
        self._build(knowledge)
        self._person = self._environment.find_template("person")

    def run(self, values: Mapping[str, Scalar]) -> Found:
        """Chain forward from these values until nothing fires, and read back what did."""
        self._environment.reset()
        self._person.assert_fact(**values)
        self._environment.run()
        rules, findings = dict(self._rules), dict(self._findings)
        for number in self._environment.eval("?*fired*").split():
            name, truth = self._noted[int(number)]
            if name in findings:
                findings[name] = truth
            else:
                rules[name] = truth
        return Found(rules, findings)

    def _build(self, knowledge: Knowledge) -> None:
        slots = [slot for fact in knowledge.vocabulary.facts.values() for slot in fact.slots]
        declared = " ".join(f"(slot {slot} (default nil))" for slot in slots)
        self._environment.build(f"(deftemplate person {declared})")
        self._environment.build('(defglobal ?*fired* = "")')
        concluding = concluding_rules(knowledge)
        for one in productions(knowledge):
            then = [self._note(one.rule, one.truth)]
            if one.truth:
                then += [
                    self._note(finding, True) + f"(assert ({_FINDING}{finding} TRUE))" for finding in one.concludes
                ]
            elif one.concludes:
                then.append(f"(assert (ruled-out {one.rule}))")
            self._rule(_condition(one.ways, concluding), then)
        for finding, rules in concluding.items():
            when = " ".join(f"(ruled-out {rule})" for rule in rules)
            self._rule(when, [self._note(finding, False), f"(assert ({_FINDING}{finding} FALSE))"])

    def _note(self, name: str, truth: bool) -> str:
        self._noted.append((name, truth))
        return f'(bind ?*fired* (str-cat ?*fired* " {len(self._noted) - 1}"))'

    def _rule(self, when: str, then: Iterable[str]) -> None:
        number = len(self._noted)
        self._environment.build(f"(defrule r{number} (declare (salience {number})) {when} => {' '.join(then)})")


_FINDING = "finding."


def _condition(ways: tuple[Way, ...], findings: Collection[str]) -> str:
    if () in ways:
        return ""
    each = [_patterns(way, findings) for way in ways]
    return each[0] if len(each) == 1 else f"(or {' '.join(f'(and {one})' for one in each)})"


def _patterns(way: Way, findings: Collection[str]) -> str:
    """One pattern for the person, with all slots it must have, and one for each finding."""
    fields: dict[str, list[str]] = {}
    for pattern in way:
        slot = pattern.test.slot if isinstance(pattern, Passes) else pattern.slot
        fields.setdefault(slot, []).append(_constraint(pattern))
    joined = {slot: "&".join(tests) for slot, tests in fields.items()}
    found = [f"({_FINDING}{slot} {tests})" for slot, tests in joined.items() if slot in findings]
    person = [f"({slot} {tests})" for slot, tests in joined.items() if slot not in findings]
    return " ".join([f"(person {' '.join(person)})", *found] if person else found)


def _constraint(pattern: Pattern) -> str:
    match pattern:
        case Present():
            return "~nil"
        case Missing():
            return "nil"
        case Passes(test, passes):
            return _bounds(test, passes) if isinstance(test, Within) else _options(test, passes)


def _options(test: Is, passes: bool) -> str:
    match test:
        case Is(_, (bool() as value,)):
            return _literal(value is passes)
        case Is(_, (value,)):
            return _literal(value) if passes else f"~nil&~{_literal(value)}"
    tests = [f"(eq ?{test.slot} {_literal(value)})" for value in test.values]
    return _predicate(test.slot, "or", tests, passes)


def _bounds(test: Within, passes: bool) -> str:
    bounds = ((">=", test.at_least), (">", test.above), ("<=", test.at_most), ("<", test.below))
    tests = [f"({sign} ?{test.slot} {end})" for sign, end in bounds if end is not None]
    return _predicate(test.slot, "and", tests, passes)


def _predicate(slot: str, joint: str, tests: list[str], passes: bool) -> str:
    test = tests[0] if len(tests) == 1 else f"({joint} {' '.join(tests)})"
    return f"?{slot}&~nil&:{test if passes else f'(not {test})'}"


def _literal(value: bool | str) -> str:
    return str(value).upper() if isinstance(value, bool) else json.dumps(value)
