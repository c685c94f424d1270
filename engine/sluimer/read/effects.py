"""Reader of effects: what a rule does when its condition holds."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sluimer.knowledge.rule import (
    Advise,
    Ask,
    Avoid,
    Conclude,
    Effect,
    Limit,
    Prefer,
    Range,
    Refer,
    Strength,
    Withhold,
)
from sluimer.knowledge.vocabulary import Item, Vocabulary
from sluimer.language.forms import EFFECT, LIMIT, RANGE
from sluimer.messages import Problems, listed
from sluimer.read import form
from sluimer.read.nodes import MappingNode, Node, ScalarNode

STRENGTHS = {strength.name.lower(): strength for strength in Strength}


@dataclass(frozen=True, slots=True)
class Targets:
    """What effects may name, and where their problems go."""

    vocabulary: Vocabulary
    items: Mapping[str, Item]
    broken: Collection[str]
    problems: Problems
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_referral(self, item: Item) -> bool:
        """Whether the item belongs to a referral topic."""
        return self.vocabulary.topics[item.topic].referral


def read_effects(node: Node, targets: Targets) -> tuple[Effect, ...]:
    """One effect, or a list of them; one that stands there twice counts once, and two amounts of one are refused."""
    effects: list[Effect] = []
    said: dict[tuple[type, str], Effect] = {}
    for part in form.one_or_more(node, "then", targets.problems):
        entries = tuple(form.pairs(part, "then", targets.problems))
        if isinstance(part, MappingNode) and not entries:
            targets.problems.add("empty-effect", part.position)
        for key, value in entries:
            for effect in _effects(key, value, targets):
                if isinstance(effect, Advise | Prefer | Limit):
                    _refuse_another(effect, said, key, targets.problems)
                effects.append(effect)
    return tuple(dict.fromkeys(effects))


def _refuse_another(
    effect: Advise | Prefer | Limit, said: dict[tuple[type, str], Effect], key: ScalarNode, problems: Problems
) -> None:
    """Report an item that a rule gives one range, limit or strength, and then another."""
    if said.setdefault((type(effect), effect.item), effect) != effect:
        problems.add("effect-twice", key.position, effect=key.text, item=effect.item)


def _effects(key: ScalarNode, node: Node, targets: Targets) -> Iterator[Effect]:
    if key.text not in EFFECT.names:
        near = targets.problems.nearest(key.text, EFFECT.names)
        targets.problems.add("unknown-effect", key.position, near, name=key.text, known=listed(EFFECT.names))
        return
    if isinstance(node, MappingNode):
        if key.text not in _DETAILED:
            targets.problems.add("effect-without-details", node.position, effect=key.text)
            return
        for name, detail in node.entries:
            yield from _detailed(key.text, name, detail, targets)
        return
    for part in form.one_or_more(node, key.text, targets.problems):
        if isinstance(part, MappingNode) and key.text in _DETAILED:
            for name, detail in part.entries:
                yield from _detailed(key.text, name, detail, targets)
        else:
            yield from _PLAIN[key.text](part, targets)


def _conclude(node: Node, targets: Targets) -> Iterator[Effect]:
    known = targets.vocabulary.findings
    name = _reference(node, "conclude", "unknown-finding", known, targets)
    if name:
        yield Conclude(name)


def _ask(node: Node, targets: Targets) -> Iterator[Effect]:
    name = _reference(node, "ask", "unknown-fact", targets.vocabulary.facts, targets)
    if name:
        yield Ask(name)


def _advise(node: Node, targets: Targets) -> Iterator[Effect]:
    item = _item(node, "advise", targets)
    if item and item.unit:
        targets.problems.add("range-missing", node.position, item=item.id, unit=item.unit)
    elif item:
        yield Advise(item.id)


def _prefer(node: Node, targets: Targets) -> Iterator[Effect]:
    item = _item(node, "prefer", targets)
    if item and item.unit:
        targets.problems.add("range-missing", node.position, item=item.id, unit=item.unit)
    elif item:
        yield Prefer(item.id)


def _avoid(node: Node, targets: Targets) -> Iterator[Effect]:
    item = _item(node, "avoid", targets)
    if item:
        yield Avoid(item.id)


def _refer(node: Node, targets: Targets) -> Iterator[Effect]:
    item = _item(node, "refer", targets, referral=True)
    if item:
        yield Refer(item.id)


def _limit(node: Node, targets: Targets) -> Iterator[Effect]:
    targets.problems.add("limit-without-bound", node.position, item=form.written(node))
    yield from ()


def _withhold(node: Node, targets: Targets) -> Iterator[Effect]:
    name = _withheld_name(node, targets, targets.groups)
    if name in targets.groups:
        yield Withhold(name, targets.groups[name])
    elif name:
        yield Withhold(name, _items_called(name, targets))


def _withheld_name(node: Node, targets: Targets, groups: Collection[str]) -> str:
    """An item, topic or group that may be withheld; an empty string with a problem where it may not."""
    topics = targets.vocabulary.topics
    known = {*targets.items, *topics, *groups}
    name = _reference(node, "withhold", "unknown-item-or-topic", known, targets) or ""
    if name in topics or name in targets.items:
        topic = topics.get(name) or topics[targets.items[name].topic]
        if topic.referral:
            targets.problems.add("withheld-referral", node.position, name=name)
            return ""
    return name


def _items_called(name: str, targets: Targets) -> tuple[str, ...]:
    topic = targets.vocabulary.topics.get(name)
    return tuple(item.id for item in topic.items) if topic else (name,)


def read_groups(node: Node | None, targets: Targets) -> dict[str, tuple[str, ...]]:
    """Names for items and topics that are withheld together."""
    groups: dict[str, tuple[str, ...]] = {}
    for key, value in form.pairs(node, "groups", targets.problems) if node else ():
        name = form.identifier(key, "groups", "_", targets.problems)
        taken = targets.items.get(key.text) or targets.vocabulary.topics.get(key.text)
        if taken:
            targets.problems.add("declared-twice", key.position, name=key.text, place=taken.position)
        elif name:
            parts = form.one_or_more(value, name, targets.problems)
            members = (_withheld_name(part, targets, ()) for part in parts)
            items = (item for member in members if member for item in _items_called(member, targets))
            groups[name] = tuple(dict.fromkeys(items))
    return groups


def _detailed(kind: str, name: ScalarNode, detail: Node, targets: Targets) -> Iterator[Effect]:
    item = _item(name, kind, targets)
    if item is None:
        return
    if kind == "prefer" and item.unit:
        targets.problems.add("range-missing", name.position, item=item.id, unit=item.unit)
    elif kind == "prefer":
        strength = form.reference(
            detail, "unknown-strength", STRENGTHS, targets.problems, what="prefer", known=listed(tuple(STRENGTHS))
        )
        if strength:
            yield Prefer(item.id, STRENGTHS[strength])
    elif not item.unit:
        targets.problems.add("item-without-unit", name.position, item=item.id)
    elif kind == "limit":
        yield from _read_limit(item, detail, targets.problems)
    else:
        yield from _read_range(item, detail, targets.problems)


def _read_limit(item: Item, node: Node, problems: Problems) -> Iterator[Effect]:
    fields = form.fields(node, "limit", LIMIT.names, problems)
    bound = fields.require("at_most", problems)
    value = form.quantity(bound, item.id, item.unit, False, problems) if bound else None
    if value is not None:
        yield Limit(item.id, value)


def _read_range(item: Item, node: Node, problems: Problems) -> Iterator[Effect]:
    fields = form.fields(node, "advise", RANGE.names, problems)
    ends = [fields.require(key, problems) for key in ("from", "to")]
    given = [*ends, fields.get("start") or ends[0]]
    values = [form.quantity(part, item.id, item.unit, False, problems) for part in given if part]
    if len(values) < 3 or None in values:
        return
    least, most, start = (value for value in values if value is not None)
    if least <= start <= most:
        yield Advise(item.id, Range(least, most, start))
    else:
        problems.add("range-out-of-order", fields.position, item=item.id)


def _item(node: Node, effect: str, targets: Targets, referral: bool = False) -> Item | None:
    name = _reference(node, effect, "unknown-item", targets.items, targets)
    if not name:
        return None
    item = targets.items[name]
    if targets.is_referral(item) is not referral:
        code = "not-a-referral" if referral else "is-a-referral"
        targets.problems.add(code, node.position, item=name, effect=effect)
        return None
    return item


def _reference(node: Node, what: str, code: str, known: Collection[str], targets: Targets) -> str | None:
    if isinstance(node, ScalarNode) and node.text in targets.broken and node.text not in known:
        return None
    return form.reference(node, code, known, targets.problems, what=what)


_PLAIN: Mapping[str, Callable[[Node, Targets], Iterator[Effect]]] = {
    "conclude": _conclude,
    "advise": _advise,
    "prefer": _prefer,
    "withhold": _withhold,
    "avoid": _avoid,
    "limit": _limit,
    "refer": _refer,
    "ask": _ask,
}
_DETAILED = ("advise", "prefer", "limit")
