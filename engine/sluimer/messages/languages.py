"""Which language is meant, wherever one is named: a region falls back to its language, and nothing is guessed."""

from collections.abc import Sequence

from sluimer.messages.root import SluimerError


class UnknownLanguageError(SluimerError, ValueError):
    """A text was asked for in a language that there is none in; `known` are the languages that there are."""

    def __init__(self, language: str, known: tuple[str, ...]) -> None:
        super().__init__(language, known)
        self.language = language
        self.known = known

    def __str__(self) -> str:
        there = ", ".join(f"`{one}`" for one in self.known)
        return f"`{str(self.language)[:40]}` is not a language of these texts; choose from {there}"


def language_among(wanted: str, known: Sequence[str]) -> str:
    """The one of these languages that is meant. Raises UnknownLanguageError where none is.

    >>> language_among("en_GB.UTF-8", ("nl", "en")), language_among("NL", ("nl", "en"))
    ('en', 'nl')
    """
    found = known_language(wanted, known)
    if found is None:
        raise UnknownLanguageError(wanted, tuple(known))
    return found


def known_language(wanted: str, known: Sequence[str]) -> str | None:
    """The one of these languages that is meant, or None where none is."""
    if wanted in known:
        return wanted
    tag = _tag(wanted) if isinstance(wanted, str) else ""
    tags = {_tag(language): language for language in reversed(known)}
    while tag and tag not in tags:
        tag = tag.rpartition("-")[0]
    return tags.get(tag) if tag else None


def _tag(language: str) -> str:
    """A language as RFC 5646 writes it, from what a locale of POSIX says too: `nl_BE.UTF-8@euro` is `nl-be`."""
    return language.strip().partition(".")[0].partition("@")[0].replace("_", "-").lower()
