"""Reader of `facts/`: facts, findings, scores, topics and items."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from sluimer.knowledge.condition import ALWAYS, Known, leaves
from sluimer.knowledge.frozen import frozen
from sluimer.knowledge.strata import cycles
from sluimer.knowledge.text import NO_TEXT
from sluimer.knowledge.vocabulary import (
    LIMIT_PLACE,
    NONE_OF_THEM,
    RANGE_PLACE,
    SOONEST_FIRST,
    START_PLACE,
    Codes,
    Contradiction,
    Fact,
    Finding,
    Implication,
    Item,
    Kind,
    Option,
    Scalar,
    Score,
    Topic,
    Urgency,
    Vocabulary,
    Weighed,
    slot,
)
from sluimer.language.forms import (
    CODES,
    CONNECTIVES,
    CONTRADICTION,
    FACT,
    FINDING,
    IMPLICATION,
    ITEM,
    SCORE,
    TOPIC,
    VOCABULARY,
)
from sluimer.language.shape import Many, Table, Word
from sluimer.messages import Position, Problems, listed
from sluimer.read import form
from sluimer.read.claims import claim_of
from sluimer.read.conditions import read_condition, read_test
from sluimer.read.form import Fields
from sluimer.read.lexicon import Lexicon
from sluimer.read.nodes import MappingNode, Node, ScalarNode, entries_of
from sluimer.read.scores import read_terms
from sluimer.read.settings import options_in

NAMES_OF_FACTS_FOLDER = (
    "unknown-fact", "unknown-test", "unknown-finding", "unknown-score", "unknown-item",
    "unknown-item-or-topic", "unknown-topic",
    "cannot-be-implied",
)  # fmt: skip
"""The problems that would follow where a part of `facts/` cannot be read."""
RESERVED_OPTIONS = ("yes", "no", "known", "unknown", "declined")
FILLED = (RANGE_PLACE, START_PLACE, LIMIT_PLACE)
"""The places in the text of an item with a unit that are filled in with its amounts."""

Declared = TypeVar("Declared", Fact, Finding, Score, Topic)
Entries = list[tuple[ScalarNode, Node]]


def read_vocabulary(files: Iterable[Node], lexicon: Lexicon) -> Lexicon:
    """The lexicon with all that the files declare together, and the names of what could not be read as broken."""
    sections = _sections(files, lexicon.problems)
    facts = _declare(sections, "facts", _fact, lexicon)
    findings = _declare(sections, "findings", _finding, lexicon)
    topics = _with_superseded(_declare(sections, "topics", _topic, lexicon))
    scores = _declare(sections, "scores", _score, lexicon)
    _drop_clashes(facts, findings, lexicon.problems)
    _drop_scores_named_twice(scores, {**facts, **findings}, lexicon.problems)
    declared: dict[str, Mapping[str, object]] = {"facts": facts, "findings": findings, "topics": topics}
    declared["scores"] = scores
    declared["contradictions"] = dict.fromkeys(key.text for key, _ in sections["contradictions"])
    names = {key.text for part, entries in sections.items() for key, _ in entries if key.text not in declared[part]}
    names |= _item_names(sections["topics"], lexicon) - {item.id for each in topics.values() for item in each.items}
    declared_facts = _with_implications(facts, sections["facts"], lexicon.with_vocabulary(Vocabulary(), names))
    vocabulary = Vocabulary(frozen(declared_facts), frozen(findings), frozen(topics), frozen(scores))
    _check_names(vocabulary, lexicon.problems)
    _check_superseding(vocabulary, names, lexicon.problems)
    _check_codes(facts.values(), lexicon.problems)
    lexicon = _with_terms(lexicon.with_vocabulary(vocabulary, names), sections["scores"])
    never = {one.id: one for one in _contradictions(sections["contradictions"], lexicon)}
    whole = replace(lexicon.vocabulary, declared_contradictions=frozen(never))
    return lexicon.with_vocabulary(whole, names)


def _with_terms(lexicon: Lexicon, written: Entries) -> Lexicon:
    """The lexicon in which scores have their points, whose conditions may read all that is declared."""
    scores = lexicon.vocabulary.scores
    terms = {key.text: read_terms(key.text, node, lexicon) for key, node in written if key.text in scores}
    read = {name: replace(score, terms=terms[name]) for name, score in scores.items()}
    return lexicon.with_vocabulary(replace(lexicon.vocabulary, scores=frozen(read)), lexicon.broken)


def _sections(files: Iterable[Node], problems: Problems) -> dict[str, Entries]:
    sections: dict[str, Entries] = {name: [] for name in VOCABULARY.names}
    before = len(problems)
    for node in files:
        opened = form.fields(VOCABULARY, node, "facts/", Lexicon(problems))
        for name, part in opened.nodes.items():
            sections[name].extend(form.pairs(part, name, problems))
    if len(problems) > before:
        problems.mute(*NAMES_OF_FACTS_FOLDER)
    return sections


def _item_names(topics: Iterable[tuple[ScalarNode, Node]], lexicon: Lexicon) -> set[str]:
    """The names of all items as written; where a topic hides its items, no item is called unknown."""
    names: set[str] = set()
    for _, node in topics:
        entries = {key.text: value for key, value in node.entries} if isinstance(node, MappingNode) else {}
        items = entries.get("items")
        if isinstance(items, MappingNode) and items.entries:
            names.update(key.text for key, _ in items.entries)
        else:
            lexicon.problems.mute("unknown-item", "unknown-item-or-topic")
    return names


def _declare(
    sections: Mapping[str, Entries],
    section: str,
    read: Callable[[str, Position, Node, Lexicon], Declared | None],
    lexicon: Lexicon,
) -> dict[str, Declared]:
    declared: dict[str, Declared] = {}
    twice: set[str] = set()
    for key, node in sections[section]:
        name = form.new_name(key, VOCABULARY.table(section), lexicon)
        one = read(name, key.position, node, lexicon) if name else None
        if name in declared:
            form.note_twice(key, declared[name].position, lexicon.problems)
            twice.add(name)
        elif name and one is not None:
            declared[name] = one
    return {name: one for name, one in sorted(declared.items()) if name not in twice}


def _drop_clashes(facts: dict[str, Fact], findings: dict[str, Finding], problems: Problems) -> None:
    """A name that a fact and a finding share means neither."""
    for name in facts.keys() & findings.keys():
        fact, finding = facts.pop(name), findings.pop(name)
        problems.add("fact-and-finding", finding.position, name=name, place=fact.position)


def _drop_scores_named_twice(
    scores: dict[str, Score], others: Mapping[str, Fact | Finding], problems: Problems
) -> None:
    """A score shares its name with no fact and no finding, since conditions would not know which is meant."""
    for name in scores.keys() & others.keys():
        problems.add("score-named-twice", scores.pop(name).position, name=name, place=others[name].position)


def _fact(name: str, position: Position, node: Node, lexicon: Lexicon) -> Fact | None:
    fields = form.fields(FACT, node, name, lexicon, apart=("assume",))
    kind = Kind(fields.get("kind", Kind.YES_NO))
    options = _options(fields, kind, lexicon)
    if fields.get("kind", "") == "" or fields.is_lost("unit") or (options is None and kind in (Kind.CHOICE, Kind.SET)):
        return None
    fact = Fact(
        name,
        kind,
        fields.get("title", NO_TEXT),
        fields.get("question", NO_TEXT),
        position,
        note=fields.get("note", NO_TEXT),
        options=options or (),
        unit=fields.get("unit", ""),
        unit_optional=fields.get("unit_optional", False),
        fixed=fields.get("fixed", False),
        lowest=fields.get("lowest", None),
        highest=fields.get("highest", None),
        combinations=_sorted_codes(fields.get("combinations", {})),
        weighed_as=tuple(_weighed(fields, lexicon)),
    )
    if fact.lowest is not None and fact.highest is not None and fact.lowest > fact.highest:
        lexicon.problems.add("empty-range", fields.place("lowest"), what=fact.id)
    fact, assumed = _with_codes(fact, fields.nodes.get("codes"), lexicon), fields.nodes.get("assume")
    return replace(fact, assume=_assumption(fact, assumed, lexicon.problems)) if assumed else fact


def _options(fields: Fields, kind: Kind, lexicon: Lexicon) -> tuple[Option, ...] | None:
    """The options, or None where one of them cannot be read."""
    node, options, problems = fields.nodes.get("options"), options_in(fields), lexicon.problems
    entries = entries_of(node)
    reserved = (*RESERVED_OPTIONS, NONE_OF_THEM) if kind is Kind.SET else RESERVED_OPTIONS
    for key, _ in entries:
        if key.text in reserved:
            problems.add("reserved-option", key.position, name=key.text)
    if isinstance(node, MappingNode) and not entries:
        problems.add("no-options", node.position, fact=fields.what)
    names = {key.text: _other_names(value, lexicon) for key, value in entries}
    kept = tuple(replace(one, names=names[one.id]) for one in options if one.id not in reserved)
    return None if not kept or len(kept) < len(entries) else kept


def _other_names(option: Node, lexicon: Lexicon) -> tuple[str, ...]:
    """What else people call an option; two options may share a name, and then it is asked which one is meant."""
    written = {key.text: value for key, value in option.entries} if isinstance(option, MappingNode) else {}
    node = written.get(form.OTHER_NAMES)
    return tuple(form.read(Many(Word()), node, form.OTHER_NAMES, lexicon)) if node else ()


def _with_codes(fact: Fact, node: Node | None, lexicon: Lexicon) -> Fact:
    """The fact, or each of its options, with what it is called in the code systems of others."""
    if node is None:
        return fact
    if not fact.options:
        return replace(fact, codes=_sorted_codes(form.read(CODES, node, "codes", lexicon)))
    names = [option.id for option in fact.options]
    words = {"fact": fact.id, "known": listed(names)}
    found = form.read(Table(CODES, "option"), node, "codes", lexicon.with_names(option=names), **words)
    options = (replace(one, codes=_sorted_codes(found.get(one.id, {}))) for one in fact.options)
    return replace(fact, options=tuple(options))


def _sorted_codes(found: Mapping[str, tuple[str, ...]]) -> Codes:
    return tuple(sorted(found.items()))


def _weighed(fields: Fields, lexicon: Lexicon) -> Iterator[Weighed]:
    """What may be weighed whole, with the percentage of it that counts."""
    for name, one in form.declared(FACT, "weighed_as", fields.nodes.get("weighed_as"), lexicon):
        percent: float | None = one.get("percent", None)
        if percent is not None:
            yield Weighed(name, one.get("label", NO_TEXT), float(percent), one.get("cites", ()))


def _with_implications(facts: Mapping[str, Fact], written: Entries, lexicon: Lexicon) -> dict[str, Fact]:
    """The facts with what their answers imply, now that every fact is known."""
    nodes = {key.text: node for key, node in written}
    found = {}
    for fact in facts.values():
        node = nodes[fact.id]
        parts = [value for key, value in node.entries if key.text == "implies"] if isinstance(node, MappingNode) else []
        implies = [one for part in parts for one in _implications(fact, part, facts, lexicon)]
        found[fact.id] = replace(fact, implies=tuple(implies))
    return found


def _implications(fact: Fact, node: Node, facts: Mapping[str, Fact], lexicon: Lexicon) -> Iterator[Implication]:
    for part in form.one_or_more(node, "implies", lexicon.problems):
        fields = form.fields(IMPLICATION, part, "implies", lexicon)
        when, then = fields.nodes.get("when"), fields.nodes.get("then")
        test = read_test(fact, when.position, when, lexicon) if when else None
        if when and isinstance(test, Known):
            lexicon.problems.add("answers-alone", when.position, what="when")
            test = None
        answers = tuple(sorted(_implied(fact, then, facts, lexicon), key=lambda said: said[0])) if then else ()
        if test and answers and "cites" in fields.nodes:
            said = fields.get("overrules", False), fields.get("because", NO_TEXT)
            yield Implication(test, answers, fields.get("cites", ()), *said)


def _implied(fact: Fact, node: Node, facts: Mapping[str, Fact], lexicon: Lexicon) -> Iterator[tuple[str, Scalar]]:
    """The value of each slot of other facts that is implied, written as a person answers."""
    entries = form.pairs(node, "then", lexicon.problems)
    if isinstance(node, MappingNode) and not entries:
        lexicon.problems.add("none-implied", node.position)
    for key, value in entries:
        if key.text in facts and key.text != fact.id:
            yield from _answer(facts[key.text], value, lexicon)
        elif key.text not in lexicon.broken:
            near = lexicon.problems.nearest(key.text, facts.keys() - {fact.id})
            lexicon.problems.add("cannot-be-implied", key.position, near, name=key.text, fact=fact.id)


def _answer(fact: Fact, node: Node, lexicon: Lexicon) -> Iterator[tuple[str, Scalar]]:
    problems = lexicon.problems
    names = [option.id for option in fact.options]
    words = {"fact": fact.id, "known": listed(names)}
    value: Scalar | None
    match fact.kind:
        case Kind.YES_NO:
            value = form.yes_no(node, fact.id, problems)
        case Kind.CHOICE:
            value = form.reference(node, "unknown-option", names, problems, what=fact.id, **words)
        case Kind.NUMBER:
            value = form.quantity(node, form.Measure(fact.id, fact.unit, bare=True), problems)
            if value is not None and not fact.allowed.contains(value):
                problems.add("empty-range", node.position, what=fact.id)
        case Kind.SET:
            none = isinstance(node, ScalarNode) and node.text == "none"
            parts = () if none else form.one_or_more(node, fact.id, problems)
            members = [form.reference(part, "unknown-option", names, problems, what=fact.id, **words) for part in parts]
            if None not in members:
                yield from ((slot(fact.id, name), name in members) for name in names)
            return
    if value is not None:
        yield fact.id, value


def _contradictions(written: Entries, lexicon: Lexicon) -> Iterator[Contradiction]:
    """Those that are declared, over answers alone."""
    table = VOCABULARY.table("contradictions")
    for key, node in written:
        name, fields = form.new_name(key, table, lexicon), form.fields(CONTRADICTION, node, key.text, lexicon)
        never = fields.nodes.get("never")
        condition = read_condition(never, lexicon) if never else ALWAYS
        worked_out = {*lexicon.vocabulary.findings, *lexicon.vocabulary.scores}
        if never and any(isinstance(leaf, Known) or leaf.slot in worked_out for leaf in leaves(condition)):
            lexicon.problems.add("answers-alone", never.position, what="never")
        if name:
            because = fields.get("because", NO_TEXT)
            yield Contradiction(name, condition, because, fields.get("cites", ()), key.position)


def _assumption(fact: Fact, node: Node, problems: Problems) -> Scalar | None:
    """What is assumed in each slot of a fact; of a set, that it holds none of its options."""
    if fact.kind is Kind.YES_NO:
        return form.yes_no(node, "assume", problems)
    names = [NONE_OF_THEM] if fact.kind is Kind.SET else [option.id for option in fact.options]
    known = {"fact": fact.id, "known": listed(names)}
    named = form.reference(node, "unknown-option", names, problems, what="assume", **known)
    return named and (False if fact.kind is Kind.SET else named)


def _check_codes(facts: Iterable[Fact], problems: Problems) -> None:
    """A code means one fact or option, so that a record can be read back."""
    meant: dict[tuple[str, str], str] = {}
    for fact in facts:
        named = [(fact.id, fact.codes), *((f"{fact.id}.{option.id}", option.codes) for option in fact.options)]
        every = ((name, system, code) for name, codes in named for system, words in codes for code in words)
        for name, system, code in every:
            other = meant.setdefault((system, code), name)
            if other != name:
                problems.add("code-twice", fact.position, code=code, system=system, name=name, other=other)


def _finding(name: str, position: Position, node: Node, lexicon: Lexicon) -> Finding:
    return Finding(name, form.fields(FINDING, node, name, lexicon).get("title", NO_TEXT), position)


def _score(name: str, position: Position, node: Node, lexicon: Lexicon) -> Score:
    """A score without its points, which are read once everything has its name."""
    fields = form.fields(SCORE, node, name, lexicon, apart=("points",))
    return Score(name, fields.get("title", NO_TEXT), position, cites=fields.get("cites", ()))


def _topic(name: str, position: Position, node: Node, lexicon: Lexicon) -> Topic | None:
    fields = form.fields(TOPIC, node, name, lexicon)
    items, lost = fields.nodes.get("items"), fields.is_lost("referral")
    referral = None if lost else fields.get("referral", False)
    entries = form.pairs(items, "items", lexicon.problems) if items else ()
    if isinstance(items, MappingNode) and not entries:
        lexicon.problems.add("no-items", items.position, topic=name)
    claim = fields.get("claim", "") if "claim" in fields.nodes else None
    read = tuple(item for key, part in entries if (item := _item(key, part, name, claim, referral, lexicon)))
    if referral is None:
        return None
    return Topic(name, fields.get("title", NO_TEXT), read, position, referral=referral)


def _item(
    key: ScalarNode, node: Node, topic: str, claim: str | None, referral: bool | None, lexicon: Lexicon
) -> Item | None:
    problems = lexicon.problems
    name = form.new_name(key, TOPIC.table("items"), lexicon)
    fields = form.fields(ITEM, _without_urgent(node, problems), key.text, lexicon, apart=("text", "supersedes"))
    words, unit = fields.nodes.get("text"), fields.get("unit", "")
    filled = (LIMIT_PLACE,) if unit == "" and not fields.is_lost("unit") else FILLED
    text = form.text(words, key.text, lexicon, filled) if words else NO_TEXT
    if lexicon.claims.options and claim is None and fields.misses("claim"):
        known = listed(lexicon.claims.names)
        problems.add("claim-missing", key.position, name=key.text, topic=topic, known=known)
    if name is None or fields.is_lost("unit"):
        return None
    urgency, above = _urgency(fields, referral, problems), _superseded(fields, problems)
    marked = claim_of(fields, claim or "")
    item = Item(
        name,
        topic,
        text,
        key.position,
        unit=unit,
        urgency=urgency,
        supersedes=above,
        claim=marked,
        title=fields.get("title", NO_TEXT),
        instead=fields.get("instead", NO_TEXT),
        weight=fields.get("weight", 0),
        background=fields.get("background", False),
    )
    if unit and referral:
        problems.add("referral-with-unit", item.position, name=item.id)
    else:
        _check_amounts(item, words, problems)
    return item


def _without_urgent(node: Node, problems: Problems) -> Node:
    """An item without the word `urgent` of old, which is told what stands in its place."""
    if not isinstance(node, MappingNode):
        return node
    for key in (key for key, _ in node.entries if key.text == "urgent"):
        problems.add("urgent-is-urgency", key.position)
    return replace(node, entries=tuple(entry for entry in node.entries if entry[0].text != "urgent"))


def _urgency(fields: Fields, referral: bool | None, problems: Problems) -> Urgency | None:
    """How soon a referral must be followed; nothing else has an urgency, or supersedes anything."""
    if referral:
        return Urgency(fields.get("urgency", Urgency.BEFORE))
    for key in ("urgency", "supersedes"):
        if key in fields.nodes and referral is False:
            problems.add("key-of-referral", fields.place(key), key=key, name=fields.what)
    return None


def _superseded(fields: Fields, problems: Problems) -> tuple[str, ...]:
    node = fields.nodes.get("supersedes")
    parts = form.one_or_more(node, "supersedes", problems) if node else ()
    return tuple(dict.fromkeys(one for part in parts if (one := form.word(part, "supersedes", problems))))


def _with_superseded(topics: Mapping[str, Topic]) -> dict[str, Topic]:
    """The topics in which a referral that supersedes a topic supersedes each of its items."""
    items = {name: [item.id for item in topic.items] for name, topic in topics.items()}

    def whole(item: Item) -> Item:
        names = (one for name in item.supersedes for one in items.get(name, [name]))
        return replace(item, supersedes=tuple(dict.fromkeys(names)))

    return {name: replace(topic, items=tuple(map(whole, topic.items))) for name, topic in topics.items()}


def _check_superseding(vocabulary: Vocabulary, broken: Collection[str], problems: Problems) -> None:
    """What is superseded is an item that is no more urgent, and none supersedes itself."""
    items = vocabulary.items
    referrals = {name: one for name, one in items.items() if one.urgency is not None}
    for item in referrals.values():
        for name in item.supersedes:
            if name not in items and name not in broken:
                near = problems.nearest(name, {*items, *vocabulary.topics})
                problems.add("supersedes-nothing", item.position, near, name=name, item=item.id)
            elif name in referrals and _place(referrals[name]) < _place(item):
                problems.add("supersedes-urgent", item.position, name=name, item=item.id)
    above = {name: tuple(one for one in item.supersedes if one in referrals) for name, item in referrals.items()}
    for trail in cycles(above):
        problems.add("supersedes-itself", referrals[trail[0]].position, name=trail[0], trail=" → ".join(trail))


def _place(item: Item) -> int:
    assert item.urgency
    return SOONEST_FIRST.index(item.urgency)


def _check_amounts(item: Item, written: Node | None, problems: Problems) -> None:
    """The text of an item with a unit says its range in each language, and any text the amounts of other languages."""
    found = {language: form.places_in(text) for language, text in item.text.translations if text}
    every = {place for places in found.values() for place in places}
    places = FILLED if item.unit else (LIMIT_PLACE,)
    if not isinstance(written, MappingNode) or not every <= {*places}:  # a misspelt one was told
        return
    for key, value in written.entries:
        for place in places:
            needed = place in every or (item.unit and place == RANGE_PLACE)
            if needed and key.text in found and place not in found[key.text]:
                problems.add("place-missing", value.position, place=place, name=item.id, language=key.text)


def _check_names(vocabulary: Vocabulary, problems: Problems) -> None:
    """Names that could be taken for one another are refused."""
    named: list[Fact | Finding | Score] = [
        *vocabulary.facts.values(),
        *vocabulary.findings.values(),
        *vocabulary.scores.values(),
    ]
    for declared in named:
        if declared.id in CONNECTIVES.by_name:
            problems.add("reserved-name", declared.position, name=declared.id)
            problems.overlook([declared.id])
    seen: dict[str, Item] = {}
    for topic in vocabulary.topics.values():
        for item in topic.items:
            if item.id in seen:
                problems.add("declared-twice", item.position, name=item.id, place=seen[item.id].position)
            seen.setdefault(item.id, item)
            if item.id in vocabulary.topics and (item.id != topic.id or len(topic.items) > 1):
                problems.add("item-and-topic", item.position, name=item.id)
