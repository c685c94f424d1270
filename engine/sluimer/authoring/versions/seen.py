"""What one version sees of the answers of a person: what it does not ask or allow is no answer to it."""

from collections.abc import Mapping

from sluimer.knowledge.vocabulary import Fact, Kind, Scalar


def seen_answers(person: Mapping[str, Scalar], facts: Mapping[str, Fact]) -> dict[str, Scalar]:
    """The answers of a person that one version of the facts allows; the others are no answers to it."""
    fact_of_slot = facts_by_slot(facts)
    return {slot: value for slot, value in person.items() if slot in fact_of_slot and allows(fact_of_slot[slot], value)}


def facts_by_slot(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """For each slot the fact that it is of."""
    return {slot: fact for fact in facts.values() for slot in fact.slots}


def allows(fact: Fact, value: Scalar) -> bool:
    """Whether a value may be answered to a fact, or stand in a slot of it."""
    match fact.kind:
        case Kind.CHOICE:
            return value in {option.id for option in fact.options}
        case Kind.NUMBER:
            return fact.allowed.contains(float(value))
    return True
