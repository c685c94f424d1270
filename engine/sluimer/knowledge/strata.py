"""What builds on what: the order of findings, and all that names lead to."""

from collections.abc import Callable, Iterable, Mapping
from graphlib import TopologicalSorter

from sluimer.knowledge.condition import slots_of
from sluimer.knowledge.rule import Rule


def reached_from(names: Iterable[str], further: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """These names and all that they lead to, in one step or several, each once."""
    found = dict.fromkeys(names)
    pending = list(found)
    for name in pending:
        new = [each for each in dict.fromkeys(further(name)) if each not in found]
        found.update(dict.fromkeys(new))
        pending += new
    return tuple(found)


def dependencies(rules: Iterable[Rule], findings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each finding the findings that rules concluding it read, sorted."""
    known = set(findings)
    reads: dict[str, set[str]] = {name: set() for name in sorted(known)}
    for rule in rules:
        for finding in rule.concludes:
            reads[finding].update(known.intersection(slots_of(rule.condition)))
    return {name: tuple(sorted(names)) for name, names in reads.items()}


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
