"""The page for people at `/`: which language of it somebody wants, and each made once for the rules that answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from starlette.responses import HTMLResponse, Response

from sluimer.knowledge_base import KnowledgeBase
from sluimer.messages.languages import known_language
from sluimer.reach.page import advice_page

PageMaker = Callable[[KnowledgeBase, str], str]
"""What makes the page for people at `/`, from the knowledge and a language of it."""

_WISH: Final = re.compile(r"\s*([A-Za-z0-9-]{1,35})\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")
_HEADERS: Final = {"cache-control": "no-cache", "vary": "accept-language", "x-content-type-options": "nosniff"}
"""Rules change, and the page with them; it holds nothing of a person."""


def own_page(base: KnowledgeBase, language: str) -> str:
    """The page in one language, with a way to each of the others."""
    others = [one for one in base.knowledge.manifest.languages if one != language]
    return advice_page(base, [language], {one: f"?lang={one}" for one in others})


def wished_language(accepted: str, languages: Sequence[str]) -> str:
    """The language of these that a browser would rather have (`Accept-Language`), or the first.

    >>> wished_language("fr, en-GB;q=0.7, nl;q=0.3", ["nl", "en"])
    'en'
    """
    wishes = [match for one in accepted.split(",") if (match := _WISH.fullmatch(one))]
    wishes.sort(key=lambda match: -float(match[2] or 1))
    found = (known_language(wish[1], languages) for wish in wishes if float(wish[2] or 1))
    return next(filter(None, found), languages[0])


@dataclass(slots=True)
class StartPages:
    """The pages of the rules that answer now; other rules make them anew."""

    make: PageMaker
    _made: tuple[KnowledgeBase | None, dict[str, str]] = field(default=(None, {}), init=False)

    def page(self, base: KnowledgeBase, language: str) -> str:
        """The page of these rules in a language."""
        held, pages = self._made
        if held is not base:
            held, pages = self._made = (base, {})
        if language not in pages:
            pages[language] = self.make(base, language)
        return pages[language]

    def reply(self, base: KnowledgeBase, language: str) -> Response:
        """That page, to a browser."""
        named = {"content-language": language, "sluimer-knowledge": base.name.digest}
        return HTMLResponse(self.page(base, language), headers={**_HEADERS, **named})
