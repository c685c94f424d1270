"""What a lint looks at, and what it finds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sluimer.authoring.cases.model import RuleCase
from sluimer.knowledge.base import Knowledge
from sluimer.language.files import HOLDS, sort_of
from sluimer.messages import Position, Problem, shown
from sluimer.messages.problem import Severity
from sluimer.read.allow import Allowance
from sluimer.read.nodes import Node, entries_of
from sluimer.read.walk import Place, places

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Edit:
    """A text put in place of what stands from one place up to another, in one file."""

    first: Position
    last: Position
    text: str = ""


@dataclass(frozen=True, slots=True)
class Warned(Problem):
    """One warning, with the edits that mend it where there is one right way to."""

    severity: Severity = "warning"
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that lies before a lint: the knowledge, its cases, and the files as they are written.

    `places` are all places in the files, with what may stand there; `stale` the schemas that no longer fit.
    """

    knowledge: Knowledge
    cases: tuple[RuleCase, ...]
    texts: Mapping[str, str]
    nodes: Mapping[str, Node] = field(default_factory=dict)
    allowed: tuple[Allowance, ...] = ()
    stale: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    _seen: dict[object, tuple[Any, ...]] = field(default_factory=dict)

    def once(self, look: "Callable[[Desk], Iterable[T]]") -> tuple[T, ...]:
        """What a look at the desk finds, which several lints may need."""
        if look not in self._seen:
            self._seen[look] = tuple(look(self))
        return self._seen[look]

    def at(self, file: str, *path: str) -> Position:
        """Where the key at the end of this path stands, else the file."""
        node, place = self.nodes.get(file), Position(file)
        for name in path:
            entries = entries_of(node)
            found = next(((key, value) for key, value in entries if key.text == name), None)
            if found is None:
                break
            place, node = found[0].position, found[1]
        return place


def places_in(nodes: Mapping[str, Node]) -> tuple[Place, ...]:
    """Every place in these files, with what may stand there."""
    return tuple(place for name, node in nodes.items() for place in places(node, HOLDS[sort_of(name)]))


@dataclass(frozen=True, slots=True)
class Lint:
    """One kind of warning, and the function that finds it."""

    code: str
    find: Callable[[Desk], Iterable[Warned]]


def warned(code: str, position: Position, near: str = "", edits: Iterable[Edit] = (), **words: Any) -> Warned:
    """A warning whose words may be anything that can be printed."""
    told = tuple((key, shown(value)) for key, value in words.items())
    return Warned(code, position, told, near, edits=tuple(edits))
