"""A chain as data: nodes in layers from left to right, and the edges between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sluimer.explain.outline import printable


class NodeKind(StrEnum):
    """What a node stands for; a picture gives each its own shape."""

    FACT = "fact"
    FINDING = "finding"
    RULE = "rule"
    ITEM = "item"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in a chain; `focus` is what the picture is about."""

    id: str
    kind: NodeKind
    label: str
    focus: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One thing that leads to another, by their ids; `label` says how."""

    first: str
    last: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """A chain, which never comes back to where it was; `legend` has a word for each kind of node."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    title: str = ""
    legend: Mapping[NodeKind, str] = field(default_factory=dict)

    def layers(self) -> Mapping[str, int]:
        """For each node how many steps it is from the beginning, by the longest way."""
        before: dict[str, list[str]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            before[edge.last].append(edge.first)
        found: dict[str, int] = {}
        pending = [(node.id, False) for node in reversed(self.nodes)]
        while pending:
            name, ready = pending.pop()
            if ready:
                found[name] = max((found[each] + 1 for each in before[name]), default=0)
            elif name not in found:
                pending.append((name, True))
                pending += [(each, False) for each in before[name] if each not in found]
        return found


def joined(title: str, nodes: Iterable[Node], edges: Iterable[Edge], legend: Mapping[NodeKind, str]) -> Graph:
    """A graph of these nodes and edges, each once and in their first order; labels keep only what is to be seen."""
    by_id: dict[str, Node] = {}
    for node in nodes:
        by_id.setdefault(node.id, replace(node, label=printable(node.label)))
    return Graph(tuple(by_id.values()), tuple(dict.fromkeys(edges)), printable(title), legend)
