"""Which cases to run: those an author names, or those an edit touches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sluimer.cases.model import RuleCase
from sluimer.cases.run import CaseResult
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.places import without_places
from sluimer.messages import NOWHERE
from sluimer.truth import compiled


def matching(cases: Iterable[RuleCase], words: str) -> tuple[RuleCase, ...]:
    """The cases whose id or file has all these words in it, in whatever case they are written."""
    wanted = words.lower().split()
    return tuple(case for case in cases if all(word in f"{case.position.file} {case.id}".lower() for word in wanted))


def touched(
    before: Knowledge, after: Knowledge, cases: Iterable[RuleCase], results: Mapping[str, CaseResult]
) -> tuple[RuleCase, ...]:
    """The cases that may come out otherwise after an edit, given what came of them before it.

    One that failed always may, since what is told of it names rules. Where every rule that changed is false in what
    held before, and stays false there with its new condition, all that held before still holds: a false rule brings
    nothing, and no answer that is still to come makes it true.
    """
    if _frame(before) != _frame(after):
        return tuple(cases)
    changed = _changed(before, after)
    tests = [compiled(after.rules[name].condition) for name in changed if name in after.rules]

    def is_touched(case: RuleCase) -> bool:
        known = results.get(case.id)
        if (
            known is None
            or not known.passed
            or replace(known.case, position=NOWHERE) != replace(case, position=NOWHERE)
        ):
            return True
        held = any(known.truths.get(name, False) is not False for name in changed)
        return held or any(test(known.values) is not False for test in tests)

    return tuple(case for case in cases if is_touched(case))


def _frame(knowledge: Knowledge) -> object:
    """Everything beside the rules that a case can depend on."""
    return without_places((knowledge.manifest, knowledge.vocabulary))


def _changed(before: Knowledge, after: Knowledge) -> Sequence[str]:
    """The rules that were added, removed or changed."""
    names = sorted(before.rules.keys() | after.rules.keys())
    return [name for name in names if _said(before, name) != _said(after, name)]


def _said(knowledge: Knowledge, rule: str) -> object:
    return without_places(knowledge.rules.get(rule))
