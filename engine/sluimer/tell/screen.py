"""What of a summary fits on one screen: every referral that cannot be left out, and the rest by weight."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from sluimer.explain.summary import Summary
from sluimer.meaning.advice import ItemAdvice
from sluimer.meaning.model import Outcome
from sluimer.tell.item_texts import item_text
from sluimer.tell.outline import Line, Outline
from sluimer.tell.speaker import Speaker

COLUMNS, LINES = 80, 24
LAST_LINES = 3
"""Of a screen what is left to say how to get the rest, and for what is typed next."""
MOST_WORDS, MOST_WORDS_OF_A_STOP = 200, 120
FIRST_ACTIONS = 3
"""Actions that stand on the screen before any text is told whole that is not short."""
LONGEST_TEXT = 90
"""Characters of the text of an item that is short; of a longer one its title stands there, where room is short."""
MOST_WORDS_OF_THE_REST = 13
"""Words that say what the screen leaves out."""
MARK = 4
"""Columns before a line in a list."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item on the screen, with its text or else its title."""

    item: ItemAdvice
    text: str


@dataclass(frozen=True, slots=True)
class Screen:
    """What stands on the screen of referrals and actions, and how many more things there are to ask and to read."""

    calls: tuple[Shown, ...] = ()
    actions: tuple[Shown, ...] = ()
    to_ask: int = 0
    to_read: int = 0


def short_text(item: ItemAdvice, speaker: Speaker) -> str:
    """The text of a given item where it is short, else its title."""
    text = item_text(item, speaker)
    return text if len(text) <= LONGEST_TEXT else _title(item, speaker)


def _title(item: ItemAdvice, speaker: Speaker) -> str:
    return f"{speaker.item(item.id)}."


def fitted(summary: Summary, others: Outline, speaker: Speaker) -> Screen:
    """The most urgent referral whole, all that are needed, and the heaviest action; then what there is room for.

    `others` are the other lines of the screen. Of a stop each remark is named first. Two more actions come next, in
    short; then whole texts, by weight.
    """
    told = {item.id: _title(item, speaker) for item in summary.needed}
    told.update((item.id, item_text(item, speaker)) for item in summary.call[:1])
    told.update((item.id, short_text(item, speaker)) for item in summary.actions[:1])
    room = _Room.of(summary, others, told.values())
    for item in summary.call if summary.verdict == Outcome.STOP else ():
        _tell(item, (_title(item, speaker),), told, room)
    for item in (*summary.needed, *summary.actions[1:FIRST_ACTIONS]):
        _tell(item, (short_text(item, speaker), _title(item, speaker)), told, room)
    for item in _by_weight(summary, speaker):
        _tell(item, (item_text(item, speaker), short_text(item, speaker)), told, room)
    calls, actions = (_shown(items, told.get) for items in (summary.call, summary.actions))
    left = len(summary.actions) - len(actions) + len(summary.beside)
    return Screen(calls, actions, len(summary.call) - len(calls), left)


def _tell(item: ItemAdvice, texts: Iterable[str], told: dict[str, str], room: "_Room") -> None:
    """The first of these texts that there is room for, where it says more than what is told of the item."""
    before = told.get(item.id, "")
    for text in texts:
        if len(text) > len(before) and room.takes(text, before):
            told[item.id] = text
            return


def _shown(items: Iterable[ItemAdvice], told: Callable[[str], str | None]) -> tuple[Shown, ...]:
    return tuple(Shown(item, text) for item in items if (text := told(item.id)))


def _by_weight(summary: Summary, speaker: Speaker) -> list[ItemAdvice]:
    """All referrals and actions; those that are needed come first, and then the heaviest."""
    about = speaker.knowledge.vocabulary.items
    needed = {item.id for item in summary.needed}
    some = (*summary.call, *summary.actions)
    return sorted(some, key=lambda item: (item.id not in needed, -about[item.id].weight))


@dataclass(slots=True)
class _Room:
    """How many lines and words are left."""

    lines: int
    words: int

    @classmethod
    def of(cls, summary: Summary, others: Outline, told: Iterable[str]) -> "_Room":
        """What these lines and texts leave; headings and blank lines are counted too.

        What is left out is said on one line, below the question to answer next or else below a blank line.
        """
        words = MOST_WORDS_OF_A_STOP if summary.verdict == Outcome.STOP else MOST_WORDS
        room = cls(LINES - LAST_LINES, words)
        for line in (*others, *(Line(text, 1, mark="-") for text in told)):
            room.lines -= height(line.text, COLUMNS - len(line.prefix))
            room.words -= _words(line.text) + bool(line.mark)
        headed = sum(map(bool, (summary.call, summary.actions)))
        asks = bool(summary.question) or summary.verdict == Outcome.ANSWERS_NEEDED
        room.lines -= 2 * headed + (1 if asks else 2)
        room.words -= 4 * headed + MOST_WORDS_OF_THE_REST
        return room

    def takes(self, text: str, instead_of: str) -> bool:
        """Whether a text fits where another one stood, or nothing; then it is there."""
        width = COLUMNS - MARK
        more = height(text, width) - height(instead_of, width) if instead_of else height(text, width)
        words = _words(text) - _words(instead_of) + (not instead_of)
        if more > self.lines or words > self.words:
            return False
        self.lines, self.words = self.lines - more, self.words - words
        return True


@lru_cache(4096)  # the same texts are tried for everybody
def _words(text: str) -> int:
    return len(text.split())


@lru_cache(4096)
def height(text: str, width: int) -> int:
    """How many lines a text takes where a line has this many columns.

    >>> height("one two three", 8), height("", 8)
    (2, 1)
    """
    lines, at = 1, 0
    for word in text.split():
        end = at + bool(at) + len(word)
        lines, at = (lines, end) if end <= width or not at else (lines + 1, len(word))
    return lines
