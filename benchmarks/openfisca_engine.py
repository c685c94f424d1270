"""The net as variables of OpenFisca, as far as it goes: two values, so that a missing answer would be no, or nought.

It has no third value, so it is given persons who answered everything. Then nothing is open but for contradictions, and
nothing is filled in or assumed for want of an answer. What is left out: `not asked`, `unknown` and `declined`, and with
them what to ask next; also ranges and sums.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any as AnyType

import numpy as np
import numpy.typing as npt
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from polars_engine import codes_of

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within, leaves
from sluimer.meaning.net import Bound, Choice, Completion, Net, Part, Wire

Array = npt.NDArray[AnyType]
Formula = Callable[[AnyType, AnyType], AnyType]
WHEN = "2026-01"
"""OpenFisca wants a month."""
GIVEN = "given "
"""What an answer is called before others overrule it."""


class OpenFisca:
    """A net as a system of variables; `options` are those of each choice that persons answer, by their code from 0."""

    def __init__(self, net: Net, options: Mapping[str, Sequence[str]]) -> None:
        places = {slot: {one: code for code, one in enumerate(ids)} for slot, ids in options.items()}
        self._codes = {**places, **codes_of(net)}
        self._person = build_entity(key="person", plural="persons", label="", is_person=True)
        self._system = TaxBenefitSystem([self._person])
        self._given: dict[str, str] = {}
        overruled = {one.slot: one for one in net.completions if any(each.overrules for each in one.fillings)}
        numbers = {leaf.slot for one in net.conditions for leaf in leaves(one) if isinstance(leaf, Within)}
        for slot in net.slots:
            kind = float if slot in numbers else int if slot in options else bool
            self._given[slot] = GIVEN + slot if slot in overruled else slot
            self._add(self._given[slot], kind)
            if slot in overruled:
                self._add(slot, kind, self._overruling(overruled[slot]))
        for part in net.parts:
            self._part(part)

    def run(self, answers: Mapping[str, Array], results: Sequence[str]) -> dict[str, Array]:
        """The codes of these choices, for persons who answered everything."""
        simulation = SimulationBuilder().build_default_simulation(self._system, len(next(iter(answers.values()))))
        for slot, name in self._given.items():
            simulation.set_input(name, WHEN, answers[slot])
        return {name: simulation.calculate(name, WHEN) for name in results}

    def _add(self, name: str, kind: type, formula: Formula | None = None) -> None:
        known = {"value_type": kind, "entity": self._person, "definition_period": DateUnit.MONTH, "label": name}
        self._system.add_variable(type(name, (Variable,), known | ({"formula": formula} if formula else {})))

    def _part(self, part: Part) -> None:
        match part:
            case Wire(name, condition):
                self._add(name, bool, _whole(self._truth(condition)))
            case Choice(name, options):
                coded = [(self._codes[name][str(label)], self._truth(condition)) for label, condition in options]
                self._add(name, int, _first(coded))
            case Bound():
                pass
            case _:
                raise TypeError(part)

    def _overruling(self, completion: Completion) -> Formula:
        fillings = [(one.value, self._truth(one.condition)) for one in completion.fillings if one.overrules]
        codes = self._codes.get(completion.slot)

        def formula(person: AnyType, period: AnyType) -> Array:
            found: Array = person(GIVEN + completion.slot, period)
            for value, holds in fillings:
                found = np.where(holds(person, period), codes[str(value)] if codes else value, found)
            return found

        return formula

    def _truth(self, condition: Condition) -> Formula:
        match condition:
            case Is(slot, (bool(value),)):
                return (lambda person, period: person(slot, period)) if value else _not(slot)
            case Is(slot, values):
                codes = [self._codes[slot][str(value)] for value in values]
                return lambda person, period: reduce(np.logical_or, [person(slot, period) == one for one in codes])
            case Within():
                return _between(condition)
            case Known(known=known):
                return lambda person, _: np.full(person.count, known)
            case All(parts):
                return _joined(np.logical_and, [self._truth(part) for part in parts], nothing=True)
            case Any(parts):
                return _joined(np.logical_or, [self._truth(part) for part in parts], nothing=False)
            case Not(part):
                truth = self._truth(part)
                return lambda person, period: ~truth(person, period)
            case AtLeast(count, parts):
                truths = [self._truth(part) for part in parts]
                return lambda person, period: sum(one(person, period).astype(np.int16) for one in truths) >= count


def _not(slot: str) -> Formula:
    return lambda person, period: ~person(slot, period)


def _whole(truth: Formula) -> Formula:
    return lambda person, period: truth(person, period)


def _between(test: Within) -> Formula:
    signs: list[tuple[AnyType, float]] = [
        (np.greater if strict else np.greater_equal, end) for end, strict in test.lower
    ]
    signs += [(np.less if strict else np.less_equal, end) for end, strict in test.upper]
    return lambda person, period: reduce(np.logical_and, [sign(person(test.slot, period), end) for sign, end in signs])


def _joined(sign: AnyType, parts: Sequence[Formula], nothing: bool) -> Formula:
    if not parts:
        return lambda person, _: np.full(person.count, nothing)
    return lambda person, period: reduce(sign, [one(person, period) for one in parts])


def _first(coded: Sequence[tuple[int, Formula]]) -> Formula:
    def formula(person: AnyType, period: AnyType) -> Array:
        found = np.zeros(person.count, np.uint8)
        for code, holds in reversed(coded):
            found = np.where(holds(person, period), np.uint8(code), found)
        return found

    return formula
