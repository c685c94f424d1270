"""What hangs together with a rule: what it builds on, what builds on it, and who has a say over the same items."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import slots_of
from sluimer.knowledge.rule import Advise, Avoid, Effect, Limit, Prefer, Refer, Rule, Withhold

INDICATES = (Advise, Prefer)
BARS = (Withhold, Avoid, Limit)

Rules = tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Relations:
    """The other rules around one: each tuple in the order of the knowledge base, none twice.

    `built_on_it` read a finding that it concludes; `bar_it` stop or limit what it advises; `barred_by_it` advise what
    it stops or limits; `indicate_too`, `bar_too` and `refer_too` do the same as it to an item.
    """

    built_on_it: Rules
    indicate_too: Rules
    bar_it: Rules
    barred_by_it: Rules
    bar_too: Rules
    refer_too: Rules


def relations_of(rule: Rule, knowledge: Knowledge) -> Relations:
    """The other rules around this one."""
    indicated, barred = items_of(rule, INDICATES), items_of(rule, BARS)
    return Relations(
        built_on_it=readers_of(rule, knowledge),
        indicate_too=_acting(INDICATES, indicated, rule, knowledge),
        bar_it=_acting(BARS, indicated, rule, knowledge),
        barred_by_it=_acting(INDICATES, barred, rule, knowledge),
        bar_too=_acting(BARS, barred, rule, knowledge),
        refer_too=_acting((Refer,), items_of(rule, (Refer,)), rule, knowledge),
    )


def concluding(finding: str, knowledge: Knowledge) -> Rules:
    """The rules that conclude a finding."""
    return tuple(rule for rule in knowledge.rules.values() if finding in rule.concludes)


def readers_of(rule: Rule, knowledge: Knowledge) -> Rules:
    """The rules that read a finding which this one concludes."""
    concluded = set(rule.concludes)
    return tuple(each for each in knowledge.rules.values() if concluded.intersection(slots_of(each.condition)))


def items_of(rule: Rule, kinds: tuple[type[Effect], ...]) -> frozenset[str]:
    """The items that these kinds of effects of a rule are about."""
    return frozenset(item for effect in rule.effects if isinstance(effect, kinds) for item in _items(effect))


def _items(effect: Effect) -> Iterator[str]:
    match effect:
        case Withhold(_, items):
            yield from items
        case Advise(item) | Prefer(item) | Avoid(item) | Limit(item) | Refer(item):
            yield item


def _acting(kinds: tuple[type[Effect], ...], items: Collection[str], rule: Rule, knowledge: Knowledge) -> Rules:
    """The other rules that do something of these kinds to one of the items."""
    others = (each for each in knowledge.rules.values() if each is not rule)
    return tuple(each for each in others if items_of(each, kinds).intersection(items))
