"""Errors that slip into rules, in copies of the bundled knowledge: each is caught, with a person who shows it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

pytest.importorskip("z3", reason="needs the extra `prove`")

from authoring.theorems.test_theorem_net import plainly
from conftest import ROOT
from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.read import cases_in, parse_cases
from sluimer.authoring.cases.run import run_cases
from sluimer.authoring.theorems.model import Theorem
from sluimer.authoring.theorems.prove import Standing, Witness, known_persons
from sluimer.authoring.theorems.read import read_with_theorems, theorems_in
from sluimer.authoring.theorems.run import ProofRun
from sluimer.authoring.theorems.witness_case import case_of
from sluimer.case import Case, CaseReader
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.vocabulary import fact_of
from sluimer.meaning.reference import evaluate
from sluimer.messages import Problems
from sluimer.read import choose, read_sources
from sluimer.read.folder import parse_texts, read_files
from tries import IN_FULL

Everything = tuple[Knowledge, tuple[RuleCase, ...], tuple[Theorem, ...]]


@dataclass(frozen=True)
class DeliberateError:
    """A change of one text in one file, and who must notice it: a theorem, a case, or the reader by this problem."""

    file: str
    start: str
    replace: str
    by: str
    theorem: str = ""
    case: str = ""
    refused: str = ""

    def __str__(self) -> str:
        return f"{self.start} {' '.join(self.by.split()) or 'dropped'}"

    def in_text(self, text: str) -> str:
        """The text with the error in it."""
        place = text.index(self.replace, text.index(self.start))
        return text[:place] + self.by + text[place + len(self.replace) :]


def _errors() -> list[DeliberateError]:
    text = (Path(__file__).parent / "deliberate_errors.yaml").read_text(encoding="utf-8")
    return [DeliberateError(**{"start": fields.pop("from"), **fields}) for fields in yaml.safe_load(text)]


ERRORS = _errors()


def read_with(error: DeliberateError, problems: Problems) -> Everything:
    """The bundled knowledge with an error in it."""
    texts, beside, _ = read_sources(ROOT)
    texts[error.file] = error.in_text(texts[error.file] or "")
    knowledge = read_files(parse_texts(texts, problems), problems)
    nodes = parse_cases(beside, problems)
    return knowledge, cases_in(nodes, knowledge, problems)[0], theorems_in(nodes, knowledge, problems)


@pytest.fixture(scope="module")
def bundled() -> Everything:
    """The bundled knowledge as it should be."""
    return read_with_theorems(ROOT)


def test_there_are_thirty_of_them_or_more() -> None:
    """Each a limit, a contraindication, a connective, a threshold, an implied or an assumed answer, or a referral."""
    assert len(ERRORS) >= 30
    assert sum(bool(error.theorem) for error in ERRORS) >= 25
    assert all(sum(map(bool, (error.theorem, error.case, error.refused))) == 1 for error in ERRORS)


@IN_FULL
@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_an_error_is_caught_by_who_should_catch_it(error: DeliberateError, bundled: Everything) -> None:
    """A theorem shows a person of whom the error is right and the rules as they were are not; some case fails too."""
    problems = Problems()
    knowledge, cases, theorems = read_with(error, problems)
    if error.refused:
        assert problems.has(error.refused)
        return
    assert not problems.sorted()
    failing = [one.case.id for one in run_cases(cases, knowledge) if not one.passed]
    assert error.case in failing if error.case else failing
    if error.case:
        return
    theorem = next(one for one in theorems if one.id == error.theorem)
    run = ProofRun(knowledge, [theorem], known_persons(cases), 30, looks_at_rules=False)
    run.run(lambda _: None)
    [found] = run.results
    assert found.standing is Standing.BROKEN
    assert found.witness is not None
    for whole, expected in ((knowledge, True), (bundled[0], False)):
        chosen = choose(whole, found.witness.packs, found.witness.settings)
        case = answered(found.witness, cases, chosen)
        assert (plainly(theorem, case.values, evaluate(chosen, case), chosen) == "broken") is expected


def answered(witness: Witness, cases: tuple[RuleCase, ...], knowledge: Knowledge) -> Case:
    """The case that is printed, read again."""
    made = case_of("again", witness, knowledge, {})
    like = {case.id: case.answers for case in cases}.get(made.like, {})
    [written] = yaml.load(made.written(), yaml.BaseLoader).values()
    person = {name: None if said == "null" else said for name, said in written.get("person", {}).items()}
    read = CaseReader(knowledge.vocabulary).read_mapping({**like, **person})
    assert {slot for slot in read.given if fact_of(slot) in knowledge.vocabulary.facts} == {*witness.answers}
    assert dict(read.given) == dict(witness.answers)
    return read


@IN_FULL
def test_all_theorems_hold_on_the_bundled_knowledge(bundled: Everything) -> None:
    """At least twenty-five of them, and what is odd about the rules is allowed where it stands."""
    knowledge, cases, theorems = bundled
    run = ProofRun(knowledge, theorems, known_persons(cases), 60)
    run.run(lambda _: None)
    assert len(theorems) >= 25
    assert {one.theorem.id: one.standing for one in run.results if one.standing is not Standing.PROVEN} == {}
    odd = {one.name for one in run.odd}
    assert odd == {"acid-blocker-with-digoxin-needs-a-check", "no-dose-while-glycinate-upsets"}
