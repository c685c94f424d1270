"""The chain of one rule: from the facts behind it to what comes of it."""

from collections.abc import Iterator, Mapping

from sluimer.explain.graph import Edge, Graph, Manner, Node, NodeKind, joined
from sluimer.explain.relations import concluding, readers_of
from sluimer.explain.speaker import Speaker
from sluimer.knowledge.condition import Is, Known, Leaf, signed_leaves, slots_of
from sluimer.knowledge.rule import Ask, Avoid, Conclude, Effect, Rule, Side, Withhold


def chain_of_rule(name: str, speaker: Speaker) -> Graph:
    """What the rule builds on, back to the facts, what it does, and the rules that build on its findings."""
    chain = _Chain(speaker, name)
    rule = speaker.knowledge.rules[name]
    chain.back_from(rule)
    chain.effects_of(rule)
    for other in readers_of(rule, speaker.knowledge):
        for name in _shared(rule, other):
            chain.add(Edge(f"finding:{name}", chain.rule(other)))
        chain.effects_of(other)
    return joined(speaker.rule(name), chain.nodes, chain.edges, legend_of(speaker))


def legend_of(speaker: Speaker) -> Mapping[NodeKind | Manner, str]:
    """A word for each kind of node and of edge."""
    nodes: dict[NodeKind | Manner, str] = {kind: speaker.say(f"node-{kind}") for kind in NodeKind}
    return {**nodes, **{manner: speaker.say(f"manner-{manner}") for manner in Manner}}


def _shared(rule: Rule, other: Rule) -> tuple[str, ...]:
    return tuple(name for name in rule.concludes if name in slots_of(other.condition))


class _Chain:
    """Nodes and edges while they are collected."""

    def __init__(self, speaker: Speaker, focus: str) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self._speaker = speaker
        self._focus = focus

    def add(self, edge: Edge) -> None:
        """Add one edge, whose nodes are there."""
        self.edges.append(edge)

    def rule(self, rule: Rule) -> str:
        """The node of a rule."""
        return self._node(NodeKind.RULE, rule.id, self._speaker.name(rule.id))

    def back_from(self, rule: Rule) -> None:
        """Everything that the rule builds on."""
        pending, seen = [rule], {rule.id}
        while pending:
            one = pending.pop(0)
            target = self.rule(one)
            for test, negated in signed_leaves(one.condition):
                name, label = self._slot(test), self._wanted(test, negated)
                if not self._is_finding(name):
                    self.add(Edge(self._node(NodeKind.FACT, name, self._speaker.name(name)), target, label))
                    continue
                self.add(Edge(self._node(NodeKind.FINDING, name, self._speaker.name(name)), target, label))
                for before in concluding(name, self._speaker.knowledge):
                    self.add(Edge(self.rule(before), f"finding:{name}"))
                    if before.id not in seen:
                        seen.add(before.id)
                        pending.append(before)

    def _is_finding(self, name: str) -> bool:
        return name in self._speaker.knowledge.vocabulary.findings

    def _slot(self, test: Leaf) -> str:
        return test.fact if isinstance(test, Known) else test.slot

    def _wanted(self, test: Leaf, negated: bool) -> str:
        """What a test wants; nothing where that is a finding, as it mostly is."""
        if isinstance(test, Is) and test.values == (True,) and not negated and self._is_finding(test.slot):
            return ""
        wanted = self._speaker.wanted(test)
        return self._speaker.say("arrow-not", wanted=wanted) if negated else wanted

    def effects_of(self, rule: Rule) -> None:
        """What the rule does, each with the word for how."""
        for effect in rule.effects:
            for target in self._targets(effect):
                word = self._speaker.say(f"arrow-{effect.kind}")
                self.add(Edge(self.rule(rule), target, "" if effect.side is Side.CONCLUDES else word))

    def _targets(self, effect: Effect) -> Iterator[str]:
        match effect:
            case Conclude(finding):
                yield self._node(NodeKind.FINDING, finding, self._speaker.name(finding))
            case Ask(fact):
                yield self._node(NodeKind.ITEM, f"ask-{fact}", self._speaker.name(fact))
            case Withhold(target) | Avoid(target):
                yield self._node(NodeKind.STOP, target, self._speaker.item(target))
            case _:
                yield self._node(NodeKind.ITEM, effect.item, self._speaker.item(effect.item))

    def _node(self, kind: NodeKind, name: str, label: str) -> str:
        node = Node(f"{kind}:{name}", kind, label, kind is NodeKind.RULE and name == self._focus)
        self.nodes.append(node)
        return node.id
