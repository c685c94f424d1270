"""What every place that asks needs, and none should invent: sections of questions."""

from dataclasses import dataclass

from sluimer.knowledge.text import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class QuestionSection:
    """Questions that are asked together, with what is said before them where they need an introduction."""

    id: str
    title: Text
    facts: tuple[str, ...]
    introduction: Text = NO_TEXT
