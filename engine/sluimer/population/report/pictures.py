"""Pictures of a population: its way from answers to outcome, and a bar for the states of each item.

They need no colour, load no font, and have all that they show as text for who cannot see them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sluimer.files.replace import private_in_place
from sluimer.meaning.model import State
from sluimer.population.report.model import PopulationReport
from sluimer.tell.outline import printable
from sluimer.tell.pages.page import templates
from sluimer.tell.pictures.letters import width, wrapped
from sluimer.tell.speaker import Speaker

LINE, SIZE, HEAD, GAP = 17, 13, 17, 14
"""The height of a line and of its letters, the height of those of a heading, and the space around things."""
TALL = 380
"""The pixels of a bar in which all persons are."""
COLUMNS = (GAP, 340, 680)
"""Where the bars of each step of the way begin."""
NODE, NAMED = 18, 250
"""How wide such a bar is, and what stands beside it."""
ITEM, BAR, NUMBER = 320, 330, 96
"""How wide the title of an item, its bar and each of its numbers may be."""
LOOKS = (State.GIVEN, State.OPEN, State.WITHHELD, State.NOT_INDICATED)
COUNTED = LOOKS[:3]


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar, with what it looks like."""

    look: str
    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text, from its left or, of a number, its right end."""

    text: str
    x: float
    y: float
    look: str = ""


@dataclass(slots=True)
class Canvas:
    """What is drawn, and all of it in words."""

    title: str
    rects: list[Rect] = field(default_factory=list)
    texts: list[Words] = field(default_factory=list)
    ribbons: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    high: float = 0
    wide: float = 0

    def lines(self, lines: Sequence[str], x: float, y: float, look: str = "") -> float:
        """Write lines below each other; where they end."""
        for number, line in enumerate(lines):
            self.texts.append(Words(line, x, round(y + LINE * (number + 0.75), 1), look))
            self.wide = max(self.wide, x + (0 if look == "number" else width(line, SIZE)))
        self.high = max(self.high, y + LINE * len(lines))
        return y + LINE * len(lines)

    def head(self, room: float) -> float:
        """Write the title; where it ends."""
        self.words.insert(0, self.title)
        lines = wrapped(self.title, room - 2 * GAP, HEAD)
        for number, line in enumerate(lines):
            self.texts.append(Words(line, GAP, GAP + (HEAD + 4) * (number + 0.75), "head"))
            self.wide = max(self.wide, GAP + width(line, HEAD))
        return GAP + (HEAD + 4) * len(lines) + GAP

    def svg(self, speaker: Speaker) -> str:
        """The picture."""
        values = {
            "title": self.title,
            "words": [*map(printable, self.words)],
            "rects": self.rects,
            "texts": self.texts,
            "ribbons": self.ribbons,
            "wide": round(self.wide + GAP),
            "high": round(self.high + GAP),
        }
        template = templates("sluimer.population").get_template("picture.svg.jinja")
        return template.render(language=speaker.told_in, **values)


def ready_for_pictures(folder: Path) -> None:
    """Have a folder for pictures before a long run. Raises OSError where something else stands there."""
    folder.mkdir(parents=True, exist_ok=True)


def write_pictures(report: PopulationReport, speaker: Speaker, folder: Path) -> None:
    """Write the pictures in a folder that is ready, readable by their owner alone. Raises OSError."""
    for name, picture in (("way.svg", picture_of_way), ("items.svg", picture_of_items)):
        with private_in_place(folder / name) as stream:
            stream.write(picture(report, speaker).encode())


@dataclass(slots=True)
class _Step:
    """A bar on the way, with how much of it the ribbons that come and go have taken."""

    label: str
    count: int
    top: float = 0
    came: float = 0
    went: float = 0


def picture_of_way(report: PopulationReport, speaker: Speaker) -> str:
    """From all rows, by what became of the answers, to the outcomes."""
    return _Way(report, speaker).drawn()


class _Way:
    """The way of a population, while it is drawn."""

    def __init__(self, report: PopulationReport, speaker: Speaker) -> None:
        self._speaker = speaker
        self._canvas = Canvas(speaker.say("picture-way"))
        self._rows = report.rows
        left_out = {
            "bad": report.bad_rows,
            "others": report.where.of - report.where.true - report.where.unknown if report.where else 0,
            "unsure": report.where.unknown if report.where else 0,
        }
        through = {str(way): counts for way, counts in report.ways.items()}
        middle = {**{way: sum(counts.values()) for way, counts in through.items()}, **left_out}
        self._first = {"": _Step(speaker.say("screened-counted", count=report.rows), report.rows)}
        self._middle = {name: _Step(speaker.say(f"way-{name}"), count) for name, count in middle.items() if count}
        self._last = {name: _Step(speaker.verdict(name)[0], count) for name, count in report.outcomes.items() if count}
        self._through = through

    def drawn(self) -> str:
        """The picture."""
        top = self._canvas.head(COLUMNS[2] + NODE + NAMED)
        columns = (self._first, self._middle, self._last)
        for x, steps in zip(COLUMNS, columns, strict=True):
            self._stack(steps, x, top)
        for name, step in self._middle.items():
            self._ribbon(self._first[""], step, step.count, 0)
            for outcome, count in self._through.get(name, {}).items():
                if count:
                    self._ribbon(step, self._last[outcome], count, 1)
                    told = f"{step.label} → {self._last[outcome].label}: {self._number(count)}"
                    self._canvas.words.append(told)
        return self._canvas.svg(self._speaker)

    def _high(self, count: int) -> float:
        return TALL * count / self._rows if self._rows else 0

    def _stack(self, steps: Mapping[str, _Step], x: float, top: float) -> None:
        """Bars below each other, each with its words."""
        for step in steps.values():
            step.top, high = top, self._high(step.count)
            self._canvas.rects.append(Rect("node", x, round(top, 1), NODE, round(max(high, 1), 1)))
            number = [] if x == COLUMNS[0] else [self._number(step.count)]
            lines = [*wrapped(printable(step.label), NAMED, SIZE), *number]
            end = self._canvas.lines(lines, x + NODE + 6, top + max(0, (high - LINE * len(lines)) / 2), "over")
            self._canvas.words.append(": ".join([step.label, *number]))
            self._canvas.high = max(self._canvas.high, top + high)
            top = max(top + high, end) + GAP

    def _ribbon(self, one: _Step, other: _Step, count: int, column: int) -> None:
        high = self._high(count)
        x, end = COLUMNS[column] + NODE, COLUMNS[column + 1]
        start, goal, bend = one.top + one.went, other.top + other.came, (x + end) / 2
        one.went += high
        other.came += high
        self._canvas.ribbons.append(
            f"M{x} {start:.1f} C{bend} {start:.1f} {bend} {goal:.1f} {end} {goal:.1f} "
            f"L{end} {goal + high:.1f} C{bend} {goal + high:.1f} {bend} {start + high:.1f} {x} {start + high:.1f} Z"
        )

    def _number(self, count: int) -> str:
        percent = self._speaker.number(round(100 * count / self._rows, 1))
        return self._speaker.say("picture-count", number=self._speaker.number(count), percent=percent)


def picture_of_items(report: PopulationReport, speaker: Speaker) -> str:
    """A bar for each item that anybody has a state of, by topic, with its numbers."""
    return _Items(report, speaker).drawn()


class _Items:
    """The bars of items, while they are drawn."""

    def __init__(self, report: PopulationReport, speaker: Speaker) -> None:
        self._report = report
        self._speaker = speaker
        self._canvas = Canvas(speaker.say("picture-items"))
        self._called = {item for item, counts in report.states.items() if any(counts[one] for one in COUNTED)}

    def drawn(self) -> str:
        """The picture."""
        canvas, say = self._canvas, self._speaker.say
        top = self._legend(canvas.head(self._number_ends[-1] + GAP))
        for topic in self._speaker.knowledge.vocabulary.topics.values():
            items = [item.id for item in topic.items if item.id in self._called]
            if items:
                title = wrapped(printable(self._speaker.name(topic.id)), self._number_ends[-1] - GAP, SIZE)
                top = canvas.lines(title, GAP, top + 6, "topic") + 2
            for item in items:
                top = self._item(item, top)
        rest = len(self._report.states) - len(self._called)
        if rest:
            told = say("picture-not-called-for", count=rest)
            canvas.words.append(told)
            canvas.lines(wrapped(told, self._number_ends[-1] - GAP, SIZE), GAP, top + GAP)
        canvas.wide = max(canvas.wide, self._number_ends[-1])
        return canvas.svg(self._speaker)

    @property
    def _number_ends(self) -> tuple[float, ...]:
        """Where the numbers of each state end."""
        first = GAP + ITEM + GAP + BAR
        return tuple(first + NUMBER * (place + 1) for place in range(len(COUNTED)))

    def _legend(self, top: float) -> float:
        """What each look stands for, and above which numbers it stands."""
        x: float = GAP
        for state in LOOKS:
            said = self._speaker.say(f"state-{state}")
            self._canvas.rects.append(Rect(state, x, top + 1, LINE - 3, LINE - 3))
            self._canvas.lines([said], x + LINE + 4, top)
            x += LINE + 4 + width(said, SIZE) + 2 * GAP
        low = top + LINE + GAP
        heads = [wrapped(self._speaker.say(f"state-{state}"), NUMBER - 8, SIZE) for state in COUNTED]
        for end, lines in zip(self._number_ends, heads, strict=True):
            self._canvas.lines(lines, end, low, "number")
        return low + LINE * max(map(len, heads))

    def _item(self, item: str, top: float) -> float:
        """One item: its title, its bar and its numbers."""
        counts, x = self._report.states[item], float(GAP + ITEM + GAP)
        lines = wrapped(printable(self._speaker.item(item)), ITEM, SIZE)
        end = self._canvas.lines(lines, GAP, top)
        everybody = sum(counts.values())
        for state in LOOKS:
            wide = BAR * counts[state] / everybody
            if wide:
                self._canvas.rects.append(Rect(state, round(x, 1), top + 2, round(wide, 1), LINE - 4))
            x += wide
        for state, right in zip(COUNTED, self._number_ends, strict=True):
            self._canvas.lines([self._speaker.number(counts[state])], right, top, "number")
        numbers = {str(state): self._speaker.number(counts[state]) for state in COUNTED}
        self._canvas.words.append(self._speaker.say("state-counts", title=self._speaker.item(item), **numbers))
        return end + 4
