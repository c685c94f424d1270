"""The statements that an explanation names, as data: their words, and the sources they come from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sluimer.case import Case
from sluimer.knowledge.base import Knowledge, Source
from sluimer.knowledge.cited import statements_of, with_named
from sluimer.knowledge.rule import Statement


@dataclass(frozen=True, slots=True)
class Citation:
    """A statement in our words, and its source."""

    statement: Statement
    source: Source

    def as_dict(self) -> dict[str, object]:
        """The statement as plain data, with its texts in every language."""
        one, source = self.statement, self.source
        return {
            "says": dict(one.says.translations),
            "source": {"id": source.id, "title": dict(source.title.translations), "url": source.url},
            "where": dict(one.where.translations),
            "verified": one.verified,
        }


Citations = Mapping[str, Citation]
"""By the code of the statement, in the order of the ledger."""


def citations(rules: Iterable[str], case: Case, knowledge: Knowledge) -> Citations:
    """What these rules, and the answers that were implied or weighed, stand on, are explained by or name."""
    codes = [code for rule in rules for code in statements_of(rule, knowledge)]
    sources = knowledge.manifest.sources
    found = (knowledge.statements.get(code) for code in with_named((*codes, *answered_by(case)), knowledge))
    return {one.id: Citation(one, sources[one.source]) for one in found if one is not None}


def answered_by(case: Case) -> Iterator[str]:
    """The statements by which an answer follows from another, or an amount is weighed."""
    for implied in case.implied:
        yield from implied.cites
    for part in case.parts:
        yield from part.cites


def citations_dict(cited: Citations) -> dict[str, object]:
    """Each statement as plain data, by its code."""
    return {code: one.as_dict() for code, one in cited.items()}
