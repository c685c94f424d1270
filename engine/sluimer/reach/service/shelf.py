"""The rules that answer now, in one process: taken whole, and put in place of others whole."""

from dataclasses import dataclass, field, replace

from sluimer.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class ShelfNews:
    """What came of reading the rules again: others that answer from now on, or how many problems kept them out."""

    base: KnowledgeBase | None = None
    refused: int = 0


@dataclass(frozen=True, slots=True)
class _Held:
    base: KnowledgeBase
    refused: int = 0


def warmed(base: KnowledgeBase) -> KnowledgeBase:
    """A knowledge base of which everything was used once, so that the first who asks does not wait for that."""
    for language in base.knowledge.manifest.languages:
        base.consult({}).as_dict(language)
    return base


@dataclass(slots=True)
class Shelf:
    """Holds the knowledge base that answers.

    Whoever takes `base` once for an answer has one knowledge base for all of that answer, whatever is put here
    meanwhile.
    """

    first: KnowledgeBase
    _held: _Held = field(init=False)

    def __post_init__(self) -> None:
        self._held = _Held(self.first)

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge base that answers now."""
        return self._held.base

    @property
    def refused(self) -> int:
        """How many problems kept newer rules out; none where what answers is the newest."""
        return self._held.refused

    def put(self, news: ShelfNews) -> None:
        """Let other rules answer from now on, or note that newer ones are kept out."""
        held = self._held
        self._held = _Held(news.base) if news.base is not None else replace(held, refused=news.refused)
