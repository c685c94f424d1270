"""A chain as data: nodes in layers from left to right, and the edges between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sluimer.tell.outline import printable


class NodeKind(StrEnum):
    """What a node stands for; a picture gives each its own shape."""

    FACT = "fact"
    FINDING = "finding"
    RULE = "rule"
    ITEM = "item"
    OPEN = "open"
    STOP = "stop"
    GATE = "gate"
    ABSENT = "absent"


class Manner(StrEnum):
    """How one thing leads to another; a picture gives each its own line."""

    LEADS = "leads"
    LIMITS = "limits"
    STOPS = "stops"
    MAY_LEAD = "may-lead"
    MAY_LIMIT = "may-limit"
    MAY_STOP = "may-stop"
    LACKS = "lacks"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in a chain; `focus` is what the picture is about, `unsure` what nobody knows yet."""

    id: str
    kind: NodeKind
    label: str
    focus: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One thing that leads to another, by their ids; `label` says how."""

    first: str
    last: str
    label: str = ""
    manner: Manner = Manner.LEADS


@dataclass(frozen=True, slots=True)
class Graph:
    """A chain, which never comes back to where it was; `legend` has a word for each kind of node and of edge."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    title: str = ""
    legend: Mapping[NodeKind | Manner, str] = field(default_factory=dict)

    def layers(self) -> Mapping[str, int]:
        """For each node its place from left to right: ends stand last, all else just before what it leads to."""
        after: dict[str, list[str]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            after[edge.first].append(edge.last)
        steps: dict[str, int] = {}
        pending = [(node.id, False) for node in reversed(self.nodes)]
        while pending:
            name, ready = pending.pop()
            if ready:
                steps[name] = max((steps[each] + 1 for each in after[name]), default=0)
            elif name not in steps:
                pending.append((name, True))
                pending += [(each, False) for each in after[name] if each not in steps]
        most = max(steps.values(), default=0)
        return {name: most - left for name, left in steps.items()}


def joined(title: str, nodes: Iterable[Node], edges: Iterable[Edge], legend: Mapping[NodeKind | Manner, str]) -> Graph:
    """A graph of these nodes and edges, each once and in their first order; labels keep only what is to be seen."""
    by_id: dict[str, Node] = {}
    for node in nodes:
        by_id.setdefault(node.id, replace(node, label=printable(node.label)))
    return Graph(tuple(by_id.values()), tuple(dict.fromkeys(edges)), printable(title), legend)
