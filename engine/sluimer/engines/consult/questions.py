"""Which facts are still worth asking, the most important first."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final, NamedTuple

from sluimer.case import Case
from sluimer.engines.consult.experta_adapter import Inferred
from sluimer.engines.consult.number import FALSE, TRUE
from sluimer.engines.consult.plan import Plan
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.strata import reached_from
from sluimer.knowledge.vocabulary import fact_of
from sluimer.meaning.model import Outcome
from sluimer.meaning.net import rule_name


class Asked(NamedTuple):
    """The facts to ask, and of those sets whose options are assumed the options to ask for."""

    questions: tuple[str, ...]
    offered: Mapping[str, tuple[str, ...]]


NOTHING_ASKED: Final = Asked((), frozen({}))


@dataclass(slots=True)
class Waiting:
    """The facts that some items wait for: to rule out what stops them, or to know whether to advise them.

    `doubts` are those that would tell whether what is stopped, where anything is `withheld`, was called for at all.
    Facts are bits, as in Facts. `barring` are for each item the rules that stop it together, and each that limits it,
    if any item is `there`; `sending` are the rules that send to somebody; `urgent` are the facts that rules wait for
    which may send someone away at once.
    """

    stops: int = FALSE
    needs: int = FALSE
    doubts: int = FALSE
    withheld: bool = False
    barring: Set[tuple[str, ...]] = frozenset()
    sending: Set[str] = frozenset()
    there: bool = False
    urgent: int = FALSE


def all_waiting(some: Sequence[Waiting]) -> Waiting:
    """What all of these wait for."""
    found = Waiting()
    for one in some:
        found.stops |= one.stops
        found.needs |= one.needs
        found.doubts |= one.doubts
        found.withheld |= one.withheld
        found.there |= one.there
        found.urgent |= one.urgent
    found.barring = frozenset[tuple[str, ...]]().union(*[one.barring for one in some])
    found.sending = frozenset[str]().union(*[one.sending for one in some])
    return found


def questions(
    plan: Plan,
    inferred: Inferred,
    case: Case,
    outcome: Outcome,
    main: Waiting,
    parts: Sequence[Waiting],
    contradicting: int = FALSE,
) -> Asked:
    """What contradicts, who is covered, what may be urgent, what could stand against the main topic, the rest."""
    every = all_waiting(parts)
    lifting = _lifting(plan, inferred, case, every)
    waves = (
        contradicting,
        max(FALSE, inferred.number(SCOPE)) if every.there else FALSE,
        every.urgent & (every.stops | every.needs),
        main.stops,
        every.stops,
        main.needs | _doubts(outcome, main, every) | _asked_for(plan, inferred, case),
        every.needs,
        plan.facts.bits(lifting),
    )
    silent = plan.facts.bits((*case.unknown, *case.declined))
    asked: list[str] = []
    passed = silent
    for wave in waves:
        worth = wave & ~passed
        if wave & silent:
            worth |= _implying(wave & silent, plan, case) & ~passed
        if worth:
            passed |= worth
            asked += plan.facts.named(worth)
    offered = {fact: options for fact in asked if fact in lifting and (options := _options(lifting[fact]))}
    return Asked(tuple(asked), frozen(offered))


def _doubts(outcome: Outcome, main: Waiting, every: Waiting) -> int:
    """What is stopped for sure may not be called for at all; that decides an outcome that stands on stops alone."""
    if outcome is not Outcome.ASK_FIRST:
        return FALSE
    return main.doubts if main.withheld else every.doubts


def _asked_for(plan: Plan, inferred: Inferred, case: Case) -> int:
    """The facts without a value that a rule asks for."""
    wanted = {fact for rule, fact in plan.asking if inferred.number(rule_name(rule)) == TRUE}
    return plan.facts.bits([fact for fact in wanted if _is_missing(fact, plan, case)])


def _implying(vain: int, plan: Plan, case: Case) -> int:
    """Of facts that were asked in vain those that would imply an answer, and so on for these."""
    silent = {*case.unknown, *case.declined}
    behind = reached_from(plan.facts.named(vain), lambda fact: plan.implying[fact] if fact in silent else ())
    return plan.facts.bits([one for one in behind if one not in silent and _is_missing(one, plan, case)])


def _is_missing(fact: str, plan: Plan, case: Case) -> bool:
    """Whether a slot of a fact has no value."""
    return not case.values.keys() >= plan.slots[fact]


def _lifting(plan: Plan, inferred: Inferred, case: Case, every: Waiting) -> dict[str, tuple[str, ...]]:
    """For each fact the slots whose assumed value keeps something stopped that other answers would lift altogether.

    Where there are any, those of the same fact come with them that still send the person to somebody.
    """
    assumed = frozenset(case.assumed)
    barring = every.barring | {(SCOPE,)} if inferred.number(SCOPE) == FALSE else every.barring
    behind = [[plan.lifting[rule] & assumed for rule in rules] for rules in barring]
    found = frozenset[str]().union(*[slots for each in behind if all(each) for slots in each])
    facts = {fact_of(slot) for slot in found}
    sending = [plan.lifting[rule] & assumed for rule in every.sending]
    wanted = found.union(*[slots for slots in sending if found.isdisjoint(slots)])
    return {fact: tuple([slot for slot in plan.offering[fact] if slot in wanted]) for fact in facts}


def _options(slots: Sequence[str]) -> tuple[str, ...]:
    """The options of a set among these slots."""
    return tuple([option for slot in slots if (option := slot.partition(".")[2])])
