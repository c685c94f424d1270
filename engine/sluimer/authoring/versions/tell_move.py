"""Moves in words: the riskier first, and items that move alike together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sluimer.authoring.versions.move import AdviceMove, Aspect, Direction, Label, direction_of
from sluimer.authoring.versions.voices import Voices
from sluimer.knowledge.base import Knowledge
from sluimer.tell.outline import Tone

MOST_ITEMS = 8
"""Items that are named for one move, unless all are asked for."""
RISKIEST_FIRST = (Direction.RISKIER, Direction.SAFER, Direction.OTHER)
TONES: Mapping[Direction, Tone] = {
    Direction.RISKIER: Tone.FAILS,
    Direction.SAFER: Tone.HOLDS,
    Direction.OTHER: Tone.PLAIN,
}
_ASPECTS = (
    Aspect.OUTCOME,
    Aspect.STATE,
    Aspect.MOST,
    Aspect.LEAST,
    Aspect.START,
    Aspect.LIMIT,
    Aspect.URGENCY,
    Aspect.RANK,
)


def riskiest(directions: Iterable[Direction]) -> Direction:
    """What some moves are together: riskier where one of them is."""
    found = {*directions}
    return next((one for one in RISKIEST_FIRST if one in found), Direction.OTHER)


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Items that move alike: in which way, from which labels, to which ones."""

    direction: Direction
    aspect: Aspect
    was: tuple[Label, ...]
    now: tuple[Label, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoveTeller:
    """Tells moves between two versions."""

    voices: Voices
    full: bool = False

    @property
    def versions(self) -> tuple[Knowledge, Knowledge]:
        """The two versions."""
        return self.voices.before.knowledge, self.voices.now.knowledge

    def lines(self, moves: Iterable[AdviceMove]) -> list[MoveLine]:
        """What moves, the riskier first; items that move alike together, from and to wherever they do."""
        alike: dict[tuple[Direction, Aspect, Label, Label], list[str]] = {}
        for move in self.ordered(moves):
            way = direction_of(move, *self.versions)
            alike.setdefault((way, move.aspect, move.was, move.now), []).append(move.item)
        joined: dict[tuple[Direction, Aspect, Label, tuple[str, ...]], list[Label]] = {}
        for (way, aspect, was, now), items in alike.items():
            joined.setdefault((way, aspect, now, tuple(items)), []).append(was)
        ends: dict[tuple[Direction, Aspect, tuple[Label, ...], tuple[str, ...]], list[Label]] = {}
        for (way, aspect, now, names), starts in joined.items():
            ends.setdefault((way, aspect, tuple(starts), names), []).append(now)
        found = [MoveLine(way, aspect, starts, tuple(now), names) for (way, aspect, starts, names), now in ends.items()]
        return sorted(found, key=lambda one: RISKIEST_FIRST.index(one.direction))

    def ordered(self, moves: Iterable[AdviceMove]) -> list[AdviceMove]:
        """Moves in the order in which they are told."""
        return sorted(moves, key=self._order)

    def _order(self, move: AdviceMove) -> tuple[object, ...]:
        """What it is, and of which item: those of the main topic and the frame before all others."""
        manifest = self.voices.now.knowledge.manifest
        items = self.voices.of_item(move.item).knowledge.vocabulary.items
        first = (manifest.main_topic, *manifest.frame)
        if not move.item:
            return _ASPECTS.index(move.aspect), 0, 0, str(move.was), str(move.now)
        topic = items[move.item].topic
        rank = first.index(topic) if topic in first else len(first)
        return _ASPECTS.index(move.aspect), rank, [*items].index(move.item), str(move.was), str(move.now)

    def told(self, one: MoveLine) -> str:
        """What moves, with its direction."""
        was = self._either(self.voices.label(one.aspect, label, one.items[0]) for label in one.was)
        now = self._either(self.voices.label(one.aspect, label, one.items[0]) for label in one.now)
        moved = self.voices.say(f"move-{one.aspect}", items=self._items(one.items), was=was, now=now)
        return self.voices.say(f"diff-{one.direction}", what=moved)

    def _items(self, items: tuple[str, ...]) -> str:
        shown = items if self.full else items[:MOST_ITEMS]
        more = len(items) - len(shown)
        names = "; ".join(dict.fromkeys(self.voices.item(item) for item in shown if item))
        return f"{names} {self.voices.say('and-more', count=more)}" if more else names

    def _either(self, said: Iterable[str]) -> str:
        return self.voices.now.joined("or", [*said])


def move_data(move: AdviceMove, *versions: Knowledge) -> dict[str, object]:
    """A move as plain data."""
    return {
        "aspect": str(move.aspect),
        "item": move.item or None,
        "was": move.was,
        "now": move.now,
        "direction": str(direction_of(move, *versions)),
    }
