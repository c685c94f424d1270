"""A problem in what someone wrote: where it is, which one it is, and the words it names."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Literal

from sluimer.messages.languages import language_among
from sluimer.messages.near import nearest
from sluimer.messages.texts import COMPLETE, PROBLEMS, spoken, template

Severity = Literal["error", "warning"]

MOST_COMPARED = 50_000
"""Names that are looked at for guesses in one reading; each takes some microseconds."""
MOST_TOLD = 500
"""Problems of one reading that are told, and of one kind that are kept; of the rest it is told how many there are."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file; lines and columns count from 1, and 0 means the file as a whole.

    Of a person's answers it has a `path` too, a JSON Pointer (RFC 6901) such as `/colours/3`.
    """

    file: str
    line: int = 0
    column: int = 0
    path: str = ""

    @property
    def spot(self) -> tuple[str, int, int]:
        """The place in the file alone, however it is reached."""
        return self.file, self.line, self.column

    def __str__(self) -> str:
        """The place on one line, safe to print, whatever the file is called."""
        if self.line:
            return _printable(f"{self.file}:{self.line}:{self.column}")
        return _printable(f"{self.file}#{self.path}" if self.path else self.file)


NOWHERE = Position("")
"""For what was not read from a file."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, as data; `render` turns it into a message.

    All that tells it takes a language of the interface, also with a region; else it raises UnknownLanguageError.
    """

    code: str
    position: Position
    words: tuple[tuple[str, str], ...] = ()
    near: str = ""
    severity: Severity = "error"

    def message(self, language: str = COMPLETE) -> str:
        """The sentence that says what is wrong."""
        return self._say(self.code, language)

    def help(self, language: str = COMPLETE) -> str:
        """What to do about it, or an empty string."""
        advice = self._say(self._help_key, language)
        guess = self._say("did-you-mean", language, near=self.near) if self.near else ""
        return f"{guess} {advice}".strip()

    @property
    def _help_key(self) -> str:
        """The key of the help; of what there is nothing of to choose from, another."""
        return f"{self.code}.none" if ("known", "") in self.words else f"{self.code}.help"

    def _say(self, key: str, language: str, **words: str) -> str:
        words = {**dict(self.words), **words}
        said = template(PROBLEMS, key, language_among(language, spoken()), words.get("count"))
        return said.format(**words)

    def render(self, language: str = COMPLETE) -> str:
        """Position, severity, message, the code of a warning, and the help on a line of its own."""
        severity = self._say(self.severity, language)
        code = f" [{self.code}]" if self.severity == "warning" else ""
        text = f"{self.position}: {severity}: {self.message(language)}{code}"
        advice = self.help(language)
        return f"{text}\n  help: {advice}" if advice else text

    def as_dict(self, language: str = COMPLETE) -> dict[str, object]:
        """The problem as plain data: its place, its code with the words that it names, and its message."""
        return {
            "file": self.position.file,
            "line": self.position.line,
            "column": self.position.column,
            "path": self.position.path,
            "severity": self.severity,
            "code": self.code,
            "words": dict(self.words),
            "language": language_among(language, spoken()),
            "message": self.message(language),
            "help": self.help(language),
        }


class Problems:
    """Collects problems while reading goes on, so that one pass reports them all, and each mistake once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._muted: set[str] = set()
        self._settled: dict[tuple[str, int, int], tuple[str, ...]] = {}
        self._overlooked: set[str] = set()
        self._more: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self._compared = 0

    def add(self, code: str, position: Position, /, near: str = "", **words: object) -> None:
        """Note one problem; `words` fill the places of its message."""
        if self._kept[code] >= MOST_TOLD:
            self._more[code] += 1
            return
        pairs = tuple((key, shown(value)) for key, value in words.items())
        self._keep(Problem(code, position, pairs, near))

    def extend(self, found: Iterable[Problem]) -> None:
        """Note problems that were collected elsewhere."""
        for problem in found:
            self._keep(problem)

    def _keep(self, problem: Problem) -> None:
        if self._kept[problem.code] >= MOST_TOLD:
            self._more[problem.code] += 1
        else:
            self._kept[problem.code] += 1
            self._found.append(problem)

    def nearest(self, word: str, candidates: Iterable[str]) -> str:
        """What `word` was probably meant to be; guessing is slow, so a heap of mistakes gets guesses at first only."""
        if self._compared > MOST_COMPARED:
            return ""
        known = tuple(candidates)
        self._compared += len(known)
        return nearest(word, known)

    def mute(self, *codes: str) -> None:
        """Leave these out: after the problem just noted, they would only be its consequences."""
        self._muted.update(codes)

    def settle(self, position: Position, *codes: str) -> None:
        """Report nothing but these at this place, since what stands there could not be read."""
        self._settled[position.spot] = codes

    def overlook(self, names: Iterable[str]) -> None:
        """Call none of these names unknown or unused: they were declared where they could not be read."""
        self._overlooked.update(names)

    def has(self, *codes: str) -> bool:
        """Whether one of these was noted."""
        return any(problem.code in codes for problem in self._found)

    def named(self, code: str) -> set[str]:
        """The names that problems with this code are about."""
        return {dict(problem.words)["name"] for problem in self._found if problem.code == code}

    def sorted(self) -> tuple[Problem, ...]:
        """The problems, each once, in the order of their places; of very many the first, and how many are left."""
        unique = dict.fromkeys(problem for problem in self._found if not self._is_consequence(problem))
        found = sorted(unique, key=lambda each: (each.position, each.code, each.words))
        beyond = sum(count for code, count in self._more.items() if code not in self._muted)
        return first_of(found, beyond)

    def _is_consequence(self, problem: Problem) -> bool:
        unknown = problem.code.startswith("unknown-") or problem.code in ("never-concluded", "statement-without-status")
        if unknown and dict(problem.words).get("name") in self._overlooked:
            return True
        settled = self._settled.get(problem.position.spot)
        return problem.code in self._muted or (settled is not None and problem.code not in settled)

    def __len__(self) -> int:
        return len(self._found)


def first_of(found: Sequence[Problem], beyond: int = 0) -> tuple[Problem, ...]:
    """The problems that are told of many: the first, and as the last of them how many more there are."""
    more = max(len(found) - MOST_TOLD, 0) + beyond
    if not more or not found:
        return tuple(found)
    last = Problem("more-problems", Position(found[0].position.file), (("count", str(more)),), "", found[0].severity)
    return (*found[:MOST_TOLD], last)


def listed(words: Iterable[str]) -> str:
    """Words in backticks with commas, for a message; of many no more than a message shows."""
    told, length = [], 0
    for word in words:
        told.append(f"`{word}`")
        length += len(told[-1])
        if length > LONGEST_SHOWN:
            break
    return ", ".join(told)


LONGEST_SHOWN = 480
"""Characters of a value in a message; of a longer one its beginning is shown."""


def shown(value: object, longest: int = LONGEST_SHOWN) -> str:
    """A value on one line and of a bearable length, safe to print on a terminal."""
    text = str(value)
    cut = text if len(text) <= longest else text[:60] + "…"
    return _printable(cut)


def _printable(text: str) -> str:
    """The text on one line, with a sign in place of all that is not to be seen."""
    return text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)


def brief(value: object) -> str:
    """A value as its user may have written it, whatever it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "null"
    if isinstance(value, Real | Decimal):
        return _digits(value)
    if isinstance(value, Mapping):
        return "{…}"
    return "[…]" if isinstance(value, Iterable) else "?"


def _digits(number: Real | Decimal) -> str:
    try:
        return str(number)
    except ValueError:  # more digits than Python is willing to write
        return "…"
