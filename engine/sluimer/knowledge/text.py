"""A text for people in several languages."""

from dataclasses import dataclass

from sluimer.messages import known_language, language_among


@dataclass(frozen=True, slots=True)
class Text:
    """One text, once in each language; `()` is the empty text.

    >>> Text((("nl", "kamer"), ("en", "room"))).in_language("en-GB")
    'room'
    """

    translations: tuple[tuple[str, str], ...] = ()

    def in_language(self, language: str) -> str:
        """The text in this language; raises UnknownLanguageError where it has none."""
        if not self.translations:
            return ""
        for code, text in self.translations:  # sooner than a dictionary, and asked hundreds of times for one advice
            if code == language:
                return text
        texts = dict(self.translations)
        return texts[language_among(language, tuple(texts))]

    def in_nearest_language(self, language: str) -> str:
        """The text for whom this language is spoken: in it where there is one, else in the first there is."""
        texts = dict(self.translations)
        return texts[known_language(language, tuple(texts)) or self.translations[0][0]] if texts else ""

    def __bool__(self) -> bool:
        return bool(self.translations)


NO_TEXT = Text()
"""For what has no text."""
