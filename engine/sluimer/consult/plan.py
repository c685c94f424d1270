"""What can be worked out about inference before any person comes: productions, their order, and the index."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sluimer.advice.layout import concluding_rules
from sluimer.advice.model import SCOPE
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.condition import slots_of
from sluimer.knowledge.rule import Rule
from sluimer.knowledge.strata import dependencies, finding_strata, rule_stratum
from sluimer.logic import Truth
from sluimer.truth import TruthOf, compiled


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can happen: a rule fires, or a finding is ruled out since no rule can conclude it any more.

    `salience` is unique, so that the order of firing is the same everywhere.
    """

    id: str
    salience: int
    concludes: tuple[str, ...]
    truth: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """The knowledge, arranged for forward chaining."""

    truths: Mapping[str, TruthOf]
    firing: Mapping[str, Step]
    ruling_out: Mapping[str, Step]
    index: Mapping[str, tuple[str, ...]]
    concludes: Mapping[str, tuple[str, ...]]
    concluding: Mapping[str, int]
    blank: Mapping[str, Truth]
    unconditional: tuple[str, ...]
    barren: Mapping[str, bool]


def make_plan(knowledge: Knowledge) -> Plan:
    """Arrange a knowledge base, which must be free of cycles."""
    rules = knowledge.rules
    concluding = concluding_rules(knowledge)
    truths = {rule.id: compiled(rule.condition) for rule in rules.values()}
    truths[SCOPE] = compiled(knowledge.manifest.scope.condition)
    blank = {name: truth({}) for name, truth in truths.items()}
    firing, ruling_out = _steps(knowledge)
    return Plan(
        truths=truths,
        firing=firing,
        ruling_out=ruling_out,
        index=_index(knowledge),
        concludes={rule.id: rule.concludes for rule in rules.values() if rule.concludes},
        concluding={name: len(ids) for name, ids in concluding.items()},
        blank=dict.fromkeys(truths),
        unconditional=tuple(name for name, truth in blank.items() if truth is not None),
        barren={name: False for name, ids in concluding.items() if not ids},
    )


def _steps(knowledge: Knowledge) -> tuple[dict[str, Step], dict[str, Step]]:
    """Every step with its salience: stratum by stratum, caution before advice, then by id."""
    strata = finding_strata(dependencies(knowledge.rules.values(), knowledge.vocabulary.findings))

    def place(rule: Rule) -> tuple[int, int, str]:
        return rule_stratum(rule, strata), 0 if rule.cautions else 1, rule.id

    places = [(place(rule), rule.id, rule.concludes, True) for rule in knowledge.rules.values()]
    places += [((strata[name], 2, name), name, (name,), False) for name in knowledge.vocabulary.findings]
    places.sort(key=lambda each: each[0])
    steps = [
        Step(name, len(places) - order, concludes, truth) for order, (_, name, concludes, truth) in enumerate(places)
    ]
    return (
        {step.id: step for step in steps if step.truth},
        {step.id: step for step in steps if not step.truth},
    )


def _index(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """For each slot and finding the rules that read it."""
    readers: defaultdict[str, list[str]] = defaultdict(list)
    for rule in knowledge.rules.values():
        for name in slots_of(rule.condition):
            readers[name].append(rule.id)
    for name in slots_of(knowledge.manifest.scope.condition):
        readers[name].append(SCOPE)
    return {name: tuple(ids) for name, ids in readers.items()}
