"""The picture of a decision: from the answers, through findings and rules, to the items with their states.

Only what decided is drawn: of a given item what brings and limits it, of a withheld one what stops it, of an open one
what may still bring or stop it, and of one that is not called for what it lacked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sluimer.case import Case
from sluimer.explain.argument import Argument, Bearing, DecisionProof, ItemArguments
from sluimer.explain.condition_proof import ConditionProof, Origin, PartsProof, Spoken, TestResult
from sluimer.explain.consulted import Consulted
from sluimer.explain.proof import FindingProof, PointsProof, RuleProof, ScoreProof
from sluimer.knowledge.base import SCOPE
from sluimer.knowledge.condition import Known, Within, slots_of
from sluimer.knowledge.numeral import range_text
from sluimer.meaning.advice import ItemAdvice
from sluimer.meaning.model import Outcome, State
from sluimer.tell.person import item_names
from sluimer.tell.pictures.chain import legend_of
from sluimer.tell.pictures.graph import Edge, Graph, Manner, Node, NodeKind, joined
from sluimer.tell.speaker import Speaker

_KIND = {
    State.GIVEN: NodeKind.ITEM,
    State.OPEN: NodeKind.OPEN,
    State.WITHHELD: NodeKind.STOP,
    State.NOT_INDICATED: NodeKind.ABSENT,
}
_SURE = {Bearing.BRINGS: Manner.LEADS, Bearing.STOPS: Manner.STOPS, Bearing.LIMITS: Manner.LIMITS}
_UNSURE = {Bearing.BRINGS: Manner.MAY_LEAD, Bearing.STOPS: Manner.MAY_STOP, Bearing.LIMITS: Manner.MAY_LIMIT}


def chain_of_decision(consultation: Consulted, speaker: Speaker, target: str | None = None) -> Graph:
    """The whole decision, in which items of a topic that stand alike share a box, or one item or topic of it.

    Raises UnknownTargetError.
    """
    proof = consultation.proof if target is None else consultation.proof_of(target)
    chain = _DecisionChain(proof, speaker)
    groups = _groups(proof)
    for group in groups:
        chain.add_items(group)
    chain.add_stops()
    chain.add_superseding({each.advice.id: group.id for group in groups for each in group.items})
    if target is None and proof.outcome is Outcome.NOT_COVERED and proof.scope.truth is False:
        chain.add_scope()
    title = speaker.say(f"headline-{proof.outcome}") if target is None else speaker.item(target)
    return joined(title, chain.nodes, chain.edges, legend_of(speaker))


@dataclass(frozen=True, slots=True)
class _ItemBox:
    """Items that share a box."""

    items: tuple[ItemArguments, ...]

    @property
    def id(self) -> str:
        """The name of its node."""
        return f"item:{self.items[0].advice.id}"


def _groups(proof: DecisionProof) -> tuple[_ItemBox, ...]:
    """Of one target each item alone, those not called for only where nothing else is asked about."""
    if proof.target:
        called = [each for each in proof.items if each.advice.state is not State.NOT_INDICATED]
        wanted = [each for each in proof.items if each.advice.id == proof.target]
        return tuple(_ItemBox((each,)) for each in dict.fromkeys((*called, *wanted)) or proof.items)
    found: dict[object, list[ItemArguments]] = {}
    for each in proof.items:
        against = frozenset(one.proof.rule for one in _against(each))
        found.setdefault(
            (each.advice.topic, each.advice.state, each.advice.urgency, each.advice.superseded_by, against), []
        ).append(each)
    return tuple(_ItemBox(tuple(items)) for items in found.values())


def _for(each: ItemArguments) -> tuple[Argument, ...]:
    """What brings the item, or while nothing surely does what may."""
    return tuple(one for one in each.supporting if one.sure) or each.supporting


def _against(each: ItemArguments) -> tuple[Argument, ...]:
    """What decides against the item in the state that it has."""
    if each.advice.state is State.GIVEN:
        return tuple(one for one in each.opposing if one.proof.rule in each.advice.limited_by)
    stops = [one for one in each.opposing if one.bearing is Bearing.STOPS]
    return tuple(one for one in stops if one.sure is (each.advice.state is not State.OPEN))


class _DecisionChain:
    """Nodes and edges while they are collected."""

    def __init__(self, proof: DecisionProof, speaker: Speaker) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self._proof = proof
        self._speaker = speaker
        self._findings = {one.finding: one for one in (*proof.findings, *proof.beside)}
        self._scores = {one.score: one for one in proof.scores}
        self._drawn: set[str] = set()
        self._gates = 0
        self._stopped: dict[tuple[str, Manner], dict[str, None]] = {}

    def add_items(self, group: _ItemBox) -> None:
        """The box of some items, with what brings and limits them; what stops them is kept till all are there."""
        is_target = any(each.advice.id == self._proof.target for each in group.items)
        self._node(_KIND[group.items[0].advice.state], group.id, self._label(group), focus=is_target)
        for each in group.items:
            for one in (*_for(each), *_against(each)):
                self._argue(one, group)
            if each.advice.state is State.NOT_INDICATED:
                for proof in each.lacking:
                    self.edges.append(Edge(self._rule(proof), group.id, manner=Manner.LACKS))

    def add_stops(self) -> None:
        """What stops items; rules that stop the same several items go through one gate, to spare lines."""
        bundles: dict[tuple[Manner, tuple[str, ...]], list[str]] = {}
        for (rule, manner), stopped in self._stopped.items():
            bundles.setdefault((manner, tuple(stopped)), []).append(rule)
        for number, ((manner, items), rules) in enumerate(bundles.items(), start=1):
            ends = items if min(len(items), len(rules)) == 1 else (self._gate(number, manner, items),)
            self.edges += [Edge(rule, end, manner=manner) for rule in rules for end in ends]

    def add_superseding(self, boxes: Mapping[str, str]) -> None:
        """That given referrals come before other items; `boxes` has the box of each item."""
        above = {each.advice.id: each.advice.superseded_by for each in self._proof.items}
        pairs = [(one, box) for each, box in boxes.items() for one in above[each]]
        found = dict.fromkeys((self._box_of(one, boxes), box) for one, box in pairs)
        self.edges += [Edge(one, box, manner=Manner.STOPS) for one, box in found]

    def _box_of(self, item: str, boxes: Mapping[str, str]) -> str:
        """The box of a given item, which has one of its own where the proof is about another."""
        if item in boxes:
            return boxes[item]
        label = f"{self._speaker.item(item)}: {self._speaker.say(f'state-{State.GIVEN}')}"
        return self._node(NodeKind.ITEM, f"item:{item}", label)

    def add_scope(self) -> None:
        """That nothing is said of this person, and why."""
        self._node(NodeKind.STOP, "item:(nothing)", self._speaker.say(f"headline-{Outcome.NOT_COVERED}"))
        self.edges.append(Edge(self._rule(self._proof.scope), "item:(nothing)", manner=Manner.STOPS))

    def _label(self, group: _ItemBox) -> str:
        advised = [each.advice for each in group.items]
        whole = item_names(advised, self._proof, self._speaker)
        named = self._speaker.item(advised[0].id) if len(advised) == 1 else whole
        told = f"{named}: {self._speaker.say(f'state-{advised[0].state}')}"
        amounts = [self._amount(one) for one in advised if one.range and one.state is State.GIVEN]
        return ", ".join([told, *amounts])

    def _amount(self, advice: ItemAdvice) -> str:
        assert advice.range is not None
        return range_text(advice.range, self._speaker.unit(advice.unit), self._speaker.language)

    def _argue(self, one: Argument, group: _ItemBox) -> None:
        manner = (_SURE if one.sure else _UNSURE)[one.bearing]
        rule = self._rule(one.proof)
        if one.bearing is Bearing.STOPS:
            self._stopped.setdefault((rule, manner), {})[group.id] = None
        else:
            self.edges.append(Edge(rule, group.id, manner=manner))

    def _gate(self, number: int, manner: Manner, items: Sequence[str]) -> str:
        gate = self._node(NodeKind.GATE, f"gate:{number}", self._speaker.say(f"gate-{manner}"))
        self.edges += [Edge(gate, item, manner=manner) for item in items]
        return gate

    def _rule(self, proof: RuleProof) -> str:
        """The node of a rule, with all that it stands on."""
        name = f"rule:{proof.rule}"
        if name not in self._drawn:
            self._drawn.add(name)
            self._node(NodeKind.RULE, name, self._tallied(proof), unsure=proof.truth is None)
            self._tests(proof, name)
        return name

    def _tallied(self, proof: RuleProof) -> str:
        """The title of a rule, and how its tests count together where there are several."""
        title = self._title(proof.rule)
        parts = self._counted(proof)
        return self._speaker.say("chain-tally", name=title, parts=parts) if parts else title

    def _counted(self, proof: RuleProof) -> str:
        if not isinstance(proof.condition, PartsProof) or not proof.condition.parts:
            return ""
        return self._speaker.condition(Spoken(proof.condition, 0, False), self._proof.case)

    def _met(self, result: TestResult) -> str:
        """The node of what a test met."""
        if result.name in self._findings:
            return self._finding(self._findings[result.name])
        if result.name in self._scores:
            return self._score(self._scores[result.name])
        name = f"fact:{result.name}"
        if isinstance(result.test, Known):
            name = f"fact:{result.name} (known)"
        known = result.value is not None or isinstance(result.test, Known)
        self._node(NodeKind.FACT, name, f"{self._speaker.name(result.name)}: {self._value(result)}", unsure=not known)
        if result.origin is Origin.IMPLIED:
            self.edges += list(self._implying(result.test.slots[0], name, self._proof.case))
        return name

    def _implying(self, slot: str, node: str, case: Case) -> Iterator[Edge]:
        one = next(one for one in reversed(case.implied) if one.slot == slot)
        for other in (other for other in slots_of(one.test) if other in case.values):
            label = self._speaker.answer(other, case.values[other])
            source = self._node(NodeKind.FACT, f"fact:{other}", label)
            yield Edge(source, node, self._speaker.say("chain-implies"))

    def _value(self, result: TestResult) -> str:
        value = "" if result.value is None else self._speaker.value(result.name, result.value)
        if result.origin is Origin.IMPLIED:
            return self._speaker.say("chain-implied", value=value)
        known = self._speaker.say("known") if isinstance(result.test, Known) and not value else value
        return self._speaker.say(f"met-{result.origin}", value=known)

    def _finding(self, proof: FindingProof) -> str:
        """The node of a finding; rules that need no box of their own stand in it."""
        name = f"finding:{proof.finding}"
        if name not in self._drawn:
            self._drawn.add(name)
            label = self._found(proof)
            if _fits_one_box(proof):
                parts = [self._counted(rule) for rule in proof.rules]
                rules = [*(self._title(rule.rule) for rule in proof.rules), *filter(None, (*parts, self._among(proof)))]
                label = self._speaker.say("chain-by", finding=label, rules="; ".join(rules))
                for rule in proof.rules:
                    self._tests(rule, name)
            else:
                manner = {True: Manner.LEADS, False: Manner.LACKS, None: Manner.MAY_LEAD}[proof.truth]
                self.edges += [Edge(self._rule(rule), name, manner=manner) for rule in proof.rules]
                if among := self._among(proof):
                    label = self._speaker.say("chain-tally", name=label, parts=among)
            self._node(NodeKind.FINDING, name, label, unsure=proof.truth is None)
        return name

    def _score(self, proof: ScoreProof) -> str:
        """The node of a score, with a gate for all of its points that count or may."""
        name = f"score:{proof.score}"
        if name not in self._drawn:
            self._drawn.add(name)
            label = f"{self._speaker.name(proof.score)}: {self._speaker.total(proof.total)}"
            self._node(NodeKind.FINDING, name, label, unsure=not proof.settled)
            for one in proof.told:
                self._points(one, name)
        return name

    def _points(self, one: PointsProof, node: str) -> None:
        self._gates += 1
        label, unsure = self._speaker.points(one), one.counts is None
        gate = self._node(NodeKind.GATE, f"{node} {self._gates}", label, unsure=unsure)
        self.edges.append(Edge(gate, node, manner=Manner.MAY_LEAD if unsure else Manner.LEADS))
        self._tests(RuleProof(node, one.condition, ()), gate)

    def _among(self, proof: FindingProof) -> str:
        """How many of the rules for a finding hold, where there are several."""
        told = self._speaker.say("needed-rules", parts=self._speaker.tally(proof.tally))
        return told if proof.tally.of > 1 else ""

    def _found(self, proof: FindingProof) -> str:
        state = self._speaker.say("not-settled" if proof.truth is None else "yes" if proof.truth else "no")
        return f"{self._speaker.name(proof.finding)}: {state}"

    def _tests(self, rule: RuleProof, node: str) -> None:
        condition = rule.condition
        if isinstance(condition, TestResult):
            self._part(condition, node, _manner(condition, agrees=True, rule=rule))
        else:
            self._parts(condition, node, rule, condition.negated)

    def _parts(self, proof: PartsProof, node: str, rule: RuleProof, under_not: bool) -> None:
        """The parts that tell, each joined to the node in which they count together."""
        for part in proof.telling:
            manner = _manner(part, part in proof.agreeing, rule)
            if isinstance(part, PartsProof):
                self._parts(part, self._together(part, node, manner, under_not), rule, under_not or part.negated)
            else:
                self._part(part, node, manner)

    def _together(self, proof: PartsProof, node: str, manner: Manner, under_not: bool) -> str:
        """A gate where parts of a part count together."""
        label = self._speaker.condition(Spoken(proof, 0, under_not), self._proof.case)
        self._gates += 1
        gate = self._node(NodeKind.GATE, f"{node} {self._gates}", label, unsure=proof.meets is None)
        self.edges.append(Edge(gate, node, manner=manner))
        return gate

    def _part(self, result: TestResult, node: str, manner: Manner) -> None:
        self.edges.append(Edge(self._met(result), node, self._wanted(result), manner))

    def _wanted(self, result: TestResult) -> str:
        """What a number had to be; of other answers the value says enough."""
        if not isinstance(result.test, Within):
            return ""
        wanted = self._speaker.wanted(result.test)
        return self._speaker.say("arrow-not", wanted=wanted) if result.negated else wanted

    def _title(self, rule: str) -> str:
        """The title of a rule, with its id where another rule is called the same."""
        title = self._speaker.name(rule)
        shared = sum(self._speaker.name(other) == title for other in self._speaker.knowledge.rules)
        return self._speaker.rule(rule) if shared > 1 else title

    def _node(self, kind: NodeKind, name: str, label: str, focus: bool = False, unsure: bool = False) -> str:
        self.nodes.append(Node(name, kind, label, focus, unsure))
        return name


def _fits_one_box(proof: FindingProof) -> bool:
    """Whether it stays clear what led to it: there is one rule, or each answer is enough of its own."""
    return len(proof.rules) == 1 or (bool(proof.truth) and all(len(rule.tests) == 1 for rule in proof.rules))


def _manner(part: ConditionProof, agrees: bool, rule: RuleProof) -> Manner:
    """How a part bears on its rule: it makes it hold, it is waited for, or it is what the rule lacks."""
    if part.meets is None:
        return Manner.MAY_LEAD
    lacks = agrees and rule.truth is False and rule.rule != SCOPE
    return Manner.LACKS if lacks else Manner.LEADS
