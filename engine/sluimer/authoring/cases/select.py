"""Which cases to run: those an author names, or those an edit touches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.run import ASKED, Batch, CaseResult, asking, batches
from sluimer.knowledge.base import Knowledge
from sluimer.knowledge.places import without_places


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
    frames = (without_places((one.manifest, one.vocabulary)) for one in (before, after))
    if next(frames) != next(frames):
        return tuple(cases)
    names = sorted(before.rules.keys() | after.rules.keys())
    changed = [name for name in names if _said(before, name) != _said(after, name)]
    wanted = tuple(cases)
    alike = [case for case in wanted if _passed(case, results.get(case.id))]
    untouched = {case.id for batch in batches(alike, before) for case in _untouched(batch, changed, after)}
    return tuple(case for case in wanted if case.id not in untouched)


def _passed(case: RuleCase, known: CaseResult | None) -> bool:
    """Whether the same case came out as expected, wherever it stood in its file."""
    return known is not None and known.passed and replace(known.case, position=case.position) == case


def _untouched(batch: Batch, changed: Iterable[str], after: Knowledge) -> Iterator[RuleCase]:
    """The cases in which what changed is false, as it was and as it is now."""
    versions = [version.rules.get(name) for name in changed for version in (batch.knowledge, after)]
    tests = {f"{ASKED}{number}": rule.condition for number, rule in enumerate(versions) if rule}
    found = batch.run(asking(tests, batch.knowledge))
    silent = [found.planes(name)[False] for name in tests]
    return (case for number, case in enumerate(batch.cases) if all(plane >> number & 1 for plane in silent))


def _said(knowledge: Knowledge, rule: str) -> object:
    return without_places(knowledge.rules.get(rule))
