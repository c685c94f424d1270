"""The statements that an explanation names, as data: their words, and the sources they come from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sluimer.case import Case
from sluimer.knowledge.base import Knowledge, Source
from sluimer.knowledge.cited import statements_of, with_named
from sluimer.knowledge.data import data_of
from sluimer.knowledge.text import Text


@dataclass(frozen=True, slots=True)
class Citation:
    """What a statement says in our words, where it stands in its source, and how far that was verified."""

    says: Text
    source: Source
    where: Text
    verified: str

    def as_dict(self) -> dict[str, object]:
        """The statement as plain data, with its texts in every language."""
        return data_of(self)


Citations = Mapping[str, Citation]
"""By the code of the statement, in the order of the ledger."""


def citations(rules: Iterable[str], case: Case, knowledge: Knowledge, scored: Iterable[str] = ()) -> Citations:
    """What these rules, and the answers that were implied or weighed, stand on, are explained by or name.

    `scored` are the statements that scores stand on.
    """
    codes = [*(code for rule in rules for code in statements_of(rule, knowledge)), *scored]
    sources = knowledge.manifest.sources
    found = (knowledge.statements.get(code) for code in with_named((*codes, *answered_by(case)), knowledge))
    return {one.id: Citation(one.says, sources[one.source], one.where, one.verified) for one in found if one}


def answered_by(case: Case) -> Iterator[str]:
    """The statements by which an answer follows from another, or an amount is weighed."""
    for implied in case.implied:
        yield from implied.cites
    for part in case.parts:
        yield from part.cites
