"""The same knowledge on ZEN, the rules engine of GoRules, which is written in Rust: a decision graph, made once.

The graph is a chain with a node for each layer of rules and findings, and in each one expression: a list of truths, of
which any may be null. ZEN's own logic has two values, and no order with null, so it is asked what shows a condition to
be true, and then what shows it to be false. One node with an expression for each rule was as fast to within a tenth.
Most of the time goes to the graph around the expressions, so `ZenAlone` evaluates them without one.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import zen

from oracles.stock_experta import Found
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within
from sluimer.knowledge.vocabulary import Scalar
from sluimer.meaning.from_rules import make_net
from sluimer.meaning.logic import Truth
from sluimer.meaning.net import Wire, rule_name


class Zen:
    """One knowledge base as a decision of ZEN, compiled once."""

    def __init__(self, knowledge: Knowledge) -> None:
        rules = {rule_name(rule): rule for rule in knowledge.rules} | {SCOPE: SCOPE}
        self._findings = knowledge.vocabulary.findings.keys()
        wires = [[one for one in layer if isinstance(one, Wire)] for layer in make_net(knowledge).layers]
        kept = [[one for one in layer if one.name in rules.keys() | self._findings] for layer in wires]
        layers = [layer for layer in kept if layer]
        self._names = [rules.get(one.name, one.name) for layer in layers for one in layer]
        facts = knowledge.vocabulary.facts.values()
        self._slots = {slot: slot.replace(".", "__") for fact in facts for slot in fact.slots}
        called = {
            one.name: f"l{depth}[{number}]" for depth, layer in enumerate(layers) for number, one in enumerate(layer)
        }
        writer = _Writer({**self._slots, **called})
        self._layers = [f"l{depth}" for depth in range(len(layers))]
        self._build([f"[{', '.join(writer.truth(one.condition) for one in layer)}]" for layer in layers])

    def run(self, values: Mapping[str, Scalar]) -> Found:
        """Evaluate every layer for these values, and read back every truth."""
        layers = self._evaluate({self._slots[slot]: value for slot, value in values.items()})
        found = dict(zip(self._names, (truth for layer in layers for truth in layer), strict=True))
        findings = {name: found.pop(name) for name in self._findings}
        return Found(found, findings)

    def _build(self, layers: list[str]) -> None:
        expressions = ({"id": "", "key": f"l{depth}", "value": layer} for depth, layer in enumerate(layers))
        contents = [{"expressions": [one], "passThrough": True} for one in expressions]
        kinds = ["inputNode", *("expressionNode" for _ in layers), "outputNode"]
        nodes = [
            {"id": str(number), "name": str(number), "type": kind, "content": content}
            for number, (kind, content) in enumerate(zip(kinds, [{}, *contents, {}], strict=True))
        ]
        edges = [{"id": f"e{n}", "sourceId": str(n), "targetId": str(n + 1)} for n in range(len(layers) + 1)]
        self._decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def _evaluate(self, context: dict[str, Scalar]) -> Iterable[list[Truth]]:
        result: dict[str, list[Truth]] = self._decision.evaluate(context)["result"]
        return (result[name] for name in self._layers)


class ZenAlone(Zen):
    """The same expressions without a graph, each evaluated by itself."""

    def _build(self, layers: list[str]) -> None:
        self._expressions = [zen.compile_expression(layer) for layer in layers]

    def _evaluate(self, context: dict[str, Scalar]) -> Iterable[list[Truth]]:
        found: dict[str, list[Truth]] = {}
        for name, expression in zip(self._layers, self._expressions, strict=True):
            found[name] = expression.evaluate({**context, **found})
        return found.values()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes conditions as expressions of ZEN; `called` tells how these call a slot, rule or finding."""

    called: Mapping[str, str]

    def truth(self, condition: Condition) -> str:
        """What the condition is: true, false or null."""
        return f"({self._shown(condition)} ? true : ({self._shown(condition, False)} ? false : null))"

    def _shown(self, condition: Condition, truth: bool = True) -> str:
        """That the condition is shown to be true, or to be false."""
        match condition:
            case Is(slot, values):
                return _is(self.called[slot], values, truth)
            case Within(slot):
                return _within(self.called[slot], condition, truth)
            case Known(_, slots, known):
                sign = "!=" if known is truth else "=="
                return _counted(
                    [f"{self.called[slot]} {sign} null" for slot in slots], len(slots) if known is truth else 1
                )
            case Not(part):
                return self._shown(part, not truth)
            case All(parts):
                return self._at_least(len(parts), parts, truth)
            case Any(parts):
                return self._at_least(1, parts, truth)
            case AtLeast(count, parts):
                return self._at_least(count, parts, truth)

    def _at_least(self, count: int, parts: tuple[Condition, ...], truth: bool) -> str:
        needed = count if truth else len(parts) - count + 1
        return _counted([self._shown(part, truth) for part in parts], needed)


def _counted(parts: list[str], needed: int) -> str:
    """That so many of these are true."""
    if needed in (1, len(parts)) and parts:
        return f"({(' or ' if needed == 1 else ' and ').join(parts)})"
    return f"({' + '.join(f'({part} ? 1 : 0)' for part in parts) or '0'} >= {needed})"


def _is(name: str, values: tuple[bool | str, ...], truth: bool) -> str:
    if isinstance(values[0], bool):
        accepted = [json.dumps(value) for value in (True, False) if (value in values) is truth]
        return _counted([f"{name} == {value}" for value in accepted], 1)
    return f"({name} != null and {name} {'in' if truth else 'not in'} {json.dumps(values)})"


def _within(name: str, test: Within, truth: bool) -> str:
    bounds = ((">=", test.at_least), (">", test.above), ("<=", test.at_most), ("<", test.below))
    kept = " and ".join(f"{name} {sign} {end}" for sign, end in bounds if end is not None)
    return f"({name} != null and {'' if truth else 'not'}({kept}))"
