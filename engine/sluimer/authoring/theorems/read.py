"""Reader of `rules/theorems.yaml`, with the same kind of messages as for facts and rules."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from sluimer.authoring.cases.model import RuleCase
from sluimer.authoring.cases.read import STATES, cases_in, parse_cases
from sluimer.authoring.theorems.amounts import amount_name
from sluimer.authoring.theorems.model import Claim, Comparison, Theorem
from sluimer.knowledge.base import SCOPE, Knowledge
from sluimer.knowledge.condition import ALWAYS, All, Any, Condition, Is
from sluimer.knowledge.text import NO_TEXT
from sluimer.knowledge.vocabulary import Item
from sluimer.language.block import written
from sluimer.language.files import THEOREMS, THEOREMS_FILE
from sluimer.language.forms import (
    ADVICE_ITEMS,
    EMERGENCY_ITEMS,
    MANY_ITEMS,
    OF_ADVICE,
    OTHER_ITEMS,
    RANGE_TESTED,
    REFERRAL_ITEMS,
    THEOREM,
)
from sluimer.meaning.model import State
from sluimer.meaning.net import CONTRADICTED, OUTCOME, state_name
from sluimer.messages import KnowledgeError, Problems
from sluimer.read import form, parse_files, read_files, read_sources
from sluimer.read.conditions import read_bounds, read_condition
from sluimer.read.form import Fields, Measure
from sluimer.read.lexicon import Lexicon
from sluimer.read.manifest import lexicon_of
from sluimer.read.nodes import ListNode, MappingNode, Node
from sluimer.read.settings import named_settings

GIVEN_THOUGH_STOPPED = "given_though_stopped"


def theorems_in(nodes: Mapping[str, Node], knowledge: Knowledge, problems: Problems) -> tuple[Theorem, ...]:
    """The theorems in the file of theorems among these, in their order; what cannot be read is a problem."""
    node = nodes.get(THEOREMS_FILE)
    lexicon = _lexicon(knowledge, problems)
    theorems: dict[str, Theorem] = {}
    for key, body in form.pairs(node, "theorems", problems) if node else ():
        name = form.new_name(key, THEOREMS, lexicon)
        if name is None:
            continue
        one = replace(_theorem(name, body, lexicon), position=key.position)
        if theorems.setdefault(name, one) is not one:
            form.note_twice(key, theorems[name].position, problems)
    return tuple(theorems.values())


def _lexicon(knowledge: Knowledge, problems: Problems) -> Lexicon:
    lexicon = lexicon_of(knowledge.manifest, problems).with_vocabulary(knowledge.vocabulary)
    groups = _groups(knowledge)
    tests = {key.name: _TESTS.get(key.name) or _state_test(key.name) for key in OF_ADVICE.keys}
    named = {*knowledge.vocabulary.items, *knowledge.vocabulary.topics, *groups}
    return replace(lexicon, groups=groups, tests=tests).with_names(item_or_group=named)


def _groups(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """The items behind each name of several of them."""
    topics = knowledge.vocabulary.topics
    found = {name: tuple(item.id for item in topic.items) for name, topic in topics.items()}
    every = [(item, topic.referral) for topic in topics.values() for item in topic.items]
    belongs: Mapping[str, Callable[[Item, bool], bool]] = {
        ADVICE_ITEMS: lambda _, referral: not referral,
        REFERRAL_ITEMS: lambda _, referral: referral,
        EMERGENCY_ITEMS: lambda item, _: item.urgent,
        OTHER_ITEMS: lambda item, _: not item.urgent,
    }
    many = {name: tuple(item.id for item, referral in every if belongs[name](item, referral)) for name in MANY_ITEMS}
    return {**found, **knowledge.manifest.groups, **many}


def _theorem(name: str, node: Node, lexicon: Lexicon) -> Theorem:
    fields = form.fields(THEOREM, node, name, lexicon)
    subject = fields.nodes.get("for")
    settings = tuple((key, options[0]) for key, options in named_settings(fields, "settings", lexicon) if options)
    one = Theorem(
        name,
        fields.position,
        fields.get("says", NO_TEXT),
        read_condition(subject, lexicon) if subject else ALWAYS,
        tuple(claim.condition for claim in _claims("unless", fields, lexicon)),
        tuple(_claims("always", fields, lexicon)),
        tuple(_claims("never", fields, lexicon)),
        _comparison(fields, lexicon),
        fields.get("packs", ()) or None,
        settings,
    )
    _check(one, fields, lexicon.problems)
    return one


def _claims(key: str, fields: Fields, lexicon: Lexicon) -> Iterator[Claim]:
    node = fields.nodes.get(key)
    for part in form.one_or_more(node, key, lexicon.problems) if node else ():
        yield Claim(read_condition(part, lexicon), f"{key}: {written(_value(part))}", key == "always")


def _value(node: Node) -> object:
    """A node as plain values, to be written again."""
    match node:
        case MappingNode(entries):
            return {key.text: _value(value) for key, value in entries}
        case ListNode(items):
            return [_value(item) for item in items]
    return form.written(node)


_OF_TWO = ("keeps", "keeps_range", "adds_none_of")


def _comparison(fields: Fields, lexicon: Lexicon) -> Comparison | None:
    if not {"answers_more", "answers_also"} & fields.nodes.keys():
        return None
    answered: tuple[str, ...] = fields.get("answers_also", ())
    kept, ranged, added = (_items(fields.get(key, ()), lexicon) for key in _OF_TWO)
    for name in ranged:
        _check_unit(name, fields.nodes["keeps_range"], lexicon)
    return Comparison(answered, kept, ranged, added)


def _check(one: Theorem, fields: Fields, problems: Problems) -> None:
    """It must say something, of one person or of two; and who is compared must be the same in two ways at most."""
    of_two = [key for key in _OF_TWO if key in fields.nodes]
    if of_two and not one.comparison and not {"answers_more", "answers_also"} & {*fields.excused}:
        problems.add("theorem-compares-nobody", fields.place(of_two[0]), name=one.id, key=of_two[0])
    elif {"answers_more", "answers_also"} <= fields.nodes.keys():
        problems.add("theorem-compares-twice", fields.place("answers_also"), name=one.id)
    elif not of_two and not fields.excused and (one.comparison or not {"always", "never"} & fields.nodes.keys()):
        problems.add("theorem-says-nothing", fields.position, name=one.id)


def _items(names: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """The items behind these names."""
    called = ((name,) if name in lexicon.items else lexicon.groups.get(name, ()) for name in names)
    return tuple(dict.fromkeys(item for items in called for item in items))


def _state_test(key: str) -> Callable[[Node, Lexicon], Condition | None]:
    """The reader of a test of states, by its name: `any_given`, `all_open` and so on."""
    which, _, state = key.partition("_")
    return partial(_of_state, key=key, join=Any if which == "any" else All, state=STATES[state])


def _of_state(node: Node, lexicon: Lexicon, key: str, join: type[Any | All], state: State) -> Condition | None:
    holds = OF_ADVICE.by_name[key].holds
    items = _items(form.read(holds, node, key, lexicon), lexicon)
    return join(tuple(Is(state_name(item), (state,)) for item in items)) if items else None


def _range(node: Node, lexicon: Lexicon) -> Condition | None:
    parts: list[Condition] = []
    for key, value in form.pairs(node, "range", lexicon.problems):
        item = form.name(key, "ranged_item", "range", lexicon)
        if not item or not _check_unit(item, key, lexicon):
            continue
        ends = form.fields(RANGE_TESTED, value, item, lexicon, apart=RANGE_TESTED.names)
        for end, body in ends.nodes.items():
            if not isinstance(body, MappingNode):
                lexicon.problems.add("not-a-mapping", body.position, what=end)
                continue
            measure = Measure(item, lexicon.items[item].unit)
            test = read_bounds(measure, body, lexicon)
            if test:
                parts.append(replace(test, slot=amount_name(item, end)))
    return parts[0] if len(parts) == 1 else All(tuple(parts)) if parts else None


def _check_unit(item: str, node: Node, lexicon: Lexicon) -> bool:
    if not lexicon.items[item].unit:
        lexicon.problems.add("item-without-unit", node.position, item=item)
    return bool(lexicon.items[item].unit)


def _outcome(node: Node, lexicon: Lexicon) -> Condition | None:
    outcomes: tuple[str, ...] = form.read(OF_ADVICE.by_name["outcome"].holds, node, "outcome", lexicon)
    return Is(OUTCOME, outcomes) if outcomes else None


def _yes_no(node: Node, lexicon: Lexicon, key: str, wire: str) -> Condition | None:
    answer = form.yes_no(node, key, lexicon.problems)
    return None if answer is None else Is(wire, (answer,), node.position)


_TESTS: Mapping[str, Callable[[Node, Lexicon], Condition | None]] = {
    "range": _range,
    "outcome": _outcome,
    "covered": partial(_yes_no, key="covered", wire=SCOPE),
    "contradicted": partial(_yes_no, key="contradicted", wire=CONTRADICTED),
    GIVEN_THOUGH_STOPPED: partial(_yes_no, key=GIVEN_THOUGH_STOPPED, wire=GIVEN_THOUGH_STOPPED),
}
"""What a theorem can test beside states of items, each with its reader."""


def read_with_theorems(folder: Path) -> tuple[Knowledge, tuple[RuleCase, ...], tuple[Theorem, ...]]:
    """The knowledge in a folder, its cases and its theorems; raises KnowledgeError with every problem in them."""
    texts, beside, found = read_sources(folder)
    problems = Problems()
    problems.extend(found)
    knowledge = read_files(parse_files(folder, texts, problems), problems)
    nodes = parse_cases(beside, problems)
    cases, _ = cases_in(nodes, knowledge, problems)
    theorems = theorems_in(nodes, knowledge, problems)
    if len(problems):
        raise KnowledgeError(problems.sorted())
    return knowledge, cases, theorems
