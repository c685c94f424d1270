"""Everything that can be said of a knowledge base: what is wrong, and else what could be better."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sluimer.authoring.cases.examples import check_examples
from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.read import cases_in, parse_cases
from sluimer.authoring.lint.model import Desk, Edit, Warned, places_in, warned
from sluimer.authoring.lint.register import LINTS
from sluimer.authoring.names.renames import renames_in
from sluimer.authoring.theorems.read import theorems_in
from sluimer.knowledge.base import Knowledge
from sluimer.messages import Position, Problem, Problems, first_of, nearest
from sluimer.read import parse_files, read_files, read_sources
from sluimer.read.allow import NOT_COVERED, Allowance, allowances
from sluimer.read.stray import stray_cases
from sluimer.schema.write import stale_schemas

CODES = tuple(lint.code for lint in LINTS)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found: errors, or where there are none the knowledge, its cases and the warnings."""

    knowledge: Knowledge | None
    cases: tuple[RuleCase, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Warned, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Errors and warnings as they are told, by their place; of very many the first."""
        return (*self.errors, *first_of(self.warnings))


def inspect(folder: Path) -> Inspection:
    """Read a knowledge base, its cases and its examples, and look for what could be better where nothing is wrong."""
    return inspect_texts(folder, *read_sources(folder), examples=True)


def inspect_texts(
    folder: Path,
    texts: Mapping[str, str | None],
    cases: Mapping[str, str | None],
    found: Iterable[Problem],
    examples: bool = False,
) -> Inspection:
    """What can be said of texts that were read already, those of the knowledge and those of its cases, by name."""
    problems = Problems()
    problems.extend(found)
    files = parse_files(folder, texts, problems)
    knowledge = read_files(files, problems)
    sound = not len(problems)
    nodes = parse_cases(cases, problems)
    read, _ = cases_in(nodes, knowledge, problems)
    theorems_in(nodes, knowledge, problems)
    renames_in({**files.nodes, **nodes}, knowledge, problems)
    if examples and not problems.has("implies-itself"):
        check_examples(folder, knowledge, problems)
    if examples:
        problems.extend(stray_cases(folder))
    if len(problems):
        return Inspection(knowledge if sound else None, read if sound else (), problems.sorted())
    every = {name: text for name, text in {**texts, **cases}.items() if text is not None}
    stale = stale_schemas(folder, knowledge, [case.id for case in read], problems)
    if len(problems):
        return Inspection(knowledge, read, problems.sorted())
    parsed = {**files.nodes, **nodes}
    desk = Desk(knowledge, read, every, parsed, allowances(every), stale, places_in(parsed))
    return Inspection(knowledge, read, (), tuple(warnings_of(desk)))


def warnings_of(desk: Desk) -> list[Warned]:
    """What could be better, without what is allowed, and with what is wrong about allowances; by place."""
    found = [one for lint in LINTS for one in lint.find(desk)]
    used = {allowed for one in found for allowed in desk.allowed if allowed.covers(one.code, one.position)}
    silent = {one for one in found if any(each.covers(one.code, one.position) and each.reason for each in used)}
    kept = [*(one for one in found if one not in silent), *_about_allowances(desk.allowed, used, desk.texts)]
    return sorted(kept, key=lambda one: (one.position, one.code, one.words))


def _about_allowances(allowed: Iterable[Allowance], used: set[Allowance], texts: Mapping[str, str]) -> Iterator[Warned]:
    for one in allowed:
        if one.code not in (*CODES, NOT_COVERED):
            near = nearest(one.code, (*CODES, NOT_COVERED))
            if near:  # else it is a sentence that begins with the same word
                yield warned("allowance-unknown", one.position, near, name=one.code)
        elif not one.reason:
            yield warned("allowance-without-reason", one.position, name=one.code)
        elif one not in used and one.code != NOT_COVERED:
            below = Position(one.position.file, one.position.line + 1, 1)
            edit = Edit(Position(one.position.file, one.position.line, 1), below)
            next_line = texts[one.position.file].split("\n")[one.position.line : one.position.line + 1]
            goes_on = any(line.strip().startswith("#") for line in next_line)  # where its reason may go on
            yield warned("allowance-unused", one.position, edits=[] if goes_on else [edit], name=one.code)
