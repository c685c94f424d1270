"""What hangs together with a rule: what it builds on, what builds on it, and who has a say over the same items."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sluimer.knowledge.base import Knowledge, concluding_rules
from sluimer.knowledge.rule import Effect, Refer, Rule, Side
from sluimer.knowledge.strata import read_through_scores

Acts = Callable[[Effect], bool]

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
    indicated, barred = items_of(rule, indicates), items_of(rule, bars)
    return Relations(
        built_on_it=readers_of(rule, knowledge),
        indicate_too=_acting(indicates, indicated, rule, knowledge),
        bar_it=_acting(bars, indicated, rule, knowledge),
        barred_by_it=_acting(indicates, barred, rule, knowledge),
        bar_too=_acting(bars, barred, rule, knowledge),
        refer_too=_acting(refers, items_of(rule, refers), rule, knowledge),
    )


def concluding(finding: str, knowledge: Knowledge) -> Rules:
    """The rules that conclude a finding."""
    return tuple(knowledge.rules[rule] for rule in concluding_rules(knowledge)[finding])


def readers_of(rule: Rule, knowledge: Knowledge) -> Rules:
    """The rules that read a finding which this one concludes, through scores too."""
    concluded = set(rule.concludes)

    def reads(other: Rule) -> bool:
        return not concluded.isdisjoint(read_through_scores(other.condition, knowledge.vocabulary))

    return tuple(filter(reads, knowledge.rules.values()))


def refers(effect: Effect) -> bool:
    """Whether an effect sends someone to a professional."""
    return isinstance(effect, Refer)


def indicates(effect: Effect) -> bool:
    """Whether an effect brings an item that may be stopped."""
    return effect.side is Side.BRINGS and not refers(effect)


def bars(effect: Effect) -> bool:
    """Whether an effect stops or limits an item."""
    return effect.side.cautious


def items_of(rule: Rule, acts: Acts) -> frozenset[str]:
    """The items that those effects of a rule are about which act so."""
    return frozenset(item for effect in rule.effects if acts(effect) for item in effect.items)


def _acting(acts: Acts, items: Collection[str], rule: Rule, knowledge: Knowledge) -> Rules:
    others = (each for each in knowledge.rules.values() if each is not rule)
    return tuple(each for each in others if items_of(each, acts).intersection(items))
