"""Reader of `facts/`: facts, findings, topics and items."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from sluimer.knowledge.condition import Within
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import Fact, Finding, Implication, Item, Kind, Option, Scalar, Topic, Vocabulary
from sluimer.messages import Position, Problems, listed, nearest
from sluimer.read import form
from sluimer.read.conditions import read_bounds
from sluimer.read.nodes import MappingNode, Node, ScalarNode

SECTIONS = ("facts", "findings", "topics")
FACT_KEYS = (
    "kind", "title", "question", "note", "options", "unit", "unit_optional", "lowest", "highest", "assume", "implies",
)  # fmt: skip
ONLY_FOR = {
    "options": (Kind.CHOICE, Kind.SET),
    "unit": (Kind.NUMBER,),
    "unit_optional": (Kind.NUMBER,),
    "lowest": (Kind.NUMBER,),
    "highest": (Kind.NUMBER,),
    "implies": (Kind.NUMBER,),
    "assume": (Kind.YES_NO, Kind.CHOICE),
}
CONNECTIVES = ("all", "any", "not", "at_least")
RESERVED_OPTIONS = ("yes", "no", "known", "unknown", "declined")

Declared = TypeVar("Declared", Fact, Finding, Topic)


@dataclass(frozen=True, slots=True)
class Context:
    """What the reader of a declaration must know about the rest."""

    languages: tuple[str, ...]
    units: Mapping[str, Text]
    problems: Problems


@dataclass(frozen=True, slots=True)
class Names:
    """Every name declared in `facts/`, also of what could not be read, so that one mistake is reported once."""

    vocabulary: Vocabulary
    broken: frozenset[str]


def read_vocabulary(files: Iterable[Node], context: Context) -> Names:
    """The vocabulary of all the files together."""
    sections: dict[str, list[tuple[ScalarNode, Node]]] = {name: [] for name in SECTIONS}
    for node in files:
        opened = form.fields(node, "facts/", SECTIONS, context.problems)
        for name, part in opened.values.items():
            sections[name].extend(form.pairs(part, name, context.problems))
    facts = _declare(sections["facts"], "fact", _fact, context)
    findings = _declare(sections["findings"], "finding", _finding, context)
    topics = _declare(sections["topics"], "topic", _topic, context)
    vocabulary = Vocabulary(_resolved(facts, context), findings, topics)
    _check_names(vocabulary, context.problems)
    written = {key.text for part in sections.values() for key, _ in part}
    return Names(vocabulary, frozenset(written - {*facts, *findings, *topics}))


def _declare(
    entries: Iterable[tuple[ScalarNode, Node]],
    what: str,
    read: Callable[[str, Position, Node, Context], Declared | None],
    context: Context,
) -> dict[str, Declared]:
    declared: dict[str, Declared] = {}
    for key, node in entries:
        name = form.identifier(key, what, "_", context.problems)
        if name is None:
            continue
        if name in declared:
            context.problems.add("declared-twice", key.position, name=name, place=declared[name].position)
            continue
        one = read(name, key.position, node, context)
        if one is not None:
            declared[name] = one
    return dict(sorted(declared.items()))


def _fact(name: str, position: Position, node: Node, context: Context) -> Fact | None:
    problems = context.problems
    fields = form.fields(node, name, FACT_KEYS, problems)
    kind_node = fields.require("kind", problems)
    kind = form.reference(kind_node, "unknown-kind", list(Kind), problems, what="kind") if kind_node else None
    title = _text(fields, "title", context)
    question = _text(fields, "question", context)
    if kind is None:
        return None
    for key, kinds in ONLY_FOR.items():
        if fields.get(key) is not None and kind not in kinds:
            problems.add("key-of-other-kind", fields.place(key), key=key, kind=kind)
    fact = Fact(name, Kind(kind), title, question, position, note=_text(fields, "note", context, needed=False))
    if fact.kind is Kind.NUMBER:
        return _with_number(fact, fields, context)
    if fact.kind is not Kind.YES_NO:
        fact = replace(fact, options=_options(fields, fact.kind, context))
    return replace(fact, assume=_assumption(fact, fields, problems))


def _with_number(fact: Fact, fields: form.Fields, context: Context) -> Fact:
    problems = context.problems
    unit_node = fields.get("unit")
    unit = (
        form.reference(unit_node, "unknown-unit", context.units, problems, what="unit", known=listed(sorted(context.units)))
        if unit_node
        else ""
    )
    optional = fields.get("unit_optional")
    fact = replace(
        fact,
        unit=unit or "",
        unit_optional=bool(optional and form.yes_no(optional, "unit_optional", problems)),
        lowest=_bound(fields, "lowest", problems),
        highest=_bound(fields, "highest", problems),
    )
    if fact.lowest is not None and fact.highest is not None and fact.lowest > fact.highest:
        problems.add("empty-range", fields.place("lowest"), what=fact.id)
    implied = fields.get("implies")
    parts = form.one_or_more(implied, "implies", problems) if implied else ()
    read = [_implication(fact, part, context) for part in parts]
    return replace(fact, implies=tuple(one for one in read if one))


def _bound(fields: form.Fields, key: str, problems: Problems) -> float | None:
    node = fields.get(key)
    return form.number(node, key, problems) if node else None


def _implication(fact: Fact, node: Node, context: Context) -> Implication | None:
    problems = context.problems
    fields = form.fields(node, "implies", ("when", "then", "cites"), problems)
    when, then, cites = (fields.require(key, problems) for key in ("when", "then", "cites"))
    if when is None or then is None or cites is None:
        return None
    test: Within | None = None
    if isinstance(when, MappingNode):
        test = read_bounds(fact, when, problems)
    else:
        problems.add("not-a-mapping", when.position, what="when")
    cited = [form.word(part, "cites", problems) for part in form.one_or_more(cites, "cites", problems)]
    targets = [
        (key.text, form.yes_no(value, key.text, problems)) for key, value in form.pairs(then, "then", problems)
    ]
    if len(targets) != 1:
        problems.add("one-implied", then.position)
        return None
    target, value = targets[0]
    if test is None or value is None:
        return None
    return Implication(test, target, value, tuple(one for one in cited if one))


def _resolved(facts: dict[str, Fact], context: Context) -> dict[str, Fact]:
    """Report implications of facts that cannot be implied, and leave them out."""
    for fact in list(facts.values()):
        kept = []
        for one in fact.implies:
            target = facts.get(one.fact)
            if target is not None and target.kind is Kind.YES_NO and target.assume is None:
                kept.append(one)
            else:
                near = nearest(one.fact, (name for name, each in facts.items() if each.kind is Kind.YES_NO))
                context.problems.add("cannot-be-implied", fact.position, near, name=one.fact, fact=fact.id)
        facts[fact.id] = replace(fact, implies=tuple(kept))
    return facts


def _options(fields: form.Fields, kind: Kind, context: Context) -> tuple[Option, ...]:
    node = fields.require("options", context.problems)
    options = []
    for key, label in form.pairs(node, "options", context.problems) if node else ():
        name = form.identifier(key, "option", "_", context.problems)
        if name in RESERVED_OPTIONS or (name == "none" and kind is Kind.SET):
            context.problems.add("reserved-option", key.position, name=name)
        elif name is not None:
            options.append(Option(name, form.text(label, name, context.languages, context.problems)))
    if node is not None and not options:
        context.problems.add("no-options", node.position, fact=fields.what)
    return tuple(sorted(options, key=lambda option: option.id)) if kind is Kind.SET else tuple(options)


def _assumption(fact: Fact, fields: form.Fields, problems: Problems) -> Scalar | None:
    node = fields.get("assume")
    if node is None:
        return None
    if fact.kind is Kind.YES_NO:
        return form.yes_no(node, "assume", problems)
    return form.reference(node, "unknown-option", [option.id for option in fact.options], problems, fact=fact.id)


def _finding(name: str, position: Position, node: Node, context: Context) -> Finding:
    fields = form.fields(node, name, ("title",), context.problems)
    return Finding(name, _text(fields, "title", context), position)


def _topic(name: str, position: Position, node: Node, context: Context) -> Topic:
    problems = context.problems
    fields = form.fields(node, name, ("title", "items", "referral"), problems)
    referral = fields.get("referral")
    items = fields.require("items", problems)
    entries = tuple(form.pairs(items, "items", problems)) if items else ()
    read = [_item(key, part, name, context) for key, part in entries]
    if items is not None and not entries:
        problems.add("no-items", items.position, topic=name)
    return Topic(
        name,
        _text(fields, "title", context),
        tuple(sorted((item for item in read if item), key=lambda item: item.id)),
        position,
        referral=bool(referral and form.yes_no(referral, "referral", problems)),
    )


def _item(key: ScalarNode, node: Node, topic: str, context: Context) -> Item | None:
    problems = context.problems
    name = form.identifier(key, "item", "_", problems)
    fields = form.fields(node, key.text, ("text", "unit", "urgent"), problems)
    unit, urgent = fields.get("unit"), fields.get("urgent")
    known = listed(sorted(context.units))
    if name is None:
        return None
    return Item(
        name,
        topic,
        _text(fields, "text", context),
        key.position,
        unit=(form.reference(unit, "unknown-unit", context.units, problems, what="unit", known=known) or "")
        if unit
        else "",
        urgent=bool(urgent and form.yes_no(urgent, "urgent", problems)),
    )


def _text(fields: form.Fields, key: str, context: Context, needed: bool = True) -> Text:
    node = fields.require(key, context.problems) if needed else fields.get(key)
    return form.text(node, key, context.languages, context.problems) if node else Text()


def _check_names(vocabulary: Vocabulary, problems: Problems) -> None:
    """Names that could be taken for one another are refused."""
    for name, fact in vocabulary.facts.items():
        if name in CONNECTIVES:
            problems.add("reserved-name", fact.position, name=name)
        if name in vocabulary.findings:
            problems.add("fact-and-finding", vocabulary.findings[name].position, name=name, place=fact.position)
    seen: dict[str, Item] = {}
    for topic in vocabulary.topics.values():
        for item in topic.items:
            if item.id in seen:
                problems.add("declared-twice", item.position, name=item.id, place=seen[item.id].position)
            seen.setdefault(item.id, item)
            _check_item(item, topic, vocabulary, problems)


def _check_item(item: Item, topic: Topic, vocabulary: Vocabulary, problems: Problems) -> None:
    if item.id in vocabulary.topics and (item.id != topic.id or len(topic.items) > 1):
        problems.add("item-and-topic", item.position, name=item.id)
    if item.urgent and not topic.referral:
        problems.add("urgent-not-referral", item.position, name=item.id)
    allowed = {"range", "start"} if item.unit else set()
    for language, text in item.text.translations:
        for place in _places(text):
            if place not in allowed:
                problems.add("unknown-place", item.position, place="{" + place + "}", name=item.id, language=language)


def _places(text: str) -> tuple[str, ...]:
    """The names between braces in a text."""
    return tuple(part.partition("}")[0] for part in text.split("{")[1:])
