"""A chain as Mermaid text, which many editors and web pages draw."""

from sluimer.tell.pictures.graph import Graph, Manner, Node, NodeKind

_SHAPES = {
    NodeKind.FACT: ("([", "])"),
    NodeKind.FINDING: ("{{", "}}"),
    NodeKind.RULE: ("[", "]"),
    NodeKind.ITEM: ("[/", "/]"),
    NodeKind.OPEN: ("[/", "\\]"),
    NodeKind.STOP: ("[\\", "\\]"),
    NodeKind.GATE: ("((", "))"),
    NodeKind.ABSENT: ("[", "]"),
}
_ARROWS = {
    Manner.LEADS: "-->",
    Manner.LIMITS: "--o",
    Manner.STOPS: "--x",
    Manner.MAY_LEAD: "-.->",
    Manner.MAY_LIMIT: "-.-o",
    Manner.MAY_STOP: "-.-x",
    Manner.LACKS: "-.-",
}


def mermaid(graph: Graph) -> str:
    """A flow chart from left to right; labels are escaped, so that no text can act as Mermaid."""
    ids = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    nodes = [f"  {ids[node.id]}{_shape(node)}\n" for node in graph.nodes]
    edges = []
    for edge in graph.edges:
        label = f'|"{escaped(edge.label)}"|' if edge.label else ""
        edges.append(f"  {ids[edge.first]} {_ARROWS[edge.manner]}{label} {ids[edge.last]}\n")
    focus = [f"  style {ids[node.id]} stroke-width:3px\n" for node in graph.nodes if node.focus]
    unsure = [f"  style {ids[node.id]} stroke-dasharray:5 3\n" for node in graph.nodes if node.unsure]
    return "".join(["flowchart LR\n", *nodes, *edges, *focus, *unsure])


def _shape(node: Node) -> str:
    first, last = _SHAPES[node.kind]
    return f'{first}"{escaped(node.label)}"{last}'


def escaped(text: str) -> str:
    """A label in which every character that means something is written as its number.

    >>> escaped('a "b"')
    'a #34;b#34;'
    """
    return "".join(char if char.isalnum() or char in " .,-_/()?!'" else f"#{ord(char)};" for char in text)
