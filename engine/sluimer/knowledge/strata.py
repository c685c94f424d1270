"""What builds on what: the order of findings, and all that names lead to."""

from collections.abc import Callable, Iterable, Mapping
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from sluimer.knowledge.condition import Condition, slots_of
from sluimer.knowledge.rule import Rule

if TYPE_CHECKING:
    from sluimer.knowledge.vocabulary import Vocabulary  # which orders its own implications by what stands here


def reached_from(names: Iterable[str], further: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """These names and all that they lead to, in one step or several, each once."""
    found = dict.fromkeys(names)
    pending = list(found)
    for name in pending:
        new = [each for each in dict.fromkeys(further(name)) if each not in found]
        found.update(dict.fromkeys(new))
        pending += new
    return tuple(found)


def read_through_scores(condition: Condition, vocabulary: "Vocabulary") -> tuple[str, ...]:
    """Every name that a condition reads, and those that the scores among them read in turn, each once."""
    scores = vocabulary.scores

    def further(name: str) -> tuple[str, ...]:
        return tuple(slot for one in scores[name].conditions for slot in slots_of(one)) if name in scores else ()

    return reached_from(slots_of(condition), further)


def conditions_behind(rules: Iterable[Rule], vocabulary: "Vocabulary") -> dict[str, tuple[Condition, ...]]:
    """For each finding the conditions of the rules that conclude it, and for each score those that bring points."""
    concluding: dict[str, list[Condition]] = {name: [] for name in vocabulary.findings}
    for rule in rules:
        for finding in rule.concludes:
            concluding[finding].append(rule.condition)
    scored = {name: score.conditions for name, score in vocabulary.scores.items()}
    return {**{name: tuple(conditions) for name, conditions in concluding.items()}, **scored}


def dependencies(rules: Iterable[Rule], vocabulary: "Vocabulary") -> dict[str, tuple[str, ...]]:
    """For each finding and score those that it builds on, sorted."""
    behind = conditions_behind(rules, vocabulary)
    read = {name: {slot for one in behind[name] for slot in slots_of(one)} for name in sorted(behind)}
    return {name: tuple(sorted(slots & behind.keys())) for name, slots in read.items()}


def cycles(reads: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The findings that depend on themselves, each with the way round back to it; no finding is named twice."""
    found: list[tuple[str, ...]] = []
    left = dict(reads)
    while round_trip := _cycle(left):
        found.append(round_trip)
        left = {
            name: tuple(each for each in names if each not in round_trip)
            for name, names in left.items()
            if name not in round_trip
        }
    return tuple(found)


def _cycle(reads: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    done: set[str] = set()
    for start in reads:
        trail: list[str] = []
        pending: list[tuple[str, bool]] = [(start, False)]
        while pending:
            name, left = pending.pop()
            if left:
                done.add(trail.pop())
            elif name in trail:
                return (*trail[trail.index(name) :], name)
            elif name not in done:
                trail.append(name)
                pending.append((name, True))
                pending.extend((each, False) for each in reversed(reads[name]))
    return ()


def strata_of(reads: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """For each name how deep it builds on others, of which it reads these; there must be no cycle."""
    strata: dict[str, int] = {}
    for name in TopologicalSorter(reads).static_order():
        strata[name] = max((strata[each] + 1 for each in reads[name]), default=0)
    return strata
