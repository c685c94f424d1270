"""What a question decides: the rules that its answer can settle, by what they do, and the topics that wait for it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sluimer.case import Case
from sluimer.engines.consult.experta_adapter import Inferred
from sluimer.engines.consult.plan import Plan
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.data import data_of
from sluimer.knowledge.rule import Advise, Ask, Effect, Limit, Prefer, Refer, Rule
from sluimer.knowledge.strata import reached_from
from sluimer.meaning.advice import Advice, HeldContradiction
from sluimer.meaning.model import State
from sluimer.meaning.net import rule_name


@dataclass(frozen=True, slots=True)
class Stakes:
    """What an answer to a question can change.

    Rules, by id, that it can settle: `stopping` or limiting something that is still possible, `referring` to somebody
    new, `bringing` an item, or a range or rank of one. Rules that stop or limit something while its assumed answer
    stands, and that another would be `lifting`; rules that fired and are `wanting` it. Whether it decides who the
    `scope` covers, the `topics` that wait for it, and the `contradictions` that hold between it and other answers.
    """

    fact: str
    stopping: tuple[str, ...]
    referring: tuple[str, ...]
    lifting: tuple[str, ...]
    bringing: tuple[str, ...]
    wanting: tuple[str, ...]
    scope: bool
    topics: tuple[str, ...]
    contradictions: tuple[HeldContradiction, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The stakes as plain data."""
        return data_of(self)


def stakes_of(fact: str, knowledge: Knowledge, plan: Plan, case: Case, inferred: Inferred, advice: Advice) -> Stakes:
    """What a fact of this vocabulary decides for one person."""
    implies = knowledge.vocabulary.facts
    settled = reached_from([fact], lambda one: (other for each in implies[one].implies for other in each.facts))
    bits = plan.facts.bits(settled)
    reached = [rule for rule in knowledge.rules.values() if _waits(inferred, rule_name(rule.id), bits)]
    assumed = frozenset(plan.offering.get(fact, ())).intersection(case.assumed)
    barring = {rule for item in advice.items for rule in (*item.withheld_by, *item.limited_by)}
    states = {item.id: item.state for item in advice.items}
    silent = [one for one in settled if one in case.unknown or one in case.declined]
    told = {knowledge.vocabulary.items[item.id].limit_of for item in advice.items if item.limit is not None}
    stakes = [(rule.id, {_stake(effect, states, told) for effect in rule.effects}) for rule in reached]
    return Stakes(
        fact=fact,
        stopping=tuple(rule for rule, found in stakes if "stopping" in found),
        referring=tuple(rule for rule, found in stakes if "referring" in found),
        lifting=tuple(rule for rule in knowledge.rules if rule in barring and assumed & plan.lifting[rule]),
        bringing=tuple(rule for rule, found in stakes if "bringing" in found),
        wanting=_wanting(fact, silent, knowledge, advice),
        scope=_waits(inferred, SCOPE, bits) or bool(assumed & plan.lifting[SCOPE]),
        topics=_topics(advice, settled, reached),
        contradictions=tuple(held for held in advice.contradictions if fact in held.facts),
    )


def _wanting(fact: str, silent: Iterable[str], knowledge: Knowledge, advice: Advice) -> tuple[str, ...]:
    """The rules that fired and ask for this fact, or for one asked in vain that it would settle."""
    asked = map(Ask, (fact, *silent))
    wanted = frozenset[Effect](asked)
    fired = [rule for rule in knowledge.rules.values() if rule.id in advice.fired]
    return tuple(rule.id for rule in fired if not wanted.isdisjoint(rule.effects))


def _waits(inferred: Inferred, part: str, bits: int) -> bool:
    """Whether a part is unknown and waits for one of these facts."""
    return inferred.number(part) > 0 and bool(inferred.number(part) & bits)


def _topics(advice: Advice, settled: Iterable[str], reached: Iterable[Rule]) -> tuple[str, ...]:
    """Those of items that wait for one of the facts, or are stopped though nobody knows yet whether they were due."""
    wanted = {item for rule in reached for item in rule.brings}
    facts = frozenset(settled)
    waiting = (
        item.topic
        for item in advice.items
        if not facts.isdisjoint(item.open_on) or (item.state is State.WITHHELD and not item.rules and item.id in wanted)
    )
    return tuple(dict.fromkeys(waiting))


def _stake(effect: Effect, states: Mapping[str, State], told: Collection[str]) -> str:
    """What an effect could still do to the advice: be `stopping` or `bringing` an item, `referring`, or nothing.

    Of the items in `told` some text says the limit.
    """
    waiting = any(states.get(item) is State.OPEN for item in effect.items)
    possible = waiting or any(states.get(item) is State.GIVEN for item in effect.items)
    if effect.side.cautious:
        return "stopping" if possible or (isinstance(effect, Limit) and effect.item in told) else ""
    if isinstance(effect, Refer):
        return "referring" if waiting else ""
    ranks = isinstance(effect, Prefer) or (isinstance(effect, Advise) and effect.range is not None)
    return "bringing" if waiting or (ranks and possible) else ""
