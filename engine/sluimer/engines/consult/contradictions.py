"""A contradiction that holds for one person: the answers it is made of, and the facts to ask again."""

from collections.abc import Iterable

from sluimer.case import Case, Implied
from sluimer.engines.consult.plan import Plan
from sluimer.knowledge.condition import signed_leaves, slots_of
from sluimer.knowledge.strata import reached_from
from sluimer.knowledge.vocabulary import Contradiction
from sluimer.meaning.advice import HeldContradiction
from sluimer.meaning.truth import truth_of


def held_contradiction(one: Contradiction, plan: Plan, case: Case) -> HeldContradiction:
    """What is told of a contradiction that holds; what follows from another answer is asked there."""
    leaves = [leaf for leaf, negated in signed_leaves(one.never) if truth_of(leaf, case.values) is not negated]
    slots = dict.fromkeys(slot for leaf in leaves for slot in leaf.slots if slot in case.values)
    answers = tuple((slot, case.values[slot]) for slot in slots)
    facts = {plan.fact_of_slot[slot] for slot in _given(slots, case.implied)}
    return HeldContradiction(one.id, plan.facts.named(plan.facts.bits(facts)), answers)


def _given(slots: Iterable[str], implied: Iterable[Implied]) -> tuple[str, ...]:
    """The slots that these follow from, or themselves where they follow from none."""
    sources = {one.slot: slots_of(one.test) for one in implied}
    return tuple(slot for slot in reached_from(slots, lambda slot: sources.get(slot, ())) if slot not in sources)
