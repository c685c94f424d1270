"""What the net says of theorems is what a plain reading of them says of a person and of what comes out."""

from collections.abc import Mapping
from pathlib import Path

import pytest

pytest.importorskip("z3", reason="needs the extra `prove`")

from conftest import ROOT
from sluimer.authoring.theorems.amounts import amount_of
from sluimer.authoring.theorems.model import Theorem
from sluimer.authoring.theorems.net import APART, HOLDS, TheoremNet, theorem_name
from sluimer.authoring.theorems.read import GIVEN_THOUGH_STOPPED, read_with_theorems
from sluimer.case import CaseReader
from sluimer.engines.planes import make_planes
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Not, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.logic import Truth, conjunction, count_truth, disjunction, negation
from sluimer.meaning.model import Meaning
from sluimer.meaning.net import CONTRADICTED, OUTCOME
from sluimer.meaning.reference import evaluate
from sluimer.meaning.truth import Values, truth_of
from sluimer.read import choose
from strategies.persons import draw_persons
from tries import tries


@pytest.fixture(scope="module")
def bundled() -> tuple[Knowledge, tuple[Theorem, ...]]:
    """The knowledge that comes with Sluimer, and its theorems."""
    knowledge, _, theorems = read_with_theorems(ROOT)
    return knowledge, theorems


def test_the_net_says_of_a_theorem_what_a_plain_reading_says(bundled: tuple[Knowledge, tuple[Theorem, ...]]) -> None:
    """For persons from nearly complete to sparse, also of rules without those that stop anything."""
    knowledge, theorems = bundled
    lax = {name: rule for name, rule in knowledge.rules.items() if not rule.cautions or "limit" in name}
    for some in (knowledge, Knowledge(knowledge.manifest, knowledge.vocabulary, lax)):
        chosen = choose(some)
        reader = CaseReader(chosen.vocabulary)
        cases = [reader.read_mapping(answers) for answers in draw_persons(chosen, tries(400), seed=17)]
        meanings = [evaluate(chosen, case) for case in cases]
        made = TheoremNet(chosen, theorems)
        found = make_planes(made.net).run([case.given for case in cases])
        seen = set()
        for theorem in theorems:
            said = found.each(theorem_name(theorem.id))
            for case, meaning, label in zip(cases, meanings, said, strict=True):
                expected = plainly(theorem, case.values, meaning, chosen)
                assert (label if label in (APART, HOLDS) else "broken") == expected, (theorem.id, case.given)
                seen.add(expected)
        assert seen == ({APART, HOLDS} if some is knowledge else {APART, HOLDS, "broken"})


def plainly(theorem: Theorem, values: Mapping[str, Scalar], meaning: Meaning, knowledge: Knowledge) -> str:
    """How one theorem fares for one person."""
    read = _Reading(values, meaning, knowledge).truth
    if any(read(one) for one in theorem.apart) or not read(theorem.subject):
        return APART
    broken = any(read(one.condition) for one in theorem.never)
    return "broken" if broken or not all(read(one.condition) for one in theorem.always) else HOLDS


class _Reading:
    """Reads conditions over answers and over what the reference makes of them."""

    def __init__(self, values: Mapping[str, Scalar], meaning: Meaning, knowledge: Knowledge) -> None:
        findings = {name: truth for name, truth in meaning.findings.items() if truth is not None}
        self._values: Values = {**values, **findings, **meaning.scores}
        self._meaning = meaning
        self._knowledge = knowledge

    def truth(self, condition: Condition) -> Truth:
        match condition:
            case All(parts):
                return conjunction(map(self.truth, parts))
            case Any(parts):
                return disjunction(map(self.truth, parts))
            case AtLeast(count, parts):
                return count_truth(count, map(self.truth, parts))
            case Not(part):
                return negation(self.truth(part))
            case Within(slot) if amount := amount_of(slot):
                return self._amount(*amount, condition)
            case Is(slot, wanted) if slot.startswith("state:"):
                return self._meaning.states[slot.removeprefix("state:")] in wanted
            case Is(slot, wanted) if slot == OUTCOME:
                return self._meaning.outcome in wanted
            case Is(slot, (answer,)) if slot in (SCOPE, CONTRADICTED, GIVEN_THOUGH_STOPPED):
                truth = self._whole(slot)
                return truth if answer else negation(truth)
        return truth_of(condition, self._values)

    def _whole(self, slot: str) -> Truth:
        """What is said of the whole: the scope, contradictions, safety."""
        if slot == SCOPE:
            return truth_of(self._knowledge.manifest.scope.condition, self._values)
        if slot == CONTRADICTED:
            never = self._knowledge.vocabulary.contradictions
            return disjunction(truth_of(one.never, self._values) for one in never)
        return False  # the reference is safe, as tests/meaning/test_properties.py holds

    def _amount(self, item: str, end: str, test: Within) -> Truth:
        given = self._meaning.ranges.get(item)
        if given is None:
            return False
        number = {"from": given.least, "to": given.most, "start": given.start}[end]
        return number is not None and test.contains(number)


def test_the_file_of_theorems_is_no_part_of_the_knowledge(plants: Path) -> None:
    """Its digest names what decides, and a theorem decides nothing."""
    before = read_with_theorems(plants)[0].digest
    text = "dry:\n  says: {nl: Droog., en: Dry.}\n  never: {any_given: water}\n"
    (plants / "rules" / "theorems.yaml").write_text(text, encoding="utf-8")
    knowledge, _, theorems = read_with_theorems(plants)
    assert knowledge.digest == before
    assert [one.id for one in theorems] == ["dry"]
