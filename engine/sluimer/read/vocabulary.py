"""Reader of `facts/`: facts, findings, topics and items."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from sluimer.knowledge.claims import Claims
from sluimer.knowledge.condition import Within
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.text import Text
from sluimer.knowledge.vocabulary import (
    Fact,
    Finding,
    Implication,
    Item,
    Kind,
    Option,
    Scalar,
    Topic,
    Vocabulary,
    Weighed,
)
from sluimer.language.forms import CONNECTIVES, FACT, FINDING, IMPLICATION, ITEM, ONLY_FOR, TOPIC, VOCABULARY, WEIGHED
from sluimer.messages import Position, Problems, listed
from sluimer.read import form
from sluimer.read.claims import read_claim
from sluimer.read.codes import check_codes, read_codes, read_codes_of_options
from sluimer.read.conditions import read_bounds
from sluimer.read.nodes import MappingNode, Node, ScalarNode

NAMES_OF_FACTS_FOLDER = (
    "unknown-fact", "unknown-test", "unknown-finding", "unknown-item", "unknown-item-or-topic", "unknown-topic",
    "cannot-be-implied",
)  # fmt: skip
"""The problems that would follow where a part of `facts/` cannot be read."""
RESERVED_OPTIONS = ("yes", "no", "known", "unknown", "declined")

Declared = TypeVar("Declared", Fact, Finding, Topic)


@dataclass(frozen=True, slots=True)
class Context:
    """What the reader of a declaration must know about the rest."""

    languages: tuple[str, ...]
    units: Mapping[str, Text]
    statements: Collection[str]
    claims: Claims
    code_systems: Collection[str]
    problems: Problems


@dataclass(frozen=True, slots=True)
class Names:
    """Every name declared in `facts/`, also of what could not be read, so that one mistake is reported once."""

    vocabulary: Vocabulary
    broken: frozenset[str]


def read_vocabulary(files: Iterable[Node], context: Context) -> Names:
    """The vocabulary of all the files together."""
    sections = _sections(files, context.problems)
    facts = _declare(sections["facts"], "fact", _fact, context)
    findings = _declare(sections["findings"], "finding", _finding, context)
    topics = _declare(sections["topics"], "topic", _topic, context)
    _drop_clashes(facts, findings, context.problems)
    declared: dict[str, Mapping[str, object]] = {"facts": facts, "findings": findings, "topics": topics}
    names = {key.text for part, entries in sections.items() for key, _ in entries if key.text not in declared[part]}
    items = _item_names(sections["topics"], context) - {item.id for each in topics.values() for item in each.items}
    broken = names | items
    vocabulary = Vocabulary(frozen(_resolved(facts, broken, context)), frozen(findings), frozen(topics))
    _check_names(vocabulary, context.problems)
    check_codes(facts.values(), context.problems)
    return Names(vocabulary, frozenset(broken))


def _sections(files: Iterable[Node], problems: Problems) -> dict[str, list[tuple[ScalarNode, Node]]]:
    sections: dict[str, list[tuple[ScalarNode, Node]]] = {name: [] for name in VOCABULARY.names}
    before = len(problems)
    for node in files:
        opened = form.fields(node, "facts/", VOCABULARY.names, problems)
        for name, part in opened.values.items():
            sections[name].extend(form.pairs(part, name, problems))
    if len(problems) > before:
        problems.mute(*NAMES_OF_FACTS_FOLDER)
    return sections


def _item_names(topics: Iterable[tuple[ScalarNode, Node]], context: Context) -> set[str]:
    """The names of all items as written; where a topic hides its items, no item is called unknown."""
    names: set[str] = set()
    for _, node in topics:
        entries = {key.text: value for key, value in node.entries} if isinstance(node, MappingNode) else {}
        items = entries.get("items")
        if isinstance(items, MappingNode) and items.entries:
            names.update(key.text for key, _ in items.entries)
        else:
            context.problems.mute("unknown-item", "unknown-item-or-topic")
    return names


def _declare(
    entries: Iterable[tuple[ScalarNode, Node]],
    what: str,
    read: Callable[[str, Position, Node, Context], Declared | None],
    context: Context,
) -> dict[str, Declared]:
    declared: dict[str, Declared] = {}
    twice: set[str] = set()
    for key, node in entries:
        name = form.identifier(key, what, "_", context.problems)
        if name is None:
            continue
        one = read(name, key.position, node, context)
        if name in declared:
            context.problems.add("declared-twice", key.position, name=name, place=declared[name].position)
            twice.add(name)
        elif one is not None:
            declared[name] = one
    return {name: one for name, one in sorted(declared.items()) if name not in twice}


def _drop_clashes(facts: dict[str, Fact], findings: dict[str, Finding], problems: Problems) -> None:
    """A name that a fact and a finding share means neither."""
    for name in facts.keys() & findings.keys():
        fact, finding = facts.pop(name), findings.pop(name)
        problems.add("fact-and-finding", finding.position, name=name, place=fact.position)


def _fact(name: str, position: Position, node: Node, context: Context) -> Fact | None:
    problems = context.problems
    fields = form.fields(node, name, FACT.names, problems)
    kind_node = fields.require("kind", problems)
    kind = form.reference(kind_node, "unknown-kind", list(Kind), problems, what="kind") if kind_node else None
    title = _text(fields, "title", context)
    question = _text(fields, "question", context)
    note, fixed = _text(fields, "note", context, needed=False), _is_so(fields, "fixed", problems)
    if kind is None:
        _unit(fields, context)
        _options(fields, Kind.CHOICE, context, needed=False)
        return None
    for key, kinds in ONLY_FOR.items():
        if fields.get(key) is not None and kind not in kinds:
            problems.add("key-of-other-kind", fields.place(key), key=key, kind=kind)
    fact = Fact(name, Kind(kind), title, question, position, note=note, fixed=fixed)
    if fact.kind is Kind.NUMBER:
        fact = replace(fact, codes=read_codes(fields.get("codes"), context.code_systems, problems))
        return _with_number(fact, fields, context)
    if fact.kind is not Kind.YES_NO:
        options = _options(fields, fact.kind, context)
        if options is None:
            return None
        codes = read_codes_of_options(fields.get("codes"), name, options, context.code_systems, problems)
        fact = replace(fact, options=tuple(replace(one, codes=codes.get(one.id, ())) for one in options))
    else:
        fact = replace(fact, codes=read_codes(fields.get("codes"), context.code_systems, problems))
    return replace(fact, assume=_assumption(fact, fields, problems))


def _unit(fields: form.Fields, context: Context) -> str | None:
    """The unit, an empty string where there is none, or None where it is not known."""
    node = fields.get("unit")
    known = listed(sorted(context.units))
    return (
        form.reference(node, "unknown-unit", context.units, context.problems, what="unit", known=known) if node else ""
    )


def _with_number(fact: Fact, fields: form.Fields, context: Context) -> Fact | None:
    problems = context.problems
    unit = _unit(fields, context)
    fact = replace(
        fact,
        unit=unit or "",
        unit_optional=_is_so(fields, "unit_optional", problems),
        lowest=_bound(fields, "lowest", problems),
        highest=_bound(fields, "highest", problems),
    )
    if fact.lowest is not None and fact.highest is not None and fact.lowest > fact.highest:
        problems.add("empty-range", fields.place("lowest"), what=fact.id)
    implied = fields.get("implies")
    parts = form.one_or_more(implied, "implies", problems) if implied else ()
    read = [_implication(fact, part, context) for part in parts] if unit is not None else []
    weighed = fields.get("weighed_as")
    entries = form.pairs(weighed, "weighed_as", problems) if weighed else ()
    found = [_weighed(key, part, context) for key, part in entries]
    fact = replace(fact, weighed_as=tuple(one for one in found if one))
    return replace(fact, implies=tuple(one for one in read if one)) if unit is not None else None


def _weighed(key: ScalarNode, node: Node, context: Context) -> Weighed | None:
    """What may be weighed whole, with the percentage of it that counts."""
    problems = context.problems
    name = form.identifier(key, "weighed_as", "_", problems)
    fields = form.fields(node, key.text, WEIGHED.names, problems)
    share, cites = fields.require("percent", problems), fields.require("cites", problems)
    label = _text(fields, "label", context)
    percent = form.number(share, "percent", problems) if share else None
    cited = form.references(cites, "unknown-statement", context.statements, problems, what="cites") if cites else ()
    if share and percent is not None and not 0 < percent <= 100:
        problems.add("not-a-percentage", share.position, name=key.text, value=percent)
    return Weighed(name, label, float(percent), cited) if name and percent is not None else None


def _is_so(fields: form.Fields, key: str, problems: Problems) -> bool:
    node = fields.get(key)
    return bool(node and form.yes_no(node, key, problems))


def _bound(fields: form.Fields, key: str, problems: Problems) -> float | None:
    node = fields.get(key)
    return form.number(node, key, problems) if node else None


def _implication(fact: Fact, node: Node, context: Context) -> Implication | None:
    problems = context.problems
    fields = form.fields(node, "implies", IMPLICATION.names, problems)
    when, then, cites = (fields.require(key, problems) for key in ("when", "then", "cites"))
    test: Within | None = None
    if isinstance(when, MappingNode):
        test = read_bounds(fact, when, problems)
    elif when is not None:
        problems.add("not-a-mapping", when.position, what="when")
    cited = form.references(cites, "unknown-statement", context.statements, problems, what="cites") if cites else ()
    if then is None:
        return None
    targets = [(key.text, form.yes_no(value, key.text, problems)) for key, value in form.pairs(then, "then", problems)]
    if len(targets) != 1:
        problems.add("one-implied", then.position)
        return None
    target, value = targets[0]
    if test is None or value is None or cites is None:
        return None
    return Implication(test, target, value, cited)


def _resolved(facts: dict[str, Fact], broken: Collection[str], context: Context) -> dict[str, Fact]:
    """Report implications of facts that cannot be implied, and leave them out."""
    for fact in list(facts.values()):
        kept = []
        for one in fact.implies:
            target = facts.get(one.fact)
            if target is not None and _can_be_implied(target):
                kept.append(one)
            elif one.fact not in broken:
                fitting = (name for name, each in facts.items() if _can_be_implied(each))
                near = context.problems.nearest(one.fact, fitting)
                context.problems.add("cannot-be-implied", fact.position, near, name=one.fact, fact=fact.id)
        facts[fact.id] = replace(fact, implies=tuple(kept))
    return facts


def _can_be_implied(fact: Fact) -> bool:
    return fact.kind is Kind.YES_NO and fact.assume is None


def _options(fields: form.Fields, kind: Kind, context: Context, needed: bool = True) -> tuple[Option, ...] | None:
    """The options, or None where one of them cannot be read."""
    node = fields.require("options", context.problems) if needed else fields.get("options")
    entries = tuple(form.pairs(node, "options", context.problems)) if node else ()
    options = []
    for key, label in entries:
        name = form.identifier(key, "option", "_", context.problems)
        if name in RESERVED_OPTIONS or (name == "none" and kind is Kind.SET):
            context.problems.add("reserved-option", key.position, name=name)
        elif name is not None:
            options.append(Option(name, form.text(label, name, context.languages, context.problems)))
    if isinstance(node, MappingNode) and not entries:
        context.problems.add("no-options", node.position, fact=fields.what)
    if not options or len(options) < len(entries):
        return None
    return tuple(options)


def _assumption(fact: Fact, fields: form.Fields, problems: Problems) -> Scalar | None:
    node = fields.get("assume")
    if node is None:
        return None
    if fact.kind is Kind.YES_NO:
        return form.yes_no(node, "assume", problems)
    names = [option.id for option in fact.options]
    return form.reference(node, "unknown-option", names, problems, what="assume", fact=fact.id, known=listed(names))


def _finding(name: str, position: Position, node: Node, context: Context) -> Finding:
    fields = form.fields(node, name, FINDING.names, context.problems)
    return Finding(name, _text(fields, "title", context), position)


def _topic(name: str, position: Position, node: Node, context: Context) -> Topic | None:
    problems = context.problems
    fields = form.fields(node, name, TOPIC.names, problems)
    referral = fields.get("referral")
    is_referral = form.yes_no(referral, "referral", problems) if referral else False
    items = fields.require("items", problems)
    entries = tuple(form.pairs(items, "items", problems)) if items else ()
    claim = read_claim(fields, context.claims, "", problems) if fields.get("claim") else None
    read = [_item(key, part, name, claim, context) for key, part in entries]
    if isinstance(items, MappingNode) and not entries:
        problems.add("no-items", items.position, topic=name)
    title = _text(fields, "title", context)
    if is_referral is None:
        return None
    for (_, part), item in zip(entries, read, strict=True):
        if item and item.unit and is_referral:
            problems.add("referral-with-unit", item.position, name=item.id)
        elif item and item.unit:
            _check_amounts(item, part, problems)
    return Topic(
        name,
        title,
        tuple(sorted((item for item in read if item), key=lambda item: item.id)),
        position,
        referral=is_referral,
    )


def _item(key: ScalarNode, node: Node, topic: str, claim: str | None, context: Context) -> Item | None:
    problems = context.problems
    name = form.identifier(key, "item", "_", problems)
    fields = form.fields(node, key.text, ITEM.names, problems)
    unit, urgent = _unit(fields, context), _is_so(fields, "urgent", problems)
    words = fields.require("text", problems)
    filled = () if unit == "" else FILLED
    text = form.text(words, key.text, context.languages, problems, filled) if words else Text()
    if context.claims.options and claim is None and fields.misses("claim"):
        problems.add("claim-missing", key.position, name=key.text, topic=topic, known=listed(context.claims.names))
    if name is None or unit is None:
        return None
    return Item(
        name,
        topic,
        text,
        key.position,
        unit=unit,
        urgent=urgent,
        claim=read_claim(fields, context.claims, claim or "", problems),
    )


RANGE_PLACE = "{range}"
FILLED = (RANGE_PLACE, "{start}")
"""The places in the text of an item with a unit that are filled in with its amounts."""


def _check_amounts(item: Item, node: Node, problems: Problems) -> None:
    """The text of an item with a unit says its range in each language, and each amount that another language says."""
    found = {language: form.PLACE.findall(text) for language, text in item.text.translations if text}
    every = {place for places in found.values() for place in places}
    written = form.fields(node, item.id, ITEM.names, Problems()).get("text")
    if not isinstance(written, MappingNode) or not every <= {*FILLED}:  # a misspelt one was told
        return
    for key, value in written.entries:
        for place in FILLED:
            if key.text in found and place not in found[key.text] and (place == RANGE_PLACE or place in every):
                problems.add("place-missing", value.position, place=place, name=item.id, language=key.text)


def _text(fields: form.Fields, key: str, context: Context, needed: bool = True) -> Text:
    node = fields.require(key, context.problems) if needed else fields.get(key)
    return form.text(node, key, context.languages, context.problems) if node else Text()


def _check_names(vocabulary: Vocabulary, problems: Problems) -> None:
    """Names that could be taken for one another are refused."""
    named: list[Fact | Finding] = [*vocabulary.facts.values(), *vocabulary.findings.values()]
    for declared in named:
        if declared.id in CONNECTIVES.names:
            problems.add("reserved-name", declared.position, name=declared.id)
            problems.overlook([declared.id])
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
