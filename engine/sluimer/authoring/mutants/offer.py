"""What a case must expect to notice a mutant: what its person is told, and would not be told any more."""

from collections.abc import Iterator, Mapping, Sequence

from sluimer.authoring.cases.read import STATES
from sluimer.authoring.mutants.model import Mutant
from sluimer.authoring.mutants.superpose import superposed, switch_name
from sluimer.engines.planes import make_planes
from sluimer.engines.planes.run import Person
from sluimer.knowledge.base import Knowledge
from sluimer.meaning.model import Meaning, State
from sluimer.read.numbers import written_amount

Expectation = Mapping[str, object]
_CALLED: Mapping[State, str] = {state: name for name, state in STATES.items()}
_TELLING = (State.GIVEN, State.WITHHELD, State.NOT_INDICATED, State.OPEN)
"""Which state of an item is told first: what is given says more than what waits."""
TRUTHS_WRITTEN = {True: "yes", False: "no", None: "unknown"}


def meanings_beside(
    whole: Knowledge, chosen: Knowledge, mutants: Mapping[int, Mutant], persons: Sequence[tuple[int, Person]]
) -> list[tuple[Meaning, Meaning]]:
    """For each mutant with a person what the knowledge means for that person, and what it would mean."""
    planes = make_planes(superposed(whole, chosen, mutants).net)
    doubled = [one for number, person in persons for one in (person, {**person, switch_name(number): True})]
    found = planes.run(doubled).meanings()
    return list(zip(found[::2], found[1::2], strict=True))


def missing_expectations(before: Meaning, after: Meaning, knowledge: Knowledge) -> Iterator[Expectation]:
    """Each expectation that holds before and not after, what tells most first."""
    if before.outcome != after.outcome:
        yield {"outcome": before.outcome.value}
    changed = [item for item, state in before.states.items() if after.states[item] is not state]
    for state in _TELLING:
        yield from ({_CALLED[state]: [item]} for item in changed if before.states[item] is state)
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
