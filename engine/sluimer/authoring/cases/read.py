"""Reader of `*.cases.yaml`, with the same kind of messages as for facts and rules."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sluimer.authoring.cases.model import Bounds, Expected, RuleCase
from sluimer.case import CaseReader, Places, answers_in
from sluimer.files.source import read_folder_files
from sluimer.knowledge.base import Knowledge
from sluimer.language.forms import CASE, ENDS, EXPECT, TRUTHS
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import Outcome, State
from sluimer.messages import CaseError, KnowledgeError, Position, Problem, Problems, listed, shown
from sluimer.read import case_files, form, parse_files, read_files, read_sources
from sluimer.read.nodes import MappingNode, Node, parse
from sluimer.read.settings import read_choice
from sluimer.read.stray import stray_cases

STATES = {
    "given": State.GIVEN,
    "withheld": State.WITHHELD,
    "open": State.OPEN,
    "absent": State.NOT_INDICATED,
}
_TRUTHS: Mapping[str, Truth] = dict(zip(TRUTHS, (True, False, None), strict=True))

Answers = tuple[dict[str, object], Places]


@dataclass(frozen=True, slots=True)
class _Written:
    """A case as it stands in its file."""

    id: str
    position: Position
    fields: form.Fields
    answers: Answers


def read_cases(folder: Path, knowledge: Knowledge) -> tuple[tuple[RuleCase, ...], tuple[Problem, ...]]:
    """The cases of a knowledge base folder, sorted by id, and the problems in their files."""
    problems = Problems()
    texts = read_folder_files(folder, case_files(folder, problems), problems)
    problems.extend(stray_cases(folder))
    return cases_in(parse_cases(texts, problems).values(), knowledge, problems)


def read_with_cases(folder: Path) -> tuple[Knowledge, tuple[RuleCase, ...]]:
    """The knowledge in a folder and its cases; raises KnowledgeError with every problem in the files of both."""
    texts, cases, found = read_sources(folder)
    problems = Problems()
    problems.extend((*found, *stray_cases(folder)))
    knowledge = read_files(parse_files(folder, texts, problems), problems)
    read, errors = cases_in(parse_cases(cases, problems).values(), knowledge, problems)
    if errors:
        raise KnowledgeError(errors)
    return knowledge, read


def cases_of(folder: Path, knowledge: Knowledge) -> tuple[RuleCase, ...]:
    """The cases of a knowledge base folder, sorted by id; raises KnowledgeError with every problem in their files."""
    cases, problems = read_cases(folder, knowledge)
    if problems:
        raise KnowledgeError(problems)
    return cases


def parse_cases(texts: Mapping[str, str | None], problems: Problems) -> dict[str, Node]:
    """The files with cases from their texts, by name; where one is lost, no case is said to be unknown."""
    parsed = {name: parse(text, shown(name), problems) for name, text in texts.items() if text is not None}
    if any(parsed.get(name) is None for name in texts):
        problems.mute("unknown-case")
    return {name: node for name, node in parsed.items() if node is not None}


def cases_in(
    nodes: Iterable[Node], knowledge: Knowledge, problems: Problems
) -> tuple[tuple[RuleCase, ...], tuple[Problem, ...]]:
    """The cases in files that were parsed, sorted by id, and the problems in them.

    `problems` has what was wrong before, also with the knowledge, which may be read in part only.
    """
    written: dict[str, _Written] = {}
    for node in nodes:
        _read_file(node, written, problems)
    reader = CaseReader(knowledge.vocabulary)
    cases = [_case(written[name], written, reader, knowledge, problems) for name in sorted(written)]
    return tuple(case for case in cases if case is not None), problems.sorted()


def _read_file(node: Node, written: dict[str, _Written], problems: Problems) -> None:
    for key, body in form.pairs(node, "cases", problems):
        name = form.identifier(key, "case", "-", problems)
        if name is None:
            continue
        fields = form.fields(body, name, CASE.names, problems)
        person = fields.get("person")
        if person is not None and not isinstance(person, MappingNode):
            problems.add("not-a-mapping", person.position, what="person")
        none: Answers = {}, Places(key.position.file)
        answers = answers_in(person, name, "person") if isinstance(person, MappingNode) else none
        one = _Written(name, key.position, fields, answers)
        if written.setdefault(name, one) is not one:
            problems.add("declared-twice", key.position, name=name, place=written[name].position)


def _case(
    one: _Written, written: Mapping[str, _Written], reader: CaseReader, knowledge: Knowledge, problems: Problems
) -> RuleCase | None:
    expect = one.fields.require("expect", problems)
    answers, alike = _with_those_it_is_like(one, written, problems)
    packs, settings = _chosen(one.fields, knowledge, problems)
    readers = one.fields.get("audience")
    audiences = knowledge.manifest.audiences
    known = listed(audiences)
    audience = form.reference(readers, "unknown-audience", audiences, problems, known=known) if readers else None
    expected = _expected(one.id, expect, knowledge, problems) if expect else None
    try:
        person = reader.read_mapping(*answers)
    except CaseError as error:
        problems.extend(error.problems)
        return None
    if expected is None or not alike:
        return None
    return RuleCase(one.id, one.position, person, expected, packs, settings, audience, answers[0])


def _chosen(
    fields: form.Fields, knowledge: Knowledge, problems: Problems
) -> tuple[tuple[str, ...] | None, tuple[tuple[str, str], ...]]:
    """The packs and the settings that the case is about, where it names any."""
    manifest = knowledge.manifest
    known, settings = listed(tuple(manifest.packs)), fields.get("settings")
    packs = _names(fields, "packs", "unknown-pack", manifest.packs, problems, known=known)
    return packs if fields.get("packs") else None, tuple(
        read_choice(settings, manifest.settings, problems)
    ) if settings else ()


def _with_those_it_is_like(one: _Written, written: Mapping[str, _Written], problems: Problems) -> tuple[Answers, bool]:
    """The answers of the case, on top of those of the case that it is like, and so on; and whether these were found."""
    answers, places, trail = *one.answers, [one.id]
    while (node := one.fields.get("like")) is not None:
        name = form.reference(node, "unknown-case", written, problems, what="like")
        if name in trail:
            problems.add("case-like-itself", node.position, trail=" → ".join([*trail, name]))
        if not name or name in trail:
            return (answers, places), False
        trail.append(name)
        one = written[name]
        answers, places = {**one.answers[0], **answers}, one.answers[1].under(places)
    return (answers, places), True


def _expected(name: str, node: Node, knowledge: Knowledge, problems: Problems) -> Expected:
    fields = form.fields(node, "expect", EXPECT.names, problems)
    if not fields.values and not fields.excused:
        problems.add("case-expects-nothing", fields.position, name=name)
    vocabulary, items, marks = knowledge.vocabulary, knowledge.vocabulary.items, knowledge.manifest.claims.names
    outcome = form.one_of(fields, "outcome", tuple(outcome.value for outcome in Outcome), problems)
    return Expected(
        outcome=Outcome(outcome) if outcome else None,
        states={
            item: state
            for key, state in STATES.items()
            for item in _names(fields, key, "unknown-item", items, problems)
        },
        ranges=_ranges(fields, knowledge, problems),
        fires=_names(fields, "fires", "unknown-rule", knowledge.rules, problems),
        silent=_names(fields, "silent", "unknown-rule", knowledge.rules, problems),
        findings=_findings(fields, knowledge, problems),
        asks=_names(fields, "asks", "unknown-fact", vocabulary.facts, problems),
        untold=_names(fields, "untold", "unknown-claim", marks, problems, known=listed(marks)),
    )


def _names(
    fields: form.Fields, key: str, code: str, among: Collection[str], problems: Problems, **words: str
) -> tuple[str, ...]:
    node = fields.get(key)
    return form.references(node, code, among, problems, what=key, **words) if node else ()


def _ranges(fields: form.Fields, knowledge: Knowledge, problems: Problems) -> dict[str, Bounds]:
    node, items = fields.get("range"), knowledge.vocabulary.items
    ranges: dict[str, Bounds] = {}
    for key, body in form.pairs(node, "range", problems) if node else ():
        name = form.reference(key, "unknown-item", items, problems, what="range")
        if not name:
            continue
        ends = form.fields(body, "range", ENDS.names, problems)
        unit = items[name].unit
        least, most = [
            form.quantity(end, name, unit, False, problems) if (end := ends.get(key)) else None
            for key in ("at_least", "at_most")
        ]
        ranges[name] = Bounds(least, most)
    return ranges


def _findings(fields: form.Fields, knowledge: Knowledge, problems: Problems) -> dict[str, Truth]:
    node, found = fields.get("findings"), dict[str, Truth]()
    for key, body in form.pairs(node, "findings", problems) if node else ():
        name = form.reference(key, "unknown-finding", knowledge.vocabulary.findings, problems, what="findings")
        known = listed(tuple(_TRUTHS))
        truth = form.reference(body, "unknown-value", _TRUTHS, problems, what=key.text, known=known)
        if name and truth:
            found[name] = _TRUTHS[truth]
    return found
