"""Results of cases as text: what differs first, then how many passed, then what the cases never showed."""

from collections.abc import Sequence

from sluimer.cases.run import CaseResult, Coverage, Difference
from sluimer.explain.outline import Line, Outline, Tone, parted
from sluimer.explain.speaker import Speaker
from sluimer.explain.words import WORDS
from sluimer.logic import Truth

_TRUTHS: tuple[tuple[Truth, str], ...] = ((True, "covered-true"), (False, "covered-false"), (None, "covered-unknown"))


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
    lines = [line for each in result.differences for line in _difference(each, speaker)]
    return (Line(f"{case.position}: {case.id}", tone=Tone.FAILS), *lines)


def _difference(one: Difference, speaker: Speaker) -> Outline:
    wanted, found = _said(one.wanted, speaker), _said(one.found, speaker)
    head = Line(speaker.say("case-differs", name=one.name, wanted=wanted, found=found), 1, mark="-")
    because = speaker.say("rules", rules=", ".join(one.rules)) if one.rules else ""
    return (head, Line(because, 2, Tone.QUIET)) if because else (head,)


def _said(word: str, speaker: Speaker) -> str:
    return speaker.say(word) if word in WORDS else word


def tell_coverage(coverage: Coverage, speaker: Speaker) -> Outline:
    """For each truth how many rules had it in some case, and the rules that never did."""
    lines = [Line(speaker.say("coverage"), tone=Tone.HEADING)]
    for truth, key in _TRUTHS:
        missing = coverage.missing(truth)
        covered = len(coverage.counts) - len(missing)
        tone = Tone.UNSURE if missing else Tone.HOLDS
        lines.append(Line(speaker.say(key, covered=covered, all=len(coverage.counts)), 1, tone))
        lines += [Line(name, 2, mark="-") for name in missing]
    return tuple(lines)
