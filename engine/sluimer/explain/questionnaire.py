"""Which questions come next, subject by subject: what one person is asked on one screen."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.presentation import QuestionSection
from sluimer.knowledge.vocabulary import Fact, Kind

MOST_TOGETHER: Final = 8
"""Questions on one screen; of more a person loses count."""

Fits = Callable[[Sequence[Fact]], bool]
"""Whether these questions go on one screen of whoever is asked."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions of one screen; `first` is the number of the first of them among the `total` of their section."""

    facts: tuple[Fact, ...]
    section: QuestionSection | None = None
    first: int = 1
    total: int = 1

    @property
    def opens(self) -> bool:
        """Whether it is the first of its section."""
        return self.first == 1

    @property
    def last(self) -> int:
        """The number of the last of them."""
        return self.first + len(self.facts) - 1


def next_sheet(
    knowledge: Knowledge, pending: Sequence[str], answered: Collection[str], latest: str, fits: Fits
) -> Sheet:
    """The questions to ask now, of those that are `pending`, the most important first; there is at least one.

    The section of the fact that was answered `latest` is finished first; then follows the first that has a question.
    What stands in no section is asked after those, by itself.
    """
    facts, sections = knowledge.vocabulary.facts, knowledge.manifest.sections
    waiting = [section for section in sections if not set(section.facts).isdisjoint(pending)]
    section = next((one for one in waiting if latest in one.facts), waiting[0] if waiting else None)
    if section is None:
        first = len(answered) + 1
        return Sheet((facts[pending[0]],), first=first, total=len(answered) + len(pending))
    here = [facts[fact] for fact in section.facts if fact in pending]
    done = len([fact for fact in section.facts if fact in answered])
    alone = section in _sensitive(sections)
    return Sheet((here[0],) if alone else _together(here, fits), section, done + 1, done + len(here))


def _sensitive(sections: Sequence[QuestionSection]) -> Sequence[QuestionSection]:
    """The sections at the end that are introduced; what they ask is asked one thing at a time."""
    count = len(list(takewhile(lambda section: section.introduction, reversed(sections))))
    return sections[len(sections) - count :]


def _together(here: Sequence[Fact], fits: Fits) -> tuple[Fact, ...]:
    """The first of these, with the others that are answered by a tick where there is room."""
    if not _ticked(here[0]):
        return (here[0],)
    found = list(filter(_ticked, here))[:MOST_TOGETHER]
    while len(found) > 1 and not fits(found):
        found.pop()
    return tuple(found)


def _ticked(fact: Fact) -> bool:
    """Whether a tick answers it; what is assumed for who says nothing is asked by itself."""
    return fact.kind is Kind.YES_NO and fact.assume is None
