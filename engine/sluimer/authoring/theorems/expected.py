"""What a case must expect of somebody who breaks a claim, as far as the claim says it."""

from collections.abc import Iterable, Mapping

from sluimer.authoring.cases.model import Expectation
from sluimer.authoring.cases.read import CALLED
from sluimer.authoring.theorems.amounts import amount_of
from sluimer.authoring.theorems.model import Claim
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import Is, Within, leaves
from sluimer.meaning.model import State
from sluimer.meaning.net import OUTCOME
from sluimer.read.numbers import written_amount


def expectation_of(claim: Claim, items: Iterable[str], knowledge: Knowledge) -> Expectation:
    """The states, amounts, findings and outcome that a claim wants; of what must never be given that it is withheld."""
    tests, always = leaves(claim.condition), claim.always
    states = {str(leaf.values[0]) for leaf in tests if isinstance(leaf, Is) and leaf.slot.startswith("state:")}
    found: dict[str, object] = {}
    named = list(items)
    if named:
        wanted = states.pop() if always else State.WITHHELD if State.GIVEN in states else State.GIVEN
        found[CALLED[wanted]] = named[:1] if always and len(tests) > 1 else named
    for leaf in tests:
        if isinstance(leaf, Within) and (amount := amount_of(leaf.slot)):
            found["range"] = {amount[0]: _ends(leaf, always, knowledge.vocabulary.items[amount[0]].unit)}
        elif isinstance(leaf, Is) and always and leaf.slot == OUTCOME and len(leaf.values) == 1:
            found["outcome"] = str(leaf.values[0])
        elif isinstance(leaf, Is) and always and leaf.slot in knowledge.vocabulary.findings:
            found["findings"] = {leaf.slot: "yes" if leaf.values[0] else "no"}
    return found


def _ends(test: Within, always: bool, unit: str) -> Mapping[str, str]:
    """The ends that an amount must keep: those of the claim, or what lies beyond them where it must never be there."""
    lower, upper = ("at_least", "at_most") if always else ("at_most", "at_least")
    ends = {lower: [end for end, _ in test.lower], upper: [end for end, _ in test.upper]}
    return {name: written_amount(found[0], unit) for name, found in ends.items() if found}
