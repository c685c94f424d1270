"""Which questions come next, subject by subject: what one person is asked on one screen."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sluimer.knowledge.base import Knowledge, Section
from sluimer.knowledge.vocabulary import Fact, Kind

MOST_TOGETHER: Final = 8
"""Questions on one screen; of more a person loses count."""

Fits = Callable[[Sequence[Fact]], bool]
"""Whether these questions go on one screen of whoever is asked."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions of one screen; `first` is the number of the first of them among the `total` of their section."""

    facts: tuple[Fact, ...]
    section: Section | None = None
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

    The section of the fact that was answered `latest` is finished first, in the order that its author gave it. Then
    follows the one that holds the most important question, and what is sensitive comes once nothing else is left.
    """
    facts = knowledge.vocabulary.facts
    home = {fact: section for section in knowledge.manifest.sections for fact in section.facts}
    section = home.get(latest)
    if section is None or not any(home.get(fact) is section for fact in pending):
        section = home.get(next((fact for fact in pending if not _sensitive(home.get(fact))), pending[0]))
    order = [fact for fact in section.facts if fact in pending] if section else pending
    here = [facts[fact] for fact in order if home.get(fact) is section]
    done = len([fact for fact in answered if section and home.get(fact) is section])
    return Sheet(_together(here, section, fits), section, done + 1, done + len(here))


def _sensitive(section: Section | None) -> bool:
    return section is not None and bool(section.introduction)


def _together(here: Sequence[Fact], section: Section | None, fits: Fits) -> tuple[Fact, ...]:
    """The first of these, with the others that are answered by a tick where there is room."""
    if section is None or _sensitive(section) or not _ticked(here[0]):
        return (here[0],)
    found = list(filter(_ticked, here))[:MOST_TOGETHER]
    while len(found) > 1 and not fits(found):
        found.pop()
    return tuple(found)


def _ticked(fact: Fact) -> bool:
    """Whether a tick answers it; what is assumed for who says nothing is asked by itself."""
    return fact.kind is Kind.YES_NO and fact.assume is None
