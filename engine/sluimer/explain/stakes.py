"""What a question decides: the rules that its answer can settle, by what they do, and the topics that wait for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sluimer.case import Case
from sluimer.engines.consult.experta_adapter import Inferred
from sluimer.engines.consult.plan import Plan
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.rule import Advise, Ask, Effect, Prefer, Refer, Rule, Side
from sluimer.meaning.advice import Advice
from sluimer.meaning.model import State
from sluimer.meaning.net import rule_name


@dataclass(frozen=True, slots=True)
class Stakes:
    """What an answer to a question can change.

    Rules, by id, that it can settle: `stopping` or limiting something that is still possible, `referring` to somebody
    new, `bringing` an item, or a range or rank of one. Rules that its assumed answer keeps true and that it would be
    `lifting`; rules that fired and are `wanting` it. Whether it decides who the `scope` covers, and the `topics` that
    wait for it.
    """

    fact: str
    stopping: tuple[str, ...]
    referring: tuple[str, ...]
    lifting: tuple[str, ...]
    bringing: tuple[str, ...]
    wanting: tuple[str, ...]
    scope: bool
    topics: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The stakes as plain data."""
        return {
            "fact": self.fact,
            "stopping": list(self.stopping),
            "referring": list(self.referring),
            "lifting": list(self.lifting),
            "bringing": list(self.bringing),
            "wanting": list(self.wanting),
            "scope": self.scope,
            "topics": list(self.topics),
        }


def stakes_of(fact: str, knowledge: Knowledge, plan: Plan, case: Case, inferred: Inferred, advice: Advice) -> Stakes:
    """What a fact of this vocabulary decides for one person."""
    settled = [fact, *(one.fact for one in knowledge.vocabulary.facts[fact].implies)]
    bits = plan.facts.bits(settled)
    reached = [rule for rule in knowledge.rules.values() if _waits(inferred, rule_name(rule.id), bits)]
    assumed = plan.assumed[fact] if fact in case.assumed else frozenset()
    barring = {rule for item in advice.items for rule in item.withheld_by}
    matters = _Matters(advice)
    return Stakes(
        fact=fact,
        stopping=_acting(reached, matters.stops),
        referring=_acting(reached, matters.refers),
        lifting=tuple(rule for rule in knowledge.rules if rule in assumed and rule in barring),
        bringing=_acting(reached, matters.brings),
        wanting=tuple(
            rule.id for rule in knowledge.rules.values() if rule.id in advice.fired and Ask(fact) in rule.effects
        ),
        scope=_waits(inferred, SCOPE, bits) or SCOPE in assumed,
        topics=_topics(advice, settled, reached),
    )


def _waits(inferred: Inferred, part: str, bits: int) -> bool:
    """Whether a part is unknown and waits for one of these facts."""
    return inferred.number(part) > 0 and bool(inferred.number(part) & bits)


def _acting(rules: Iterable[Rule], acts: Callable[[Effect], bool]) -> tuple[str, ...]:
    return tuple(rule.id for rule in rules if any(map(acts, rule.effects)))


def _topics(advice: Advice, settled: Iterable[str], reached: Iterable[Rule]) -> tuple[str, ...]:
    """Those of items that wait for one of the facts, or are stopped though nobody knows yet whether they were due."""
    wanted = {
        item for rule in reached for effect in rule.effects if effect.side is Side.BRINGS for item in effect.items
    }
    facts = frozenset(settled)
    waiting = (
        item.topic
        for item in advice.items
        if not facts.isdisjoint(item.open_on) or (item.state is State.WITHHELD and not item.rules and item.id in wanted)
    )
    return tuple(dict.fromkeys(waiting))


class _Matters:
    """Whether an effect can still change the advice."""

    def __init__(self, advice: Advice) -> None:
        self._states = {item.id: item.state for item in advice.items}

    def stops(self, effect: Effect) -> bool:
        """Whether it could withhold or limit something that is still possible."""
        return effect.side.cautious and any(self._possible(item) for item in effect.items)

    def refers(self, effect: Effect) -> bool:
        """Whether it could send the person to a professional for something new."""
        return isinstance(effect, Refer) and self._states.get(effect.item) is State.OPEN

    def brings(self, effect: Effect) -> bool:
        """Whether it could bring an item, or change the range or rank of one."""
        if isinstance(effect, Prefer) or (isinstance(effect, Advise) and effect.range):
            return self._possible(effect.item)
        return isinstance(effect, Advise) and self._states.get(effect.item) is State.OPEN

    def _possible(self, item: str) -> bool:
        return self._states.get(item) in (State.GIVEN, State.OPEN)
