"""A text for people in several languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One text, once in each language; `()` is the empty text.

    >>> Text((("nl", "kamer"), ("en", "room"))).in_language("en")
    'room'
    """

    translations: tuple[tuple[str, str], ...] = ()

    def in_language(self, language: str) -> str:
        """The text in this language, else in the first one it has."""
        for name, text in self.translations:
            if name == language:
                return text
        return self.translations[0][1] if self.translations else ""

    def __bool__(self) -> bool:
        return bool(self.translations)


NO_TEXT = Text()
"""For what has no text."""
