"""What a case must expect to notice a mutant: what its person is told, and would not be told any more."""

from collections.abc import Iterator, Sequence

from sluimer.authoring.cases.model import Expectation
from sluimer.authoring.cases.read import CALLED
from sluimer.authoring.mutants.model import Mutant, Owner
from sluimer.authoring.mutants.superpose import superposed, switch_name
from sluimer.authoring.theorems.witness_case import changed_answers
from sluimer.case import CaseReader
from sluimer.engines.planes import make_planes
from sluimer.engines.planes.run import Person
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.rule import Ask
from sluimer.knowledge_base import KnowledgeBase
from sluimer.meaning.model import Meaning, State
from sluimer.read.numbers import written_amount

_TELLING = (State.GIVEN, State.WITHHELD, State.NOT_INDICATED, State.OPEN)
"""Which state of an item is told first: what is given says more than what waits."""
TRUTHS_WRITTEN = {True: "yes", False: "no", None: "unknown"}


def meanings_beside(
    whole: Knowledge, chosen: Knowledge, number: int, mutant: Mutant, person: Person
) -> tuple[Meaning, Meaning]:
    """What the knowledge means for a person, and what the mutant of this number would mean."""
    planes = make_planes(superposed(whole, chosen, {number: mutant}).net)
    before, after = planes.run([person, {**person, switch_name(number): True}]).meanings()
    return before, after


def missing_expectations(before: Meaning, after: Meaning, knowledge: Knowledge) -> Iterator[Expectation]:
    """Each expectation that holds before and not after, what tells most first."""
    if before.outcome != after.outcome:
        yield {"outcome": before.outcome.value}
    changed = [item for item, state in before.states.items() if after.states[item] is not state]
    for state in _TELLING:
        yield from ({CALLED[state]: [item]} for item in changed if before.states[item] is state)
    both = [item for item in before.ranges if item in after.ranges]
    for item in both:
        yield from _amounts(item, before, after, knowledge.vocabulary.items[item].unit)
    for item, rank in before.ranks.items():
        if after.ranks.get(item) != rank and after.states[item] is State.GIVEN:
            yield {"rank": {item: rank}}
    for finding, truth in before.findings.items():
        if after.findings[finding] is not truth:
            yield {"findings": {finding: TRUTHS_WRITTEN[truth]}}


def _amounts(item: str, before: Meaning, after: Meaning, unit: str) -> Iterator[Expectation]:
    for end, name in (("least", "at_least"), ("most", "at_most"), ("start", "start")):
        number = getattr(before.ranges[item], end)
        if number is not None and number != getattr(after.ranges[item], end):
            yield {"range": {item: {name: written_amount(number, unit)}}}


def facts_asked(mutant: Mutant, whole: Knowledge) -> tuple[str, ...]:
    """The facts that the rule asks for that a mutant is of."""
    effects = whole.rules[mutant.point.name].effects if mutant.point.owner is Owner.RULE else ()
    return tuple(effect.fact for effect in effects if isinstance(effect, Ask))


def missing_questions(facts: Sequence[str], person: Person, before: Knowledge, after: Knowledge) -> Iterator[str]:
    """Those of some facts that a person is asked by the knowledge as it is, and not by a mutant of it."""
    asked = []
    for knowledge in (before, after):
        case = CaseReader(knowledge.vocabulary).read_mapping(changed_answers({}, person, knowledge))
        asked.append(KnowledgeBase(knowledge).consult(case).advice.questions)
    return (fact for fact in facts if fact in asked[0] and fact not in asked[1])
