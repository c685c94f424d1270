"""A chain as a picture: one SVG that needs nothing beside it, readable on a screen and on paper."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, count, pairwise

from sluimer.tell.pages.page import shown
from sluimer.tell.pictures.graph import Edge, Graph, Manner, Node, NodeKind
from sluimer.tell.pictures.letters import longest, width, wrapped

NARROWEST, WIDEST, LINE, PAD, GAP = 176, 260, 17, 8, 14
"""Of a box: its width at least and at most, the height of a line in it, and the space around the text and the box."""
NARROW, WIDE = 44, 118
"""The space between two layers: at least, and at most for the words that stand there, unless one word is wider."""
HEIGHT, SMALL = 13, 11
"""Of letters in a box, and of those at an edge."""
SWEEPS = 4
"""How often the boxes are put near what they belong to, from left to right and back."""

_ENDS = {
    "arrow": ("M0 0 L8 4 L0 8 z", "#6b7785"),
    "bar": ("M5 0 L8 0 L8 8 L5 8 z", "#b3261e"),
    "cap": ("M5 0 L8 0 L8 8 L5 8 z", "#9a6700"),
}
"""For each end of an edge its shape and colour: an arrow leads, a bar across stops or limits."""
_END = {
    Manner.STOPS: "bar",
    Manner.MAY_STOP: "bar",
    Manner.LIMITS: "cap",
    Manner.MAY_LIMIT: "cap",
}
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1c2530; }
.edge { fill: none; stroke: #6b7785; stroke-width: 1.3; }
.stops, .may-stop { stroke: #b3261e; stroke-width: 1.8; } .limits, .may-limit { stroke: #9a6700; stroke-width: 1.8; }
.may-lead, .may-limit, .may-stop { stroke-dasharray: 6 4; } .lacks { stroke-dasharray: 1.5 4; }
.word { font-size: 11px; fill: #465160; text-anchor: middle; paint-order: stroke; stroke: #fff; stroke-width: 4px; }
rect { stroke: #465160; stroke-width: 1; }
.fact rect { fill: #eef2f7; } .finding rect { fill: #fdf4dd; } .rule rect { fill: #fff; } .item rect { fill: #e6f3e8; }
.stop rect { fill: #f8dcdc; } .open rect { fill: #fff6c9; } .gate rect, .absent rect { fill: #f2f2f2; }
.unsure rect { stroke-dasharray: 5 3; }
.focus rect { stroke-width: 3; stroke: #1c2530; }
"""


@dataclass(frozen=True, slots=True)
class _Box:
    """One box, or where it has no node a place that an edge passes."""

    id: str
    layer: int
    lines: tuple[str, ...] = ()
    node: Node | None = None

    @property
    def height(self) -> int:
        """What it takes from top to bottom."""
        return len(self.lines) * LINE + 2 * PAD if self.node else LINE


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each layer of boxes begins, and how wide its boxes are."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]

    @property
    def end(self) -> float:
        """Where the last one ends."""
        return self.lefts[-1] + self.widths[-1] if self.lefts else 0

    def right(self, layer: int) -> float:
        """Where a layer ends."""
        return self.lefts[layer] + self.widths[layer]


def svg(graph: Graph) -> str:
    """The picture, with its title and what leads to what as text for who cannot see it."""
    layers = graph.layers()
    columns = _columns(graph, layers)
    boxes = {node.id: _node_box(node, layers[node.id], columns) for node in graph.nodes}
    trails = {edge: tuple(_trail(edge, layers)) for edge in graph.edges}
    for trail in trails.values():
        boxes.update({name: _Box(name, layer) for name, layer in trail[1:-1]})
    ways = {edge: [name for name, _ in trail] for edge, trail in trails.items()}
    tops = _placed(boxes, ways.values())
    points = {edge: _points([boxes[name] for name in way], tops, columns) for edge, way in ways.items()}
    labels = tuple(_labels(points, layers))
    legends = (_steps(graph, _kinds(graph), LINE)[-1], _steps(graph, _manners(graph), 2 * LINE)[-1])
    wide = math.ceil(max(columns.end, *legends) + GAP)
    bottoms = (*(tops[name] + box.height for name, box in boxes.items()), *(label.bottom for label in labels))
    low = max(bottoms, default=0) + 2 * GAP
    high = math.ceil(low + 2 * (LINE + GAP))
    edges = "".join(_edge(edge, some) for edge, some in points.items()) + "".join(map(_word, labels))
    drawn = "".join(_box(box, tops[box.id], columns) for box in boxes.values() if box.node)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'role="img" aria-labelledby="title desc">\n<title id="title">{shown(graph.title)}</title>\n'
        f'<desc id="desc">{shown(_in_words(graph))}</desc>\n<style>{_STYLE}</style>\n'
        f'<rect width="100%" height="100%" fill="#fff" style="stroke: none"/>\n{_markers()}'
        f"{edges}{drawn}{_legend(graph, low)}</svg>\n"
    )


def _columns(graph: Graph, layers: Mapping[str, int]) -> _Columns:
    """Each layer as wide as its longest word needs, each space between two as the words at its edges need."""
    number = max(layers.values(), default=-1) + 1
    words: defaultdict[int, float] = defaultdict(float)
    spaces: defaultdict[int, float] = defaultdict(float)
    for node in graph.nodes:
        layer = layers[node.id]
        words[layer] = max(words[layer], longest(node.label, HEIGHT))
    for edge in graph.edges:
        lines = _edge_lines(edge)
        layer = layers[edge.first]
        spaces[layer] = max(spaces[layer], *(width(line, SMALL) for line in lines))
    widths = tuple(min(max(words[layer] + 2 * PAD, NARROWEST), WIDEST) for layer in range(number))
    lefts: list[float] = []
    for layer in range(number):
        before = lefts[-1] + widths[layer - 1] + max(NARROW, spaces[layer - 1] + 2 * PAD) if layer else float(GAP)
        lefts.append(round(before))
    return _Columns(tuple(lefts), widths)


def _node_box(node: Node, layer: int, columns: _Columns) -> _Box:
    return _Box(node.id, layer, wrapped(node.label, columns.widths[layer] - 2 * PAD, HEIGHT), node)


def _edge_lines(edge: Edge) -> tuple[str, ...]:
    return wrapped(edge.label, max(WIDE - 2 * PAD, longest(edge.label, SMALL)), SMALL)


def _markers() -> str:
    told = "".join(
        f'<marker id="{name}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="{shape}" fill="{colour}"/></marker>'
        for name, (shape, colour) in _ENDS.items()
    )
    return f"<defs>{told}</defs>\n"


def _trail(edge: Edge, layers: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """The places that an edge passes, one in each layer."""
    first, last = layers[edge.first], layers[edge.last]
    yield edge.first, first
    for layer in range(first + 1, last):
        yield f"{edge.first} > {edge.last} @ {layer}", layer
    yield edge.last, last


def _placed(boxes: Mapping[str, _Box], ways: Iterable[Sequence[str]]) -> Mapping[str, float]:
    """The top of each box: every box near those it is joined to, none over another."""
    near: defaultdict[str, list[str]] = defaultdict(list)
    for way in ways:
        for one, other in pairwise(way):
            near[one].append(other)
            near[other].append(one)
    columns: defaultdict[int, list[_Box]] = defaultdict(list)
    for box in boxes.values():
        columns[box.layer].append(box)
    tops: dict[str, float] = {}
    for column in columns.values():
        tops.update(_stacked(column, {}))
    for sweep in range(2 * SWEEPS):
        for layer in sorted(columns, reverse=bool(sweep % 2)):
            wanted = {box.id: _wanted(box, near[box.id], boxes, tops) for box in columns[layer]}
            tops.update(_stacked(columns[layer], wanted))
    lowest = min(tops.values(), default=0)
    return {name: top - lowest + GAP for name, top in tops.items()}


def _wanted(box: _Box, near: Sequence[str], boxes: Mapping[str, _Box], tops: Mapping[str, float]) -> float:
    """Where the box would stand level with the middle of those it is joined to."""
    if not near:
        return tops[box.id]
    return _mean(tops[name] + boxes[name].height / 2 for name in near) - box.height / 2


def _stacked(column: Sequence[_Box], wanted: Mapping[str, float]) -> dict[str, float]:
    """Boxes one below the other in the order of where they want to be, as near to it as the others allow."""
    ordered = sorted(column, key=lambda box: (wanted.get(box.id, 0.0), box.id))
    tops: dict[str, float] = {}
    free = float("-inf")
    for box in ordered:
        tops[box.id] = max(wanted.get(box.id, free if tops else 0.0), free)
        free = tops[box.id] + box.height + GAP
    shift = _mean(wanted[box.id] - tops[box.id] for box in ordered) if wanted else 0.0
    return {name: top + shift for name, top in tops.items()}


def _mean(numbers: Iterable[float]) -> float:
    values = tuple(numbers)
    return sum(values) / len(values)


Points = Sequence[tuple[float, float]]


def _points(way: Sequence[_Box], tops: Mapping[str, float], columns: _Columns) -> list[tuple[float, float]]:
    """Where an edge leaves its first box, passes others, and comes to its last."""
    points = []
    for number, box in enumerate(way):
        middle = tops[box.id] + box.height / 2
        left, right = columns.lefts[box.layer], columns.right(box.layer)
        ends = (right,) if number == 0 else (left,) if number == len(way) - 1 else (left, right)
        points += [(each, middle) for each in ends]
    return points


def _edge(edge: Edge, points: Points) -> str:
    path = f"M{points[0][0]} {points[0][1]:.1f}"
    for (x, y), (next_x, next_y) in pairwise(points):
        bend = (next_x - x) / 2
        path += f" C{x + bend:.0f} {y:.1f} {next_x - bend:.0f} {next_y:.1f} {next_x} {next_y:.1f}"
    return _stroke(edge.manner, path)


def _stroke(manner: Manner, path: str) -> str:
    return f'<path class="edge {manner}" d="{path}" marker-end="url(#{_END.get(manner, "arrow")})"/>\n'


@dataclass(frozen=True, slots=True)
class _Label:
    """The words at an edge, in lines around a middle."""

    lines: tuple[str, ...]
    x: float
    top: float

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + len(self.lines) * LINE

    def covers(self, other: "_Label") -> bool:
        """Whether the two would be drawn over each other."""
        return self.top < other.bottom and other.top < self.bottom


def _labels(points: Mapping[Edge, Points], layers: Mapping[str, int]) -> Iterator[_Label]:
    """The words at each edge: at the middle of its first part, or as near to it as those of others allow."""
    there: defaultdict[int, list[_Label]] = defaultdict(list)
    for edge, ((x, y), (next_x, next_y), *_) in points.items():
        if not edge.label:
            continue
        lines, layer = _edge_lines(edge), layers[edge.first]
        wanted = (y + next_y - len(lines) * LINE) / 2
        tries = (_Label(lines, (x + next_x) / 2, max(wanted + shift, 0)) for shift in _shifts())
        label = next(one for one in tries if not any(one.covers(other) for other in there[layer]))
        there[layer].append(label)
        yield label


def _shifts() -> Iterator[int]:
    """Up and down, further and further."""
    return (shift for step in count(0, 4) for shift in (step, -step))


def _word(label: _Label) -> str:
    return "".join(
        f'<text class="word" x="{label.x:.0f}" y="{label.top + LINE * (number + 0.75):.1f}">{shown(line)}</text>\n'
        for number, line in enumerate(label.lines)
    )


def _box(box: _Box, top: float, columns: _Columns) -> str:
    assert box.node is not None
    left, wide = columns.lefts[box.layer], columns.widths[box.layer]
    marks = [box.node.kind, *(["focus"] if box.node.focus else []), *(["unsure"] if box.node.unsure else [])]
    texts = "".join(
        f'<text x="{left + PAD}" y="{top + PAD + LINE * (number + 0.75):.1f}">{shown(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    shape = f'<rect x="{left}" y="{top:.1f}" width="{wide:.0f}" height="{box.height}" rx="{_round(box.node.kind)}"/>'
    return f'<g class="{" ".join(marks)}">{shape}{texts}</g>\n'


def _kinds(graph: Graph) -> list[NodeKind]:
    return [kind for kind in NodeKind if any(node.kind is kind for node in graph.nodes)]


def _manners(graph: Graph) -> list[Manner]:
    """The kinds of edges that are there, where they are of several kinds."""
    found = [manner for manner in Manner if any(edge.manner is manner for edge in graph.edges)]
    return found if found != [Manner.LEADS] else []


def _steps(graph: Graph, kinds: Sequence[NodeKind | Manner], before: float) -> list[float]:
    """Where each entry of a row of the legend begins, and where the row ends."""
    wide = (before + width(graph.legend.get(kind, kind), HEIGHT) + 2 * GAP for kind in kinds)
    return list(accumulate(wide, initial=float(GAP)))


def _legend(graph: Graph, top: float) -> str:
    """A small box and a word for each kind of node that is there, in one row, and below it the kinds of edges."""
    told, kinds, manners = "", _kinds(graph), _manners(graph)
    for kind, left in zip(kinds, _steps(graph, kinds, LINE), strict=False):
        shape = f'<rect x="{left:.0f}" y="{top:.1f}" width="{LINE}" height="{LINE}" rx="{_round(kind) // 2}"/>'
        told += f'<g class="{kind}">{shape}{_key(graph, kind, left + LINE + 5, top)}</g>\n'
    for manner, left in zip(manners, _steps(graph, manners, 2 * LINE), strict=False):
        low = top + LINE + GAP
        told += _stroke(manner, f"M{left:.0f} {low + LINE / 2:.1f} L{left + 2 * LINE:.0f} {low + LINE / 2:.1f}")
        told += _key(graph, manner, left + 2 * LINE + 5, low) + "\n"
    return told


def _key(graph: Graph, kind: NodeKind | Manner, left: float, top: float) -> str:
    return f'<text x="{left:.0f}" y="{top + LINE * 0.75:.1f}">{shown(graph.legend.get(kind, kind))}</text>'


def _round(kind: NodeKind) -> int:
    return {NodeKind.FACT: 12, NodeKind.GATE: 8}.get(kind, 2)


def _in_words(graph: Graph) -> str:
    labels = {node.id: node.label for node in graph.nodes}
    return "; ".join(
        f"{labels[edge.first]} → {f'{edge.label}: ' if edge.label else ''}{labels[edge.last]}" for edge in graph.edges
    )
