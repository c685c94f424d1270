"""A chain as a picture: one SVG that needs nothing beside it, readable on a screen and on paper."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from sluimer.explain.graph import Edge, Graph, Manner, Node, NodeKind
from sluimer.explain.page import shown

WIDTH, LINE, PAD, GAP = 176, 17, 8, 14
"""Of a box: its width, the height of a line in it, the space around the text, and the space between two boxes."""
NARROW, WIDE, LETTER = 44, 110, 6
"""The space between two layers: at least, at most, and for each letter of the words that stand there."""
KEY = 132
"""The width of one entry of the legend."""
LETTERS = 21
"""That fit in a line of a box, also when they are wide ones."""
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


def svg(graph: Graph) -> str:
    """The picture, with its title and what leads to what as text for who cannot see it."""
    layers = graph.layers()
    boxes = {node.id: _Box(node.id, layers[node.id], tuple(_lines(node.label)), node) for node in graph.nodes}
    trails = {edge: tuple(_trail(edge, layers)) for edge in graph.edges}
    for trail in trails.values():
        boxes.update({name: _Box(name, layer) for name, layer in trail[1:-1]})
    ways = {edge: [name for name, _ in trail] for edge, trail in trails.items()}
    tops = _placed(boxes, ways.values())
    columns = max((box.layer for box in boxes.values()), default=0) + 1
    between = _between(graph)
    wide = max(columns * (WIDTH + between) - between, _widest_legend(graph)) + 2 * GAP
    low = max((tops[name] + box.height for name, box in boxes.items()), default=0) + 2 * GAP
    high = low + 2 * (LINE + GAP)
    points = {edge: _points([boxes[name] for name in way], tops, between) for edge, way in ways.items()}
    edges = "".join(_edge(edge, some, between) for edge, some in points.items())
    edges += "".join(_word(edge, some) for edge, some in points.items())
    drawn = "".join(_box(box, tops[box.id], between) for box in boxes.values() if box.node)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high:.0f}" width="{wide}" height="{high:.0f}" '
        f'role="img" aria-labelledby="title desc">\n<title id="title">{shown(graph.title)}</title>\n'
        f'<desc id="desc">{shown(_in_words(graph))}</desc>\n<style>{_STYLE}</style>\n'
        f'<rect width="100%" height="100%" fill="#fff" style="stroke: none"/>\n{_markers()}'
        f"{edges}{drawn}{_legend(graph, low)}</svg>\n"
    )


def _between(graph: Graph) -> int:
    """The space between two layers in which the longest word of an edge fits."""
    longest = max((len(edge.label) for edge in graph.edges), default=0)
    return min(max(NARROW, LETTER * longest + NARROW // 2), WIDE)


def _markers() -> str:
    told = "".join(
        f'<marker id="{name}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="{shape}" fill="{colour}"/></marker>'
        for name, (shape, colour) in _ENDS.items()
    )
    return f"<defs>{told}</defs>\n"


def _lines(label: str) -> list[str]:
    return wrap(label, LETTERS, break_long_words=True) or [""]


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


def _left(layer: int, between: int) -> int:
    return GAP + layer * (WIDTH + between)


def _points(way: Sequence[_Box], tops: Mapping[str, float], between: int) -> list[tuple[int, float]]:
    """Where an edge leaves its first box, passes others, and comes to its last."""
    points = []
    for number, box in enumerate(way):
        middle = tops[box.id] + box.height / 2
        left, right = _left(box.layer, between), _left(box.layer, between) + WIDTH
        ends = (right,) if number == 0 else (left,) if number == len(way) - 1 else (left, right)
        points += [(each, middle) for each in ends]
    return points


def _edge(edge: Edge, points: Sequence[tuple[int, float]], between: int) -> str:
    path = f"M{points[0][0]} {points[0][1]:.1f}"
    for (x, y), (next_x, next_y) in pairwise(points):
        path += f" C{x + between / 2:.0f} {y:.1f} {next_x - between / 2:.0f} {next_y:.1f} {next_x} {next_y:.1f}"
    return _stroke(edge.manner, path)


def _stroke(manner: Manner, path: str) -> str:
    return f'<path class="edge {manner}" d="{path}" marker-end="url(#{_END.get(manner, "arrow")})"/>\n'


def _word(edge: Edge, points: Sequence[tuple[int, float]]) -> str:
    (x, y), (next_x, next_y) = points[0], points[1]
    place = f'x="{(x + next_x) / 2:.0f}" y="{(y + next_y) / 2 + 4:.1f}"'
    return f'<text class="word" {place}>{shown(edge.label)}</text>\n' if edge.label else ""


def _box(box: _Box, top: float, between: int) -> str:
    assert box.node is not None
    left = _left(box.layer, between)
    marks = [box.node.kind, *(["focus"] if box.node.focus else []), *(["unsure"] if box.node.unsure else [])]
    texts = "".join(
        f'<text x="{left + PAD}" y="{top + PAD + LINE * (number + 0.75):.1f}">{shown(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    shape = f'<rect x="{left}" y="{top:.1f}" width="{WIDTH}" height="{box.height}" rx="{_round(box.node.kind)}"/>'
    return f'<g class="{" ".join(marks)}">{shape}{texts}</g>\n'


def _kinds(graph: Graph) -> list[NodeKind]:
    return [kind for kind in NodeKind if any(node.kind is kind for node in graph.nodes)]


def _manners(graph: Graph) -> list[Manner]:
    """The kinds of edges that are there, where they are of several kinds."""
    found = [manner for manner in Manner if any(edge.manner is manner for edge in graph.edges)]
    return found if found != [Manner.LEADS] else []


def _widest_legend(graph: Graph) -> int:
    return KEY * max(len(_kinds(graph)), len(_manners(graph)))


def _legend(graph: Graph, top: float) -> str:
    """A small box and a word for each kind of node that is there, in one row, and below it the kinds of edges."""
    told = ""
    for number, kind in enumerate(_kinds(graph)):
        left = GAP + number * KEY
        shape = f'<rect x="{left}" y="{top:.1f}" width="{LINE}" height="{LINE}" rx="{_round(kind) // 2}"/>'
        told += f'<g class="{kind}">{shape}{_key(graph, kind, left + LINE + 5, top)}</g>\n'
    for number, manner in enumerate(_manners(graph)):
        left, low = GAP + number * KEY, top + LINE + GAP
        told += _stroke(manner, f"M{left} {low + LINE / 2:.1f} L{left + 2 * LINE} {low + LINE / 2:.1f}")
        told += _key(graph, manner, left + 2 * LINE + 5, low) + "\n"
    return told


def _key(graph: Graph, kind: NodeKind | Manner, left: int, top: float) -> str:
    return f'<text x="{left}" y="{top + LINE * 0.75:.1f}">{shown(graph.legend.get(kind, kind))}</text>'


def _round(kind: NodeKind) -> int:
    return {NodeKind.FACT: 12, NodeKind.GATE: 8}.get(kind, 2)


def _in_words(graph: Graph) -> str:
    labels = {node.id: node.label for node in graph.nodes}
    return "; ".join(
        f"{labels[edge.first]} → {f'{edge.label}: ' if edge.label else ''}{labels[edge.last]}" for edge in graph.edges
    )
