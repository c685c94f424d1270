"""Results of cases as text: what differs first, then how many passed, then what the cases never showed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sluimer.authoring.cases.coverage import Cell, Coverage, CoverageRow
from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.run import CaseResult, Difference
from sluimer.authoring.cases.suggest import Suggestion
from sluimer.explain.proof import RuleProof
from sluimer.language.block import block
from sluimer.messages.texts import word_or
from sluimer.tell.outline import Line, Outline, Tone, deeper, parted
from sluimer.tell.rule_proof import proof_lines
from sluimer.tell.speaker import Speaker, tested


def tell_results(results: Sequence[CaseResult], speaker: Speaker) -> Outline:
    """Each case that failed with all that differs, and the sum."""
    failed = [result for result in results if not result.passed]
    told = [_failed(result, speaker) for result in failed]
    passed = len(results) - len(failed)
    key = "some-cases-failed" if failed else "all-cases-passed" if results else "no-cases"
    tone = Tone.FAILS if failed else Tone.HOLDS if results else Tone.UNSURE
    return parted(*told, (Line(speaker.say(key, passed=passed, failed=len(failed), all=len(results)), tone=tone),))


def _failed(result: CaseResult, speaker: Speaker) -> Outline:
    case = result.case
    lines = [line for each in result.differences for line in _difference(each, case, speaker)]
    return (Line(f"{case.position}: {case.id}", tone=Tone.FAILS), *lines)


MOST_PROOFS = 5
"""Rules that are told of one difference; more would hide what matters."""


def _difference(one: Difference, case: RuleCase, speaker: Speaker) -> Outline:
    """What was expected and what came, and the rules that made it so, each with its place and what it met."""
    wanted, found = _said(one.wanted, speaker), _said(one.found, speaker)
    head = Line(speaker.say("case-differs", name=one.name, wanted=wanted, found=found), 1, mark="-")
    proofs = [line for proof in one.proofs[:MOST_PROOFS] for line in _proof(proof, case, speaker)]
    more = len(one.proofs) - MOST_PROOFS
    rest = (Line(speaker.say("and-more", count=more), 2, Tone.QUIET),) if more > 0 else ()
    return (head, *proofs, *rest)


def _proof(proof: RuleProof, case: RuleCase, speaker: Speaker) -> Outline:
    place = speaker.knowledge.rules[proof.rule].position
    state = speaker.say("rule-unknown" if proof.truth is None else f"rule-{proof.truth}".lower())
    head = Line(f"{proof.rule} ({place}): {state}", 2, Tone.QUIET)
    tests = (replace(line, tone=Tone.QUIET, mark="") for line in proof_lines(proof, case.person, speaker))
    return (head, *deeper(tests, 3))


def _said(word: str, speaker: Speaker) -> str:
    return word_or(word, speaker.language, word)


def tell_coverage(coverage: Coverage, suggestions: Sequence[Suggestion], speaker: Speaker) -> Outline:
    """How much was seen, each cell that was not, what is excused and why, and cases that would fill the gaps."""
    missing = [_missing(row, speaker) for row in coverage.rows if row.missing]
    return parted(
        _counts(coverage, speaker),
        (Line(speaker.say("not-seen"), tone=Tone.HEADING), *missing) if missing else (),
        _excused(coverage, speaker),
        _suggested(suggestions, len(coverage.missing), speaker),
    )


def _counts(coverage: Coverage, speaker: Speaker) -> Outline:
    seen = coverage.cells - len(coverage.missing)
    tone = Tone.UNSURE if coverage.missing else Tone.HOLDS
    head = speaker.say("coverage", seen=seen, all=coverage.cells, percent=percentage(coverage))
    lines = [Line(head, tone=tone)]
    for kind, rows in _kinds(coverage):
        cells = [_count(cell, rows, speaker) for cell in Cell if any(cell in row.counts for row in rows)]
        lines.append(Line(speaker.say(f"coverage-{kind}", count=len(rows), cells=", ".join(cells)), 1))
    return tuple(lines)


def _kinds(coverage: Coverage) -> Iterator[tuple[str, list[CoverageRow]]]:
    """The rows of rules, those of points where there are any, and those of tests."""
    whole = [row for row in coverage.rows if not row.test]
    points = [row for row in whole if row.points]
    yield "rules", [row for row in whole if not row.points]
    if points:
        yield "points", points
    yield "tests", [row for row in coverage.rows if row.test]


def _count(cell: Cell, rows: Sequence[CoverageRow], speaker: Speaker) -> str:
    possible = [row for row in rows if cell not in row.excused]
    seen = sum(1 for row in possible if row.counts[cell])
    return speaker.say("coverage-cell", cell=speaker.say(f"cell-{cell}"), seen=seen, all=len(possible))


def percentage(coverage: Coverage) -> str:
    """The part that was seen; 100 only where nothing is missing.

    >>> percentage(Coverage(()))
    '100'
    """
    return str(int(coverage.percent) if coverage.missing else 100)


def _missing(row: CoverageRow, speaker: Speaker) -> Line:
    cells = ", ".join(speaker.say(f"cell-{cell}") for cell in row.missing)
    return Line(speaker.say("not-seen-row", place=row.position, what=what_row(row, speaker), cells=cells), 1, mark="-")


def what_row(row: CoverageRow, speaker: Speaker) -> str:
    """The rule or the points of a score, with the test where it is about one."""
    about = speaker.say("row-of-points", name=row.rule, number=row.points) if row.points else row.rule
    if row.test is None:
        return about
    return f"{about}, `{tested(row.test)}: {speaker.wanted(row.test)}`"


def _excused(coverage: Coverage, speaker: Speaker) -> Outline:
    """How many cells no case can show, by the reason why."""
    found = Counter(reason for row in coverage.rows for cell, reason in row.excused.items() if not row.counts.get(cell))
    lines = [Line(f"{count}: {_said(reason, speaker)}", 1, mark="-") for reason, count in sorted(found.items())]
    return (Line(speaker.say("coverage-excused"), tone=Tone.HEADING), *lines) if lines else ()


def _suggested(suggestions: Sequence[Suggestion], missing: int, speaker: Speaker) -> Outline:
    head = (Line(speaker.say("suggested"), tone=Tone.HEADING),) if suggestions else ()
    rest = missing - sum(len(one.gaps) for one in suggestions)
    tail = (Line(speaker.say("no-suggestion", count=rest), tone=Tone.QUIET),) if rest else ()
    return (*head, *(line for one in suggestions for line in _suggestion(one, speaker)), *tail)


MOST_SHOWN_TOO = 3
"""Rules and tests that are told to be shown by one case too."""


def _suggestion(one: Suggestion, speaker: Speaker) -> Outline:
    """The case, below comments that say what it shows beside what it is called after."""
    cells: dict[str, list[str]] = {}
    for row, cell in one.gaps[1:]:
        cells.setdefault(what_row(row, speaker), []).append(speaker.say(f"cell-{cell}"))
    lines = [speaker.say("shows-too", what=what, cells=", ".join(said)) for what, said in cells.items()]
    more = len(lines) - MOST_SHOWN_TOO
    told = [*lines[:MOST_SHOWN_TOO], *([speaker.say("and-more", count=more)] if more > 0 else [])]
    comments = (Line(f"# {line}", tone=Tone.QUIET) for line in told)
    return (*comments, *(Line(line) for line in suggested_case(one).splitlines()))


def suggested_case(one: Suggestion) -> str:
    """The suggestion as YAML, to be put beside the rule."""
    like = {"like": one.like} if one.like else {}
    expect = {"fires" if one.fires else "silent": [one.rule]}
    return block(one.id, {**like, "person": one.changes, "expect": expect})
