"""The chain of one rule: from the facts behind it to what comes of it."""

from collections.abc import Iterator, Mapping

from sluimer.explain.condition_proof import Connective
from sluimer.explain.relations import concluding, readers_of
from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Leaf, Not, Within, slots_of
from sluimer.knowledge.rule import Ask, Avoid, Conclude, Effect, Rule, Side, Withhold
from sluimer.knowledge.vocabulary import Score
from sluimer.tell.pictures.graph import Edge, Graph, Manner, Node, NodeKind, joined
from sluimer.tell.speaker import Speaker, tested


def chain_of_rule(name: str, speaker: Speaker) -> Graph:
    """What the rule builds on, back to the facts, what it does, and the rules that build on its findings."""
    chain = _RuleChain(speaker, name)
    rule = speaker.knowledge.rules[name]
    chain.back_from(rule)
    chain.effects_of(rule)
    for other in readers_of(rule, speaker.knowledge):
        for finding in rule.concludes:
            if finding in slots_of(other.condition):
                chain.edges.append(Edge(f"finding:{finding}", chain.rule(other)))
        chain.effects_of(other)
    return joined(speaker.rule(name), chain.nodes, chain.edges, legend_of(speaker))


def legend_of(speaker: Speaker) -> Mapping[NodeKind | Manner, str]:
    """A word for each kind of node and of edge."""
    nodes: dict[NodeKind | Manner, str] = {kind: speaker.say(f"node-{kind}") for kind in NodeKind}
    return {**nodes, **{manner: speaker.say(f"manner-{manner}") for manner in Manner}}


class _RuleChain:
    """Nodes and edges while they are collected."""

    def __init__(self, speaker: Speaker, focus: str) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self._speaker = speaker
        self._focus = focus

    def rule(self, rule: Rule) -> str:
        """The node of a rule."""
        title, parts = self._speaker.name(rule.id), self._together(rule.condition)
        label = self._speaker.say("chain-tally", name=title, parts=parts) if parts else title
        return self._node(NodeKind.RULE, rule.id, label)

    def back_from(self, rule: Rule) -> None:
        """Everything that the rule builds on."""
        pending: list[Rule | Score] = [rule]
        for one in pending:
            for test, negated, target in self._tests_of(one):
                name, label = tested(test), self._wanted(test, negated)
                worked_out = self._is_finding(name) or name in self._speaker.knowledge.vocabulary.scores
                kind = NodeKind.FINDING if worked_out else NodeKind.FACT
                self.edges.append(Edge(self._node(kind, name, self._speaker.name(name)), target, label))
                for before in self._before(name):
                    if isinstance(before, Rule):
                        self.edges.append(Edge(self.rule(before), f"finding:{name}"))
                    if before not in pending:
                        pending.append(before)

    def _before(self, name: str) -> tuple[Rule | Score, ...]:
        """The score of this name, or the rules that conclude a finding."""
        knowledge = self._speaker.knowledge
        if name in knowledge.vocabulary.scores:
            return (knowledge.vocabulary.scores[name],)
        return concluding(name, knowledge) if self._is_finding(name) else ()

    def _tests_of(self, one: Rule | Score) -> Iterator[tuple[Leaf, bool, str]]:
        """Each test of a rule, or of a score, with a gate for all of its points."""
        if isinstance(one, Rule):
            yield from self._tests(one.condition, self.rule(one))
            return
        for condition, points in (each for term in one.terms for each in term):
            told = self._speaker.say("points-count", points=self._speaker.number(points))
            gate = self._node(NodeKind.GATE, f"{one.id} {len(self.nodes)}", told)
            self.edges.append(Edge(gate, f"finding:{one.id}"))
            yield from self._tests(condition, gate)

    def _tests(self, condition: Condition, node: str, negated: bool = False) -> Iterator[tuple[Leaf, bool, str]]:
        """Each test, whether it is turned round, and the node in which it counts together with others."""
        match condition:
            case Not(part):
                yield from self._tests(part, node, not negated)
            case All((part,)) | Any((part,)) | AtLeast(_, (part,)):
                yield from self._tests(part, node, negated)
            case All(parts) | Any(parts) | AtLeast(_, parts):
                for part in parts:
                    yield from self._tests(part, self._gate(part, node))
            case Is() | Within() | Known():
                yield condition, negated, node

    def _gate(self, condition: Condition, node: str) -> str:
        """A gate where parts of a part count together; else the node itself."""
        told = self._together(condition)
        if not told:
            return node
        gate = self._node(NodeKind.GATE, f"{node} {len(self.nodes)}", told)
        self.edges.append(Edge(gate, node))
        return gate

    def _together(self, condition: Condition, negated: bool = False) -> str:
        """How the parts of a condition count together; nothing of one test alone."""
        match condition:
            case Not(part):
                return self._together(part, not negated)
            case All(parts) | Any(parts) | AtLeast(_, parts) if len(parts) > 1:
                kind, needed = _connective(condition)
                told = self._speaker.say(f"tally-{kind}", needed=needed, of=len(parts))
                return self._speaker.say("parts-must-not-be" if negated else "parts-needed", parts=told)
            case All((part,)) | Any((part,)) | AtLeast(_, (part,)):
                return self._together(part, negated)
        return ""

    def _is_finding(self, name: str) -> bool:
        return name in self._speaker.knowledge.vocabulary.findings

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
                self.edges.append(Edge(self.rule(rule), target, "" if effect.side is Side.CONCLUDES else word))

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


def _connective(condition: Condition) -> tuple[Connective, int]:
    match condition:
        case AtLeast(count):
            return Connective.AT_LEAST, count
        case Any():
            return Connective.ANY, 1
    return Connective.ALL, 0
