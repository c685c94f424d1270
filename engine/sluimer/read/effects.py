"""Reader of effects: what a rule does when its condition holds."""

from collections.abc import Iterator, Mapping
from typing import get_args

from sluimer.knowledge.rule import Advise, Ask, Avoid, Conclude, Effect, Limit, Prefer, Range, Refer, Withhold
from sluimer.knowledge.vocabulary import START_PLACE, Item
from sluimer.language.forms import EFFECT, LIMIT, MANIFEST, RANGE, STRENGTHS
from sluimer.language.shape import Either, Many, Name, Shape, Table
from sluimer.messages import listed
from sluimer.read import form
from sluimer.read.form import Fields, Measure
from sluimer.read.lexicon import OF_ITEMS, Lexicon
from sluimer.read.nodes import MappingNode, Node, ScalarNode

_KINDS: Mapping[str, type[Conclude | Advise | Prefer | Avoid | Refer | Ask]] = {
    one.kind: one for one in get_args(Effect)
}


def read_effects(node: Node, lexicon: Lexicon) -> tuple[Effect, ...]:
    """One effect, or a list of them; one that stands there twice counts once, and two amounts of one are refused."""
    effects: list[Effect] = []
    said: dict[tuple[type, str], Effect] = {}
    for part in form.one_or_more(node, "then", lexicon.problems):
        entries = form.pairs(part, "then", lexicon.problems)
        if isinstance(part, MappingNode) and not entries:
            lexicon.problems.add("empty-effect", part.position)
        for key, value in entries:
            for effect in _effects(key, value, lexicon):
                match effect:
                    case Advise(item) | Prefer(item) | Limit(item):
                        if said.setdefault((type(effect), item), effect) != effect:
                            lexicon.problems.add("effect-twice", key.position, effect=key.text, item=item)
                effects.append(effect)
    return tuple(dict.fromkeys(effects))


def _effects(key: ScalarNode, node: Node, lexicon: Lexicon) -> Iterator[Effect]:
    problems, described = lexicon.problems, EFFECT.key(key.text)
    if described is None:
        near = problems.nearest(key.text, EFFECT.names)
        problems.add("unknown-effect", key.position, near, name=key.text, known=listed(EFFECT.names))
        return
    plain, table = _shapes(described.holds)
    if isinstance(node, MappingNode) and table is None:
        problems.add("effect-without-details", node.position, effect=key.text)
        return
    for part in (node,) if isinstance(node, MappingNode) else form.one_or_more(node, key.text, problems):
        if isinstance(part, MappingNode) and table:
            for name, detail in part.entries:
                yield from _detailed(key.text, name, detail, table, lexicon)
        elif plain:
            yield from _plain(key.text, part, plain, lexicon)
        else:
            problems.add("limit-without-bound", part.position, item=form.written(part))


def _shapes(shape: Shape) -> tuple[Name | None, Table | None]:
    """The name that may stand alone behind an effect, and the names with details."""
    part = shape.part if isinstance(shape, Many) else shape
    shapes = part.shapes if isinstance(part, Either) else (part,)
    plain = next((one for one in shapes if isinstance(one, Name)), None)
    return plain, next((one for one in shapes if isinstance(one, Table)), None)


def _plain(kind: str, node: Node, shape: Name, lexicon: Lexicon) -> Iterator[Effect]:
    if kind == Withhold.kind:
        withheld = _withheld(node, lexicon)
        if withheld:
            yield Withhold(withheld, _items_called(withheld, lexicon))
        return
    name = form.name(node, shape.kind, kind, lexicon)
    if name and (shape.kind not in OF_ITEMS or _fits(lexicon.items[name], node, shape.kind, kind, lexicon)):
        yield _KINDS[kind](name)


def _fits(item: Item, node: Node, names: str, effect: str, lexicon: Lexicon) -> bool:
    """Whether an item may stand where names of this kind do."""
    problems, referral = lexicon.problems, lexicon.vocabulary.topics[item.topic].referral
    if referral is not (names == "referral"):
        code = "is-a-referral" if referral else "not-a-referral"
        problems.add(code, node.position, item=item.id, effect=effect)
    elif names == "plain_item" and item.unit:
        problems.add("range-missing", node.position, item=item.id, unit=item.unit)
    elif names == "ranged_item" and not item.unit:
        problems.add("item-without-unit", node.position, item=item.id)
    else:
        return True
    return False


def _detailed(kind: str, name: ScalarNode, detail: Node, table: Table, lexicon: Lexicon) -> Iterator[Effect]:
    known = form.name(name, table.names, kind, lexicon)
    if not known or not _fits(lexicon.items[known], name, table.names, kind, lexicon):
        return
    if kind == Prefer.kind:
        strength = form.read(table.value, detail, kind, lexicon)
        if strength:
            yield Prefer(known, STRENGTHS[strength])
        return
    shape, measure = RANGE if kind == Advise.kind else LIMIT, Measure(known, lexicon.items[known].unit)
    amounts = form.fields(shape, detail, kind, lexicon, measure=measure)
    if kind == Limit.kind:
        most: float | None = amounts.get("at_most", None)
        if most is not None:
            yield Limit(known, most)
    else:
        yield from _advised(lexicon.items[known], amounts, lexicon)


def _advised(item: Item, amounts: Fields, lexicon: Lexicon) -> Iterator[Effect]:
    least, most, start = (amounts.values.get(end) for end in ("from", "to", "start"))
    if least is None or most is None or ("start" in amounts.values and start is None):
        return
    if start is None and any(START_PLACE in words for _, words in item.text.translations):
        lexicon.problems.add("start-missing", amounts.position, item=item.id, place=START_PLACE)
    elif least <= (least if start is None else start) <= most:
        yield Advise(item.id, Range(least, most, start))
    else:
        lexicon.problems.add("range-out-of-order", amounts.position, item=item.id)


def _withheld(node: Node, lexicon: Lexicon) -> str:
    """An item, topic or group that may be withheld; an empty string with a problem where it may not."""
    topics = lexicon.vocabulary.topics
    name = form.name(node, "withheld", Withhold.kind, lexicon) or ""
    if name in topics or name in lexicon.items:
        topic = topics.get(name) or topics[lexicon.items[name].topic]
        if topic.referral:
            lexicon.problems.add("withheld-referral", node.position, name=name)
            return ""
    return name


def _items_called(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The items that are withheld under a name."""
    topic = lexicon.vocabulary.topics.get(name)
    return lexicon.groups.get(name) or (tuple(item.id for item in topic.items) if topic else (name,))


def read_groups(node: Node | None, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Names for items and topics that are withheld together."""
    table = MANIFEST.by_name["groups"].holds
    assert isinstance(table, Table)
    groups: dict[str, tuple[str, ...]] = {}
    for key, value in form.pairs(node, "groups", lexicon.problems) if node else ():
        name = form.new_name(key, table, lexicon)
        taken = lexicon.items.get(key.text) or lexicon.vocabulary.topics.get(key.text)
        if taken:
            form.note_twice(key, taken.position, lexicon.problems)
        elif name:
            members = (_withheld(part, lexicon) for part in form.one_or_more(value, name, lexicon.problems))
            items = (item for member in members if member for item in _items_called(member, lexicon))
            groups[name] = tuple(dict.fromkeys(items))
    return groups
