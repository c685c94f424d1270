"""Reader of conditions: from nodes to a checked tree of tests."""

from collections.abc import Collection
from dataclasses import dataclass

from sluimer.knowledge.condition import All, Any, AtLeast, Condition, Is, Known, Not, Within, repeated
from sluimer.knowledge.vocabulary import Fact, Kind, Vocabulary, slot
from sluimer.language.forms import BOUNDS, CONNECTIVES, COUNTED, MEMBERSHIP
from sluimer.messages import Position, Problems, listed, nearest
from sluimer.read import form
from sluimer.read.nodes import ListNode, MappingNode, Node, ScalarNode

WHETHER_KNOWN = ("known", "unknown")
"""What every fact can be tested with."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What conditions may name, and where their problems go."""

    vocabulary: Vocabulary
    broken: Collection[str]
    problems: Problems


def read_condition(node: Node, reading: Reading) -> Condition:
    """The condition in a mapping; its parts that cannot be read are reported and left out."""
    entries = tuple(form.pairs(node, "when", reading.problems))
    if isinstance(node, MappingNode) and not entries:
        reading.problems.add("empty-condition", node.position)
    parts = tuple(part for key, value in entries if (part := _entry(key, value, reading)) is not None)
    return parts[0] if len(parts) == 1 else All(parts)


def _entry(key: ScalarNode, value: Node, reading: Reading) -> Condition | None:
    match key.text:
        case "all":
            return All(_parts(value, "all", reading))
        case "any":
            return Any(_parts(value, "any", reading))
        case "not":
            return Not(read_condition(value, reading))
        case "at_least":
            return _at_least(value, reading)
        case name if name in reading.vocabulary.findings:
            answer = form.yes_no(value, name, reading.problems)
            return None if answer is None else Is(name, (answer,), key.position)
        case name if name in reading.vocabulary.facts:
            return _test(reading.vocabulary.facts[name], key.position, value, reading.problems)
    if key.text not in reading.broken:
        _report_key(key, value, reading)
    return None


_CONNECTIVES_MEANT = {
    **dict.fromkeys(("or", "of", "either", "one_of", "any_of", "een_van", "minstens_een"), "any"),
    **dict.fromkeys(("and", "en", "both", "all_of", "alle", "allemaal"), "all"),
    **dict.fromkeys(("niet", "geen", "none_of", "no"), "not"),
}
"""What people write for the words that join the parts of a condition."""


def _report_key(key: ScalarNode, value: Node, reading: Reading) -> None:
    """A key that is no fact or finding, and no word that joins; what stands below such a word is read all the same."""
    problems, named = reading.problems, {*reading.vocabulary.facts, *reading.vocabulary.findings}
    near = problems.nearest(key.text, named)
    meant = _CONNECTIVES_MEANT.get(key.text.casefold()) or ("" if near else nearest(key.text, CONNECTIVES.names))
    if not meant:
        problems.add("unknown-test", key.position, near, name=key.text)
        return
    problems.add("unknown-connective", key.position, meant, name=key.text)
    for part in value.items if isinstance(value, ListNode) else (value,):
        if isinstance(part, MappingNode) and meant != "at_least":
            read_condition(part, reading)


def _parts(node: Node, what: str, reading: Reading) -> tuple[Condition, ...]:
    if not isinstance(node, ListNode):
        reading.problems.add("not-a-list", node.position, what=what)
        return (read_condition(node, reading),)
    return tuple(read_condition(part, reading) for part in form.one_or_more(node, what, reading.problems))


def _at_least(node: Node, reading: Reading) -> Condition | None:
    problems = reading.problems
    fields = form.fields(node, "at_least", COUNTED.names, problems)
    count_node, of = fields.require("count", problems), fields.require("of", problems)
    count = form.number(count_node, "count", problems) if count_node else None
    parts = _parts(of, "of", reading) if of else ()
    if count_node is None or count is None or not isinstance(of, ListNode) or not parts:
        return None
    if not isinstance(count, int) or not 1 <= count <= len(parts):
        problems.add("count-out-of-reach", count_node.position, count=count, most=len(parts))
        return None
    for number in repeated(parts):
        problems.add("counted-twice", of.items[number].position)
    return AtLeast(count, parts)


def _test(fact: Fact, place: Position, node: Node, problems: Problems) -> Condition | None:
    if isinstance(node, ScalarNode) and node.text in WHETHER_KNOWN:
        return Known(fact.id, fact.slots, known=node.text == "known", position=place)
    if isinstance(node, ScalarNode) and nearest(node.text, WHETHER_KNOWN):
        word = nearest(node.text, WHETHER_KNOWN)
        problems.add("test-of-known", node.position, fact=fact.id, value=node.text, word=word)
        return None
    match fact.kind:
        case Kind.YES_NO:
            answer = form.yes_no(node, fact.id, problems)
            return None if answer is None else Is(fact.id, (answer,), place)
        case Kind.CHOICE:
            values = _options(fact, node, problems)
            return Is(fact.id, values, place) if values else None
        case Kind.NUMBER if isinstance(node, MappingNode):
            return read_bounds(fact, node, problems)
        case Kind.SET if isinstance(node, ScalarNode) and node.text == "none":
            return All(tuple(Is(name, (False,), place) for name in fact.slots))
        case Kind.SET if isinstance(node, MappingNode):
            return _membership(fact, node, problems)
    problems.add(f"test-of-{fact.kind}", node.position, fact=fact.id, value=form.written(node))
    return None


def read_bounds(fact: Fact, node: MappingNode, problems: Problems) -> Within | None:
    """The bounds of a number, each with the unit of the fact."""
    fields = form.fields(node, fact.id, BOUNDS.names, problems)
    values = {
        key: form.quantity(part, fact.id, fact.unit, fact.unit_optional, problems)
        for key, part in fields.values.items()
    }
    if not node.entries:
        problems.add("test-of-number", node.position, fact=fact.id, value=form.written(node))
    if not values or None in values.values():
        return None
    test = Within(fact.id, position=node.position, **values)
    if _is_empty(test):
        problems.add("empty-range", node.position, what=fact.id)
    return test


def _is_empty(test: Within) -> bool:
    least = max((bound for bound in (test.at_least, test.above) if bound is not None), default=float("-inf"))
    most = min((bound for bound in (test.at_most, test.below) if bound is not None), default=float("inf"))
    return least > most or (least == most and (test.above == least or test.below == most))


def _membership(fact: Fact, node: MappingNode, problems: Problems) -> Condition | None:
    fields = form.fields(node, fact.id, MEMBERSHIP.names, problems)
    parts: list[Condition] = []
    for key, part in fields.values.items():
        if key == "includes" and isinstance(part, ListNode):
            problems.add("includes-list", part.position, fact=fact.id)
            continue
        tests = tuple(Is(slot(fact.id, name), (True,), part.position) for name in _options(fact, part, problems))
        if tests:
            parts.append(tests[0] if len(tests) == 1 else Any(tests) if key == "includes_any" else All(tests))
    if not node.entries:
        problems.add("test-of-set", node.position, fact=fact.id, value=form.written(node))
    if len(parts) == 1:
        return parts[0]
    return All(tuple(parts)) if parts else None


def _options(fact: Fact, node: Node, problems: Problems) -> tuple[str, ...]:
    names = [option.id for option in fact.options]
    return form.references(node, "unknown-option", names, problems, what=fact.id, fact=fact.id, known=listed(names))
