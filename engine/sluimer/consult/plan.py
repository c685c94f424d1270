"""What can be worked out about inference before any person comes: the order of rules, and the index."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sluimer.advice.layout import concluding_rules
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import Condition, slots_of
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.strata import condition_stratum, dependencies, finding_strata
from sluimer.logic import Truth
from sluimer.truth import TruthOf, compiled


@dataclass(frozen=True, slots=True)
class Plan:
    """The knowledge, arranged for forward chaining.

    Rules stand in strata: those that read facts alone, then those that read findings of the first, and so on.
    `index` names for each slot and finding the rules that read it, by stratum; `unconditional` for each stratum those
    that need no answer at all; `barren` the findings that no rule concludes. `salience` is unique for each rule.
    """

    truths: Mapping[str, TruthOf]
    salience: Mapping[str, int]
    index: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
    unconditional: tuple[tuple[str, ...], ...]
    concludes: Mapping[str, tuple[str, ...]]
    concluding: Mapping[str, int]
    unknown: Mapping[str, Truth]
    barren: Mapping[str, bool]


def make_plan(knowledge: Knowledge) -> Plan:
    """Arrange a knowledge base, which must be free of cycles."""
    rules = knowledge.rules
    concluding = concluding_rules(knowledge)
    conditions = {rule.id: rule.condition for rule in rules.values()}
    conditions[SCOPE] = knowledge.manifest.scope.condition
    truths = {name: compiled(condition) for name, condition in conditions.items()}
    strata = _strata(knowledge, conditions)
    return Plan(
        truths=truths,
        salience=_salience(knowledge, strata),
        index=_index(conditions, strata),
        unconditional=_unconditional(truths, strata),
        concludes={rule.id: rule.concludes for rule in rules.values() if rule.concludes},
        concluding={name: len(ids) for name, ids in concluding.items()},
        unknown=dict.fromkeys(truths),
        barren={name: False for name, ids in concluding.items() if not ids},
    )


def _strata(knowledge: Knowledge, conditions: Mapping[str, Condition]) -> dict[str, int]:
    findings = finding_strata(dependencies(knowledge.rules.values(), knowledge.vocabulary.findings))
    return {name: condition_stratum(condition, findings) for name, condition in conditions.items()}


def _salience(knowledge: Knowledge, strata: Mapping[str, int]) -> dict[str, int]:
    """Stratum by stratum, caution before advice, then by id; the first to fire has the highest."""

    def place(rule: Rule) -> tuple[int, bool, str]:
        return strata[rule.id], not rule.cautions, rule.id

    ordered = sorted(knowledge.rules.values(), key=place, reverse=True)
    return {rule.id: number for number, rule in enumerate(ordered, start=1)}


def _index(
    conditions: Mapping[str, Condition], strata: Mapping[str, int]
) -> dict[str, tuple[tuple[int, tuple[str, ...]], ...]]:
    readers: defaultdict[str, list[str]] = defaultdict(list)
    for rule, condition in conditions.items():
        for name in slots_of(condition):
            readers[name].append(rule)
    return {name: _by_stratum(rules, strata) for name, rules in readers.items()}


def _unconditional(truths: Mapping[str, TruthOf], strata: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    settled = [name for name, truth in truths.items() if truth({}) is not None]
    return tuple(
        tuple(name for name in settled if strata[name] == stratum) for stratum in range(1 + max(strata.values()))
    )


def _by_stratum(rules: Iterable[str], strata: Mapping[str, int]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    grouped: defaultdict[int, list[str]] = defaultdict(list)
    for rule in rules:
        grouped[strata[rule]].append(rule)
    return tuple((stratum, tuple(names)) for stratum, names in sorted(grouped.items()))
