"""What one person might answer otherwise, or for the first time: each answer that rules tell from the one there is."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from sluimer.knowledge.condition import Within
from sluimer.knowledge.vocabulary import Fact, Kind, Scalar, Vocabulary, slot
from sluimer.meaning.alternatives import Alternatives

Person = Mapping[str, Scalar]
"""A value for each slot that has one."""


@dataclass(frozen=True, slots=True, order=True)
class Answer:
    """A value that a slot might have; `before` is the one that it has now, if any.

    A number stands for all that rules do not tell apart from it; `among` are their bounds. It is `fixed` where it would
    take the place of an answer that nobody can change; to give an answer for the first time is always possible.
    With `options` it is one answer about all these options of a set, and the slot is its fact: none of them is in it.
    """

    slot: str
    value: Scalar
    before: Scalar | None = None
    among: Within | None = field(default=None, compare=False)
    fixed: bool = field(default=False, compare=False)
    options: tuple[str, ...] = ()

    @property
    def puts(self) -> dict[str, Scalar]:
        """The value of each slot that it fills."""
        return {slot(self.slot, option): self.value for option in self.options} or {self.slot: self.value}

    def as_dict(self) -> dict[str, object]:
        """The answer as plain data."""
        among = {"among": self.among.bounds} if self.among else {}
        options = {"options": list(self.options)} if self.options else {}
        return {"slot": self.slot, "value": self.value, "before": self.before, **among, "fixed": self.fixed, **options}


class OtherAnswers:
    """Finds them for anybody.

    Of a set that nobody completed, "none of the others" is one answer, as it is to its question; each other option
    may be in it.
    """

    def __init__(self, alternatives: Alternatives, vocabulary: Vocabulary) -> None:
        self._alternatives = alternatives
        self._facts = vocabulary.facts

    def of(self, person: Person, slots: Container[str]) -> tuple[Answer, ...]:
        """All that fill any of these slots otherwise."""
        return tuple(one for fact in self._facts.values() for one in self._of_fact(fact, person, slots))

    def _of_fact(self, fact: Fact, person: Person, slots: Container[str]) -> Iterator[Answer]:
        left = [name for name in fact.slots if name not in person] if fact.kind is Kind.SET else []
        several = len(left) > 1
        for name in fact.slots:
            if name in slots:
                others = self._of_slot(fact, name, person.get(name))
                yield from (one for one in others if one.value or not (several and name in left))
        if several and any(name in slots for name in left):
            options = (option.id for option in fact.options if slot(fact.id, option.id) in left)
            yield Answer(fact.id, False, options=tuple(options))

    def _of_slot(self, fact: Fact, name: str, before: Scalar | None) -> Iterator[Answer]:
        alike, fixed = self._alternatives.alike, fact.fixed and before is not None
        for value in self._alternatives.to(name, before):
            yield Answer(name, value, before, alike.get((name, value)), fixed)
