"""Which options something in a list means: by a word of the mapping, a code, or what people call an option."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sluimer.case.called import names_of, plain_name
from sluimer.knowledge.vocabulary import NONE_OF_THEM, Fact
from sluimer.population.mapping.model import NOT_ASKED, Answer, CodeWords

_NO_OPTIONS: Final = (NONE_OF_THEM, NOT_ASKED, "unknown", "declined")
MOST_JOINED: Final = 20
"""Parts of a list that may be one name with the separator in it."""


@dataclass(frozen=True, slots=True)
class OptionFinder:
    """Finds the options of one fact; `called` are those that people call by each plain name."""

    called: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Answer]
    codes: CodeWords | None = None

    @classmethod
    def of(cls, fact: Fact, words: Mapping[str, Answer], codes: CodeWords | None = None) -> "OptionFinder":
        """The finder for a fact."""
        called: dict[str, tuple[str, ...]] = {}
        for option in fact.options:
            for name in names_of(option):
                called[name] = (*called.get(name, ()), option.id)
        return cls(called, words, codes)

    def options(self, said: str) -> tuple[str, ...] | None:
        """The options that are meant, none where it is known to be no option; None where nobody can tell."""
        if self.codes is not None and plain_name(said) not in self.words:
            found = self._by_code(said.strip().casefold(), self.codes)
            return found or self._named(said)
        return self._named(said)

    def meant(self, said: str) -> tuple[str, ...]:
        """All the options that it may mean by itself, whatever the mapping says of it."""
        found = self._by_code(said.strip().casefold(), self.codes) if self.codes is not None else ()
        return tuple(dict.fromkeys((*found, *self.called.get(plain_name(said), ()))))

    def is_combined(self, said: str) -> bool:
        """Whether it is a code of something that may be more options than it says."""
        return self.codes is not None and said.strip().casefold().startswith(self.codes.combinations)

    def split(self, text: str, separator: str) -> Iterator[str]:
        """The parts of a list as text; a name that has the separator in it stays whole, unless its parts are names."""
        parts = text.split(None if separator.isspace() else separator) if separator else [text]
        joint, at = separator or " ", 0
        while at < len(parts):
            longest = min(len(parts), at + MOST_JOINED)
            end = next((end for end in range(longest, at + 1, -1) if self._is_name(parts[at:end], joint)), at + 1)
            part = joint.join(parts[at:end]).strip()
            if part:
                yield part
            at = end

    def _is_name(self, parts: list[str], joint: str) -> bool:
        whole = self._named(joint.join(parts)) is not None
        return whole and any(self.options(part) is None for part in parts)

    def _named(self, said: str) -> tuple[str, ...] | None:
        name = plain_name(said)
        answer = self.words.get(name)
        if answer is not None:
            return None if answer in _NO_OPTIONS else (answer,) if isinstance(answer, str) else answer
        called = self.called.get(name, ())
        return called if len(called) == 1 else None

    def _by_code(self, said: str, codes: CodeWords) -> tuple[str, ...]:
        if not codes.beginning or " " in said:
            return codes.options.get(said, ())
        fitting = [options for code, options in codes.options.items() if said.startswith(code)]
        return tuple(dict.fromkeys(option for options in fitting for option in options))
