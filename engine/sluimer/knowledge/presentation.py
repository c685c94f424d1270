"""What every place that shows advice or asks needs, and none should invent: verdicts, and sections of questions."""

from dataclasses import dataclass

from sluimer.knowledge.text import NO_TEXT, Text
from sluimer.knowledge.vocabulary import Outcome

OTHER_ADVICE = "other_advice"
"""The verdict of advice that the main topic did not decide."""
VERDICTS = (*map(str, Outcome), OTHER_ADVICE)
"""Each outcome, in which advice is two: the main topic decided it, or something else did."""


@dataclass(frozen=True, slots=True)
class VerdictTexts:
    """How an outcome is told to a person: a few words, and one line."""

    title: Text
    line: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class QuestionSection:
    """Questions that are asked together, with what is said before them where they need an introduction.

    Of `sensitive` ones nobody is told that another answer would bring something.
    """

    id: str
    title: Text
    facts: tuple[str, ...]
    introduction: Text = NO_TEXT
    sensitive: bool = False
