"""What became of each statement of the sources: the rules that came of it, or why there are none."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.data import data_of
from sluimer.knowledge.rule import Statement, Status


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One statement and what stands on it.

    `cited_by` holds rules, facts that imply others, and `scope`; `cases` are those that expect such a rule to fire.
    """

    statement: Statement
    cited_by: tuple[str, ...]
    cases: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """As plain data."""
        return {
            **data_of(self.statement, "id", "source", "where", "says", "verified", "status"),
            **data_of(self, "cited_by", "cases"),
            **data_of(self.statement, "explains", "why"),
        }


def make_ledger(
    knowledge: Knowledge, cases_of: Mapping[str, tuple[str, ...]], status: Status | None = None
) -> tuple[LedgerLine, ...]:
    """The statements by source, the largest source first; all of them, or those of one status.

    `cases_of` names for each rule the cases that expect it to fire.
    """
    citing = knowledge.citing
    size = Counter(one.source for one in knowledge.statements.values())
    chosen = [one for one in knowledge.statements.values() if status in (None, one.status)]
    chosen.sort(key=lambda one: (-size[one.source], one.source, _in_order(one.id)))
    lines = []
    for one in chosen:
        cited_by = citing.get(one.id, ())
        cases = {case for rule in cited_by for case in cases_of.get(rule, ())}
        lines.append(LedgerLine(one, cited_by, tuple(sorted(cases))))
    return tuple(lines)


def counted(entries: Iterable[LedgerLine]) -> Mapping[Status, int]:
    """How many statements have each status that occurs."""
    counts = Counter(entry.statement.status for entry in entries)
    return {status: counts[status] for status in Status if counts[status]}


def _in_order(name: str) -> tuple[tuple[int, str], ...]:
    """Ids as people count: `G2.9` before `G2.10`."""
    digits = "".join(char if char.isdigit() else " " for char in name).split()
    letters = "".join(char for char in name if not char.isdigit())
    return ((0, letters), *((int(number), "") for number in digits))
