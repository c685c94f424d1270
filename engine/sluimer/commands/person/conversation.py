"""A conversation as a value: the answers so far, and the text of the case they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sluimer.knowledge_base import Consultation, KnowledgeBase
from sluimer.language.block import written


@dataclass(frozen=True, slots=True)
class Conversation:
    """The answers it began with, and those given since, in order."""

    base: KnowledgeBase
    start: Mapping[str, object] = field(default_factory=dict)
    given: tuple[tuple[str, object], ...] = ()

    @property
    def answers(self) -> dict[str, object]:
        """Every answer, as a case holds them."""
        known = {fact: answer for fact, answer in self.start.items() if answer is not None}
        return {**known, **dict(self.given)}

    def consult(self) -> Consultation:
        """What comes of the answers so far; raises CaseError."""
        return self.base.consult(self.answers)

    def answered(self, fact: str, answer: object) -> "Conversation":
        """The same with one answer more."""
        return replace(self, given=(*self.given, (fact, answer)))

    @property
    def last(self) -> str | None:
        """The fact that was answered last, if any."""
        return self.given[-1][0] if self.given else None

    def back(self) -> "Conversation":
        """The same without the last answer."""
        return replace(self, given=self.given[:-1])


def case_text(answers: Mapping[str, object], comment: str) -> str:
    """Answers as the YAML of a case.

    >>> print(case_text({"age": "41", "conditions": []}, "From a conversation."), end="")
    # From a conversation.
    age: 41
    conditions: []
    """
    lines = [f"{fact}: {written(answer)}" for fact, answer in answers.items()]
    return "\n".join([f"# {comment}", *(lines or ["{}"])]) + "\n"
