"""The rules that answer now, in one process: taken whole, and put in place of others whole."""

from dataclasses import dataclass

from sluimer.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class ShelfNews:
    """What came of reading the rules again: others that answer from now on, or how many problems kept them out."""

    base: KnowledgeBase | None = None
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
    meanwhile. `refused` counts the problems that keep newer rules out; none where what answers is the newest.
    """

    base: KnowledgeBase
    refused: int = 0

    def put(self, news: ShelfNews) -> None:
        """Let other rules answer from now on, or note that newer ones are kept out."""
        self.base, self.refused = news.base or self.base, news.refused
