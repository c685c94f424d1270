"""Reader of `*.cases.yaml`, with the same kind of messages as for facts and rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sluimer.authoring.cases.model import Bounds, Expected, RuleCase
from sluimer.case import CaseReader, Places, answers_in
from sluimer.files.source import read_folder_files
from sluimer.knowledge.base import Knowledge
from sluimer.language.files import CASES, Sort, sort_of
from sluimer.language.forms import AMOUNT_EXPECTED, CASE, ENDS, EXPECT, TRUTHS
from sluimer.meaning.logic import Truth
from sluimer.meaning.model import Outcome, State
from sluimer.messages import CaseError, KnowledgeError, Position, Problem, Problems, listed, shown
from sluimer.read import case_files, form, parse_files, read_files, read_sources
from sluimer.read.form import Fields, Measure
from sluimer.read.lexicon import Lexicon
from sluimer.read.manifest import lexicon_of
from sluimer.read.nodes import MappingNode, Node, parse
from sluimer.read.settings import named_settings
from sluimer.read.stray import stray_cases

STATES = {
    "given": State.GIVEN,
    "withheld": State.WITHHELD,
    "open": State.OPEN,
    "absent": State.NOT_INDICATED,
}
"""The states of items, by what authors call them."""
CALLED: Mapping[str, str] = {state: name for name, state in STATES.items()}
"""What authors call the states of items."""
_TRUTHS: Mapping[str, Truth] = dict(zip(TRUTHS, (True, False, None), strict=True))

Answers = tuple[dict[str, object], Places]


@dataclass(frozen=True, slots=True)
class _Written:
    """A case as it stands in its file."""

    id: str
    position: Position
    fields: Fields
    answers: Answers


def read_cases(folder: Path, knowledge: Knowledge) -> tuple[tuple[RuleCase, ...], tuple[Problem, ...]]:
    """The cases of a knowledge base folder, sorted by id, and the problems in their files."""
    problems = Problems()
    texts = read_folder_files(folder, case_files(folder, problems), problems)
    problems.extend(stray_cases(folder))
    return cases_in(parse_cases(texts, problems), knowledge, problems)


def read_with_cases(folder: Path) -> tuple[Knowledge, tuple[RuleCase, ...]]:
    """The knowledge in a folder and its cases; raises KnowledgeError with every problem in the files of both."""
    texts, cases, found = read_sources(folder)
    problems = Problems()
    problems.extend((*found, *stray_cases(folder)))
    knowledge = read_files(parse_files(folder, texts, problems), problems)
    read, errors = cases_in(parse_cases(cases, problems), knowledge, problems)
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
    """The files beside the knowledge from their texts, by name; where one is lost, no case is said to be unknown."""
    parsed = {name: parse(text, shown(name), problems) for name, text in texts.items() if text is not None}
    if any(parsed.get(name) is None for name in texts):
        problems.mute("unknown-case")
    return {name: node for name, node in parsed.items() if node is not None}


def cases_in(
    nodes: Mapping[str, Node], knowledge: Knowledge, problems: Problems
) -> tuple[tuple[RuleCase, ...], tuple[Problem, ...]]:
    """The cases in files that were parsed, by their names, sorted by id, and the problems in them.

    `problems` has what was wrong before, also with the knowledge, which may be read in part only.
    """
    lexicon = lexicon_of(knowledge.manifest, problems).with_vocabulary(knowledge.vocabulary)
    lexicon = lexicon.with_names(rule=knowledge.rules)
    written: dict[str, _Written] = {}
    for name, node in nodes.items():
        if sort_of(name) is Sort.CASES:
            _read_file(node, written, lexicon)
    if problems.has("implies-itself"):
        return (), problems.sorted()  # answers that complete each other in a circle are never complete
    reader, lexicon = CaseReader(knowledge.vocabulary), lexicon.with_names(case=written)
    cases = [_case(written[name], written, reader, lexicon) for name in sorted(written)]
    return tuple(case for case in cases if case is not None), problems.sorted()


def _read_file(node: Node, written: dict[str, _Written], lexicon: Lexicon) -> None:
    problems = lexicon.problems
    for key, body in form.pairs(node, "cases", problems):
        name = form.new_name(key, CASES, lexicon)
        if name is None:
            continue
        fields = form.fields(CASE, body, name, lexicon)
        person = fields.nodes.get("person")
        if person is not None and not isinstance(person, MappingNode):
            problems.add("not-a-mapping", person.position, what="person")
        none: Answers = {}, Places(key.position.file)
        answers = answers_in(person, name, "person") if isinstance(person, MappingNode) else none
        one = _Written(name, key.position, fields, answers)
        if written.setdefault(name, one) is not one:
            form.note_twice(key, written[name].position, problems)


def _case(one: _Written, written: Mapping[str, _Written], reader: CaseReader, lexicon: Lexicon) -> RuleCase | None:
    expect = one.fields.nodes.get("expect")
    answers, alike = _with_those_it_is_like(one, written, lexicon)
    expected = _expected(one.id, expect, lexicon) if expect else None
    packs = one.fields.get("packs", ()) if "packs" in one.fields.nodes else None
    chosen = named_settings(one.fields, "settings", lexicon)
    settings = tuple((name, options[0]) for name, options in chosen if options)
    try:
        person = reader.read_mapping(*answers)
    except CaseError as error:
        lexicon.problems.extend(error.problems)
        return None
    if expected is None or not alike:
        return None
    audience = one.fields.get("audience", "") or None
    return RuleCase(one.id, one.position, person, expected, packs, settings, audience, answers[0])


def _with_those_it_is_like(one: _Written, written: Mapping[str, _Written], lexicon: Lexicon) -> tuple[Answers, bool]:
    """The answers of the case, on top of those of the case that it is like, and so on; and whether these were found."""
    answers, places, trail = *one.answers, [one.id]
    while (node := one.fields.nodes.get("like")) is not None:
        name = form.name(node, "case", "like", lexicon)
        if name in trail:
            lexicon.problems.add("case-like-itself", node.position, trail=" → ".join([*trail, name]))
        if not name or name in trail:
            return (answers, places), False
        trail.append(name)
        one = written[name]
        answers, places = {**one.answers[0], **answers}, one.answers[1].under(places)
    return (answers, places), True


def _expected(name: str, node: Node, lexicon: Lexicon) -> Expected:
    fields = form.fields(EXPECT, node, "expect", lexicon, apart=("untold",))
    if not fields.nodes and not fields.excused:
        lexicon.problems.add("case-expects-nothing", fields.position, name=name)
    outcome = fields.get("outcome", "")
    found: dict[str, str] = fields.get("findings", {})
    return Expected(
        outcome=Outcome(outcome) if outcome else None,
        states={item: state for key, state in STATES.items() for item in fields.get(key, tuple[str, ...]())},
        ranges=_ranges(fields.nodes.get("range"), lexicon),
        fires=fields.get("fires", ()),
        silent=fields.get("silent", ()),
        findings={finding: _TRUTHS[truth] for finding, truth in found.items()},
        asks=fields.get("asks", ()),
        scores=_scores(fields.nodes.get("scores"), lexicon),
        ranks=_ranks(fields.nodes.get("rank"), lexicon),
        untold=fields.later("untold", lexicon, (), known=listed(lexicon.claims.names)),
    )


def _scores(node: Node | None, lexicon: Lexicon) -> dict[str, Bounds]:
    scores: dict[str, Bounds] = {}
    for key, body in form.pairs(node, "scores", lexicon.problems) if node else ():
        name = form.name(key, "score", "scores", lexicon)
        if name and isinstance(body, MappingNode):
            ends = form.fields(ENDS, body, name, lexicon, measure=Measure(name, ""))
            scores[name] = Bounds(ends.get("at_least", None), ends.get("at_most", None))
        elif name:
            total = form.number(body, name, lexicon.problems)
            scores[name] = Bounds(total, total)
    return scores


def _ranges(node: Node | None, lexicon: Lexicon) -> dict[str, Bounds]:
    ranges: dict[str, Bounds] = {}
    for key, body in form.pairs(node, "range", lexicon.problems) if node else ():
        name = form.name(key, "ranged_item", "range", lexicon)
        if name:
            measure = Measure(name, lexicon.items[name].unit)
            ends = form.fields(AMOUNT_EXPECTED, body, "range", lexicon, measure=measure)
            ranges[name] = Bounds(*(ends.get(end, None) for end in AMOUNT_EXPECTED.names))
    return ranges


def _ranks(node: Node | None, lexicon: Lexicon) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for key, body in form.pairs(node, "rank", lexicon.problems) if node else ():
        name, place = form.name(key, "item", "rank", lexicon), form.number(body, key.text, lexicon.problems)
        if isinstance(place, int) and place >= 1:
            ranks |= {name: place} if name else {}
        elif place is not None:
            lexicon.problems.add("no-rank", body.position, item=key.text, rank=f"{place:g}")
    return ranks
