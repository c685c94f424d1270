"""A contradiction that holds for one person: the answers it is made of, and the facts to ask again."""

from sluimer.case import Case
from sluimer.engines.consult.facts import Facts
from sluimer.knowledge.condition import signed_leaves
from sluimer.knowledge.vocabulary import Contradiction, fact_of
from sluimer.meaning.advice import HeldContradiction
from sluimer.meaning.truth import truth_of


def held_contradiction(one: Contradiction, facts: Facts, case: Case) -> HeldContradiction:
    """What is told of a contradiction that holds; what follows from another answer is asked there."""
    found = signed_leaves(one.never)
    leaves = [leaf for leaf, negated in found if truth_of(leaf, case.values) is (not negated)]
    slots = sorted({slot for leaf in leaves for slot in leaf.slots})
    asked = frozenset[str]().union(*(_asked(fact_of(slot), case) for slot in slots))
    return HeldContradiction(one.id, facts.named(facts.bits(asked)), tuple((slot, case.values[slot]) for slot in slots))


def _asked(fact: str, case: Case) -> frozenset[str]:
    """The facts that were answered for this one: itself, and those that what was implied of it follows from."""
    sources = {one.slot: one.source for one in case.implied}
    slots = [slot for slot in case.values if fact_of(slot) == fact]
    behind = {sources[slot] for slot in slots if slot in sources}
    own = frozenset([fact] if not behind or any(slot not in sources for slot in slots) else [])
    return own.union(*(_asked(one, case) for one in behind))
