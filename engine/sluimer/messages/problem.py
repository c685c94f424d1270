"""A problem in what someone wrote: where it is, which one it is, and the words it names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from numbers import Real
from typing import Final, Literal

from sluimer.messages.catalog import CATALOG
from sluimer.messages.languages import language_among

Language = Literal["nl", "en"]
SPOKEN: Final[tuple[Language, ...]] = ("nl", "en")
"""The languages of messages and interface; the first is used where nobody chose."""
Severity = Literal["error", "warning"]

_SEVERITY = {
    "en": {"error": "error", "warning": "warning"},
    "nl": {"error": "fout", "warning": "waarschuwing"},
}
_DID_YOU_MEAN = {"en": "did you mean `{0}`?", "nl": "bedoelde u `{0}`?"}

MOST_GUESSES = 500
"""In one reading; a guess takes some tenths of a millisecond."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file; lines and columns count from 1, and 0 means the file as a whole.

    Of a person's answers it has a `path` too, a JSON Pointer (RFC 6901) such as `/medicines/3`.
    """

    file: str
    line: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return f"{self.file}#{self.path}" if self.path else self.file


NOWHERE = Position("")
"""For what was not read from a file."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, as data; `render` turns it into a message.

    All that tells it takes `nl` or `en`, with a region or without, and raises UnknownLanguageError for any other.
    """

    code: str
    position: Position
    words: tuple[tuple[str, str], ...] = ()
    near: str = ""
    severity: Severity = "error"

    def message(self, language: str = "en") -> str:
        """The sentence that says what is wrong."""
        wording = CATALOG[self.code]
        template = wording.nl if language_among(language, SPOKEN) == "nl" else wording.en
        return template.format(**dict(self.words))

    def help(self, language: str = "en") -> str:
        """What to do about it, or an empty string."""
        spoken = language_among(language, SPOKEN)
        wording = CATALOG[self.code]
        template = wording.help_nl if spoken == "nl" else wording.help_en
        advice = template.format(**dict(self.words))
        if not self.near:
            return advice
        guess = _DID_YOU_MEAN[spoken].format(self.near)
        return f"{guess} {advice}".rstrip()

    def render(self, language: str = "en") -> str:
        """Position, severity, message, the code of a warning, and the help on a line of its own."""
        severity = _SEVERITY[language_among(language, SPOKEN)][self.severity]
        code = f" [{self.code}]" if self.severity == "warning" else ""
        text = f"{self.position}: {severity}: {self.message(language)}{code}"
        advice = self.help(language)
        return f"{text}\n  help: {advice}" if advice else text

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """The problem as plain data: its place, its code with the words that it names, and its message."""
        return {
            "file": self.position.file,
            "line": self.position.line,
            "column": self.position.column,
            "path": self.position.path,
            "severity": self.severity,
            "code": self.code,
            "words": dict(self.words),
            "language": language_among(language, SPOKEN),
            "message": self.message(language),
            "help": self.help(language),
        }


class Problems:
    """Collects problems while reading goes on, so that one pass reports them all, and each mistake once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._muted: set[str] = set()
        self._settled: dict[Position, str] = {}
        self._guesses = MOST_GUESSES

    def add(self, code: str, position: Position, /, near: str = "", **words: object) -> None:
        """Note one problem; `words` fill the places of its message."""
        pairs = tuple((key, shown(value)) for key, value in words.items())
        self._found.append(Problem(code, position, pairs, near))

    def extend(self, found: Iterable[Problem]) -> None:
        """Note problems that were collected elsewhere."""
        self._found.extend(found)

    def nearest(self, word: str, candidates: Iterable[str]) -> str:
        """What `word` was probably meant to be; guessing is slow, so a heap of mistakes gets guesses at first only."""
        self._guesses -= 1
        return nearest(word, candidates) if self._guesses >= 0 else ""

    def mute(self, *codes: str) -> None:
        """Leave these out: after the problem just noted, they would only be its consequences."""
        self._muted.update(codes)

    def settle(self, position: Position, code: str) -> None:
        """Report nothing but `code` at this place, since what stands there could not be read."""
        self._settled[position] = code

    def has(self, *codes: str) -> bool:
        """Whether one of these was noted."""
        return any(problem.code in codes for problem in self._found)

    def sorted(self) -> tuple[Problem, ...]:
        """All problems, each once, in the order of their places."""
        unique = dict.fromkeys(problem for problem in self._found if not self._is_consequence(problem))
        return tuple(sorted(unique, key=lambda each: (each.position, each.code, each.words)))

    def _is_consequence(self, problem: Problem) -> bool:
        return problem.code in self._muted or self._settled.get(problem.position, problem.code) != problem.code

    def __len__(self) -> int:
        return len(self._found)


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The candidate that `word` was probably meant to be, or an empty string."""
    if len(word) > 60:
        return ""
    matches = get_close_matches(word, sorted(candidates), n=1, cutoff=0.7)
    return matches[0] if matches else ""


def listed(words: Sequence[str]) -> str:
    """Words in backticks with commas, for a message."""
    return ", ".join(f"`{word}`" for word in words)


def shown(value: object, longest: int = 480) -> str:
    """A value on one line and of a bearable length, safe to print on a terminal."""
    text = str(value)
    cut = text if len(text) <= longest else text[:60] + "…"
    return cut if cut.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in cut)


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
