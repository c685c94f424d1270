"""Mutants of generated knowledge: all of them in one net, beside cases, and as proven, are what each is by itself."""

from dataclasses import replace

import pytest

pytest.importorskip("z3", reason="needs the extra `prove`")

from hypothesis import given, settings
from hypothesis import strategies as st

from sluimer.authoring.cases.model import Bounds, Expected, RuleCase
from sluimer.authoring.mutants.make import mutants_of
from sluimer.authoring.mutants.model import Mutant
from sluimer.authoring.mutants.mutated import mutated
from sluimer.authoring.mutants.notice import ChosenPacks, NoticeBench, some_persons
from sluimer.authoring.mutants.run import MutationRun, run_beside
from sluimer.authoring.mutants.superpose import superposed, switch_name
from sluimer.authoring.mutants.trial import Trial
from sluimer.case import Case, CaseReader
from sluimer.engines.planes import make_planes
from sluimer.engines.planes.run import Person
from sluimer.knowledge.base import Knowledge
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.model import Meaning
from sluimer.meaning.reference import evaluate
from sluimer.messages import NOWHERE
from sluimer.read import choose
from strategies.knowledge import knowledge_bases
from strategies.persons import draw_persons
from tries import tries

MANY = 12
SECONDS = 60


@st.composite
def mutated_knowledge(draw: st.DrawFn) -> tuple[Knowledge, dict[int, Mutant]]:
    """A knowledge base with some of its mutants."""
    knowledge = draw(knowledge_bases())
    every = mutants_of(knowledge)
    first = draw(st.integers(0, max(0, len(every) - 1)))
    step = max(1, len(every) // MANY)
    return knowledge, {number: every[number] for number in range(first % step, len(every), step)}


def people(knowledge: Knowledge, count: int = 25) -> list[Case]:
    """Some persons."""
    reader = CaseReader(knowledge.vocabulary)
    return [reader.read_mapping(answers) for answers in draw_persons(knowledge, count, seed=3)]


def told(one: Meaning, limits: bool = True) -> object:
    """What of a meaning is told."""
    return one.states, one.ranges, one.ranks, one.outcome, one.findings, one.limits if limits else None


@given(mutated_knowledge())
@settings(max_examples=tries(80))
def test_what_is_switched_on_is_that_mutant_and_no_other(drawn: tuple[Knowledge, dict[int, Mutant]]) -> None:
    """One net of all mutants means for everybody what the knowledge of each alone means."""
    knowledge, mutants = drawn
    persons = [case.given for case in people(knowledge)]
    planes = make_planes(superposed(knowledge, knowledge, mutants).net)
    plain = make_planes(make_net(knowledge)).run(persons).meanings()
    assert [*map(told, planes.run(persons).meanings())] == [*map(told, plain)]
    for number, mutant in mutants.items():
        alone = make_planes(make_net(mutated(knowledge, mutant))).run(persons).meanings()
        switched = planes.run([{**person, switch_name(number): True} for person in persons]).meanings()
        for one, other in zip(alone, switched, strict=True):
            assert told(one) == told(other), mutant
            assert one.rules.items() <= other.rules.items()
            assert one.scores == other.scores


def as_it_is(number: int, case: Case, answers: dict[str, object], knowledge: Knowledge) -> RuleCase:
    """A case that expects some of what its person is told."""
    found = evaluate(knowledge, case)
    states = dict([*found.states.items()][number % 3 :: 2])
    expected = Expected(
        outcome=found.outcome if number % 2 else None,
        states=states,
        ranges={item: Bounds(one.least, one.most, one.start) for item, one in found.ranges.items() if number % 3},
        fires=tuple(rule for rule, truth in found.rules.items() if truth)[:1],
        silent=tuple(rule for rule, truth in found.rules.items() if truth is not True)[:1],
        findings=found.findings if number % 4 == 0 else {},
        asks=(),
        ranks=found.ranks if number % 3 == 1 else {},
    )
    return RuleCase(f"case-{number}", NOWHERE, case, expected, answers=answers)


@given(mutated_knowledge())
@settings(max_examples=tries(60))
def test_a_case_that_notices_a_mutant_fails_beside_it_and_no_other_case_does(
    drawn: tuple[Knowledge, dict[int, Mutant]],
) -> None:
    """As the cases run by themselves, one after the other."""
    knowledge, mutants = drawn
    drawn_answers = draw_persons(knowledge, 8, seed=4)
    reader = CaseReader(knowledge.vocabulary)
    cases = [
        as_it_is(number, reader.read_mapping(answers), answers, knowledge)
        for number, answers in enumerate(drawn_answers)
    ]
    persons, expected = [case.person.given for case in cases], [case.expected for case in cases]
    trial = Trial(knowledge, choose(knowledge), mutants, persons, expected)
    assert trial.failing == 0
    for number, reading in trial.read([*mutants]):
        results = run_beside(cases, mutated(knowledge, mutants[number]))
        failing = sum(1 << place for place, one in enumerate(results) if not one.passed)
        assert reading.failing == failing, mutants[number]


@given(mutated_knowledge())
@settings(max_examples=tries(30))
def test_what_is_proven_to_change_nothing_is_noticed_by_nobody(drawn: tuple[Knowledge, dict[int, Mutant]]) -> None:
    """Neither by persons who are drawn nor by the reference; whom a proof finds is told otherwise by both."""
    knowledge, mutants = drawn
    chosen = choose(knowledge)
    bench = NoticeBench(knowledge, ChosenPacks(None, ()), mutants, {"": {}}, SECONDS)
    crowd = some_persons(knowledge, [case.given for case in people(knowledge)], 60)
    seen = {*bench.seen_by(crowd, [*mutants])}
    for number, mutant in mutants.items():
        if bench.notices(number) is None:
            assert number not in seen
            continue
        witness = bench.nearest(number)
        before, after = (_meaning(one, witness.answers) for one in (chosen, choose(mutated(knowledge, mutant))))
        asks = _asked(chosen) or _asked(mutated(knowledge, mutant))
        assert asks or told(before) != told(after), mutant


def _meaning(knowledge: Knowledge, person: Person) -> Meaning:
    return make_planes(make_net(knowledge)).run([person]).meanings()[0]


def _asked(knowledge: Knowledge) -> bool:
    """Whether any rule asks for something, which a meaning does not say."""
    return any(effect.kind == "ask" for rule in knowledge.rules.values() for effect in rule.effects)


@given(knowledge_bases())
@settings(max_examples=tries(10))
def test_every_mutant_is_noticed_or_changes_nothing_or_is_told(knowledge: Knowledge) -> None:
    """None is lost on the way, whatever the cases are; what is offered kills the mutant that it is offered for."""
    drawn = draw_persons(knowledge, 4, seed=6)
    reader = CaseReader(knowledge.vocabulary)
    cases = [as_it_is(place, reader.read_mapping(one), one, knowledge) for place, one in enumerate(drawn)]
    run = MutationRun(
        knowledge, [replace(case, id=f"{case.id}-{place}") for place, case in enumerate(cases)], SECONDS, "rule-1"
    )
    run.run(lambda *_: None)
    assert run.unreached == []
    reached = [*run.killed, *run.survivors, *run.equal, *run.undecided]
    assert sorted(reached) == [*run.mutants]
    assert sum(score.noticed for score in run.scores()) == len(run.killed)
